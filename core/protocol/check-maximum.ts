import { notEvaluable } from './answer.ts';
import type { Answer } from './answer.ts';
import type { FindingOutcome, ReadingOutcome } from './check-result.ts';
import type { Readings } from './choose-readings.ts';
import { isFine, nearestEdge } from './classify.ts';
import { classOfDose, hottestTarget } from './hottest-dose.ts';
import type { MeasuredLesion } from './measured-lesion.ts';
import type { MaximumRule } from './trial.ts';

interface Verdict {
  readonly outcome: FindingOutcome;
  readonly from: ReadingOutcome;
  readonly reason: string | null;
}

/**
 * The maximum dose in percent of the prescription. The record names neither the statistic (the hottest point
 * or 0.035 cm³) nor the place (the target or anywhere), so where these disagree the answer hangs on the reading.
 */
export function checkMaximum(rule: MaximumRule, lesion: MeasuredLesion, readings: Readings): Answer {
  const { target, doubt } = hottestTarget(lesion);
  const asked = { roiName: target?.roiName ?? null, metric: 'Max[%]', unit: '%' };
  const { prescription } = lesion;
  if (prescription === null) return notEvaluable(asked, lesion.prescriptionReason ?? 'no prescription');
  if (target === null) return notEvaluable(asked, doubt);

  const percentOfRx = (doseGy: number): number => (100 * doseGy) / prescription.doseGy;
  const measured = (name: string, doseGy: number): ReadingOutcome => ({
    name,
    outcome: classOfDose(percentOfRx, doseGy, lesion, rule),
    value: percentOfRx(doseGy),
    limit: nearestEdge(percentOfRx(doseGy), rule.edges),
  });
  const point = measured('point-maximum', target.dmaxGy);
  const small = target.d0035ccGy === null ? null : measured('d0.035cc', target.d0035ccGy);
  const anywhere = lesion.hottestOutside === null ? null : measured('anywhere', lesion.hottestOutside.doseGy);

  const statistic = readings.get(rule.statisticReading) ?? null;
  const place = readings.get(rule.placeReading) ?? null;
  const inTarget = inTargetVerdict(point, small, statistic);
  const { outcome, from, reason } = withPlace(inTarget, anywhere, statistic, place);

  const offered = [point, ...(small === null ? [] : [small]), ...(anywhere === null ? [] : [anywhere])];
  const all = isFine(outcome) && offered.every((other) => isFine(other.outcome)) ? [] : offered;
  if (isFine(outcome) && doubt !== null)
    return notEvaluable(asked, doubt, { value: from.value, limit: from.limit, readings: all });
  return {
    ...asked,
    metric: from.name === 'd0.035cc' ? 'D0.035cc[%]' : 'Max[%]',
    value: from.value,
    low: null,
    high: null,
    limit: from.limit,
    outcome,
    between: null,
    readings: all,
    reason,
  };
}

function inTargetVerdict(point: ReadingOutcome, small: ReadingOutcome | null, statistic: string | null): Verdict {
  // No statistic is above the hottest point.
  if (isFine(point.outcome))
    return { outcome: point.outcome, from: statistic === 'd0.035cc' ? (small ?? point) : point, reason: null };
  if (statistic === 'point-maximum') return { outcome: point.outcome, from: point, reason: 'read as point-maximum' };
  if (small === null) {
    const outcome = statistic === null ? 'depends-on-reading' : 'not-evaluable';
    return {
      outcome,
      from: point,
      reason: 'the hottest point is above the limit, and the target is smaller than 0.035 cm³',
    };
  }
  if (statistic === 'd0.035cc') return { outcome: small.outcome, from: small, reason: 'read as d0.035cc' };
  if (small.outcome === point.outcome) return { outcome: point.outcome, from: point, reason: null };
  return {
    outcome: 'depends-on-reading',
    from: point,
    reason: 'statistic: the hottest point is above the limit, D0.035cc is not',
  };
}

/** A deviation inside the target stands wherever the maximum is sought; one outside only if "anywhere" is meant. */
function withPlace(
  inTarget: Verdict,
  anywhere: ReadingOutcome | null,
  statistic: string | null,
  place: string | null,
): Verdict {
  const insideIsSettled =
    !isFine(inTarget.outcome) && inTarget.outcome !== 'depends-on-reading' && inTarget.outcome !== 'not-evaluable';
  if (anywhere === null || isFine(anywhere.outcome) || place === 'in-target' || insideIsSettled) return inTarget;
  const outside = 'the hottest point outside all PTVs is above the limit';
  if (place === null) {
    const reasons = [inTarget.outcome === 'depends-on-reading' ? inTarget.reason : null, `place: ${outside}`];
    const reason = reasons.filter((each) => each !== null).join('; ');
    return { outcome: 'depends-on-reading', from: inTarget.from, reason };
  }
  if (statistic === 'point-maximum')
    return { outcome: anywhere.outcome, from: anywhere, reason: `read as anywhere: ${outside}` };
  if (statistic === 'd0.035cc')
    return { outcome: 'not-evaluable', from: anywhere, reason: `${outside}, and D0.035cc is not computed there` };
  return {
    outcome: 'depends-on-reading',
    from: anywhere,
    reason: `statistic: ${outside}, and D0.035cc is not computed there`,
  };
}
