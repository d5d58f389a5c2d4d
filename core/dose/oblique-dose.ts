import type { Axes, Lps } from '../geometry/axes.ts';
import type { BoundsMm } from '../geometry/region.ts';
import { cellOf } from './cells.ts';
import type { DoseGrid } from './dose-grid.ts';

/** An oblique dose is sampled at this share of its own smallest spacing. */
const OVERSAMPLING = 2;
/** Room around the solid, so that no run touches the edge of the sampled box, mm. */
const MARGIN_MM = 1e-6;

/**
 * The dose along LPS over a box. A grid that is parallel to LPS is answered as it is; an oblique one is sampled (trilinear)
 * on an LPS grid twice as fine as its smallest spacing, with NaN where it knows nothing.
 */
export function alignedDose(dose: DoseGrid, box: BoundsMm): DoseGrid {
  if (dose.axes === null) return dose;
  const pitch = Math.min(...[dose.xMm, dose.yMm, dose.zMm].map(smallestStep)) / OVERSAMPLING;
  const xMm = nodes(box.x0, box.x1, pitch);
  const yMm = nodes(box.y0, box.y1, pitch);
  const zMm = nodes(box.z0, box.z1, pitch);
  const doseGy = new Float32Array(xMm.length * yMm.length * zMm.length);
  let at = 0;
  for (const z of zMm) {
    for (const y of yMm) {
      for (const x of xMm) doseGy[at++] = doseAtPoint(dose, [x, y, z]) ?? NaN;
    }
  }
  return { xMm, yMm, zMm, doseGy, stepGy: dose.stepGy, axes: null };
}

/** The trilinear dose at a point in LPS, Gy; null beyond the outermost nodes. */
export function doseAtPoint(dose: DoseGrid, point: Lps): number | null {
  const { xMm, yMm, zMm, doseGy } = dose;
  const [x, y, z] = dose.axes === null ? point : inAxes(dose.axes, point);
  const inside =
    x >= xMm[0]! && x <= xMm.at(-1)! && y >= yMm[0]! && y <= yMm.at(-1)! && z >= zMm[0]! && z <= zMm.at(-1)!;
  if (!inside || xMm.length < 2 || yMm.length < 2 || zMm.length < 2) return null;
  const i = cellOf(xMm, x);
  const j = cellOf(yMm, y);
  const k = cellOf(zMm, z);
  const fx = (x - xMm[i]!) / (xMm[i + 1]! - xMm[i]!);
  const fy = (y - yMm[j]!) / (yMm[j + 1]! - yMm[j]!);
  const fz = (z - zMm[k]!) / (zMm[k + 1]! - zMm[k]!);
  const nx = xMm.length;
  const nxy = nx * yMm.length;
  const at = i + nx * j + nxy * k;
  const along = (a: number): number => doseGy[a]! + fx * (doseGy[a + 1]! - doseGy[a]!);
  const low = along(at) + fy * (along(at + nx) - along(at));
  const high = along(at + nxy) + fy * (along(at + nxy + nx) - along(at + nxy));
  return low + fz * (high - low);
}

function inAxes({ x, y, z }: Axes, [px, py, pz]: Lps): Lps {
  return [px * x[0] + py * x[1] + pz * x[2], px * y[0] + py * y[1] + pz * y[2], px * z[0] + py * z[1] + pz * z[2]];
}

function smallestStep(nodesMm: Float64Array): number {
  let step = Infinity;
  for (let n = 1; n < nodesMm.length; n++) step = Math.min(step, nodesMm[n]! - nodesMm[n - 1]!);
  return step;
}

function nodes(low: number, high: number, pitch: number): Float64Array {
  const cells = Math.max(1, Math.ceil((high - low + 2 * MARGIN_MM) / pitch));
  const step = (high - low + 2 * MARGIN_MM) / cells;
  return Float64Array.from({ length: cells + 1 }, (_, n) => low - MARGIN_MM + n * step);
}
