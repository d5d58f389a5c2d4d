import { type ScheduleResult, scheduleResultSchema } from '../../core/index.ts';
import { stableJson } from './stable-json.ts';

/** As `schemas/schedule.schema.json` describes it. */
export function scheduleJson(result: ScheduleResult): string {
  return stableJson(scheduleResultSchema, result);
}
