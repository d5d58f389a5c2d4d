import type { Interval } from '../../core/index.ts';

interface Nudged {
  readonly moved: readonly ({ readonly coverage: Interval | null; readonly truePercent: number } | null)[];
}

/** Settings in the order of what a step of them does to the computed coverage, the most first. */
export function byEffect<T extends Nudged>(nudges: readonly T[], now: Interval | null): readonly T[] {
  const effect = ({ moved }: T): number =>
    Math.max(0, ...moved.map((each) => Math.abs((each?.coverage?.value ?? now?.value ?? 0) - (now?.value ?? 0))));
  return [...nudges].sort((a, b) => effect(b) - effect(a));
}
