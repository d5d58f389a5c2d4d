import { z } from 'zod';
import { TrabeculaError } from '../errors.ts';
import { nearestName } from './nearest-name.ts';

/**
 * JSON text as a value. A key given twice in one object is an error: JSON.parse would keep the last one silently.
 *
 * @throws TrabeculaError (unreadable)
 */
export function parseJson(text: string, where: string): unknown {
  let value: unknown;
  try {
    // A byte order mark is what some editors put first; it is no part of the text.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new TrabeculaError('unreadable', { what: 'this is not JSON', where, found: detail }, cause);
  }
  const twice = keyGivenTwice(text, where);
  if (twice !== null) throw new TrabeculaError('unreadable', { what: 'a key is given twice', where, attribute: twice });
  return value;
}

/**
 * A value in the form of the schema.
 *
 * @throws TrabeculaError (unreadable) for the first thing that does not fit: the key with its place,
 * what was found and expected; for an unknown key the nearest known one.
 */
export function readStrict<Schema extends z.ZodType>(schema: Schema, json: unknown, where: string): z.infer<Schema> {
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  // An unknown key is named first: a misspelt key also makes another one missing.
  const issue = read.error.issues.find(({ code }) => code === 'unrecognized_keys') ?? read.error.issues[0];
  throw issue === undefined
    ? new TrabeculaError('unreadable', { what: 'does not fit', where })
    : errorOf(issue, schema, json, where);
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

function errorOf(issue: Issue, schema: z.ZodType, json: unknown, where: string): TrabeculaError {
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const known = knownKeys(schema, issue.path, json);
    const nearest = nearestName(key, known);
    return new TrabeculaError('unreadable', {
      what: `unknown key "${key}"${nearest === null ? '' : `, nearest is "${nearest}"`}`,
      where,
      attribute: placeOf([...issue.path, key]),
      expected: `one of ${known.join(', ')}`,
    });
  }
  const found = valueAt(json, issue.path);
  const missing = found === undefined;
  const nearest =
    typeof found === 'string' && issue.code === 'invalid_value' ? nearestName(found, issue.values.map(String)) : null;
  return new TrabeculaError('unreadable', {
    what: missing
      ? 'a needed key is missing'
      : `this value does not fit${nearest === null ? '' : `, nearest is "${nearest}"`}`,
    where,
    attribute: placeOf(issue.path),
    ...(missing ? {} : { found: shortened(found) }),
    expected: expectedBy(issue),
  });
}

function expectedBy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? 'a whole number' : issue.expected;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'invalid_union': {
      const branches = issue.errors.flatMap((branch) => branch.slice(0, 1)).map(expectedBy);
      return branches.length === 0
        ? issue.message.replace(/^Invalid discriminator value. Expected /, '')
        : [...new Set(branches)].join(' or ');
    }
    default:
      return issue.message;
  }
}

/** "lesions[1].prescription.doseGy"; the whole file is "(top)". */
export function placeOf(path: Path): string {
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return place === '' ? '(top)' : place.replace(/^\./, '');
}

function knownKeys(schema: z.ZodType, path: Path, json: unknown): readonly string[] {
  const here = bare(schema, json);
  const [step, ...rest] = path;
  if (step === undefined) return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
  const inside = valueAt(json, [step]);
  if (here instanceof z.ZodObject) return knownKeys(here.shape[String(step)] as z.ZodType, rest, inside);
  if (here instanceof z.ZodArray) return knownKeys(here.element as z.ZodType, rest, inside);
  if (here instanceof z.ZodRecord) return knownKeys(here.valueType as z.ZodType, rest, inside);
  return [];
}

/** Without optional and nullable; of a union the branch that the value means. */
function bare(schema: z.ZodType, json: unknown): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return bare(schema.unwrap() as z.ZodType, json);
  if (schema instanceof z.ZodUnion) {
    const branches = (schema.options as readonly z.ZodType[]).map((option) => bare(option, json));
    const fewest = (option: z.ZodType): number => option.safeParse(json).error?.issues.length ?? 0;
    const meant = branches.filter((option) => !option.safeParse(json).error?.issues.some(isWrongKind));
    return (meant.length > 0 ? meant : branches).sort((a, b) => fewest(a) - fewest(b))[0] ?? schema;
  }
  return schema;
}

function isWrongKind(issue: Issue): boolean {
  return issue.path.at(-1) === 'kind' || (issue.path.length === 0 && issue.code === 'invalid_type');
}

/** Undefined where there is no such place. */
export function valueAt(json: unknown, path: Path): unknown {
  let value = json;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** No file of ours has a tenth of it. */
const MOST_LEVELS = 100;

/** Where one is in JSON text: in an object with the keys it has so far, or in an array. */
type Level = { readonly keys: Set<string>; key: string } | { readonly keys: null; key: number };

/** Walks valid JSON text and answers the first key that its object already has, with its place. */
function keyGivenTwice(text: string, where: string): string | null {
  const levels: Level[] = [];
  // A text before a colon is a key.
  const token = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\],]/g;
  for (const [part, quoted, colon] of text.matchAll(token)) {
    // What reads the value, or shows it in an error, calls itself for each level.
    if (levels.length > MOST_LEVELS) throw new TrabeculaError('unreadable', { what: 'nested too deep', where });
    const level = levels.at(-1);
    if (part === '{') levels.push({ keys: new Set(), key: '' });
    else if (part === '[') levels.push({ keys: null, key: 0 });
    else if (part === '}' || part === ']') levels.pop();
    else if (level?.keys === null) level.key += part === ',' ? 1 : 0;
    else if (level !== undefined && quoted !== undefined && colon !== undefined) {
      level.key = JSON.parse(quoted) as string;
      if (level.keys.has(level.key)) return placeOf(levels.map((each) => each.key));
      level.keys.add(level.key);
    }
  }
  return null;
}
