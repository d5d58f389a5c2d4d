import { type MeasuredTarget, measuredTarget } from './interval-measured.ts';

/** A share of a seed's targets: first, first + step, ... */
export interface IntervalPart {
  readonly seed: number;
  readonly first: number;
  readonly step: number;
  readonly targets: number;
}

/** Run by `fork`: measures what it is sent and sends back one target at a time. */
process.once('message', (part: IntervalPart) => {
  void measurePart(part).then(() => process.disconnect());
});

async function measurePart({ seed, first, step, targets }: IntervalPart): Promise<void> {
  for (let n = first; n < targets; n += step) {
    const measured: MeasuredTarget = measuredTarget(n, seed);
    await new Promise((sent) => process.send?.(measured, sent));
  }
}
