import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exitStatusOf, loadTrial } from '../../../core/index.ts';
import type { Blocker, MeasuredLesion, OverallOutcome, TargetResult } from '../../../core/index.ts';
import { aLesion, aTarget, check, exactly } from './a-lesion.ts';

const covered = (id: string, coveragePercent: TargetResult['coveragePercent']): MeasuredLesion =>
  aLesion({ id, ptv: aTarget({ coveragePercent }) });
const good = covered('good', exactly(96));
const acceptable = covered('acceptable', exactly(85));
const unacceptable = covered('unacceptable', exactly(75));
const notMet = aLesion({ id: 'not met', gtv: aTarget({ coveragePercent: exactly(85) }) });
const undecided = covered('undecided', { value: 90, low: 89, high: 91 });
const depends = aLesion({ id: 'depends', ptv: aTarget({ dmaxGy: 35 }) });
const missing = aLesion({ id: 'missing', gtv: null, gtvReason: 'GTV_9 has no usable contour' });

describe('the overall outcome', () => {
  it.each<[OverallOutcome, 0 | 1 | 2, MeasuredLesion[]]>([
    ['no-deviation-found', 0, [good]],
    ['undecided', 2, [good, undecided]],
    ['depends-on-reading', 2, [good, undecided, depends]],
    ['not-evaluable', 2, [good, undecided, depends, missing]],
    ['acceptable-deviation', 1, [good, undecided, depends, missing, acceptable]],
    ['not-met', 1, [good, undecided, depends, missing, acceptable, notMet]],
    ['unacceptable-deviation', 1, [good, undecided, depends, missing, acceptable, notMet, unacceptable]],
  ])('is %s with exit status %s when that is the first in line', (outcome, exitStatus, lesions) => {
    expect(check({ lesions })).toMatchObject({ outcome, exitStatus });
    expect(check({ lesions: [...lesions].reverse() })).toMatchObject({ outcome, exitStatus });
    expect(exitStatusOf(outcome)).toBe(exitStatus);
  });

  it('is also that of each lesion by itself', () => {
    const { lesionOutcomes } = check({
      lesions: [good, undecided, depends, missing, acceptable, notMet, unacceptable],
    });
    expect([...lesionOutcomes]).toEqual([
      ['good', 'no-deviation-found'],
      ['undecided', 'undecided'],
      ['depends', 'depends-on-reading'],
      ['missing', 'not-evaluable'],
      ['acceptable', 'acceptable-deviation'],
      ['not met', 'not-met'],
      ['unacceptable', 'unacceptable-deviation'],
    ]);
  });

  it('says: 1 if anything settled deviates, else 2 if anything is open, else 0', () => {
    const any = fc.subarray([good, acceptable, unacceptable, notMet, undecided, depends, missing], { minLength: 1 });
    fc.assert(
      fc.property(any, (lesions) => {
        const { findings, exitStatus } = check({ lesions });
        const outcomes = findings.map(({ outcome }) => outcome);
        const deviates = outcomes.some((outcome) =>
          ['unacceptable-deviation', 'acceptable-deviation', 'not-met'].includes(outcome),
        );
        const open = outcomes.some((outcome) => ['undecided', 'depends-on-reading', 'not-evaluable'].includes(outcome));
        expect(exitStatus).toBe(deviates ? 1 : open ? 2 : 0);
      }),
    );
  });

  it('one more lesion never makes it better', () => {
    const order = [
      'unacceptable-deviation',
      'not-met',
      'acceptable-deviation',
      'not-evaluable',
      'depends-on-reading',
      'undecided',
      'no-deviation-found',
    ];
    const all = [good, acceptable, unacceptable, notMet, undecided, depends, missing];
    fc.assert(
      fc.property(fc.subarray(all, { minLength: 1 }), fc.constantFrom(...all), (lesions, other) => {
        const before = order.indexOf(check({ lesions }).outcome);
        const after = order.indexOf(check({ lesions: [...lesions, { ...other, id: 'other' }] }).outcome);
        expect(after).toBeLessThanOrEqual(before);
      }),
    );
  });
});

