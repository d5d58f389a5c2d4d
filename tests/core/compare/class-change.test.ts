import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classChange } from '../../../core/compare/class-change.ts';
import type { Finding, FindingOutcome } from '../../../core/index.ts';

/** Best first, as a trial's three bands go. */
const CLASSES = ['per-protocol', 'acceptable-deviation', 'unacceptable-deviation'] as const;
const classAt = (at: number): FindingOutcome => CLASSES[at] ?? 'not-evaluable';

const blank: Finding = {
  rule: 'himars/ptv-coverage',
  lesion: 'L1',
  roiName: 'PTV',
  metric: 'V100%[%]',
  value: 85,
  low: 80,
  high: 90,
  unit: '%',
  limit: 90,
  outcome: 'per-protocol',
  between: null,
  readings: [],
  cite: { registry: 'X', section: 'Y', item: 'Z' },
  reason: null,
};

interface Possible {
  readonly finding: Finding;
  /** Every class it may turn out to have, as its place in CLASSES. */
  readonly places: readonly number[];
}

const place = fc.nat(2);
const possible: fc.Arbitrary<Possible> = fc.oneof(
  place.map((at) => ({ finding: { ...blank, outcome: classAt(at) }, places: [at] })),
  fc
    .tuple(place, place)
    .filter(([x, y]) => x < y)
    .map(([best, worst]) => ({
      finding: {
        ...blank,
        outcome: 'undecided' as const,
        between: [classAt(worst), classAt(best)] as [FindingOutcome, FindingOutcome],
      },
      places: [0, 1, 2].filter((at) => best <= at && at <= worst),
    })),
  fc.constant({ finding: { ...blank, outcome: 'not-evaluable' as const }, places: [0, 1, 2] }),
  fc.array(place, { minLength: 1, maxLength: 3 }).map((read) => ({
    finding: {
      ...blank,
      outcome: 'depends-on-reading' as const,
      readings: read.map((at, n) => ({ name: String(n), outcome: classAt(at), value: null, limit: null })),
    },
    places: read,
  })),
);

describe('the change of a class', () => {
  it('is for the worse or better only if it is so for every pair of classes that may come of both', () => {
    fc.assert(
      fc.property(possible, possible, (a, b) => {
        const pairs = a.places.flatMap((from) => b.places.map((to) => to - from));
        const { change, mayBeWorse } = classChange(a.finding, b.finding);
        expect(change === 'worse').toBe(pairs.every((step) => step > 0));
        expect(change === 'better').toBe(pairs.every((step) => step < 0));
        expect(change === 'worse' || mayBeWorse).toBe(pairs.some((step) => step > 0));
      }),
    );
  });

  it('mirrors when the sides are swapped', () => {
    const mirrored: Record<string, string> = {
      worse: 'better',
      better: 'worse',
      settled: 'unsettled',
      unsettled: 'settled',
    };
    fc.assert(
      fc.property(possible, possible, ({ finding: a }, { finding: b }) => {
        const [there, back] = [classChange(a, b), classChange(b, a)];
        expect(back.change).toBe(mirrored[there.change] ?? there.change);
        expect(back.flips).toBe(there.flips);
      }),
    );
  });

  it('is none between what two records call met, and not known where one plan has no rule', () => {
    const as = (outcome: FindingOutcome): Finding => ({ ...blank, outcome });
    expect(classChange(as('met'), as('per-protocol')).change).toBe('same');
    expect(classChange(as('no-rule-in-source'), as('no-rule-in-source'))).toMatchObject({
      change: 'same',
      flips: false,
    });
    expect(classChange(as('met'), as('no-rule-in-source'))).toMatchObject({ change: 'open', mayBeWorse: true });
  });
});
