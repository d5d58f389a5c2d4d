import { z } from 'zod';

/** The result of `trabecula screen`, as it is printed with --format json. */

export const SCREEN_OUTCOMES = ['passes', 'fails', 'unknown', 'depends-on-reading'] as const;
export const TRIAL_OUTCOMES = ['no-bar-found', 'barred', 'unknown', 'depends-on-reading'] as const;

const outcome = z.enum(SCREEN_OUTCOMES);

export const screenCriterionSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['inclusion', 'exclusion']),
  group: z.enum(['disease', 'patient', 'formal']),
  name: z.string(),
  outcome: outcome.describe('an exclusion criterion passes when the exclusion is absent'),
  words: z.string(),
  value: z.string().nullable().describe('what was compared, as it was entered or worked out'),
  limit: z.string().nullable().describe('what it was compared with, as the trial file has it'),
  compared: z.array(
    z.strictObject({
      name: z.string(),
      low: z.number().nullable().describe('null: no lower end is known'),
      high: z.number().nullable().describe('null: no upper end is known'),
      unit: z.string(),
      relation: z.string(),
      limit: z.number(),
    }),
  ),
  reading: z
    .strictObject({
      name: z.string(),
      question: z.string(),
      chosen: z.string().nullable(),
      by: z.enum(['case', 'default', 'nobody']),
      reason: z.string(),
    })
    .nullable(),
  readings: z.array(z.strictObject({ name: z.string(), says: z.string(), outcome })),
  needs: z.array(z.string()).describe('what is missing for an answer'),
  cite: z.strictObject({ registry: z.string(), section: z.string(), item: z.string() }),
});

export const screenTrialSchema = z.strictObject({
  id: z.string(),
  acronym: z.string(),
  registry: z.string(),
  recordDate: z.string(),
  title: z.string(),
  outcome: z.enum(TRIAL_OUTCOMES),
  words: z.string(),
  criteria: z.array(screenCriterionSchema),
  lesionCount: z.strictObject({
    counted: z.number().nullable().describe('null where it is not known or the record has no rule'),
    low: z.number().nullable(),
    high: z.number().nullable(),
    limit: z.number().nullable(),
    rule: z.string(),
    groups: z.array(z.array(z.string())).describe('lesions that count, those that count as one together'),
  }),
  stratum: z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        value: z.string().nullable(),
        words: z.string(),
        cite: z.strictObject({ registry: z.string(), section: z.string(), item: z.string() }),
      }),
    )
    .nullable()
    .describe('null: the trial has no strata. No allocation: it is concealed and belongs to the trial’s own service'),
  missing: z.array(z.string()).describe('what would decide most first'),
  notes: z.array(z.string()).describe('holes of the record that no criterion shows'),
  items: z.array(z.strictObject({ item: z.string(), words: z.string() })),
});

export const screenResultSchema = z.strictObject({
  schema: z.literal('trabecula/screen/1'),
  notice: z.string(),
  rulesNotice: z.string(),
  software: z.strictObject({ name: z.string(), version: z.string() }),
  subject: z.string().nullable(),
  trials: z.array(screenTrialSchema),
  missing: z
    .array(z.strictObject({ what: z.string(), trials: z.array(z.string()) }))
    .describe('over all trials that are not barred; what would decide most first'),
  questions: z
    .array(z.string())
    .describe('values that are unlikely in their unit; they decide nothing until confirmed'),
  together: z.array(z.string()).describe('trials that a patient cannot be in at once'),
  lesions: z.array(
    z.strictObject({
      id: z.string(),
      organ: z.string().nullable(),
      kind: z.string().nullable(),
      status: z.string().nullable(),
      shortAxisMm: z.number().nullable(),
      longestDiameterMm: z.number().nullable(),
      measuredShortAxisMm: z.number().nullable(),
      measuredLongAxisMm: z.number().nullable(),
    }),
  ),
});

export type ScreenOutcome = (typeof SCREEN_OUTCOMES)[number];
export type ScreenCriterion = Readonly<z.infer<typeof screenCriterionSchema>>;
export type ScreenTrial = Readonly<z.infer<typeof screenTrialSchema>>;
export type ScreenResult = Readonly<z.infer<typeof screenResultSchema>>;
