import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchRecordSchema, batchSummarySchema } from '../../core/index.ts';
import { builtMain } from '../built-command.ts';
import { plansAt, spoiling } from '../spoilt-plans.ts';
import { type LoopbackSlurm, startSlurm, untilDone } from './loopback-slurm.ts';

/** Twenty-four plans, one of them broken, one that hangs, through the engines that others already run. */

const NEEDED = ['snakemake', 'munged', 'slurmctld', 'slurmd', 'sbatch'];
const deploy = (file: string): string => fileURLToPath(new URL(`../../deploy/${file}`, import.meta.url));
/** Long for plans that do not hang on a machine that is busy. */
const TIME_LIMIT_S = 20;

const scratch = mkdtempSync(join(tmpdir(), 'trabecula-'));
const root = join(scratch, 'plans');
const names = Array.from({ length: 22 }, (_, n) => `p${String(n + 1).padStart(2, '0')}`);
let slurm: LoopbackSlurm;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  const missing = NEEDED.filter((command) => spawnSync('which', [command]).status !== 0);
  if (missing.length > 0) {
    throw new Error(
      `not installed: ${missing.join(', ')}; apt-get install --no-install-recommends snakemake slurmctld slurmd slurm-client munge`,
    );
  }
  const of = (name: string, n: number): [string, string] => [name, n % 3 === 0 ? 'gtv-fails-ptv-passes' : 'sphere'];
  plansAt(root, Object.fromEntries(['a-hangs', ...names, 'q-broken'].map(of)));
  const bin = join(scratch, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'trabecula'), `#!/bin/sh\nexec "${process.execPath}" "${builtMain}" "$@"\n`);
  chmodSync(join(bin, 'trabecula'), 0o755);
  const spoilt = { ...spoiling(scratch), PATH: `${bin}:${process.env['PATH'] ?? ''}` };
  // The cluster's own jobs inherit what a user's shell has.
  slurm = await startSlurm(join(scratch, 'slurm'));
  env = { ...spoilt, SLURM_CONF: slurm.env['SLURM_CONF'] };
});

afterAll(() => {
  slurm?.stop();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
});

/** A command to its end, without blocking what else the test process does. */
function run(command: string, words: readonly string[]): Promise<{ status: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, words, { env, cwd: scratch, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.once('close', (status) => resolve({ status, said }));
  });
}

const snakemake = (out: string, ...how: readonly string[]): ReturnType<typeof run> =>
  run('snakemake', [
    '--snakefile',
    deploy('Snakefile'),
    '--keep-going',
    '--nocolor',
    ...how,
    '--config',
    `root=${root}`,
    `out=${out}`,
    'trial=himars',
    `time_limit=${TIME_LIMIT_S}`,
  ]);

const failureOf = (out: string, plan: string) =>
  batchRecordSchema.parse(JSON.parse(readFileSync(join(out, 'records', `${plan}.json`), 'utf8'))).failure;
const writtenAt = (out: string): Record<string, number> =>
  Object.fromEntries(
    readdirSync(join(out, 'results')).map((file) => [file, statSync(join(out, 'results', file)).mtimeMs]),
  );

/** 22 results, one failure with its reason, one that was ended; all of them in the summary. */
function expectAllButTwo(out: string): void {
  expect(readdirSync(join(out, 'results')).sort()).toEqual(names.map((name) => `${name}.json`));
  expect(failureOf(out, 'q-broken')).toMatchObject({ kind: 'unreadable', exitStatus: 65 });
  expect(failureOf(out, 'q-broken')?.message).toContain('RS.dcm');
  expect(failureOf(out, 'a-hangs')).toMatchObject({
    kind: 'time-limit',
    message: `took longer than ${TIME_LIMIT_S} s and was ended`,
  });
}

function expectSummary(out: string): void {
  const summary = batchSummarySchema.parse(JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')));
  expect(summary).toMatchObject({ plans: 24, checked: 22, failed: 2, missing: 0 });
  expect(summary.failedPlans.map(({ plan, kind }) => [plan, kind])).toEqual([
    ['a-hangs', 'time-limit'],
    ['q-broken', 'unreadable'],
  ]);
}

/** What a second run wrote anew, after one result was taken away and nothing hangs any more. */
async function writtenAgain(out: string, again: () => Promise<unknown>): Promise<string[]> {
  const before = writtenAt(out);
  rmSync(join(out, 'results', 'p05.json'));
  const { NODE_OPTIONS, ...others } = env;
  env = others;
  await again();
  env = { ...others, NODE_OPTIONS };
  const after = writtenAt(out);
  expect(Object.keys(before).every((file) => file in after)).toBe(true);
  return Object.keys(after).filter((file) => after[file] !== before[file]);
}

describe('the Snakefile', () => {
  it('checks all plans on this machine; a second run does the missing ones only', async () => {
    const out = join(scratch, 'local');
    const first = await snakemake(out, '--cores', '2');
    expect(first.status, first.said).toBe(1);
    expectAllButTwo(out);
    expectSummary(out);
    expect(await writtenAgain(out, () => snakemake(out, '--cores', '2'))).toEqual(['a-hangs.json', 'p05.json']);
  });

  it('does so through Slurm', async () => {
    const out = join(scratch, 'cluster');
    const how = [
      '--jobs',
      '24',
      '--latency-wait',
      '2',
      '--max-status-checks-per-second',
      '10',
      '--max-jobs-per-second',
      '24',
    ];
    const first = await snakemake(out, ...how, '--cluster', `sbatch --parsable -c 1 -o ${scratch}/job-%j.txt`);
    expect(first.status, first.said).toBe(1);
    expectAllButTwo(out);
    expectSummary(out);
  });
});

describe('the Slurm array', () => {
  it('checks all plans in shards; a second array does the missing ones only', async () => {
    const out = join(scratch, 'array');
    const submit = async (): Promise<void> => {
      const words = ['6', root, out, '--trial', 'himars', '--time-limit', String(TIME_LIMIT_S)];
      const { status, said } = await run('sbatch', [
        '--array=1-6',
        '-o',
        join(scratch, 'array-%a.txt'),
        deploy('slurm-array.sh'),
        ...words,
      ]);
      expect(status, said).toBe(0);
      await untilDone(slurm, 240);
    };
    await submit();
    expectAllButTwo(out);
    const summed = await run('trabecula', ['batch', root, '--out', out, '--trial', 'himars', '--summary-only']);
    expect(summed.status, summed.said).toBe(65);
    expectSummary(out);
    expect(await writtenAgain(out, submit)).toEqual(['a-hangs.json', 'p05.json']);
  });
});
