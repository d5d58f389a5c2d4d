import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { hasIgnored, keepFromLog, keepResult, takeReport } from './mutation-results.ts';
import { writeMutationPage } from './mutation-page.ts';

/**
 * Mutation testing of the numbers and rules, by hand: every small change that Stryker can think of is made to a file of
 * core, one at a time, and some test has to fail.
 *
 *     npm run mutation                                   all files; what was seen before is not run again
 *     npm run mutation -- core/protocol/classify.ts      all whose path begins so: a file, a folder
 *     npm run mutation -- core/dose --sample 60          of each file a sample of about so many mutants
 *     npm run mutation -- core/dose --without-loading    leaves out what only runs while core is loaded: schemas, tables
 *     npm run mutation -- core/dose --from-log           takes over what a run that was stopped had found
 *     npm run mutation -- --page                         only docs/mutation.md anew
 *
 * What is known of each mutant stays in out/mutation/, so a second run asks only what changed in the file or its tests;
 * remove that folder to ask everything again. Survivors and counts are kept in results.json, reasons in reasons.ts.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  // Each room is put to its own tests: a mutant that only a report or the command line notices counts as survived.
  // settled-by.test.ts takes 2 s; what-settles.test.ts holds the same code by numbers.
  'core/protocol': ['tests/core/protocol/!(settled-by).test.ts'],

  // interpolated.test.ts takes 3 s; kernels-by-formula.test.ts holds the same code.
  'core/geometry': ['tests/core/geometry/!(interpolated).test.ts'],
  // Without the suites that take longest: they come past every mutant of a kernel, and would take days.
  'core/dose': [
    'tests/core/dose/!(metamorphic|dvh-properties|dvh-prisms|dvh-smooth|coverage-interval|reference|outside-grid|isodose-volume|metric-interval|extremes).test.ts',
  ],
};

/**
 * Files that are put to fewer tests: others come past them all the time and would take hours to notice what these notice
 * at once, or take seconds and are left out above but hold this file. What survives these may be noticed by others.
 */
const TESTS_OF: Readonly<Record<string, readonly string[]>> = {
  'core/dose/dose-extremes.kernel.ts': ['exact-extremes', 'extremes', 'exact-boxes'],
  'core/dose/metric-interval.ts': ['intervals-by-formula', 'metric-interval'],
  'core/dose/coverage-interval.ts': ['intervals-by-formula', 'coverage-interval'],
  'core/dose/compared-solids.ts': ['intervals-by-formula', 'coverage-interval'],
  'core/dose/range-around-best.ts': ['intervals-by-formula', 'coverage-interval'],
  'core/dose/volume-interval.ts': ['intervals-by-formula', 'coverage-interval'],
  'core/geometry/between-slices.ts': ['kernels-by-formula', 'rounded-and-bridged', 'interpolated'],
  'core/geometry/contours-of-region.ts': ['contours-of-region'],
  'core/geometry/distance-to-loops.ts': ['distance-to-loops'],
  'core/geometry/distance-to-region.ts': ['kernels-by-formula', 'nearest-region', 'region-algebra'],
  'core/geometry/end-cap.ts': ['kernels-by-formula', 'rounded-and-bridged'],
  'core/geometry/keyholes.ts': ['keyholes'],
  'core/geometry/mean-rows.kernel.ts': ['mean-rows', 'row-edges'],
  'core/geometry/nearest-region.ts': ['nearest-region'],
  'core/geometry/region-algebra.ts': ['region-algebra'],
  'core/geometry/region-from-contours.ts': ['region-from-contours', 'rounded-and-bridged'],
  'core/geometry/region-from-mask.ts': ['region-from-mask'],
  'core/geometry/region-to-mask.ts': ['region-from-mask'],
  'core/geometry/row-edges.ts': ['row-edges'],
  'core/geometry/simplify-loop.ts': ['contours-of-region', 'kernels-by-formula'],
  'core/geometry/slices.ts': ['kernels-by-formula', 'region-from-contours'],
  'core/geometry/stack-from-contours.ts': ['region-from-contours', 'stack-from-contours'],
  'core/geometry/trace-slab.ts': ['contours-of-region', 'kernels-by-formula'],
  'core/geometry/voxel-grid.ts': ['kernels-by-formula', 'region-from-mask'],
  'core/protocol/lesion-indices.ts': ['lesion-indices'],
  'core/protocol/load-trial.ts': ['transcription', 'trial-file', 'trial-refusals'],
  'core/protocol/measure-lesions.ts': ['measure-lesions'],
  'core/protocol/settled-by.ts': ['settled-by', 'what-settles'],
};

const STATE = 'out/mutation';
const CONFIG = 'tests/mutation/vitest.config.ts';

/** Stryker writes what it found when it ends: a run of so many bytes of source is lost at most when it is stopped. */
const BYTES_PER_RUN = 60_000;
const BYTES_PER_MUTANT = 25;
/** So that a sample is the same one whenever it is drawn. */
process.env['MUTATION_SEED'] = '1';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    page: { type: 'boolean' },
    sample: { type: 'string' },
    'without-loading': { type: 'boolean' },
    'from-log': { type: 'boolean' },
  },
});
if (values.page !== true) {
  for (const [room, tests] of Object.entries(ROOMS)) {
    const files = filesOf(room, positionals);
    if (files.length === 0) continue;
    if (values['from-log'] === true) {
      await keepFromLog(files, `${STATE}/${room}.log`);
      continue;
    }
    for (const [own, group] of byTests(room, files)) {
      checkThatTestsPass(room, own ?? tests);
      for (const part of inGroups(group)) await mutate(room, part);
    }
  }
}
await writeMutationPage();

