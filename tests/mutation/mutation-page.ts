import { readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { percentOf, readResults, sha256Of } from './mutation-results.ts';
import type { FileResult, Results, Survivor } from './mutation-results.ts';
import { REASONS } from './reasons.ts';
import type { Reason } from './reasons.ts';

const PAGE = 'docs/mutation.md';
const GOAL_PERCENT = 85;

/** Writes docs/mutation.md from the kept results and the reasons; nothing in it is typed by hand. */
export async function writeMutationPage(): Promise<void> {
  const results = await readResults();
  const changed = await changedSince(results);
  const text = [
    '# Mutation testing',
    '',
    'Written by `npm run mutation`. Every small change that Stryker can think of is made to the numbers and rules, one at',
    'a time, and some test of the same room has to fail. No kind of mutant is switched off. A mutant counts as killed when',
    `a test fails or never ends. The goal is ${GOAL_PERCENT} % over the three rooms.`,
    '',
    ...tableOfRooms(results),
    '',
    ...(changed.length === 0 ? [] : [`Changed since they were measured: ${changed.join(', ')}.`, '']),
    '## Files',
    '',
    ...tableOfFiles(results),
    '',
    '## Survivors',
    '',
    'By file: the lines, how many mutants, and why they live. *equivalent*: no input can tell it from the original.',
    '*guard*: against what types or callers rule out. *message*: words of which the tests hold only what the user acts',
    'on. *speed*: the same numbers by another way. *tolerance*: numbers change by less than is promised. *elsewhere*: held',
    'by the tests of another room.',
    '',
    ...Object.entries(results).flatMap(([file, result]) => survivorsOf(file, result)),
  ].join('\n');
  await writeFile(PAGE, await format(text, { parser: 'markdown', printWidth: 120 }));
  for (const reason of REASONS.filter((each) => !isUsed(each, results))) {
    process.stdout.write(`a reason without a survivor: ${reason.file}: ${reason.line}\n`);
  }
}

async function changedSince(results: Results): Promise<string[]> {
  const now = await Promise.all(
    Object.entries(results).map(async ([file, { sha256 }]) => {
      const source = await readFile(file, 'utf8').catch(() => null);
      return source !== null && sha256Of(source) === sha256 ? null : file;
    }),
  );
  return now.filter((file) => file !== null);
}

function tableOfRooms(results: Results): string[] {
  const rooms = [...new Set(Object.keys(results).map(roomOf))];
  const row = (name: string, files: readonly FileResult[]): string => {
    const killed = sum(files.map((file) => file.killed));
    const survived = sum(files.map((file) => file.survived.length));
    return `| ${name} | ${killed + survived} | ${killed} | ${survived} | ${percentOf(killed, killed + survived).toFixed(1)} % |`;
  };
  return [
    '| room | mutants | killed | survived | killed |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rooms.map((room) =>
      row(
        `\`${room}\``,
        Object.entries(results).flatMap(([file, result]) => (roomOf(file) === room ? [result] : [])),
      ),
    ),
    row('all', Object.values(results)),
  ];
}

function tableOfFiles(results: Results): string[] {
  return [
    '| file | mutants | killed | survived | of them no test comes past | without a reason | killed |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...Object.entries(results)
      .filter(([, { killed, survived }]) => killed + survived.length > 0)
      .map(([file, { killed, survived, percent }]) => {
        const uncovered = survived.filter((survivor) => survivor.uncovered).length;
        const unexplained = survived.filter((survivor) => reasonOf(file, survivor) === null).length;
        return `| ${file} | ${killed + survived.length} | ${killed} | ${survived.length} | ${uncovered} | ${unexplained} | ${percent.toFixed(1)} % |`;
      }),
  ];
}

function survivorsOf(file: string, { survived }: FileResult): string[] {
  if (survived.length === 0) return [];
  const reasons = survived.map((survivor) => ({ survivor, reason: reasonOf(file, survivor) }));
  const explained = REASONS.flatMap((reason) => {
    const lines = reasons.filter((each) => each.reason === reason).map(({ survivor }) => survivor.line);
    if (lines.length === 0) return [];
    return [`| ${[...new Set(lines)].join(', ')} | ${lines.length} | ${reason.kind} | ${inCell(reason.why)} |`];
  });
  const open = reasons.flatMap(({ survivor: { line, mutator, source, replacement }, reason }) =>
    reason === null
      ? [`| ${line} | 1 | open | ${mutator}: \`${inCell(source)}\` with \`${inCell(replacement || 'nothing')}\` |`]
      : [],
  );
  return [
    `### ${file}`,
    '',
    '| lines | mutants | kind | why |',
    '| --- | ---: | --- | --- |',
    ...explained,
    ...open,
    '',
  ];
}

function reasonOf(file: string, survivor: Survivor): Reason | null {
  return REASONS.find((reason) => isReasonOf(reason, file, survivor)) ?? null;
}

function isReasonOf(reason: Reason, file: string, { source, mutator, replacement }: Survivor): boolean {
  return (
    reason.file === file &&
    source.includes(reason.line) &&
    (reason.mutator === undefined || reason.mutator === mutator) &&
    (reason.replacement === undefined || replacement.includes(reason.replacement))
  );
}

function isUsed(reason: Reason, results: Results): boolean {
  return (results[reason.file]?.survived ?? []).some((survivor) => reasonOf(reason.file, survivor) === reason);
}

function roomOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/'));
}

function inCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('`', "'");
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
