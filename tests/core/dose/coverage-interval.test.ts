import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Coverage, DoseGrid, Solid, SolidConvention } from '../../../core/index.ts';
import {
  boundsOf,
  computeDvh,
  coverageOverConventions,
  DEFAULT_CONVENTION,
  regionFromMask,
  regionOf,
  volumeAtDose,
  volumeCm3Of,
} from '../../../core/index.ts';
import { splineDose } from '../../../core/dose/spline-dose.ts';
import { circle, rectangle, stack } from '../geometry/polygons.ts';
import { doseOnNodes, nodesOver } from '../../reference/dose-on-nodes.ts';
import type { RandomSolid } from './random-solids.ts';
import { doses, solids } from './random-solids.ts';

const contours = ({ stack: drawn }: RandomSolid): Solid => ({
  kind: 'contours',
  stack: drawn,
  singlePlaneThicknessMm: null,
});

function coverage(solid: Solid, dose: DoseGrid, level: number, stated = DEFAULT_CONVENTION): Coverage {
  return coverageOverConventions(solid, dose, level, stated, computeDvh(regionOf(solid, stated), dose, [level]));
}

/** A 20 mm ball in 2 mm slices. */
const BALL: Solid = {
  kind: 'contours',
  stack: stack(
    ...[-9, -7, -5, -3, -1, 1, 3, 5, 7, 9].map((z): readonly [number, Float64Array[]] => [
      z,
      [circle(Math.sqrt(100 - z * z), 0, 0)],
    ]),
  ),
  singlePlaneThicknessMm: null,
};
const MASK: Solid = {
  kind: 'mask',
  region: regionFromMask({
    grid: {
      size: [4, 3, 2],
      spacingMm: [3, 4, 5],
      originMm: [-5, -4, -2],
      axes: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    },
    values: Float64Array.from({ length: 24 }, (_, n) => (n % 5 === 0 ? 0 : 1)),
  }),
};
const peak = (x: number, y: number, z: number): number => 36 * Math.exp(-(x * x + y * y + z * z) / (2 * 13 ** 2));
const wide = (h: number): DoseGrid =>
  doseOnNodes(nodesOver(-16, 16, h), nodesOver(-16, 16, 1.1 * h), nodesOver(-16, 16, 0.9 * h), peak);

/** What planning systems could give. */
const inTrilinear = (byConvention: Coverage['byConvention']): number[] =>
  byConvention.filter(({ convention }) => convention.doseInterpolation === 'trilinear').map(({ percent }) => percent);

