import type { MarrowResult } from '../../core/index.ts';
import { marrowResultSchema } from '../../core/index.ts';
import { stableJson } from './stable-json.ts';

/** As `schemas/marrow.schema.json` describes it: full digits, keys in the order of the schema. */
export function marrowJson(result: MarrowResult): string {
  return stableJson(marrowResultSchema, result);
}
