import { TrabeculaError } from '../errors.ts';
import { regionFromMask } from '../geometry/region-from-mask.ts';
import { boundsOf } from '../geometry/region-size.ts';
import type { Voxels } from '../geometry/voxel-grid.ts';
import { doseFromVoxels } from './dose-from-voxels.ts';
import { computeDvh, volumeAtDose } from './dvh.ts';

export interface CoverageOfMask {
  /** Share of the whole mask that receives at least the prescription, 0 to 100; null if all of it lies outside the dose. */
  readonly coveragePercent: number | null;
  readonly volumeCm3: number;
  /** Part of the mask beyond the outermost dose voxel centres; it counts as not covered. */
  readonly outsideDoseCm3: number;
}

/**
 * How much of a mask (0/1 or shares) receives the prescription, trilinear between the centres of the dose voxels. Mask
 * and dose may lie on different grids. Throws `unreadable` for arrays that do not fit their grids, values that are no
 * dose or no share and an oblique mask; `nothing-found` for an empty mask; `usage` for a prescription that is not above 0.
 */
export function coverageOf({
  dose,
  mask,
  prescriptionGy,
}: {
  readonly dose: Voxels;
  readonly mask: Voxels;
  readonly prescriptionGy: number;
}): CoverageOfMask {
  if (!(prescriptionGy > 0) || !Number.isFinite(prescriptionGy)) {
    throw new TrabeculaError('usage', {
      what: 'no prescription',
      found: `${prescriptionGy} Gy`,
      expected: 'a dose above 0 Gy',
    });
  }
  const region = regionFromMask(mask);
  if (boundsOf(region) === null) throw new TrabeculaError('nothing-found', { what: 'the mask is empty' });
  const dvh = computeDvh(region, doseFromVoxels(dose), [prescriptionGy]);
  const { volumeCm3, outsideDoseCm3, maxGy } = dvh;
  const covered = volumeAtDose(dvh, prescriptionGy);
  return {
    coveragePercent: maxGy === null ? null : Math.min(100, (100 * covered) / volumeCm3),
    volumeCm3,
    outsideDoseCm3,
  };
}
