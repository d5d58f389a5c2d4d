import { type BatchSummary, batchSummarySchema } from '../../core/index.ts';
import { stableJson } from './stable-json.ts';

/** As `schemas/batch.schema.json` describes it. */
export function batchJson(summary: BatchSummary): string {
  return stableJson(batchSummarySchema, summary);
}
