import { describe, expect, it } from 'vitest';
import type { DoseGrid, Solid } from '../../../core/index.ts';
import {
  computeDvh,
  coverageOverConventions,
  DEFAULT_CONVENTION,
  metricIntervals,
  parseMetric,
  regionOf,
  regionOfBox,
} from '../../../core/index.ts';
import { rectangle, stack } from '../geometry/polygons.ts';
import { doseOnNodes } from '../../reference/dose-on-nodes.ts';

/**
 * A box of 10 mm by 8 mm drawn on four planes 2 mm apart: 8 mm high with half-slice caps (at 1 mm they are within what
 * capped ends may be), 6 mm without.
 */
const BOX: Solid = {
  kind: 'contours',
  stack: stack(...[-3, -1, 1, 3].map((z) => [z, [rectangle(-5, 5, -4, 4)]] as const)),
  singlePlaneThicknessMm: null,
};
const MASK: Solid = { kind: 'mask', region: regionOfBox({ x0: -5, x1: 5, y0: -4, y1: 4, z0: -4, z1: 4 }) };
const NODES = Array.from({ length: 13 }, (_, n) => 3 * n - 18);
/** Linear: every interpolation of it is itself, on whatever nodes. */
const along = (axis: 'x' | 'z', perMm = 0.5): DoseGrid =>
  doseOnNodes(NODES, NODES, NODES, (x, _y, z) => 30 + perMm * (axis === 'x' ? x : z));

function coverage(solid: Solid, dose: DoseGrid, levelGy: number, convention = DEFAULT_CONVENTION) {
  const dvh = computeDvh(regionOf(solid, convention), dose, [levelGy]);
  return coverageOverConventions(solid, dose, levelGy, convention, dvh);
}

