import type { Finding, FindingOutcome } from './check-result.ts';
import { classAt } from './classify.ts';
import type { MeasuredLesion } from './measured-lesion.ts';
import type { Bands, LesionRule } from './trial.ts';

export type Flip = NonNullable<Finding['flips']>[number];

/**
 * How far a finding is from another class, on either side: what its value would have to gain or lose, and what that is in
 * volume at dose, and in dose. The dose is a change of all of it by the same amount; that plan need not exist.
 */
export function flipsOf(
  rule: LesionRule,
  lesion: MeasuredLesion,
  { value, roiName, metric }: Pick<Finding, 'value' | 'roiName' | 'metric'>,
): Flip[] {
  if (value === null || rule.kind === 'regimen') return [];
  const target = [lesion.ptv, lesion.gtv].find((each) => each !== null && each.roiName === roiName) ?? null;
  const prescribedGy = lesion.prescription?.doseGy ?? null;
  return nextClasses(value, rule).map(({ limit, to }) => {
    const change = limit - value;
    if (rule.kind === 'coverage') {
      const atGy = lesion.resolved?.[rule.target]?.doseAtPercentGy?.(limit) ?? null;
      return {
        to,
        limit,
        change,
        volumeCm3: target === null ? null : (change / 100) * target.volumeCm3,
        doseGy: atGy === null || prescribedGy === null ? null : prescribedGy - atGy,
      };
    }
    return { to, limit, change, volumeCm3: null, doseGy: changeOfMaximum(metric, limit, value, prescribedGy) };
  });
}

/** The nearest edge on either side of a value beyond which another class holds. */
function nextClasses(value: number, bands: Bands): { limit: number; to: FindingOutcome }[] {
  const here = classAt(value, bands);
  const up = [...bands.edges].filter((edge) => edge >= value);
  const down = [...bands.edges].filter((edge) => edge <= value).reverse();
  const beyond = (edges: readonly number[], side: 1 | -1): { limit: number; to: FindingOutcome }[] => {
    for (const limit of edges) {
      const to = [limit, limit + side * 1e-9 * Math.max(1, limit)]
        .map((at) => classAt(at, bands))
        .find((each) => each !== here);
      if (to !== undefined) return [{ limit, to }];
    }
    return [];
  };
  return [...beyond(up, 1), ...beyond(down, -1)];
}

/** What the dose that the metric is made of would have to change by; null for readings that an RTDOSE does not hold. */
function changeOfMaximum(metric: string, limit: number, value: number, prescribedGy: number | null): number | null {
  if (prescribedGy === null || limit === 0 || value === 0) return null;
  if (metric === 'Max[%]' || metric === 'D0.035cc[%]') return ((limit - value) * prescribedGy) / 100;
  if (metric === 'Rx/Dmax[%]' || metric === 'Rx/near-maximum[%]') return 100 * prescribedGy * (1 / limit - 1 / value);
  return null;
}
