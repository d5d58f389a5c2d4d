import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BoundsMm, maximumBeyond, regionOfBox } from '../../../core/index.ts';
import { doseOnNodes } from '../../reference/dose-on-nodes.ts';
import { evenly } from '../evenly.ts';

const NODES = {
  x: Array.from({ length: 17 }, (_, n) => 5 * n - 41),
  y: Array.from({ length: 13 }, (_, n) => 6 * n - 37),
  z: Array.from({ length: 15 }, (_, n) => 7 * n - 50),
};
const boxes = fc.array(
  fc
    .tuple(evenly(-38, 30), evenly(-30, 25), evenly(-45, 40), evenly(2, 12), evenly(2, 12), evenly(2, 12))
    .map(([x, y, z, a, b, c]): BoundsMm => ({ x0: x, x1: x + a, y0: y, y1: y + b, z0: z, z1: z + c })),
  { minLength: 1, maxLength: 4 },
);

describe('the maximum beyond some targets', () => {
  it('is that of all nodes far enough from each of them, wherever they lie', () => {
    fc.assert(
      fc.property(boxes, evenly(4, 25), fc.integer({ min: 1, max: 1e6 }), (targets, farMm, seed) => {
        let random = seed;
        const dose = doseOnNodes(NODES.x, NODES.y, NODES.z, () => (random = (random * 48271) % 2147483647) / 1e8);
        let best = -Infinity;
        dose.zMm.forEach((z, k) =>
          dose.yMm.forEach((y, j) =>
            dose.xMm.forEach((x, i) => {
              const distances = targets.map(({ x0, x1, y0, y1, z0, z1 }) =>
                Math.hypot(Math.max(x0 - x, 0, x - x1), Math.max(y0 - y, 0, y - y1), Math.max(z0 - z, 0, z - z1)),
              );
              if (Math.min(...distances) < farMm) return;
              best = Math.max(best, dose.doseGy[i + NODES.x.length * (j + NODES.y.length * k)] ?? NaN);
            }),
          ),
        );
        expect(maximumBeyond(dose, targets.map(regionOfBox), farMm).doseGy ?? -Infinity).toBe(best);
      }),
      { numRuns: 60 },
    );
  });
});
