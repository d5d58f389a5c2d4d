import type { DoseGrid } from '../dose/dose-grid.ts';
import { distanceMmTo } from '../geometry/distance-to-region.ts';
import { boundsOf, holdsPoint } from '../geometry/region-size.ts';
import type { BoundsMm, Region } from '../geometry/region.ts';

/** How far around a target its hottest surroundings are looked for, mm. */
const NEIGHBOURHOOD_MM = 30;

export interface TargetOfDose {
  readonly lesion: string;
  readonly region: Region;
}

export interface HotNode {
  readonly doseGy: number;
  readonly atMm: readonly [number, number, number];
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
  const boxes = allTargets.map((region) => ({ region, box: boundsOf(region) }));
  const inAnyTarget = (x: number, y: number, z: number): boolean =>
    boxes.some(({ region, box }) => box !== null && inBox(box, x, y, z) && holdsPoint(region, x, y, z));
  const found = new Map<string, HotNode>();
  const offer = (node: HotNode | null): void => {
    if (node === null) return;
    const nearest = nearestTarget(own, node.atMm);
    const before = nearest === null ? undefined : found.get(nearest);
    if (nearest !== null && (before === undefined || node.doseGy > before.doseGy)) found.set(nearest, node);
  };
  offer(hottestNode(dose, null, inAnyTarget));
  for (const { lesion, region } of own) {
    const box = boundsOf(region);
    if (box === null) continue;
    const elsewhere = (x: number, y: number, z: number): boolean =>
      inAnyTarget(x, y, z) || (own.length > 1 && nearestTarget(own, [x, y, z]) !== lesion);
    offer(hottestNode(dose, grow(box, NEIGHBOURHOOD_MM), elsewhere));
  }
  return found;
}

function nearestTarget(own: readonly TargetOfDose[], at: HotNode['atMm']): string | null {
  let nearest: string | null = null;
  let best = Infinity;
  for (const { lesion, region } of own) {
    const distance = distanceMmTo(region, at, best);
    if (distance < best) {
      best = distance;
      nearest = lesion;
    }
  }
  return nearest;
}

/** The hottest node in a box (null: anywhere) that is not excluded; of equals the first in storage order. */
function hottestNode(
  dose: DoseGrid,
  box: BoundsMm | null,
  excluded: (x: number, y: number, z: number) => boolean,
): HotNode | null {
  const { xMm, yMm, zMm, doseGy, axes } = dose;
  let best: HotNode | null = null;
  let at = 0;
  for (const w of zMm) {
    for (const v of yMm) {
      for (const u of xMm) {
        const value = doseGy[at++]!;
        if (value <= 0 || value <= (best?.doseGy ?? -Infinity)) continue;
        const [x, y, z] =
          axes === null
            ? [u, v, w]
            : ([0, 1, 2].map((c) => u * axes.x[c]! + v * axes.y[c]! + w * axes.z[c]!) as [number, number, number]);
        if ((box !== null && !inBox(box, x, y, z)) || excluded(x, y, z)) continue;
        best = { doseGy: value, atMm: [x, y, z] };
      }
    }
  }
  return best;
}

function inBox({ x0, x1, y0, y1, z0, z1 }: BoundsMm, x: number, y: number, z: number): boolean {
  return x >= x0 && x <= x1 && y >= y0 && y <= y1 && z >= z0 && z <= z1;
}

function grow({ x0, x1, y0, y1, z0, z1 }: BoundsMm, by: number): BoundsMm {
  return { x0: x0 - by, x1: x1 + by, y0: y0 - by, y1: y1 + by, z0: z0 - by, z1: z1 + by };
}
