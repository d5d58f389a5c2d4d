import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DoseGrid, Region } from '../../../core/index.ts';
import {
  computeDvh,
  doseAtPoint,
  regionFromContours,
  regionFromMask,
  regionOfBox,
  unite,
} from '../../../core/index.ts';
import { circle, polygon, rectangle, stack } from '../geometry/polygons.ts';
import { doseOnNodes } from '../../reference/dose-on-nodes.ts';
import { doses, solids } from './random-solids.ts';

const PRISM = { endCaps: 'half-slice', betweenSlices: 'prism' } as const;

/** 10 Gy, with one node of 20 Gy at (4, 6, 9) and one of 5 Gy at (8, 3, 9). */
const SPIKES = doseOnNodes([0, 4, 8, 12], [0, 3, 6, 9, 12], [0, 3, 9, 14], (x, y, z) =>
  x === 4 && y === 6 && z === 9 ? 20 : x === 8 && y === 3 && z === 9 ? 5 : 10,
);

describe('Dmin and Dmax are those of the trilinear dose, not of points or rows', () => {
  it('a single hot and a single cold node inside the solid are met, however the solid was given', () => {
    const solid = { x0: 1, x1: 11, y0: 1, y1: 11, z0: 2, z1: 13 };
    const contours = stack([4.75, [rectangle(1, 11, 1, 11)]], [10.25, [rectangle(1, 11, 1, 11)]]);
    const mask = regionFromMask({
      grid: {
        size: [2, 2, 2],
        spacingMm: [5, 5, 5.5],
        originMm: [3.5, 3.5, 4.75],
        axes: [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
      },
      values: new Float64Array(8).fill(1),
    });
    for (const region of [regionFromContours(contours, PRISM), mask, regionOfBox(solid)]) {
      const dvh = computeDvh(region, SPIKES);
      expect(dvh.volumeCm3).toBeCloseTo(1.1, 9);
      expect(dvh.minGy).toBeCloseTo(5, 5);
      expect(dvh.maxGy).toBeCloseTo(20, 5);
    }
  });

  it('a node just outside is not', () => {
    const beside = computeDvh(regionOfBox({ x0: 5, x1: 11, y0: 5, y1: 11, z0: 2, z1: 8 }), SPIKES);
    // The nearest corner to the hot node, (5, 6, 8), has 3/4 of the way in x and 5/6 in z.
    expect(beside.maxGy).toBeCloseTo(10 + 10 * (3 / 4) * (5 / 6), 5);
  });

  it('the top of the dose along a slanted edge, between its ends, is met', () => {
    // D = 30 + x·y + 3x in a single cell: along the edge from (0, 8) to (8, 0) it is 30 + 11x - x², largest at x = 5.5.
    const dose = doseOnNodes([-1, 11], [-1, 11], [-9, 9], (x, y) => 30 + x * y + 3 * x);
    const triangle = polygon([0, 0], [8, 0], [0, 8]);
    const dvh = computeDvh(regionFromContours(stack([-1, [triangle]], [1, [triangle]]), PRISM), dose);
    expect(dvh.maxGy).toBeCloseTo(30 + 5.5 ** 2, 5);
    expect(dvh.minGy).toBeCloseTo(30, 5);
  });

  it('a thin sliver of a contour carries its own maximum', () => {
    const dose = doseOnNodes([-20, 40], [-20, 40], [-9, 9], (x, y) => 30 + x + y / 100);
    const needle = polygon([0, 0], [30, 5.001], [0, 5]);
    const dvh = computeDvh(regionFromContours(stack([-1, [needle]], [1, [needle]]), PRISM), dose);
    expect(dvh.maxGy).toBeCloseTo(30 + 30 + 0.05001, 4);
  });

  it('between planes the shape is interpolated, but the corners of each contour are met where they lie', () => {
    const dose = doseOnNodes([-20, 0, 20], [-20, 20], [-9, 0, 9], (x, y, z) => 40 + x + 0.1 * y - 0.25 * z);
    const planes = stack(
      [-2, [rectangle(-3, 3, -5, 5)]],
      [0, [rectangle(-9, 7, -4, 4)]],
      [2, [rectangle(-2, 2, -6, 6)]],
    );
    for (const endCaps of ['none', 'rounded', 'half-slice'] as const) {
      const dvh = computeDvh(regionFromContours(planes, { endCaps, betweenSlices: 'interpolated' }), dose);
      expect(dvh.minGy).toBeCloseTo(40 - 9 - 0.4, 5);
      expect(dvh.maxGy).toBeCloseTo(40 + 7 + 0.4, 5);
    }
  });

  it('where the solid leaves the grid, the extremes are those of the part inside', () => {
    const dose = doseOnNodes([-5, 0, 6], [-7, 0, 7], [-9, 9], (x, y) => 30 + x + y / 10);
    const round = regionFromContours(stack([-1, [circle(9, 1, 0)]], [1, [circle(9, 1, 0)]]), PRISM);
    const { minGy, maxGy } = computeDvh(round, dose);
    // The circle cuts the sides x = -5 and x = 6 at |y| = 6.71 and 7.48: inside the first, beyond the second.
    const low = -Math.sqrt(81 - 36);
    expect(minGy).toBeCloseTo(30 - 5 + low / 10, 2);
    expect(maxGy).toBeCloseTo(30 + 6 + 0.7, 5);
  });

  it('a tip that crosses the rim of the grid ends at the rim, however its crossing is rounded', () => {
    // Cut at the rim, the upper edge is at |x| = 6.300000000000001, from whichever end it is drawn.
    for (const side of [1, -1]) {
      const dose = doseOnNodes([-6.3, 0, 6.3], [-7.3, 0, 7.1], [-9, 9], (x, y) => 30 + side * x + y);
      const wedge = polygon([-0.9 * side, 0.2], [20.9 * side, -2.1], [20.9 * side, 1.3]);
      const { maxGy } = computeDvh(regionFromContours(stack([-1, [wedge]], [1, [wedge]]), PRISM), dose);
      const atRim = 0.2 + ((6.3 + 0.9) / (20.9 + 0.9)) * (1.3 - 0.2);
      expect(maxGy).toBeCloseTo(30 + 6.3 + atRim, 4);
    }
  });

  it('of a union they are the lower and the higher of its parts', () => {
    fc.assert(
      fc.property(solids, solids, doses(), ({ stack: a }, { stack: b }, dose) => {
        const [p, q] = [a, b].map((each) => regionFromContours(each, PRISM)) as [Region, Region];
        const [of, ofP, ofQ] = [unite(p, q), p, q].map((r) => computeDvh(withoutOutlines(r), dose));
        expect(of!.minGy).toBeCloseTo(Math.min(ofP!.minGy!, ofQ!.minGy!), 4);
        expect(of!.maxGy).toBeCloseTo(Math.max(ofP!.maxGy!, ofQ!.maxGy!), 4);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });

  it('from runs and from contours they agree to the height of a row, and no point of the solid lies beyond', () => {
    fc.assert(
      fc.property(solids, doses([9, 8, 7]), ({ stack: contours }, dose) => {
        const region = regionFromContours(contours, PRISM);
        const [drawn, rows] = [computeDvh(region, dose), computeDvh(withoutOutlines(region), dose)];
        if (drawn.minGy === null || rows.minGy === null) return;
        expect(Math.abs(drawn.minGy - rows.minGy)).toBeLessThan(0.5);
        expect(Math.abs(drawn.maxGy! - rows.maxGy!)).toBeLessThan(0.5);
        const [low, high] = sampledRange(region, dose);
        expect(rows.minGy).toBeLessThanOrEqual(low + 1e-5);
        expect(rows.maxGy).toBeGreaterThanOrEqual(high - 1e-5);
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });
});

function withoutOutlines({ slabs }: Region): Region {
  return { slabs: slabs.map((slab) => ({ ...slab, outline: null })) };
}

/** Extremes over points on the runs of every slab. */
function sampledRange({ slabs }: Region, dose: DoseGrid): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const { z0Mm, z1Mm, rowEdgesMm, rowStart, endsMm } of slabs) {
    for (let r = 0; r + 1 < rowEdgesMm.length; r += 3) {
      for (let n = rowStart[r]!; n < rowStart[r + 1]!; n++) {
        for (const share of [0, 0.13, 0.29, 0.5, 0.77, 1]) {
          const x = endsMm[2 * n]! + share * (endsMm[2 * n + 1]! - endsMm[2 * n]!);
          for (const z of [z0Mm, 0.3 * z0Mm + 0.7 * z1Mm, z1Mm]) {
            const gy = doseAtPoint(dose, [x, 0.5 * (rowEdgesMm[r]! + rowEdgesMm[r + 1]!), z]);
            if (gy === null) continue;
            low = Math.min(low, gy);
            high = Math.max(high, gy);
          }
        }
      }
    }
  }
  return [low, high];
}
