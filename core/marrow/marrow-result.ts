import { z } from 'zod';

/**
 * The result of `trabecula marrow`, as it is printed with --format json. Volumes are in cm³, percentages 0 to 100 and
 * above; an interval is the value under the stated convention with its range over the conventions, or over what is unknown.
 */

export const IRRADIATION_VOLUMES = [
  'gtv',
  'ptv',
  'treated-volume',
  'irradiated-volume',
  'gtv-in-trabecular',
  'ptv-in-trabecular',
] as const;
export const NODES = ['with', 'without'] as const;
export const OBJECTIVES = ['order', 'most-volume', 'most-lesions'] as const;

// The check's result holds this one, so it cannot lend its own.
const intervalSchema = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });
const warningSchema = z.strictObject({ code: z.string(), message: z.string() });

const level = z.union([z.int(), z.literal('above-all-levels'), z.literal('not-evaluable')]);
const range = z.strictObject({ low: z.number(), high: z.number() });
const ids = z.array(z.string());

/** How a volume stands to each level, taken as a ceiling; `undecided` where the range spans it. */
const levelOutcomes = z.array(
  z.strictObject({
    level: z.int(),
    percent: z.number(),
    outcome: z.enum(['inside', 'outside', 'undecided', 'not-evaluable']),
  }),
);
/** Lesions in the order in which they are taken: what each adds (overlaps counted once), and the sum so far. */
const steps = z.array(z.strictObject({ id: z.string(), addsCm3: z.number(), sumCm3: z.number() }));

export const marrowLesionSchema = z.strictObject({
  id: z.string(),
  site: z.enum(['bone', 'node']).nullable(),
  /** GTV; null when it is not known. */
  volumeCm3: z.number().nullable(),
  volumeRangeCm3: range.nullable(),
  ptvCm3: z.number().nullable(),
  /** Part of the GTV in trabecular bone. */
  inTrabecularCm3: z.number().nullable(),
  inTrabecularRangeCm3: range.nullable(),
  /** The GTV in the plan's own frame of reference, where that is another one. */
  planVolumeCm3: z.number().nullable(),
  longAxisMm: z.number().nullable(),
  /** Longest extent perpendicular to the long axis, in the same plane. */
  shortAxisMm: z.number().nullable(),
  /** From surface to surface of the GTVs. */
  nearest: z.strictObject({ id: z.string(), distanceMm: z.number() }).nullable(),
  /** High-risk or symptomatic; null when the flags leave it open. */
  priority: z.boolean().nullable(),
  highRisk: z.boolean().nullable(),
  symptomatic: z.boolean().nullable(),
  treated: z.boolean(),
  reason: z.string().nullable(),
});

export const marrowReadingSchema = z.strictObject({
  reading: z.enum(IRRADIATION_VOLUMES),
  nodes: z.enum(NODES),
  /** Of all treated lesions, overlaps counted once. */
  volumeCm3: z.number().nullable(),
  ratioPercent: intervalSchema.nullable(),
  lowestLevelNotExceeded: level,
  levels: levelOutcomes,
  /** Why something above is null or not evaluable; null when nothing is. */
  reason: z.string().nullable(),
});

export const sensitivityRowSchema = z.strictObject({ change: z.string(), trabecularCm3: z.number() });

