import { describe, expect, it } from 'vitest';
import { assignedSubjects, cohortOfLedger, type LedgerContent, type LedgerList } from '../../../core/index.ts';
import { CONTENTS, SOME_SHA256 } from './ledger-contents.ts';

const listOf = (...contents: readonly LedgerContent[]): LedgerList => ({
  schema: 'trabecula/ledger-list/1',
  head: { sequence: contents.length, hash: SOME_SHA256 },
  entries: contents.map((content, index) => ({
    schema: 'trabecula/ledger-entry/1',
    sequence: index + 1,
    previous: SOME_SHA256,
    at: '2026-03-02T08:00:00.000Z',
    by: 'X',
    software: 's 1',
    content,
    hash: SOME_SHA256,
  })),
});
const subject = (id: string, trial = 'himars'): LedgerContent => ({ kind: 'subject', subject: id, trial });
const level = (id: string, number: number): LedgerContent => ({
  kind: 'level',
  subject: id,
  level: number,
  reason: 'r',
});
const toxic = (id: string, doseLimiting: 'yes' | 'no' | 'unknown'): LedgerContent => ({
  ...{ kind: 'toxicity', subject: id, term: 'anaemia', grade: 3, onset: '2026-03-20' },
  doseLimiting,
});
const evaluated = (id: string, answer: 'yes' | 'no' | 'not-evaluable'): LedgerContent => ({
  ...{ kind: 'evaluation', subject: id, windowEnd: '2026-04-06', reason: 'r' },
  doseLimitingToxicity: answer,
});

describe('the cohort of a ledger', () => {
  it('is what every entry of one subject adds up to, its correction included', () => {
    expect(cohortOfLedger(listOf(...CONTENTS), null)).toMatchObject({
      trial: 'himars',
      corrections: 1,
      levels: [{ level: 1, subjects: 1, toxicities: 1, pending: 0, notEvaluable: 0 }],
      subjects: [
        {
          ...{ id: 'P01', level: 1, screening: 'no-bar-found', planCheck: 'no-deviation-found', start: '2026-03-09' },
          ...{ lesions: ['L1', 'L3'], fractions: 1, toxicity: 'yes', attainablePercent: null },
          // 88.2 / 301.5
          achievedPercent: expect.closeTo(29.2537, 4) as number,
          toxicities: [{ grade: 3, doseLimiting: 'yes' }],
        },
      ],
      decisions: [{ sequence: 10, level: 1, subject: null }],
      readings: [{ reading: 'level-numerator', option: 'gtv' }],
      // The correction made a toxicity dose-limiting that the evaluation had called none.
      warnings: [expect.stringContaining('counted as one')],
    });
  });

  it.each([
    ['nothing', [], 'pending'],
    ['an evaluation without one', [evaluated('A', 'no')], 'no'],
    ['an evaluation with one', [evaluated('A', 'yes')], 'yes'],
    ['no evaluation was possible', [evaluated('A', 'not-evaluable')], 'not-evaluable'],
    ['a toxicity that is none', [toxic('A', 'no')], 'pending'],
    ['a toxicity that is none, evaluated', [toxic('A', 'no'), evaluated('A', 'no')], 'no'],
    ['a dose-limiting one before any evaluation', [toxic('A', 'yes')], 'yes'],
    ['a dose-limiting one against the evaluation', [evaluated('A', 'no'), toxic('A', 'yes')], 'yes'],
    ['a toxicity of which it is not said', [toxic('A', 'unknown'), evaluated('A', 'no')], 'pending'],
  ] as const)('counts %s as it should: never silently as none', (_what, contents, expected) => {
    const cohort = cohortOfLedger(listOf(subject('A'), level('A', 1), ...contents), null);
    expect(cohort.subjects[0]?.toxicity).toBe(expected);
  });

  it('hands a design its subjects in the order of assignment, those without a level apart', () => {
    const list = listOf(subject('A'), subject('B'), subject('C'), level('C', 1), level('A', 1), level('C', 2));
    const cohort = cohortOfLedger(list, 'himars');
    expect(cohort.subjects.map(({ id, level: at }) => [id, at])).toEqual([
      ['C', 2],
      ['A', 1],
      ['B', null],
    ]);
    expect(assignedSubjects(cohort).map(({ id }) => id)).toEqual(['C', 'A']);
  });

  it('asks which trial is meant where there are several, and has nobody where there is none', () => {
    const both = listOf(subject('A'), subject('B', 'mdrt'));
    expect(() => cohortOfLedger(both, null)).toThrow('--trial says which');
    expect(cohortOfLedger(both, 'mdrt').subjects.map(({ id }) => id)).toEqual(['B']);
    expect(() => cohortOfLedger(both, 'utuc')).toThrow('no subject is in "utuc"');
    expect(cohortOfLedger(listOf(), null)).toMatchObject({ trial: null, subjects: [], levels: [] });
  });
});
