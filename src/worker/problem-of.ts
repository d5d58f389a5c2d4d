import { isTrabeculaError } from '../../core/index.ts';
import type { Problem } from './messages.ts';

/** An error as data: a structured clone would lose what it says. */
export function problemOf(error: unknown): Problem {
  if (isTrabeculaError(error)) return { kind: error.kind, message: error.message, facts: error.facts };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { kind: 'internal', message, facts: null };
}
