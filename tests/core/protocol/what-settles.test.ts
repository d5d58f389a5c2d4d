import { describe, expect, it } from 'vitest';
import type { Coverage } from '../../../core/dose/coverage-interval.ts';
import { type ResolvedCoverage, settledBy } from '../../../core/protocol/settled-by.ts';
import type { Bands } from '../../../core/protocol/trial.ts';
import { aLesion, aTarget, findingOf } from './a-lesion.ts';

/** At least 90 % is per protocol, at least 80 % acceptable. */
const BANDS: Bands = {
  edges: [90, 80],
  bands: [
    { class: 'per-protocol', when: '>= 90', holds: (percent) => percent >= 90, note: null },
    { class: 'acceptable-deviation', when: '>= 80', holds: (percent) => percent >= 80 && percent < 90, note: null },
    { class: 'unacceptable-deviation', when: '< 80', holds: (percent) => percent < 80, note: null },
  ],
};
const [CAPS, BARE] = [
  { endCaps: 'half-slice', betweenSlices: 'prism' },
  { endCaps: 'none', betweenSlices: 'prism' },
] as const;

/** What each convention gives, by hand; the interval is wide enough for all of it unless it is given. */
function resolved({
  best,
  caps,
  bare = caps,
  low = 70,
  high = 99,
  doseSpacingMm = 3,
  sliceSpacingMm = 3,
  outsideDoseCm3 = 0,
}: {
  best: number;
  /** Trilinear and spline. */
  caps: readonly [number, number];
  bare?: readonly [number, number];
  low?: number;
  high?: number;
  doseSpacingMm?: number;
  sliceSpacingMm?: number | null;
  outsideDoseCm3?: number;
}): ResolvedCoverage {
  const under = (solid: typeof CAPS | typeof BARE, doseInterpolation: 'trilinear' | 'spline', percent: number) => ({
    convention: { ...solid, doseInterpolation },
    percent,
    volumeCm3: 5,
  });
  const coverage: Coverage = {
    percent: { value: caps[0], low, high },
    volumeCm3: { value: 5, low: 5, high: 5 },
    bestEstimatePercent: best,
    byConvention: [
      under(CAPS, 'trilinear', caps[0]),
      under(CAPS, 'spline', caps[1]),
      under(BARE, 'trilinear', bare[0]),
      under(BARE, 'spline', bare[1]),
    ],
  };
  return { coverage, doseSpacingMm, sliceSpacingMm, outsideDoseCm3 };
}

