import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDecimal, formatMm } from '../../src/dicom/format-decimal.ts';

/** The syntax of PS3.5 6.2, VR DS: a fixed or floating point number of at most 16 characters. */
const DECIMAL_STRING = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

describe('formatDecimal', () => {
  it('TotalSegmentator-AIDE#11: never writes more than 16 characters, and never anything but a decimal string', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e308, max: 1e308 }), (value) => {
        const text = formatDecimal(value);
        expect(text.length).toBeLessThanOrEqual(16);
        expect(text).toMatch(DECIMAL_STRING);
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps at least nine digits', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e308, max: 1e308 }), (value) => {
        fc.pre(Math.abs(value) > 1e-300);
        expect(Math.abs(Number(formatDecimal(value)) / value - 1)).toBeLessThan(5e-9);
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps the exponent of a small dose scaling', () => {
    expect(formatDecimal(1.234567890123456e-7)).toMatch(/e-7$/);
    expect(Number(formatDecimal(1.234567890123456e-7))).toBeCloseTo(1.234567890123456e-7, 16);
    expect(formatDecimal(0.1 + 0.2)).toBe('0.3');
    expect(formatDecimal(-123456.7)).toBe('-123456.7');
    expect(formatDecimal(0)).toBe('0');
    expect(formatDecimal(-0)).toBe('0');
    expect(formatDecimal(1e21)).toBe('1e21');
  });

  it.each([Number.NaN, Infinity, -Infinity, 1.7e308])('refuses %d', (value) => {
    expect(() => formatDecimal(value)).toThrow(/not a number for a decimal string/);
  });

  it('rounds coordinates to a ten-thousandth of a millimetre', () => {
    expect(formatMm(12.30004999)).toBe('12.3');
    expect(formatMm(-1e-9)).toBe('0');
    expect(formatMm(-77.12345)).toBe('-77.1234');
  });
});
