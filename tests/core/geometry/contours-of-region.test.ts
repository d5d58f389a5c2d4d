import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Loop } from '../../../core/geometry/contour-stack.ts';
import { contoursOfRegion, planesThrough } from '../../../core/geometry/contours-of-region.ts';
import { intersect, subtract, unite } from '../../../core/geometry/region-algebra.ts';
import { regionFromContours } from '../../../core/geometry/region-from-contours.ts';
import { regionFromMask } from '../../../core/geometry/region-from-mask.ts';
import { regionOfBox } from '../../../core/geometry/region-of-box.ts';
import { holdsPoint, volumeCm3Of } from '../../../core/geometry/region-size.ts';
import type { Region } from '../../../core/geometry/region.ts';
import { contoursOf, ellipsoid, torus } from '../../../core/phantom/shapes.ts';
import type { PhantomSolid } from '../../../core/phantom/shapes.ts';
import { stackFromContours } from '../../../core/geometry/stack-from-contours.ts';

const PRISM = { endCaps: 'half-slice', betweenSlices: 'prism' } as const;
const SPACING = 2.5;
const PLANES = Array.from({ length: 81 }, (_, k) => (k - 40) * SPACING);

function regionOf(solid: PhantomSolid): Region {
  const { stack } = stackFromContours(contoursOf(solid, { spacingMm: SPACING }, 0.001));
  if (stack === null) throw new Error('not usable');
  return regionFromContours(stack, PRISM);
}

/** Even-odd membership and area by the textbook, on the corners alone: nothing of the program's rows. */
function insideLoops(loops: readonly Loop[], x: number, y: number): boolean {
  let inside = false;
  for (const loop of loops) {
    for (let b = loop.length - 2, a = 0; a < loop.length; b = a, a += 2) {
      const [xa = 0, ya = 0] = [loop[a], loop[a + 1]];
      const [xb = 0, yb = 0] = [loop[b], loop[b + 1]];
      if (ya > y !== yb > y && x < xa + ((xb - xa) * (y - ya)) / (yb - ya)) inside = !inside;
    }
  }
  return inside;
}

function polygonCm3(region: Region, planesMm: readonly number[]): number {
  let mm3 = 0;
  for (const { loops } of contoursOfRegion(region, planesMm)) {
    for (const loop of loops) {
      let twice = 0;
      for (let b = loop.length - 2, a = 0; a < loop.length; b = a, a += 2) {
        twice += (loop[b] ?? 0) * (loop[a + 1] ?? 0) - (loop[a] ?? 0) * (loop[b + 1] ?? 0);
      }
      mm3 += Math.abs(twice / 2) * SPACING;
    }
  }
  return mm3 / 1000;
}

const BALL = ellipsoid([3.7, -11.2, 0.4], [17.3, 12.1, 20.6]);
const SOLIDS: Readonly<Record<string, Region>> = {
  'an ellipsoid': regionOf(BALL),
  'a ring': regionOf(torus([-4.1, 6.3, 1.1], 24.2, 9.7)),
  'an ellipsoid with a hole': subtract(regionOf(BALL), regionOf(ellipsoid([5, -10, 0.5], [4.2, 3.3, 9]))),
  'an ellipsoid with three holes side by side': [-7, 2.4, 11].reduce(
    (rest, x) => subtract(rest, regionOf(ellipsoid([x, -11, 0], [3.1, 4.4, 9]))),
    regionOf(BALL),
  ),
  'an island in a hole': unite(
    subtract(regionOf(BALL), regionOf(ellipsoid([3.7, -11.2, 0.4], [9, 7, 15]))),
    regionOf(ellipsoid([4.4, -11, 0.4], [3, 2, 9])),
  ),
  'two that overlap': unite(regionOf(BALL), regionOf(ellipsoid([19, -4, 6], [12, 9, 14]))),
  'a bite': subtract(regionOf(BALL), regionOf(ellipsoid([19, -4, 6], [12, 9, 14]))),
  'a lens': intersect(regionOf(BALL), regionOf(ellipsoid([19, -4, 6], [12, 9, 14]))),
  'a small ball': regionOf(ellipsoid([1.2, 0.7, 0.3], [2.9, 2.4, 6])),
};

