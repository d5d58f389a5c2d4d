import { z } from 'zod';
import { FINDING_OUTCOMES } from './check-result.ts';

/** What a person may decide: classes that the rules have, not that something is open. */
export const DECIDED_OUTCOMES = [
  'per-protocol',
  'acceptable-deviation',
  'unacceptable-deviation',
  'met',
  'not-met',
] as const satisfies readonly (typeof FINDING_OUTCOMES)[number][];

const said = (what: string): z.ZodString => z.string().regex(/\S/, what);
const day = z.iso.date('a date such as 2026-03-31');

const signed = {
  by: said('the name of a person'),
  /** As the person typed it: the program has no clock that it would vouch for. */
  date: day,
  reason: said('a reason in words'),
};

/** What lay before the person who decided. When any of it has changed, the decision no longer applies. */
export const decidedOnSchema = z.strictObject({
  outcome: z.enum(FINDING_OUTCOMES),
  roiName: z.string().nullable(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  limit: z.number().nullable(),
  reason: z.string().nullable(),
  /** SHA-256 of every DICOM object that was used, sorted. */
  inputs: z.array(z.string()),
});

/**
 * An open finding, decided by a named person. It stands beside the computed outcome and never replaces it. To take one
 * back, `withdrawn` is added: what was decided stays to be seen.
 */
export const caseDecisionSchema = z.strictObject({
  rule: z.string().min(1, 'the id of a rule'),
  /** Id of the lesion; absent: a finding on the whole plan. */
  lesion: z.string().min(1, 'the id of a lesion').optional(),
  outcome: z.enum(DECIDED_OUTCOMES),
  ...signed,
  of: decidedOnSchema,
  withdrawn: z.strictObject(signed).optional(),
});

export type CaseDecision = z.infer<typeof caseDecisionSchema>;
export type DecidedOn = z.infer<typeof decidedOnSchema>;
