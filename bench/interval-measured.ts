import { computeDvh, coverageOverConventions, DEFAULT_CONVENTION, regionOf } from '../core/index.ts';
import { randomTarget } from './random-targets.ts';

/** One random target: where its true coverage lies, and what is said of it. Percent. */
export interface MeasuredTarget {
  readonly volumeCm3: number;
  readonly doseSpacingMm: number;
  readonly truePercent: number;
  readonly low: number;
  readonly high: number;
  /** Under the stated convention. */
  readonly value: number;
  readonly best: number;
}

export function measuredTarget(index: number, seed: number): MeasuredTarget {
  const { structure, dose, levelGy, truePercent, volumeCm3, doseSpacingMm } = randomTarget(index, seed);
  const dvh = computeDvh(regionOf(structure.solid, DEFAULT_CONVENTION), dose, [levelGy]);
  const { percent, bestEstimatePercent } = coverageOverConventions(
    structure.solid,
    dose,
    levelGy,
    DEFAULT_CONVENTION,
    dvh,
  );
  return { volumeCm3, doseSpacingMm, truePercent, ...percent, best: bestEstimatePercent };
}
