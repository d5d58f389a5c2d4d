import type { Answer } from './answer.ts';
import { checkCoverage } from './check-coverage.ts';
import { checkIsodose } from './check-isodose.ts';
import { checkMaximum } from './check-maximum.ts';
import { checkRegimen } from './check-regimen.ts';
import { FINDING_OUTCOMES } from './check-result.ts';
import type { CheckResult, Finding, FindingOutcome, OverallOutcome } from './check-result.ts';
import type { Readings } from './choose-readings.ts';
import { flipsOf } from './flips.ts';
import type { MeasuredLesion } from './measured-lesion.ts';
import {
  asOverall,
  atBestNotEvaluable,
  decidableAs,
  exitStatusOf,
  isOpen,
  overallOutcomeOf,
  worst,
  worstClassOf,
  worstPossibleOf,
} from './overall-outcome.ts';
import type { LesionRule, Rule, Trial } from './trial.ts';
import { blockerWords, checkedLine, overallWords, whyNotChecked, wordsUnder } from './words.ts';

/** A fact that stands against a good verdict. */
export interface Blocker {
  readonly code: string;
  readonly message: string;
  /** `outright`: no finding has a verdict; `at-best`: a settled deviation stands, anything better is not-evaluable. */
  readonly weight: 'outright' | 'at-best';
  /** For `at-best`: it says nothing against the lesions that were checked, only that there may be more. */
  readonly overallOnly?: boolean;
}

export interface PlanToCheck {
  readonly trial: Trial;
  readonly lesions: readonly MeasuredLesion[];
  readonly readings: Readings;
  readonly blockers: readonly Blocker[];
  /** What the case gives beyond the plan, for rules that need it. */
  readonly given: {
    readonly trabecularBone: boolean;
    /** Findings on the whole patient, of rules that need more than a plan. */
    readonly findings?: readonly Finding[];
  };
}

export interface PlanVerdict {
  readonly findings: Finding[];
  readonly lesionOutcomes: ReadonlyMap<string, OverallOutcome>;
  readonly outcome: OverallOutcome;
  readonly exitStatus: 0 | 1 | 2;
  readonly summary: CheckResult['summary'];
  readonly notChecked: CheckResult['notChecked'];
}

/**
 * The trial's rules applied to what was measured: one finding per rule and lesion, the outcome of each lesion and
 * of the whole. Knows kinds of rules only; limits, classes and citations come from the trial file.
 */
export function checkPlan(plan: PlanToCheck): PlanVerdict {
  const { trial, lesions, readings } = plan;
  const blockers = lesions.length === 0 ? [...plan.blockers, NO_LESIONS] : plan.blockers;
  const rules = trial.rules.filter(isLesionRule);
  const asked = lesions.flatMap((lesion) => rules.map((rule) => ({ rule, lesion })));
  const noVerdicts = blockers.find(({ weight }) => weight === 'outright') ?? null;
  const ofLesions = asked.map(({ rule, lesion }) => {
    const finding = findingOf(rule, lesion, answer(rule, lesion, readings));
    return noVerdicts === null ? finding : withoutVerdict(finding, noVerdicts, rule);
  });
  const ofPatient = (plan.given.findings ?? []).map((finding) =>
    noVerdicts === null ? finding : withoutVerdict(finding, noVerdicts, null),
  );
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
  const findings = [...ofLesions, ...ofPatient].map((finding) => {
    const decidable = decidableAs(finding, ruleOf.get(finding.rule) ?? null);
    return decidable.length === 0 ? finding : { ...finding, decidable };
  });

  const lesionsBlocked = blockers.some(({ overallOnly }) => overallOnly !== true);
  const lesionOutcomes = new Map(
    lesions.map(({ id }) => {
      const outcome = outcomeOf(
        findings.filter(({ lesion }) => lesion === id),
        trial,
      );
      return [id, lesionsBlocked && outcome !== 'no-rule-in-source' ? atBestNotEvaluable(outcome) : outcome];
    }),
  );
  const unblocked = outcomeOf(findings, trial);
  const outcome = blockers.length > 0 && unblocked !== 'no-rule-in-source' ? atBestNotEvaluable(unblocked) : unblocked;
  const notChecked = trial.rules.flatMap((rule) =>
    isLesionRule(rule) || isOfPatient(rule, plan.given)
      ? []
      : [{ rule: rule.id, why: whyNotChecked(rule, plan.given) }],
  );
  return {
    findings,
    lesionOutcomes,
    outcome,
    exitStatus: exitStatusOf(outcome),
    summary: summaryOf(plan, blockers, rules, findings, outcome),
    notChecked,
  };
}

const NO_LESIONS: Blocker = { code: 'no-lesions', message: 'the case names no lesions', weight: 'at-best' };

function answer(rule: LesionRule, lesion: MeasuredLesion, readings: Readings): Answer {
  switch (rule.kind) {
    case 'coverage':
      return checkCoverage(rule, lesion, readings);
    case 'isodose':
      return checkIsodose(rule, lesion, readings);
    case 'maximum':
      return checkMaximum(rule, lesion, readings);
    case 'regimen':
      return checkRegimen(rule, lesion);
  }
}

function findingOf(rule: LesionRule, lesion: MeasuredLesion, given: Answer): Finding {
  const cite = { registry: rule.cite.registry, section: rule.cite.section, item: rule.cite.items.join(', ') };
  const finding = { rule: rule.id, lesion: lesion.id, ...given, cite };
  const flips = flipsOf(rule, lesion, finding);
  return { ...finding, words: wordsUnder(rule, finding), ...(flips.length === 0 ? {} : { flips }) };
}

