import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import {
  type BatchOptions,
  type BatchRecord,
  type BatchSummary,
  type BetweenSlices,
  type EndCaps,
  readLimit,
  TrabeculaError,
} from '../../core/index.ts';
import { BatchFolder } from './batch/batch-folder.ts';
import { refuseOneCaseForAll } from './batch/case-path-of.ts';
import { checkPlans } from './batch/check-plans.ts';
import { plansBelow } from './batch/plans-below.ts';
import { removeSummary, writeSummary } from './batch/write-summary.ts';
import { EXIT } from './exit-status.ts';
import { showProgress } from './progress.ts';
import { trialWord } from './trial-word.ts';

export interface BatchChoices {
  readonly trial: string;
  readonly casePattern: string;
  readonly endCaps: EndCaps;
  readonly betweenSlices: BetweenSlices;
  /** Limits on input that are not as usual, as "voxels=2e9". */
  readonly limit: readonly string[];
  readonly out: string;
  readonly jobs: number;
  readonly depth: number;
  readonly timeLimit: number;
  readonly again: boolean;
  /** Some plans only, by the path below the root. */
  readonly only: readonly string[];
  /** Every `of`-th plan, beginning with the `nth`. */
  readonly shard: { readonly nth: number; readonly of: number } | null;
  /** Add up what is there and check nothing. */
  readonly summaryOnly: boolean;
}

export interface BatchAnswer {
  /** Null where only a part of the plans was asked for, or where the run was cut off. */
  readonly summary: BatchSummary | null;
  readonly looked: {
    readonly plans: number;
    readonly checked: number;
    readonly wasDone: number;
    readonly failed: number;
  };
  /** What failed, for a part of the plans: there is no summary to say it. */
  readonly failures: readonly BatchRecord[];
  readonly status: number;
}

/** Checks all plan folders below a root, or those that are asked for, and adds them up. */
export async function runBatch(root: string, choices: BatchChoices): Promise<BatchAnswer> {
  refuseOneCaseForAll(choices.casePattern);
  await refuseOutAmongPlans(root, choices);
  const folder = new BatchFolder(choices.out);
  const isPart = choices.only.length > 0 || choices.shard !== null;
  const seen = new Statuses();
  let signal: NodeJS.Signals | null = null;
  if (!choices.summaryOnly) signal = await checkAll(root, folder, isPart, choices, seen);
  if (signal !== null) {
    const status = signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
    return { summary: null, looked: seen.looked, failures: [], status };
  }
  if (isPart) return { summary: null, looked: seen.looked, failures: seen.failures, status: seen.status() };
  let besidePlans = 0;
  const all = plansBelow(root, choices.depth, () => (besidePlans += 1));
  const counted = choices.summaryOnly ? new Statuses() : seen;
  const summary = await writeSummary(all, () => besidePlans, folder);
  if (summary.plans === 0) throw new TrabeculaError('nothing-found', { what: 'no plan folder there', where: root });
  const status = choices.summaryOnly ? statusOfSummary(summary) : counted.status();
  return { summary, looked: seen.looked, failures: [], status };
}

async function checkAll(
  root: string,
  folder: BatchFolder,
  isPart: boolean,
  choices: BatchChoices,
  seen: Statuses,
): Promise<NodeJS.Signals | null> {
  const { trial, casePattern, endCaps, betweenSlices, jobs, timeLimit, again } = choices;
  if (!isPart) await removeSummary(folder);
  const progress = showProgress();
  const stop = new AbortController();
  let stoppedBy: NodeJS.Signals | null = null;
  const onSignal = (signal: NodeJS.Signals): void => {
    stoppedBy = signal;
    stop.abort();
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    await checkPlans(plansAskedFor(root, choices), {
      root,
      folder,
      trial,
      casePattern,
      endCaps,
      betweenSlices,
      options: await optionsOf(choices),
      jobs,
      timeLimitS: timeLimit,
      again,
      stop: stop.signal,
      onPlan: (record, wasDone) => {
        seen.add(record, wasDone);
        progress.onProgress(`${seen.looked.plans} plans looked at, ${seen.looked.failed} failed; last ${record.plan}`);
      },
    });
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    progress.done();
  }
  return stoppedBy;
}

