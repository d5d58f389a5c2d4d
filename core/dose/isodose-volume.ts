import type { Axes, Lps } from '../geometry/axes.ts';
import { NearestRegion } from '../geometry/nearest-region.ts';
import type { Region } from '../geometry/region.ts';
import { MM3_PER_CM3 } from '../quantity.ts';
import type { DoseGrid } from './dose-grid.ts';

/**
 * Who owns the dose between lesions. Low isodoses of neighbours run together, so an index per lesion needs a choice:
 * `pooled`: everything at or above the level, whichever lesion it is at; the same volume counts for each of them.
 * `nearest-target`: only what is nearer to this target than to any other; nothing counts twice.
 */
export type IsodoseSharing = 'pooled' | 'nearest-target';

export interface IsodoseTarget {
  readonly region: Region;
  /** The isodose that is wanted for it, Gy: its prescription, or half of it. */
  readonly levelGy: number;
}

export interface IsodoseVolume {
  readonly volumeCm3: number;
  /** The isodose reaches the outermost nodes of the dose grid: its volume is at least this. */
  readonly reachesGridEdge: boolean;
}

export interface IsodoseVolumes {
  readonly sharing: IsodoseSharing;
  /** One for each target, in their order. */
  readonly volumes: readonly IsodoseVolume[];
}

/** Lines per cell edge, across which a cell that the isodose cuts is measured; along them the measure is exact. */
const LINES = 4;

/**
 * Volume of {trilinear dose >= level} within the dose grid for each target (half a storage step is never decisive).
 * With `nearest-target` each grid cell belongs whole to the target that is nearest to its centre; `nearest` knows the
 * regions of the targets, in their order, and may be shared between calls.
 */
export function isodoseVolumes(
  dose: DoseGrid,
  targets: readonly IsodoseTarget[],
  sharing: IsodoseSharing,
  nearest = new NearestRegion(targets.map(({ region }) => region)),
): IsodoseVolumes {
  const { xMm, yMm, zMm, doseGy, axes } = dose;
  const [nx, ny, nz] = [xMm.length, yMm.length, zMm.length];
  const volumesMm3 = targets.map(() => 0);
  const atEdge = targets.map(() => nx < 2 || ny < 2 || nz < 2);
  const thresholds = targets.map(({ levelGy }) => levelGy - 0.5 * dose.stepGy - 1e-9 * Math.abs(levelGy));
  const lowest = Math.min(...thresholds);
  const everyone = sharing === 'pooled' || targets.length === 1;
  const reached = rowsReached(dose, lowest);
  const corner = new Float64Array(8);

  const take = (owner: number, low: number, high: number, mm3: number, onHull: (c: number) => boolean): void => {
    const threshold = thresholds[owner]!;
    if (high < threshold) return;
    volumesMm3[owner]! += mm3 * (low >= threshold ? 1 : shareAbove(corner, threshold));
    if (atEdge[owner]!) return;
    for (let c = 0; c < 8; c++) if (corner[c]! >= threshold && onHull(c)) atEdge[owner] = true;
  };

  for (let k = 0; k + 1 < nz; k++) {
    for (let j = 0; j + 1 < ny; j++) {
      const rows = ny * k + j;
      if (reached[rows]! + reached[rows + 1]! + reached[rows + ny]! + reached[rows + ny + 1]! === 0) continue;
      for (let i = 0; i + 1 < nx; i++) {
        const at = i + nx * rows;
        const above = at + nx * ny;
        if (!(
          doseGy[at]! >= lowest ||
          doseGy[at + 1]! >= lowest ||
          doseGy[at + nx]! >= lowest ||
          doseGy[at + nx + 1]! >= lowest ||
          doseGy[above]! >= lowest ||
          doseGy[above + 1]! >= lowest ||
          doseGy[above + nx]! >= lowest ||
          doseGy[above + nx + 1]! >= lowest
        ))
          continue;
        let low = Infinity;
        let high = -Infinity;
        for (let c = 0; c < 8; c++) {
          const value = doseGy[at + (c & 1) + ((c >> 1) & 1) * nx + (c >> 2) * nx * ny]!;
          corner[c] = value;
          if (value < low) low = value;
          if (value > high) high = value;
        }
        const [dx, dy, dz] = [xMm[i + 1]! - xMm[i]!, yMm[j + 1]! - yMm[j]!, zMm[k + 1]! - zMm[k]!];
        const inside = i > 0 && i + 2 < nx && j > 0 && j + 2 < ny && k > 0 && k + 2 < nz;
        const onHull = (c: number): boolean =>
          !inside && (isRim(i + (c & 1), nx) || isRim(j + ((c >> 1) & 1), ny) || isRim(k + (c >> 2), nz));
        if (everyone) {
          for (let owner = 0; owner < targets.length; owner++) take(owner, low, high, dx * dy * dz, onHull);
        } else {
          const owner = nearest.nearestTo(inLps(axes, [xMm[i]! + dx / 2, yMm[j]! + dy / 2, zMm[k]! + dz / 2]));
          if (owner !== null) take(owner, low, high, dx * dy * dz, onHull);
        }
      }
    }
  }
  return {
    sharing,
    volumes: volumesMm3.map((mm3, n) => ({ volumeCm3: mm3 / MM3_PER_CM3, reachesGridEdge: atEdge[n]! })),
  };
}

/** 1 for each row of nodes (j + ny · k) of which one is at or above a level. */
function rowsReached({ xMm, yMm, zMm, doseGy }: DoseGrid, levelGy: number): Uint8Array {
  const nx = xMm.length;
  const reached = new Uint8Array(yMm.length * zMm.length);
  for (let row = 0; row < reached.length; row++) {
    const end = nx * (row + 1);
    let at = nx * row;
    while (at < end && !(doseGy[at]! >= levelGy)) at++;
    reached[row] = at < end ? 1 : 0;
  }
  return reached;
}

/** Share of a cell where the trilinear interpolation of its corners reaches the threshold. */
function shareAbove(corner: Float64Array, threshold: number): number {
  let share = 0;
  for (let b = 0; b < LINES; b++) {
    const fz = (b + 0.5) / LINES;
    const c0 = corner[0]! + fz * (corner[4]! - corner[0]!);
    const c1 = corner[1]! + fz * (corner[5]! - corner[1]!);
    const c2 = corner[2]! + fz * (corner[6]! - corner[2]!);
    const c3 = corner[3]! + fz * (corner[7]! - corner[3]!);
    for (let a = 0; a < LINES; a++) {
      const fy = (a + 0.5) / LINES;
      const left = c0 + fy * (c2 - c0) - threshold;
      const right = c1 + fy * (c3 - c1) - threshold;
      if (left >= 0 && right >= 0) share += 1;
      else if (left >= 0) share += left / (left - right);
      else if (right >= 0) share += right / (right - left);
    }
  }
  return share / (LINES * LINES);
}

function isRim(n: number, count: number): boolean {
  return n === 0 || n === count - 1;
}

function inLps(axes: Axes | null, at: Lps): Lps {
  if (axes === null) return at;
  const [u, v, w] = at;
  const { x, y, z } = axes;
  return [u * x[0] + v * y[0] + w * z[0], u * x[1] + v * y[1] + w * z[1], u * x[2] + v * y[2] + w * z[2]];
}
