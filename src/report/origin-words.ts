import type { CheckResult, Finding, LesionResult, TargetResult } from '../../core/index.ts';
import { prescriptionWords, shownDose, shownLimit, shownValue, shownVolume } from './shown.ts';

/** Where every number of a finding comes from, a sentence each: value, prescription, conventions, limit. */
export function originLines(result: CheckResult, finding: Finding): string[] {
  const lesion = result.lesions.find(({ id }) => id === finding.lesion) ?? null;
  const { limit, unit, cite } = finding;
  const { endCaps, betweenSlices, doseInterpolation } = result.conventions;
  const value = lesion === null ? null : valueLine(finding, lesion);
  return [
    ...(value === null ? [] : [value]),
    ...(lesion?.prescription == null ? [] : [`Prescription: ${prescriptionWords(lesion)}`]),
    ...(finding.low === null
      ? []
      : [`Value computed with end caps ${endCaps}, ${betweenSlices} between slices, ${doseInterpolation} dose`]),
    ...(limit === null ? [] : [`${capital(shownLimit(limit, unit))}: ${cite.registry}, ${cite.item}`]),
  ];
}

function valueLine({ metric, value, roiName, unit, limit }: Finding, lesion: LesionResult): string | null {
  const target = targetOf(lesion, roiName);
  const shown = shownValue(value, unit, limit === null ? [] : [limit]);
  const prescribed = lesion.prescription === null ? null : shownDose(lesion.prescription.doseGy);
  if (value === null || target === null || prescribed === null) return null;
  if (metric.startsWith('V100%')) {
    return `${shown} of ${target.roiName} (${shownVolume(target.volumeCm3)}) receive ${prescribed} or more`;
  }
  if (metric === 'Max[%]')
    return `${shown}: Dmax of ${target.roiName}, ${shownDose(target.dmaxGy)}, over ${prescribed}`;
  if (metric === 'D0.035cc[%]') {
    return `${shown}: D0.035cc of ${target.roiName}, ${shownDose(target.d0035ccGy)}, over ${prescribed}`;
  }
  if (metric === 'Rx/Dmax[%]')
    return `${shown}: ${prescribed} over Dmax of ${target.roiName}, ${shownDose(target.dmaxGy)}`;
  return null;
}

function targetOf({ ptv, gtv }: LesionResult, roiName: string | null): TargetResult | null {
  return [ptv, gtv].find((target) => target !== null && target.roiName === roiName) ?? null;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
