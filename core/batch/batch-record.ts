import { z } from 'zod';
import { OVERALL_OUTCOMES } from '../protocol/check-result.ts';
import { parseJson, readStrict } from '../protocol/strict-json.ts';

/** What `trabecula batch` leaves of each plan beside its result: what it rests on, or why there is none. */

/** Why a plan has no result. The first four are errors of `check`. */
export const BATCH_FAILURES = [
  'unreadable',
  'contradiction',
  'nothing-found',
  'usage',
  'internal',
  'time-limit',
  'crashed',
] as const;

export const batchRecordSchema = z.strictObject({
  schema: z.literal('trabecula/batch-record/1'),
  /** Path of the plan's folder below the root, "/" between folders. */
  plan: z.string(),
  software: z.strictObject({ name: z.string(), version: z.string() }),
  options: z.strictObject({
    /** Id of a shipped trial, or SHA-256 of the trial file. */
    trial: z.string(),
    casePattern: z.string(),
    endCaps: z.string(),
    betweenSlices: z.string(),
    /** Limits on input that differ from the usual ones. */
    limits: z.record(z.string(), z.number()),
  }),
  /** SHA-256 of everything that the result rests on: files with their names, case, options, version; null if unknown. */
  key: z.string().nullable(),
  /** Files that the case names and that were read. */
  named: z.array(z.strictObject({ file: z.string(), sha256: z.string() })),
  /** The result in `results/`; null if there is none. */
  result: z
    .strictObject({
      sha256: z.string(),
      outcome: z.enum(OVERALL_OUTCOMES),
      worstPossible: z.enum(OVERALL_OUTCOMES),
      /** As `check` of the plan would end. */
      exitStatus: z.union([z.literal(0), z.literal(1), z.literal(2)]),
    })
    .nullable(),
  failure: z
    .strictObject({
      kind: z.enum(BATCH_FAILURES),
      message: z.string(),
      exitStatus: z.number(),
    })
    .nullable(),
  /** By the clock, for planning; no part of what the result rests on. */
  tookS: z.number(),
});

export type BatchRecord = z.infer<typeof batchRecordSchema>;
export type BatchOptions = BatchRecord['options'];
export type BatchFailure = NonNullable<BatchRecord['failure']>;

/** @throws TrabeculaError (unreadable) with the key that is wrong */
export function readBatchRecord(text: string, where: string): BatchRecord {
  return readStrict(batchRecordSchema, parseJson(text, where), where);
}

/** Whether it would come out the same again as long as nothing that it rests on changes. */
export function isSettled({ result, failure, key }: BatchRecord): boolean {
  if (key === null) return false;
  return result !== null || (failure !== null && !MAY_PASS.includes(failure.kind));
}

/** What is not there may be there next time, beside the case file, where no key sees it. */
const MAY_PASS: readonly BatchFailure['kind'][] = ['nothing-found', 'internal', 'time-limit', 'crashed'];
