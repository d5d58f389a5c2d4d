import type { CheckResult } from '../../core/index.ts';
import { checkResultSchema } from '../../core/index.ts';
import { stableJson } from './stable-json.ts';

/** As `schemas/check.schema.json` describes it: full digits, keys in the order of the schema. */
export function checkJson(result: CheckResult): string {
  return stableJson(checkResultSchema, result);
}
