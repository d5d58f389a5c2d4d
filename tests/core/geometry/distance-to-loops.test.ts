import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EdgeIndex } from '../../../core/geometry/distance-to-loops.ts';
import type { Loop } from '../../../core/index.ts';
import { evenly } from '../evenly.ts';
import { polygon, star } from './polygons.ts';

type Point = readonly [x: number, y: number];

/** Every edge, each at 400 places: no projection, no buckets. */
function searched(points: readonly Point[], [x, y]: Point): number {
  let best = Infinity;
  points.forEach(([xa, ya], n) => {
    const [xb, yb] = points[(n + 1) % points.length]!;
    for (let k = 0; k <= 400; k++) {
      best = Math.min(best, Math.hypot(xa + ((xb - xa) * k) / 400 - x, ya + ((yb - ya) * k) / 400 - y));
    }
  });
  return best;
}

const point = fc.tuple(
  fc.integer({ min: -90, max: 110 }).map((n) => n / 10),
  fc.integer({ min: -310, max: 170 }).map((n) => n / 10),
);

/** The nearest point of every edge, by its share of the way along the edge. */
function projected(loop: Loop, [x, y]: Point): number {
  let best = Infinity;
  for (let b = loop.length - 2, a = 0; a < loop.length; b = a, a += 2) {
    const [xa, ya, xb, yb] = [loop[a]!, loop[a + 1]!, loop[b]!, loop[b + 1]!];
    const share = ((x - xa) * (xb - xa) + (y - ya) * (yb - ya)) / ((xb - xa) ** 2 + (yb - ya) ** 2);
    const t = Math.min(1, Math.max(0, share));
    best = Math.min(best, Math.hypot(xa + t * (xb - xa) - x, ya + t * (yb - ya) - y));
  }
  return best;
}

describe('the distance to contours', () => {
  it('near a contour of many corners is that to its nearest edge, wherever the patient lies', () => {
    fc.assert(
      fc.property(
        fc.noBias(fc.array(evenly(9, 10), { minLength: 40, maxLength: 90 })),
        fc.constantFrom(-500, 0, 500),
        fc.noBias(fc.array(fc.tuple(evenly(-11, 11), evenly(-11, 11)), { minLength: 25, maxLength: 25 })),
        (radii, far, questions) => {
          const loop = star(radii, -far, far);
          for (const [x, y] of questions) {
            const at = [x - far, y + far] as const;
            expect(new EdgeIndex([loop]).distanceMm(...at)).toBeCloseTo(projected(loop, at), 9);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('takes a corner that is drawn twice for a point', () => {
    for (const points of [
      [2, 1, 5, 1, 5, 1],
      [5, 1, 5, 1, 2, 1],
      [2, 1, 2, 1, 5, 1, 5, 1],
    ])
      for (const [x, y] of [
        [5.5, 3],
        [1.5, -3],
      ] as const)
        expect(new EdgeIndex([Float64Array.from(points)]).distanceMm(x, y)).toBeCloseTo(
          Math.hypot(0.5, x < 2 ? 4 : 2),
          12,
        );
  });

  it('is that of a search along all edges, with points drawn twice, from wherever the first question comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(point, fc.integer({ min: 1, max: 3 })), { minLength: 3, maxLength: 30 }),
        fc.array(point, { minLength: 1, maxLength: 4 }),
        (drawn, questions) => {
          const points = drawn.flatMap(([at, times]) => Array.from({ length: times }, () => at));
          for (const at of questions) {
            // A new index each time: the last answer must not help.
            const found = new EdgeIndex([polygon(...points)]).distanceMm(...at);
            const expected = searched(points, at);
            expect(found).toBeLessThanOrEqual(expected + 1e-9);
            // Places on an edge of at most 52 mm are 0.13 mm apart.
            expect(found).toBeGreaterThan(expected - 0.07);
          }
        },
      ),
      { numRuns: 120 },
    );
  });
});
