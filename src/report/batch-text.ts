import type { BatchSummary } from '../../core/index.ts';
import {
  batchLines,
  batchTitle,
  beyond,
  failureWords,
  outcomeRows,
  plansWithSomething,
  RULE_HEAD,
  ruleRows,
  whyThere,
} from './batch-words.ts';
import { visible } from './escape-html.ts';
import { MARKS, toneOf } from './rank.ts';
import { textColumns, wrapText } from './text-columns.ts';

const INDENT = '   ';
/** Longest list on a terminal; the HTML has more, the tables have all. */
const LISTED = 20;

/** The summary of a batch for people: what is worst first. */
export function batchText(summary: BatchSummary): string {
  const blocks = [
    head(summary),
    outcomes(summary),
    failures(summary),
    worst(summary),
    rules(summary),
    [summary.notice],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => `${block.map(visible).join('\n')}\n`)
    .join('\n');
}

function head(summary: BatchSummary): string[] {
  const { software, rulesNotice } = summary;
  return [
    `${software.name} ${software.version}: ${batchTitle(summary)}`,
    ...(rulesNotice === null ? [] : wrapText(rulesNotice, '')),
    ...batchLines(summary).flatMap(({ words, loud }) => wrapText(words, loud ? '!! ' : INDENT, INDENT)),
  ];
}

function outcomes(summary: BatchSummary): string[] {
  if (summary.checked === 0) return [];
  const rows = outcomeRows(summary).map(({ outcome, words, plans, share, possible }) => [
    `${MARKS[toneOf(outcome)]} ${words}`,
    plans,
    share,
    possible,
  ]);
  return textColumns([['   Outcome', 'plans', 'share', 'worst possible'], ...rows], [1, 2, 3]);
}

function failures({ failures: kinds, failedPlans, missingPlans, failed, missing }: BatchSummary): string[] {
  const rows = failedPlans
    .slice(0, LISTED)
    .map(({ plan, kind, message }) => [plan, `${failureWords(kind)}: ${message}`]);
  const notYet = missingPlans.slice(0, LISTED).map((plan) => [plan, 'not yet checked']);
  if (rows.length === 0 && notYet.length === 0) return [];
  return [
    `Not checked: ${[...kinds.map(({ kind, plans }) => `${failureWords(kind)} ${plans}`), ...(missing === 0 ? [] : [`not yet ${missing}`])].join(', ')}`,
    ...textColumns([...rows, ...notYet], [], INDENT),
    ...beyond(rows.length + notYet.length, failed + missing).map((words) => `${INDENT}${words}`),
  ];
}

function worst(summary: BatchSummary): string[] {
  const all = summary.worst;
  if (all.length === 0) return [];
  const shown = all.slice(0, LISTED);
  const rows = shown.map((plan) => [`${MARKS[toneOf(plan.outcome)]} ${plan.plan}`, whyThere(plan)]);
  return [
    'Plans, worst first',
    ...textColumns(rows),
    ...beyond(shown.length, plansWithSomething(summary)).map((words) => `${INDENT}${words}`),
  ];
}

function rules(summary: BatchSummary): string[] {
  if (summary.rules.length === 0) return [];
  return ['Findings by rule', ...textColumns([RULE_HEAD, ...ruleRows(summary)], [1, 2, 3, 4, 5, 6], INDENT)];
}
