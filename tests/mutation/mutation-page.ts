import { existsSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { readResults, sha256Of } from './mutation-results.ts';
import type { FileResult, Results, Survivor } from './mutation-results.ts';
import { REASONS } from './reasons.ts';
import type { Reason } from './reasons.ts';

const PAGE = 'docs/mutation.md';
const GOAL_PERCENT = 85;
const ROOMS = ['core/dose', 'core/geometry', 'core/protocol'];

/** Writes docs/mutation.md from the kept results and the reasons; nothing in it is typed by hand. */
export async function writeMutationPage(): Promise<void> {
  // What is kept of a file that is no more is nothing.
  const kept = Object.entries(await readResults()).filter(([file]) => existsSync(file));
  const results: Results = Object.fromEntries(kept);
  const changed = await changedSince(results);
  const unmeasured = ROOMS.flatMap((room) => readdirSync(room).map((name) => `${room}/${name}`)).filter(
    (file) => results[file] === undefined,
  );
  const files = Object.entries(results).filter(([, { mutants }]) => mutants > 0);
  const text = [
    '# Mutation testing',
    '',
    'Written by `npm run mutation`. Every small change that Stryker can think of is made to the numbers and rules, one at',
    'a time, and some test of the same room has to fail. No kind of mutant is switched off, in no file and no line. The',
    `goal is ${GOAL_PERCENT} % killed over the three rooms.`,
    '',
    ...tableOfRooms(files.map(([file, result]) => ({ room: roomOf(file), result }))),
    '',
    ...(unmeasured.length === 0 ? [] : [`Not measured at all: ${unmeasured.join(', ')}.`, '']),
    ...(changed.length === 0 ? [] : [`Changed since they were measured: ${changed.join(', ')}.`, '']),
    '- **measured**: a sample drawn at random in each file with a fixed seed, or all. ± is its sampling error (95 %), each',
    '  file having its own weight. `npm run mutation` without `--sample` measures every mutant: many hours on two cores.',
    '- **while loading**: mutants of schemas, tables of words and constants, which run only while core is loaded. Each asks',
    '  for a fresh load and all tests of the room, half a minute each on a busy machine; where the column says so they were',
    '  not run, and the percentages say nothing of them. `npm run mutation` without `--without-loading` runs them.',
    '- **endless**: of the killed, those whose tests did not end within three times what they take and 8 seconds more.',
    '- Tests that take seconds are left out of the run where quicker ones hold the same code (`ROOMS` in',
    '  `tests/mutation/run-mutation.ts`), and some files are put to the tests of their own alone (`TESTS_OF`): a survivor',
    '  survived those, others may notice it, so the shares are lower bounds.',
    '- Each survivor is listed in `tests/mutation/results.json`; why they live is said below.',
    '',
    '## Files',
    '',
    '| file | mutants | while loading | measured | killed | endless | survived | open | killed |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...files.map(([file, result]) => {
      const open = result.survived.filter((survivor) => reasonOf(file, survivor) === null).length;
      const measured = measuredOf(result);
      return `| ${file} | ${result.mutants} | ${result.whileLoading} | ${measured} | ${result.killed} | ${result.endless} | ${result.survived.length} | ${open} | ${measured === 0 ? '' : inPercent(result.killed / measured)} |`;
    }),
    '',
    '## Survivors',
    '',
    '*equivalent*: no input can tell it from the original. *guard*: against what types or callers rule out. *message*:',
    'words of which the tests hold only what the user acts on. *speed*: the same numbers by another way. *tolerance*:',
    'numbers change by less than is promised. *elsewhere*: held by the tests of another room. *since*: a test that was',
    'written after the run holds it, and it was not measured again. *open*: a test is missing, or nobody has looked yet.',
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
    const count = (of: (result: FileResult) => number): number => results.reduce((all, result) => all + of(result), 0);
    const cells = [
      name,
      count(({ mutants }) => mutants),
      count(({ whileLoading }) => whileLoading),
      count(measuredOf),
      count(({ killed }) => killed),
      count(({ survived }) => survived.length),
      shareKilled(results),
    ];
    return `| ${cells.join(' | ')} |`;
  };
  return [
    '| room | mutants | while loading | measured | killed | survived | killed of all others |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
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

/** From a sample of each file: the share killed of what runs in tests, and two standard errors of it. */
function shareKilled(results: readonly FileResult[]): string {
  const measured = results.filter((result) => measuredOf(result) > 0);
  const sumOver = (of: (result: FileResult, n: number, all: number) => number): number =>
    measured.reduce((sum, result) => sum + of(result, measuredOf(result), result.mutants - result.whileLoading), 0);
  const mutants = sumOver((_, __, all) => all);
  const expected = sumOver(({ killed }, n, all) => (all * killed) / n);
  const variance = sumOver(({ killed }, n, all) => {
    // One more of either kind: a file of which all in a small sample were killed is not known without error.
    const share = (killed + 1) / (n + 2);
    return (all ** 2 * Math.max(0, 1 - n / all) * share * (1 - share)) / n;
  });
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
