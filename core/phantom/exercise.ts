import type { Finding, Interval } from '../protocol/check-result.ts';
import type { TypedFile } from '../marrow/typed-file.ts';
import { seededNumbers } from './seeded-numbers.ts';
import { teachingDose } from './teaching-dose.ts';
import type { TeachingPicture } from './teaching-picture.ts';
import { FIRST_TEACHING_SETTINGS } from './teaching-settings.ts';
import type { TeachingSettings } from './teaching-settings.ts';
import { targetSizes, teachingTruth } from './teaching-truth.ts';

/** What a learner is given. Nothing in it tells the answer. */
export type ExerciseQuestion =
  | {
      readonly kind: 'coverage';
      readonly settings: TeachingSettings;
      readonly ptvCm3: number;
      /** Of the PTV, percent, under the stated convention. */
      readonly coverage: Interval;
      readonly picture: TeachingPicture;
    }
  | { readonly kind: 'marrow'; readonly volumes: TypedFile; readonly level: number; readonly levelPercent: number };

export type ExerciseAnswer =
  | {
      readonly kind: 'coverage';
      readonly outcome: Finding['outcome'];
      /** The class of the value alone, and of the truth. */
      readonly ofValue: Finding['outcome'];
      readonly ofTruth: Finding['outcome'];
      readonly truePercent: number;
      readonly trueErrorPercent: number;
      readonly items: readonly { readonly item: string; readonly words: string }[];
      readonly settledBy: string | null;
    }
  | {
      readonly kind: 'marrow';
      readonly reserveCm3: number;
      readonly budgetCm3: number;
      readonly status: string;
      readonly proposed: readonly string[];
      readonly usedCm3: number;
      readonly ties: readonly (readonly string[])[];
      /** What picking the largest first would have given. */
      readonly greedy: { readonly proposed: readonly string[]; readonly usedCm3: number } | null;
    };

const SPACINGS_MM = [1, 1.5, 2, 2.5, 3];
/** Coverages that make one think. */
const LOWEST_PERCENT = 74;
const HIGHEST_PERCENT = 98;
const MOST_DRAWS = 200;

/** A teaching case whose true coverage is neither all nor little; the same for the same seed and number. */
export function drawnCoverageCase(seed: number, number: number): TeachingSettings {
  const random = randomOf(seed, number);
  const halves = (low: number, high: number): number => low + 0.5 * Math.floor(random() * (2 * (high - low) + 1));
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const marginMm = halves(2, 5);
    const settings: TeachingSettings = {
      ...FIRST_TEACHING_SETTINGS,
      shape: pick(['sphere', 'sphere', 'ellipsoid', 'cylinder'] as const),
      fallOff: pick(['error-function', 'gaussian'] as const),
      regimen: pick(['27/3', '35/5'] as const),
      diameterMm: halves(6, 18),
      lengthMm: halves(8, 22),
      marginMm,
      reachMm: marginMm + halves(-1, 1.5),
      fallOffMm: halves(5, 9),
      shiftXMm: halves(-2, 2),
      shiftYMm: halves(-2, 2),
      shiftZMm: halves(-2, 2),
      doseSpacingMm: pick(SPACINGS_MM),
      sliceSpacingMm: pick(SPACINGS_MM),
      seed: Math.floor(random() * 1000),
    };
    const { coveragePercent } = teachingTruth(settings.shape, targetSizes(settings).ptv, teachingDose(settings));
    if (coveragePercent > LOWEST_PERCENT && coveragePercent < HIGHEST_PERCENT) return settings;
  }
  return FIRST_TEACHING_SETTINGS;
}

/** Volumes of a patient whose lesions do not all fit the first level; the same for the same seed and number. */
export function drawnVolumes(seed: number, number: number): TypedFile {
  const random = randomOf(seed, number);
  const tenths = (low: number, high: number): number => Math.round(10 * (low + (high - low) * random())) / 10;
  const trabecularCm3 = 10 * Math.round(tenths(80, 140));
  const count = 6 + Math.floor(random() * 4);
  // Together about half as much again as the level allows.
  const each = (0.42 * trabecularCm3) / count;
  const first = Math.floor(random() * count);
  const lesions = Array.from({ length: count }, (_, n) => {
    const gtvCm3 = tenths(0.3 * each, n === first ? 1.2 * each : 1.9 * each);
    const isNode = n !== first && random() < 0.25;
    return {
      id: `L${n + 1}`,
      site: isNode ? ('node' as const) : ('bone' as const),
      gtvCm3,
      inTrabecularCm3: isNode ? 0 : Math.round(10 * gtvCm3 * (0.5 + 0.5 * random())) / 10,
      highRisk: n === first,
      symptomatic: false,
    };
  });
  return {
    schema: 'trabecula/typed/1',
    subject: `exercise ${seed}-${number}`,
    trabecularCm3,
    kind: 'trabecular',
    skeletonComplete: true,
    gtvTotalComplete: true,
    readings: { irradiationVolume: 'gtv', nodes: 'with' },
    lesions,
  };
}

function randomOf(seed: number, number: number): () => number {
  return seededNumbers(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
}
