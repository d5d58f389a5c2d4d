import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Loop } from '../../../core/index.ts';
import { withKeyholes } from '../../../core/geometry/keyholes.ts';
import { evenly } from '../evenly.ts';
import { isInside, polygon, rectangle, star } from './polygons.ts';

const ROUND = 1e-6;

type Corner = readonly [number, number];
const cornersOf = (loop: Loop): Corner[] =>
  Array.from({ length: loop.length / 2 }, (_, n): Corner => [loop[2 * n]!, loop[2 * n + 1]!]);

/** Twice the area of a triangle, above 0 counter-clockwise. */
const turn = ([ax, ay]: Corner, [bx, by]: Corner, [cx, cy]: Corner): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

/** Pairs of edges of which each has the ends of the other on both of its sides, by more than the rounding. */
function crossings(loop: Loop): number {
  const corners = cornersOf(loop);
  const edges = corners.map((corner, n) => [corner, corners[(n + 1) % corners.length]!] as const);
  const apart = (a: number, b: number): boolean => Math.min(a, b) < -1e-3 && Math.max(a, b) > 1e-3;
  let found = 0;
  edges.forEach(([a, b], n) => {
    for (const [c, d] of edges.slice(n + 1))
      if (apart(turn(a, b, c), turn(a, b, d)) && apart(turn(c, d, a), turn(c, d, b))) found++;
  });
  return found;
}

/** Clockwise, with its first corner wherever it falls. */
const hole = (radii: readonly number[], x: number, y: number, first: number): Loop => {
  const corners = cornersOf(star(radii, x, y)).reverse();
  return polygon(...corners.slice(first % corners.length), ...corners.slice(0, first % corners.length));
};
const holes = fc
  .array(
    fc.record({
      radii: fc.noBias(fc.array(evenly(1, 4.5), { minLength: 3, maxLength: 7 })),
      first: fc.nat(6),
      drawn: fc.boolean(),
    }),
    { minLength: 12, maxLength: 12 },
  )
  .map((cells) =>
    // In a lattice of 4 x 3, from right to left.
    cells.flatMap(({ radii, first, drawn }, n) =>
      drawn ? [hole(radii, 15 - 10 * (n % 4), 10 * Math.floor(n / 4) - 11, first)] : [],
    ),
  );

describe('outlines with random holes', () => {
  it('become one polygon that has the corners of all, crosses itself nowhere, and is inside where they say', () => {
    fc.assert(
      fc.property(holes, (all) => {
        const outline = rectangle(-22, 22, -17, 16);
        const joined = withKeyholes([...all, outline], ROUND);
        expect(joined).toHaveLength(1);
        expect(crossings(joined[0]!)).toBe(0);
        const corners = new Set(cornersOf(joined[0]!).map(String));
        for (const corner of [outline, ...all].flatMap(cornersOf)) expect(corners).toContain(String(corner));
        for (let x = -24.3; x < 24; x += 1.7)
          for (let y = -18.1; y < 18; y += 1.9) expect(isInside(joined, x, y)).toBe(isInside([outline, ...all], x, y));
      }),
      { numRuns: 25, seed: 3 },
    );
  });

  it('say no corner twice in a row, where a hole touches the outline or points at a corner of it', () => {
    const outline = polygon([0, 0], [20, 0], [20, 10], [0, 10], [1, 4]);
    for (const x of [1, 3]) {
      const [joined] = withKeyholes([outline, polygon([x, 4], [x + 3, 6], [x + 3, 4])], ROUND);
      const corners = cornersOf(joined!).map(String);
      corners.forEach((corner, n) => expect(corner).not.toBe(corners[n - 1]));
      for (const corner of ['1,4', `${x},4`, `${x + 3},6`]) expect(corners).toContain(corner);
      expect(crossings(joined!)).toBe(0);
    }
  });

  it('a contour without an area is neither an outline nor a hole', () => {
    const outline = rectangle(0, 20, 0, 10);
    const line = polygon([3, 3], [6, 3], [9, 3]);
    expect(withKeyholes([line, outline], ROUND)).toEqual([outline]);
    expect(withKeyholes([outline, line], ROUND)).toEqual([outline]);
  });

  it('the channel ends on the rounding asked for', () => {
    const slanted = polygon([0, 0], [20, 0], [20, 10], [1, 10]);
    const [joined] = withKeyholes([slanted, polygon([5, 3.333], [9, 6], [9, 3])], 0.01);
    expect(cornersOf(joined!).map(String)).toContain('0.33,3.333');
  });
});
