import { z } from 'zod';

/** The result of `trabecula cohort status`, as it is printed with --format json: what a ledger says of its cohort. */

const statusSubjectSchema = z.strictObject({
  id: z.string(),
  level: z.int().nullable().describe('null: none is assigned yet'),
  screening: z.string().nullable().describe('outcome of the last screening for the trial'),
  planCheck: z.string().nullable().describe('outcome of the last plan check for the trial'),
  lesions: z.array(z.string()).describe('of the last selection'),
  achievedPercent: z.number().nullable().describe('irradiated volume over bone marrow reserve, of the last selection'),
  attainablePercent: z.number().nullable(),
  start: z.string().nullable().describe('day of the first fraction where it was given; null: none is recorded'),
  fractions: z.int(),
  toxicities: z.array(
    z.strictObject({ term: z.string(), grade: z.int(), doseLimiting: z.string(), onset: z.string() }),
  ),
  toxicity: z
    .enum(['yes', 'no', 'pending', 'not-evaluable'])
    .describe('dose-limiting toxicity; pending until an evaluation says otherwise, which is not "no"'),
});

export const cohortStatusSchema = z.strictObject({
  schema: z.literal('trabecula/cohort-status/1'),
  notice: z.string(),
  software: z.strictObject({ name: z.string(), version: z.string() }),
  trial: z.string().nullable().describe('null: the ledger has no subjects'),
  head: z.strictObject({ sequence: z.int(), hash: z.string() }),
  levels: z.array(
    z.strictObject({
      level: z.int(),
      subjects: z.int().describe('with a known outcome'),
      toxicities: z.int(),
      pending: z.int(),
      notEvaluable: z.int(),
    }),
  ),
  subjects: z.array(statusSubjectSchema).describe('in the order of assignment; after them those without a level'),
  decisions: z.array(
    z.strictObject({
      sequence: z.int(),
      at: z.string(),
      subject: z.string().nullable(),
      level: z.int().nullable(),
      decision: z.string(),
      reason: z.string(),
    }),
  ),
  readings: z.array(
    z.strictObject({ subject: z.string().nullable(), reading: z.string(), option: z.string(), reason: z.string() }),
  ),
  corrections: z.int(),
  warnings: z.array(z.string()),
});

export type CohortStatus = Readonly<z.infer<typeof cohortStatusSchema>>;
export type StatusSubject = Readonly<z.infer<typeof statusSubjectSchema>>;
