/** Why mutants live on. Each names the file, a piece of the line it is in, and where that is not enough the mutator or a piece of what it puts there. */

export type Kind =
  /** No input can tell it from the original. */
  | 'equivalent'
  /** A guard against what the types or the caller rule out. */
  | 'guard'
  /** The words of a message, of which the tests hold only what the user acts on. */
  | 'message'
  /** The same numbers, by a slower or faster way. */
  | 'speed'
  /** The numbers change by less than the tolerance that is promised. */
  | 'tolerance'
  /** A test of another room holds it: the report, the command line, the readers. */
  | 'elsewhere';

export interface Reason {
  readonly file: string;
  readonly line: string;
  readonly mutator?: string;
  readonly replacement?: string;
  readonly kind: Kind;
  readonly why: string;
}

export const REASONS: readonly Reason[] = [];
