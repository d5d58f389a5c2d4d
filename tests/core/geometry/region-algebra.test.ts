import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Region, Slab } from '../../../core/index.ts';
import {
  distanceMmTo,
  EMPTY,
  holdsPoint,
  intersect,
  regionFromContours,
  regionOfBox,
  subtract,
  unite,
  uniteAll,
  volumeCm3Of,
} from '../../../core/index.ts';
import { evenly } from '../evenly.ts';
import { circle, stack, star } from './polygons.ts';
import { expectSound } from './sound-slab.ts';

const PRISM = { endCaps: 'half-slice', betweenSlices: 'prism' } as const;

/** A sphere cut at the given planes. */
function sphere(radius: number, x: number, y: number, z: number, spacing: number): Region {
  const planes: [number, Float64Array[]][] = [];
  for (let at = z - radius + spacing / 2; at < z + radius; at += spacing) {
    planes.push([at, [circle(Math.sqrt(radius ** 2 - (at - z) ** 2), x, y)]]);
  }
  return regionFromContours(stack(...planes), PRISM);
}

const solids = fc
  .record({
    radii: fc.array(evenly(2, 12), { minLength: 3, maxLength: 12 }),
    x: evenly(-9, 9),
    y: evenly(-9, 9),
    z: evenly(-4, 4),
    spacing: fc.constantFrom(1, 1.5, 2.3),
  })
  .map(({ radii, x, y, z, spacing }) => {
    const loops = [star(radii, x, y)];
    return regionFromContours(stack([z, loops], [z + spacing, loops], [z + 2 * spacing, loops]), PRISM);
  });

