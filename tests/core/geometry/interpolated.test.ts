import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContourStack, Loop, Region } from '../../../core/index.ts';
import { areaMm2Of, holdsPoint, intersect, regionFromContours, unite, volumeCm3Of } from '../../../core/index.ts';
import { cone, cylinder, ellipsoid, type PhantomSolid, planesBetween, sphere } from '../../../core/phantom/shapes.ts';
import { circle, isInside, polygon, rectangle, shoelaceMm2, stack, star } from './polygons.ts';

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

/** Of contours that do not cross, outlines first and then holes. */
function meanRadius(loops: readonly Loop[], holes: number): number {
  const area = loops.reduce((sum, loop, n) => sum + (n < loops.length - holes ? 1 : -1) * shoelaceMm2(loop), 0);
  let around = 0;
  for (const loop of loops) {
    for (let n = 0; n < loop.length; n += 2) {
      const next = (n + 2) % loop.length;
      around += Math.hypot(loop[next]! - loop[n]!, loop[next + 1]! - loop[n + 1]!);
    }
  }
  return (2 * area) / around;
}

/** The rule, from the plain distance. */
function depth(loops: readonly Loop[], holes: number, x: number, y: number): number {
  const [d, r] = [signedDistance(loops, x, y), meanRadius(loops, holes)];
  return d > r ? r ** 2 : r ** 2 - (r - d) ** 2;
}

