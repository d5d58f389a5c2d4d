import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseJson, TrabeculaError } from '../../../core/index.ts';
import { placeOf, readStrict } from '../../../core/protocol/strict-json.ts';

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof TrabeculaError) return `${error.kind}: ${error.message}`;
    throw error;
  }
  throw new Error('was taken');
}

describe('JSON text', () => {
  const twice = (text: string): string => refusal(() => parseJson(text, 'f.json'));

  it.each([
    ['{"a": 1, "b": 2, "a": 3}', 'a'],
    ['{"a": {"b": 1, "b": 2}}', 'a.b'],
    ['[{"a": 1}, {"a": 1, "a": 2}]', '[1].a'],
    ['[[0, {"x": 1}], 2, [1, 2, {"a": 1 , "a" :2}]]', '[2][2].a'],
    ['{"p": ["a", "a", {"q": [], "q": 1}], "z": 1}', 'p[2].q'],
    ['{"a": {"a": 1}, "b": {"a": [1]}, "a": 0}', 'a'],
    ['{"a\\"b": 1, "a\\u0022b": 2}', 'a"b'],
    ['{"a": [], "a": {}}', 'a'],
    ['{"a": {}, "b": "a", "a": 0}', 'a'],
    ['\uFEFF{"a": 1, "a": 2}', 'a'],
  ])('%s: the key at %s is given twice', (text, place) => {
    expect(twice(text)).toBe(`unreadable: f.json, ${place}: a key is given twice`);
  });

  it.each([
    '{"a": "a", "b": "b"}',
    '{"a": {"a": {"a": 1}}}',
    '[{"a": 1}, {"a": 1}, "a", "a"]',
    '{"a": ["b", "b"], "b": ["a:", "{", "}"]}',
    '{"a": "\\"a\\": 1, \\"a\\": 2"}',
    '"a"',
    '{"a,": 1, "a": [1, 2], "c": "d", "d": "c"}',
  ])('%s has each key once', (text) => {
    expect(parseJson(text, 'f.json')).toEqual(JSON.parse(text));
  });

  it('is read as it was written, whatever it is', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJson(text, 'f.json')).toEqual(JSON.parse(text));
      }),
    );
  });

  it('may begin with a byte order mark, and have one nowhere else', () => {
    expect(parseJson('\uFEFF[1]', 'f.json')).toEqual([1]);
    expect(refusal(() => parseJson('[1]\uFEFF', 'f.json'))).toMatch(/^unreadable: f\.json: this is not JSON \(found /);
    expect(parseJson('["a\uFEFF"]', 'f.json')).toEqual(['a\uFEFF']);
  });
});

describe('a place in a file', () => {
  it.each([
    [[], '(top)'],
    [['a', 1, 'b'], 'a[1].b'],
    [[0, 'a.b', 'c'], '[0].a.b.c'],
    [['a', 'b', 2, 3], 'a.b[2][3]'],
  ])('%j is written %s', (path, place) => {
    expect(placeOf(path)).toBe(place);
  });
});

describe('what does not fit its schema', () => {
  const box = z.strictObject({ kind: z.literal('box'), sizes: z.array(z.strictObject({ lengthMm: z.number() })) });
  const ball = z.strictObject({ kind: z.literal('ball'), radiusMm: z.number().positive().optional() });
  const schema = z.strictObject({
    name: z.string(),
    count: z.int().optional(),
    colour: z.enum(['red', 'green']).nullable().optional(),
    shape: z.union([box, ball]).optional(),
    dose: z.union([z.number(), z.strictObject({ valueGy: z.number() })]).optional(),
    byName: z.record(z.string(), z.strictObject({ note: z.string() })).optional(),
    tagged: z.discriminatedUnion('kind', [box, ball]).optional(),
  });
  const said = (json: unknown): string =>
    refusal(() => readStrict(schema, json, 'f.json')).replace('unreadable: f.json, ', '');

  it('fits when every key does', () => {
    const json = { name: 'n', shape: { kind: 'ball', radiusMm: 2 }, dose: { valueGy: 1 }, byName: { a: { note: '' } } };
    expect(readStrict(schema, json, 'f.json')).toEqual(json);
  });

  it.each<[string, unknown, string]>([
    ['a missing key', {}, 'name: a needed key is missing (expected string)'],
    ['another type', { name: 7 }, 'name: this value does not fit (found 7; expected string)'],
    ['null', { name: null }, 'name: this value does not fit (found null; expected string)'],
    [
      'a broken number',
      { name: 'n', count: 1.5 },
      'count: this value does not fit (found 1.5; expected a whole number)',
    ],
    [
      'a word that is none of the known',
      { name: 'n', colour: 'gren' },
      'colour: this value does not fit, nearest is "green" (found "gren"; expected "red" or "green")',
    ],
    [
      'a number for a word',
      { name: 'n', colour: 4 },
      'colour: this value does not fit (found 4; expected "red" or "green")',
    ],
    ['the top of the file', [], '(top): this value does not fit (found []; expected object)'],
    [
      'neither of two',
      { name: 'n', dose: 'x' },
      'dose: this value does not fit (found "x"; expected number or object)',
    ],
    [
      'a kind that is not known',
      { name: 'n', tagged: { kind: 'cone' } },
      "tagged.kind: this value does not fit (found \"cone\"; expected 'box' | 'ball')",
    ],
  ])('%s is named with its place, what was found and expected', (_, json, message) => {
    expect(said(json)).toBe(message);
  });

  it.each<[string, unknown, string]>([
    [
      'at the top',
      { nmae: 'n' },
      'nmae: unknown key "nmae", nearest is "name" (expected one of name, count, colour, shape, dose, byName, tagged)',
    ],
    [
      'of a record',
      { name: 'n', byName: { a: { note: '' }, b: { note: '', nott: 1 } } },
      'byName.b.nott: unknown key "nott", nearest is "note" (expected one of note)',
    ],
    [
      'of an array in the branch that is meant',
      { name: 'n', tagged: { kind: 'box', sizes: [{ lengthMm: 1 }, { lengthMm: 2, lenghtMm: 3 }] } },
      'tagged.sizes[1].lenghtMm: unknown key "lenghtMm", nearest is "lengthMm" (expected one of lengthMm)',
    ],
  ])('an unknown key %s is named before anything else, with the nearest', (_, json, message) => {
    expect(said(json)).toBe(message);
  });

  it('shows long values by their beginning', () => {
    const found = (length: number): string => said({ name: 'n', count: 'x'.repeat(length) });
    // With its quotes 60 characters fit.
    expect(found(58)).toBe(`count: this value does not fit (found "${'x'.repeat(58)}"; expected number)`);
    expect(found(59)).toBe(`count: this value does not fit (found "${'x'.repeat(56)}...; expected number)`);
  });
});
