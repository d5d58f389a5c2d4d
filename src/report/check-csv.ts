import type { CheckResult, Finding } from '../../core/index.ts';
import { decisionInForce, wordsOf } from '../../core/index.ts';
import { csvRow } from './csv-row.ts';

export const CHECK_COLUMNS = [
  'trial',
  'lesion',
  'rule',
  'roi',
  'metric',
  'value',
  'low',
  'high',
  'unit',
  'limit',
  'outcome',
  'between',
  'words',
  'readings',
  'registry',
  'section',
  'item',
  'reason',
  'settled_by',
  'decided_as',
  'decided_by',
  'decided_on',
  'decision_reason',
  'decision_standing',
  'plan_outcome',
  'notice',
] as const;

/**
 * One row per finding, full digits; the rules that were not checked follow with an empty lesion and the outcome
 * `not-evaluable`, so that a file without them cannot be mistaken for a whole check.
 */
export function checkCsv(result: CheckResult): string {
  return [CHECK_COLUMNS, ...checkRows(result)].map(csvRow).join('');
}

/** The same as cells in the order of `CHECK_COLUMNS`. */
export function checkRows(result: CheckResult): (string | number | null)[][] {
  const notice = `${result.notice} ${result.rulesNotice}`;
  const rows = result.findings.map((finding) => [
    result.trial.id,
    finding.lesion,
    finding.rule,
    finding.roiName,
    finding.metric,
    finding.value,
    finding.low,
    finding.high,
    finding.unit,
    finding.limit,
    finding.outcome,
    finding.between === null ? null : finding.between.join(' | '),
    wordsOf(finding),
    finding.readings
      .map(({ name, outcome, value }) => `${name}: ${outcome}${value === null ? '' : ` (${value})`}`)
      .join(' | '),
    finding.cite.registry,
    finding.cite.section,
    finding.cite.item,
    finding.reason,
    finding.settledBy?.words ?? null,
    ...decisionCells(finding),
    result.outcome,
    notice,
  ]);
  const unchecked = result.notChecked.map(({ rule, why }) => [
    result.trial.id,
    null,
    rule,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    'not-evaluable',
    null,
    `not checked: ${why}`,
    null,
    result.trial.registry,
    null,
    null,
    why,
    null,
    ...[null, null, null, null, null],
    result.outcome,
    notice,
  ]);
  return [...rows, ...unchecked];
}

/** The decision that applies, else the last one; its standing says which. */
function decisionCells(finding: Finding): (string | null)[] {
  const decision = decisionInForce(finding) ?? finding.decisions?.at(-1);
  if (decision === undefined) return [null, null, null, null, null];
  const { outcome, by, date, reason, standing } = decision;
  return [outcome, by, date, reason, standing];
}
