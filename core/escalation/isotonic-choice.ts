import type { Tally } from './escalation-design.ts';

/**
 * The level whose toxicity, estimated under the rule that it never falls from a level to the next, is closest to the
 * target: the choice at the end of BOIN and mTPI (Liu and Yuan, J R Stat Soc C 2015;64:507; package BOIN). A level that
 * nobody was treated at is never chosen. Of two as close, above the target the lower, below it the higher.
 *
 * @param open tallies of the levels that are not closed, from the lowest
 */
export function isotonicChoice(open: readonly Tally[], target: number): number | null {
  const tried = open.flatMap(({ subjects, toxicities }, level) =>
    subjects === 0 ? [] : [{ level, ...shrunk(subjects, toxicities) }],
  );
  const estimates = nonDecreasing(tried);
  let best: { readonly level: number; readonly distance: number } | null = null;
  tried.forEach(({ level }, index) => {
    const estimate = estimates[index]! + (index + 1) * 1e-10;
    const distance = Math.abs(estimate - target);
    if (best === null || distance < best.distance) best = { level, distance };
  });
  return (best as { readonly level: number } | null)?.level ?? null;
}

/** Mean of the toxicity under a prior of a tenth of a subject, and its weight (one over its variance). */
function shrunk(subjects: number, toxicities: number): { readonly value: number; readonly weight: number } {
  const [a, b] = [toxicities + 0.05, subjects - toxicities + 0.05];
  const both = a + b;
  return { value: a / both, weight: (both * both * (both + 1)) / (a * b) };
}

/** Pool adjacent violators: the closest values that do not fall, in the sense of weighted squares. */
function nonDecreasing(points: readonly { readonly value: number; readonly weight: number }[]): readonly number[] {
  const pools: { value: number; weight: number; count: number }[] = [];
  for (const { value, weight } of points) {
    let pool = { value, weight, count: 1 };
    for (let last = pools.at(-1); last !== undefined && last.value > pool.value; last = pools.at(-1)) {
      const both = last.weight + pool.weight;
      pool = {
        value: (last.value * last.weight + pool.value * pool.weight) / both,
        weight: both,
        count: last.count + pool.count,
      };
      pools.pop();
    }
    pools.push(pool);
  }
  return pools.flatMap(({ value, count }) => Array.from({ length: count }, () => value));
}
