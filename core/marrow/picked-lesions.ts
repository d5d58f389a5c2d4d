import type { VolumeLevelRule } from '../protocol/trial.ts';
import { intervalOf, levelOutcomes, missingOf, noLevelOutcomes, reserveOf, volumeOf } from './irradiation-readings.ts';
import type { MarrowResult } from './marrow-result.ts';
import { type MarrowPatient, priorityOf, type VolumeReading } from './marrow-patient.ts';
import { countedParts } from './select-lesions.ts';
import { stepsOf } from './selection-steps.ts';
import { budgetCm3Of, staysWithin, type VolumeLevel } from './volume-levels.ts';

export type Picked = NonNullable<MarrowResult['picked']>;

/** A picked set of which nothing is told but what it is, and why. */
export function unjudgedPick(
  { lesions }: MarrowPatient,
  picked: readonly number[],
  rule: VolumeLevelRule | null,
  level: number | null,
  reason: string,
): Picked {
  const has = new Set(picked);
  const leftOut = (flag: boolean | null): string[] =>
    lesions.filter((lesion, n) => !has.has(n) && priorityOf(lesion) === flag).map(({ id }) => id);
  return {
    level,
    lesions: picked.map((lesion) => lesions[lesion]!.id),
    priorityLeftOut: leftOut(true),
    unsaidLeftOut: leftOut(null),
    steps: [],
    usedCm3: null,
    usedRangeCm3: null,
    remainingCm3: null,
    remainingRangeCm3: null,
    ratioPercent: null,
    levels: rule === null ? [] : noLevelOutcomes(rule),
    status: 'not-evaluable',
    reason,
  };
}

/**
 * A set of lesions that a person picked, against every level and the open one, by the same rules as a proposal: overlaps
 * counted once, over all ends of the ranges. What comes first and is not in it is named.
 */
export function judgePicked(
  patient: MarrowPatient,
  asked: VolumeReading,
  rule: VolumeLevelRule,
  level: VolumeLevel | null,
  picked: readonly number[],
): Picked {
  const { lesions, scenarios } = patient;
  const has = new Set(picked);
  const none = (reason: string): Picked => unjudgedPick(patient, picked, rule, level?.id ?? null, reason);
  const missing = missingOf(patient, asked, (lesion) => has.has(lesion));
  if (missing !== null) return none(missing);
  const ends = scenarios.flatMap((scenario) => {
    const { low, high } = volumeOf(lesions, scenario, asked, (lesion) => has.has(lesion));
    const reserveCm3 = reserveOf(rule, scenario);
    return [high, low].map((volumeCm3) => ({ volumeCm3, reserveCm3 }));
  });
  if (ends.some(({ reserveCm3 }) => reserveCm3 <= 0)) return none('the reserve may be nothing');
  const used = intervalOf(ends.map(({ volumeCm3 }) => volumeCm3));
  const judged = {
    ...none(''),
    steps: stepsOf(
      countedParts(patient, scenarios[0], asked),
      picked,
      new Set(picked.filter((lesion) => priorityOf(lesions[lesion]!) === true)),
      (lesion) => lesions[lesion]!.id,
    ),
    usedCm3: used.value,
    usedRangeCm3: { low: used.low, high: used.high },
    ratioPercent: intervalOf(
      ends.map(({ volumeCm3, reserveCm3 }) =>
        rule.levelPercent({ irradiationVolume: volumeCm3, boneMarrowReserve: reserveCm3 }),
      ),
    ),
    levels: levelOutcomes(rule, ends),
  };
  if (level === null) return { ...judged, reason: 'no open level is named' };
  const stays = ends.map(({ volumeCm3, reserveCm3 }) => staysWithin(rule, level, volumeCm3, reserveCm3));
  const remaining = intervalOf(
    ends.map(({ volumeCm3, reserveCm3 }) => budgetCm3Of(rule, level, reserveCm3) - volumeCm3),
  );
  return {
    ...judged,
    remainingCm3: remaining.value,
    remainingRangeCm3: { low: remaining.low, high: remaining.high },
    status: stays.every(Boolean) ? 'fits' : stays.some(Boolean) ? 'undecided' : 'exceeds',
    reason: stays.every(Boolean) || !stays.some(Boolean) ? null : 'the range spans the level',
  };
}
