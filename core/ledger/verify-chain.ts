import { TrabeculaError } from '../errors.ts';
import { parseJson, readStrict } from '../protocol/strict-json.ts';
import { canonicalJson } from './canonical-json.ts';
import { type LedgerEntry, ledgerEntrySchema, NO_HASH } from './entry.ts';
import type { LedgerFault, LedgerVerification } from './ledger-result.ts';
import type { LedgerHead, SealedRow, Sha256 } from './seal-entry.ts';

/** A hash that was written down outside the ledger: "entry 12 had this hash". */
export interface Anchor {
  readonly sequence: number;
  readonly hash: string;
}

const LIMITS = [
  'Who made an entry and when is self-declared: neither is proven.',
  'Whoever may change the database itself can write the whole chain anew, or cut its end and the note of its end. Only a head that was written down elsewhere shows that: keep the line "head", and give it to verify as --anchor.',
] as const;

/** At most this many faults are named. */
const NAMED_FAULTS = 100;

/**
 * Walks a chain in the order of its rows and tells every row that was altered, removed or put in another place.
 *
 * The note of the end, where the storage keeps one, shows a removed tail. A chain that was rewritten as a whole is whole:
 * that can be seen against an anchor only.
 */
export class ChainCheck {
  readonly #sha256: Sha256;
  readonly #anchors: readonly Anchor[];
  readonly #faults: LedgerFault[] = [];
  readonly #met = new Map<number, string>();
  #count = 0;
  #last: LedgerHead = { sequence: 0, hash: NO_HASH };
  #lastAt: string | null = null;
  readonly #backwards: number[] = [];

  constructor(sha256: Sha256, anchors: readonly Anchor[] = []) {
    this.#sha256 = sha256;
    this.#anchors = anchors;
  }

  /** Answers the entry where it can be read, also when it is out of place. */
  async take({ sequence, sealed, hash }: SealedRow): Promise<LedgerEntry | null> {
    this.#count += 1;
    const expected = this.#last.sequence + 1;
    if (sequence > expected) this.#fault(expected, 'removed', gapWords(expected, sequence - 1));
    if (sequence < expected) this.#fault(sequence, 'reordered', `it stands behind entry ${this.#last.sequence}`);
    const hashed = await this.#sha256(sealed);
    const entry = this.#read(sequence, sealed, hash);
    if (hashed !== hash) this.#fault(sequence, 'altered', 'its content does not have the hash that stands beside it');
    if (entry !== null) {
      if (entry.sequence !== sequence) {
        this.#fault(sequence, 'reordered', `it was sealed as entry ${entry.sequence} and stands as entry ${sequence}`);
      }
      if (entry.previous !== this.#last.hash && sequence === expected) {
        this.#fault(sequence, 'unchained', 'it does not follow the entry that stands before it');
      }
      if (this.#lastAt !== null && Date.parse(entry.at) < Date.parse(this.#lastAt)) this.#backwards.push(sequence);
      this.#lastAt = entry.at;
    }
    if (this.#anchors.some((anchor) => anchor.sequence === sequence)) this.#met.set(sequence, hash);
    this.#last = { sequence, hash };
    return entry;
  }

  /** `noted`: where the storage says that the chain ends; null: it says nothing. */
  end(noted: LedgerHead | null): LedgerVerification {
    const head = this.#last;
    if (noted !== null && noted.sequence > head.sequence) {
      this.#fault(head.sequence + 1, 'removed', `${gapWords(head.sequence + 1, noted.sequence)} at the end`);
    } else if (noted !== null && (noted.sequence !== head.sequence || noted.hash !== head.hash)) {
      this.#fault(head.sequence, 'altered', 'it is not the last entry that was noted when it was made');
    }
    const anchors = this.#anchors.map((anchor) => {
      const found = anchor.sequence === 0 ? NO_HASH : (this.#met.get(anchor.sequence) ?? null);
      return { ...anchor, found, agrees: found === anchor.hash };
    });
    const isWhole = this.#faults.length === 0 && anchors.every(({ agrees }) => agrees);
    return {
      schema: 'trabecula/ledger-verify/1',
      outcome: isWhole ? 'whole' : 'broken',
      entries: this.#count,
      head,
      faults: this.#faults.slice(0, NAMED_FAULTS),
      faultsUnnamed: Math.max(0, this.#faults.length - NAMED_FAULTS),
      anchors,
      clockBackwards: this.#backwards,
      limits: [...LIMITS],
    };
  }

  #read(sequence: number, sealed: string, hash: string): LedgerEntry | null {
    try {
      const json = parseJson(sealed, `entry ${sequence}`);
      const entry = readStrict(ledgerEntrySchema, { ...(json as object), hash }, `entry ${sequence}`);
      if (canonicalJson(json) !== sealed)
        this.#fault(sequence, 'altered', 'its text is not in the form it is sealed in');
      return entry;
    } catch (error) {
      if (!(error instanceof TrabeculaError)) throw error;
      this.#fault(sequence, 'altered', `it cannot be read: ${error.message}`);
      return null;
    }
  }

  #fault(sequence: number, kind: LedgerFault['kind'], words: string): void {
    this.#faults.push({ sequence, kind, words });
  }
}

function gapWords(from: number, to: number): string {
  return from === to ? `entry ${from} is missing` : `entries ${from} to ${to} are missing`;
}
