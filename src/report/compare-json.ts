import { type CompareResult, compareResultSchema } from '../../core/index.ts';
import { stableJson } from './stable-json.ts';

/** As `schemas/compare.schema.json` describes it: full digits, keys in the order of the schema. */
export function compareJson(result: CompareResult): string {
  return stableJson(compareResultSchema, result);
}
