import type { LedgerEntry, LedgerFact } from './entry.ts';

/** What holds after all corrections, with the entry that first said it. */
export interface FactInForce {
  readonly sequence: number;
  /** The correction that it now stands by; null: as first recorded. */
  readonly correctedBy: number | null;
  readonly at: string;
  readonly fact: LedgerFact;
}

/** The facts of a ledger in the order in which they were first recorded. The last correction of an entry holds. */
export function factsInForce(entries: readonly LedgerEntry[]): readonly FactInForce[] {
  const facts = new Map<number, FactInForce>();
  for (const { sequence, at, content } of entries) {
    if (content.kind !== 'correction') {
      facts.set(sequence, { sequence, correctedBy: null, at, fact: content });
    } else if (content.instead === null) {
      facts.delete(content.corrects);
    } else {
      facts.set(content.corrects, { sequence: content.corrects, correctedBy: sequence, at, fact: content.instead });
    }
  }
  return [...facts.values()].sort((a, b) => a.sequence - b.sequence);
}
