import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { type BatchRecord, seededNumbers, spherePhantom } from '../core/index.ts';
import { patientFiles } from '../src/app/phantom.ts';

/**
 * `npm run bench:scale`: what a plan of a batch costs, from 1 to 1,000 plans, and on paper for 1,000,000. Writes
 * docs/scale.md. CPU time counts, since it says something on a machine that others use, too; minutes.
 */
const MAIN = fileURLToPath(new URL('../dist/cli/main.mjs', import.meta.url));
const SIZES = [1, 10, 100, 1000];
/** Plans of different size and place; a thousand folders hold links to their files. */
const KINDS = 20;
/** Plans with a record and a result that only a summary is made of. */
const SUMMED = [1000, 10_000];
const MILLION = 1_000_000;

interface Cost {
  readonly cpuS: number;
  readonly wallS: number;
  readonly memoryMb: number;
}

const scratch = mkdtempSync(join(tmpdir(), 'trabecula-scale-'));
try {
  const kinds = writeKinds(join(scratch, 'kinds'));
  const loadBefore = loadavg()[0] ?? 0;
  const rows = SIZES.map((plans) => {
    const root = join(scratch, `plans-${plans}`);
    for (let n = 0; n < plans; n++) linkTree(kinds[n % KINDS] ?? '', join(root, nameOf(n)));
    const out = join(scratch, `out-${plans}`);
    const words = [root, '--trial', 'himars', '--out', out, '--jobs', '2'];
    const checked = measure(words);
    const again = measure(words);
    console.log(`${plans} plans: ${checked.cpuS.toFixed(1)} s of CPU, ${again.cpuS.toFixed(1)} s again`);
    return { plans, checked, again, out };
  });
  const largest = rows.at(-1);
  if (largest === undefined) throw new Error('nothing was measured');
  const bytes = (folder: string): number =>
    readdirSync(join(largest.out, folder)).reduce(
      (sum, file) => sum + statSync(join(largest.out, folder, file)).size,
      0,
    ) / largest.plans;
  const [resultBytes, recordBytes] = [bytes('results'), bytes('records')];
  const tableBytes = (file: string): number => statSync(join(largest.out, file)).size / largest.plans;
  const sums = SUMMED.map((plans) => {
    const folder = madeUp(plans, largest.out);
    return { plans, cost: measure([folder.root, '--trial', 'himars', '--out', folder.out, '--summary-only']) };
  });
  const small = rows[0];
  const perPlanS = (largest.checked.cpuS - (small?.checked.cpuS ?? 0)) / (largest.plans - 1);
  const [first, last] = [sums[0], sums.at(-1)];
  if (first === undefined || last === undefined) throw new Error('no summary was measured');
  const sumS = (last.cost.cpuS - first.cost.cpuS) / (last.plans - first.plans);
  const growthBytes = Math.max(0, ((last.cost.memoryMb - first.cost.memoryMb) * 1e6) / (last.plans - first.plans));
  const gb = (perPlan: number): string => ((perPlan * MILLION) / 1e9).toFixed(1);
  const page = `# How many plans

Written by \`npm run bench:scale\`; nothing here is typed by hand. ${cpus().length} processors (${cpus()[0]?.model ?? 'unknown'}), Node
${process.versions.node}; load ${loadBefore.toFixed(1)} when it began, ${(loadavg()[0] ?? 0).toFixed(1)} when it ended. Above ${cpus().length},
times by the clock say what the machine was shared with; CPU time, of all processes together, says what a plan costs, and
is itself some ten per cent or more higher then. How a batch is run: [batch.md](batch.md).

## From 1 to 1,000 plans

\`trabecula batch --jobs 2\` of synthetic plans: one sphere of 8 to 12 mm in a dose of 2.5 mm, ${KINDS} of different size and place,
${(kindBytes(kinds) / 1e3).toFixed(0)} kB each, without CT. _Again_ is the same command a second time: inputs are read and hashed, nothing is checked.
Memory is that of the largest process.

| plans | CPU s | CPU s a plan | clock s | plans per core-hour | memory | again, CPU s | again, ms a plan |
| --: | --: | --: | --: | --: | --: | --: | --: |
${rows
  .map(
    ({ plans, checked, again }) =>
      `| ${plans.toLocaleString('en')} | ${checked.cpuS.toFixed(1)} | ${(checked.cpuS / plans).toFixed(3)} | ${checked.wallS.toFixed(1)} | ${Math.round((3600 * plans) / checked.cpuS).toLocaleString('en')} | ${checked.memoryMb.toFixed(0)} MB | ${again.cpuS.toFixed(1)} | ${((1000 * again.cpuS) / plans).toFixed(1)} |`,
  )
  .join('\n')}

Linear means: the cost of a plan does not grow with their number. The first plan of each process pays for its start. From the
first to the last row a further plan costs ${perPlanS.toFixed(3)} s of CPU. Plans of patients cost what [speed.md](speed.md) measures of a
whole check, which includes starting: 0.5 to 1.5 s of CPU for one of the published sets, 6 s for sixty lesions with a
skeleton. One core-hour is 2,400 to 7,000 of the former.

## The summary alone

\`--summary-only\` over made-up folders (each plan its own record, results of the run above): one plan is in memory at a time,
with the names of one folder of plans.

| plans | CPU s | ms a plan | memory |
| --: | --: | --: | --: |
${sums.map(({ plans, cost }) => `| ${plans.toLocaleString('en')} | ${cost.cpuS.toFixed(1)} | ${((1000 * cost.cpuS) / plans).toFixed(2)} | ${cost.memoryMb.toFixed(0)} MB |`).join('\n')}

## A million, on paper

Not run; from the figures above, with one lesion a plan. Results grow with lesions: the demonstration patient's, of six, is
five times as long.

| what | needed |
| --- | --- |
| checking, as small as here | ${Math.round((perPlanS * MILLION) / 3600).toLocaleString('en')} core-hours |
| checking, at 1 s of CPU a plan | ${Math.round(MILLION / 3600).toLocaleString('en')} core-hours: 2.8 hours on 100 processors |
| a run that finds everything unchanged | ${Math.round((((largest.again.cpuS / largest.plans) * MILLION) / 3600) * 10) / 10} core-hours, and reading all inputs once |
| results | ${gb(resultBytes)} GB (${(resultBytes / 1e3).toFixed(1)} kB a plan) |
| records | ${gb(recordBytes)} GB (${(recordBytes / 1e3).toFixed(1)} kB a plan) |
| files | 2,000,000: two a plan, and the folders above them |
| findings.csv, findings.parquet | ${gb(tableBytes('findings.csv'))} GB, ${gb(tableBytes('findings.parquet'))} GB |
| summary.csv | ${gb(tableBytes('summary.csv'))} GB |
| the summary | ${((sumS * MILLION) / 3600).toFixed(1)} core-hours in one process |
| memory of the summary | ${(last.cost.memoryMb + (growthBytes * (MILLION - last.plans)) / 1e6).toFixed(0)} MB if it went on growing as from ${first.plans.toLocaleString('en')} to ${last.plans.toLocaleString('en')} plans in one folder; in folders of 1,000 (\`--depth 2\`) about ${first.cost.memoryMb.toFixed(0)} MB |

What would be in the way first: a file system with two million small files in two trees (use \`--depth 2\`, so that no folder
holds more than some thousands), one process that sums up, and Slurm's largest array (1,001 tasks by default), which is why
a task takes a share of the plans and not one. Of engines with a job a plan, Snakemake builds its whole graph first: use it for thousands,
and the array for more.
`;
  const formatted = await format(page, { parser: 'markdown', printWidth: 120 });
  writeFileSync('docs/scale.md', formatted);
  console.log(formatted);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function nameOf(n: number): string {
  return `plan-${String(n).padStart(7, '0')}`;
}

function writeKinds(folder: string): string[] {
  const draw = seededNumbers(2026);
  return Array.from({ length: KINDS }, (_, n) => {
    const patient = spherePhantom({
      radiusMm: 8 + 4 * draw(),
      coveragePercent: 70 + 30 * draw(),
      sliceSpacingMm: 2.5,
      doseSpacingMm: 2.5,
      doseMarginMm: 12,
      centreMm: [20 * draw(), 20 * draw(), 20 * draw()],
      withCt: false,
      name: `scale-${n}`,
    });
    const own = join(folder, nameOf(n));
    for (const { path, bytes } of patientFiles(patient)) {
      mkdirSync(dirname(join(own, path)), { recursive: true });
      writeFileSync(join(own, path), bytes);
    }
    return own;
  });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function linkTree(from: string, to: string): void {
  for (const file of filesIn(from)) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    linkSync(join(from, file), join(to, file));
  }
}

function kindBytes(kinds: readonly string[]): number {
  const sizes = kinds.flatMap((kind) => filesIn(kind).map((file) => statSync(join(kind, file)).size));
  return sizes.reduce((sum, size) => sum + size, 0) / kinds.length;
}

/** Roots and results of so many plans, which are links to those that were checked; each with a record of its own. */
function madeUp(plans: number, from: string): { root: string; out: string } {
  const folder = join(scratch, `made-up-${plans}`);
  const [root, out] = [join(folder, 'plans'), join(folder, 'out')];
  for (const inside of ['results', 'records']) mkdirSync(join(out, inside), { recursive: true });
  const results = Array.from({ length: KINDS }, (_, n) => join(from, 'results', `${nameOf(n)}.json`));
  const records = results.map((path, n) => {
    const record = JSON.parse(readFileSync(join(from, 'records', `${nameOf(n)}.json`), 'utf8')) as BatchRecord;
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
    if (record.result?.sha256 !== sha256) throw new Error(`${path} is not of its record`);
    return record;
  });
  for (let n = 0; n < plans; n++) {
    const plan = nameOf(n);
    mkdirSync(join(root, plan), { recursive: true });
    linkSync(results[n % KINDS] ?? '', join(out, 'results', `${plan}.json`));
    writeFileSync(
      join(out, 'records', `${plan}.json`),
      `${JSON.stringify({ ...records[n % KINDS], plan }, null, 2)}\n`,
    );
  }
  return { root, out };
}

function measure(words: readonly string[]): Cost {
  const facts = join(scratch, 'time.txt');
  const all = ['-o', facts, '-f', '%e %U %S %M', process.execPath, MAIN, 'batch', ...words];
  const { status, error, stderr } = spawnSync('/usr/bin/time', all, { stdio: ['ignore', 'ignore', 'pipe'] });
  if (error !== undefined) throw error;
  if (status === null || status > 2) throw new Error(stderr.toString());
  const [wallS = 0, userS = 0, systemS = 0, kb = 0] = (readFileSync(facts, 'utf8').trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number);
  return { cpuS: userS + systemS, wallS, memoryMb: kb / 1024 };
}
