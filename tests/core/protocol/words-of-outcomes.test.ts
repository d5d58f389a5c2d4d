import { describe, expect, it } from 'vitest';
import { overallWords, shortWords, trialNotice, wordsOf } from '../../../core/index.ts';
import type { Finding, FindingOutcome, OverallOutcome } from '../../../core/index.ts';
import { blockerWords, briefWords, checkedLine, whyNotChecked, wordsUnder } from '../../../core/protocol/words.ts';
import type { LesionRule } from '../../../core/protocol/trial.ts';
import { findingOf, himars } from './a-lesion.ts';

const ruleOf = (id: string): LesionRule => himars.rules.find((rule) => rule.id === id) as LesionRule;

describe('outcomes are called by one word each', () => {
  it.each<[OverallOutcome, string, string]>([
    ['unacceptable-deviation', 'Unacceptable deviation', 'unacceptable deviation'],
    ['not-met', 'A rule is not met', 'a rule is not met'],
    ['acceptable-deviation', 'Acceptable deviation', 'acceptable deviation'],
    ['not-evaluable', 'No verdict: not everything could be checked', 'no verdict'],
    ['depends-on-reading', 'Depends on how the record is read', 'depends on the reading'],
    ['undecided', 'Too close to call', 'too close to call'],
    ['no-deviation-found', 'No deviation found in the rules checked; not a plan approval', 'no deviation found'],
    ['no-rule-in-source', 'No rule on dose in this record', 'no rule on dose'],
  ])('%s: "%s", "%s"', (outcome, words, brief) => {
    expect([overallWords(outcome), briefWords(outcome)]).toEqual([words, brief]);
  });

  it.each<[FindingOutcome, string]>([
    ['per-protocol', 'no deviation'],
    ['acceptable-deviation', 'acceptable deviation'],
    ['unacceptable-deviation', 'unacceptable deviation'],
    ['met', 'met'],
    ['not-met', 'not met'],
    ['depends-on-reading', 'depends on the reading'],
    ['undecided', 'too close to call'],
    ['not-evaluable', 'not checked'],
    ['no-rule-in-source', 'no such rule in this record'],
  ])('%s of one finding: "%s"', (outcome, words) => {
    expect(shortWords(outcome)).toBe(words);
  });
});

describe('the words of a finding', () => {
  const bare = findingOf('himars/ptv-coverage', {});

  it('name only the limits that the range reaches, ends included', () => {
    const words = (low: number, high: number): string =>
      wordsUnder(ruleOf('himars/ptv-coverage'), { ...bare, outcome: 'undecided', value: (low + high) / 2, low, high });
    expect(words(85, 95)).toBe('too close to call: 85.0-95.0 % spans 90 %');
    expect(words(75, 85)).toBe('too close to call: 75.0-85.0 % spans 80 %');
    expect(words(80, 90)).toBe('too close to call: 80.0-90.0 % spans 80 % and 90 %');
  });

  it.each([{ value: null }, { low: null }, { high: null }])('do without a range where %o', (part) => {
    expect(wordsUnder(ruleOf('himars/ptv-coverage'), { ...bare, outcome: 'undecided', ...part })).toBe(
      'too close to call: its range spans a limit',
    );
  });

  it('of a regimen name no limits', () => {
    const regimen = findingOf('himars/regimen', {});
    expect(wordsUnder(ruleOf('himars/regimen'), { ...regimen, outcome: 'acceptable-deviation' })).toBe(
      'acceptable deviation',
    );
  });

  it('that is not met name each reading under which it would be unacceptable, and no other', () => {
    const reading = (name: string, outcome: FindingOutcome): Finding['readings'][number] => ({
      name,
      outcome,
      value: 1,
      limit: 2,
    });
    const readings = [reading('a', 'unacceptable-deviation'), reading('b', 'not-met'), reading('c', 'met')];
    const { words: _, ...notMet } = { ...bare, outcome: 'not-met' as const, readings, reason: null };
    expect(wordsOf(notMet)).toBe('not met; unacceptable deviation if read as a');
    expect(wordsOf({ ...notMet, readings: [...readings, reading('d', 'unacceptable-deviation')] })).toBe(
      'not met; unacceptable deviation if read as a; unacceptable deviation if read as d',
    );
    expect(wordsOf({ ...notMet, readings: [] })).toBe('not met');
  });
});

describe('the notice of a trial', () => {
  it("says what a site's file changes, and that it may be nothing", () => {
    const site = { ...himars, id: 'site', extends: 'himars' };
    expect(trialNotice({ ...site, changed: [] })).toMatch(/ The trial file site changes nothing\.$/);
    expect(trialNotice({ ...site, changed: ['a', 'b'] })).toMatch(/ The trial file site changes a, b\.$/);
  });
});

describe('what stands against a verdict', () => {
  it.each([
    ['pairing', 'pairing not confirmed', 'pairing not confirmed'],
    ['pairing', 'G lies outside P', 'pairing in doubt'],
    ['not-named', 'PTV_9', 'a target is not named'],
    ['dose-type', 'EFFECTIVE; not confirmed', 'type of dose not confirmed'],
    ['dose-type', 'BEAM: only part of a plan', 'only part of a plan'],
    ['beam-doses-only', '', 'only doses of single beams'],
    ['links', '', 'the objects name others'],
    ['no-lesions', '', 'no lesions'],
    ['new-one', 'first; second; third', 'first'],
  ])('%s (%s) is "%s" in short', (code, message, short) => {
    expect(blockerWords({ code, message }).short).toBe(short);
  });
});

describe('why a rule was not checked', () => {
  it('is said of each kind', () => {
    const whyOf = (trabecularBone: boolean): string[] =>
      himars.rules.flatMap((rule) =>
        rule.kind === 'schedule' || rule.kind === 'organs-at-risk' ? [whyNotChecked(rule, { trabecularBone })] : [],
      );
    expect(whyOf(true)).toEqual(['no treatment dates given', 'no limit in this record']);
  });

  it('stands in one line, if there is anything to say', () => {
    const trial = { acronym: 'T', rules: himars.rules, noDoseRules: null };
    expect(checkedLine(trial, 2, [])).toBe('Checked 2 of 9 T rules.');
    expect(
      checkedLine(trial, 2, [
        { name: 'a', why: 'x' },
        { name: 'b', why: 'y' },
      ]),
    ).toBe('Checked 2 of 9 T rules. Not checked: a (x), b (y).');
  });
});