/** Stryker takes a test file that cannot be loaded for one without tests, and all its mutants would live. */
function checkThatTestsPass(room: string, tests: readonly string[]): void {
  // Read by vitest.config.ts, here and in the process that Stryker starts.
  process.env['MUTATION_TESTS'] = tests.join(',');
  if (
    spawnSync('npx', ['vitest', 'run', '--config', CONFIG], { stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0
  ) {
    throw new Error(`the tests of ${room} do not pass as they are: npx vitest run --project unit ${tests.join(' ')}`);
  }
}

async function mutate(room: string, files: readonly string[]): Promise<void> {
  const incrementalFile = `${STATE}/${room}.json`;
  await mkdir(dirname(incrementalFile), { recursive: true });
  // Read by sample-checker.ts, in the process that Stryker starts for it.
  process.env['MUTATION_SHARES'] = JSON.stringify(
    Object.fromEntries(files.map((file) => [file, sharePutToTest(file)])),
  );
  process.env['MUTATION_LOG'] = `${STATE}/${room}.log`;
  // First what tests run, each mutant with the tests that come past it. Then, with all tests and core loaded anew for
  // each, what only runs while core is loaded; code that runs in both ways is told by its tests.
  await runStryker(incrementalFile, files, true);
  if (values['without-loading'] !== true && (await hasIgnored(incrementalFile, files)))
    await runStryker(incrementalFile, files, false);

  const report = await takeReport(incrementalFile);
  for (const file of files) {
    const { mutants, killed, survived } = await keepResult(file, report);
    const left = mutants - killed - survived.length;
    process.stdout.write(`${file}: ${killed} killed, ${survived.length} survived, ${left} not measured\n`);
    for (const { line, column, mutator, source, replacement } of survived) {
      process.stdout.write(`  ${line}:${column} ${mutator}\n    - ${source}\n    + ${replacement}\n`);
    }
  }
}

/** Of how many of a file's mutants a sample is made; how many there are is known only after the run. */
function sharePutToTest(file: string): number {
  return (Number(values.sample) * BYTES_PER_MUTANT) / statSync(file).size;
}

async function runStryker(incrementalFile: string, files: readonly string[], ignoreStatic: boolean): Promise<void> {
  await new Stryker({
    mutate: [...files],
    ignoreStatic,
    testRunner: 'vitest',
    plugins: [
      fileURLToPath(import.meta.resolve('@stryker-mutator/vitest-runner')),
      fileURLToPath(import.meta.resolve('./tested-log.ts')),
      ...(values.sample === undefined ? [] : [fileURLToPath(import.meta.resolve('./sample-checker.ts'))]),
    ],
    checkers: values.sample === undefined ? [] : ['sample'],
    checkerNodeArgs: ['--import', import.meta.resolve('tsx')],
    testRunnerNodeArgs: ['--import', import.meta.resolve('tsx')],
    // Everything imports core/index.ts, so "related" would be everything, found slowly.
    vitest: { configFile: CONFIG, related: false },
    coverageAnalysis: 'perTest',
    concurrency: 1,
    incremental: true,
    incrementalFile,
    tempDirName: `${STATE}/sandbox`,
    ignorePatterns: ['/out', '/dist', '/coverage', '/bench', '/test-data', '/src'],
    reporters: [process.stdout.isTTY ? 'progress' : 'progress-append-only', 'tested-log'],
    dryRunTimeoutMinutes: 20,
    // What does not end counts as killed: long enough that a machine that is busy for a while kills nothing.
    timeoutMS: 8000,
    timeoutFactor: 3,
    warnings: false,
    // Every kind of mutant is on in every file.
  }).runMutationTest();
}

/** Files that are put to the same tests together; null for all of the room. */
function byTests(room: string, files: readonly string[]): [own: readonly string[] | null, files: string[]][] {
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const key = (TESTS_OF[file] ?? []).join();
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups].map(([key, group]) => [
    key === '' ? null : key.split(',').map((name) => `tests/${room}/${name}.test.ts`),
    group,
  ]);
}

/** Runs of a few files each: starting one takes as long as fifty mutants. */
function inGroups(files: readonly string[]): string[][] {
  const groups: string[][] = [];
  let bytes = Infinity;
  for (const file of files) {
    bytes += statSync(file).size;
    if (bytes > BYTES_PER_RUN) {
      groups.push([]);
      bytes = statSync(file).size;
    }
    groups.at(-1)?.push(file);
  }
  return groups;
}

/** Files of a room whose path begins with one of these. */
function filesOf(room: string, beginnings: readonly string[]): string[] {
  const all = readdirSync(room).map((name) => `${room}/${name}`);
  return beginnings.length === 0
    ? all
    : all.filter((file) => beginnings.some((beginning) => file.startsWith(beginning)));
}
