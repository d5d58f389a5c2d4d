import { classAt, isFine } from '../protocol/classify.ts';
import type { ExclusionRule, VolumeLevelRule } from '../protocol/trial.ts';
import { missingOf, reserveOf, volumeOf } from './irradiation-readings.ts';
import type { MarrowResult } from './marrow-result.ts';
import { type MarrowPatient, priorityOf, type VolumeReading } from './marrow-patient.ts';
import { withGrace } from './volume-levels.ts';

export type Exclusion = MarrowResult['exclusion'];

/** Tumour of high-risk and symptomatic lesions against the reserve; unknown flags bound it from both sides. */
export function evaluateExclusion(
  patient: MarrowPatient,
  asked: VolumeReading,
  rule: ExclusionRule,
  levels: VolumeLevelRule,
): Exclusion {
  const limitPercent = rule.edges[0] ?? null;
  const open = { ratioPercent: null, ratioRangePercent: null, limitPercent, outcome: 'not-evaluable' as const };
  const flags = patient.lesions.map(priorityOf);
  const missing = missingOf(patient, asked, (lesion) => flags[lesion] !== false);
  if (missing !== null) return { ...open, reason: missing };
  const ratio = (volumeCm3: number, reserveCm3: number): number =>
    rule.ratioPercent({ mustTreatVolume: volumeCm3, boneMarrowReserve: reserveCm3 });
  const ends = patient.scenarios.flatMap((scenario) => {
    const reserveCm3 = reserveOf(levels, scenario);
    const extraCm3 = asked.reading === 'gtv' ? scenario.unassignedCm3 : 0;
    const high = volumeOf(patient.lesions, scenario, asked, (lesion) => flags[lesion] !== false).high + extraCm3;
    const { low } = volumeOf(patient.lesions, scenario, asked, (lesion) => flags[lesion] === true);
    return [high, low].map((volumeCm3) => ({ volumeCm3, reserveCm3 }));
  });
  if (ends.some(({ reserveCm3 }) => reserveCm3 <= 0)) return { ...open, reason: 'the reserve may be nothing' };
  const percents = ends.map(({ volumeCm3, reserveCm3 }) => ratio(volumeCm3, reserveCm3));
  const passes = ends.map(({ volumeCm3, reserveCm3 }) =>
    withGrace(volumeCm3).some((volume) => isFine(classAt(ratio(volume, reserveCm3), rule))),
  );
  const outcome = passes.every(Boolean) ? 'passes' : passes.some(Boolean) ? 'undecided' : 'fails';
  const unknown = patient.lesions.filter((_, n) => flags[n] === null).map(({ id }) => id);
  return {
    ratioPercent: percents[0]!,
    ratioRangePercent: { low: Math.min(...percents), high: Math.max(...percents) },
    limitPercent,
    outcome,
    reason:
      outcome !== 'undecided'
        ? null
        : unknown.length > 0
          ? `it is not said whether ${unknown.join(', ')} ${unknown.length === 1 ? 'is' : 'are'} high-risk or symptomatic`
          : 'the range spans the limit',
  };
}
