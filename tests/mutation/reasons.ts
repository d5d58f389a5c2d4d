/** Why mutants live on: each for those of a file, or of lines in which one of these pieces stands. The first that fits counts. */

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
  readonly lines?: readonly string[];
  readonly mutators?: readonly string[];
  readonly replacement?: string;
  readonly kind: Kind;
  readonly why: string;
}

export const REASONS: readonly Reason[] = [];
