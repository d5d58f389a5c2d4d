import type { InspectResult } from '../../core/index.ts';
import { inspectResultSchema } from '../../core/index.ts';
import { stableJson } from './stable-json.ts';

/** As `schemas/inspect.schema.json` describes it: full digits, keys in the order of the schema. */
export function inspectJson(result: InspectResult): string {
  return stableJson(inspectResultSchema, result);
}
