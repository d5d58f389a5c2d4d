import type { DvhResult } from '../../core/index.ts';
import { dvhResultSchema } from '../../core/index.ts';
import { stableJson } from './stable-json.ts';

/** As `schemas/dvh.schema.json` describes it: full digits, keys in the order of the schema. */
export function dvhJson(result: DvhResult): string {
  return stableJson(dvhResultSchema, result);
}
