import { z } from 'zod';

/** The result of `trabecula schedule`, as it is printed with --format json. */

export const SCHEDULE_OUTCOMES = ['passes', 'fails', 'unknown', 'depends-on-reading'] as const;

const outcome = z.enum(SCHEDULE_OUTCOMES);

export const scheduledFractionSchema = z.strictObject({
  start: z.string().describe('as it was written'),
  date: z.string().nullable().describe('day in the zone of the clinic; null where the zone is not known'),
  time: z.string().nullable(),
  offset: z.string().nullable().describe('from UTC'),
  weekday: z.string().nullable(),
  lesions: z.array(z.string()).describe('empty: not known'),
  origin: z.enum(['case', 'record', 'proposal']),
  hoursSinceLast: z
    .number()
    .nullable()
    .describe('from the start of the fraction before, of any lesion; null for the first and where it is not known'),
});

export const scheduleBreakSchema = z.strictObject({
  from: z.string().describe('start of the first fraction, as it was written'),
  to: z.string().describe('start of the last'),
  hours: z.number().nullable(),
  words: z.string(),
});

export const scheduleAnswerSchema = z.strictObject({
  rule: z.enum(['interval', 'week', 'number']),
  /** Whose fractions are looked at. */
  of: z.enum(['lesion', 'patient']),
  lesion: z.string().nullable(),
  reading: z.enum(['calendar-week', 'rolling-seven-days']).nullable(),
  outcome,
  words: z.string(),
  breaks: z.array(scheduleBreakSchema),
});

export const scheduleRuleResultSchema = z.strictObject({
  rule: z.enum(['interval', 'week', 'number']),
  name: z.string(),
  outcome,
  words: z.string(),
  /** null: the record has no such rule. */
  limit: z.string().nullable(),
  cite: z.strictObject({ registry: z.string(), section: z.string(), item: z.string() }),
});

export const scheduleResultSchema = z.strictObject({
  schema: z.literal('trabecula/schedule/1'),
  notice: z.string(),
  rulesNotice: z.string(),
  software: z.strictObject({ name: z.string(), version: z.string() }),
  subject: z.string().nullable(),
  trial: z.strictObject({ id: z.string(), acronym: z.string(), registry: z.string(), recordDate: z.string() }),
  zone: z.string().nullable(),
  outcome: z.enum([...SCHEDULE_OUTCOMES, 'no-rule-in-source']),
  words: z.string(),
  fractions: z.array(scheduledFractionSchema),
  rules: z.array(scheduleRuleResultSchema),
  answers: z.array(scheduleAnswerSchema).describe('every rule for each lesion and the patient, under each reading'),
  readings: z.array(
    z.strictObject({
      name: z.string(),
      question: z.string(),
      chosen: z.string().nullable(),
      options: z.array(z.strictObject({ name: z.string(), words: z.string() })),
    }),
  ),
  passedOver: z.array(z.strictObject({ date: z.string(), why: z.string() })).describe('days that a proposal left out'),
  warnings: z.array(z.string()),
});

export type ScheduleOutcome = (typeof SCHEDULE_OUTCOMES)[number];
export type ScheduledFraction = Readonly<z.infer<typeof scheduledFractionSchema>>;
export type ScheduleBreak = Readonly<z.infer<typeof scheduleBreakSchema>>;
export type ScheduleAnswer = Readonly<z.infer<typeof scheduleAnswerSchema>>;
export type ScheduleRuleResult = Readonly<z.infer<typeof scheduleRuleResultSchema>>;
export type ScheduleResult = Readonly<z.infer<typeof scheduleResultSchema>>;
