import type { Lps } from '../geometry/axes.ts';
import { boundsOf } from '../geometry/region-size.ts';
import type { Region } from '../geometry/region.ts';
import { doseExtremes, doseExtremesOfRuns, type Extremes, noExtremes } from './dose-extremes.kernel.ts';
import type { DoseGrid } from './dose-grid.ts';
import { alignedDose } from './oblique-dose.ts';

/** A face has no height, but extremes are looked for between two of them. */
const FACE_MM = 1e-9;

export interface DosePoint {
  readonly doseGy: number;
  /** LPS. */
  readonly atMm: Lps;
}

/** Where a solid is coldest and hottest; of several such points one. */
export interface ExtremePoints {
  readonly coldest: DosePoint;
  readonly hottest: DosePoint;
}

/** The points of `minGy` and `maxGy` of a solid's DVH; null if no part of it lies inside the dose grid. */
export function extremePoints(region: Region, dose: DoseGrid): ExtremePoints | null {
  const bounds = boundsOf(region);
  if (bounds === null) return null;
  const found = extremesOf(region, alignedDose(dose, bounds));
  if (found.minGy > found.maxGy) return null;
  return {
    coldest: { doseGy: found.minGy, atMm: [found.minX, found.minY, found.minZ] },
    hottest: { doseGy: found.maxGy, atMm: [found.maxX, found.maxY, found.maxZ] },
  };
}

/** `dose` is laid along the patient's axes over the solid (alignedDose). */
export function extremesOf(region: Region, dose: DoseGrid): Extremes {
  const extremes = noExtremes();
  for (const slab of region.slabs) {
    // The contours give the extremes exactly; the rows only to within their height.
    if (slab.outline === null) doseExtremesOfRuns(slab, dose, extremes);
    else doseExtremes(slab.outline, slab.z0Mm, slab.z1Mm, dose, extremes);
  }
  for (const face of region.faces ?? []) {
    doseExtremes(face, face.zMm - FACE_MM / 2, face.zMm + FACE_MM / 2, dose, extremes);
  }
  // Contours that run where an oblique grid knows nothing leave the extremes to the rows.
  if (extremes.minGy > extremes.maxGy) for (const slab of region.slabs) doseExtremesOfRuns(slab, dose, extremes);
  return extremes;
}
