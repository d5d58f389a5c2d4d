import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areaMm2Of,
  cutRegion,
  PLANE_KINDS,
  planeThrough,
  regionFromContours,
  regionFromMask,
} from '../../../core/index.ts';
import type { CrossSection, Lps, PlaneKind, Region } from '../../../core/index.ts';
import { solids } from '../dose/random-solids.ts';
import { evenly } from '../evenly.ts';
import { isInside, polygon, rectangle, stack } from './polygons.ts';

const PRISM = { endCaps: 'half-slice', betweenSlices: 'prism' } as const;

/** Written apart from the program: which coordinates of a point are those of a plane's picture. */
const IN_PLANE: Readonly<Record<PlaneKind, (at: Lps) => readonly [number, number]>> = {
  axial: ([x, y]) => [x, y],
  coronal: ([x, , z]) => [x, z],
  sagittal: ([, y, z]) => [y, z],
};

function holds({ slab: { rowEdgesMm, rowStart, endsMm } }: CrossSection, [u, v]: readonly [number, number]): boolean {
  for (let r = 0; r + 1 < rowEdgesMm.length; r++) {
    if (v < rowEdgesMm[r]! || v >= rowEdgesMm[r + 1]!) continue;
    for (let n = rowStart[r]!; n < rowStart[r + 1]!; n++) {
      if (u >= endsMm[2 * n]! && u < endsMm[2 * n + 1]!) return true;
    }
  }
  return false;
}

describe('a plane cuts a solid where the solid is', () => {
  it('of contours with holes and islands: every point as the nearest plane’s contours say', () => {
    fc.assert(
      fc.property(
        solids,
        fc.array(fc.tuple(evenly(-16, 16), evenly(-16, 16), evenly(-8, 14)), { minLength: 20, maxLength: 20 }),
        (solid, points) => {
          const region = regionFromContours(solid.stack, PRISM);
          const { planes } = solid.stack;
          for (const [x, y, z] of points) {
            const nearest = planes.reduce((best, plane) =>
              Math.abs(plane.zMm - z) < Math.abs(best.zMm - z) ? plane : best,
            );
            const inside = Math.abs(nearest.zMm - z) < solid.spacingMm / 2 && isInside(nearest.loops, x, y);
            for (const kind of ['coronal', 'sagittal'] as const) {
              const cut = cutRegion(region, planeThrough(kind, [x, y, z]));
              expect(cut !== null && holds(cut, IN_PLANE[kind]([x, y, z]))).toBe(inside);
            }
            const axial = cutRegion(region, planeThrough('axial', [x, y, z]));
            expect(axial !== null && isInside(axial.outlines, x, y)).toBe(inside);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives in the axial plane the contours as they were drawn', () => {
    const drawn = [polygon([1, 2], [9, 3], [7, 8], [2, 7]), rectangle(3, 5, 4, 6)];
    const region = regionFromContours(stack([10, drawn], [13, [rectangle(0, 1, 0, 1)]]), PRISM);
    expect(cutRegion(region, { kind: 'axial', atMm: 11.4 })?.outlines).toEqual(drawn);
  });

  it('leaves a gap between planes empty, and touches a solid on its outer face', () => {
    const square = [rectangle(0, 10, 0, 6)];
    const region = regionFromContours(stack([0, square], [2, square], [20, square], [22, square]), PRISM);
    const cut = cutRegion(region, { kind: 'coronal', atMm: 3 })!;
    expect([...cut.slab.rowEdgesMm]).toEqual([-1, 1, 3, 19, 21, 23]);
    expect(holds(cut, [5, 10])).toBe(false);
    expect(areaMm2Of(cut.slab)).toBeCloseTo(10 * 8, 9);
    expect(cut.outlines.length).toBe(2);
    expect(cutRegion(region, { kind: 'axial', atMm: 23 })).not.toBeNull();
    expect(cutRegion(region, { kind: 'axial', atMm: 23.001 })).toBeNull();
    expect(cutRegion(region, { kind: 'sagittal', atMm: 10.001 })).toBeNull();
  });

  it('of a mask: the faces of its voxels, each axis with its own size', () => {
    const size = [4, 3, 5] as const;
    const filled = (i: number, j: number, k: number): boolean => (i + 2 * j + 3 * k) % 4 < 2;
    const values = new Uint8Array(60);
    for (let k = 0; k < 5; k++)
      for (let j = 0; j < 3; j++) for (let i = 0; i < 4; i++) values[i + 4 * (j + 3 * k)] = filled(i, j, k) ? 1 : 0;
    const region: Region = regionFromMask({
      grid: {
        size,
        spacingMm: [1.5, 2.5, 3.5],
        originMm: [-7, 11, 30],
        axes: [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
      },
      values,
    });
    for (let k = 0; k < 5; k++) {
      for (let j = 0; j < 3; j++) {
        for (let i = 0; i < 4; i++) {
          const at: Lps = [-7 + 1.5 * i + 0.3, 11 + 2.5 * j - 0.4, 30 + 3.5 * k + 0.5];
          for (const kind of PLANE_KINDS) {
            const cut = cutRegion(region, planeThrough(kind, at));
            expect(cut !== null && holds(cut, IN_PLANE[kind](at))).toBe(filled(i, j, k));
          }
        }
      }
    }
  });
});
