import { parentPort, workerData } from 'node:worker_threads';
import { runInput } from './fuzz-inputs.ts';
import type { Told, Work } from './fuzz-messages.ts';
import { emptyTally } from './fuzz-messages.ts';
import { TARGETS } from './targets.ts';

/** Runs a range of inputs of one target; what watches over it may end it at any moment. */
const TELL_EVERY_MS = 300;

const { target: name, seed, from, to, skip, sampledShare, at } = workerData as Work;
const target = TARGETS.find((each) => each.name === name);
if (target === undefined) throw new Error(`no target ${name}`);
const place = new Int32Array(at);
const tell = (told: Told): void => parentPort?.postMessage(told);
let tally = emptyTally();
let toldAt = performance.now();
for (let index = from; index < to; index++) {
  if (skip.includes(index)) continue;
  Atomics.store(place, 0, index);
  Atomics.add(place, 1, 1);
  await runInput(target, seed, index, sampledShare, tally);
  if (performance.now() - toldAt > TELL_EVERY_MS) {
    tell({ next: index + 1, tally, done: false });
    tally = emptyTally();
    toldAt = performance.now();
    // Lets the message out.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
tell({ next: to, tally, done: true });
