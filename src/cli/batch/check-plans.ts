import { join } from 'node:path';
import {
  type BatchOptions,
  type BatchRecord,
  type BetweenSlices,
  type EndCaps,
  isSettled,
} from '../../../core/index.ts';
import { SOFTWARE } from '../../app/software.ts';
import { EXIT } from '../exit-status.ts';
import type { BatchFolder } from './batch-folder.ts';
import { casePathOf } from './case-path-of.ts';
import { PlanProcess } from './plan-process.ts';

export interface PlansToCheck {
  readonly root: string;
  readonly folder: BatchFolder;
  readonly trial: string;
  readonly casePattern: string;
  readonly endCaps: EndCaps;
  readonly betweenSlices: BetweenSlices;
  readonly options: BatchOptions;
  readonly jobs: number;
  readonly timeLimitS: number;
  /** Check again what is done and unchanged, too. */
  readonly again: boolean;
  readonly stop: AbortSignal;
  /** Hears of every plan when it is done. */
  readonly onPlan: (record: BatchRecord, wasDone: boolean) => void;
}

/**
 * Checks plans in several processes, each for one plan after another. What is done stays done, whatever comes after; a
 * plan that cannot be checked leaves a record that says why.
 *
 * @throws CannotWrite where results cannot be written: no other plan's could
 */
export async function checkPlans(plans: AsyncIterator<string, void>, wish: PlansToCheck): Promise<void> {
  const failed = new AbortController();
  const stop = AbortSignal.any([wish.stop, failed.signal]);
  const lane = async (): Promise<void> => {
    const worker = new PlanProcess();
    try {
      while (!stop.aborted) {
        const next = await plans.next();
        if (next.done === true || stop.aborted) break;
        await checkWith(worker, next.value, wish, stop);
      }
    } finally {
      worker.end();
    }
  };
  const lanes = Array.from({ length: wish.jobs }, () =>
    lane().catch((error: unknown) => {
      failed.abort();
      throw error;
    }),
  );
  const ended = await Promise.allSettled(lanes);
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
}

async function checkWith(worker: PlanProcess, plan: string, wish: PlansToCheck, stop: AbortSignal): Promise<void> {
  const { root, folder, options, trial, endCaps, betweenSlices } = wish;
  const before = wish.again ? null : ((await folder.recordOf(plan))?.record ?? null);
  const task = {
    folder: join(root, plan),
    casePath: casePathOf(root, wish.casePattern, plan),
    trial,
    endCaps,
    betweenSlices,
    options,
    before: before !== null && isSettled(before) ? { key: before.key, named: before.named } : null,
  };
  const startedAt = performance.now();
  const answer = await worker.check(task, wish.timeLimitS, stop);
  if (answer.kind === 'unchanged' && before !== null) {
    wish.onPlan(before, true);
    return;
  }
  if (answer.kind === 'unchanged' || (answer.kind === 'ended' && answer.why === 'stopped')) return;
  const record: BatchRecord = {
    schema: 'trabecula/batch-record/1',
    plan,
    software: SOFTWARE,
    options,
    key: answer.kind === 'ended' ? null : answer.key,
    named: answer.kind === 'checked' ? answer.named : [],
    result: answer.kind === 'checked' ? answer.result : null,
    failure:
      answer.kind === 'checked'
        ? null
        : answer.kind === 'failed'
          ? answer.failure
          : {
              kind: answer.why === 'time-limit' ? 'time-limit' : 'crashed',
              message: answer.words,
              exitStatus: EXIT.tryAgain,
            },
    tookS: Number(((performance.now() - startedAt) / 1000).toFixed(3)),
  };
  await folder.write(record, answer.kind === 'checked' ? answer.json : null);
  wish.onPlan(record, false);
}