describe.each(Object.entries(SOLIDS))('%s', (_, region) => {
  const planes = contoursOfRegion(region, PLANES);

  it('has polygons of its volume, within 2 in a hundred thousand', () => {
    expect(Math.abs(polygonCm3(region, PLANES) / volumeCm3Of(region) - 1)).toBeLessThan(2e-5);
  });

  it('read back, has its volume within 0.02 %', () => {
    const back = regionFromContours({ planes }, PRISM);
    expect(Math.abs(volumeCm3Of(back) / volumeCm3Of(region) - 1)).toBeLessThan(2e-4);
  });

  it('holds the points of the solid by the even-odd rule, and no others', () => {
    let seen = 0;
    const strays: string[] = [];
    for (const { zMm, loops } of planes) {
      for (let x = -38; x < 40; x += 2.37) {
        for (let y = -38; y < 40; y += 2.61) {
          const near = [-0.06, 0.06].some(
            (d) =>
              holdsPoint(region, x + d, y, zMm) !== holdsPoint(region, x, y, zMm) ||
              holdsPoint(region, x, y + 8 * d, zMm) !== holdsPoint(region, x, y, zMm),
          );
          if (near) continue;
          const inside = holdsPoint(region, x, y, zMm);
          if (insideLoops(loops, x, y) !== inside) strays.push(`${String(x)}, ${String(y)}, ${String(zMm)}`);
          if (inside) seen++;
        }
      }
    }
    expect(strays).toEqual([]);
    expect(seen).toBeGreaterThan(2);
  });

  it('has three corners or more in every polygon, none twice in a row, at multiples of 0.0001 mm', () => {
    const loops = planes.flatMap((plane) => plane.loops);
    expect(Math.min(...loops.map((loop) => loop.length))).toBeGreaterThanOrEqual(6);
    const corners = loops.flatMap((loop) =>
      Array.from({ length: loop.length / 2 }, (_, n) => [n, loop[2 * n] ?? NaN, loop[2 * n + 1] ?? NaN, loop] as const),
    );
    const repeated = corners.filter(([n, x, y, loop]) => {
      const before = (2 * n + loop.length - 2) % loop.length;
      return loop[before] === x && loop[before + 1] === y;
    });
    expect(repeated).toEqual([]);
    const unrounded = corners.filter(([, x, y]) =>
      [x, y].some((value) => Math.abs(value * 1e4 - Math.round(value * 1e4)) > 1e-5),
    );
    expect(unrounded).toEqual([]);
  });
});

describe('parts and holes', () => {
  const inPlane = (region: Region): number => contoursOfRegion(region, [0])[0]?.loops.length ?? 0;

  it('are one polygon for each part: a hole is a keyhole in the polygon around it', () => {
    const parts = Object.fromEntries(Object.entries(SOLIDS).map(([name, region]) => [name, inPlane(region)]));
    expect(parts).toEqual({
      'an ellipsoid': 1,
      'a ring': 1,
      'an ellipsoid with a hole': 1,
      'an ellipsoid with three holes side by side': 1,
      'an island in a hole': 2,
      'two that overlap': 1,
      'a bite': 1,
      'a lens': 1,
      'a small ball': 1,
    });
  });

  it('a box with a box cut out keeps its corners: ten of them with the channel', () => {
    const box = { x0: -10, x1: 10, y0: -8, y1: 8, z0: -1, z1: 1 };
    const hole = { x0: -3, x1: 4, y0: -2, y1: 5, z0: -1, z1: 1 };
    const [plane] = contoursOfRegion(subtract(regionOfBox(box), regionOfBox(hole)), [0]);
    expect(plane?.loops).toHaveLength(1);
    const corners = Array.from({ length: (plane?.loops[0]?.length ?? 0) / 2 }, (_, n) =>
      [...(plane?.loops[0]?.subarray(2 * n, 2 * n + 2) ?? [])].join(' '),
    );
    expect(corners).toEqual(expect.arrayContaining(['-10 -8', '10 -8', '10 8', '-10 8']));
    expect(corners.some((corner) => corner.startsWith('-3 ')) && corners.some((c) => c.startsWith('4 '))).toBe(true);
  });

  it('of less than a hundredth of a square millimetre are left out', () => {
    const big = regionOfBox({ x0: 0, x1: 5, y0: 0, y1: 5, z0: -1, z1: 1 });
    const speck = (mm: number): Region => regionOfBox({ x0: 9, x1: 9 + mm, y0: 2, y1: 2 + mm, z0: -1, z1: 1 });
    expect([0.05, 0.09, 0.11, 0.2].map((mm) => inPlane(unite(big, speck(mm))))).toEqual([1, 1, 2, 2]);
    expect(inPlane(speck(0.09))).toBe(0);
  });

  it('solids that touch at a corner stay two', () => {
    const one = regionOfBox({ x0: 0, x1: 5, y0: 0, y1: 5, z0: -1, z1: 1 });
    const two = regionOfBox({ x0: 5, x1: 9, y0: 5, y1: 7, z0: -1, z1: 1 });
    expect(inPlane(unite(one, two))).toBe(2);
  });
});

