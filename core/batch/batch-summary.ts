import { z } from 'zod';
import { FINDING_OUTCOMES, findingSchema, OVERALL_OUTCOMES } from '../protocol/check-result.ts';
import { BATCH_FAILURES } from './batch-record.ts';

/** The summary of `trabecula batch`. Lists are cut at a fixed length; counts and the tables beside it are whole. */

const outcome = z.enum(OVERALL_OUTCOMES);

const rankedPlanSchema = z.strictObject({
  plan: z.string(),
  subject: z.string().nullable(),
  outcome,
  worstPossible: outcome,
  lesions: z.number(),
  findings: z.number(),
  /** Findings of the worst class that occurs in the plan. */
  worstFindings: z.number(),
  /** The first of them; null where the plan has no finding. */
  first: findingSchema.nullable(),
});

export const batchSummarySchema = z.strictObject({
  schema: z.literal('trabecula/batch/1'),
  notice: z.string(),
  /** Of the first result; null where there is none. */
  rulesNotice: z.string().nullable(),
  software: z.strictObject({ name: z.string(), version: z.string() }),
  /** Id of the trial; null where no plan was checked. */
  trial: z.string().nullable(),
  /** Plan folders that are there: each is checked, failed or missing. */
  plans: z.number(),
  checked: z.number(),
  failed: z.number(),
  /** Without a record: not yet looked at, or interrupted. */
  missing: z.number(),
  /** Files, and hidden folders, where plan folders were looked for. */
  besidePlans: z.number(),
  /** Records of another version, trial or other options than most; their results cannot be counted together. */
  madeOtherwise: z.number(),
  lesions: z.number(),
  findings: z.number(),
  /** Plans of each outcome, worst first; and of each worst outcome that is still possible. */
  outcomes: z.array(z.strictObject({ outcome, plans: z.number(), possible: z.number() })),
  rules: z.array(
    z.strictObject({
      rule: z.string(),
      findings: z.number(),
      counts: z.partialRecord(z.enum(FINDING_OUTCOMES), z.number()),
    }),
  ),
  failures: z.array(z.strictObject({ kind: z.enum(BATCH_FAILURES), plans: z.number() })),
  /** At most the first hundred, in the order of the plans. */
  failedPlans: z.array(z.strictObject({ plan: z.string(), kind: z.enum(BATCH_FAILURES), message: z.string() })),
  missingPlans: z.array(z.string()),
  /** At most a hundred plans that are not without deviation, worst first. */
  worst: z.array(rankedPlanSchema),
});

export type BatchSummary = z.infer<typeof batchSummarySchema>;
export type RankedPlan = z.infer<typeof rankedPlanSchema>;
