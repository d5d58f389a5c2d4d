import type { BatchFailure, CheckResult, RankedPlan } from '../../core/index.ts';
import { CHECK_COLUMNS, checkRows } from './check-csv.ts';

type Cell = string | number | null;

/** The tables of a batch for statistics tools: a row per plan, and a row per finding of all plans. */

const COUNTED = [
  'unacceptable-deviation',
  'not-met',
  'acceptable-deviation',
  'not-evaluable',
  'depends-on-reading',
  'undecided',
  'met',
  'per-protocol',
  'no-rule-in-source',
] as const;

export const PLAN_COLUMNS = [
  'plan',
  'state',
  'subject',
  'outcome',
  'worst_possible',
  'lesions',
  'findings',
  ...COUNTED.map((outcome) => outcome.replaceAll('-', '_')),
  'rules_checked',
  'rules_total',
  'failure',
  'reason',
  'notice',
] as const;

export function checkedPlanRow({ plan }: Pick<RankedPlan, 'plan'>, result: CheckResult): Cell[] {
  const { subject, outcome, summary, lesions, findings, notice, rulesNotice } = result;
  return [
    plan,
    'checked',
    subject,
    outcome,
    summary.worstPossible,
    lesions.length,
    findings.length,
    ...COUNTED.map((each) => summary.counts[each] ?? 0),
    summary.rulesChecked,
    summary.rulesTotal,
    null,
    summary.blockers.length === 0 ? null : summary.blockers.map(({ message }) => message).join('; '),
    `${notice} ${rulesNotice}`,
  ];
}

/** Empty cells where there is no number: nothing was found to be 0. */
export function uncheckedPlanRow(plan: string, failure: BatchFailure | null, notice: string): Cell[] {
  return [
    plan,
    failure === null ? 'missing' : 'failed',
    ...Array<null>(7 - 2 + COUNTED.length + 2).fill(null),
    failure?.kind ?? null,
    failure?.message ?? 'not yet checked',
    notice,
  ];
}

export const FINDING_COLUMNS = ['plan', 'subject', ...CHECK_COLUMNS] as const;

export function findingRows(plan: string, result: CheckResult): Cell[][] {
  return checkRows(result).map((row) => [plan, result.subject, ...row]);
}

/** One row that says so, so that a plan without findings cannot be mistaken for one without deviations. */
export function uncheckedFindingRow(plan: string, failure: BatchFailure | null, notice: string): Cell[] {
  const cells: Readonly<Partial<Record<(typeof FINDING_COLUMNS)[number], string>>> = {
    plan,
    outcome: 'not-evaluable',
    words: failure === null ? 'plan not yet checked' : 'plan could not be checked',
    reason: failure?.message ?? 'not yet checked',
    notice,
  };
  return FINDING_COLUMNS.map((column) => cells[column] ?? null);
}

/** Columns that hold numbers; the others hold text. */
export const NUMBER_COLUMNS: readonly string[] = ['value', 'low', 'high', 'limit'];
