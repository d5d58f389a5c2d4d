import { distanceMmTo } from '../geometry/distance-to-region.ts';
import { boundsOf, volumeCm3Of } from '../geometry/region-size.ts';
import { intersect } from '../geometry/region-algebra.ts';
import type { BoundsMm, Region } from '../geometry/region.ts';

export interface NearestLesion {
  readonly lesion: number;
  readonly distanceMm: number;
}

/** For each lesion the nearest other one and the distance of their surfaces, 0 where they overlap. */
export function nearestLesions(regions: readonly (Region | null)[]): (NearestLesion | null)[] {
  const boxes = regions.map((region) => (region === null ? null : boundsOf(region)));
  return regions.map((region, lesion) => {
    const box = boxes[lesion];
    if (region === null || box == null) return null;
    let nearest: NearestLesion | null = null;
    const byBox = regions
      .map((_, other) => ({ other, least: boxes[other] == null ? Infinity : gapMm(box, boxes[other]) }))
      .filter(({ other, least }) => other !== lesion && least < Infinity)
      .sort((a, b) => a.least - b.least || a.other - b.other);
    for (const { other, least } of byBox) {
      const within = nearest?.distanceMm ?? Infinity;
      if (least >= within) break;
      const distanceMm = surfaceDistanceMm(region, regions[other]!, within);
      if (distanceMm < within) nearest = { lesion: other, distanceMm };
    }
    return nearest;
  });
}

function surfaceDistanceMm(a: Region, b: Region, within: number): number {
  if (volumeCm3Of(intersect(a, b)) > 0) return 0;
  let best = within;
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    for (const { z0Mm, z1Mm, rowEdgesMm, rowStart, endsMm } of from.slabs) {
      for (let r = 0; r + 1 < rowEdgesMm.length; r = nextRow(rowEdgesMm, r)) {
        for (let n = 2 * rowStart[r]!; n < 2 * rowStart[r + 1]!; n++) {
          for (const z of [z0Mm, z1Mm]) {
            for (const y of [rowEdgesMm[r]!, rowEdgesMm[r + 1]!]) {
              best = Math.min(best, distanceMmTo(to, [endsMm[n]!, y, z], best));
            }
          }
        }
      }
    }
  }
  return best;
}

/** Rows are finer than a distance between lesions needs. */
const STEP_MM = 0.8;

function nextRow(edgesMm: Float64Array, row: number): number {
  const last = edgesMm.length - 2;
  let next = row + 1;
  while (next < last && edgesMm[next]! - edgesMm[row]! < STEP_MM) next++;
  return next;
}

function gapMm(a: BoundsMm, b: BoundsMm): number {
  const gap = (a0: number, a1: number, b0: number, b1: number): number => Math.max(0, b0 - a1, a0 - b1);
  return Math.hypot(gap(a.x0, a.x1, b.x0, b.x1), gap(a.y0, a.y1, b.y0, b.y1), gap(a.z0, a.z1, b.z0, b.z1));
}
