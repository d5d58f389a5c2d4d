import { doseAtVolume, type Dvh } from './dvh.ts';
import { evaluateMetric } from './evaluate-metric.ts';
import { type Metric, printMetric } from './metric.ts';

export interface MetricComparison {
  readonly metric: string;
  readonly unit: string;
  readonly here: number | null;
  readonly planningSystem: number | null;
  /** Here less planning system. */
  readonly difference: number | null;
  /** Why one of the two has no value. */
  readonly reason: string | null;
}

export interface DoseDifference {
  /** Share of the structure, hottest part first, whose lowest dose is compared. */
  readonly atVolumePercent: number;
  readonly hereGy: number;
  readonly planningSystemGy: number;
  readonly differenceGy: number;
}

/** One metric in both histograms. A histogram in percent says nothing in cm³. */
export function compareMetric(
  metric: Metric,
  text: string,
  here: Dvh,
  theirs: { readonly dvh: Dvh; readonly inPercent: boolean },
  prescriptionGy: number | null,
): MetricComparison {
  const ours = evaluateMetric(metric, here, { prescriptionGy });
  const needsCm3 = theirs.inPercent && /cc/.test(printMetric(metric));
  const other = needsCm3
    ? { value: null, reason: 'the planning system gives volumes in percent only' }
    : evaluateMetric(metric, theirs.dvh, { prescriptionGy });
  const both = ours.value !== null && other.value !== null;
  return {
    metric: text,
    unit: metric.unit,
    here: ours.value,
    planningSystem: other.value,
    difference: both ? ours.value - other.value : null,
    reason: both ? null : ours.value === null ? ours.reason : other.reason,
  };
}

/** The whole per cents from 1 to 99 % at which the two curves are farthest apart in dose; null where one has no dose. */
export function largestDoseDifference(here: Dvh, theirs: Dvh): DoseDifference | null {
  let largest: DoseDifference | null = null;
  for (let percent = 1; percent < 100; percent++) {
    const hereGy = doseAtVolume(here, (here.volumeCm3 * percent) / 100);
    const planningSystemGy = doseAtVolume(theirs, (theirs.volumeCm3 * percent) / 100);
    if (hereGy === null || planningSystemGy === null) continue;
    const differenceGy = hereGy - planningSystemGy;
    if (largest === null || Math.abs(differenceGy) > Math.abs(largest.differenceGy))
      largest = { atVolumePercent: percent, hereGy, planningSystemGy, differenceGy };
  }
  return largest;
}
