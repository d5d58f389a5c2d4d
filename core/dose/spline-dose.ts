import type { BoundsMm } from '../geometry/region.ts';
import type { DoseGrid } from './dose-grid.ts';
import { cropDose, refineAlong } from './refine-dose.ts';

/** A node this many cells away changes a cubic spline by less than 1 %. */
const MARGIN_CELLS = 4;

/**
 * The dose over a box on a finer grid, by natural cubic splines along x, y and z in turn (twice continuously
 * differentiable; uneven nodes allowed). Follows a peak or a shoulder between nodes more closely than a piecewise rule;
 * not bound to the range of its neighbours.
 */
export function splineDose(dose: DoseGrid, box: BoundsMm): DoseGrid {
  const cropped = cropDose(dose, box, MARGIN_CELLS);
  const alongX = refineAlong(cropped, 'xMm', box.x0, box.x1, splineLine);
  const alongY = refineAlong(alongX, 'yMm', box.y0, box.y1, splineLine);
  return refineAlong(alongY, 'zMm', box.z0, box.z1, splineLine);
}

/** Values of the natural cubic spline through (nodes, values) at ascending positions. */
function splineLine(nodes: Float64Array, values: Float64Array, at: Float64Array, out: Float64Array): void {
  const n = nodes.length;
  const second = secondDerivatives(nodes, values);
  let cell = 0;
  for (let p = 0; p < at.length; p++) {
    const x = at[p]!;
    while (cell < n - 2 && nodes[cell + 1]! <= x) cell++;
    const h = nodes[cell + 1]! - nodes[cell]!;
    const b = (x - nodes[cell]!) / h;
    const a = 1 - b;
    out[p] =
      a * values[cell]! +
      b * values[cell + 1]! +
      ((a * a * a - a) * second[cell]! + (b * b * b - b) * second[cell + 1]!) * ((h * h) / 6);
  }
}

/** Thomas algorithm; the second derivative is 0 at both ends. */
function secondDerivatives(nodes: Float64Array, values: Float64Array): Float64Array {
  const n = nodes.length;
  const second = new Float64Array(n);
  const upper = new Float64Array(n);
  for (let i = 1; i < n - 1; i++) {
    const h0 = nodes[i]! - nodes[i - 1]!;
    const h1 = nodes[i + 1]! - nodes[i]!;
    const pivot = 2 * (h0 + h1) - h0 * upper[i - 1]!;
    upper[i] = h1 / pivot;
    const slope = (values[i + 1]! - values[i]!) / h1 - (values[i]! - values[i - 1]!) / h0;
    second[i] = (6 * slope - h0 * second[i - 1]!) / pivot;
  }
  for (let i = n - 2; i > 0; i--) second[i]! -= upper[i]! * second[i + 1]!;
  return second;
}
