import { describe, expect, test } from 'vitest';
import { designOf } from '../../../core/escalation/design-of.ts';
import { exactCharacteristics } from '../../../core/escalation/exact-characteristics.ts';
import type { CohortSubject } from '../../../core/escalation/subjects-file.ts';
import { nextAssignment, readDesign, TrabeculaError } from '../../../core/index.ts';
import { aDesign } from './a-design.ts';

/** "1NNT 2N?" in the notation of dose-finding programs: levels, then one letter per subject; ? is pending, - not evaluable. */
function subjectsOf(words: string): CohortSubject[] {
  const outcomes = { N: 'no', T: 'yes', '?': 'pending', '-': 'not-evaluable' } as const;
  let count = 0;
  return words.split(' ').flatMap((word) => {
    const [, level = '', letters = ''] = /^(-?\d+)([NT?-]*)$/.exec(word) ?? [];
    return [...letters].map((letter) => ({
      id: `S${++count}`,
      level: Number(level),
      toxicity: outcomes[letter as keyof typeof outcomes],
    }));
  });
}

const design = (changes: object = {}) => readDesign(aDesign('3+3', changes), 'design');
const next = (words: string, changes: object = {}) =>
  nextAssignment(design(changes), words === '' ? [] : subjectsOf(words));

describe('3+3 by its rules', () => {
  test.each([
    ['', 'assign', 1],
    ['1N', 'assign', 1],
    ['1NNN', 'assign', 2],
    ['1NNT', 'assign', 1],
    ['1NNTNNN', 'assign', 2],
    ['1NNTNNT', 'assign', -1],
    ['1NTT', 'assign', -1],
    ['1TT', 'assign', -1],
    ['1NNN 2NTT', 'assign', 1],
    ['1NNN 2NTT 1NNT', 'stop', 1],
    ['1NNN 2NTT 1NTT', 'assign', -1],
    ['1NNN 2NNN 3NNN', 'assign', 3],
    ['1NNN 2NNN 3NNNNNT', 'stop', 3],
    ['1NTT -1NNN', 'assign', -1],
    ['1NTT -1NNNNNN', 'stop', -1],
    ['1NTT -1NTT', 'stop', null],
  ])('after "%s": %s, level %s', (words, action, level) => {
    const answer = next(words);
    expect([answer.action, answer.action === 'stop' ? answer.chosen : answer.level]).toEqual([action, level]);
    expect(answer.reason).not.toBe('');
  });

  test('a level that may be chosen as it stands is not filled up', () => {
    const levels = [1, 2, 3].map((id) => ({ id, percent: id }));
    const asItStands = { candidateSubjects: 3, levels };
    expect(next('1NNN', asItStands).level).toBe(2);
    expect(next('1NNN 2NNN 3NNT', asItStands)).toMatchObject({ action: 'assign', level: 3 });
    expect(next('1NNN 2NNN 3NNT 3NTN', asItStands)).toMatchObject({ action: 'stop', chosen: 2 });
  });

  test('an outcome that is awaited counts neither way', () => {
    expect(next('1NN?')).toMatchObject({ action: 'wait', level: null, chosen: null });
    expect(next('1NN?').whatIf.map(({ toxicities, level }) => [toxicities[0]?.toxicities, level])).toEqual([
      [0, 2],
      [1, 1],
    ]);
    expect(next('1N?')).toMatchObject({ action: 'assign', level: 1, move: 'fill' });
    expect(next('1TT?')).toMatchObject({ action: 'assign', level: -1 });
    expect(next('1NNTN?')).toMatchObject({ action: 'assign', level: 1 });
    expect(next('1NNTTN?')).toMatchObject({ action: 'assign', level: -1 });
  });

  test('a subject without an outcome is replaced', () => {
    expect(next('1NN-')).toMatchObject({ action: 'assign', level: 1, enrolled: 2 });
    expect(next('1NN-').warnings.join()).toContain('1 not evaluable');
  });

  test('nobody enters after the last subject, and the end says that the rules came to none', () => {
    const full = next('1NNN 2NNN', { maxSubjects: 6 });
    expect(full).toMatchObject({ action: 'stop', chosen: null, settled: false });
    expect(next('1NNN 2NN?', { maxSubjects: 6 })).toMatchObject({ action: 'stop', settled: false });
  });

  test('a subject at a level that the design has not is refused', () => {
    expect(() => next('4N')).toThrow(TrabeculaError);
  });
});

describe('3+3 by its probabilities', () => {
  const characteristics = (toxicity: readonly number[], maxSubjects: number | null = null) =>
    exactCharacteristics(
      designOf(design()),
      { tallies: toxicity.map(() => ({ subjects: 0, toxicities: 0 })), current: null, run: 0 },
      toxicity,
      maxSubjects,
    );

  test.each([
    [[0.1, 0.2, 0.3, 0.4], [0.03672, 0.28463, 0.36867, 0.22828, 0.0817], 12.271, 2.973],
    [[0.05, 0.1, 0.2, 0.3], [0.00329, 0.09714, 0.28544, 0.34433, 0.2698], 13.04, null],
  ])('toxicities %j choose no level or a level as published', (toxicity, chosen, subjects, toxicities) => {
    const found = characteristics(toxicity);
    expect([found.none, ...found.chosen].map((each) => Number(each.toFixed(5)))).toEqual(chosen);
    expect(sum(found.subjects)).toBeCloseTo(subjects, 3);
    if (toxicities !== null) expect(sum(found.toxicities)).toBeCloseTo(toxicities, 3);
    expect(sum([found.none, found.unsettled, ...found.chosen])).toBeCloseTo(1, 12);
  });

  test.each([
    [0.1, 0.90615],
    [0.2, 0.70861],
    [0.3, 0.49426],
    [0.4, 0.30931],
    [0.5, 0.17188],
  ])('at a toxicity of %d the level is left upwards with probability %d', (p, up) => {
    // With a second level that nobody survives, who goes up comes to it: all subjects there are toxic.
    const levels = [1, 2].map((id) => ({ id, percent: id }));
    const found = exactCharacteristics(
      designOf(design({ levels })),
      { tallies: levels.map(() => ({ subjects: 0, toxicities: 0 })), current: null, run: 0 },
      [p, 1],
      null,
    );
    expect((found.subjects[1] ?? 0) / 3).toBeCloseTo(up, 4);
    expect(up).toBeCloseTo((1 - p) ** 3 + 3 * p * (1 - p) ** 5, 4);
  });

  test('18 subjects are nearly always enough, and 24 always', () => {
    const { totals } = characteristics([0.1, 0.2, 0.3, 0.4]);
    const upTo = (most: number) => sum([...totals].filter(([total]) => total <= most).map(([, each]) => each));
    expect(upTo(18)).toBeGreaterThan(0.995);
    expect(Math.max(...totals.keys())).toBeLessThanOrEqual(24);
  });
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
