import type { BoundsMm } from '../geometry/region.ts';
import type { DoseGrid } from './dose-grid.ts';
import { cropDose, type LineRule, refineAlong } from './refine-dose.ts';

/** A node this many cells away changes a cubic spline by less than 1 %. */
const MARGIN_CELLS = 4;

/**
 * The dose over a box on a finer grid, by natural cubic splines along x, y and z in turn (twice continuously
 * differentiable; uneven nodes allowed). Follows a peak or a shoulder between nodes more closely than a piecewise rule;
 * not bound to the range of its neighbours.
 */
export function splineDose(dose: DoseGrid, box: BoundsMm): DoseGrid {
  const cropped = cropDose(dose, box, MARGIN_CELLS);
  const alongX = refineAlong(cropped, 'xMm', box.x0, box.x1, splineLines);
  const alongY = refineAlong(alongX, 'yMm', box.y0, box.y1, splineLines);
  return refineAlong(alongY, 'zMm', box.z0, box.z1, splineLines);
}

/**
 * Values of the natural cubic spline through values at nodes. Thomas algorithm for the second derivatives, which are 0 at
 * both ends; its pivots depend on the nodes alone.
 */
function splineLines(nodes: Float64Array, at: Float64Array, lines: number): ReturnType<LineRule> {
  const last = nodes.length - 1;
  const upper = new Float64Array(nodes.length);
  const perPivot = new Float64Array(nodes.length);
  for (let i = 1; i < last; i++) {
    const h0 = nodes[i]! - nodes[i - 1]!;
    const h1 = nodes[i + 1]! - nodes[i]!;
    perPivot[i] = 1 / (2 * (h0 + h1) - h0 * upper[i - 1]!);
    upper[i] = h1 * perPivot[i]!;
  }
  const second = new Float64Array(nodes.length * lines);
  return (values, from, out, to) => {
    for (let i = 1; i < last; i++) {
      const h0 = nodes[i]! - nodes[i - 1]!;
      const per0 = 6 / h0;
      const per1 = 6 / (nodes[i + 1]! - nodes[i]!);
      const share = perPivot[i]!;
      const row = i * lines;
      for (let s = row; s < row + lines; s++) {
        const value = values[from + s]!;
        const bend = (values[from + s + lines]! - value) * per1 - (value - values[from + s - lines]!) * per0;
        second[s] = (bend - h0 * second[s - lines]!) * share;
      }
    }
    for (let i = last - 1; i > 0; i--) {
      const share = upper[i]!;
      const row = i * lines;
      for (let s = row; s < row + lines; s++) second[s]! -= share * second[s + lines]!;
    }
    let cell = 0;
    for (let p = 0; p < at.length; p++) {
      while (cell < last - 1 && nodes[cell + 1]! <= at[p]!) cell++;
      const h = nodes[cell + 1]! - nodes[cell]!;
      const b = (at[p]! - nodes[cell]!) / h;
      const a = 1 - b;
      const bendA = ((a * a * a - a) * (h * h)) / 6;
      const bendB = ((b * b * b - b) * (h * h)) / 6;
      const row = cell * lines;
      for (let s = 0; s < lines; s++) {
        const low = row + s;
        const high = low + lines;
        out[to + p * lines + s] =
          a * values[from + low]! + b * values[from + high]! + bendA * second[low]! + bendB * second[high]!;
      }
    }
  };
}
