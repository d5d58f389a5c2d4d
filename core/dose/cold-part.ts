import type { CrossSection } from '../geometry/cut-region.ts';
import { areaMm2Of } from '../geometry/region-size.ts';
import { MM3_PER_CM3 } from '../quantity.ts';
import type { DosePlane } from './cut-dose.ts';
import { decisiveLevel, volumeAtLevel } from './dvh.ts';
import { isodose } from './isodose-lines.ts';
import type { Loop } from '../geometry/contour-stack.ts';

/** What of a target lies below a dose in a plane. */
export interface ColdPart {
  readonly areaMm2: number;
  /** Below the dose, without what lies outside the dose grid ... */
  readonly coldMm2: number;
  /** ... where nothing is known, and which counts as not covered. */
  readonly outsideMm2: number;
}

const MM2_PER_CM3 = MM3_PER_CM3;

/** Measured as coverage is, along the runs of the cut; half a storage step of the dose is never decisive. */
export function coldPart({ slab }: CrossSection, dose: DosePlane | null, levelGy: number): ColdPart {
  const areaMm2 = areaMm2Of(slab);
  if (dose === null) return { areaMm2, coldMm2: 0, outsideMm2: areaMm2 };
  const { uMm, vMm, doseGy, stepGy } = dose;
  const twice = new Float32Array(2 * doseGy.length);
  twice.set(doseGy);
  twice.set(doseGy, doseGy.length);
  // The cut is 1 mm thick, so that its volumes are areas.
  const grid = { xMm: uMm, yMm: vMm, zMm: Float64Array.of(-1, 1), doseGy: twice, stepGy, axes: null };
  const { aboveCm3, outsideCm3 } = volumeAtLevel([slab], grid, levelGy);
  const outsideMm2 = outsideCm3 * MM2_PER_CM3;
  return { areaMm2, coldMm2: Math.max(0, areaMm2 - aboveCm3 * MM2_PER_CM3 - outsideMm2), outsideMm2 };
}

/** Where a plane's dose counts as the level or more: what of a target lies outside these polygons is its cold part. */
export function coveredAreas(dose: DosePlane, levelGy: number): readonly Loop[] {
  return isodose(dose, decisiveLevel(levelGy, dose.stepGy)).areas;
}
