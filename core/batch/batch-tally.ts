import { NOTICE } from '../notices.ts';
import type { CheckResult, FindingOutcome, OverallOutcome } from '../protocol/check-result.ts';
import { canonicalJson } from '../ledger/canonical-json.ts';
import { BATCH_FAILURES, type BatchRecord } from './batch-record.ts';
import type { BatchSummary, RankedPlan } from './batch-summary.ts';
import { PLANS_WORST_FIRST, rankedPlan, rankOf } from './rank-plan.ts';

/** Longest list in a summary. */
const MOST_LISTED = 100;

/** Adds up plans one after another, in memory that does not grow with their number. */
export class BatchTally {
  private plans = 0;
  private checked = 0;
  private missing = 0;
  private lesions = 0;
  private findings = 0;
  private rulesNotice: string | null = null;
  private trial: string | null = null;
  private readonly outcomes = new Map<OverallOutcome, number>();
  private readonly possible = new Map<OverallOutcome, number>();
  private readonly rules = new Map<string, Partial<Record<FindingOutcome, number>>>();
  private readonly failures = new Map<string, number>();
  private readonly made = new Map<string, number>();
  private readonly failedPlans: BatchSummary['failedPlans'] = [];
  private readonly missingPlans: string[] = [];
  private readonly worst: RankedPlan[] = [];

  /** @returns the plan as it stands in a list */
  addChecked(record: BatchRecord, result: CheckResult): RankedPlan {
    this.plans += 1;
    this.checked += 1;
    this.countMade(record);
    this.rulesNotice ??= result.rulesNotice;
    this.trial ??= result.trial.id;
    this.lesions += result.lesions.length;
    this.findings += result.findings.length;
    for (const { rule, outcome } of result.findings) {
      const counts = this.rules.get(rule) ?? {};
      counts[outcome] = (counts[outcome] ?? 0) + 1;
      this.rules.set(rule, counts);
    }
    const ranked = rankedPlan(record.plan, result);
    addOne(this.outcomes, ranked.outcome);
    addOne(this.possible, ranked.worstPossible);
    if (ranked.outcome !== 'no-deviation-found') this.keepIfWorst(ranked);
    return ranked;
  }

  addFailed(record: BatchRecord & { readonly failure: NonNullable<BatchRecord['failure']> }): void {
    const { plan, failure } = record;
    this.plans += 1;
    this.countMade(record);
    addOne(this.failures, failure.kind);
    if (this.failedPlans.length < MOST_LISTED) {
      this.failedPlans.push({ plan, kind: failure.kind, message: failure.message });
    }
  }

  addMissing(plan: string): void {
    this.plans += 1;
    this.missing += 1;
    if (this.missingPlans.length < MOST_LISTED) this.missingPlans.push(plan);
  }

  summary(software: BatchSummary['software'], besidePlans: number): BatchSummary {
    const failures = BATCH_FAILURES.map((kind) => ({ kind, plans: this.failures.get(kind) ?? 0 }));
    const mostMadeAlike = Math.max(0, ...this.made.values());
    return {
      schema: 'trabecula/batch/1',
      notice: NOTICE,
      rulesNotice: this.rulesNotice,
      software,
      trial: this.trial,
      plans: this.plans,
      checked: this.checked,
      failed: this.plans - this.checked - this.missing,
      missing: this.missing,
      besidePlans,
      madeOtherwise: this.plans - this.missing - mostMadeAlike,
      lesions: this.lesions,
      findings: this.findings,
      outcomes: PLANS_WORST_FIRST.flatMap((outcome) =>
        outcome === 'failed'
          ? []
          : [{ outcome, plans: this.outcomes.get(outcome) ?? 0, possible: this.possible.get(outcome) ?? 0 }],
      ),
      rules: [...this.rules]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([rule, counts]) => ({
          rule,
          findings: Object.values(counts).reduce((sum, number) => sum + number, 0),
          counts,
        })),
      failures: failures.filter(({ plans }) => plans > 0),
      failedPlans: this.failedPlans,
      missingPlans: this.missingPlans,
      worst: this.worst,
    };
  }

  /** Versions and options are few; should they not be, the rest is counted as one. */
  private countMade({ software, options }: BatchRecord): void {
    const how = canonicalJson({ software, options });
    addOne(this.made, this.made.has(how) || this.made.size < MOST_LISTED ? how : 'others');
  }

  private keepIfWorst(plan: RankedPlan): void {
    const rank = rankOf(plan);
    const behind = this.worst.findIndex((each) => rankOf(each) > rank);
    if (behind >= 0) this.worst.splice(behind, 0, plan);
    else if (this.worst.length < MOST_LISTED) this.worst.push(plan);
    if (this.worst.length > MOST_LISTED) this.worst.pop();
  }
}

function addOne<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
