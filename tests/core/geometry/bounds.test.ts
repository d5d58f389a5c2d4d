import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regionOfBox } from '../../../core/index.ts';
import type { BoundsMm } from '../../../core/index.ts';
import { boundsHold, boundsMeet, boundsOf } from '../../../core/geometry/region-size.ts';

const box: BoundsMm = { x0: -1, x1: 4, y0: 10, y1: 12, z0: -9, z1: -2 };

describe('two boxes', () => {
  it('meet when a face of one touches the other, on each of the six sides', () => {
    const beside: readonly BoundsMm[] = [
      { ...box, x0: 4, x1: 8 },
      { ...box, x0: -5, x1: -1 },
      { ...box, y0: 12, y1: 20 },
      { ...box, y0: 3, y1: 10 },
      { ...box, z0: -2, z1: 1 },
      { ...box, z0: -30, z1: -9 },
    ];
    for (const other of beside) expect([boundsMeet(box, other), boundsMeet(other, box)]).toEqual([true, true]);
  });

  it('do not meet when a gap parts them along any one axis', () => {
    const apart: readonly BoundsMm[] = [
      { ...box, x0: 4.001, x1: 8 },
      { ...box, x0: -5, x1: -1.001 },
      { ...box, y0: 12.001, y1: 20 },
      { ...box, y0: 3, y1: 9.999 },
      { ...box, z0: -1.999, z1: 1 },
      { ...box, z0: -30, z1: -9.001 },
    ];
    for (const other of apart) expect([boundsMeet(box, other), boundsMeet(other, box)]).toEqual([false, false]);
  });

  it('meet just where some point lies in both', () => {
    const ends = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 3 }));
    const aBox = fc.tuple(ends, ends, ends).map(([x, y, z]): BoundsMm => ({
      x0: x[0],
      x1: x[0] + x[1],
      y0: y[0],
      y1: y[0] + y[1],
      z0: z[0],
      z1: z[0] + z[1],
    }));
    const grid = Array.from({ length: 9 }, (_, n) => n);
    fc.assert(
      fc.property(aBox, aBox, (a, b) => {
        const common = grid.some((x) =>
          grid.some((y) => grid.some((z) => boundsHold(a, [x, y, z]) && boundsHold(b, [x, y, z]))),
        );
        expect(boundsMeet(a, b)).toBe(common);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a box', () => {
  it('holds its corners and nothing beyond any of its faces', () => {
    for (const x of [box.x0, box.x1])
      for (const y of [box.y0, box.y1]) for (const z of [box.z0, box.z1]) expect(boundsHold(box, [x, y, z])).toBe(true);
    for (const [x, y, z] of [
      [-1.1, 11, -5],
      [4.1, 11, -5],
      [0, 9.9, -5],
      [0, 12.1, -5],
      [0, 11, -9.1],
      [0, 11, -1.9],
    ] as const)
      expect(boundsHold(box, [x, y, z])).toBe(false);
  });

  it('is the one around its own solid', () => {
    expect(boundsOf(regionOfBox(box))).toEqual(box);
    expect(boundsOf({ slabs: [] })).toBeNull();
  });
});
