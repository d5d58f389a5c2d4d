import {
  type LedgerContent,
  ledgerContentSchema,
  type LedgerDraft,
  parseJson,
  readStrict,
  TrabeculaError,
} from '../../core/index.ts';

/** Who makes entries and when, where an entry does not say so itself. */
export interface Declared {
  readonly by: string | null;
  /** Instant in UTC. */
  readonly at: string;
  readonly software: string;
}

/**
 * Entries to be made, from JSON or JSON lines. Each is what it records, such as `{"kind": "level", "subject": "P01", ...}`,
 * or that under `content` beside its own `at` and `by`.
 *
 * @throws TrabeculaError (unreadable, usage)
 */
export function readDrafts(text: string, where: string, declared: Declared): readonly LedgerDraft[] {
  return valuesOf(text, where).map(({ value, place }) => draftOf(value, place, declared));
}

/** One content as a draft. */
export function draftOfContent(content: LedgerContent, { by, at, software }: Declared): LedgerDraft {
  if (by === null) throw nobody();
  return { at, by, software, content };
}

function draftOf(value: unknown, where: string, declared: Declared): LedgerDraft {
  const isWrapped = typeof value === 'object' && value !== null && 'content' in value;
  if (!isWrapped) return draftOfContent(readStrict(ledgerContentSchema, value, where), declared);
  const { at = declared.at, by = declared.by, content, ...rest } = value as Record<string, unknown>;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) {
    throw new TrabeculaError('unreadable', {
      what: `unknown key "${unknown}"`,
      where,
      expected: 'at, by and content',
    });
  }
  if (by === null) throw nobody();
  if (typeof at !== 'string' || typeof by !== 'string') {
    throw new TrabeculaError('unreadable', { what: 'at and by are texts', where });
  }
  return {
    at: inUtc(at, where),
    by,
    software: declared.software,
    content: readStrict(ledgerContentSchema, content, where),
  };
}

/** An instant with any zone, in UTC as entries have it. */
export function inUtc(instant: string, where: string): string {
  const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(instant)
    ? Date.parse(instant)
    : NaN;
  if (Number.isNaN(time)) {
    throw new TrabeculaError('unreadable', {
      what: 'this is no instant',
      where,
      found: instant,
      expected: 'an instant with its zone, such as 2026-03-02T09:30:00+01:00',
    });
  }
  return new Date(time).toISOString();
}

function valuesOf(text: string, where: string): readonly { readonly value: unknown; readonly place: string }[] {
  const lines = text.split('\n').map((line, index) => ({ line, place: `${where}, line ${index + 1}` }));
  const filled = lines.filter(({ line }) => line.trim() !== '');
  const isLines = filled.length > 0 && filled.every(({ line }) => /^\s*\{.*\}\s*$/.test(line));
  if (isLines) return filled.map(({ line, place }) => ({ value: parseJson(line, place), place }));
  const value = parseJson(text, where);
  if (!Array.isArray(value)) return [{ value, place: where }];
  return value.map((each: unknown, index) => ({ value: each, place: `${where}, [${index}]` }));
}

function nobody(): TrabeculaError {
  return new TrabeculaError('usage', { what: '--by NAME is needed: an entry says who made it' });
}
