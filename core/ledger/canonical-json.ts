import { TrabeculaError } from '../errors.ts';

/**
 * JSON of one form only, so that the same content always has the same hash: keys in the order of their UTF-16 code
 * units, no spaces, numbers and texts as ECMAScript prints them (RFC 8785). Keys that are undefined are left out.
 *
 * @throws TrabeculaError (unreadable) for what JSON or a database cannot hold: NaN, infinities, U+0000, half a
 * surrogate pair.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw cannotHold('a number that is not finite', String(value));
    return JSON.stringify(value);
  }
  if (typeof value === 'string') return textOf(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const pairs = Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => `${textOf(key)}:${canonicalJson(each)}`);
    return `{${pairs.join(',')}}`;
  }
  throw cannotHold('a value that JSON has no form for', typeof value);
}

function textOf(text: string): string {
  if (text.includes('\0') || !isWellFormed(text)) {
    throw cannotHold('a text with U+0000 or with half a surrogate pair', JSON.stringify(text));
  }
  return JSON.stringify(text);
}

function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDFFF]/u.test(text);
}

function cannotHold(what: string, found: string): TrabeculaError {
  return new TrabeculaError('unreadable', { what: `${what} cannot be recorded`, found });
}
