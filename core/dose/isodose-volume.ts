import type { Axes, Lps } from '../geometry/axes.ts';
import { distanceMmTo } from '../geometry/distance-to-region.ts';
import { boundsOf } from '../geometry/region-size.ts';
import type { BoundsMm, Region } from '../geometry/region.ts';
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
const CORNERS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/**
 * Volume of {trilinear dose >= level} within the dose grid for each target (half a storage step is never decisive).
 * With `nearest-target` each grid cell belongs whole to the target that is nearest to its centre.
 */
export function isodoseVolumes(
  dose: DoseGrid,
  targets: readonly IsodoseTarget[],
  sharing: IsodoseSharing,
): IsodoseVolumes {
  const volumesMm3 = targets.map(() => 0);
  const atEdge = targets.map(() => dose.xMm.length < 2 || dose.yMm.length < 2 || dose.zMm.length < 2);
  const thresholds = targets.map(({ levelGy }) => levelGy - 0.5 * dose.stepGy - 1e-9 * Math.abs(levelGy));
  const lowest = Math.min(...thresholds);
  const { xMm, yMm, zMm, doseGy } = dose;
  const [nx, ny, nz] = [xMm.length, yMm.length, zMm.length];
  const steps = CORNERS.map((c) => (c & 1) + nx * (((c >> 1) & 1) + ny * (c >> 2)));
  const corner = new Float64Array(8);
  const boxes = targets.map(({ region }) => boundsOf(region));
  const every = targets.map((_, n) => n);

  for (let k = 0; k + 1 < nz; k++) {
    for (let j = 0; j + 1 < ny; j++) {
      for (let i = 0; i + 1 < nx; i++) {
        const at = i + nx * (j + ny * k);
        let low = Infinity;
        let high = -Infinity;
        for (const c of CORNERS) {
          const value = doseGy[at + steps[c]!]!;
          corner[c] = value;
          if (value < low) low = value;
          if (value > high) high = value;
        }
        if (!(high >= lowest)) continue;
        const sizeMm = [xMm[i + 1]! - xMm[i]!, yMm[j + 1]! - yMm[j]!, zMm[k + 1]! - zMm[k]!] as const;
        const owners =
          sharing === 'pooled' || targets.length === 1
            ? every
            : nearest(
                targets,
                boxes,
                inLps(dose.axes, [xMm[i]! + sizeMm[0] / 2, yMm[j]! + sizeMm[1] / 2, zMm[k]! + sizeMm[2] / 2]),
              );
        for (const owner of owners) {
          const threshold = thresholds[owner]!;
          if (high < threshold) continue;
          const share = low >= threshold ? 1 : shareAbove(corner, threshold);
          volumesMm3[owner]! += share * sizeMm[0] * sizeMm[1] * sizeMm[2];
          atEdge[owner] ||= CORNERS.some(
            (c) =>
              corner[c]! >= threshold &&
              (onHull(i + (c & 1), nx) || onHull(j + ((c >> 1) & 1), ny) || onHull(k + (c >> 2), nz)),
          );
        }
      }
    }
  }
  return {
    sharing,
    volumes: volumesMm3.map((mm3, n) => ({ volumeCm3: mm3 / MM3_PER_CM3, reachesGridEdge: atEdge[n]! })),
  };
}

/** Share of a cell where the trilinear interpolation of its corners reaches the threshold. */
function shareAbove(corner: Float64Array, threshold: number): number {
  let share = 0;
  for (let b = 0; b < LINES; b++) {
    const fz = (b + 0.5) / LINES;
    const near = [0, 1, 2, 3].map((c) => corner[c]! + fz * (corner[c + 4]! - corner[c]!));
    for (let a = 0; a < LINES; a++) {
      const fy = (a + 0.5) / LINES;
      const left = near[0]! + fy * (near[2]! - near[0]!) - threshold;
      const right = near[1]! + fy * (near[3]! - near[1]!) - threshold;
      if (left >= 0 && right >= 0) share += 1;
      else if (left >= 0) share += left / (left - right);
      else if (right >= 0) share += right / (right - left);
    }
  }
  return share / (LINES * LINES);
}

/** The target nearest to a point; the targets are tried in the order of the distance of their boxes, which is quick to tell. */
function nearest(targets: readonly IsodoseTarget[], boxes: readonly (BoundsMm | null)[], at: Lps): number[] {
  const byBox = targets
    .map((_, n) => ({ n, least: distanceToBox(boxes[n]!, at) }))
    .sort((a, b) => a.least - b.least || a.n - b.n);
  let best = Infinity;
  let owner: number | null = null;
  for (const { n, least } of byBox) {
    if (least >= best) break;
    const distance = distanceMmTo(targets[n]!.region, at, best);
    if (distance >= best) continue;
    best = distance;
    owner = n;
  }
  return owner === null ? [] : [owner];
}

function distanceToBox(box: BoundsMm | null, [x, y, z]: Lps): number {
  if (box === null) return Infinity;
  const { x0, x1, y0, y1, z0, z1 } = box;
  return Math.hypot(Math.max(x0 - x, 0, x - x1), Math.max(y0 - y, 0, y - y1), Math.max(z0 - z, 0, z - z1));
}

function onHull(n: number, count: number): boolean {
  return n === 0 || n === count - 1;
}

function inLps(axes: Axes | null, [u, v, w]: Lps): Lps {
  if (axes === null) return [u, v, w];
  const { x, y, z } = axes;
  return [u * x[0] + v * y[0] + w * z[0], u * x[1] + v * y[1] + w * z[1], u * x[2] + v * y[2] + w * z[2]];
}
