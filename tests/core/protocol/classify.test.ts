import { describe, expect, it } from 'vitest';
import { classAt, classify, isFine, nearestEdge, severityRank } from '../../../core/protocol/classify.ts';
import { worst } from '../../../core/protocol/overall-outcome.ts';
import type { FindingOutcome } from '../../../core/index.ts';
import type { Bands } from '../../../core/protocol/trial.ts';

type Steps = readonly (readonly [outcome: FindingOutcome, holds: (value: number) => boolean, note?: string])[];
const bandsOf = (edges: readonly number[], steps: Steps): Bands => ({
  edges,
  bands: steps.map(([outcome, holds, note]) => ({ class: outcome, when: '', note: note ?? null, holds })),
});

/** Larger is worse, and no band but the middle one holds at an edge. */
const risk = bandsOf(
  [10, 25],
  [
    ['met', (value) => value < 10],
    ['acceptable-deviation', (value) => value >= 10 && value <= 25, 'between'],
    ['not-met', (value) => value > 25],
  ],
);
/** The best class only strictly between the edges. */
const window = bandsOf(
  [3, 8],
  [
    ['not-met', (value) => value <= 3 || value >= 8],
    ['met', (value) => value > 3 && value < 8],
  ],
);

describe('the class of an interval', () => {
  it('names the worse class first, whichever end it is at', () => {
    expect(classify({ value: 26, low: 9, high: 27 }, risk)).toEqual({
      outcome: 'undecided',
      between: ['not-met', 'met'],
      limit: 25,
      note: null,
    });
  });

  it('sees a class that holds only between two edges', () => {
    expect(classify({ value: 3, low: 3, high: 8 }, window)).toMatchObject({
      outcome: 'undecided',
      between: ['not-met', 'met'],
    });
  });

  it('reaches the edges that its ends lie on', () => {
    // Not met at 3, met above: it is the edge at 3 that decides.
    expect(classify({ value: 4, low: 3, high: 5 }, window).limit).toBe(3);
    expect(classify({ value: 7, low: 6, high: 8 }, window).limit).toBe(8);
  });

  it('names the nearest of the edges it reaches while open, of all edges once settled', () => {
    expect(classify({ value: 9, low: 9, high: 11 }, risk).limit).toBe(10);
    expect(classify({ value: 24, low: 9, high: 24.5 }, risk)).toMatchObject({ outcome: 'undecided', limit: 10 });
    expect(classify({ value: 24, low: 23, high: 24.5 }, risk)).toEqual({
      outcome: 'acceptable-deviation',
      between: null,
      limit: 25,
      note: 'between',
    });
  });

  it('holds the value even if the ends do not', () => {
    expect(classify({ value: 9, low: 11, high: 12 }, risk).outcome).toBe('undecided');
    expect(classify({ value: 26, low: 11, high: 12 }, risk).outcome).toBe('undecided');
  });

  it('is refused where no band holds', () => {
    const gap = bandsOf([5], [['met', (value) => value < 5]]);
    expect(() => classAt(6, gap)).toThrow('no band holds at 6');
  });
});

describe('the nearest edge', () => {
  it.each([
    [85, [80, 90], 90],
    [84.9, [80, 90], 80],
    [200, [80, 90], 90],
    [1, [80], 80],
    [0, [80, 90], 80],
    [-300, [80], 80],
    [85, [], null],
  ])('to %s of %j is %s', (value, edges, nearest) => {
    expect(nearestEdge(value, edges)).toBe(nearest);
  });
});

describe('the worst of two outcomes', () => {
  const worseFirst: readonly FindingOutcome[] = [
    'unacceptable-deviation',
    'not-met',
    'acceptable-deviation',
    'met',
    'per-protocol',
  ];
  const open: readonly FindingOutcome[] = ['undecided', 'depends-on-reading', 'not-evaluable', 'no-rule-in-source'];

  it('is the settled one that comes first, in either order', () => {
    worseFirst.forEach((worse, n) => {
      for (const other of [...worseFirst.slice(n), ...open]) {
        expect(worst([worse, other])).toBe(worse);
        expect(worst([other, worse])).toBe(worse);
      }
    });
    expect(new Set(open.map(severityRank))).toEqual(new Set([worseFirst.length]));
    expect(worst([])).toBe('not-evaluable');
  });

  it('asks for nothing when it is met or per protocol, and only then', () => {
    expect([...worseFirst, ...open].filter(isFine)).toEqual(['met', 'per-protocol']);
  });
});
