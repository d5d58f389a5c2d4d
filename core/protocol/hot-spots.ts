import type { DoseGrid } from '../dose/dose-grid.ts';
import { type Axes, LPS_AXES, type Lps } from '../geometry/axes.ts';
import { NearestRegion } from '../geometry/nearest-region.ts';
import { boundsHold, boundsMeet, boundsOf, holdsPoint } from '../geometry/region-size.ts';
import type { BoundsMm, Region } from '../geometry/region.ts';

/** How far around a target its hottest surroundings are looked for, mm. */
const NEIGHBOURHOOD_MM = 30;
/** Every so many nodes along each axis are looked at first. */
const COARSE_STEP = 3;
/** A node on the side of the neighbourhood of an oblique grid is looked at, whatever rounding says. */
const ROUNDING_MM = 1e-6;

export interface TargetOfDose {
  readonly lesion: string;
  readonly region: Region;
}

export interface HotNode {
  readonly doseGy: number;
  readonly atMm: Lps;
}

/**
 * For each target the hottest dose node that lies in no target and is nearer to this one than to any other, looked for
 * within 30 mm; the hottest node of the whole grid is given to its nearest target in any case.
 * `allTargets` are all PTVs of the patient, `own` those that this dose treats.
 */
export function hottestOutside(
  dose: DoseGrid,
  own: readonly TargetOfDose[],
  allTargets: readonly Region[],
): Map<string, HotNode> {
  const targets = allTargets.flatMap((region) => {
    const box = boundsOf(region);
    return box === null ? [] : [{ region, box }];
  });
  const nearest = new NearestRegion(own.map(({ region }) => region));
  const found = new Map<string, HotNode>();
  const offer = (node: HotNode | null): void => {
    const owner = node === null ? null : nearest.nearestTo(node.atMm);
    if (node === null || owner === null) return;
    const { lesion } = own[owner]!;
    const before = found.get(lesion);
    if (before === undefined || node.doseGy > before.doseGy) found.set(lesion, node);
  };
  offer(hottestNode(dose, null, (at) => isInOne(targets, at)));
  own.forEach(({ region }, n) => {
    const bounds = boundsOf(region);
    if (bounds === null) return;
    const box = grow(bounds, NEIGHBOURHOOD_MM);
    const around = targets.filter((target) => boundsMeet(target.box, box));
    const isElsewhere = (at: Lps): boolean => isInOne(around, at) || nearest.nearestTo(at) !== n;
    offer(hottestNode(dose, box, isElsewhere));
  });
  return found;
}

interface BoxedTarget {
  readonly region: Region;
  readonly box: BoundsMm;
}

function isInOne(targets: readonly BoxedTarget[], at: Lps): boolean {
  return targets.some(({ region, box }) => boundsHold(box, at) && holdsPoint(region, ...at));
}

/** The hottest node in a box (null: anywhere) that is not excluded; of equals the first in storage order. */
function hottestNode(dose: DoseGrid, box: BoundsMm | null, isExcluded: (at: Lps) => boolean): HotNode | null {
  const { xMm, yMm, zMm, doseGy, axes } = dose;
  const [i0, i1] = nodesWithin(xMm, box, axes?.x ?? LPS_AXES.x);
  const [j0, j1] = nodesWithin(yMm, box, axes?.y ?? LPS_AXES.y);
  const [k0, k1] = nodesWithin(zMm, box, axes?.z ?? LPS_AXES.z);
  let best: HotNode | null = null;
  let bestGy = 0;
  const look = (step: number): void => {
    for (let k = k0; k < k1; k += step) {
      for (let j = j0; j < j1; j += step) {
        const row = xMm.length * (j + yMm.length * k);
        for (let i = i0; i < i1; i += step) {
          const value = doseGy[row + i]!;
          if (!(value > bestGy)) continue;
          const at = inLps(axes, xMm[i]!, yMm[j]!, zMm[k]!);
          if ((box !== null && !boundsHold(box, at)) || isExcluded(at)) continue;
          best = { doseGy: value, atMm: at };
          bestGy = value;
        }
      }
    }
  };
  // A look at few nodes spares asking about most of the others; it does not choose between equals.
  look(COARSE_STEP);
  bestGy *= 1 - Number.EPSILON;
  look(1);
  return best;
}

/** First and one beyond last of the nodes along one axis of the grid that a box reaches (null: all). */
function nodesWithin(nodesMm: Float64Array, box: BoundsMm | null, axis: Lps): [number, number] {
  if (box === null) return [0, nodesMm.length];
  const spans: readonly [number, number][] = [
    [box.x0 * axis[0], box.x1 * axis[0]],
    [box.y0 * axis[1], box.y1 * axis[1]],
    [box.z0 * axis[2], box.z1 * axis[2]],
  ];
  const low = spans.reduce((sum, [a, b]) => sum + Math.min(a, b), 0) - ROUNDING_MM;
  const high = spans.reduce((sum, [a, b]) => sum + Math.max(a, b), 0) + ROUNDING_MM;
  const first = nodesMm.findIndex((at) => at >= low);
  return first < 0 ? [0, 0] : [first, nodesMm.findLastIndex((at) => at <= high) + 1];
}

function inLps(axes: Axes | null, u: number, v: number, w: number): Lps {
  if (axes === null) return [u, v, w];
  const { x, y, z } = axes;
  return [u * x[0] + v * y[0] + w * z[0], u * x[1] + v * y[1] + w * z[1], u * x[2] + v * y[2] + w * z[2]];
}

function grow({ x0, x1, y0, y1, z0, z1 }: BoundsMm, by: number): BoundsMm {
  return { x0: x0 - by, x1: x1 + by, y0: y0 - by, y1: y1 + by, z0: z0 - by, z1: z1 + by };
}
