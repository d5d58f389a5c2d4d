import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceMmTo, EMPTY, type Lps, type Region, regionOfBox, unite } from '../../../core/index.ts';
import { NearestRegion } from '../../../core/geometry/nearest-region.ts';

const coordinate = fc.double({ min: -70, max: 70, noNaN: true });
const size = fc.double({ min: 0.5, max: 25, noNaN: true });
const box = fc
  .tuple(coordinate, coordinate, coordinate, size, size, size)
  .map(([x, y, z, a, b, c]) => regionOfBox({ x0: x, x1: x + a, y0: y, y1: y + b, z0: z, z1: z + c }));
const solid = fc.oneof(
  box,
  fc.tuple(box, box).map(([a, b]) => unite(a, b)),
  fc.constant(EMPTY),
);
const point = fc.tuple(coordinate, coordinate, coordinate);

/** Every solid is measured, one after the other. */
function nearestByMeasuring(regions: readonly Region[], at: Lps): number | null {
  let nearest: number | null = null;
  let best = Infinity;
  regions.forEach((region, n) => {
    const distance = distanceMmTo(region, at);
    if (distance < best) [nearest, best] = [n, distance];
  });
  return nearest;
}

describe('the nearest of several solids', () => {
  it('is the one that measuring every distance finds, however the points follow each other', () => {
    fc.assert(
      fc.property(
        fc.array(solid, { maxLength: 6 }),
        fc.array(point, { minLength: 1, maxLength: 40 }),
        (regions, points) => {
          const nearest = new NearestRegion(regions);
          for (const at of points) expect(nearest.nearestTo(at)).toBe(nearestByMeasuring(regions, at));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is the first of those that hold the point, and of those at one distance', () => {
    const [a, b] = [
      regionOfBox({ x0: -9, x1: 1, y0: -5, y1: 5, z0: -4, z1: 4 }),
      regionOfBox({ x0: -1, x1: 9, y0: -5, y1: 5, z0: -4, z1: 4 }),
    ];
    expect(new NearestRegion([a, b]).nearestTo([0, 0, 0])).toBe(0);
    expect(new NearestRegion([b, a]).nearestTo([0, 0, 0])).toBe(0);
    expect(new NearestRegion([b, a]).nearestTo([0, 0, 30])).toBe(0);
  });

  it('is none where all are empty', () => {
    expect(new NearestRegion([EMPTY]).nearestTo([1, 2, 3])).toBeNull();
    expect(new NearestRegion([]).nearestTo([1, 2, 3])).toBeNull();
  });
});
