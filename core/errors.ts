/**
 * The one family of errors. Thrown when input is broken or contradicts itself;
 * a plan that fails or a question without an answer is a result, not an error.
 */
export type ErrorKind =
  /** The request itself is wrong: an unknown option, ROI or metric; a choice that must be made first. */
  | 'usage'
  /** A file, array or data set that cannot be read as what it claims to be. */
  | 'unreadable'
  /** Readable inputs that contradict each other: other patient, other frame of reference. */
  | 'contradiction'
  /** Nothing of the wanted kind is there. */
  | 'nothing-found';

export interface ErrorFacts {
  /** What is wrong, as a clause: "dose units are RELATIVE". */
  readonly what: string;
  /** File, object or place in a data file. */
  readonly where?: string;
  /** DICOM attribute, written "(3004,0002) DoseUnits", or the key of a JSON file. */
  readonly attribute?: string;
  /** What was found there. */
  readonly found?: string;
  /** What would have been right. */
  readonly expected?: string;
}

export class TrabeculaError extends Error {
  readonly kind: ErrorKind;
  readonly facts: ErrorFacts;

  constructor(kind: ErrorKind, facts: ErrorFacts, cause?: unknown) {
    super(sentence(facts), cause === undefined ? undefined : { cause });
    this.name = 'TrabeculaError';
    this.kind = kind;
    this.facts = facts;
  }
}

function sentence({ what, where, attribute, found, expected }: ErrorFacts): string {
  const place = [where, attribute].filter((part) => part !== undefined).join(', ');
  const detail = [
    found === undefined ? undefined : `found ${found}`,
    expected === undefined ? undefined : `expected ${expected}`,
  ].filter((part) => part !== undefined);
  return `${place === '' ? '' : `${place}: `}${what}${detail.length === 0 ? '' : ` (${detail.join('; ')})`}`;
}

export function isTrabeculaError(value: unknown): value is TrabeculaError {
  return value instanceof TrabeculaError;
}
