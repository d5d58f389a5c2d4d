import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readNumber } from '../../ui/words/read-number.ts';

const number = (value: number) => ({ kind: 'number', value });
const refused = (why: string) => ({ kind: 'refused', why });

it('takes a point or a comma for decimals, in both languages', () => {
  for (const language of ['en', 'fr'] as const) {
    expect(readNumber('26,5', language)).toEqual(number(26.5));
    expect(readNumber(' 26.5 ', language)).toEqual(number(26.5));
    expect(readNumber('0,125', language)).toEqual(number(0.125));
    expect(readNumber('1.234', language)).toEqual(number(1.234));
    expect(readNumber('−3,25', language)).toEqual(number(-3.25));
    expect(readNumber(',5', language)).toEqual(number(0.5));
    expect(readNumber('27.', language)).toEqual(number(27));
  }
});

it('refuses what may mean two numbers, and says which doubt it is', () => {
  expect(readNumber('1,234.5')).toEqual(refused('two-separators'));
  expect(readNumber('1.234,5', 'fr')).toEqual(refused('two-separators'));
  expect(readNumber('1,234,567')).toEqual(refused('two-separators'));
  expect(readNumber('1,234')).toEqual(refused('thousands-or-decimals'));
  expect(readNumber('1,234', 'fr')).toEqual(number(1.234));
});

it('takes nothing for nothing, and no word, sign or exponent for a number', () => {
  expect(readNumber('  ')).toEqual({ kind: 'empty' });
  for (const text of ['.', ',', '-', 'NaN', 'Infinity', '1e3', '27 Gy', '1 234', '0x10', '--1'])
    expect(readNumber(text)).toEqual(refused('not-a-number'));
});

it('reads what a comma and a point say alike', () => {
  fc.assert(
    fc.property(fc.integer({ min: -99999, max: 99999 }), fc.integer({ min: 0, max: 9999 }), (whole, part) => {
      const decimals = String(part).padStart(4, '0');
      expect(readNumber(`${whole},${decimals}`)).toEqual(number(Number(`${whole}.${decimals}`)));
    }),
  );
});
