import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanRows } from '../../../core/geometry/mean-rows.kernel.ts';
import { rowEdgesFor } from '../../../core/geometry/row-edges.ts';
import { evenly } from '../evenly.ts';
import { polygon, shoelaceMm2, star } from './polygons.ts';

/** The part of a polygon between two heights, by clipping (Sutherland and Hodgman 1974), and its area by the shoelace. */
function areaBetween(loop: Float64Array, y0: number, y1: number): number {
  const clip = (points: [number, number][], keep: (y: number) => boolean, at: number): [number, number][] =>
    points.flatMap(([x, y], n): [number, number][] => {
      const [xb, yb] = points.at(n - 1)!;
      const cut: [number, number][] = keep(y) === keep(yb) ? [] : [[xb + ((x - xb) * (at - yb)) / (y - yb), at]];
      return keep(y) ? [...cut, [x, y]] : cut;
    });
  const points = Array.from({ length: loop.length / 2 }, (_, n): [number, number] => [loop[2 * n]!, loop[2 * n + 1]!]);
  const above = clip(points, (y) => y >= y0, y0);
  const part = clip(above, (y) => y <= y1, y1);
  return part.length < 3 ? 0 : shoelaceMm2(polygon(...part));
}

const radii = fc.array(evenly(3, 17), { minLength: 3, maxLength: 40 });

describe('rows of contours', () => {
  it('have, each of them, the area that the polygon has there', () => {
    fc.assert(
      fc.property(radii, evenly(-90, 90), (r, y) => {
        const loop = star(r, 31.7, y);
        const edges = rowEdgesFor([loop]);
        const { rowStart, endsMm } = meanRows([loop], edges);
        for (let row = 0; row + 1 < edges.length; row++) {
          let width = 0;
          for (let n = rowStart[row]!; n < rowStart[row + 1]!; n++) width += endsMm[2 * n + 1]! - endsMm[2 * n]!;
          const area = width * (edges[row + 1]! - edges[row]!);
          // What turns back inside a row may be left out: a millionth of the extent of 34 mm, squared.
          expect(Math.abs(area - areaBetween(loop, edges[row]!, edges[row + 1]!))).toBeLessThan(0.002);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are lower where an edge of the contour is nearly flat, so that no row is cut off far from it', () => {
    // A rectangle of 40 x 22 mm, turned by one degree: its top runs through 0.7 mm.
    const [c, s] = [Math.cos(Math.PI / 180), Math.sin(Math.PI / 180)];
    const corners: [number, number][] = [
      [0, 0],
      [40, 0],
      [40, 22],
      [0, 22],
    ];
    const edges = rowEdgesFor([polygon(...corners.map(([x, y]): [number, number] => [c * x - s * y, s * x + c * y]))]);
    const top = edges.filter((y) => y > 22 * c);
    for (let n = 1; n < top.length; n++) {
      // Along the top x changes by 1 / tan(1°) = 57.3 mm per mm of y.
      const cutOff = (57.3 * (top[n]! - top[n - 1]!) ** 2) / 8;
      expect(cutOff / 22).toBeLessThan(0.007);
    }
    expect(top.length).toBeGreaterThan(2);
  });

  it('stay on the lattice that other contours of the same size have', () => {
    const edges = rowEdgesFor([polygon([0, -9], [30, -9], [30, 14], [0, 14])]);
    expect([...edges].filter((y) => y === Math.round(4 * y) / 4)).toHaveLength(4 * 23 + 1);
  });
});
