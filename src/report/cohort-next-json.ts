import { type CohortNext, cohortNextSchema } from '../../core/index.ts';
import { stableJson } from './stable-json.ts';

/** As `schemas/cohort-next.schema.json` describes it. */
export function cohortNextJson(result: CohortNext): string {
  return stableJson(cohortNextSchema, result);
}
