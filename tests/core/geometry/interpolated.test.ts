import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContourStack, Loop, Region } from '../../../core/index.ts';
import { areaMm2Of, holdsPoint, intersect, regionFromContours, unite, volumeCm3Of } from '../../../core/index.ts';
import { planesBetween, sphere } from '../../../core/phantom/shapes.ts';
import { circle, isInside, polygon, rectangle, stack, star } from './polygons.ts';

const BRIDGED = { endCaps: 'none', betweenSlices: 'interpolated' } as const;
const bridged = (contours: ContourStack, refine = 1): Region => regionFromContours(contours, { ...BRIDGED, refine });
const mm3 = (region: Region): number => 1000 * volumeCm3Of(region);

/** Distance to the nearest edge, positive inside: every edge in turn, no index. */
function signedDistance(loops: readonly Loop[], x: number, y: number): number {
  let nearest = Infinity;
  for (const loop of loops) {
    for (let a = 0, b = loop.length - 2; a < loop.length; b = a, a += 2) {
      const [xa, ya, xb, yb] = [loop[b]!, loop[b + 1]!, loop[a]!, loop[a + 1]!];
      const length2 = (xb - xa) ** 2 + (yb - ya) ** 2;
      const t = Math.min(1, Math.max(0, ((x - xa) * (xb - xa) + (y - ya) * (yb - ya)) / length2));
      nearest = Math.min(nearest, Math.hypot(xa + t * (xb - xa) - x, ya + t * (yb - ya) - y));
    }
  }
  return isInside(loops, x, y) ? nearest : -nearest;
}

const stars = fc
  .record({
    radii: fc.noBias(fc.array(fc.integer({ min: 300, max: 1200 }), { minLength: 4, maxLength: 16 })),
    x: fc.integer({ min: -40, max: 40 }),
    y: fc.integer({ min: -40, max: 40 }),
    hole: fc.boolean(),
  })
  .map(({ radii, x, y, hole }): Loop[] => {
    const mm = radii.map((r) => r / 100);
    return [
      star(mm, x / 10, y / 10),
      ...(hole
        ? [
            star(
              mm.map((r) => 0.45 * r),
              x / 10,
              y / 10,
            ),
          ]
        : []),
    ];
  });
const RUNS = { numRuns: 25, seed: 511, endOnFailure: true } as const;

describe('shape interpolation has the volumes of the closed forms', () => {
  it.each([
    [8, 5, 3],
    [2, 9, 4],
    [6, 5.8, 1],
  ])('a frustum from radius %d to %d mm over %d mm', (a, b, height) => {
    const region = bridged(stack([0, [circle(a, 3, -2)]], [height, [circle(b, 3, -2)]]));
    expect(Math.abs(mm3(region) / ((Math.PI * height * (a * a + a * b + b * b)) / 3) - 1)).toBeLessThan(5e-3);
  });

  it('a cone of seven planes is a cone, not a staircase: to 0.3 %', () => {
    const planes = [0, 2, 4, 6, 8, 10, 12].map((z): readonly [number, Loop[]] => [z, [circle(11 - 0.8 * z, -4, 7)]]);
    const [top, base] = [11 - 0.8 * 12, 11];
    const truth = (Math.PI * 12 * (base * base + base * top + top * top)) / 3;
    expect(Math.abs(mm3(bridged(stack(...planes))) / truth - 1)).toBeLessThan(3e-3);
  });

  it.each([1, 2, 3])('a ball cut every %d mm has the volume of its stack of frusta, to 0.5 %%', (spacing) => {
    const ball = sphere([1, 2, 0.3], 9);
    const planes = planesBetween(ball.z0Mm + 1e-6, ball.z1Mm - 1e-6, { spacingMm: spacing, phase: 0.4 });
    const radius = (z: number): number => Math.sqrt(81 - (z - 0.3) ** 2);
    const frusta = planes.slice(1).reduce((sum, z, p) => {
      const [a, b] = [radius(planes[p]!), radius(z)];
      return sum + (Math.PI * spacing * (a * a + a * b + b * b)) / 3;
    }, 0);
    const region = bridged({ planes: planes.map((zMm) => ({ zMm, loops: ball.cut(zMm) })) });
    expect(Math.abs(mm3(region) / frusta - 1)).toBeLessThan(5e-3);
  });

  it('a hole that has no counterpart closes as the two distances say', () => {
    // Inside the hole, at r, (1 - t)(3 - r) <= t (8 - r) is solid: the hole has radius (3 - 11 t) / (1 - 2 t).
    const region = bridged(stack([0, [circle(8, 1, 2), circle(3, 1, 2)]], [4, [circle(8, 1, 2)]]), 2);
    expect(region.slabs.length).toBeGreaterThanOrEqual(8);
    for (const slab of region.slabs) {
      const t = (slab.z0Mm + slab.z1Mm) / 8;
      const hole = t < 3 / 11 ? (3 - 11 * t) / (1 - 2 * t) : 0;
      expect(Math.abs(areaMm2Of(slab) - Math.PI * (64 - hole * hole)), `at ${t}`).toBeLessThan(0.4);
    }
    expect(holdsPoint(region, 1, 2, 0.1)).toBe(false);
    expect(holdsPoint(region, 1, 2, 3)).toBe(true);
  });

  it('between a ring and a smaller ring inside its hole there is nothing in the middle', () => {
    const ring = (outer: number, inner: number): Loop[] => [circle(outer, 0, 0), circle(inner, 0, 0)];
    const region = bridged(stack([0, ring(12, 9)], [3, ring(5, 3)]));
    expect(holdsPoint(region, 7, 0, 1.5)).toBe(false);
    for (const slab of region.slabs) expect(areaMm2Of(slab)).toBeLessThan(Math.PI * (144 - 81) + 0.1);
  });
});