describe('coverage is a value and an interval', () => {
  it('the value lies in the interval, and so do the best estimate and what every solid gives in the trilinear dose', () => {
    fc.assert(
      fc.property(solids, fc.oneof(doses(), doses([9, 6, 5])), (solid, dose) => {
        const { percent, volumeCm3, byConvention, bestEstimatePercent } = coverage(contours(solid), dose, 20);
        for (const value of [percent.value, bestEstimatePercent, ...inTrilinear(byConvention)]) {
          expect(value).toBeGreaterThanOrEqual(percent.low - 1e-9);
          expect(value).toBeLessThanOrEqual(percent.high + 1e-9);
        }
        expect(percent.low).toBeGreaterThanOrEqual(0);
        expect(percent.high).toBeLessThanOrEqual(100);
        expect(volumeCm3.value).toBeGreaterThanOrEqual(volumeCm3.low);
        expect(volumeCm3.value).toBeLessThanOrEqual(volumeCm3.high);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });

  it('so they do for a ball in a peaked dose, from coarse grids to fine ones', () => {
    for (const [h, levels] of [
      [1.5, [24, 33]],
      [3, [18, 27, 30]],
      [5, [24, 33]],
    ] as const) {
      for (const level of levels) {
        const { percent, byConvention } = coverage(BALL, wide(h), level);
        for (const each of inTrilinear(byConvention)) {
          expect(each).toBeGreaterThanOrEqual(percent.low - 1e-9);
          expect(each).toBeLessThanOrEqual(percent.high + 1e-9);
        }
      }
    }
  });

  it('each convention gives what its solid in its dose gives', () => {
    const dose = wide(3);
    const { byConvention } = coverage(BALL, dose, 27);
    const box = boundsOf(regionOf(BALL, { endCaps: 'half-slice', betweenSlices: 'prism' }))!;
    expect(new Set(byConvention.map(({ convention: c }) => `${c.betweenSlices}/${c.doseInterpolation}`)).size).toBe(4);
    expect(new Set(byConvention.map(({ convention: c }) => c.endCaps)).size).toBeGreaterThanOrEqual(2);
    for (const { convention, percent, volumeCm3 } of byConvention) {
      const solid: SolidConvention = convention;
      const region = regionOf(BALL, solid);
      const grid = convention.doseInterpolation === 'spline' ? splineDose(dose, box) : dose;
      const share = (100 * volumeAtDose(computeDvh(region, grid, [27]), 27)) / volumeCm3Of(region);
      expect(volumeCm3 / volumeCm3Of(region)).toBeCloseTo(1, 2);
      // Solids that are only compared are cut into coarser rows and slabs.
      const allowed = convention.betweenSlices === 'prism' ? 0.1 : 0.6;
      expect(Math.abs(percent - share), JSON.stringify(convention)).toBeLessThan(allowed);
    }
  });

  it('holds the truth of a ball in a Gaussian dose, and is narrower on a finer grid', () => {
    const truth = (level: number): number => 100 * Math.min(1, (13 * Math.sqrt(2 * Math.log(36 / level))) / 10) ** 3;
    const width = (h: number): number => {
      const { percent } = coverage(BALL, wide(h), 28);
      expect(percent.low).toBeLessThanOrEqual(truth(28));
      expect(percent.high).toBeGreaterThanOrEqual(truth(28));
      return percent.high - percent.low;
    };
    expect(truth(28)).toBeGreaterThan(50);
    expect(width(1)).toBeLessThan(width(4));
  });

  it('a mask is what it is: one solid, the volume without a range', () => {
    const { volumeCm3, byConvention, percent } = coverage(MASK, wide(2), 30);
    const volume = volumeCm3Of(regionOf(MASK, DEFAULT_CONVENTION));
    expect(volumeCm3).toEqual({ value: volume, low: volume, high: volume });
    expect(new Set(byConvention.map(({ convention: c }) => `${c.endCaps}/${c.betweenSlices}`)).size).toBe(1);
    expect(percent.low).toBeLessThanOrEqual(percent.value);
    expect(percent.high).toBeGreaterThanOrEqual(percent.value);
  });

  it('a flat dose at the prescription covers all under every convention, one step below nothing', () => {
    const flat = (gy: number): DoseGrid => doseOnNodes([-16, 0, 16], [-16, 0, 16], [-16, 0, 16], () => gy, 0.001);
    const at = coverage(BALL, flat(27), 27).percent;
    for (const percent of [at.value, at.low, at.high]) expect(percent).toBeCloseTo(100, 9);
    const { percent, byConvention } = coverage(BALL, flat(26.99), 27);
    expect([percent.value, percent.low]).toEqual([0, 0]);
    expect(byConvention.every((each) => each.percent === 0)).toBe(true);
  });
});

describe('a part outside the dose grid', () => {
  const loop = rectangle(0, 20, 0, 10);
  const solid: Solid = {
    kind: 'contours',
    stack: stack([-2, [loop]], [0, [loop]], [2, [loop]]),
    singlePlaneThicknessMm: null,
  };
  /** Dose known up to x = 15: a quarter of the solid is outside. */
  const short = (gy: number): DoseGrid => doseOnNodes([-5, 5, 15], [-5, 5, 15], [-8, 0, 8], () => gy);

  it('counts once as cold and once as covered', () => {
    const { percent } = coverage(solid, short(30), 27);
    expect(percent.value).toBeCloseTo(75, 6);
    expect(percent.low).toBeLessThanOrEqual(75);
    expect(percent.low).toBeGreaterThan(74);
    expect(percent.high).toBeCloseTo(100, 6);
  });

  it('and where the part inside is cold, as covered only in the upper end', () => {
    const { percent } = coverage(solid, short(20), 27);
    expect(percent.value).toBe(0);
    expect(percent.low).toBe(0);
    expect(percent.high).toBeGreaterThanOrEqual(25 - 1e-6);
    expect(percent.high).toBeLessThan(26);
  });

  it('wholly outside, the interval is everything', () => {
    const far = doseOnNodes([100, 110, 120], [0, 10, 20], [-8, 0, 8], () => 30);
    const { percent } = coverage(solid, far, 27);
    expect(percent).toEqual({ value: 0, low: 0, high: 100 });
  });

  /**
   * Cut off along z, so that it is another share under other caps: of 6 mm (half slices) the upper 2 are outside, of 4 mm
   * (no caps) the upper 1. Inside, the share `covered` along x is at 27 Gy or more.
   */
  const cutAbove = (covered: number): DoseGrid =>
    doseOnNodes([-5, 5, 15, 25], [-5, 5, 15], [-8, -3, 1], (x) => 27 + 0.5 * (20 * covered - x));

  it.each([0.3, 0.7])('under each convention by its own volume: %d of the inside covered', (covered) => {
    const { percent, byConvention } = coverage(solid, cutAbove(covered), 27);
    const [half, none] = [2 / 3, 3 / 4];
    expect(percent.value).toBeCloseTo(100 * covered * half, 2);
    for (const { convention, percent: each } of byConvention) {
      if (convention.endCaps === 'half-slice') expect(each).toBeCloseTo(100 * covered * half, 1);
      if (convention.endCaps === 'none') expect(each).toBeCloseTo(100 * covered * none, 1);
    }
    // Cold outside, in the convention with most of it there; all of it covered, in that with most covered and outside.
    expect(percent.low).toBeLessThanOrEqual(100 * covered * half + 1e-6);
    expect(percent.low).toBeGreaterThan(100 * covered * half - 1);
    const high = Math.max(covered * half + (1 - half), covered * none + (1 - none));
    expect(percent.high).toBeGreaterThanOrEqual(100 * high - 1e-6);
    expect(percent.high).toBeLessThan(100 * high + 1);
  });

  it('stays within 0 and 100 where nothing or everything inside is covered', () => {
    expect(coverage(solid, cutAbove(-2), 27).percent).toMatchObject({ value: 0, low: 0 });
    expect(coverage(solid, cutAbove(-2), 27).percent.high).toBeGreaterThanOrEqual(100 / 3 - 1e-6);
    expect(coverage(solid, cutAbove(-2), 27).percent.high).toBeLessThan(100 / 3 + 1);
    const { value, low, high } = coverage(solid, cutAbove(3), 27).percent;
    expect(value).toBeCloseTo(200 / 3, 6);
    expect(low).toBeCloseTo(200 / 3, 0);
    expect(high).toBeCloseTo(100, 6);
    expect(high).toBeLessThanOrEqual(100);
  });

  it('of a mask as well', () => {
    const half = doseOnNodes([-6.5, -0.5], [-9, 9], [-9, 9], () => 30);
    const { percent } = coverage(MASK, half, 27);
    const inside = computeDvh(regionOf(MASK, DEFAULT_CONVENTION), half);
    expect(inside.outsideDoseCm3).toBeGreaterThan(0.3 * inside.volumeCm3);
    expect(percent.value).toBeCloseTo(100 * (1 - inside.outsideDoseCm3 / inside.volumeCm3), 6);
    expect(percent.high).toBeCloseTo(100, 6);
  });
});

describe('nothing to cover', () => {
  it('an empty solid has no coverage, under any convention', () => {
    const nothing: Solid = { kind: 'contours', stack: { planes: [] }, singlePlaneThicknessMm: null };
    const { percent, volumeCm3, byConvention } = coverage(nothing, wide(4), 27);
    expect(percent).toEqual({ value: 0, low: 0, high: 0 });
    expect(volumeCm3.high).toBe(0);
    expect(byConvention).toEqual([]);
  });
});
