import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allOf, anyOf, notOf, type Truth } from '../../../core/trial/three-valued.ts';

const truth = fc.constantFrom<Truth>(true, false, null);
const truths = fc.array(truth, { minLength: 1, maxLength: 6 });

/** All ways in which the unknown parts may turn out. */
function outcomes(parts: readonly Truth[]): boolean[][] {
  return parts.reduce<boolean[][]>(
    (ways, part) => ways.flatMap((way) => (part === null ? [true, false] : [part]).map((each) => [...way, each])),
    [[]],
  );
}
const agreed = (answers: readonly boolean[]): Truth =>
  answers.every(Boolean) ? true : answers.some(Boolean) ? null : false;

describe('three-valued logic', () => {
  it('says of independent parts exactly what all ways of filling in the unknown agree on', () => {
    fc.assert(
      fc.property(truths, (parts) => {
        expect(allOf(parts)).toBe(agreed(outcomes(parts).map((way) => way.every(Boolean))));
        expect(anyOf(parts)).toBe(agreed(outcomes(parts).map((way) => way.some(Boolean))));
      }),
    );
  });

  it('keeps the laws of De Morgan, and no order of parts matters', () => {
    fc.assert(
      fc.property(truths, (parts) => {
        expect(notOf(allOf(parts))).toBe(anyOf(parts.map(notOf)));
        expect(allOf([...parts].reverse())).toBe(allOf(parts));
        expect(anyOf([...parts].reverse())).toBe(anyOf(parts));
      }),
    );
  });

  it('never takes a decision back when more becomes known', () => {
    fc.assert(
      fc.property(truths, fc.nat(5), fc.boolean(), (parts, at, value) => {
        const more = parts.map((part, n) => (n === at % parts.length && part === null ? value : part));
        for (const of of [allOf, anyOf]) {
          const before = of(parts);
          if (before !== null) expect(of(more)).toBe(before);
        }
      }),
    );
  });
});