export const marrowResultSchema = z.strictObject({
  schema: z.literal('trabecula/marrow/1'),
  notice: z.string(),
  rulesNotice: z.string(),
  software: z.strictObject({ name: z.string(), version: z.string() }),
  subject: z.string().nullable(),
  trial: z.strictObject({
    id: z.string(),
    registry: z.string(),
    recordDate: z.string(),
    title: z.string(),
    levels: z.array(z.strictObject({ id: z.int(), percent: z.number() })),
    /** The cited items with what the record says there, in the words of the trial file. */
    items: z.array(z.strictObject({ item: z.string(), words: z.string() })),
  }),
  inputs: z.array(
    z.strictObject({ sopInstanceUid: z.string(), modality: z.string(), sha256: z.string(), bytes: z.number() }),
  ),
  /** What the user declared. Without all of it there is no level. */
  declared: z.strictObject({
    kind: z.enum(['trabecular', 'whole-bone']).nullable(),
    skeletonComplete: z.boolean().nullable(),
    gtvTotalComplete: z.boolean().nullable(),
    reading: z.enum(IRRADIATION_VOLUMES).nullable(),
    nodes: z.enum(NODES).nullable(),
  }),
  trabecular: z.strictObject({
    /** "ROIs TTB of RS.dcm", "typed" */
    from: z.string(),
    frameOfReferenceUid: z.string().nullable(),
    /** Trabecular bone that was estimated on a CT; null otherwise. */
    estimate: z
      .strictObject({
        method: z.string(),
        accepted: z.boolean(),
        wholeBoneCm3: z.number(),
        sensitivity: z.array(sensitivityRowSchema),
        flags: z.array(z.string()),
      })
      .nullable(),
  }),
  trabecularCm3: intervalSchema.nullable(),
  intersectionCm3: intervalSchema.nullable(),
  reserveCm3: intervalSchema.nullable(),
  lesions: z.array(marrowLesionSchema),
  readings: z.array(marrowReadingSchema),
  /** What each level allows of the reserve, lowest first; null while something is not declared. */
  budgets: z.array(
    z.strictObject({
      level: z.int(),
      percent: z.number(),
      budgetCm3: z.number().nullable(),
      budgetRangeCm3: range.nullable(),
    }),
  ),
  /** The level that the achieved ratio implies, in the reading that the case names or that all agree in. */
  level: z.strictObject({
    lowestNotExceeded: level,
    reading: z.enum(IRRADIATION_VOLUMES).nullable(),
    nodes: z.enum(NODES).nullable(),
    /** The ratio is at least this, where not everything is declared or known. */
    atLeastPercent: z.number().nullable(),
    /** The lowest level holds for any trabecular volume above this. */
    holdsAboveTrabecularCm3: z.number().nullable(),
    /** A lower level would hold from this trabecular volume on; null where there is none. */
    lowerFromTrabecularCm3: z.number().nullable(),
    reason: z.string().nullable(),
  }),
  exclusion: z.strictObject({
    ratioPercent: z.number().nullable(),
    ratioRangePercent: range.nullable(),
    limitPercent: z.number().nullable(),
    outcome: z.enum(['passes', 'fails', 'undecided', 'not-evaluable']),
    reason: z.string().nullable(),
  }),
  selection: z.strictObject({
    level: z.int().nullable(),
    budgetCm3: z.number().nullable(),
    budgetRangeCm3: range.nullable(),
    objective: z.enum(OBJECTIVES),
    /** Whether the objective is the trial's or this program's. */
    objectiveInRecord: z.boolean(),
    reading: z.enum(IRRADIATION_VOLUMES).nullable(),
    nodes: z.enum(NODES).nullable(),
    must: ids,
    not: ids,
    proposed: ids,
    priority: ids,
    /** Of the proposal; of the priority lesions where they exceed the level and nothing is proposed. */
    steps,
    usedCm3: z.number().nullable(),
    remainingCm3: z.number().nullable(),
    remainingRangeCm3: range.nullable(),
    /** Other sets that are as good; the first 100. */
    ties: z.array(ids),
    /** How many sets are as good as the proposed one, itself not counted. */
    tieCount: z.number(),
    /** What would be proposed elsewhere within the ranges: under another convention, or where something is not said. */
    otherProposals: z.array(z.strictObject({ proposed: ids, when: z.string() })),
    status: z.enum(['fits', 'priority-exceeds-level', 'cannot-fill', 'not-proven', 'not-evaluable']),
    reason: z.string().nullable(),
    /** For `not-proven`: no set can hold more than this. */
    boundCm3: z.number().nullable(),
    /** What picking the largest first would have given; null beside the user's own order. */
    greedy: z.strictObject({ proposed: ids, usedCm3: z.number() }).nullable(),
    nextLevel: z
      .strictObject({ level: z.int(), budgetCm3: z.number(), adds: ids, drops: ids, usedCm3: z.number() })
      .nullable(),
    /** The smallest change of one lesion's volume that changes the proposal. */
    flip: z.strictObject({ id: z.string(), volumeCm3: z.number(), toCm3: z.number(), proposed: ids }).nullable(),
    /** What can be done where the priority lesions alone exceed the level: in words, and what would be asked then. */
    options: z.array(
      z.strictObject({
        words: z.string(),
        level: z.int().nullable(),
        lesions: ids.nullable(),
        readings: z.array(z.strictObject({ reading: z.enum(IRRADIATION_VOLUMES), nodes: z.enum(NODES) })),
      }),
    ),
  }),
  /** A set of lesions that the user picked, judged by the same rules; null where none was picked. */
  picked: z
    .strictObject({
      level: z.int().nullable(),
      lesions: ids,
      /** Priority lesions that are not in it, and lesions of which it is not said whether they are. */
      priorityLeftOut: ids,
      unsaidLeftOut: ids,
      steps,
      usedCm3: z.number().nullable(),
      usedRangeCm3: range.nullable(),
      remainingCm3: z.number().nullable(),
      remainingRangeCm3: range.nullable(),
      ratioPercent: intervalSchema.nullable(),
      levels: levelOutcomes,
      /** Against the open level. */
      status: z.enum(['fits', 'exceeds', 'undecided', 'not-evaluable']),
      reason: z.string().nullable(),
    })
    .nullable(),
  notChecked: z.array(z.strictObject({ rule: z.string(), why: z.string() })),
  warnings: z.array(warningSchema),
});

export type IrradiationVolume = (typeof IRRADIATION_VOLUMES)[number];
export type Nodes = (typeof NODES)[number];
export type Objective = (typeof OBJECTIVES)[number];
export type MarrowResult = z.infer<typeof marrowResultSchema>;
export type MarrowLesion = z.infer<typeof marrowLesionSchema>;
export type LevelOutcomes = z.infer<typeof levelOutcomes>;
export type SelectionSteps = z.infer<typeof steps>;
export type MarrowReading = z.infer<typeof marrowReadingSchema>;
