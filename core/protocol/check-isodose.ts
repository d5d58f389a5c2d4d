import { notEvaluable } from './answer.ts';
import type { Answer } from './answer.ts';
import type { FindingOutcome, ReadingOutcome } from './check-result.ts';
import type { Readings } from './choose-readings.ts';
import { classAt, isFine, nearestEdge } from './classify.ts';
import { formatCoverage, formatLimit } from './format-number.ts';
import { classOfDose, hottestTarget } from './hottest-dose.ts';
import type { MeasuredLesion } from './measured-lesion.ts';
import type { IsodoseRule } from './trial.ts';

/** Planning systems state whole per cents and sample the maximum on their own grid; more than this is another plan or dose. */
const STATED_WITHIN_PERCENT = 2;
/** Below this volume ICRU 91 takes the dose to 0.035 cm³ for the near-maximum, else D2%. */
const NEAR_MAXIMUM_SWITCH_CM3 = 2;

/**
 * The isodose line that the dose is prescribed to. The record does not say what 100 % is, so the answer may
 * hang on the reading: of the maximum (Rx/Dmax, measured), of the near-maximum (measured), of a normalisation
 * point (only the case can state it; an RTDOSE does not hold it).
 */
export function checkIsodose(rule: IsodoseRule, lesion: MeasuredLesion, readings: Readings): Answer {
  const { target, doubt } = hottestTarget(lesion);
  const asked = { roiName: target?.roiName ?? null, metric: 'Rx/Dmax[%]', unit: '%' };
  const { prescription } = lesion;
  if (prescription === null) return notEvaluable(asked, lesion.prescriptionReason ?? 'no prescription');
  if (target === null) return notEvaluable(asked, doubt);
  if (target.dmaxGy <= 0) return notEvaluable(asked, doubt ?? `no dose in ${target.roiName}`);
  const share = (doseGy: number): number => (100 * prescription.doseGy) / doseGy;
  if (share(target.dmaxGy) > 100 + STATED_WITHIN_PERCENT) {
    const hottest = `${target.dmaxGy.toFixed(2)} of ${prescription.doseGy.toFixed(2)} Gy`;
    return notEvaluable(asked, `no isodose is the prescribed one: ${target.roiName} has at most ${hottest}`);
  }
  const measured = (name: string, doseGy: number | null): ReadingOutcome =>
    doseGy === null || doseGy <= 0
      ? without(name, rule)
      : withLimit(name, share(doseGy), classOfDose(share, doseGy, lesion, rule), rule);
  const { isodosePercent: stated, isodoseOf } = prescription;
  const statedOf = isodoseOf === null ? null : `of-${isodoseOf}`;
  const isSmall = target.volumeCm3 < NEAR_MAXIMUM_SWITCH_CM3;
  const ofMaximum = measured('of-maximum', target.dmaxGy);
  const ofNearMaximum = measured('of-near-maximum', isSmall ? target.d0035ccGy : target.d2PercentGy);
  const ofPoint =
    stated !== null && statedOf === 'of-point'
      ? withLimit('of-point', stated, classAt(stated, rule), rule)
      : without('of-point', rule);

  const all = [ofMaximum, ofPoint, ofNearMaximum];
  const answer = (from: ReadingOutcome, outcome: FindingOutcome, reason: string | null): Answer => ({
    ...asked,
    metric: METRICS[from.name] ?? asked.metric,
    value: from.value,
    low: null,
    high: null,
    limit: from.limit,
    outcome,
    between: null,
    readings: isFine(outcome) ? [] : all,
    reason,
  });

  const chosen = readings.get(rule.reading) ?? null;
  // Naming the point without saying the percentage settles nothing.
  const reading = chosen ?? (statedOf === 'of-point' && stated === null ? null : statedOf);
  const contradiction = contradictionOf(stated, statedOf, all);
  const readAs = (text: string | null): string | null => {
    const parts = [reading === null ? null : `read as ${reading}`, text, contradiction].filter((part) => part !== null);
    return parts.length === 0 ? null : parts.join('; ');
  };

  // What the case itself states below the limit is settled, unless it is of something else than the reading asks.
  if (stated !== null && (statedOf === null || statedOf === reading) && !isFine(classAt(stated, rule))) {
    const from = withLimit(reading ?? 'stated', stated, classAt(stated, rule), rule);
    return answer(from, from.outcome, readAs(`the case states the ${formatLimit(stated)} % isodose`));
  }
  // The maximum is the strictest reference: what it allows, every reading of a dose in the target allows.
  if (isFine(ofMaximum.outcome)) {
    const from = reading === 'of-point' && ofPoint.value !== null ? ofPoint : ofMaximum;
    return doubt === null
      ? answer(from, from.outcome, readAs(null))
      : notEvaluable(asked, doubt, { ...pick(from), readings: all });
  }
  switch (reading) {
    case 'of-maximum':
      return answer(ofMaximum, ofMaximum.outcome, readAs(aboveOfRx(target.dmaxGy, prescription.doseGy)));
    case 'of-near-maximum':
      if (ofNearMaximum.value === null)
        return notEvaluable(asked, `no near-maximum dose in ${target.roiName}`, { readings: all });
      if (isFine(ofNearMaximum.outcome) && doubt !== null)
        return notEvaluable(asked, doubt, { ...pick(ofNearMaximum), readings: all });
      return answer(ofNearMaximum, ofNearMaximum.outcome, readAs(null));
    case 'of-point':
      if (ofPoint.value === null) {
        return notEvaluable(
          asked,
          'the case gives no isodosePercent of the normalisation point, and an RTDOSE does not hold it',
          { ...pick(ofMaximum), readings: all },
        );
      }
      return answer(
        ofPoint,
        ofPoint.outcome,
        readAs('as the case states; an RTDOSE does not hold the normalisation point'),
      );
    default:
      return answer(
        ofMaximum,
        'depends-on-reading',
        readAs(`${aboveOfRx(target.dmaxGy, prescription.doseGy)}; what 100 % is decides`),
      );
  }
}

const METRICS: Readonly<Record<string, string>> = {
  'of-maximum': 'Rx/Dmax[%]',
  'of-near-maximum': 'Rx/near-maximum[%]',
  'of-point': 'prescription isodose[%]',
  stated: 'prescription isodose[%]',
};

function withLimit(name: string, value: number, outcome: FindingOutcome, rule: IsodoseRule): ReadingOutcome {
  return { name, outcome, value, limit: nearestEdge(value, rule.edges) };
}

function without(name: string, rule: IsodoseRule): ReadingOutcome {
  return { name, outcome: 'not-evaluable', value: null, limit: rule.edges[0] ?? null };
}

function pick({ value, limit }: ReadingOutcome): Pick<Answer, 'value' | 'limit'> {
  return { value, limit };
}

/** A stated isodose of the (near-)maximum can be held against the dose; that of a point cannot. */
function contradictionOf(
  stated: number | null,
  statedOf: string | null,
  all: readonly ReadingOutcome[],
): string | null {
  const found = statedOf === 'of-point' ? null : (all.find(({ name }) => name === statedOf)?.value ?? null);
  if (stated === null || found === null || Math.abs(stated - found) <= STATED_WITHIN_PERCENT) return null;
  return `contradiction: the case states ${formatLimit(stated)} % ${statedOf?.replace('of-', 'of the ') ?? ''}, the dose says ${formatCoverage(found, [stated])} %`;
}

function aboveOfRx(dmaxGy: number, doseGy: number): string {
  return `Dmax is ${formatCoverage((100 * dmaxGy) / doseGy, [])} % of the prescription`;
}
