import type { FindingOutcome, TargetResult } from './check-result.ts';
import { classAt } from './classify.ts';
import { formatVolumeCm3 } from './format-number.ts';
import { NO_PTV } from './measured-lesion.ts';
import type { MeasuredLesion } from './measured-lesion.ts';
import type { Bands } from './trial.ts';

/** The target whose hottest dose counts: the PTV, or the GTV of a lesion without one. */
export type HottestTarget =
  /** With doubt: why the true maximum may be higher than the one found. */
  | { readonly target: TargetResult & { readonly dmaxGy: number }; readonly doubt: string | null }
  | { readonly target: null; readonly doubt: string };

export function hottestTarget(lesion: MeasuredLesion): HottestTarget {
  const target = lesion.ptv ?? lesion.gtv;
  if (target === null) return { target, doubt: lesion.ptvReason ?? lesion.gtvReason ?? 'no target' };
  const { dmaxGy } = target;
  if (dmaxGy === null) return { target: null, doubt: target.reason ?? `no dose in ${target.roiName}` };
  const measured = { ...target, dmaxGy };
  if (lesion.ptv === null && lesion.ptvReason !== null && !lesion.ptvReason.startsWith(NO_PTV)) {
    return { target: measured, doubt: `only the GTV could be looked at: ${lesion.ptvReason}` };
  }
  const outside = target.outsideDoseCm3 > 0;
  return {
    target: measured,
    doubt: outside
      ? `${formatVolumeCm3(target.outsideDoseCm3)} cm³ of ${target.roiName} lie outside the dose grid`
      : null,
  };
}

/**
 * Part of a dose that storing it may have added or taken: half a step of the RTDOSE, at least the rounding
 * to single precision. It never decides.
 */
export function storedWithinGy(doseGy: number, lesion: MeasuredLesion): number {
  return Math.max((lesion.doseStepGy ?? 0) / 2, Math.abs(doseGy) * 2 ** -24);
}

/** The class of a percentage that is computed from a dose: within the dose's rounding of a limit, it is on the limit. */
export function classOfDose(
  percentAt: (doseGy: number) => number,
  doseGy: number,
  lesion: MeasuredLesion,
  bands: Bands,
): FindingOutcome {
  const within = storedWithinGy(doseGy, lesion);
  const ends = [percentAt(doseGy - within), percentAt(doseGy + within)].sort((a, b) => a - b);
  const onLimit = bands.edges.find((edge) => (ends[0] ?? edge) <= edge && edge <= (ends[1] ?? edge));
  return classAt(onLimit ?? percentAt(doseGy), bands);
}
