import { z } from 'zod';

/** What a case file says of fractions that were given or are planned. */

const name = z.string().min(1, 'a name that is not empty');

export const caseFractionSchema = z.strictObject({
  start: name.describe(
    'start of the fraction: with its offset ("2026-03-02T09:00+01:00"), in the zone below ("2026-03-02T09:00"), or the day alone',
  ),
  lesions: z
    .array(name)
    .min(1, 'at least one lesion')
    .optional()
    .describe('ids of the lesions that it treats; absent: every lesion that is not marked as untreated'),
});

export const caseScheduleSchema = z.strictObject({
  zone: name
    .optional()
    .describe('time zone of the clinic, such as "Europe/Paris": for times without an offset, and for calendar weeks'),
  fractions: z.array(caseFractionSchema).optional().describe('one entry for each fraction, in any order'),
  complete: z
    .boolean()
    .optional()
    .describe('true: all fractions are listed, so that too few break the regimen; absent: more may follow'),
  plans: z
    .record(z.string(), z.array(name).min(1, 'at least one lesion'))
    .optional()
    .describe('for treatment records: ids of the lesions that a plan treats, by its SOP Instance UID'),
});
