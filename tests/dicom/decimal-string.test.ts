import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDecimals } from '../../src/dicom/decimal-string.ts';

const parse = (text: string): ReturnType<typeof parseDecimals> => {
  const bytes = Uint8Array.from(`##${text}##`, (c) => c.charCodeAt(0));
  return parseDecimals(bytes, 2, bytes.length - 2);
};

describe('decimal strings from bytes', () => {
  it('are bit-identical to Number() for whatever a decimal string can hold', () => {
    const digits = fc.stringMatching(/^[+-]?\d{1,17}(\.\d{0,17})?([eE][+-]?\d{1,2})?$/);
    const doubles = fc.double({ noNaN: true, noDefaultInfinity: true }).map(String);
    fc.assert(
      fc.property(fc.array(fc.oneof(digits, doubles), { minLength: 1, maxLength: 5 }), (texts) => {
        const values = parse(texts.join('\\'));
        expect(values).toBeInstanceOf(Float64Array);
        expect(Array.from(values as Float64Array)).toEqual(texts.map(Number));
      }),
      { numRuns: 2000 },
    );
  });

  it('keep the sign of zero and take padding on both sides', () => {
    expect(Object.is((parse(' -0.0 ') as Float64Array)[0], -0)).toBe(true);
    expect(parse('  1.5 \\ -2 \0')).toEqual(Float64Array.of(1.5, -2));
  });

  it.each(['1\\\\2', '1,5', 'NaN', '1.#QNAN', '1e', '-', '.', '1.2.3', 'Infinity', '1e999', '0x10', '1 2', '1\\'])(
    'refuse %j, naming the first bad value',
    (text) => {
      const parsed = parse(text);
      expect(parsed).not.toBeInstanceOf(Float64Array);
      expect(parsed).toMatchObject({ index: text.startsWith('1\\') ? 1 : 0 });
    },
  );

  it('are no values when empty or all padding', () => {
    expect(parse('')).toEqual(new Float64Array(0));
    expect(parse('  ')).toEqual(new Float64Array(0));
  });
});
