import { notEvaluable } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Interval, ReadingOutcome } from './check-result.ts';
import type { Readings } from './choose-readings.ts';
import { classify } from './classify.ts';
import type { MeasuredLesion } from './measured-lesion.ts';
import { settledBy } from './settled-by.ts';
import type { CoverageRule } from './trial.ts';

/** The share of the GTV or PTV that receives the prescribed dose, against the rule's bands. */
export function checkCoverage(rule: CoverageRule, lesion: MeasuredLesion, readings: Readings): Answer {
  const target = lesion[rule.target];
  const asked = { roiName: target?.roiName ?? null, metric: 'V100%[%]', unit: '%' };
  if (target === null) {
    const reason = rule.target === 'gtv' ? lesion.gtvReason : lesion.ptvReason;
    return notEvaluable(asked, reason ?? `no ${rule.target.toUpperCase()}`);
  }
  if (lesion.prescription === null) return notEvaluable(asked, lesion.prescriptionReason ?? 'no prescription');
  const coverage = target.coveragePercent;
  if (coverage === null || ![coverage.value, coverage.low, coverage.high].every(Number.isFinite)) {
    return notEvaluable(asked, target.reason ?? 'the coverage could not be computed');
  }
  const resolved = lesion.resolved?.[rule.target] ?? null;
  const chosen = rule.underReadings.find(({ reading, option }) => readings.get(reading) === option);
  const { outcome, between, limit, note } = classify(coverage, chosen ?? rule);
  return {
    ...asked,
    value: coverage.value,
    low: coverage.low,
    high: coverage.high,
    limit,
    outcome,
    between,
    ...(outcome === 'undecided' && resolved !== null ? { settledBy: settledBy(resolved, chosen ?? rule) } : {}),
    readings: otherReadings(rule, coverage, outcome),
    reason: outcome === 'undecided' ? null : note,
  };
}

/** Readings that would call the same coverage something else; the chosen one does not. */
function otherReadings(rule: CoverageRule, coverage: Interval, outcome: Answer['outcome']): ReadingOutcome[] {
  return rule.underReadings
    .map((other) => ({ other, under: classify(coverage, other) }))
    .filter(({ under }) => under.outcome !== outcome)
    .map(({ other, under }) => ({
      name: `${other.reading}: ${other.option}`,
      outcome: under.outcome,
      value: coverage.value,
      limit: under.limit,
    }));
}