/** The values stay, the verdict goes: what it would have been is said in the reason. */
function withoutVerdict(finding: Finding, { code, message: why }: Blocker, rule: LesionRule | null): Finding {
  const { outcome, words = '', reason: ownReason } = finding;
  const reason = outcome === 'not-evaluable' ? `${why}; ${ownReason ?? ''}` : `${why}; else: ${words}`;
  const withheld = { by: code, outcome, words, reason: ownReason };
  const open: Finding = { ...finding, outcome: 'not-evaluable', between: null, reason, withheld };
  return { ...open, words: rule === null ? 'not evaluable' : wordsUnder(rule, open) };
}

function outcomeOf(findings: readonly Finding[], trial: Trial): OverallOutcome {
  if (!trial.rules.some(isLesionRule)) return 'no-rule-in-source';
  return findings.length === 0 ? 'not-evaluable' : overallOutcomeOf(findings.map(({ outcome }) => outcome));
}

function summaryOf(
  { trial, lesions, given }: PlanToCheck,
  blockers: readonly Blocker[],
  rules: readonly LesionRule[],
  findings: readonly Finding[],
  outcome: OverallOutcome,
): CheckResult['summary'] {
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
  const settled = findings.map((finding) => finding.outcome).filter((each) => !isOpen(each));
  const possible = findings.map((finding) => {
    const rule = ruleOf.get(finding.rule);
    if (rule === undefined) return isOpen(finding.outcome) ? 'not-met' : finding.outcome;
    return worstPossibleOf(finding, rule);
  });
  // Behind a blocker anything may hide that the rules have a class for.
  if (blockers.length > 0) possible.push(...rules.map(worstClassOf));
  const coverage = rules.map((rule) => ({ rule, missing: missingOf(rule, findings, lesions, blockers) }));
  const notAsked = trial.rules.flatMap((rule) =>
    isLesionRule(rule) || isOfPatient(rule, given) ? [] : [{ name: rule.name, why: whyNotChecked(rule, given) }],
  );
  const ofPatient = trial.rules.flatMap((rule) =>
    findings.filter((finding) => !isLesionRule(rule) && finding.rule === rule.id).map((finding) => ({ rule, finding })),
  );
  const unanswered = ofPatient
    .filter(({ finding }) => finding.outcome === 'not-evaluable')
    .map(({ rule, finding }) => ({ name: rule.name, why: shortened(finding.reason) }));
  const rulesChecked =
    coverage.filter(({ missing }) => !missing.everywhere).length + ofPatient.length - unanswered.length;
  const said = blockers.map(({ message }) => message).join('; ');
  return {
    words: `${overallWords(outcome)}${said === '' ? '' : ` (${said})`}`,
    worstSettled: settled.length === 0 ? null : asOverall(worst(settled)),
    worstPossible: rules.length === 0 ? 'no-rule-in-source' : asOverall(worst(possible)),
    blockers: blockers.map(({ code, message, weight }) => ({
      code,
      message,
      weight,
      remedy: blockerWords({ code, message }).remedy,
    })),
    open: findings
      .filter((finding) => isOpen(finding.outcome))
      .map(({ rule, lesion, outcome: open }) => ({ rule, lesion, outcome: open })),
    counts: countsOf(findings),
    rulesChecked,
    rulesTotal: trial.rules.length,
    checkedLine: checkedLine(trial, rulesChecked, [
      ...coverage.flatMap(({ missing }) => missing.items),
      ...unanswered,
      ...notAsked,
    ]),
  };
}

/** Where a rule found no answer, in words for the closing line. */
function missingOf(
  rule: LesionRule,
  findings: readonly Finding[],
  lesions: readonly MeasuredLesion[],
  blockers: readonly Blocker[],
): { readonly everywhere: boolean; readonly items: { readonly name: string; readonly why: string }[] } {
  if (lesions.length === 0) return { everywhere: true, items: [{ name: rule.name, why: 'no lesions' }] };
  const missing = findings.filter((finding) => finding.rule === rule.id && finding.outcome === 'not-evaluable');
  const everywhere = missing.length === lesions.length;
  const whyOf = ({ reason, withheld }: Finding): string => {
    const blocker = blockers.find(({ code }) => code === withheld?.by);
    return blocker === undefined ? shortened(reason) : blockerWords(blocker).short;
  };
  const why = [...new Set(missing.map(whyOf))];
  if (everywhere && why.length === 1) return { everywhere, items: [{ name: rule.name, why: why[0] ?? '' }] };
  return {
    everywhere,
    items: missing.map((finding) => ({ name: `${rule.name} of ${finding.lesion}`, why: whyOf(finding) })),
  };
}

/** A reason up to what would have been said without it. */
function shortened(reason: string | null): string {
  return (reason ?? 'no reason given').split('; ')[0]!;
}

function countsOf(findings: readonly Finding[]): Record<FindingOutcome, number> {
  const counts = Object.fromEntries(FINDING_OUTCOMES.map((outcome) => [outcome, 0])) as Record<FindingOutcome, number>;
  for (const { outcome } of findings) counts[outcome] += 1;
  return counts;
}

/** Whether the rule was answered for the whole patient. */
function isOfPatient(rule: Rule, given: PlanToCheck['given']): boolean {
  return given.findings?.some((finding) => finding.rule === rule.id) === true;
}

function isLesionRule(rule: Rule): rule is LesionRule {
  return rule.kind === 'coverage' || rule.kind === 'isodose' || rule.kind === 'maximum' || rule.kind === 'regimen';
}
