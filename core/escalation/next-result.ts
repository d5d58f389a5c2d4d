import { z } from 'zod';
import { levelSchema } from './design-file.ts';

/** The result of `trabecula cohort next`, as it is printed with --format json. */

const levelId = z.int().nullable();

const actionSchema = z
  .enum(['assign', 'wait', 'stop'])
  .describe('wait: outcomes that are awaited would change the answer, or a pause is not over');

export const designShownSchema = z.strictObject({
  method: z.string(),
  version: z.string(),
  levels: z.array(levelSchema),
  startLevel: z.int(),
  maxSubjects: z.int().nullable(),
  rules: z.array(z.string()).describe('as they were applied'),
  notInRecord: z
    .array(z.strictObject({ what: z.string(), value: z.string() }))
    .describe('entered by whoever runs the trial; no record states it'),
});

export const levelStandingSchema = z.strictObject({
  level: z.int(),
  percent: z.number(),
  subjects: z.int().describe('with a known outcome'),
  toxicities: z.int(),
  pending: z.int(),
  notEvaluable: z.int(),
  achieved: z
    .strictObject({ subjects: z.int(), lowestPercent: z.number(), meanPercent: z.number(), highestPercent: z.number() })
    .nullable()
    .describe('ratio that the plans of its subjects reached; null where none is known'),
  notTesting: z.array(z.string()).describe('subjects whose ratio does not test the level'),
});

export const nextAssignmentSchema = z.strictObject({
  action: actionSchema,
  level: levelId.describe('where the next subject goes; null unless one is assigned or a pause is waited for'),
  percent: z.number().nullable(),
  move: z.enum(['start', 'fill', 'up', 'stay', 'down']).nullable(),
  notBefore: z
    .string()
    .nullable()
    .describe('first day on which the next subject may start, YYYY-MM-DD; null: no pause asked'),
  chosen: levelId.describe('when the trial stops: the level chosen; null: none'),
  settled: z.boolean().describe('whether the rules came to an end'),
  reason: z.string(),
  whatIf: z
    .array(
      z.strictObject({
        toxicities: z.array(z.strictObject({ level: z.int(), pending: z.int(), toxicities: z.int() })),
        action: z.enum(['assign', 'stop']),
        level: levelId,
        chosen: levelId,
        reason: z.string(),
      }),
    )
    .describe('what the rules say for each outcome of the subjects that are pending'),
  levels: z.array(levelStandingSchema),
  enrolled: z.int().describe('subjects with an outcome or waiting for one'),
  warnings: z.array(z.string()),
});

export const cohortNextSchema = z.strictObject({
  schema: z.literal('trabecula/cohort-next/1'),
  notice: z.string(),
  software: z.strictObject({ name: z.string(), version: z.string() }),
  design: designShownSchema,
  next: nextAssignmentSchema,
});

export type DesignShown = Readonly<z.infer<typeof designShownSchema>>;
export type LevelStanding = Readonly<z.infer<typeof levelStandingSchema>>;
export type NextAssignment = Readonly<z.infer<typeof nextAssignmentSchema>>;
export type CohortNext = Readonly<z.infer<typeof cohortNextSchema>>;
