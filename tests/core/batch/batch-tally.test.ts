import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BatchRecord,
  batchSummarySchema,
  BatchTally,
  type CheckResult,
  isSettled,
  rankOf,
  readBatchRecord,
} from '../../../core/index.ts';
import { CHECK_FIXTURE } from '../../report/check-result-fixture.ts';

const OUTCOMES = [
  'unacceptable-deviation',
  'not-met',
  'not-evaluable',
  'depends-on-reading',
  'undecided',
  'acceptable-deviation',
  'no-rule-in-source',
  'no-deviation-found',
] as const;
const SOFTWARE = { name: 'trabecula', version: '0.1.0' };

function recordOf(plan: string, facts: Partial<BatchRecord> = {}): BatchRecord {
  return {
    schema: 'trabecula/batch-record/1',
    plan,
    software: SOFTWARE,
    options: { trial: 'himars', casePattern: '{plan}/case.json', endCaps: 'none', betweenSlices: 'prism', limits: {} },
    key: 'a hash',
    named: [],
    result: null,
    failure: null,
    tookS: 1,
    ...facts,
  };
}

const failed = (kind: NonNullable<BatchRecord['failure']>['kind']) => ({
  kind,
  message: 'for a reason',
  exitStatus: 65,
});

function resultOf(outcome: CheckResult['outcome'], worstPossible: CheckResult['outcome']): CheckResult {
  return { ...CHECK_FIXTURE, outcome, summary: { ...CHECK_FIXTURE.summary, worstPossible } };
}

describe('a tally of plans', () => {
  it('lists the hundred worst of any number, as sorting all of them would, ties in the order of the plans', () => {
    const plan = fc.record({ outcome: fc.constantFrom(...OUTCOMES), possible: fc.constantFrom(...OUTCOMES) });
    fc.assert(
      fc.property(fc.array(plan, { maxLength: 300 }), (plans) => {
        const tally = new BatchTally();
        plans.forEach(({ outcome, possible }, n) => tally.addChecked(recordOf(`p${n}`), resultOf(outcome, possible)));
        const expected = plans
          .map(({ outcome, possible }, n) => ({
            plan: `p${n}`,
            at: [OUTCOMES.indexOf(outcome), OUTCOMES.indexOf(possible)],
          }))
          .filter(({ at }) => at[0] !== OUTCOMES.length - 1)
          .sort((a, b) => a.at[0]! - b.at[0]! || a.at[1]! - b.at[1]!)
          .slice(0, 100);
        const { worst } = tally.summary(SOFTWARE, 0);
        expect(worst.map((each) => each.plan)).toEqual(expected.map((each) => each.plan));
      }),
      { numRuns: 50 },
    );
  });

  it('puts the plan with more findings of its worst class first, and names the first of them', () => {
    const tally = new BatchTally();
    const bad = CHECK_FIXTURE.findings.map((finding) => ({ ...finding, outcome: 'unacceptable-deviation' as const }));
    const of = (findings: CheckResult['findings']): CheckResult => ({
      ...resultOf('unacceptable-deviation', 'unacceptable-deviation'),
      findings,
    });
    const one = tally.addChecked(recordOf('one'), of(bad.slice(1, 2)));
    const two = tally.addChecked(recordOf('two'), of(bad.slice(0, 2)));
    expect(rankOf(two)).toBeLessThan(rankOf(one));
    expect(one.first).toEqual(bad[1]);
    expect(tally.summary(SOFTWARE, 0).worst.map(({ plan }) => plan)).toEqual(['two', 'one']);
  });

  it('counts each plan once: checked, failed with its kind, or missing; and what was made otherwise', () => {
    const tally = new BatchTally();
    tally.addChecked(recordOf('a'), CHECK_FIXTURE);
    tally.addChecked(recordOf('b', { software: { name: 'trabecula', version: '9' } }), CHECK_FIXTURE);
    tally.addFailed({ ...recordOf('c'), failure: failed('time-limit') });
    tally.addFailed({ ...recordOf('d'), failure: failed('unreadable') });
    tally.addFailed({ ...recordOf('e'), failure: failed('unreadable') });
    tally.addMissing('f');
    const summary = batchSummarySchema.parse(tally.summary(SOFTWARE, 3));
    expect(summary).toMatchObject({ plans: 6, checked: 2, failed: 3, missing: 1, besidePlans: 3, madeOtherwise: 1 });
    expect(summary.failures).toEqual([
      { kind: 'unreadable', plans: 2 },
      { kind: 'time-limit', plans: 1 },
    ]);
    expect(summary.missingPlans).toEqual(['f']);
    expect(summary.findings).toBe(2 * CHECK_FIXTURE.findings.length);
    const ofRules = summary.rules.reduce((sum, { findings }) => sum + findings, 0);
    expect(ofRules).toBe(summary.findings);
  });
});

describe('a record', () => {
  it('is settled where the same input gives the same again, and not where time, a crash or a missing file decided', () => {
    const failure = (kind: NonNullable<BatchRecord['failure']>['kind']): boolean =>
      isSettled(recordOf('a', { failure: failed(kind) }));
    expect([failure('unreadable'), failure('contradiction'), failure('usage')]).toEqual([true, true, true]);
    for (const kind of ['time-limit', 'crashed', 'internal', 'nothing-found'] as const)
      expect(failure(kind)).toBe(false);
    const result = { sha256: '', outcome: 'not-met', worstPossible: 'not-met', exitStatus: 1 } as const;
    expect(isSettled(recordOf('a', { result }))).toBe(true);
    expect(isSettled(recordOf('a', { result, key: null }))).toBe(false);
    expect(isSettled(recordOf('a'))).toBe(false);
  });

  it('is read back as it was written, and refused with the key that is wrong', () => {
    const record = recordOf('a', { failure: failed('crashed') });
    expect(readBatchRecord(JSON.stringify(record), 'a.json')).toEqual(record);
    expect(() => readBatchRecord(JSON.stringify({ ...record, plans: 1 }), 'a.json')).toThrow(/unknown key "plans"/);
  });
});
