import { computeDvh, coverageOverConventions, DEFAULT_CONVENTION, regionOf } from '../core/index.ts';
import { randomNumbers, randomTarget } from './random-targets.ts';

/** How often the truth lies in the interval, and how wide that is, in one class of volumes. */
export interface IntervalRow {
  readonly volumes: string;
  readonly targets: number;
  readonly insidePercent: number;
  readonly medianWidth: number;
  readonly stated: Errors;
  readonly best: Errors;
}

interface Errors {
  readonly bias: number;
  readonly rms: number;
  readonly worst: number;
}

const CLASSES = [
  { volumes: 'below 1 cm³', holds: (cm3: number): boolean => cm3 < 1 },
  { volumes: '1-5 cm³', holds: (cm3: number): boolean => cm3 >= 1 && cm3 < 5 },
  { volumes: 'above 5 cm³', holds: (cm3: number): boolean => cm3 >= 5 },
];

/** The interval of a coverage against the true coverage of random targets. */
export function intervalSuite(seed: number, targets: number, onTarget: (done: number) => void): IntervalRow[] {
  const random = randomNumbers(seed);
  const measured = Array.from({ length: targets }, (_, n) => {
    const { structure, dose, levelGy, truePercent, volumeCm3 } = randomTarget(n, random);
    const dvh = computeDvh(regionOf(structure.solid, DEFAULT_CONVENTION), dose, [levelGy]);
    const coverage = coverageOverConventions(structure.solid, dose, levelGy, DEFAULT_CONVENTION, dvh);
    onTarget(n + 1);
    return { volumeCm3, truePercent, ...coverage.percent, best: coverage.bestEstimatePercent };
  });
  return CLASSES.map(({ volumes, holds }) => {
    const own = measured.filter(({ volumeCm3 }) => holds(volumeCm3));
    const inside = own.filter(({ low, high, truePercent }) => low <= truePercent && truePercent <= high);
    const widths = own.map(({ low, high }) => high - low).sort((a, b) => a - b);
    return {
      volumes,
      targets: own.length,
      insidePercent: (100 * inside.length) / own.length,
      medianWidth: widths[widths.length >> 1]!,
      stated: errorsOf(own.map(({ value, truePercent }) => value - truePercent)),
      best: errorsOf(own.map(({ best, truePercent }) => best - truePercent)),
    };
  });
}

function errorsOf(errors: readonly number[]): Errors {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    bias: mean(errors),
    rms: Math.sqrt(mean(errors.map((error) => error * error))),
    worst: errors.reduce((worst, error) => (Math.abs(error) > Math.abs(worst) ? error : worst), 0),
  };
}