describe('region algebra is exact on the runs', () => {
  it('the volumes of union and intersection add up to those of the parts', () => {
    fc.assert(
      fc.property(solids, solids, (a, b) => {
        const sum = volumeCm3Of(unite(a, b)) + volumeCm3Of(intersect(a, b));
        expect(sum).toBeCloseTo(volumeCm3Of(a) + volumeCm3Of(b), 9);
      }),
      { numRuns: 100 },
    );
  });

  it('what is taken away and what is left make the whole', () => {
    fc.assert(
      fc.property(solids, solids, (a, b) => {
        expect(volumeCm3Of(subtract(a, b)) + volumeCm3Of(intersect(a, b))).toBeCloseTo(volumeCm3Of(a), 9);
      }),
      { numRuns: 100 },
    );
  });

  it('holds the points that both, either or only one of the parts hold', () => {
    fc.assert(
      fc.property(solids, solids, fc.array(fc.tuple(...[15, 15, 6].map((r) => evenly(-r, r)))), (a, b, points) => {
        const [both, either, only] = [intersect(a, b), unite(a, b), subtract(a, b)];
        for (const [x, y, z] of points as [number, number, number][]) {
          const [inA, inB] = [holdsPoint(a, x, y, z), holdsPoint(b, x, y, z)];
          expect(holdsPoint(both, x, y, z)).toBe(inA && inB);
          expect(holdsPoint(either, x, y, z)).toBe(inA || inB);
          expect(holdsPoint(only, x, y, z)).toBe(inA && !inB);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives slabs and runs in order, and none beyond what is kept', () => {
    fc.assert(
      fc.property(solids, solids, (a, b) => {
        for (const region of [intersect(a, b), unite(a, b), subtract(a, b)]) expectSound(region.slabs);
        const [ends, taken] = [intersect(a, b), subtract(a, b)].map(({ slabs }) => slabs.map(rangeOf));
        for (const [low, high] of ends!) {
          expect(low).toBeGreaterThanOrEqual(Math.max(rangeOf(a.slabs[0]!)[0], rangeOf(b.slabs[0]!)[0]));
          expect(high).toBeLessThanOrEqual(Math.min(rangeOf(a.slabs[0]!)[1], rangeOf(b.slabs[0]!)[1]));
        }
        for (const [low, high] of taken!) {
          expect(low).toBeGreaterThanOrEqual(rangeOf(a.slabs[0]!)[0]);
          expect(high).toBeLessThanOrEqual(rangeOf(a.slabs[0]!)[1]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('the lens of two spheres has the volume of the closed form, to 0.2 %', () => {
    const d = 9;
    const [big, small] = [10, 7];
    const lens =
      (Math.PI *
        (big + small - d) ** 2 *
        (d * d + 2 * d * small - 3 * small ** 2 + 2 * d * big + 6 * small * big - 3 * big ** 2)) /
      (12 * d) /
      1000;
    const found = volumeCm3Of(intersect(sphere(big, 2, -3, 1, 0.5), sphere(small, 2 + d, -3, 1, 0.5)));
    expect(found / lens).toBeGreaterThan(0.998);
    expect(found / lens).toBeLessThan(1.002);
  });

  it('nothing changes with the empty region, and a region less itself is empty', () => {
    const a = sphere(6, 1, 2, 3, 1);
    expect(volumeCm3Of(unite(a, EMPTY))).toBeCloseTo(volumeCm3Of(a), 12);
    expect(intersect(a, EMPTY).slabs).toHaveLength(0);
    expect(volumeCm3Of(subtract(a, a))).toBe(0);
  });

  it('the union of many does not depend on their order', () => {
    const parts = [0, 4, 8, 12, 30].map((x) => sphere(5, x, x / 3, -x / 5, 1.25));
    expect(volumeCm3Of(uniteAll(parts))).toBeCloseTo(volumeCm3Of(uniteAll([...parts].reverse())), 9);
  });
});

describe('Varian-Code-Samples#45: two engines for the same boolean were 1 mm apart', () => {
  /** Thick slabs and steep sides: where an engine of voxels would be off by a voxel. */
  const pairs = fc.tuple(solids, solids);

  it('union, intersection and difference have their boundary where that of a part is, to 1e-9 mm', () => {
    fc.assert(
      fc.property(
        pairs,
        fc.array(fc.integer({ min: -1200, max: 1200 }), { minLength: 8, maxLength: 8 }),
        ([a, b], at) => {
          for (const region of [unite(a, b), intersect(a, b), subtract(a, b)]) {
            for (const slab of region.slabs) {
              const z = (slab.z0Mm + slab.z1Mm) / 2;
              expect(partEdges([a, b], z, 'z').some((edge) => Math.abs(edge - slab.z0Mm) < 1e-9)).toBe(true);
              const r = Math.abs(at[0]!) % Math.max(1, slab.rowEdgesMm.length - 1);
              const y = (slab.rowEdgesMm[r]! + slab.rowEdgesMm[r + 1]!) / 2;
              // Between edges that differ by rounding alone there is no number to ask at.
              const thinMm = Math.min(slab.z1Mm - slab.z0Mm, slab.rowEdgesMm[r + 1]! - slab.rowEdgesMm[r]!);
              if (thinMm < 1e-12) continue;
              const allowed = partEdges([a, b], z, 'x', y);
              for (let n = slab.rowStart[r]!; n < slab.rowStart[r + 1]!; n++) {
                for (const x of [slab.endsMm[2 * n]!, slab.endsMm[2 * n + 1]!]) {
                  expect(allowed.some((edge) => Math.abs(edge - x) < 1e-9)).toBe(true);
                }
              }
            }
          }
        },
      ),
      { numRuns: 30, endOnFailure: true },
    );
  });

  it('a margin is a Euclidean distance: of a union that of the nearer part, whichever way it was put together', () => {
    fc.assert(
      fc.property(
        pairs,
        fc.array(fc.tuple(...[40, 40, 20].map((r) => fc.integer({ min: -r, max: r })))),
        ([a, b], at) => {
          const either = [unite(a, b), unite(b, a), unite(unite(a, b), intersect(a, b)), unite(subtract(a, b), b)];
          for (const point of at as [number, number, number][]) {
            const nearer = Math.min(distanceMmTo(a, point), distanceMmTo(b, point));
            for (const region of either) expect(distanceMmTo(region, point)).toBeCloseTo(nearer, 9);
          }
        },
      ),
      { numRuns: 30, endOnFailure: true },
    );
  });
});

/** The y from which and to which a slab has rows. */
function rangeOf({ rowEdgesMm }: Slab): [number, number] {
  return [rowEdgesMm[0]!, rowEdgesMm.at(-1)!];
}

/** Ends of the slabs of some solids, or of their runs at a height in z and y. */
function partEdges(parts: readonly Region[], z: number, along: 'z' | 'x', y = 0): number[] {
  return parts.flatMap(({ slabs }) => {
    if (along === 'z') return slabs.flatMap(({ z0Mm, z1Mm }) => [z0Mm, z1Mm]);
    return slabs
      .filter(({ z0Mm, z1Mm }) => z > z0Mm && z < z1Mm)
      .flatMap(({ rowEdgesMm, rowStart, endsMm }) => {
        const r = rowEdgesMm.findIndex((edge, n) => y > edge && y < (rowEdgesMm[n + 1] ?? -Infinity));
        return r < 0 ? [] : [...endsMm.subarray(2 * rowStart[r]!, 2 * rowStart[r + 1]!)];
      });
  });
}

describe('distance to a region', () => {
  const box = regionOfBox({ x0: 1, x1: 5, y0: -2, y1: 1, z0: 10, z1: 17 });

  it('is 0 inside and Euclidean outside', () => {
    expect(distanceMmTo(box, [3, 0, 12])).toBe(0);
    expect(distanceMmTo(box, [8, 5, 29])).toBeCloseTo(Math.hypot(3, 4, 12), 12);
    expect(distanceMmTo(EMPTY, [0, 0, 0])).toBe(Infinity);
  });
});
