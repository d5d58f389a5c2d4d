import { type CohortSimulate, cohortSimulateSchema } from '../../core/index.ts';
import { stableJson } from './stable-json.ts';

/** As `schemas/cohort-simulate.schema.json` describes it. */
export function cohortSimulateJson(result: CohortSimulate): string {
  return stableJson(cohortSimulateSchema, result);
}
