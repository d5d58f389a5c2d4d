import { describe, expect, it } from 'vitest';
import { factsInForce, type LedgerContent, type LedgerEntry } from '../../../core/index.ts';

const entries = (...contents: readonly LedgerContent[]): LedgerEntry[] =>
  contents.map((content, index) => ({
    schema: 'trabecula/ledger-entry/1',
    sequence: index + 1,
    previous: '0'.repeat(64),
    at: '2026-03-02T08:00:00.000Z',
    by: 'X',
    software: 's',
    content,
    hash: '1'.repeat(64),
  }));
const subject = { kind: 'subject', subject: 'P01', trial: 'himars' } as const;
const level = (number: number) => ({ kind: 'level', subject: 'P01', level: number, reason: 'r' }) as const;
const correction = (corrects: number, instead: ReturnType<typeof level> | null) =>
  ({ kind: 'correction', corrects, instead, reason: 'typed wrongly' }) as const;

describe('what holds after corrections', () => {
  it('is the last correction of each entry, at the place of the entry it corrects', () => {
    const facts = factsInForce(entries(subject, level(1), level(2), correction(2, level(-1)), correction(2, level(3))));
    expect(
      facts.map(({ sequence, correctedBy, fact }) => [sequence, correctedBy, 'level' in fact && fact.level]),
    ).toEqual([
      [1, null, false],
      [2, 5, 3],
      [3, null, 2],
    ]);
  });

  it('leaves out what was withdrawn, until it is put back', () => {
    const withdrawn = entries(subject, level(1), correction(2, null));
    expect(factsInForce(withdrawn).map(({ sequence }) => sequence)).toEqual([1]);
    const back = entries(subject, level(1), correction(2, null), correction(2, level(1)));
    expect(factsInForce(back).map(({ sequence }) => sequence)).toEqual([1, 2]);
  });
});
