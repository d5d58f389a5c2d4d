import { describe, expect, test } from 'vitest';
import { probabilityAbove } from '../../../core/escalation/beta-tail.ts';
import { boin, boinBoundaries } from '../../../core/escalation/boin.ts';
import { crm, crmPosterior } from '../../../core/escalation/crm.ts';
import { type DesignFile, readDesign } from '../../../core/escalation/design-file.ts';
import type { EscalationDesign } from '../../../core/escalation/escalation-design.ts';
import { isotonicChoice } from '../../../core/escalation/isotonic-choice.ts';
import { mtpi } from '../../../core/escalation/mtpi.ts';
import { aDesign } from './a-design.ts';

type Of<Method> = Extract<DesignFile, { method: Method }>;
const file = <Method extends DesignFile['method']>(method: Method, changes: object = {}): Of<Method> =>
  readDesign(aDesign(method, changes), 'design') as Of<Method>;

/** What a design makes of so many toxicities of so many subjects at the second of four levels: E, S, D, or DU. */
function letterAt(design: EscalationDesign, subjects: number, toxicities: number): string {
  const empty = { subjects: 0, toxicities: 0 };
  const decision = design.decide({
    tallies: [empty, { subjects, toxicities }, empty, empty],
    current: 1,
    run: subjects,
  });
  if (decision.action === 'stop') return 'stop';
  const isClosed = decision.reason.includes('closed');
  return { up: 'E', stay: 'S', down: isClosed ? 'DU' : 'D', start: '?', fill: '?' }[decision.move];
}

/** The least number of toxicities with an answer, and the most. */
function bounds(design: EscalationDesign, subjects: number): (number | null)[] {
  const letters = Array.from({ length: subjects + 1 }, (_, toxicities) => letterAt(design, subjects, toxicities));
  const down = letters.findIndex((letter) => letter.startsWith('D'));
  const closed = letters.indexOf('DU');
  return [letters.lastIndexOf('E'), down, closed === -1 ? null : closed];
}

describe('BOIN', () => {
  test.each([
    [0.2, 0.1572, 0.2385],
    [0.25, 0.1968, 0.2984],
    [0.3, 0.2365, 0.3585],
    [0.33, 0.2604, 0.3947],
    [0.35, 0.2763, 0.4189],
    [0.4, 0.3164, 0.4797],
  ])('aims at %d between %d and %d', (target, up, down) => {
    const { escalateUpTo, deescalateFrom } = boinBoundaries(target);
    expect([escalateUpTo, deescalateFrom].map((each) => Number(each.toFixed(4)))).toEqual([up, down]);
  });

  test.each([
    [1, 0, 1, null],
    [2, 0, 1, null],
    [3, 0, 2, 3],
    [4, 0, 2, 3],
    [5, 1, 2, 4],
    [6, 1, 3, 4],
    [7, 1, 3, 5],
    [8, 1, 3, 5],
    [9, 2, 4, 5],
    [10, 2, 4, 6],
    [11, 2, 4, 6],
    [12, 2, 5, 7],
    [15, 3, 6, 8],
    [18, 4, 7, 9],
  ])('aims at 0.30: of %i, up to %i escalates, from %i de-escalates, from %j closes', (n, up, down, closed) => {
    expect(bounds(boin(file('boin', { cohortSize: 1 })), n)).toEqual([up, down, closed]);
  });

  test.each([
    [3, 0, 1, 3],
    [6, 1, 2, 4],
    [9, 1, 3, 5],
    [12, 2, 4, 6],
    [15, 2, 5, 7],
    [18, 3, 6, 8],
  ])('aims at 0.25: of %i, up to %i escalates, from %i de-escalates, from %i closes', (n, up, down, closed) => {
    expect(bounds(boin(file('boin', { cohortSize: 1, targetToxicity: 0.25 })), n)).toEqual([up, down, closed]);
  });

  test('fills a cohort, unless even the best rest of it would lead down', () => {
    const design = boin(file('boin'));
    const empty = { subjects: 0, toxicities: 0 };
    const at = (toxicities: number) =>
      design.decide({ tallies: [empty, { subjects: 2, toxicities }, empty, empty], current: 1, run: 2 });
    expect(at(1)).toMatchObject({ level: 1, move: 'fill' });
    expect(at(2)).toMatchObject({ level: 0, move: 'down' });
  });

  test('stays at the lowest level until it is closed, then stops', () => {
    const design = boin(file('boin'));
    const empty = { subjects: 0, toxicities: 0 };
    const at = (toxicities: number) =>
      design.decide({ tallies: [{ subjects: 3, toxicities }, empty, empty, empty], current: 0, run: 3 });
    expect(at(2)).toMatchObject({ level: 0, move: 'stay' });
    expect(at(3)).toMatchObject({ action: 'stop', chosen: null, settled: true });
  });
});

