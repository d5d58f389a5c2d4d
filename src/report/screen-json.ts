import { type ScreenResult, screenResultSchema } from '../../core/index.ts';
import { stableJson } from './stable-json.ts';

/** As `schemas/screen.schema.json` describes it: full digits, keys in the order of the schema. */
export function screenJson(result: ScreenResult): string {
  return stableJson(screenResultSchema, result);
}
