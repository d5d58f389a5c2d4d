import { evaluateMetric } from './evaluate-metric.ts';
import type { MetricValue } from './evaluate-metric.ts';
import { parseMetric, printMetric } from './metric.ts';
import type { Dvh } from './dvh.ts';

/** From this volume on, near-minimum and near-maximum are percentages; below it, absolute volumes. */
export const NEAR_EXTREME_SWITCH_CM3 = 2;

const NEAR_MAXIMUM = { large: parseMetric('D2%[Gy]'), small: parseMetric('D0.035cc[Gy]') };
const NEAR_MINIMUM = { large: parseMetric('D98%[Gy]'), small: parseMetric('DC0.035cc[Gy]') };

export interface NearExtreme extends MetricValue {
  /** The metric that stands for the near-extreme of a volume of this size. */
  readonly metric: string;
}

/**
 * Near-maximum dose of a target as ICRU Report 91 (2017) reports it for small fields: D2% from 2 cm³ on, below that the
 * dose to the hottest 35 mm³. At 2 cm³ itself 2 % is 40 mm³, so the value steps a little there.
 */
export function nearMaximum(dvh: Dvh): NearExtreme {
  return nearExtreme(NEAR_MAXIMUM, dvh);
}

/** Near-minimum dose (ICRU Report 91): D98% from 2 cm³ on, below that the dose to all but the coldest 35 mm³, D(V - 0.035 cm³). */
export function nearMinimum(dvh: Dvh): NearExtreme {
  return nearExtreme(NEAR_MINIMUM, dvh);
}

function nearExtreme({ large, small }: typeof NEAR_MAXIMUM, dvh: Dvh): NearExtreme {
  const metric = dvh.volumeCm3 >= NEAR_EXTREME_SWITCH_CM3 ? large : small;
  return { metric: printMetric(metric), ...evaluateMetric(metric, dvh, { prescriptionGy: null }) };
}