const cutEvery = (solid: PhantomSolid, spacingMm: number, phase = 0.4): ContourStack => ({
  planes: planesBetween(solid.z0Mm + 1e-6, solid.z1Mm - 1e-6, { spacingMm, phase }).map((zMm) => ({
    zMm,
    loops: solid.cut(zMm),
  })),
});
/** What the areas of the planes come to when they are linear in between. */
const trapezia = ({ planes }: ContourStack, area: (z: number) => number): number =>
  planes
    .slice(1)
    .reduce((sum, { zMm }, p) => sum + ((zMm - planes[p]!.zMm) * (area(zMm) + area(planes[p]!.zMm))) / 2, 0);

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
    [7, 0.01, 2],
  ])('discs of %d and %d mm over %d mm: the area between them is linear', (a, b, height) => {
    const region = bridged(stack([0, [circle(a, 3, -2)]], [height, [circle(b, 3, -2)]]));
    expect(Math.abs(mm3(region) / ((Math.PI * height * (a * a + b * b)) / 2) - 1)).toBeLessThan(4e-3);
    for (const slab of region.slabs) {
      const t = (slab.z0Mm + slab.z1Mm) / (2 * height);
      const truth = Math.PI * ((1 - t) * a * a + t * b * b);
      expect(Math.abs(areaMm2Of(slab) - truth) / (Math.PI * Math.max(a, b) ** 2)).toBeLessThan(8e-3);
    }
  });

  it.each([1, 2, 3])(
    'a ball cut every %d mm is a ball between its first and last plane, but for π h³ / 6 a gap',
    (h) => {
      const ball = sphere([1, 2, 0.3], 9);
      const contours = cutEvery(ball, h);
      const [first, last] = [contours.planes[0]!.zMm - 0.3, contours.planes.at(-1)!.zMm - 0.3];
      const truth = Math.PI * (81 * (last - first) - (last ** 3 - first ** 3) / 3);
      const inscribed = truth - ((Math.PI * h ** 3) / 6) * (contours.planes.length - 1);
      expect(trapezia(contours, (z) => Math.PI * (81 - (z - 0.3) ** 2)) / inscribed).toBeCloseTo(1, 9);
      const volume = mm3(bridged(contours));
      expect(Math.abs(volume / inscribed - 1)).toBeLessThan(3e-3);
      expect(volume / truth).toBeGreaterThan(0.96);
      expect(volume).toBeLessThan(truth);
    },
  );

  it.each([
    [11, 7, 9],
    [5, 9, 8],
    [6, 6, 12],
  ])(
    'an ellipsoid of %d x %d x %d mm cut every 2 mm has nearly the areas of its cuts in between: to 1 %%',
    (a, b, c) => {
      const contours = cutEvery(ellipsoid([2, -1, 0.7], [a, b, c]), 2);
      const truth = trapezia(contours, (z) => Math.PI * a * b * (1 - ((z - 0.7) / c) ** 2));
      expect(Math.abs(mm3(bridged(contours)) / truth - 1)).toBeLessThan(0.01);
    },
  );

  it('a cone along z is fuller than it is by a sixth of the squared step of its radius, a gap', () => {
    const contours = cutEvery(cone([-4, 7, 0], 11, 22, 'z', '+'), 2, 0);
    const radius = (z: number): number => (11 - z) / 2;
    const volume = mm3(bridged(contours));
    expect(Math.abs(volume / trapezia(contours, (z) => Math.PI * radius(z) ** 2) - 1)).toBeLessThan(3e-3);
    const [base, top] = [contours.planes[0]!.zMm, contours.planes.at(-1)!.zMm];
    const truth = (2 * Math.PI * (radius(base) ** 3 - radius(top) ** 3)) / 3;
    const excess = ((Math.PI * 2) / 6) * (contours.planes.length - 1);
    expect(Math.abs((volume - excess) / truth - 1)).toBeLessThan(3e-3);
  });

  it.each([
    ['round', [circle(8, 3, -2)], Math.PI * 64],
    ['rectangular', [rectangle(-3, 14, 2, 7)], 85],
    ['hollow', [circle(8, 3, -2), circle(5, 3, -2)], Math.PI * 39],
    ['made of two', [circle(8, 3, -2), circle(3, 18, -2)], Math.PI * 73],
  ])('a %s column stays what it is, in every slab', (_, loops, area) => {
    const region = bridged(stack([0, loops], [1, loops], [3.5, loops]));
    for (const slab of region.slabs) expect(Math.abs(areaMm2Of(slab) / area - 1)).toBeLessThan(5e-4);
    const prism = regionFromContours(stack([0, loops], [1, loops], [3.5, loops]), {
      endCaps: 'none',
      betweenSlices: 'prism',
    });
    expect(mm3(region)).toBeCloseTo(mm3(prism), 6);
  });

  it('a cylinder that lies across the planes is nearly one: to 1.5 % at 2 mm', () => {
    const contours = cutEvery(cylinder([1, 2, 0], 9, 30, 'x'), 2);
    const [first, last] = [contours.planes[0]!.zMm, contours.planes.at(-1)!.zMm];
    const half = (z: number): number => (z * Math.sqrt(81 - z * z)) / 2 + 40.5 * Math.asin(z / 9);
    const truth = 30 * 2 * (half(last) - half(first));
    expect(Math.abs(mm3(bridged(contours)) / truth - 1)).toBeLessThan(0.015);
  });

  it('two parts of one size, far from each other, each have their own linear area', () => {
    const two = (r: number): Loop[] => [circle(r, -20, 3), circle(r, 20, 3)];
    const region = bridged(stack([0, two(7)], [3, two(4)]));
    expect(Math.abs(mm3(region) / ((2 * Math.PI * 3 * (49 + 16)) / 2) - 1)).toBeLessThan(4e-3);
  });

  it('a hole that has no counterpart closes as the rule says', () => {
    // Mean radii: of the ring (64 - 9) / (8 + 3) = 5, of the disc 8. At r from the middle of the hole all is solid from
    // t (64 - r²) >= (1 - t) (3 - r) (13 - r) on.
    const region = bridged(stack([0, [circle(8, 1, 2), circle(3, 1, 2)]], [4, [circle(8, 1, 2)]]), 2);
    expect(region.slabs.length).toBeGreaterThanOrEqual(8);
    for (const slab of region.slabs) {
      const t = (slab.z0Mm + slab.z1Mm) / 8;
      const hole = t < 39 / 103 ? 8 * (1 - t) - Math.sqrt(64 * (1 - t) ** 2 - 39 * (1 - t) + 64 * t) : 0;
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

describe('shape interpolation follows its rule', () => {
  it('point by point, for random shapes with holes: wrong for less than 2.5 % of the solid', () => {
    fc.assert(
      fc.property(stars, stars, (lower, upper) => {
        // Points are judged by the row they lie in: rows of half the height, so that the rule is what counts.
        const region = bridged(stack([0, lower], [2.4, upper]), 2);
        const f = (loops: Loop[], x: number, y: number): number => depth(loops, loops.length - 1, x, y);
        let [wrong, inside] = [0, 0];
        for (const slab of region.slabs) {
          const z = (slab.z0Mm + slab.z1Mm) / 2;
          const t = z / 2.4;
          for (let x = -15.9; x < 16; x += 0.83) {
            for (let y = -15.9; y < 16; y += 0.71) {
              const expected = (1 - t) * f(lower, x, y) + t * f(upper, x, y) >= 0;
              if (expected) inside++;
              if (holdsPoint(region, x, y, z) !== expected) wrong++;
            }
          }
        }
        expect(inside).toBeGreaterThan(50);
        expect(wrong / inside).toBeLessThan(0.025);
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
