import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { inputOf } from './fuzz-inputs.ts';
import { addTally, emptyTally } from './fuzz-messages.ts';
import type { Finding, Tally, Told, Work } from './fuzz-messages.ts';
import { fuzzPage, totalsText } from './fuzz-page.ts';
import { TARGETS } from './targets.ts';

/**
 * `npm run fuzz`: seeded mutants of everything that is read, in a thread that is watched for hangs and memory.
 *
 * --inputs N       over all targets, by their weights (20000)
 * --seed S         (1)
 * --seconds T      stop then, wherever it stands
 * --target a,b     only these
 * --compare N      answers compared with a reference, about (a twentieth of the inputs, at most 6000)
 * --only INDEX     writes that input of the one target to out/fuzz/ and runs it here, errors and all
 * --write          docs/fuzz.md
 */

const HANG_MS = 2000;
const MOST_BYTES = 2 ** 30;
/** More of one kind at one place tell nothing new. */
const MOST_SHOWN = 40;

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: 'Infinity' },
    target: { type: 'string', default: TARGETS.map(({ name }) => name).join(',') },
    compare: { type: 'string' },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});

const seed = Number(values.seed);
const inputs = Number(values.inputs);
const stopAt = performance.now() + 1000 * Number(values.seconds);
const targets = values.target.split(',').map((name) => {
  const target = TARGETS.find((each) => each.name === name);
  if (target === undefined) throw new Error(`no target "${name}": ${TARGETS.map((each) => each.name).join(', ')}`);
  return target;
});
const wanted = Number(values.compare ?? Math.min(6000, inputs / 20));

export interface TargetTotals extends Tally {
  readonly name: string;
  seconds: number;
  largestBytes: number;
}

/** A thread reads TypeScript only after it has registered what does that for it. */
const START = `import('tsx/esm/api').then(({ register }) => {
  register();
  return import(${JSON.stringify(new URL('./fuzz-thread.ts', import.meta.url).href)});
});`;

/** Ends when the range is done, the time is over, or the thread had to be ended. */
async function watch(work: Work, totals: TargetTotals): Promise<{ next: number; ended: Finding | null }> {
  const thread = new Worker(START, { eval: true, workerData: work, resourceLimits: { maxOldGenerationSizeMb: 1024 } });
  const place = new Int32Array(work.at);
  let next = work.from;
  let [lastStep, since] = [-1, performance.now()];
  return new Promise((resolve, reject) => {
    const finish = (ended: Finding | null): void => {
      clearInterval(watcher);
      void thread.terminate().then(() => resolve({ next, ended }));
    };
    const stopped = (kind: Finding['kind'], what: string): void =>
      finish({ target: work.target, index: Atomics.load(place, 0), kind, what });
    const watcher = setInterval(() => {
      const bytes = process.memoryUsage.rss();
      totals.largestBytes = Math.max(totals.largestBytes, bytes);
      const step = Atomics.load(place, 1);
      if (step !== lastStep) [lastStep, since] = [step, performance.now()];
      else if (step > 0 && performance.now() - since > HANG_MS) stopped('hang', `no answer after ${HANG_MS} ms`);
      if (bytes > MOST_BYTES) stopped('memory', `${(bytes / 2 ** 20).toFixed(0)} MB in use`);
      if (performance.now() > stopAt) finish(null);
    }, 50);
    thread.on('message', (told: Told) => {
      addTally(totals, told.tally);
      next = told.next;
      if (told.done) finish(null);
    });
    thread.on('error', (error) => {
      if (Atomics.load(place, 1) > 0) stopped('crash', String(error));
      else reject(error);
    });
  });
}

/** A hang or a fill of memory counts only if the input does it alone, too: the machine may have been busy. */
async function confirmed(finding: Finding, work: Work, totals: TargetTotals): Promise<boolean> {
  const alone = { ...work, from: finding.index, to: finding.index + 1, at: new SharedArrayBuffer(8) };
  const { ended } = await watch(alone, { ...totals, ...emptyTally() });
  return ended !== null;
}

async function runTarget(totals: TargetTotals, first: number, end: number, sampledShare: number): Promise<void> {
  const { name } = totals;
  const start = performance.now();
  const skip: number[] = [];
  let from = first;
  while (from < end && performance.now() < stopAt) {
    const work = { target: name, seed, from, to: end, skip, sampledShare, at: new SharedArrayBuffer(8) };
    const { next, ended } = await watch(work, totals);
    from = next;
    if (ended === null) continue;
    if (await confirmed(ended, work, totals)) {
      totals.findings.push(ended);
      totals.inputs++;
      skip.push(ended.index);
    }
  }
  totals.seconds += (performance.now() - start) / 1000;
}

async function runOne(index: number): Promise<void> {
  const [target] = targets;
  if (target === undefined) return;
  const input = inputOf(target, seed, index);
  const folder = join('out', 'fuzz', `${target.name}-${seed}-${index}`);
  for (const { path, bytes } of target.kept(input)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  console.log(`written to ${folder}`);
  const compared = (wrong: string | null): void => console.log(`compared: ${wrong ?? 'the same'}`);
  await target.run(input, { isSampled: true, parsed: () => console.log('parsed'), compared });
}

if (values.only !== undefined) await runOne(Number(values.only));
else {
  const weights = targets.reduce((sum, { weight }) => sum + weight, 0);
  const done = targets.map(({ name }): TargetTotals => ({ name, seconds: 0, largestBytes: 0, ...emptyTally() }));
  const share = Math.min(1, (3 * wanted) / inputs);
  // In rounds, so that a run that is stopped has tried everything.
  const rounds = Math.ceil(inputs / 100_000);
  for (let round = 0; round < rounds; round++) {
    for (const [n, { weight }] of targets.entries()) {
      const at = (part: number): number => Math.round((inputs * weight * part) / weights / rounds);
      await runTarget(done[n]!, at(round), at(round + 1), share);
      console.log(totalsText([done[n]!]));
    }
  }
  console.log(totalsText(done, true));
  const findings = done.flatMap((each) => each.findings);
  for (const { target, index, kind, what } of findings.slice(0, MOST_SHOWN)) {
    console.log(
      `\n${kind}: npm run fuzz -- --target ${target} --seed ${seed} --only ${index}\n  ${what.split('\n').slice(0, 6).join('\n  ')}`,
    );
  }
  if (values.write) writeFileSync(new URL('../../docs/fuzz.md', import.meta.url), fuzzPage(done, seed));
  const parsed = done.reduce((sum, each) => sum + each.parsed, 0);
  const all = done.reduce((sum, each) => sum + each.inputs, 0);
  const isEnough = parsed >= 0.3 * all;
  if (!isEnough) console.log('fewer than 30 % of the inputs got past parsing: the mutants are too wild');
  process.exitCode = findings.length === 0 && isEnough ? 0 : 1;
}
