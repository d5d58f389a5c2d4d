import { notEvaluable } from './answer.ts';
import type { Answer } from './answer.ts';
import { nearestEdge } from './classify.ts';
import { formatLimit } from './format-number.ts';
import type { MeasuredLesion } from './measured-lesion.ts';
import type { RegimenRule } from './trial.ts';

/** Whether the lesion is prescribed one of the trial's regimens. */
export function checkRegimen(rule: RegimenRule, lesion: MeasuredLesion): Answer {
  const asked = { roiName: null, metric: 'prescribed dose', unit: 'Gy' };
  if (lesion.prescription === null) return notEvaluable(asked, lesion.prescriptionReason ?? 'no prescription');
  const { doseGy, fractions } = lesion.prescription;
  // 27.01 - 27 is a hair above 0.01 in binary.
  const slackGy = rule.toleranceGy + 1e-9;
  const meets = rule.regimens.some(
    (regimen) => regimen.fractions === fractions && Math.abs(regimen.doseGy - doseGy) <= slackGy,
  );
  return {
    ...asked,
    value: doseGy,
    low: null,
    high: null,
    limit: nearestEdge(
      doseGy,
      rule.regimens.map((regimen) => regimen.doseGy),
    ),
    outcome: meets ? 'met' : 'not-met',
    between: null,
    readings: [],
    reason: meets ? null : `${inWords({ doseGy, fractions })} is none of ${rule.regimens.map(inWords).join(', ')}`,
  };
}

function inWords({ doseGy, fractions }: { readonly doseGy: number; readonly fractions: number }): string {
  return `${formatLimit(doseGy)} Gy in ${fractions} fraction${fractions === 1 ? '' : 's'}`;
}
