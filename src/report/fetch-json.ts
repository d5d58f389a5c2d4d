import { type FetchResult, fetchResultSchema, type StudiesResult, studiesResultSchema } from '../../core/index.ts';
import { stableJson } from './stable-json.ts';

/** As `schemas/fetch.schema.json` describes it. */
export function fetchJson(result: FetchResult): string {
  return stableJson(fetchResultSchema, result);
}

/** As `schemas/studies.schema.json` describes it. */
export function studiesJson(result: StudiesResult): string {
  return stableJson(studiesResultSchema, result);
}
