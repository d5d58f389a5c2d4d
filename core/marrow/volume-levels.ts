import type { VolumeLevelRule } from '../protocol/trial.ts';

/** Volumes that differ by at most this are equal, cm³. */
const EQUAL_CM3 = 1e-6;

export interface VolumeLevel {
  readonly id: number;
  readonly percent: number;
}

/** The trial's levels, lowest first. */
export function levelsOfRule(rule: VolumeLevelRule): VolumeLevel[] {
  return rule.levels.map(({ id, percent }) => ({ id, percent })).sort((a, b) => a.percent - b.percent);
}

/** The largest irradiation volume of a level, read as a ceiling. */
export function budgetCm3Of(rule: VolumeLevelRule, level: VolumeLevel, reserveCm3: number): number {
  const cm3 = level.percent / rule.levelPercent({ irradiationVolume: 1, boneMarrowReserve: reserveCm3 });
  // As the reserve: a quotient leaves a few 1e-13 behind.
  return Math.round(cm3 * 1e9) / 1e9;
}

/** The lowest level that a volume does not exceed. */
export function lowestLevel(rule: VolumeLevelRule, volumeCm3: number, reserveCm3: number): number | 'above-all-levels' {
  const level = levelsOfRule(rule).find((each) => staysWithin(rule, each, volumeCm3, reserveCm3));
  return level?.id ?? 'above-all-levels';
}

export function staysWithin(rule: VolumeLevelRule, level: VolumeLevel, volumeCm3: number, reserveCm3: number): boolean {
  return volumeCm3 <= budgetCm3Of(rule, level, reserveCm3) + EQUAL_CM3;
}

/** Whether a volume stays within a limit on its ratio, 1e-6 cm³ granted. */
export function withGrace(volumeCm3: number): readonly [number, number] {
  return [volumeCm3, Math.max(0, volumeCm3 - EQUAL_CM3)];
}
