import type { CaseDecision, DecidedOn } from './case-decision.ts';
import type { CheckResult, DecisionResult, Finding, OverallOutcome, Warning } from './check-result.ts';
import { atBestNotEvaluable, isOpen, overallOutcomeOf } from './overall-outcome.ts';
import { overallWords } from './words.ts';

interface Decided {
  readonly findings: Finding[];
  /** Absent where the case holds no decision. */
  readonly decided?: NonNullable<CheckResult['summary']['decided']>;
  readonly warnings: readonly Warning[];
}

interface Verdict {
  readonly findings: readonly Finding[];
  readonly outcome: OverallOutcome;
  readonly summary: Pick<CheckResult['summary'], 'blockers'>;
}

/** Digits that another machine may compute otherwise. */
const SAME = 1e-9;

/**
 * Puts what persons decided beside the findings, and says of each decision whether it still applies: only to the same
 * finding, with the same value, interval, limit and input objects, while the finding is open. No computed outcome changes.
 */
export function applyDecisions(
  decisions: readonly CaseDecision[],
  { findings, outcome, summary }: Verdict,
  inputs: CheckResult['inputs'],
): Decided {
  if (decisions.length === 0) return { findings: [...findings], warnings: [] };
  const beside = findings.map((finding): Finding => {
    const own = decisions.filter((decision) => isOf(decision, finding));
    return own.length === 0 ? finding : { ...finding, decisions: standingOf(own, finding, inputs) };
  });
  const all = beside.flatMap((finding) => finding.decisions ?? []);
  const inForce = all.filter(({ standing }) => standing === 'in-force').length;
  const stale = all.filter(({ standing }) => standing === 'stale').length;
  const strays = decisions.filter((decision) => !findings.some((finding) => isOf(decision, finding)));
  return {
    findings: beside,
    decided: { inForce, stale, outcome: outcomeWith(beside, outcome, summary.blockers.length > 0) },
    warnings: [
      ...strays.map((decision) => ({
        code: 'decision',
        message: `the case decides ${nameOf(decision)}, and there is no such finding: it does not apply`,
      })),
      ...beside.flatMap((finding) =>
        (finding.decisions ?? []).flatMap(({ standing, why }) =>
          standing === 'stale'
            ? [{ code: 'decision', message: `the decision on ${nameOf(finding)} does not apply: ${why ?? ''}` }]
            : [],
        ),
      ),
    ],
  };
}

/** What a person has before them when they decide a finding. */
export function decidedOn(finding: Finding, inputs: CheckResult['inputs']): DecidedOn {
  const { outcome, roiName, value, low, high, limit, reason } = finding;
  return { outcome, roiName, value, low, high, limit, reason, inputs: hashesOf(inputs) };
}

/** The decision of a finding that applies; null where there is none. */
export function decisionInForce({ decisions = [] }: Finding): DecisionResult | null {
  return decisions.find(({ standing }) => standing === 'in-force') ?? null;
}

function isOf({ rule, lesion }: CaseDecision, finding: Finding): boolean {
  return rule === finding.rule && (lesion ?? '') === finding.lesion;
}

/** In the order in which they were made; of those that apply the last one does. */
function standingOf(own: readonly CaseDecision[], finding: Finding, inputs: CheckResult['inputs']): DecisionResult[] {
  const found = own.map((decision) => ({ decision, why: whyStale(decision, finding, inputs) }));
  const last = found.findLast(({ decision, why }) => decision.withdrawn === undefined && why === null);
  return found.map((each) => {
    const { decision, why } = each;
    const { outcome, by, date, reason, withdrawn } = decision;
    const standing =
      withdrawn !== undefined ? 'withdrawn' : why !== null ? 'stale' : each === last ? 'in-force' : 'superseded';
    return {
      outcome,
      by,
      date,
      reason,
      standing,
      why: standing === 'stale' ? why : null,
      withdrawn: withdrawn ?? null,
    };
  });
}

function whyStale({ of, outcome }: CaseDecision, finding: Finding, inputs: CheckResult['inputs']): string | null {
  if (finding.withheld !== undefined) return 'no verdict stands at present';
  if (!isOpen(finding.outcome)) return 'what is computed now is settled';
  if (of.outcome !== finding.outcome) return `it was made when the finding was ${of.outcome}`;
  if (of.roiName !== finding.roiName) return `it was made of ${of.roiName ?? 'no ROI'}`;
  if (!(['value', 'low', 'high'] as const).every((key) => isSame(of[key], finding[key]))) {
    return `it was made for ${numberWords(of.value)}, and now there is ${numberWords(finding.value)}, or another interval`;
  }
  if (!isSame(of.limit, finding.limit)) return `it was made for a limit of ${numberWords(of.limit)}`;
  if (finding.value === null && of.reason !== finding.reason)
    return `it was made when the reason was: ${of.reason ?? 'none'}`;
  if (hashesOf(inputs).join(' ') !== [...of.inputs].sort().join(' ')) return 'it was made for other files';
  if (finding.decidable?.includes(outcome) !== true) return `${outcome} is no class that this finding may have`;
  return null;
}

function isSame(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) <= SAME * Math.max(1, Math.abs(a));
}

function hashesOf(inputs: CheckResult['inputs']): string[] {
  return inputs.map(({ sha256 }) => sha256).sort();
}

function outcomeWith(findings: readonly Finding[], computed: OverallOutcome, isBlocked: boolean): OverallOutcome {
  if (!findings.some((finding) => decisionInForce(finding) !== null)) return computed;
  const outcome = overallOutcomeOf(findings.map((finding) => decisionInForce(finding)?.outcome ?? finding.outcome));
  return isBlocked ? atBestNotEvaluable(outcome) : outcome;
}

/** What stands in the summary of a report; null where the case holds no decision. */
export function decidedWords({ summary }: Pick<CheckResult, 'summary'>): string | null {
  const { decided } = summary;
  if (decided === undefined) return null;
  const { inForce, stale, outcome } = decided;
  const old = stale === 0 ? '' : ` ${stale === 1 ? '1 decision does' : `${stale} decisions do`} not apply any more.`;
  if (inForce === 0) return `No decision by a person applies.${old}`;
  const count = inForce === 1 ? '1 open finding was' : `${inForce} open findings were`;
  const words = overallWords(outcome);
  return `${count} decided by a person; with that: ${words.charAt(0).toLowerCase()}${words.slice(1)}. Outcome and exit status stay as computed.${old}`;
}

function nameOf({ rule, lesion }: { readonly rule: string; readonly lesion?: string | undefined }): string {
  return `${rule} of ${lesion === undefined || lesion === '' ? 'the whole plan' : lesion}`;
}

function numberWords(value: number | null): string {
  return value === null ? 'no value' : String(Number(value.toPrecision(6)));
}