describe('the interval of a coverage, where every convention is known by formula', () => {
  it('is the floor alone for a box in a slope along x: all solids have the same share', () => {
    const { percent, bestEstimatePercent, byConvention, volumeCm3 } = coverage(BOX, along('x'), 29);
    // 29 Gy at x = -2: 7 of 10 mm. Rounded ends shrink from all sides, so the best estimate is a little more.
    expect(percent.value).toBeCloseTo(70, 5);
    expect(Math.abs(bestEstimatePercent - 70)).toBeLessThan(0.8);
    const plain = byConvention.filter(({ convention }) => convention.endCaps !== 'rounded');
    expect(plain).toHaveLength(12);
    for (const each of plain) expect(each.percent).toBeCloseTo(70, 3);
    // Every trilinear share but that of the rounded ends is 70: open by the floor. The truth lies around the best.
    expect(percent.low).toBeCloseTo(69.8, 3);
    expect(percent.high).toBeCloseTo(Math.max(70.2, bestEstimatePercent + 0.2), 3);
    // Down to the volume without caps, and up by half of what the caps hold; 0.2 % of the volume either way.
    expect(volumeCm3).toEqual({
      value: expect.closeTo(0.64, 9) as number,
      low: expect.closeTo(0.48 - 0.00128, 9) as number,
      high: expect.closeTo(0.64 + 0.00128 + 0.5 * 0.16, 9) as number,
    });
  });

  it('has what the ends decide for a box in a slope along z', () => {
    // 31.5 Gy at z = 3: the last of 8 mm with caps, nothing of 6 mm without.
    const { percent, byConvention } = coverage(BOX, along('z'), 31.5);
    const of = (endCaps: string) => byConvention.filter(({ convention }) => convention.endCaps === endCaps);
    expect(percent.value).toBeCloseTo(12.5, 5);
    for (const each of of('half-slice'))
      expect([each.percent, each.volumeCm3]).toEqual([expect.closeTo(12.5, 3), expect.closeTo(0.64, 9)]);
    for (const each of of('capped')) expect(each.percent).toBeCloseTo(12.5, 3);
    for (const each of of('none'))
      expect([each.percent, each.volumeCm3]).toEqual([expect.closeTo(0, 3), expect.closeTo(0.48, 9)]);
    expect(of('half-slice')).toHaveLength(4);
    expect(of('capped')).toHaveLength(4);
    expect(of('none')).toHaveLength(4);
    expect(of('rounded')).toHaveLength(2);
    expect(percent.low).toBe(0);
    expect(percent.high).toBeCloseTo(12.7, 3);
  });

  it('of a mask has interpolations of the dose alone', () => {
    const { byConvention, percent, bestEstimatePercent, volumeCm3 } = coverage(MASK, along('x'), 29);
    expect(byConvention.map(({ convention }) => convention.doseInterpolation)).toEqual(['trilinear', 'spline']);
    expect(percent).toEqual({
      value: expect.closeTo(70, 5) as number,
      low: expect.closeTo(69.8, 3) as number,
      high: expect.closeTo(70.2, 3) as number,
    });
    expect(bestEstimatePercent).toBeCloseTo(70, 3);
    expect(volumeCm3.low).toBe(volumeCm3.high);
  });

  it('ends at 100 % without doubt where all of every solid is covered, and never beyond 0 and 100', () => {
    expect(coverage(BOX, along('x'), 20).percent).toEqual({
      value: 100,
      low: expect.closeTo(100, 9) as number,
      high: 100,
    });
    expect(coverage(BOX, along('x'), 40).percent).toEqual({ value: 0, low: 0, high: expect.closeTo(0.2, 9) as number });
    expect(coverage(MASK, along('x'), 27.505).percent.high).toBe(100);
  });

  it('grows by a fifth of what thinning the dose changes', () => {
    // A ridge of one node: every second node of it is off the ridge or on it, so thinned it is another dose.
    const ridge = doseOnNodes(NODES, NODES, NODES, (x) => 30 - Math.abs(x - 3) + (x === -3 ? 4 : 0));
    const { percent, byConvention } = coverage(MASK, ridge, 27);
    const spline = byConvention.at(-1)!.percent;
    expect(percent.low).toBeLessThan(Math.min(spline, percent.value) - 0.2 - 1e-6);
    expect(percent.high).toBeGreaterThan(spline + 0.2);
  });

  it('counts what lies beyond the dose as cold in the value and as covered at the upper end', () => {
    const nodes = [-6, -3, 0, 3, 6];
    const short = doseOnNodes([-18, -9, -3, 0, 3], nodes, nodes, () => 30);
    const { percent } = coverage(MASK, short, 29);
    expect(percent.value).toBeCloseTo(80, 5);
    expect(percent.high).toBe(100);
    expect(percent.low).toBeCloseTo(79.8, 3);
  });

  it('of a solid without volume is nothing', () => {
    const none: Solid = {
      kind: 'contours',
      stack: stack([0, [rectangle(-5, 5, -4, 4)]]),
      singlePlaneThicknessMm: null,
    };
    expect(coverage(none, along('x'), 29)).toEqual({
      percent: { value: 0, low: 0, high: 0 },
      volumeCm3: { value: 0, low: 0, high: 0 },
      bestEstimatePercent: 0,
      byConvention: [],
    });
  });
});

