import type { Finding, FindingOutcome, OverallOutcome } from './check-result.ts';
import { severityRank } from './classify.ts';
import type { LesionRule } from './trial.ts';

const DEVIATIONS = ['unacceptable-deviation', 'not-met', 'acceptable-deviation'] as const;
const OPEN = ['not-evaluable', 'depends-on-reading', 'undecided'] as const;

/**
 * The worst settled outcome; if none is settled as a deviation, the first of not-evaluable, depends-on-reading
 * and undecided that occurs; else no deviation was found. Where nothing was asked, nothing was found to be right.
 */
export function overallOutcomeOf(outcomes: readonly FindingOutcome[]): OverallOutcome {
  const first = [...DEVIATIONS, ...OPEN].find((outcome) => outcomes.includes(outcome));
  if (first !== undefined) return first;
  return outcomes.some((outcome) => outcome === 'met' || outcome === 'per-protocol')
    ? 'no-deviation-found'
    : 'no-rule-in-source';
}

/** What a fact against the whole plan leaves of its outcome: a deviation stands, anything better is not evaluable. */
export function atBestNotEvaluable(outcome: OverallOutcome): OverallOutcome {
  return DEVIATIONS.some((deviation) => deviation === outcome) ? outcome : 'not-evaluable';
}

/** Exit status of `check`: 1 for a settled deviation, 2 for anything open, 0 else. */
export function exitStatusOf(outcome: OverallOutcome): 0 | 1 | 2 {
  if (DEVIATIONS.some((deviation) => deviation === outcome)) return 1;
  return outcome === 'no-deviation-found' ? 0 : 2;
}

export function isOpen(outcome: FindingOutcome): boolean {
  return OPEN.some((open) => open === outcome);
}

export function asOverall(outcome: FindingOutcome): OverallOutcome {
  return outcome === 'met' || outcome === 'per-protocol' ? 'no-deviation-found' : outcome;
}

/** The worst that may come of a finding once it is settled: of an unanswered question the worst class of its rule. */
export function worstPossibleOf(finding: Finding, rule: LesionRule): FindingOutcome {
  const worstOfRule = worstClassOf(rule);
  switch (finding.outcome) {
    case 'undecided':
      return finding.between?.[0] ?? worstOfRule;
    case 'depends-on-reading':
      return worst(finding.readings.map(({ outcome }) => (isOpen(outcome) ? worstOfRule : outcome)));
    case 'not-evaluable':
      return worstOfRule;
    default:
      return finding.outcome;
  }
}

export function worstClassOf(rule: LesionRule): FindingOutcome {
  return rule.kind === 'regimen' ? 'not-met' : worst(classesOf(rule));
}

/**
 * As what a person may decide an open finding, worst first: classes that the interval reaches, or that a reading gives; of
 * an unanswered question any class of the rule. Empty where nothing is open, or where every verdict is withheld.
 */
export function decidableAs(finding: Finding, rule: LesionRule | null): FindingOutcome[] {
  if (finding.withheld !== undefined || !isOpen(finding.outcome)) return [];
  const all = rule === null || rule.kind === 'regimen' ? (['not-met', 'met'] as const) : classesOf(rule);
  if (finding.outcome === 'undecided' && finding.between !== null) {
    const [from, to] = finding.between.map(severityRank);
    return all.filter((outcome) => severityRank(outcome) >= from! && severityRank(outcome) <= to!);
  }
  const read = finding.readings.map(({ outcome }) => outcome);
  return finding.outcome === 'depends-on-reading' && read.length > 0 && !read.some(isOpen)
    ? all.filter((outcome) => read.includes(outcome))
    : [...all];
}

function classesOf(rule: Exclude<LesionRule, { readonly kind: 'regimen' }>): FindingOutcome[] {
  const bands = rule.kind === 'coverage' ? [rule, ...rule.underReadings].flatMap((each) => each.bands) : rule.bands;
  return [...new Set(bands.map((band) => band.class))].sort((a, b) => severityRank(a) - severityRank(b));
}

export function worst(outcomes: readonly FindingOutcome[]): FindingOutcome {
  return [...outcomes].sort((a, b) => severityRank(a) - severityRank(b))[0] ?? 'not-evaluable';
}
