import type { Interval } from '../protocol/check-result.ts';
import type { VolumeLevelRule } from '../protocol/trial.ts';
import { IRRADIATION_VOLUMES, type LevelOutcomes, type MarrowReading, NODES } from './marrow-result.ts';
import {
  countsIn,
  type MarrowPatient,
  type PatientLesion,
  type VolumeReading,
  type VolumeScenario,
} from './marrow-patient.ts';
import { levelsOfRule, lowestLevel, staysWithin } from './volume-levels.ts';
import { volumeOfParts } from './volume-parts.ts';

/** Every reading of the irradiation volume; the one closest to the record first. */
export const ALL_READINGS: readonly VolumeReading[] = IRRADIATION_VOLUMES.flatMap((reading) =>
  NODES.map((nodes) => ({ reading, nodes })),
);

/** A reading evaluated; `reason` is set where something is missing. */
export interface EvaluatedReading extends MarrowReading {
  /** Why there is no level though there is a ratio; null when there is one. */
  readonly levelReason: string | null;
}

/** The ratio of the treated lesions, and the level that it implies, in one reading. */
export function evaluateReading(
  patient: MarrowPatient,
  { reading, nodes }: VolumeReading,
  rule: VolumeLevelRule | null,
  undeclared: readonly string[],
): EvaluatedReading {
  const asked = { reading, nodes };
  const treated = patient.lesions.map(({ treated: is }) => is);
  const missing = missingOf(patient, asked, (lesion) => treated[lesion] === true);
  const none = {
    ...asked,
    volumeCm3: null,
    ratioPercent: null,
    lowestLevelNotExceeded: 'not-evaluable' as const,
    levels: rule === null ? [] : noLevelOutcomes(rule),
  };
  if (missing !== null) return { ...none, reason: missing, levelReason: missing };
  // Of nothing there is no ratio: 0 % would read as a level that is kept.
  if (!treated.includes(true)) {
    const why = patient.lesions.length === 0 ? NO_LESIONS : 'no lesion is treated';
    return { ...none, reason: why, levelReason: why };
  }
  const [stated] = patient.scenarios;
  const volumeCm3 = volumeOf(patient.lesions, stated, asked, (lesion) => treated[lesion] === true).high;
  if (rule === null) return { ...none, volumeCm3, reason: NO_LEVELS, levelReason: NO_LEVELS };
  if (patient.scenarios.some((scenario) => reserveOf(rule, scenario) <= 0)) {
    const why = undeclared.length > 0 ? undeclared.join('; ') : RESERVE_UNKNOWN;
    return { ...none, volumeCm3, reason: why, levelReason: why };
  }
  const ends = patient.scenarios.flatMap((scenario) => {
    const { low, high } = volumeOf(patient.lesions, scenario, asked, (lesion) => treated[lesion] === true);
    const reserveCm3 = reserveOf(rule, scenario);
    return [high, low].map((volume) => ({
      volumeCm3: volume,
      reserveCm3,
      percent: rule.levelPercent({ irradiationVolume: volume, boneMarrowReserve: reserveCm3 }),
      level: lowestLevel(rule, volume, reserveCm3),
    }));
  });
  const ratioPercent = intervalOf(ends.map(({ percent }) => percent));
  const levels = [...new Set(ends.map(({ level }) => level))];
  const known = {
    ...asked,
    volumeCm3,
    ratioPercent,
    levels: undeclared.length > 0 ? none.levels : levelOutcomes(rule, ends),
  };
  const levelReason =
    undeclared.length > 0
      ? undeclared.join('; ')
      : levels.length > 1
        ? `the range spans a limit: level ${levels.join(' or ')}`
        : null;
  return {
    ...known,
    lowestLevelNotExceeded: levelReason === null ? levels[0]! : 'not-evaluable',
    reason: levelReason,
    levelReason,
  };
}

/** How volumes stand to the levels, over all ends of their ranges. */
export function levelOutcomes(
  rule: VolumeLevelRule,
  ends: readonly { readonly volumeCm3: number; readonly reserveCm3: number }[],
): LevelOutcomes {
  return levelsOfRule(rule).map((level) => {
    const stays = ends.map(({ volumeCm3, reserveCm3 }) => staysWithin(rule, level, volumeCm3, reserveCm3));
    const outcome = stays.every(Boolean) ? 'inside' : stays.some(Boolean) ? 'undecided' : 'outside';
    return { level: level.id, percent: level.percent, outcome };
  });
}

export function noLevelOutcomes(rule: VolumeLevelRule): LevelOutcomes {
  return levelsOfRule(rule).map(({ id, percent }) => ({ level: id, percent, outcome: 'not-evaluable' }));
}

export const NO_LESIONS = 'there are no lesions';
const NO_LEVELS = 'no rule on volume levels in this record';
const RESERVE_UNKNOWN = 'the reserve may be nothing: how much of the lesions lies in trabecular bone is not known';

export function reserveOf(rule: VolumeLevelRule, { trabecularCm3, intersectionCm3 }: VolumeScenario): number {
  const cm3 = rule.boneMarrowReserveCm3({ trabecularBone: trabecularCm3, trabecularBoneInGtvTotal: intersectionCm3 });
  // Units in formulas leave a few 1e-13 behind.
  return Math.round(cm3 * 1e9) / 1e9;
}

/** The first value with the range of all. */
export function intervalOf(values: readonly number[]): Interval {
  return { value: values[0]!, low: Math.min(...values), high: Math.max(...values) };
}

/** Volume of some lesions in a reading; a range where it is not said which are nodes. */
export function volumeOf(
  lesions: readonly PatientLesion[],
  scenario: VolumeScenario,
  asked: VolumeReading,
  has: (lesion: number) => boolean,
): { readonly low: number; readonly high: number } {
  const { parts } = scenario.volumes[asked.reading];
  const counts = lesions.map((lesion) => countsIn(asked, lesion));
  return {
    low: volumeOfParts(parts, (lesion) => has(lesion) && counts[lesion] === true),
    high: volumeOfParts(parts, (lesion) => has(lesion) && counts[lesion] !== false),
  };
}

/** Why a reading cannot be computed for some lesions; null when it can. */
export function missingOf(
  { lesions, scenarios: [stated] }: MarrowPatient,
  asked: VolumeReading,
  has: (lesion: number) => boolean,
): string | null {
  const { missing } = stated.volumes[asked.reading];
  const reasons = lesions.flatMap((lesion, n) => {
    const why = has(n) && countsIn(asked, lesion) !== false ? (missing[n] ?? null) : null;
    return why === null ? [] : [{ id: lesion.id, why }];
  });
  const [first] = reasons;
  if (first === undefined) return null;
  const same = reasons.filter(({ why }) => why === first.why).map(({ id }) => id);
  const other = reasons.length - same.length;
  return `${first.why} (${listed(same)}${other === 0 ? '' : `, and ${other} more lack something`})`;
}

function listed(ids: readonly string[]): string {
  return ids.length <= 6 ? ids.join(', ') : `${ids.slice(0, 5).join(', ')} and ${ids.length - 5} more`;
}
