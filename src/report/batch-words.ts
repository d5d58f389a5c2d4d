import { type BatchFailure, type BatchSummary, briefWords, type RankedPlan, shortWords } from '../../core/index.ts';
import { counted, ruleTitle, shownLimit, shownValue } from './shown.ts';

const FAILURES: Readonly<Record<BatchFailure['kind'], string>> = {
  unreadable: 'unreadable input',
  contradiction: 'input contradicts itself',
  'nothing-found': 'something is not there',
  usage: 'a choice must be made first',
  internal: 'internal error, please report it',
  'time-limit': 'time limit',
  crashed: 'process crashed',
};

export function failureWords(kind: BatchFailure['kind']): string {
  return FAILURES[kind];
}

export function batchTitle({ plans, trial }: BatchSummary): string {
  return `${counted(plans, 'plan')} against ${trial ?? 'a trial'}`;
}

/** What of the plans counts, and what stands against counting. */
export function batchLines(summary: BatchSummary): { readonly words: string; readonly loud: boolean }[] {
  const { checked, failed, missing, besidePlans, madeOtherwise, lesions, findings } = summary;
  const line = (words: string, loud = true): { words: string; loud: boolean } => ({ words, loud });
  return [
    line(`${checked} checked (${counted(lesions, 'lesion')}, ${counted(findings, 'finding')}).`, false),
    ...(failed === 0
      ? []
      : [line(`${failed} could not be checked: nothing is known of ${failed === 1 ? 'it' : 'them'}.`)]),
    ...(missing === 0 ? [] : [line(`${missing} not yet checked.`)]),
    ...(madeOtherwise === 0
      ? []
      : [
          line(
            `${madeOtherwise} checked by another version, trial or options than the others: do not count them together.`,
          ),
        ]),
    ...(besidePlans === 0
      ? []
      : [line(`${besidePlans} files or hidden folders beside the plans' folders were left alone.`, false)]),
  ];
}

/** A row for each outcome that occurs. */
export function outcomeRows({ outcomes, checked }: BatchSummary): {
  readonly outcome: string;
  readonly words: string;
  readonly plans: string;
  readonly share: string;
  readonly possible: string;
}[] {
  return outcomes
    .filter(({ plans, possible }) => plans > 0 || possible > 0)
    .map(({ outcome, plans, possible }) => ({
      outcome,
      words: briefWords(outcome),
      plans: String(plans),
      share: `${((100 * plans) / checked).toFixed(1)} %`,
      possible: String(possible),
    }));
}

export const RULE_HEAD = ['Rule', 'findings', 'unacceptable', 'not met', 'acceptable', 'open', 'fine'] as const;

export function ruleRows({ rules }: BatchSummary): string[][] {
  return rules.map(({ rule, findings, counts }) =>
    [
      ruleTitle(rule),
      findings,
      counts['unacceptable-deviation'] ?? 0,
      counts['not-met'] ?? 0,
      counts['acceptable-deviation'] ?? 0,
      (counts['not-evaluable'] ?? 0) + (counts['depends-on-reading'] ?? 0) + (counts.undecided ?? 0),
      (counts.met ?? 0) + (counts['per-protocol'] ?? 0),
    ].map(String),
  );
}

/** What of a plan put it where it stands. */
export function whyThere({ first, worstFindings, outcome, worstPossible }: RankedPlan): string {
  const parts: string[] = [];
  if (first !== null) {
    const { lesion, rule, roiName, value, unit, limit } = first;
    const limited = shownLimit(limit, unit);
    const place = [lesion, roiName].filter((part) => part !== null && part !== '').join(', ');
    const number = value === null ? '' : ` ${shownValue(value, unit, limit === null ? [] : [limit])}`;
    parts.push(
      `${place === '' ? '' : `${place}: `}${ruleTitle(rule)}${number}${value === null || limited === '' ? '' : `, ${limited}`}: ${shortWords(first.outcome)}`,
    );
  }
  if (worstFindings > 1) parts.push(`and ${worstFindings - 1} more as bad`);
  if (worstPossible !== outcome) parts.push(`worst possible: ${briefWords(worstPossible)}`);
  return parts.join('; ');
}

/** "and 12 more in summary.csv", or nothing. */
export function beyond(listed: number, all: number): string[] {
  return listed >= all ? [] : [`and ${all - listed} more in summary.csv`];
}

export function plansWithSomething({ outcomes, checked }: BatchSummary): number {
  return checked - (outcomes.find(({ outcome }) => outcome === 'no-deviation-found')?.plans ?? 0);
}
