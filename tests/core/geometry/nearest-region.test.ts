import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceMmTo, EMPTY, type Lps, type Region, regionOfBox, unite } from '../../../core/index.ts';
import { NearestRegion } from '../../../core/geometry/nearest-region.ts';
import { evenly } from '../evenly.ts';

const coordinate = evenly(-70, 70);
const size = evenly(0.5, 25);
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
        fc.array(solid, { maxLength: 12 }),
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

  it('is the first of several at the same distance, of whatever size and wherever the point stands', () => {
    const half = (mm: number): Region => regionOfBox({ x0: mm, x1: 90, y0: -mm, y1: mm, z0: -7, z1: 7 });
    const mirrored = (mm: number): Region => regionOfBox({ x0: -60, x1: -mm, y0: -mm, y1: mm, z0: -7, z1: 7 });
    for (const mm of [0.25, 3, 5.5, 12, 30]) {
      for (const y of [-1.5, 0, 0.25]) {
        const nearest = (...regions: Region[]): number | null => new NearestRegion(regions).nearestTo([0, y * mm, 1]);
        expect(nearest(half(mm), mirrored(mm), half(mm + 1))).toBe(0);
        expect(nearest(mirrored(mm), half(mm))).toBe(0);
        expect(nearest(half(mm + 1), mirrored(mm), half(mm))).toBe(1);
      }
    }
  });

  it('is told without measuring wherever only one can be the nearest, and by measuring no more than it takes', () => {
    const asked = [0, 0, 0, 0];
    const watched = ({ slabs }: Region, n: number): Region => ({
      get slabs() {
        asked[n]!++;
        return slabs;
      },
    });
    const wall = (x0: number, x1: number): Region => regionOfBox({ x0, x1, y0: -50, y1: 50, z0: -50, z1: 50 });
    // Around the block from 0 to 8 mm: 26, 36 and 28 mm from its middle, the third in a box that comes within 20 mm.
    const near = wall(30, 40);
    const back = unite(wall(-50, -24), regionOfBox({ x0: -17, x1: -16, y0: 40, y1: 50, z0: 40, z1: 50 }));
    const cost = (regions: readonly Region[], at: Lps): number[] => {
      const nearest = new NearestRegion(regions.map(watched));
      asked.fill(0);
      nearest.nearestTo([4, 4, 4]);
      const before = [...asked];
      expect(nearest.nearestTo(at)).toBe(regions.indexOf(near));
      return [...before, ...asked.map((n, r) => n - before[r]!)];
    };
    const far = wall(500, 510);
    expect(cost([near, far], [1, 2, 7])).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
    // Measured once for the large block around and once for the small one.
    expect(cost([near, wall(-60, -32), far], [7.9, 4, 4])).toEqual([2, 2, 0, 0, 0, 0, 0, 0]);
    expect(cost([back, near, far], [7.9, 4, 4])).toEqual([2, 2, 0, 0, 0, 1, 0, 0]);
  });

  it('is none where all are empty', () => {
    expect(new NearestRegion([EMPTY]).nearestTo([1, 2, 3])).toBeNull();
    expect(new NearestRegion([]).nearestTo([1, 2, 3])).toBeNull();
  });
});
