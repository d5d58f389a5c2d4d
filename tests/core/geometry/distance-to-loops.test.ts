import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EdgeIndex } from '../../../core/geometry/distance-to-loops.ts';
import { polygon } from './polygons.ts';

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

describe('the distance to contours', () => {
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
