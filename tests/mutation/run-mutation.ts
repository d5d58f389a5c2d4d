import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { keepResult, readReport } from './mutation-results.ts';
import { writeMutationPage } from './mutation-page.ts';

/**
 * Mutation testing of the numbers and rules, by hand: every small change that Stryker can think of is made to a file of
 * core, one at a time, and some test has to fail.
 *
 *     npm run mutation                                   all files; what was seen before is not run again
 *     npm run mutation -- core/protocol/classify.ts      all whose path begins so: a file, a folder
 *     npm run mutation -- --page                         only docs/mutation.md anew
 *
 * What is known of each mutant stays in out/mutation/, so a second run asks only what changed in the file or its tests;
 * remove that folder to ask everything again. Survivors and counts are kept in results.json, reasons in reasons.ts.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  // Each room is put to its own tests: a mutant that only a report or the command line notices counts as survived.
  'core/protocol': ['tests/core/protocol/*.test.ts'],
  'core/geometry': ['tests/core/geometry/*.test.ts'],
  // Without the suites that take longest: they come past every mutant of a kernel, and would take days.
  'core/dose': [
    'tests/core/dose/!(metamorphic|dvh-properties|dvh-prisms|dvh-smooth|coverage-interval|reference).test.ts',
  ],
};

const STATE = 'out/mutation';
const CONFIG = 'tests/mutation/vitest.config.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { page: { type: 'boolean' } } });
if (values.page !== true) {
  for (const [room, tests] of Object.entries(ROOMS)) {
    const files = filesOf(room, positionals);
    if (files.length > 0) await mutate(room, files, tests);
  }
}
await writeMutationPage();

/** One run for all files of a room that are asked for: starting takes as long as fifty mutants. */
async function mutate(room: string, files: readonly string[], tests: readonly string[]): Promise<void> {
  // Read by vitest.config.ts, in the process that Stryker starts.
  process.env['MUTATION_TESTS'] = tests.join(',');
  // Stryker takes a test file that cannot be loaded for one without tests, and all its mutants would live.
  if (
    spawnSync('npx', ['vitest', 'run', '--config', CONFIG], { stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0
  ) {
    throw new Error(`the tests of ${room} do not pass as they are: npx vitest run --project unit ${tests.join(' ')}`);
  }
  const incrementalFile = `${STATE}/${room}.json`;
  await mkdir(dirname(incrementalFile), { recursive: true });
  await new Stryker({
    mutate: [...files],
    testRunner: 'vitest',
    plugins: [fileURLToPath(import.meta.resolve('@stryker-mutator/vitest-runner'))],
    // Everything imports core/index.ts, so "related" would be everything, found slowly.
    vitest: { configFile: CONFIG, related: false },
    coverageAnalysis: 'perTest',
    concurrency: 1,
    incremental: true,
    incrementalFile,
    tempDirName: `${STATE}/sandbox`,
    ignorePatterns: ['/out', '/dist', '/coverage', '/bench', '/test-data', '/src'],
    reporters: [process.stdout.isTTY ? 'progress' : 'progress-append-only'],
    timeoutMS: 10_000,
    warnings: false,
    // Every kind of mutant is on in every file.
  }).runMutationTest();
  const report = await readReport(incrementalFile);
  for (const file of files) {
    const { killed, survived, percent } = await keepResult(file, report);
    process.stdout.write(`${file}: ${killed} killed, ${survived.length} survived, ${percent.toFixed(1)} %\n`);
    for (const { line, column, mutator, source, replacement } of survived) {
      process.stdout.write(`  ${line}:${column} ${mutator}\n    - ${source}\n    + ${replacement}\n`);
    }
  }
}

/** Files of a room whose path begins with one of these. */
function filesOf(room: string, beginnings: readonly string[]): string[] {
  const all = readdirSync(room).map((name) => `${room}/${name}`);
  return beginnings.length === 0
    ? all
    : all.filter((file) => beginnings.some((beginning) => file.startsWith(beginning)));
}
