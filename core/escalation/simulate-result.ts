import { z } from 'zod';
import { designShownSchema } from './next-result.ts';

/** The result of `trabecula cohort simulate`, as it is printed with --format json. */

export const simulatedScenarioSchema = z.strictObject({
  curve: z.string(),
  patients: z
    .enum(['unlimited', 'treated', 'passed-over'])
    .describe(
      'everybody fills every level; or patients are limited by their tumour volume, and who cannot fill a level is treated with less, or passed over',
    ),
  trials: z.int().nullable().describe('how many were simulated; null: exact'),
  levels: z.array(
    z.strictObject({
      level: z.int(),
      percent: z.number(),
      toxicity: z.number().describe('the probability that was entered'),
      chosen: z.number().describe('probability that the trial ends with this level chosen'),
      standardError: z.number().nullable().describe('of that probability; null: exact'),
      subjects: z.number().describe('expected number at this level'),
      toxicities: z.number().describe('expected number at this level'),
      achievedPercent: z.number().nullable().describe('mean ratio reached; null where volumes are not limited'),
      notTesting: z.number().nullable().describe('expected number of subjects whose ratio does not test the level'),
    }),
  ),
  none: z.number().describe('probability that no level is tolerable'),
  unsettled: z
    .number()
    .describe('probability that no more subjects may enter, or none can be found, before the rules come to an end'),
  subjects: z.number().describe('expected number in all'),
  toxicities: z.number().describe('expected number in all'),
  screened: z.number().nullable().describe('expected number of patients looked at; null where volumes are not limited'),
  totals: z.array(z.strictObject({ subjects: z.int(), probability: z.number() })),
});

export const cohortSimulateSchema = z.strictObject({
  schema: z.literal('trabecula/cohort-simulate/1'),
  notice: z.string(),
  software: z.strictObject({ name: z.string(), version: z.string() }),
  design: designShownSchema,
  seed: z.int(),
  attainablePercent: z.array(z.number()).nullable(),
  scenarios: z.array(simulatedScenarioSchema),
  assumptions: z.array(z.string()),
});

export type SimulatedScenario = Readonly<z.infer<typeof simulatedScenarioSchema>>;
export type CohortSimulate = Readonly<z.infer<typeof cohortSimulateSchema>>;
