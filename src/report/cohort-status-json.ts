import { type CohortStatus, cohortStatusSchema } from '../../core/index.ts';
import { stableJson } from './stable-json.ts';

export function cohortStatusJson(status: CohortStatus): string {
  return stableJson(cohortStatusSchema, status);
}
