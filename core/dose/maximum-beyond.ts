import type { Lps } from '../geometry/axes.ts';
import { distanceMmTo } from '../geometry/distance-to-region.ts';
import { boundsOf, distanceToBounds } from '../geometry/region-size.ts';
import type { BoundsMm, Region } from '../geometry/region.ts';
import type { DoseGrid } from './dose-grid.ts';

export interface MaximumBeyond {
  /** Largest dose of a node at that distance or farther; null if the grid has no such node. */
  readonly doseGy: number | null;
  readonly atMm: Lps | null;
  /** Whether the grid reaches that far around the target on all sides; if not, the maximum is at least this. */
  readonly complete: boolean;
}

/** The distance of D2cm, mm. */
export const D2CM_MM = 20;

/**
 * Largest dose at least `distanceMm` from each of some targets: D2cm, as RTOG 0813 and 0915 define it, for 20 mm. Over
 * the nodes of the dose grid, with exact distances to the solids.
 */
export function maximumBeyond(dose: DoseGrid, targets: readonly Region[], distanceMm: number = D2CM_MM): MaximumBeyond {
  const boxed = targets.flatMap((region) => {
    const box = boundsOf(region);
    return box === null ? [] : [{ region, box }];
  });
  if (boxed.length === 0) return { doseGy: null, atMm: null, complete: false };
  const search = new Search(dose, boxed, distanceMm);
  // The far nodes are cheap to tell, and what they hold spares most of the near ones.
  search.pass('far');
  search.pass('near');
  const complete = boxed.every(({ box }) => holdsBox(dose, box, distanceMm));
  return { doseGy: search.bestGy, atMm: search.bestAt, complete };
}

interface Boxed {
  readonly region: Region;
  readonly box: BoundsMm;
}

class Search {
  bestGy: number | null = null;
  bestAt: Lps | null = null;

  /** A point whose distance to the nearest target is known: distances change by no more than the way between points. */
  #knownAt: Lps = [0, 0, 0];
  #knownMm = Infinity;

  readonly #dose: DoseGrid;
  readonly #targets: readonly Boxed[];
  readonly #distanceMm: number;

  constructor(dose: DoseGrid, targets: readonly Boxed[], distanceMm: number) {
    this.#dose = dose;
    this.#targets = targets;
    this.#distanceMm = distanceMm;
  }

  pass(which: 'far' | 'near'): void {
    const { xMm, yMm, zMm, doseGy, axes } = this.#dose;
    const reach = this.#distanceMm;
    let n = 0;
    for (const w of zMm) {
      const ofPlane =
        axes === null ? this.#targets.filter(({ box }) => w > box.z0 - reach && w < box.z1 + reach) : null;
      for (const v of yMm) {
        const row = n;
        n += xMm.length;
        // What lies above what is known is rare, and all that is looked at.
        let hot = row;
        while (hot < n && !(doseGy[hot]! > (this.bestGy ?? -Infinity))) hot++;
        if (hot === n) continue;
        // Along the patient axes most targets are out of reach of a whole row.
        const around = ofPlane?.filter(({ box }) => v > box.y0 - reach && v < box.y1 + reach) ?? this.#targets;
        if (which === 'near' && around.length === 0) continue;
        for (let i = hot - row; i < xMm.length; i++) {
          const u = xMm[i]!;
          const value = doseGy[row + i]!;
          if (!(value > (this.bestGy ?? -Infinity))) continue;
          const at: Lps =
            axes === null
              ? [u, v, w]
              : ([0, 1, 2].map((c) => u * axes.x[c]! + v * axes.y[c]! + w * axes.z[c]!) as [number, number, number]);
          const far = around.every(({ box }) => distanceToBounds(box, at) >= reach);
          if (far !== (which === 'far') || (!far && this.#isNear(at, around))) continue;
          this.bestGy = value;
          this.bestAt = at;
        }
      }
    }
  }

  #isNear(at: Lps, around: readonly Boxed[]): boolean {
    const way = Math.hypot(at[0] - this.#knownAt[0], at[1] - this.#knownAt[1], at[2] - this.#knownAt[2]);
    if (this.#knownMm + way < this.#distanceMm) return true;
    for (const { region, box } of around) {
      if (distanceToBounds(box, at) >= this.#distanceMm) continue;
      const distance = distanceMmTo(region, at, this.#distanceMm);
      if (distance >= this.#distanceMm) continue;
      this.#knownAt = at;
      this.#knownMm = distance;
      return true;
    }
    return false;
  }
}

/** Whether the box, grown on all sides, lies within the grid's outermost nodes. */
function holdsBox({ xMm, yMm, zMm, axes }: DoseGrid, box: BoundsMm, byMm: number): boolean {
  const nodes = [xMm, yMm, zMm];
  const directions: readonly Lps[] =
    axes === null
      ? [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ]
      : [axes.x, axes.y, axes.z];
  const centre = [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, (box.z0 + box.z1) / 2];
  const half = [(box.x1 - box.x0) / 2, (box.y1 - box.y0) / 2, (box.z1 - box.z0) / 2];
  return directions.every((direction, a) => {
    const middle = direction.reduce((sum, part, c) => sum + part * centre[c]!, 0);
    const reach = direction.reduce((sum, part, c) => sum + Math.abs(part) * half[c]!, 0) + byMm;
    return nodes[a]![0]! <= middle - reach && nodes[a]!.at(-1)! >= middle + reach;
  });
}
