import { z } from 'zod';
import { screeningShape } from '../trial/screening-file.ts';
import type { FindingOutcome } from './check-result.ts';
import { citeSchema } from './cite.ts';

/**
 * A trial as data: the form of the files in seeds/ and of a site's own file. This schema is the source of
 * schemas/trial.schema.json. What a schema cannot say (bands total and disjoint, every item explained, every
 * reading known) is checked by `loadTrial`.
 */

const name = z.string().min(1, 'a text that is not empty');
const identifier = z.string().regex(/^[a-z0-9][a-z0-9._/-]*$/, 'small letters, digits, ".", "_", "-" and "/"');
const positive = z.number().positive('a number above 0');
const expression = z.string().min(1, 'an expression');

export const bandSchema = z.strictObject({
  /** What a value in this band is called. */
  class: z.enum([
    'per-protocol',
    'acceptable-deviation',
    'unacceptable-deviation',
    'met',
    'not-met',
  ] satisfies readonly FindingOutcome[]),
  /** Comparisons of the rule's variable with numbers, joined by and, or, not. */
  when: expression,
  /** Said beside the class. */
  note: z.string().optional(),
  /** The item of `cite` that says so. */
  item: name.optional(),
});

/** Exactly one band must hold for every number. */
const bands = z.array(bandSchema).min(1, 'at least one band');

const common = { id: identifier, /** In words: "PTV coverage". */ name, cite: citeSchema };

export const coverageRuleSchema = z.strictObject({
  ...common,
  kind: z.literal('coverage'),
  target: z.enum(['gtv', 'ptv']),
  /** Variable `coverage`: percent of the target that receives the prescribed dose. */
  bands,
  /** Other bands under an option of a reading. */
  underReadings: z.array(z.strictObject({ reading: name, option: name, bands })).optional(),
});

export const isodoseRuleSchema = z.strictObject({
  ...common,
  kind: z.literal('isodose'),
  /** Reading that says what 100 % is; options of-maximum, of-point, of-near-maximum. */
  reading: name,
  /** Variable `isodose`: the prescribed dose in percent of what the reading says. */
  bands,
});

export const maximumRuleSchema = z.strictObject({
  ...common,
  kind: z.literal('maximum'),
  /** Reading that says which statistic is meant; options point-maximum, d0.035cc. */
  statisticReading: name,
  /** Reading that says where; options in-target, anywhere. */
  placeReading: name,
  /** Variable `maximum`: the maximum in percent of the prescribed dose. */
  bands,
});

export const regimenRuleSchema = z.strictObject({
  ...common,
  kind: z.literal('regimen'),
  /** A prescription equals a regimen when its dose is within this and its fractions are the same. */
  toleranceGy: z.number().min(0, 'a number from 0 up'),
  regimens: z
    .array(z.strictObject({ doseGy: positive, fractions: z.int().positive('a whole number above 0') }))
    .min(1, 'at least one regimen'),
});

export const volumeLevelRuleSchema = z.strictObject({
  ...common,
  kind: z.literal('volume-level'),
  /** Which volume counts; options of the reading are named in the file. */
  volumeReading: name,
  nodesReading: name,
  levelReading: name,
  levels: z
    .array(z.strictObject({ id: z.int(), percent: positive, start: z.boolean().optional() }))
    .min(1, 'at least one level'),
  /** Volume in cm^3 of `trabecularBone` and `trabecularBoneInGtvTotal`. */
  boneMarrowReserve: expression,
  /** Percentage from `irradiationVolume` and `boneMarrowReserve`, both volumes in cm^3. */
  levelPercent: expression,
});

export const exclusionRuleSchema = z.strictObject({
  ...common,
  kind: z.literal('exclusion'),
  reading: name,
  /** Percentage from `mustTreatVolume` and `boneMarrowReserve`, both volumes in cm^3. */
  ratioPercent: expression,
  /** Variable `ratio`. */
  bands,
});

export const scheduleRuleSchema = z.strictObject({
  ...common,
  kind: z.literal('schedule'),
  fractionsPerWeek: z.int().positive('a whole number above 0'),
  leastHoursBetween: positive,
  /** Reading that says what a week is; options calendar-week, rolling-seven-days. */
  weekReading: name,
  /** Reading that says whose fractions are looked at; options lesion, patient. */
  scopeReading: name,
});

export const organsAtRiskRuleSchema = z.strictObject({ ...common, kind: z.literal('organs-at-risk') });

export const ruleSchema = z.discriminatedUnion('kind', [
  coverageRuleSchema,
  isodoseRuleSchema,
  maximumRuleSchema,
  regimenRuleSchema,
  volumeLevelRuleSchema,
  exclusionRuleSchema,
  scheduleRuleSchema,
  organsAtRiskRuleSchema,
]);

export const readingSchema = z.strictObject({
  /** What the record leaves open. */
  question: name,
  /** Name of each reading, and what it says. */
  options: z.record(z.string(), name),
  /** The option that holds when a case names none; null: none is taken, and a finding that hangs on it says so. */
  default: z.string().nullable(),
  /** Why this is the default, or why there is none. */
  reason: name,
});

export const trialSchema = z.strictObject({
  schema: z.literal('trabecula/trial/1'),
  id: identifier,
  /** Short name in reports: "HIMARS". */
  acronym: name,
  title: name,
  registry: name,
  /** Date of the registry record, YYYY-MM-DD. */
  recordDate: z.iso.date('a date, YYYY-MM-DD'),
  /** Every item of the record that a rule cites, explained in this project's own words. */
  items: z.record(z.string(), name),
  readings: z.record(z.string(), readingSchema),
  rules: z.array(ruleSchema),
  ...screeningShape,
  /** In a trial without any rule on dose: where the record was searched for one. */
  noDoseRules: name.optional(),
});

/** A site's file on top of another trial: only what differs. The whole is checked after it is laid over the other. */
export const trialExtensionSchema = z.strictObject({
  schema: z.literal('trabecula/trial/1'),
  id: identifier,
  /** Id of the trial that this one is laid over. */
  extends: identifier,
  acronym: name.optional(),
  title: name.optional(),
  items: z.record(z.string(), name).optional(),
  /** By name; the keys given replace those of the other trial. */
  readings: z.record(z.string(), readingSchema.partial()).optional(),
  /** By id; the keys given replace those of the other trial's rule. Each must say in `cite` what it rests on. */
  rules: z.array(z.looseObject({ id: identifier, cite: citeSchema })).optional(),
  /** By id, as for rules; a new way of answering (when, question, reading) takes the place of the old one. */
  criteria: z.array(z.looseObject({ id: identifier, cite: citeSchema })).optional(),
});

export const trialFileSchema = z.union([trialSchema, trialExtensionSchema]);

export type TrialData = z.infer<typeof trialSchema>;
export type RuleData = z.infer<typeof ruleSchema>;
export type BandData = z.infer<typeof bandSchema>;
export type ReadingData = z.infer<typeof readingSchema>;
