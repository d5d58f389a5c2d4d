import type { CheckResult, Finding, FindingOutcome, OverallOutcome } from '../protocol/check-result.ts';
import { worst } from '../protocol/overall-outcome.ts';
import { severityRank } from '../protocol/classify.ts';
import type { RankedPlan } from './batch-summary.ts';

/** Worst first: settled deviations that call for something, then what has no verdict, then what is fine. */
export const PLANS_WORST_FIRST: readonly (OverallOutcome | 'failed')[] = [
  'unacceptable-deviation',
  'not-met',
  'failed',
  'not-evaluable',
  'depends-on-reading',
  'undecided',
  'acceptable-deviation',
  'no-rule-in-source',
  'no-deviation-found',
];

/** Beyond so many findings of the worst class, plans are not told apart. */
const MOST_COUNTED = 20;

/** The place of plans that were not checked, or not yet. */
export const RANK_OF_FAILED = PLANS_WORST_FIRST.indexOf('failed') * 10_000;

/** A whole number, smaller is worse: by outcome, then by what it may become, then by how many findings are as bad. */
export function rankOf({ outcome, worstPossible, worstFindings }: RankedPlan): number {
  const possible = PLANS_WORST_FIRST.indexOf(worstPossible);
  return (
    PLANS_WORST_FIRST.indexOf(outcome) * 10_000 + possible * 100 + MOST_COUNTED - Math.min(MOST_COUNTED, worstFindings)
  );
}

/** A plan as it stands in a list of plans. */
export function rankedPlan(plan: string, { subject, outcome, summary, lesions, findings }: CheckResult): RankedPlan {
  const asBad = findings.filter(({ outcome: each }) => each === worstOf(findings));
  return {
    plan,
    subject,
    outcome,
    worstPossible: summary.worstPossible,
    lesions: lesions.length,
    findings: findings.length,
    worstFindings: asBad.length,
    first: asBad[0] ?? null,
  };
}

const OPEN_WORST_FIRST: readonly FindingOutcome[] = ['not-evaluable', 'depends-on-reading', 'undecided'];

/** The worst class that occurs; something open is worse than what is fine or acceptable. */
function worstOf(findings: readonly Finding[]): FindingOutcome | null {
  if (findings.length === 0) return null;
  const settled = worst(findings.map(({ outcome }) => outcome));
  if (severityRank(settled) <= severityRank('not-met')) return settled;
  return OPEN_WORST_FIRST.find((open) => findings.some(({ outcome }) => outcome === open)) ?? settled;
}
