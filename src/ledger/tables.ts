import type { Generated, GeneratedAlways } from 'kysely';

/** The tables of a ledger, as kysely knows them. */
export interface LedgerTables {
  readonly 'trabecula.entry': {
    readonly sequence: number;
    /** The canonical JSON that was hashed. */
    readonly sealed: string;
    readonly hash: string;
    readonly kind: GeneratedAlways<string>;
    readonly subject: GeneratedAlways<string | null>;
  };
  readonly 'trabecula.head': {
    readonly single: Generated<boolean>;
    readonly sequence: number;
    readonly hash: string;
  };
}