describe('one finding per rule and lesion', () => {
  it('in the order of lesions and of the trial', () => {
    const { findings } = check({ lesions: [good, missing] });
    const rules = ['ptv-coverage', 'gtv-coverage', 'prescription-isodose', 'maximum-dose', 'regimen'].map(
      (rule) => `himars/${rule}`,
    );
    expect(findings.map(({ rule, lesion }) => `${lesion} ${rule}`)).toEqual([
      ...rules.map((rule) => `good ${rule}`),
      ...rules.map((rule) => `missing ${rule}`),
    ]);
  });
});

describe('never a silent pass', () => {
  it('no lesions: not evaluable, said in the summary, exit 2', () => {
    const verdict = check({ lesions: [] });
    expect(verdict).toMatchObject({ outcome: 'not-evaluable', exitStatus: 2, findings: [] });
    expect(verdict.summary.words).toContain('the case names no lesions');
    expect(verdict.summary).toMatchObject({
      worstSettled: null,
      worstPossible: 'unacceptable-deviation',
      rulesChecked: 0,
      rulesTotal: 9,
    });
    expect(verdict.summary.checkedLine).toContain('Checked 0 of 9 HIMARS rules.');
  });

  const contradiction: Blocker = {
    code: 'uid-contradiction',
    message: 'the dose is of another plan',
    weight: 'at-best',
  };

  it('a contradicting UID: at best not evaluable, overall and per lesion', () => {
    const verdict = check({ lesions: [good], blockers: [contradiction] });
    expect(verdict).toMatchObject({ outcome: 'not-evaluable', exitStatus: 2 });
    expect(verdict.lesionOutcomes.get('good')).toBe('not-evaluable');
    expect(verdict.summary.words).toContain('the dose is of another plan');
    expect(verdict.summary.worstPossible).toBe('unacceptable-deviation');
  });

  it('a contradicting UID does not hide a settled deviation', () => {
    expect(check({ lesions: [good, unacceptable], blockers: [contradiction] })).toMatchObject({
      outcome: 'unacceptable-deviation',
      exitStatus: 1,
    });
    expect(check({ lesions: [acceptable], blockers: [contradiction] }).outcome).toBe('acceptable-deviation');
  });

  it('nor is it better than not evaluable when a finding is merely undecided', () => {
    expect(check({ lesions: [undecided], blockers: [contradiction] }).outcome).toBe('not-evaluable');
  });

  it('a target that no lesion names: the whole is at best not evaluable, the lesions keep their outcome', () => {
    const blockers: Blocker[] = [
      { code: 'not-named', message: 'PTV_7 is named by no lesion', weight: 'at-best', overallOnly: true },
    ];
    const verdict = check({ lesions: [good], blockers });
    expect(verdict.outcome).toBe('not-evaluable');
    expect(verdict.lesionOutcomes.get('good')).toBe('no-deviation-found');
    expect(verdict.summary.words).toContain('PTV_7 is named by no lesion');
  });

  const unconfirmed: Blocker = { code: 'pairing', message: 'pairing not confirmed', weight: 'outright' };

  it('a pairing that is not confirmed: values, but no verdict, also where one would deviate', () => {
    const verdict = check({ lesions: [good, unacceptable], blockers: [unconfirmed] });
    expect(verdict).toMatchObject({ outcome: 'not-evaluable', exitStatus: 2 });
    expect([...verdict.lesionOutcomes.values()]).toEqual(['not-evaluable', 'not-evaluable']);
    expect(new Set(verdict.findings.map(({ outcome }) => outcome))).toEqual(new Set(['not-evaluable']));
    const coverage = verdict.findings.find(
      ({ rule, lesion }) => rule === 'himars/ptv-coverage' && lesion === 'unacceptable',
    );
    expect(coverage).toMatchObject({
      value: 75,
      low: 75,
      high: 75,
      limit: 80,
      reason: 'pairing not confirmed; else: 90/80 rule: unacceptable deviation',
      withheld: {
        by: 'pairing',
        outcome: 'unacceptable-deviation',
        words: '90/80 rule: unacceptable deviation',
        reason: null,
      },
    });
    expect(verdict.summary.blockers).toMatchObject([
      { code: 'pairing', message: 'pairing not confirmed', weight: 'outright' },
    ]);
    expect(verdict.summary).toMatchObject({
      worstSettled: null,
      worstPossible: 'unacceptable-deviation',
      rulesChecked: 0,
    });
    expect(verdict.summary.checkedLine).toContain('PTV coverage (pairing not confirmed)');
  });

  it('a rule that no lesion could be checked against is not counted as checked', () => {
    const { summary } = check({ lesions: [missing] });
    expect(summary.checkedLine).toMatch(
      /^Checked 4 of 9 HIMARS rules\. Not checked: GTV coverage \(GTV_9 has no usable contour\), volume level/,
    );
  });

  it('a rule that some lesions could not be checked against is named with them', () => {
    const { summary } = check({ lesions: [good, missing] });
    expect(summary.checkedLine).toMatch(
      /^Checked 5 of 9 .* Not checked: GTV coverage of missing \(GTV_9 has no usable contour\), volume level/,
    );
  });
});

