import { describe, expect, it } from 'vitest';
import { loadTrial } from '../../../core/index.ts';
import type { Blocker, Finding, FindingOutcome } from '../../../core/index.ts';
import { overallOutcomeOf, worstClassOf, worstPossibleOf } from '../../../core/protocol/overall-outcome.ts';
import type { LesionRule } from '../../../core/protocol/trial.ts';
import { aLesion, aTarget, check, exactly, findingOf, himars } from './a-lesion.ts';

const noGtv = aLesion({ id: 'A', gtv: null, gtvReason: 'GTV_A is empty' });
const rule = (id: string): LesionRule => himars.rules.find((each) => each.id === id) as LesionRule;

describe('a plan without lesions', () => {
  it('has no verdict, says what to do, and counts no rule as checked', () => {
    const { outcome, exitStatus, summary } = check({ lesions: [] });
    expect([outcome, exitStatus]).toEqual(['not-evaluable', 2]);
    expect(summary).toMatchObject({
      words: 'No verdict: not everything could be checked (the case names no lesions)',
      blockers: [{ code: 'no-lesions', message: 'the case names no lesions', weight: 'at-best' }],
      worstSettled: null,
      worstPossible: 'unacceptable-deviation',
      rulesChecked: 0,
    });
    expect(summary.blockers[0]?.remedy).toContain('"lesions"');
    expect(summary.checkedLine).toMatch(
      /^Checked 0 of 9 HIMARS rules\. Not checked: PTV coverage \(no lesions\), GTV coverage \(no lesions\), /,
    );
  });
});

describe('the words of a verdict', () => {
  const links: Blocker = { code: 'links', message: 'the dose is of another plan', weight: 'at-best' };
  const pairing: Blocker = { code: 'pairing', message: 'pairing not confirmed', weight: 'outright' };

  it('have nothing in brackets where nothing stands against it', () => {
    expect(check().summary.words).toBe('No deviation found in the rules checked; not a plan approval');
  });

  it('name all that stands against it', () => {
    expect(check({ blockers: [links, pairing] }).summary.words).toBe(
      'No verdict: not everything could be checked (the dose is of another plan; pairing not confirmed)',
    );
  });

  it('keep the reason of a finding that had no answer anyway', () => {
    const finding = findingOf('himars/gtv-coverage', { lesions: [noGtv], blockers: [pairing] });
    expect(finding).toMatchObject({
      outcome: 'not-evaluable',
      reason: 'pairing not confirmed; GTV_A is empty',
      withheld: { by: 'pairing', outcome: 'not-evaluable', reason: 'GTV_A is empty' },
    });
  });

  it('give one reason for a rule that nothing could be checked against, or each its own', () => {
    const other = aLesion({ id: 'B', gtv: null, gtvReason: 'GTV_B has no contour; drawn as points' });
    const line = (lesions: Parameters<typeof check>[0]): string => check(lesions).summary.checkedLine;
    expect(line({ lesions: [noGtv, { ...noGtv, id: 'C' }] })).toContain('Not checked: GTV coverage (GTV_A is empty), ');
    expect(line({ lesions: [noGtv, other] })).toContain(
      'Not checked: GTV coverage of A (GTV_A is empty), GTV coverage of B (GTV_B has no contour), ',
    );
    expect(line({ lesions: [noGtv, other], blockers: [links, pairing] })).toContain(
      'Not checked: PTV coverage (pairing not confirmed), GTV coverage (pairing not confirmed), ',
    );
    // What merely weighs on the whole withholds no finding, and is no reason of one.
    expect(line({ lesions: [noGtv], blockers: [links] })).toContain('GTV coverage (GTV_A is empty)');
  });

  it('of a record without rules on dose stay what they are, whatever stands against the plan', async () => {
    const trial = await loadTrial({
      source: {
        schema: 'trabecula/trial/1',
        id: 'silent',
        acronym: 'S',
        title: 'An invented trial',
        registry: 'NCT00000000',
        recordDate: '2024-02-29',
        items: {},
        readings: {},
        rules: [],
        noDoseRules: 'none.',
      },
      where: 'invented.json',
    });
    const verdict = check({ trial, blockers: [links] });
    expect(verdict.outcome).toBe('no-rule-in-source');
    expect(verdict.lesionOutcomes.get('L1')).toBe('no-rule-in-source');
  });
});

describe('the outcome of several', () => {
  it.each<[FindingOutcome[], string]>([
    [['met'], 'no-deviation-found'],
    [['per-protocol'], 'no-deviation-found'],
    [['no-rule-in-source', 'met'], 'no-deviation-found'],
    [['no-rule-in-source'], 'no-rule-in-source'],
    [[], 'no-rule-in-source'],
  ])('%j is %s', (outcomes, overall) => {
    expect(overallOutcomeOf(outcomes)).toBe(overall);
  });
});

describe('the worst that may come of a finding', () => {
  const finding = findingOf('himars/ptv-coverage', {
    lesions: [aLesion({ ptv: aTarget({ coveragePercent: exactly(96) }) })],
  });
  const reading = (outcome: FindingOutcome): Finding['readings'][number] => ({ name: '', outcome, value: 1, limit: 1 });

  it('of each rule is its worst class', () => {
    expect(worstClassOf(rule('himars/ptv-coverage'))).toBe('unacceptable-deviation');
    // Under another reading.
    expect(worstClassOf(rule('himars/gtv-coverage'))).toBe('unacceptable-deviation');
    expect(worstClassOf(rule('himars/maximum-dose'))).toBe('not-met');
    expect(worstClassOf(rule('himars/regimen'))).toBe('not-met');
  });

  it('is its own once it is settled, the worse of two while undecided', () => {
    const ptv = rule('himars/ptv-coverage');
    expect(worstPossibleOf(finding, ptv)).toBe('per-protocol');
    const between: Finding['between'] = ['acceptable-deviation', 'per-protocol'];
    expect(worstPossibleOf({ ...finding, outcome: 'undecided', between }, ptv)).toBe('acceptable-deviation');
    expect(worstPossibleOf({ ...finding, outcome: 'undecided', between: null }, ptv)).toBe('unacceptable-deviation');
  });

  it('of one that depends on the reading is the worst of the readings; an open one may come to the worst', () => {
    const depends = (readings: Finding['readings']): FindingOutcome =>
      worstPossibleOf({ ...finding, outcome: 'depends-on-reading', readings }, rule('himars/ptv-coverage'));
    expect(depends([reading('per-protocol'), reading('acceptable-deviation')])).toBe('acceptable-deviation');
    expect(depends([reading('per-protocol'), reading('not-evaluable')])).toBe('unacceptable-deviation');
  });
});
