import { describe, expect, it } from 'vitest';
import { checkPlan, chooseReadings, type Blocker, type Finding } from '../../../core/index.ts';
import { aLesion, himars } from './a-lesion.ts';

/** Findings on the whole patient come from elsewhere (the bone marrow reserve); here they only join the others. */
const level: Finding = {
  rule: 'himars/volume-level',
  lesion: null,
  roiName: null,
  metric: 'irradiated share of the trabecular bone',
  unit: '%',
  value: 12,
  low: null,
  high: null,
  limit: 20,
  outcome: 'met',
  between: null,
  readings: [],
  reason: null,
  words: 'within level -1',
  cite: { registry: 'NCT', section: 'x', item: '1' },
} as unknown as Finding;

function checked(findings: readonly Finding[] | undefined, blockers: readonly Blocker[] = []) {
  return checkPlan({
    trial: himars,
    lesions: [aLesion()],
    readings: chooseReadings(himars, {}),
    blockers,
    given: { trabecularBone: true, ...(findings === undefined ? {} : { findings }) },
  });
}
const rulesNotChecked = (verdict: ReturnType<typeof checked>): string[] => verdict.notChecked.map(({ rule }) => rule);
const outright: Blocker = { code: 'not-one-patient', message: 'two patients', weight: 'outright' };

describe('a finding on the whole patient', () => {
  it('stands beside those of the lesions as it is, and its rule is no longer named as not checked', () => {
    const verdict = checked([level]);
    expect(verdict.findings.at(-1)).toEqual(level);
    expect(rulesNotChecked(verdict)).not.toContain('himars/volume-level');
    expect(rulesNotChecked(verdict)).toContain('himars/exclusion');
    expect(rulesNotChecked(checked([]))).toContain('himars/volume-level');
    expect(rulesNotChecked(checked(undefined))).toContain('himars/volume-level');
  });

  it('of two rules takes both out of what is not checked', () => {
    const both = rulesNotChecked(checked([level, { ...level, rule: 'himars/exclusion' }]));
    expect(both).not.toContain('himars/volume-level');
    expect(both).not.toContain('himars/exclusion');
  });

  it('decides the whole, not the lesions', () => {
    const verdict = checked([{ ...level, outcome: 'not-met' }]);
    expect(verdict.outcome).not.toBe(checked([level]).outcome);
    expect(verdict.lesionOutcomes).toEqual(checked([level]).lesionOutcomes);
  });

  it('has no verdict where nothing may have one, and keeps what it would have said', () => {
    const finding = checked([level], [outright]).findings.at(-1)!;
    expect(finding).toMatchObject({
      rule: 'himars/volume-level',
      outcome: 'not-evaluable',
      reason: 'two patients; else: within level -1',
      words: 'not evaluable',
      withheld: { by: 'not-one-patient', outcome: 'met', words: 'within level -1', reason: null },
    });
    const atBest = checked([level], [{ ...outright, weight: 'at-best' }]);
    expect(atBest.findings.at(-1)).toEqual(level);
    expect(atBest.outcome).toBe('not-evaluable');
  });
});