describe('the summary', () => {
  it('counts, lists what is open, and tells the worst settled from the worst possible', () => {
    const { summary } = check({ lesions: [acceptable, undecided, missing] });
    expect(summary).toMatchObject({ worstSettled: 'acceptable-deviation', worstPossible: 'unacceptable-deviation' });
    expect(summary.open).toEqual([
      { rule: 'himars/ptv-coverage', lesion: 'undecided', outcome: 'undecided' },
      { rule: 'himars/gtv-coverage', lesion: 'missing', outcome: 'not-evaluable' },
    ]);
    expect(summary.counts).toEqual({
      'per-protocol': 1,
      'acceptable-deviation': 1,
      'unacceptable-deviation': 0,
      met: 11,
      'not-met': 0,
      'depends-on-reading': 0,
      undecided: 1,
      'not-evaluable': 1,
      'no-rule-in-source': 0,
    });
  });

  it('the worst possible of an open finding is the worst that it may become', () => {
    expect(check({ lesions: [undecided] }).summary.worstPossible).toBe('acceptable-deviation');
    expect(check({ lesions: [covered('low', { value: 80, low: 79, high: 81 })] }).summary.worstPossible).toBe(
      'unacceptable-deviation',
    );
    expect(check({ lesions: [depends] }).summary.worstPossible).toBe('not-met');
    expect(check({ lesions: [covered('none', null)] }).summary.worstPossible).toBe('unacceptable-deviation');
    expect(check({ lesions: [good] }).summary).toMatchObject({
      worstPossible: 'no-deviation-found',
      worstSettled: 'no-deviation-found',
    });
  });

  it('ends by counting the rules and saying why the others were not checked', () => {
    expect(check().summary.checkedLine).toBe(
      'Checked 5 of 9 HIMARS rules. Not checked: volume level (no trabecular bone given), exclusion (no trabecular bone given), schedule (no treatment dates given), organs at risk (no limit in this record).',
    );
    expect(check().notChecked.map(({ rule }) => rule)).toEqual([
      'himars/volume-level',
      'himars/exclusion',
      'himars/schedule',
      'himars/organs-at-risk',
    ]);
  });

  it('does not claim that trabecular bone is missing where it is given', () => {
    expect(check({ trabecularBone: true }).notChecked[0]?.why).not.toContain('no trabecular bone');
  });
});

describe('a trial whose record states no dose', () => {
  const source = {
    schema: 'trabecula/trial/1',
    id: 'surgery-first',
    acronym: 'SF',
    title: 'An invented trial',
    registry: 'NCT00000000',
    recordDate: '2024-02-29',
    items: { S1: 'The record speaks of surgery only.' },
    readings: {},
    rules: [],
    noDoseRules: 'the record names no dose, fraction or coverage.',
  };

  it('answers no-rule-in-source, exit 2, even for a perfect plan', async () => {
    const trial = await loadTrial({ source, where: 'invented.json' });
    const verdict = check({ trial });
    expect(verdict).toMatchObject({ outcome: 'no-rule-in-source', exitStatus: 2, findings: [] });
    expect(verdict.lesionOutcomes.get('L1')).toBe('no-rule-in-source');
    expect(verdict.summary).toMatchObject({
      worstSettled: null,
      worstPossible: 'no-rule-in-source',
      rulesChecked: 0,
      rulesTotal: 0,
    });
    expect(verdict.summary.checkedLine).toBe(
      'Checked 0 of 0 SF rules. No rule on dose in this record: the record names no dose, fraction or coverage.',
    );
  });

  it('must say so: an empty list of rules alone is refused', async () => {
    const { noDoseRules: _, ...silent } = source;
    await expect(loadTrial({ source: silent, where: 'invented.json' })).rejects.toThrow('"noDoseRules" must say so');
  });
});