/** What changes a result and is no file of a plan. */
async function optionsOf({ trial, casePattern, endCaps, betweenSlices, limit }: BatchChoices): Promise<BatchOptions> {
  const word = await trialWord(trial);
  const name = typeof word === 'string' ? word : `sha256:${createHash('sha256').update(word.text).digest('hex')}`;
  return { trial: name, casePattern, endCaps, betweenSlices, limits: Object.fromEntries(limit.map(readLimit)) };
}

async function* plansAskedFor(root: string, { depth, only, shard }: BatchChoices): AsyncGenerator<string> {
  if (only.length > 0) {
    for (const plan of only) {
      const parts = plan.split('/');
      if (parts.length !== depth || parts.some((part) => part === '' || part === '.' || part === '..')) {
        throw new TrabeculaError('usage', {
          what: 'this is not the name of a plan folder',
          attribute: '--only',
          found: plan,
          expected: depth === 1 ? 'the name of a folder in the root' : `a path of ${depth} folders below the root`,
        });
      }
      yield plan;
    }
    return;
  }
  let n = 0;
  for await (const plan of plansBelow(root, depth)) {
    if (shard === null || n % shard.of === shard.nth - 1) yield plan;
    n += 1;
  }
}

async function refuseOutAmongPlans(root: string, { out }: BatchChoices): Promise<void> {
  const inside = relative(
    await realpath(root).catch(() => resolve(root)),
    await realpath(out).catch(() => resolve(out)),
  );
  if (inside !== '' && (inside === '..' || inside.startsWith(`..${sep}`) || inside.startsWith(join(sep)))) return;
  throw new TrabeculaError('usage', {
    what: 'results would lie among the plans, and be taken for one',
    attribute: '--out',
    found: out,
    expected: `a folder outside ${root}`,
  });
}

/** Statuses of plans as they come. */
class Statuses {
  readonly looked = { plans: 0, checked: 0, wasDone: 0, failed: 0 };
  readonly failures: BatchRecord[] = [];
  private readonly seen = new Set<number>();

  add(record: BatchRecord, wasDone: boolean): void {
    const { result, failure } = record;
    this.looked.plans += 1;
    if (wasDone) this.looked.wasDone += 1;
    else if (result !== null) this.looked.checked += 1;
    if (failure !== null) {
      this.looked.failed += 1;
      if (this.failures.length < 100) this.failures.push(record);
    }
    this.seen.add(result?.exitStatus ?? failure?.exitStatus ?? EXIT.internal);
  }

  status(): number {
    return worstStatus([...this.seen]);
  }
}

function statusOfSummary({ failures, missing, outcomes }: BatchSummary): number {
  const has = (...names: readonly string[]): boolean =>
    outcomes.some(({ outcome, plans }) => plans > 0 && names.includes(outcome));
  const passing = ['time-limit', 'crashed'];
  return worstStatus([
    ...(failures.some(({ kind }) => !passing.includes(kind)) ? [EXIT.unreadable] : []),
    ...(missing > 0 || failures.some(({ kind }) => passing.includes(kind)) ? [EXIT.tryAgain] : []),
    ...(has('unacceptable-deviation', 'not-met', 'acceptable-deviation') ? [EXIT.deviation] : []),
    ...(has('not-evaluable', 'depends-on-reading', 'undecided', 'no-rule-in-source') ? [EXIT.open] : []),
  ]);
}

/**
 * Of many plans: 65 when one could not be checked, 75 when one was ended or is missing and may do better next time, else
 * as of one plan: 1, 2, 0.
 */
export function worstStatus(statuses: readonly number[]): number {
  const failed = statuses.filter((status) => status > EXIT.open);
  if (failed.some((status) => status !== EXIT.tryAgain)) return EXIT.unreadable;
  if (failed.length > 0) return EXIT.tryAgain;
  return [EXIT.deviation, EXIT.open].find((status) => statuses.includes(status)) ?? EXIT.ok;
}