describe('what would settle a class', () => {
  it('is a finer dose where the doubt is about the grid itself, which shrinks with the square of the spacing', () => {
    // The interval reaches 6 points below the best estimate and all of them but 0.2 are the grid's. On s mm it is 2 above
    // the limit less 0.2, less 5.8 · (s/3)² and less a tenth of what went: enough from (s/3)² = 0.234 on, or s = 1.45.
    for (const trilinear of [92, 91]) {
      const found = settledBy(resolved({ best: 92, caps: [trilinear, 92], low: 86, high: 98 }), BANDS);
      expect(found.ways, String(trilinear)).toEqual([{ doseGridMm: 1.25, slicesMm: null }]);
    }
  });

  it('is a finer dose where only interpolations disagree: their distance shrinks with the square of the spacing', () => {
    // Trilinear is 4 points below the spline, which is 2 above the limit; 0.2 of doubt stay on it, and room is a tenth of
    // the doubt about the grid: 0.1 · 0.8 · (1 - s²). On 2 mm, 4 · (2/3)² = 1.78 below: 90.22 less the room is 90.18.
    const found = settledBy(resolved({ best: 92, caps: [88, 92], low: 87, high: 93 }), BANDS);
    expect(found.ways).toEqual([{ doseGridMm: 2, slicesMm: null }]);
    expect(found).toMatchObject({ likely: true, withinPoints: 2 });
    expect(found.words).toBe('A dose grid of 2 mm, or finer, would settle it');
  });

  it('is thinner slices where only solids disagree: their distance shrinks with the spacing', () => {
    // Without caps 3 points below the best, 1.4 above the limit. On half the slices 1.5 · 1 below, and the best may move
    // by half of what goes: it takes slices of which (3 s + 0.2 + 1.5 (1 - s)) is no more than 1.9: s = 0.133.
    const found = settledBy(
      resolved({ best: 91.9, caps: [91.9, 91.9], bare: [88.9, 88.9], sliceSpacingMm: 5, low: 88.7, high: 92.1 }),
      BANDS,
    );
    expect(found.ways).toEqual([{ doseGridMm: null, slicesMm: 0.5 }]);
    expect(found.words).toBe('Slices of 0.5 mm, or finer, would settle it');
    expect(found.likely).toBe(true);
  });

  it('is either where each alone would do, the coarsest that does', () => {
    // A finer dose: without caps 0.7 below the best by spline, and 0.5 d more by trilinear: 90.3 - 0.5 d reaches 90 from
    // d = (2 / 3)² on. Thinner slices: 91 - 0.7 s - 0.5 less room of 0.35 (1 - s) reaches it from s = 0.43 on.
    const found = settledBy(resolved({ best: 91, caps: [90.7, 91], bare: [89.8, 90.3], low: 89.6, high: 91.2 }), BANDS);
    expect(found.ways).toEqual([
      { doseGridMm: 2, slicesMm: null },
      { doseGridMm: null, slicesMm: 1.25 },
    ]);
    expect(found.words).toBe('A dose grid of 2 mm, or slices of 1.25 mm, or finer, would settle it');
  });

  it('is both together where one alone does not do', () => {
    const found = settledBy(
      resolved({ best: 93, caps: [88, 92], bare: [85, 89], doseSpacingMm: 2.5, sliceSpacingMm: 3, low: 84, high: 94 }),
      BANDS,
    );
    // Of 0.8 points of doubt about the grid and 4 of the solids, with room of 0.08 (1 - d) + 2 (1 - s): 90.92 - 2 s - 3.92 d
    // reaches 90 with s = 0.75 / 3 and d = (0.75 / 2.5)², not with 1 mm. Around the best, 90.72 - 0.4 s - 0.72 d is higher.
    expect(found.ways).toEqual([{ doseGridMm: 0.75, slicesMm: 0.75 }]);
    expect(found.likely).toBe(true);
    expect(found.words).toBe('A dose grid of 0.75 mm and slices of 0.75 mm, or finer, would settle it');
  });

  it('may be both only while the best estimate stays where it is', () => {
    // With 2.2 points of the solids and the doubt of 0.3 that the upper end leaves, of which 0.2 are the floor, 90.7 - 2.2 s
    // - 3.5 d is above 90 at 0.5 mm, and below with 1.1 (1 - s) of room.
    const found = settledBy(
      resolved({ best: 90.7, caps: [88, 89.5], bare: [85, 88.5], doseSpacingMm: 2.5, low: 84, high: 91 }),
      BANDS,
    );
    expect(found.ways).toEqual([{ doseGridMm: 0.5, slicesMm: 0.5 }]);
    expect(found.likely).toBe(false);
    expect(found.words).toBe(
      'A dose grid of 0.5 mm and slices of 0.5 mm, or finer, may settle it: the best estimate is 0.7 points from 90 %',
    );
  });

  it('is nothing finer where the best estimate lies at the limit', () => {
    const found = settledBy(resolved({ best: 90.04, caps: [88, 90], bare: [87, 90] }), BANDS);
    expect(found).toEqual({
      ways: [],
      likely: false,
      withinPoints: expect.closeTo(0.04, 9) as number,
      words:
        'Nothing finer is expected to settle it, only a closer definition of the target: the best estimate is less than 0.1 points from 90 %',
    });
    expect(settledBy(resolved({ best: 90.1, caps: [88, 90], bare: [87, 90] }), BANDS).words).toContain(
      'the best estimate is 0.1 points from 90 %',
    );
  });

  it('is first a dose over the whole target', () => {
    const found = settledBy(resolved({ best: 92, caps: [88, 92], outsideDoseCm3: 0.01 }), BANDS);
    expect(found).toEqual({
      ways: [],
      likely: false,
      withinPoints: 2,
      words: 'A dose that reaches over the whole target comes first',
    });
  });

  it('of a mask is never thinner slices', () => {
    const found = settledBy(resolved({ best: 92, caps: [88, 92], sliceSpacingMm: null, low: 87, high: 93 }), BANDS);
    expect(found.ways).toEqual([{ doseGridMm: 2, slicesMm: null }]);
  });

  it('is never coarser than what there is', () => {
    for (const mm of [0.5, 0.75, 1, 1.25, 2.5, 4]) {
      const found = settledBy(
        resolved({ best: 92, caps: [88, 92], doseSpacingMm: mm, sliceSpacingMm: mm, low: 87, high: 93 }),
        BANDS,
      );
      for (const { doseGridMm, slicesMm } of found.ways) {
        if (doseGridMm !== null) expect(doseGridMm).toBeLessThan(mm);
        if (slicesMm !== null) expect(slicesMm).toBeLessThan(mm);
      }
    }
  });

  it('without a limit has no distance from one', () => {
    const open: Bands = { edges: [], bands: [{ class: 'met', when: '', holds: () => true, note: null }] };
    expect(settledBy(resolved({ best: 92, caps: [88, 92] }), open).withinPoints).toBeNull();
  });
});

describe('a finding on coverage', () => {
  const open = { value: 89, low: 88, high: 91 };
  const here = resolved({ best: 92, caps: [88, 92], low: 87, high: 93 });
  const ptv = (coveragePercent: typeof open, known: ResolvedCoverage | null) =>
    findingOf('himars/ptv-coverage', {
      lesions: [aLesion({ ptv: aTarget({ coveragePercent }), resolved: { gtv: null, ptv: known } })],
    });

  it('says what would settle it while it is undecided, and where that is known', () => {
    expect(ptv(open, here).settledBy).toMatchObject({ ways: [{ doseGridMm: 2, slicesMm: null }], likely: true });
    expect(ptv(open, null)).not.toHaveProperty('settledBy');
    expect(ptv({ value: 95, low: 94, high: 96 }, here)).not.toHaveProperty('settledBy');
  });
});
