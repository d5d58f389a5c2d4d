import { z } from 'zod';
import { findingOutcome, overallOutcome } from '../protocol/check-result.ts';

/** The result of `trabecula compare`, as it is printed with --format json. Percentages are 0 to 100. */

/** What became of a class from A to B; of open ones only what holds whichever class they turn out to have. */
export const CLASS_CHANGES = ['worse', 'unsettled', 'open', 'only-a', 'only-b', 'settled', 'better', 'same'] as const;

const sideSchema = z.strictObject({
  roiName: z.string().nullable(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  limit: z.number().nullable(),
  outcome: findingOutcome,
  between: z.tuple([findingOutcome, findingOutcome]).nullable(),
  words: z.string(),
  /** Without what stands against the whole plan; absent where nothing does. */
  withheld: findingOutcome.optional(),
});

export const comparedFindingSchema = z.strictObject({
  rule: z.string(),
  /** Empty or in brackets for what is asked of the whole patient. */
  lesion: z.string(),
  metric: z.string(),
  unit: z.string(),
  /** null: the other plan alone has it. */
  a: sideSchema.nullable(),
  b: sideSchema.nullable(),
  /** B less A, in the unit of the value (points for %). */
  delta: z.number().nullable(),
  change: z.enum(CLASS_CHANGES),
  /** The class is another one, or became settled or open. */
  flips: z.boolean(),
  /** B may be worse than A, and may not. */
  mayBeWorse: z.boolean(),
  /** Limits between the two values, ascending. */
  crossed: z.array(z.number()),
  /** Of what flips: what differs that the class rests on, in words; empty where nothing is known to. */
  why: z.array(z.string()),
});

export const lesionFactSchema = z.strictObject({
  what: z.string(),
  unit: z.string(),
  a: z.number().nullable(),
  b: z.number().nullable(),
  delta: z.number().nullable(),
});

export const comparedLesionSchema = z.strictObject({
  id: z.string(),
  in: z.enum(['both', 'a', 'b']),
  outcomes: z.strictObject({ a: overallOutcome.nullable(), b: overallOutcome.nullable() }),
  /** Names of the targets where the two plans do not agree. */
  names: z.array(z.strictObject({ what: z.string(), a: z.string().nullable(), b: z.string().nullable() })),
  facts: z.array(lesionFactSchema),
});

export const basisSchema = z.strictObject({
  what: z.string(),
  same: z.boolean(),
  a: z.string(),
  b: z.string(),
});

const planSchema = z.strictObject({
  outcome: overallOutcome,
  words: z.string(),
  lesions: z.number(),
  rulesChecked: z.number(),
  rulesTotal: z.number(),
  /** What stands against a verdict of the whole plan. */
  blockers: z.array(z.string()),
});

export const compareResultSchema = z.strictObject({
  schema: z.literal('trabecula/compare/1'),
  notice: z.string(),
  rulesNotice: z.string(),
  software: z.strictObject({ name: z.string(), version: z.string() }),
  subject: z.string().nullable(),
  /** What shows that both are of one patient. */
  samePatientBy: z.enum(['patient-id', 'subject', 'nothing']),
  trial: z.strictObject({ id: z.string(), registry: z.string(), recordDate: z.string(), title: z.string() }),
  /** `worse`: a class is worse in B; `not-worse`: none is, and none may be; `open`: neither is known. */
  outcome: z.enum(['worse', 'open', 'not-worse']),
  words: z.string(),
  /** Why `open`, or what to bear in mind. */
  remarks: z.array(z.string()),
  plans: z.strictObject({ a: planSchema, b: planSchema }),
  /** How many findings changed in which way. */
  counts: z.record(z.enum(CLASS_CHANGES), z.number()),
  /** Flips first, worst first. */
  findings: z.array(comparedFindingSchema),
  /** In the order of A, then those of B alone. */
  lesions: z.array(comparedLesionSchema),
  /** What both rest on, and whether it is the same. */
  basis: z.array(basisSchema),
  /** Rules that were not asked of one plan or both. */
  notCompared: z.array(z.strictObject({ rule: z.string(), in: z.enum(['both', 'a', 'b']), why: z.string() })),
});

export type ClassChange = (typeof CLASS_CHANGES)[number];
export type ComparedFinding = z.infer<typeof comparedFindingSchema>;
export type ComparedLesion = z.infer<typeof comparedLesionSchema>;
export type ComparedBasis = z.infer<typeof basisSchema>;
export type CompareResult = z.infer<typeof compareResultSchema>;