describe('the interval of a metric, where every convention is known by formula', () => {
  const metrics = (solid: Solid, dose: DoseGrid, texts: readonly string[], prescriptionGy: number | null = null) => {
    const asked = texts.map(parseMetric);
    const levels = [29, 31.5];
    const dvh = computeDvh(regionOf(solid, DEFAULT_CONVENTION), dose, levels);
    return metricIntervals(solid, dose, asked, { dvh, prescriptionGy });
  };

  it('of a mask in a slope is its floor: 0.2 points of a share, 0.2 % of the range of a dose', () => {
    // From 27.5 to 32.5 Gy, evenly: 0.2 % of the solid are 0.01 Gy.
    const found = metrics(
      MASK,
      along('x'),
      ['V29Gy[%]', 'CV29Gy[%]', 'D50%[Gy]', 'Median[cGy]', 'Mean[Gy]', 'Vol[cc]', 'D30%[%]'],
      20,
    );
    const expected = [
      [70, 0.2],
      [30, 0.2],
      [30, 0.01],
      [3000, 1],
      [30, 0.01],
      [0.64, 0],
      [31 * 5, 0.05],
    ] as const;
    found.forEach(({ low, high, reason }, n) => {
      const [value, floor] = expected[n]!;
      expect(reason).toBeNull();
      expect(low! / (value - floor)).toBeCloseTo(1, 4);
      expect(high! / (value + floor)).toBeCloseTo(1, 4);
    });
  });

  it('of an extreme is a thousandth of the maximum and what 0.2 % of the solid change', () => {
    const [most, least] = metrics(MASK, along('x'), ['Max[Gy]', 'Min[Gy]']);
    expect(most!.low).toBeCloseTo(32.5 - 0.01 - 0.0325, 2);
    expect(most!.high).toBeCloseTo(32.5 + 0.0325, 2);
    expect(least!.low).toBeCloseTo(27.5 - 0.0325, 2);
    expect(least!.high).toBeCloseTo(27.5 + 0.01 + 0.0325, 2);
  });

  it('of a volume of contours reaches from no caps to half of them beyond', () => {
    // Caps hold 0.16 cm³; without them 0.48 cm³, with them 0.64.
    const [volume] = metrics(BOX, along('x'), ['Vol[cc]']);
    expect(volume!.low).toBeCloseTo(0.48 - 0.00128, 5);
    expect(volume!.high).toBeCloseTo(0.64 + 0.08 + 0.00128, 5);
  });

  it('of a share in cm³ has the doubts of the share where the volume is known', () => {
    const [cm3] = metrics(MASK, along('x'), ['V29Gy[cc]']);
    expect(cm3!.low).toBeCloseTo(0.448 - 0.002 * 0.64, 5);
    expect(cm3!.high).toBeCloseTo(0.448 + 0.002 * 0.64, 5);
  });

  it('of a cold complement is its mirror: what is not covered', () => {
    const [cold, hot] = metrics(BOX, along('z'), ['CV31.5Gy[%]', 'V31.5Gy[%]']);
    expect(cold!.low).toBeCloseTo(100 - hot!.high!, 6);
    expect(cold!.high).toBeCloseTo(100 - hot!.low!, 6);
    expect(hot!.low).toBe(0);
    expect(hot!.high).toBeCloseTo(12.7, 2);
  });

  it('is open for doses where a part lies beyond the grid, and counts that part for shares', () => {
    const nodes = [-6, -3, 0, 3, 6];
    const short = doseOnNodes([-18, -9, -3, 0, 3], nodes, nodes, () => 30);
    const [share, cold, mean, volume] = metrics(MASK, short, ['V29Gy[%]', 'CV29Gy[%]', 'Mean[Gy]', 'Vol[cc]']);
    expect([share!.low, share!.high]).toEqual([expect.closeTo(79.8, 4), 100]);
    expect([cold!.low, cold!.high]).toEqual([0, expect.closeTo(20.2, 4)]);
    expect(mean).toEqual({ low: null, high: null, reason: 'a part outside the dose grid leaves its range open' });
    expect(volume!.low).toBeCloseTo(0.64, 6);
  });

  it('is not there where the metric has no value, and says why', () => {
    const [share, much] = metrics(MASK, along('x'), ['V50%[%]', 'D6cc[Gy]']);
    expect(share).toEqual({ low: null, high: null, reason: 'no prescription' });
    expect(much!.reason).toBe('6 cm³ is more than the structure holds (0.64 cm³)');
    const none: Solid = { kind: 'contours', stack: { planes: [] }, singlePlaneThicknessMm: null };
    expect(metrics(none, along('x'), ['Vol[cc]', 'Max[Gy]']).map(({ reason }) => reason)).toEqual([
      'the structure has no volume',
      'the structure has no volume',
    ]);
  });
});
