import type { CohortNext, CohortStatus, LedgerContent, LedgerHead, LedgerVerification } from '../../core/index.ts';
import type { Problem } from './messages.ts';

/** What the page asks of the worker that has the ledger, and what comes back. */

/** As PGlite calls the database of the browser that the ledger is in. */
export const LEDGER_STORE = '/pglite/trabecula-ledger';

export interface LedgerAsk {
  /** Whose subjects; null: of the first trial that the ledger has. */
  readonly trial: string | null;
  /** The design file that answers who is next; null: none was entered. */
  readonly designText: string | null;
}

export interface ShownEntry {
  readonly sequence: number;
  readonly at: string;
  readonly by: string;
  readonly words: string;
  readonly content: LedgerContent;
  /** The correction that it now stands by, or that withdrew it; null: as it was recorded. */
  readonly correctedBy: number | null;
}

/** A result and its JSON as the command line writes it. */
export interface Written<Result> {
  readonly result: Result;
  readonly json: string;
}

export interface LedgerView {
  /** memory: this page may keep nothing, and what is not exported is gone with it. */
  readonly place: 'browser' | 'memory';
  readonly head: LedgerHead;
  /** As `ledger verify --anchor` takes it. */
  readonly headLine: string;
  readonly entries: readonly ShownEntry[];
  readonly trials: readonly string[];
  readonly status: Written<CohortStatus>;
  /** Null where no design was given; a problem where it cannot be followed. */
  readonly next: Written<CohortNext> | Problem | null;
}

export interface LedgerDeclared {
  readonly by: string;
  /** With its zone; empty: now. */
  readonly at: string;
}

/** Question and answer of each kind. */
export interface LedgerExchange {
  /** Fetches the database, so that nothing is asked for later. */
  readonly prepare: { readonly asks: object; readonly gets: null };
  /** Opens the ledger, or makes it; elsewhere: another tab has it. */
  readonly open: { readonly asks: object; readonly gets: 'open' | 'elsewhere' };
  readonly view: { readonly asks: LedgerAsk; readonly gets: LedgerView };
  /** One entry, or several as the JSON lines of `ledger add`. Answers "NUMBER:HASH" of each. */
  readonly add: { readonly asks: LedgerDeclared & { readonly text: string }; readonly gets: readonly string[] };
  /** What is to be recorded of a JSON result of check, marrow or screen. */
  readonly addResult: {
    readonly asks: LedgerDeclared & {
      readonly text: string;
      readonly path: string;
      /** Null: as the result has it. */
      readonly subject: string | null;
    };
    readonly gets: readonly string[];
  };
  readonly verify: {
    readonly asks: { readonly anchor: string };
    readonly gets: { readonly result: LedgerVerification; readonly text: string };
  };
  readonly export: { readonly asks: { readonly format: 'jsonl' | 'csv' }; readonly gets: string };
  readonly import: {
    readonly asks: { readonly text: string; readonly path: string };
    readonly gets: { readonly added: number; readonly there: number; readonly saysItsEnd: boolean };
  };
  readonly close: { readonly asks: object; readonly gets: null };
  /** Removes the ledger of this browser. */
  readonly erase: { readonly asks: object; readonly gets: null };
}

export type LedgerRequest = {
  [K in keyof LedgerExchange]: { readonly id: number; readonly kind: K } & LedgerExchange[K]['asks'];
}[keyof LedgerExchange];
