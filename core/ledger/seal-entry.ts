import { canonicalJson } from './canonical-json.ts';
import { LEDGER_ENTRY, type LedgerContent, type LedgerEntry } from './entry.ts';

/** SHA-256 of the UTF-8 bytes of a text, in 64 small hexadecimal digits. Core has none of its own. */
export type Sha256 = (text: string) => Promise<string>;

/** What is to be recorded, before it has its place in the chain. */
export interface LedgerDraft {
  /** Instant in UTC, as whoever makes the entry declares it. */
  readonly at: string;
  readonly by: string;
  readonly software: string;
  readonly content: LedgerContent;
}

export interface LedgerHead {
  /** 0: the ledger is empty. */
  readonly sequence: number;
  readonly hash: string;
}

/** An entry as it is stored: the text that was hashed, and its hash. */
export interface SealedRow {
  readonly sequence: number;
  readonly sealed: string;
  readonly hash: string;
}

/** Gives a draft its place behind the head. */
export async function sealEntry(draft: LedgerDraft, head: LedgerHead, sha256: Sha256): Promise<SealedRow> {
  const { at, by, software, content } = draft;
  const sequence = head.sequence + 1;
  const sealed = canonicalJson({ schema: LEDGER_ENTRY, sequence, previous: head.hash, at, by, software, content });
  return { sequence, sealed, hash: await sha256(sealed) };
}

/** The stored text of an entry: everything but its hash. */
export function sealedTextOf({ hash: _, ...rest }: LedgerEntry): string {
  return canonicalJson(rest);
}
