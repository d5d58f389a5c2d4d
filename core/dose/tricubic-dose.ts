import type { BoundsMm } from '../geometry/region.ts';
import type { DoseGrid } from './dose-grid.ts';
import { cropDose, refineAlong } from './refine-dose.ts';

/**
 * The dose over a box on a finer grid, by Catmull-Rom splines along x, y and z in turn (Keys 1981, a = -1/2; slopes by
 * finite differences on uneven nodes). Every value is clamped to the two nodes between which it lies, so nothing rises
 * above a stored value or falls below one: not to be used for a maximum.
 */
export function tricubicDose(dose: DoseGrid, box: BoundsMm): DoseGrid {
  const cropped = cropDose(dose, box, 1);
  const alongX = refineAlong(cropped, 'xMm', box.x0, box.x1, catmullRomLine);
  const alongY = refineAlong(alongX, 'yMm', box.y0, box.y1, catmullRomLine);
  return refineAlong(alongY, 'zMm', box.z0, box.z1, catmullRomLine);
}

function catmullRomLine(nodes: Float64Array, values: Float64Array, at: Float64Array, out: Float64Array): void {
  const last = nodes.length - 1;
  let cell = 0;
  for (let p = 0; p < at.length; p++) {
    while (cell < last - 1 && nodes[cell + 1]! <= at[p]!) cell++;
    const p1 = values[cell]!;
    const p2 = values[cell + 1]!;
    const width = nodes[cell + 1]! - nodes[cell]!;
    const t = (at[p]! - nodes[cell]!) / width;
    // Slopes over the neighbours, times the width of the cell; at the rim that of the cell itself.
    const below = Math.max(0, cell - 1);
    const above = Math.min(last, cell + 2);
    const m1 = (width * (p2 - values[below]!)) / (nodes[cell + 1]! - nodes[below]!);
    const m2 = (width * (values[above]! - p1)) / (nodes[above]! - nodes[cell]!);
    const s = 1 - t;
    const value = (1 + 2 * t) * s * s * p1 + t * s * s * m1 + t * t * (3 - 2 * t) * p2 - t * t * s * m2;
    out[p] = p1 < p2 ? clamp(value, p1, p2) : clamp(value, p2, p1);
  }
}

function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}
