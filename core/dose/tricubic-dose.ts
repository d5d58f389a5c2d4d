import type { BoundsMm } from '../geometry/region.ts';
import type { DoseGrid } from './dose-grid.ts';
import { cropDose, type LineRule, refineAlong } from './refine-dose.ts';

/**
 * The dose over a box on a finer grid, by Catmull-Rom splines along x, y and z in turn (Keys 1981, a = -1/2; slopes by
 * finite differences on uneven nodes). Every value is clamped to the two nodes between which it lies, so nothing rises
 * above a stored value or falls below one: not to be used for a maximum.
 */
export function tricubicDose(dose: DoseGrid, box: BoundsMm): DoseGrid {
  const cropped = cropDose(dose, box, 1);
  const alongX = refineAlong(cropped, 'xMm', box.x0, box.x1, catmullRomLines);
  const alongY = refineAlong(alongX, 'yMm', box.y0, box.y1, catmullRomLines);
  return refineAlong(alongY, 'zMm', box.z0, box.z1, catmullRomLines);
}

function catmullRomLines(nodes: Float64Array, at: Float64Array, lines: number): ReturnType<LineRule> {
  const last = nodes.length - 1;
  return (values, from, out, to) => {
    let cell = 0;
    for (let p = 0; p < at.length; p++) {
      while (cell < last - 1 && nodes[cell + 1]! <= at[p]!) cell++;
      const width = nodes[cell + 1]! - nodes[cell]!;
      const t = (at[p]! - nodes[cell]!) / width;
      // Slopes over the neighbours, times the width of the cell; at the rim that of the cell itself.
      const below = Math.max(0, cell - 1);
      const above = Math.min(last, cell + 2);
      const per1 = width / (nodes[cell + 1]! - nodes[below]!);
      const per2 = width / (nodes[above]! - nodes[cell]!);
      const s = 1 - t;
      for (let line = from; line < from + lines; line++) {
        const p1 = values[line + cell * lines]!;
        const p2 = values[line + (cell + 1) * lines]!;
        const m1 = per1 * (p2 - values[line + below * lines]!);
        const m2 = per2 * (values[line + above * lines]! - p1);
        const value = (1 + 2 * t) * s * s * p1 + t * s * s * m1 + t * t * (3 - 2 * t) * p2 - t * t * s * m2;
        out[to + p * lines + line - from] = p1 < p2 ? clamp(value, p1, p2) : clamp(value, p2, p1);
      }
    }
  };
}

function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}
