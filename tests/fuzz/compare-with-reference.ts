import type { DoseGrid, Structure } from '../../core/index.ts';
import { computeDvh, DEFAULT_CONVENTION, regionOf, volumeAtDose } from '../../core/index.ts';
import { supersample } from '../reference/supersampling.ts';
import type { PlainSet } from './plain-reader.ts';
import { plainPrisms } from './plain-reader.ts';

const STANDARD_ERRORS = 5;
const CELLS_PER_PRISM = 400;
const LEVELS = 6;
/** Shares of the solid by which the engine may differ beyond the sampling: see tests/core/dose/reference.test.ts. */
const VOLUME_SHARE = 2e-3;
const CURVE_SHARE = 0.02;
const OBLIQUE_SHARE = 0.04;

export interface Compared {
  /** Structures whose volume and curve were compared. */
  readonly structures: number;
  /** What does not agree; null if everything does. */
  readonly wrong: string | null;
}

/** The program's structures and dose against those of the other reader, through the reference kernel. */
export function compareWithReference(structures: readonly Structure[], dose: DoseGrid, plain: PlainSet): Compared {
  let compared = 0;
  for (const { roiName, solid } of structures) {
    const namesakes = plain.rois.filter((roi) => roi.roiName === roiName);
    const prisms = namesakes.length === 1 ? plainPrisms(namesakes[0]!) : null;
    if (prisms === null) continue;
    compared++;
    const region = regionOf(solid, DEFAULT_CONVENTION);
    const dvh = computeDvh(region, dose);
    const sampled = supersample(prisms, plain.dose, CELLS_PER_PRISM);
    const { volumeCm3, outsideCm3, coldestGy, hottestGy } = sampled;
    const beyond = (found: number, truth: { value: number; standardError: number }): number =>
      (Math.abs(found - truth.value) - STANDARD_ERRORS * truth.standardError) / volumeCm3.value;
    const differs = (what: string, found: number, truth: number): Compared => ({
      structures: compared,
      wrong: `${roiName}: ${what} is ${found}, by the reference ${truth}`,
    });
    if (beyond(dvh.volumeCm3, volumeCm3) > VOLUME_SHARE) return differs('volume', dvh.volumeCm3, volumeCm3.value);
    // An oblique grid is sampled again along the axes, and what is not wholly inside counts as outside: never less.
    if (dose.axes !== null && outsideCm3.value > 0) {
      if (dvh.outsideDoseCm3 < outsideCm3.value - STANDARD_ERRORS * outsideCm3.standardError)
        return differs('volume outside', dvh.outsideDoseCm3, outsideCm3.value);
      continue;
    }
    if (beyond(dvh.outsideDoseCm3, outsideCm3) > VOLUME_SHARE)
      return differs('volume outside', dvh.outsideDoseCm3, outsideCm3.value);
    if (sampled.points < 200) continue;
    const share = dose.axes === null ? CURVE_SHARE : OBLIQUE_SHARE;
    for (let n = 1; n < LEVELS; n++) {
      const level = coldestGy + ((hottestGy - coldestGy) * n) / LEVELS;
      const truth = sampled.volumeCm3At(level);
      const found = volumeAtDose(dvh, level);
      if (beyond(found, truth) > share) return differs(`V(${level} Gy)`, found, truth.value);
    }
    if (dose.axes !== null) continue;
    if (!(dvh.minGy! <= coldestGy + 1e-4 * hottestGy)) return differs('Dmin', dvh.minGy!, coldestGy);
    if (!(dvh.maxGy! >= hottestGy - 1e-4 * hottestGy)) return differs('Dmax', dvh.maxGy!, hottestGy);
  }
  return { structures: compared, wrong: null };
}
