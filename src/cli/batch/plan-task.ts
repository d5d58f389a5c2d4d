import type { BatchFailure, BatchOptions, BatchRecord, BetweenSlices, EndCaps } from '../../../core/index.ts';

/** What a process that checks plans is told and answers; structured clones, between processes of one program. */
export interface PlanTask {
  readonly folder: string;
  readonly casePath: string;
  /** As the command line names it. */
  readonly trial: string;
  readonly endCaps: EndCaps;
  readonly betweenSlices: BetweenSlices;
  readonly options: BatchOptions;
  /** What an earlier result rests on; null if there is none that still counts. */
  readonly before: Pick<BatchRecord, 'key' | 'named'> | null;
}

/** Said once, when everything is loaded. */
export interface Ready {
  readonly kind: 'ready';
}

export type PlanAnswer =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'checked';
      readonly json: string;
      readonly key: string;
      readonly named: BatchRecord['named'];
      readonly result: NonNullable<BatchRecord['result']>;
    }
  | { readonly kind: 'failed'; readonly key: string | null; readonly failure: BatchFailure };