describe('planes', () => {
  it('take the cross-section at their own z, the upper one where two slabs meet', () => {
    const low = regionOfBox({ x0: 0, x1: 5, y0: 0, y1: 5, z0: 0, z1: 2 });
    const high = regionOfBox({ x0: 10, x1: 15, y0: 0, y1: 5, z0: 2, z1: 4 });
    const sides = contoursOfRegion(unite(low, high), [-0.5, 0, 1.9, 2, 3.9, 4]).map(({ zMm, loops }) => [
      zMm,
      (loops[0]?.[0] ?? NaN) < 8 ? 'low' : 'high',
    ]);
    expect(sides).toEqual([
      [0, 'low'],
      [1.9, 'low'],
      [2, 'high'],
      [3.9, 'high'],
    ]);
  });

  it('of a solid without images are those that it was drawn on', () => {
    const drawn = contoursOf(BALL, { spacingMm: 3.2, phase: 0.3 }, 0.001).map(({ pointsMm }) => pointsMm[2] ?? NaN);
    const { stack } = stackFromContours(contoursOf(BALL, { spacingMm: 3.2, phase: 0.3 }, 0.001));
    const planes = planesThrough(regionFromContours(stack ?? { planes: [] }, PRISM));
    expect(planes).toHaveLength(drawn.length);
    planes.forEach((z, n) => {
      expect(z).toBeCloseTo(drawn[n] ?? NaN, 9);
    });
  });

  it('are as far apart as the slabs that most of the solid is made of, not the most slabs', () => {
    const ends = [0, 3, 4, 5, 6, 7, 8, 11];
    const slabs = ends
      .slice(1)
      .flatMap((z1, n) => regionOfBox({ x0: 0, x1: 5, y0: 0, y1: 5, z0: ends[n] ?? NaN, z1 }).slabs);
    expect(planesThrough({ slabs })).toEqual([1.5, 4.5, 7.5, 10.5]);
  });

  it('go on evenly to where the solid begins and ends, those in its faces included', () => {
    const box = (z0: number, z1: number): Region => regionOfBox({ x0: 0, x1: 5, y0: 0, y1: 5, z0, z1 });
    const slabs = [box(-1, 0), box(0, 2), box(2, 4), box(4, 5)].flatMap((region) => region.slabs);
    expect(planesThrough({ slabs })).toEqual([-1, 1, 3, 5]);
    expect(planesThrough({ slabs: slabs.slice(1) })).toEqual([1, 3, 5]);
    expect(planesThrough({ slabs: slabs.slice(0, 3) })).toEqual([-1, 1, 3]);
  });

  it('of nothing are none', () => {
    expect(planesThrough({ slabs: [] })).toEqual([]);
    expect(contoursOfRegion({ slabs: [] }, PLANES)).toEqual([]);
  });
});

describe('any mask of voxels', () => {
  it('comes back with its volume, whatever touches, nests or splits', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 63, maxLength: 63 }), (bits) => {
        const grid = {
          size: [9, 7, 1] as const,
          spacingMm: [1.3, 2.1, SPACING] as const,
          originMm: [-4, 3, 0] as const,
          axes: [
            [1, 0, 0],
            [0, 1, 0],
            [0, 0, 1],
          ] as const,
        };
        const region = regionFromMask({ grid, values: Uint8Array.from(bits, Number) });
        const planes = contoursOfRegion(region, [0]);
        const back = regionFromContours({ planes }, { ...PRISM, singlePlaneThicknessMm: SPACING });
        expect(volumeCm3Of(back)).toBeCloseTo(volumeCm3Of(region), 5);
        // Voxel centres are where they were, but for bevels of half a millimetre at the rim.
        const loops = planes[0]?.loops ?? [];
        bits.forEach((filled, n) => {
          expect(insideLoops(loops, -4 + 1.3 * (n % 9), 3 + 2.1 * Math.floor(n / 9))).toBe(filled);
        });
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