describe('shape interpolation follows the signed distances', () => {
  it('point by point, for random shapes with holes: wrong for less than 2 % of the solid', () => {
    fc.assert(
      fc.property(stars, stars, (lower, upper) => {
        // Points are judged by the row they lie in: rows of half the height, so that the rule is what counts.
        const region = bridged(stack([0, lower], [2.4, upper]), 2);
        let [wrong, inside] = [0, 0];
        for (const slab of region.slabs) {
          const z = (slab.z0Mm + slab.z1Mm) / 2;
          const t = z / 2.4;
          for (let x = -15.9; x < 16; x += 0.83) {
            for (let y = -15.9; y < 16; y += 0.71) {
              const expected = (1 - t) * signedDistance(lower, x, y) + t * signedDistance(upper, x, y) >= 0;
              if (expected) inside++;
              if (holdsPoint(region, x, y, z) !== expected) wrong++;
            }
          }
        }
        expect(inside).toBeGreaterThan(50);
        expect(wrong / inside).toBeLessThan(0.02);
      }),
      RUNS,
    );
  });

  it('one part that branches into two, and one of three that ends', () => {
    const lower = [rectangle(-12, 12, -5, 5)];
    const upper = [rectangle(-12, -4, -5, 5), rectangle(5, 12, -5, 5)];
    const region = bridged(stack([0, lower], [3, upper]));
    const areas = region.slabs.map((slab) => areaMm2Of(slab));
    for (let n = 1; n < areas.length; n++) expect(areas[n]!).toBeLessThanOrEqual(areas[n - 1]! + 1e-9);
    for (const x of [-8, 8]) expect(holdsPoint(region, x, 0, 2.9)).toBe(true);
    expect(holdsPoint(region, 0.5, 0, 2.9)).toBe(false);
  });
});

describe('shape interpolation is even-handed', () => {
  const flip = (loops: readonly Loop[], sx: number, sy: number): Loop[] =>
    loops.map((loop) => loop.map((at, n) => at * (n % 2 === 0 ? sx : sy)));

  it('gives mirrored contours the mirrored solid', () => {
    fc.assert(
      fc.property(stars, stars, (lower, upper) => {
        const volume = mm3(bridged(stack([0, lower], [3, upper])));
        for (const [sx, sy] of [
          [-1, 1],
          [1, -1],
        ] as const) {
          const mirrored = mm3(bridged(stack([0, flip(lower, sx, sy)], [3, flip(upper, sx, sy)])));
          expect(Math.abs(mirrored / volume - 1)).toBeLessThan(1e-9);
        }
      }),
      RUNS,
    );
  });

  it('gives the same solid from above and from below', () => {
    fc.assert(
      fc.property(stars, stars, (lower, upper) => {
        const up = bridged(stack([0, lower], [3, upper]));
        const down = bridged(stack([-3, upper], [0, lower]));
        const areas = up.slabs.map((slab) => areaMm2Of(slab));
        const reversed = down.slabs.map((slab) => areaMm2Of(slab)).reverse();
        areas.forEach((area, n) => expect(area).toBeCloseTo(reversed[n]!, 6));
      }),
      RUNS,
    );
  });

  it('lies between what both planes hold and what either holds', () => {
    fc.assert(
      fc.property(stars, stars, (lower, upper) => {
        const prism = (loops: readonly Loop[]): Region =>
          regionFromContours(stack([1.5, loops]), { ...BRIDGED, betweenSlices: 'prism', singlePlaneThicknessMm: 3 });
        const volume = mm3(bridged(stack([0, lower], [3, upper])));
        const [a, b] = [prism(lower), prism(upper)];
        expect(volume).toBeGreaterThan(mm3(intersect(a, b)) * 0.999);
        expect(volume).toBeLessThan(mm3(unite(a, b)) * 1.001);
      }),
      RUNS,
    );
  });

  it('comes to a limit as rows and slabs get finer', () => {
    const contours = stack([0, [circle(8, 3, -2)]], [3, [star([9, 4, 7, 10, 5], 2, -1)]]);
    const [once, twice, fourfold] = [1, 2, 4].map((refine) => mm3(bridged(contours, refine))) as [
      number,
      number,
      number,
    ];
    expect(Math.abs(once / fourfold - 1)).toBeLessThan(1e-3);
    expect(Math.abs(twice / fourfold - 1)).toBeLessThan(3e-4);
  });
});

describe('a plane without contours', () => {
  it('is no solid and spoils none', () => {
    const loop = polygon([0, 0], [10, 0], [10, 7], [0, 7]);
    for (const betweenSlices of ['prism', 'interpolated'] as const) {
      const region = regionFromContours(stack([0, [loop]], [2, [loop]], [4, []]), { endCaps: 'none', betweenSlices });
      expect(mm3(region)).toBeGreaterThanOrEqual(70 * 2 - 1e-6);
      expect(mm3(region)).toBeLessThanOrEqual(70 * 3 + 1e-6);
    }
  });
});
