import { MM3_PER_CM3 } from '../quantity.ts';
import { volumeByLines } from './convex-solid.ts';
import type { PhantomMarrowTruth } from './patient.ts';
import type { BonePart } from './skeleton-bones.ts';
import { OVERLAPPING } from './skeleton-lesions.ts';
import type { SkeletonLesion } from './skeleton-lesions.ts';
import { sharedByEllipsoidsMm3 } from './united-ellipsoids.ts';

/**
 * Volumes of the smooth solids. Single solids and the lens of the two lesions that overlap are closed forms; unions of
 * bones that overlap, and what lesions share with them, are added up along lines (within 0.01 %).
 */
export function marrowTruth(parts: readonly BonePart[], lesions: readonly SkeletonLesion[]): PhantomMarrowTruth {
  const inner = parts.map((part) => part.inner);
  const { first, second } = OVERLAPPING;
  const sharedMm3 = sharedByEllipsoidsMm3(first.centreMm, first.semiAxesMm, second.centreMm, second.scale);
  const trabecularCm3 = unitedCm3(parts, 'inner');
  const pair = lesions.filter(({ id }) => id === first.id || id === second.id);
  const others = lesions.filter((lesion) => !pair.includes(lesion));
  const inTrabecularMm3 = new Map(lesions.map(({ id, gtv }) => [id, volumeByLines([gtv], inner)]));
  // Only the pair overlaps: of it, what both take is counted once.
  const intersectionMm3 = others.reduce(
    (sum, { id }) => sum + inTrabecularMm3.get(id)!,
    volumeByLines(
      pair.map(({ gtv }) => gtv),
      inner,
    ),
  );
  const intersectionCm3 = cm3Of(intersectionMm3);
  return {
    trabecularCm3,
    wholeBoneCm3: unitedCm3(parts, 'whole'),
    gtvTotalCm3: cm3Of(lesions.reduce((sum, { gtv }) => sum + gtv.volumeMm3, 0) - sharedMm3),
    intersectionCm3,
    reserveCm3: trabecularCm3 - intersectionCm3,
    overlap: { lesions: [first.id, second.id], volumeCm3: cm3Of(sharedMm3) },
    lesions: lesions.map(({ id, where, gtv, ptv, density }) => ({
      id,
      where,
      density,
      gtvCm3: cm3Of(gtv.volumeMm3),
      ptvCm3: cm3Of(ptv.volumeMm3),
      inTrabecularCm3: cm3Of(inTrabecularMm3.get(id)!),
      ptvInTrabecularCm3: cm3Of(volumeByLines([ptv], inner)),
    })),
  };
}

/** Bones that lie apart are added; the parts of a femur overlap. */
function unitedCm3(parts: readonly BonePart[], which: 'whole' | 'inner'): number {
  let mm3 = 0;
  for (const bone of new Set(parts.map((part) => part.bone))) {
    const solids = parts.filter((part) => part.bone === bone).map((part) => part[which]);
    mm3 += solids.length === 1 ? solids[0]!.volumeMm3 : volumeByLines(solids);
  }
  return cm3Of(mm3);
}

function cm3Of(mm3: number): number {
  return mm3 / MM3_PER_CM3;
}
