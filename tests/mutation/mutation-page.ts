import { readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { readResults, sha256Of } from './mutation-results.ts';
import type { FileResult, Results, Survivor } from './mutation-results.ts';
import { REASONS } from './reasons.ts';
import type { Reason } from './reasons.ts';

const PAGE = 'docs/mutation.md';
const GOAL_PERCENT = 85;

/** Writes docs/mutation.md from the kept results and the reasons; nothing in it is typed by hand. */
export async function writeMutationPage(): Promise<void> {
  const results = await readResults();
  const changed = await changedSince(results);
  const files = Object.entries(results).filter(([, { mutants }]) => mutants > 0);
  const text = [
    '# Mutation testing',
    '',
    'Written by `npm run mutation`. Every small change that Stryker can think of is made to the numbers and rules, one at',
    'a time, and some test of the same room has to fail or never end. No kind of mutant is switched off, in no file and',
    `no line. The goal is ${GOAL_PERCENT} % killed over the three rooms. Each survivor is listed in \`tests/mutation/results.json\`;`,
    'why they live is said below.',
    '',
    ...tableOfRooms(files.map(([file, result]) => ({ room: roomOf(file), result }))),
    '',
    'Where fewer are measured than there are, the measured ones were drawn at random in each file, with a fixed seed; ±',
    'is the sampling error (95 %), each file having its own weight. `npm run mutation` without `--sample` measures the rest.',
    'Left out of the run in `core/dose` are the suites that take longest (metamorphic, prisms, smooth solids, properties,',
    'reference kernel, doses outside the grid, coverage intervals): they come past every mutant of a kernel. So a',
    'survivor there survived the quick tests; the slow ones may notice it.',
    '',
    ...(changed.length === 0 ? [] : [`Changed since they were measured: ${changed.join(', ')}.`, '']),
    '## Files',
    '',
    '| file | mutants | measured | killed | of them endless | survived | no reason yet | killed |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...files.map(([file, result]) => {
      const open = result.survived.filter((survivor) => reasonOf(file, survivor) === null).length;
      const measured = measuredOf(result);
      return `| ${file} | ${result.mutants} | ${measured} | ${result.killed} | ${result.endless} | ${result.survived.length} | ${open} | ${inPercent(result.killed / measured)} |`;
    }),
    '',
    '## Survivors',
    '',
    '*equivalent*: no input can tell it from the original. *guard*: against what types or callers rule out. *message*:',
    'words of which the tests hold only what the user acts on. *speed*: the same numbers by another way. *tolerance*:',
    'numbers change by less than is promised. *elsewhere*: held by the tests of another room. *open*: looked at, and no',
    'reason found why it should live: a test is missing.',
    '',
    '| file | kind | mutants | lines | why |',
    '| --- | --- | ---: | --- | --- |',
    ...files.flatMap(([file, result]) => survivorsOf(file, result)),
  ].join('\n');
  await writeFile(PAGE, await format(text, { parser: 'markdown', printWidth: 120 }));
  for (const reason of REASONS.filter((each) => !isUsed(each, results))) {
    process.stdout.write(`a reason without a survivor: ${reason.file}: ${reason.why}\n`);
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

function tableOfRooms(files: readonly { readonly room: string; readonly result: FileResult }[]): string[] {
  const row = (name: string, results: readonly FileResult[]): string => {
    const mutants = sum(results.map((result) => result.mutants));
    const measured = sum(results.map(measuredOf));
    const survived = sum(results.map((result) => result.survived.length));
    return `| ${name} | ${mutants} | ${measured} | ${measured - survived} | ${survived} | ${shareKilled(results)} |`;
  };
  return [
    '| room | mutants | measured | killed | survived | killed of all |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...[...new Set(files.map(({ room }) => room))].map((room) =>
      row(
        `\`${room}\``,
        files.filter((each) => each.room === room).map(({ result }) => result),
      ),
    ),
    row(
      'all',
      files.map(({ result }) => result),
    ),
  ];
}

/** Of a sample of each file: the share in all of them, and two standard errors of it. */
function shareKilled(results: readonly FileResult[]): string {
  const mutants = sum(results.map((result) => result.mutants));
  const expected = sum(results.map((result) => (result.mutants * result.killed) / measuredOf(result)));
  const variance = sum(
    results.map((result) => {
      const measured = measuredOf(result);
      // One more of either kind: a file of which all in a small sample were killed is not known without error.
      const share = (result.killed + 1) / (measured + 2);
      return (result.mutants ** 2 * (1 - measured / result.mutants) * share * (1 - share)) / measured;
    }),
  );
  const error = variance === 0 ? '' : ` ± ${((196 * Math.sqrt(variance)) / mutants).toFixed(1)}`;
  return `${((100 * expected) / mutants).toFixed(1)}${error} %`;
}

function survivorsOf(file: string, { survived }: FileResult): string[] {
  const reasons = survived.map((survivor) => ({ line: survivor.line, reason: reasonOf(file, survivor) }));
  return [...REASONS, null].flatMap((reason) => {
    const lines = reasons.filter((each) => each.reason === reason).map(({ line }) => line);
    if (lines.length === 0) return [];
    const cells = [file, reason?.kind ?? 'open', lines.length, [...new Set(lines)].join(' '), reason?.why ?? ''];
    return [`| ${cells.join(' | ')} |`];
  });
}

function reasonOf(file: string, survivor: Survivor): Reason | null {
  return REASONS.find((reason) => isReasonOf(reason, file, survivor)) ?? null;
}

function isReasonOf(reason: Reason, file: string, { source, mutator, replacement }: Survivor): boolean {
  return (
    reason.file === file &&
    (reason.lines === undefined || reason.lines.some((piece) => source.includes(piece))) &&
    (reason.mutators === undefined || reason.mutators.includes(mutator)) &&
    (reason.replacement === undefined || replacement.includes(reason.replacement))
  );
}

function isUsed(reason: Reason, results: Results): boolean {
  return (results[reason.file]?.survived ?? []).some((survivor) => reasonOf(reason.file, survivor) === reason);
}

function measuredOf({ killed, survived }: FileResult): number {
  return killed + survived.length;
}

function inPercent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function roomOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/'));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