describe('mTPI', () => {
  test.each([
    [0.3, 3, 'E S D DU'],
    [0.3, 6, 'E E S S DU DU DU'],
    [0.3, 9, 'E E S S S DU DU DU DU DU'],
    [0.25, 6, 'E S S D DU DU DU'],
  ])('aims at %d: of %i subjects %s', (targetToxicity, subjects, letters) => {
    const design = mtpi(file('mtpi', { targetToxicity, cohortSize: 1 }));
    const found = Array.from({ length: subjects + 1 }, (_, toxicities) => letterAt(design, subjects, toxicities));
    expect(found.join(' ')).toBe(letters);
  });
});

describe('CRM', () => {
  const published = {
    levels: [1, 2, 3, 4, 5, 6].map((id) => ({ id, percent: 10 * id })),
    startLevel: 3,
    skeleton: [0.05, 0.1, 0.2, 0.35, 0.5, 0.7],
    targetToxicity: 0.2,
    cohortSize: 1,
    maySkipLevels: true,
  };
  // Levels 3,4,4,3,3,4,3,2,2,2, toxicities in the third and the sixth subject.
  const tallies = [0, 3, 4, 3, 0, 0].map((subjects, level) => ({ subjects, toxicities: level === 3 ? 2 : 0 }));

  test('gives the published posterior of ten subjects, and level 3 next', () => {
    const { mean, toxicity } = crmPosterior(file('crm', published), tallies);
    expect(mean.toFixed(5)).toBe('0.11087');
    expect(toxicity.map((each) => each.toFixed(4))).toEqual([
      '0.0352',
      '0.0763',
      '0.1656',
      '0.3095',
      '0.4610',
      '0.6713',
    ]);
    expect(crm(file('crm', published)).decide({ tallies, current: 1, run: 3 })).toMatchObject({ level: 2, move: 'up' });
  });

  test('without any outcome believes the guesses', () => {
    const { mean, toxicity } = crmPosterior(
      file('crm', published),
      tallies.map(() => ({ subjects: 0, toxicities: 0 })),
    );
    expect(mean).toBeCloseTo(0, 12);
    expect(toxicity[2]).toBeCloseTo(0.2, 12);
  });

  test('puts half of the prior of the lowest level above the target where it is guessed to be at it', () => {
    const at = { ...published, skeleton: [0.2, 0.3, 0.4, 0.5, 0.6, 0.7] };
    const empty = tallies.map(() => ({ subjects: 0, toxicities: 0 }));
    expect(crmPosterior(file('crm', at), empty).lowestAboveTarget).toBeCloseTo(0.5, 6);
  });

  test('skips no level that nobody was treated at, where it may not', () => {
    const none = [0, 0, 3, 0, 0, 0].map((subjects) => ({ subjects, toxicities: 0 }));
    const state = { tallies: none, current: 2, run: 3 };
    const skipping = crm(file('crm', published)).decide(state);
    const held = crm(file('crm', { ...published, maySkipLevels: false })).decide(state);
    expect(skipping).toMatchObject({ level: 4 });
    expect(held).toMatchObject({ level: 3 });
  });

  test('stops when the lowest level is most likely above the target', () => {
    const toxic = [3, 0, 0, 0, 0, 0].map((subjects) => ({ subjects, toxicities: subjects }));
    const state = { tallies: toxic, current: 0, run: 3 };
    expect(crm(file('crm', { ...published, stopAbove: 0.9 })).decide(state)).toMatchObject({
      action: 'stop',
      chosen: null,
    });
    expect(crm(file('crm', published)).decide(state)).toMatchObject({ action: 'assign', level: 0 });
  });
});

describe('what the designs rest on', () => {
  test.each([
    [0.3, 0, 0, 0.7],
    [0.3, 1, 1, 1 - 0.3 ** 2],
    [0.3, 3, 3, 1 - 0.3 ** 4],
    [0.2, 3, 0, 0.8 ** 4],
    [0.4, 2, 1, 1 - (3 * 0.4 ** 2 - 2 * 0.4 ** 3)],
  ])('a toxicity exceeds %d after %i subjects and %i toxicities as the integral says', (limit, n, y, above) => {
    expect(probabilityAbove(limit, n, y)).toBeCloseTo(above, 12);
  });

  test('the level closest to the target is chosen where toxicities may not fall', () => {
    const tally = (subjects: number, toxicities: number) => ({ subjects, toxicities });
    expect(isotonicChoice([tally(3, 0), tally(6, 2), tally(3, 2)], 0.3)).toBe(1);
    // 2 of 3 below 0 of 9: both are pooled, and both lie below the target, so that the higher is taken.
    expect(isotonicChoice([tally(3, 2), tally(9, 0)], 0.3)).toBe(1);
    // Pooled above the target, the lower is taken.
    expect(isotonicChoice([tally(6, 4), tally(6, 3)], 0.3)).toBe(0);
    expect(isotonicChoice([tally(0, 0)], 0.3)).toBeNull();
    expect(isotonicChoice([tally(3, 0), tally(0, 0)], 0.3)).toBe(0);
  });
});
