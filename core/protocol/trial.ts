import type { ScreeningData } from '../trial/screening-file.ts';
import type { FindingOutcome } from './check-result.ts';
import type {
  coverageRuleSchema,
  exclusionRuleSchema,
  isodoseRuleSchema,
  maximumRuleSchema,
  organsAtRiskRuleSchema,
  ReadingData,
  regimenRuleSchema,
  scheduleRuleSchema,
  volumeLevelRuleSchema,
} from './trial-file.ts';
import type { z } from 'zod';

/** A trial that was loaded: the file's own words, with its conditions and formulas ready to be evaluated. */
export interface Trial {
  readonly id: string;
  readonly acronym: string;
  readonly title: string;
  readonly registry: string;
  readonly recordDate: string;
  /** Id of the trial that this one was laid over; null for a trial of its own. */
  readonly extends: string | null;
  /** What a site's file changed: ids of rules and names of readings. Empty for a trial of its own. */
  readonly changed: readonly string[];
  readonly items: Readonly<Record<string, string>>;
  readonly readings: Readonly<Record<string, ReadingData>>;
  readonly rules: readonly Rule[];
  readonly noDoseRules: string | null;
  /** Criteria, counts and strata as they stand in the file; compiled when a patient is screened. */
  readonly screening: ScreeningData;
}

export interface Band {
  readonly class: FindingOutcome;
  readonly when: string;
  readonly note: string | null;
  /** The item that says so, where the file tells. */
  readonly item?: string;
  readonly holds: (value: number) => boolean;
}

/** Exactly one band holds for every number: checked when the trial was loaded. */
export interface Bands {
  readonly bands: readonly Band[];
  /** Where one band ends and the next begins, ascending. */
  readonly edges: readonly number[];
}

type Data<Schema extends z.ZodType> = Omit<Readonly<z.infer<Schema>>, 'bands' | 'underReadings'>;

export interface CoverageRule extends Data<typeof coverageRuleSchema>, Bands {
  readonly underReadings: readonly ({ readonly reading: string; readonly option: string } & Bands)[];
}
export interface IsodoseRule extends Data<typeof isodoseRuleSchema>, Bands {}
export interface MaximumRule extends Data<typeof maximumRuleSchema>, Bands {}
export type RegimenRule = Data<typeof regimenRuleSchema>;
export interface VolumeLevelRule extends Omit<
  Data<typeof volumeLevelRuleSchema>,
  'boneMarrowReserve' | 'levelPercent'
> {
  readonly boneMarrowReserveCm3: (volumesCm3: { trabecularBone: number; trabecularBoneInGtvTotal: number }) => number;
  readonly levelPercent: (volumesCm3: { irradiationVolume: number; boneMarrowReserve: number }) => number;
}
export interface ExclusionRule extends Omit<Data<typeof exclusionRuleSchema>, 'ratioPercent'>, Bands {
  readonly ratioPercent: (volumesCm3: { mustTreatVolume: number; boneMarrowReserve: number }) => number;
}
export type ScheduleRule = Data<typeof scheduleRuleSchema>;
export type OrgansAtRiskRule = Data<typeof organsAtRiskRuleSchema>;

export type Rule =
  | CoverageRule
  | IsodoseRule
  | MaximumRule
  | RegimenRule
  | VolumeLevelRule
  | ExclusionRule
  | ScheduleRule
  | OrgansAtRiskRule;

/** Rules that each lesion of a plan is checked against; the others need more than a plan. */
export type LesionRule = CoverageRule | IsodoseRule | MaximumRule | RegimenRule;
