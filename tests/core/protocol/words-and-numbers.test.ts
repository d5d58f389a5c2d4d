import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatCoverage,
  formatDoseGy,
  formatLimit,
  formatVolumeCm3,
  nearestName,
  overallWords,
  shortWords,
  trialNotice,
  wordsOf,
} from '../../../core/index.ts';
import type { Finding } from '../../../core/index.ts';
import { editDistance } from '../../../core/protocol/nearest-name.ts';
import { aLesion, aTarget, exactly, findingOf, himars } from './a-lesion.ts';

describe('a limit', () => {
  it.each([
    [90, '90'],
    [0.5, '0.5'],
    [-0.5, '-0.5'],
    [-0.0625, '-0.063'],
    [-0.0001, '0'],
    [-0, '0'],
    [-10, '-10'],
  ])('%s reads %s', (value, text) => {
    expect(formatLimit(value)).toBe(text);
  });
});

describe('a volume', () => {
  it.each([
    [0, '0'],
    [0.0123456, '0.0123'],
    [0.001, '0.00100'],
    [0.00000012345, '0.000000123'],
    [0.9996, '1.00'],
    [1.5, '1.50'],
    [9.996, '10.0'],
    [12.345, '12.3'],
    [99.96, '100'],
    [999.6, '1000'],
    [1234.5, '1230'],
    [1234567, '1230000'],
    [-0.5, '-0.500'],
  ])('%s cm³ reads %s', (value, text) => {
    expect(formatVolumeCm3(value)).toBe(text);
  });

  it('is within half a unit of its third figure, without an exponent', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (value) => {
        const text = formatVolumeCm3(value);
        expect(text).toMatch(/^\d+(\.\d+)?$/);
        expect(Math.abs(Number(text) / value - 1)).toBeLessThanOrEqual(0.00501);
      }),
    );
  });
});

describe('a coverage', () => {
  const limits = [80, 90];

  it.each([
    [96.04, '96.0'],
    [85, '85.0'],
    [91.2, '91.2'],
    [90.94, '90.94'],
    [89.96, '89.96'],
    [89.996, '89.996'],
    [90, '90.00'],
    [79.99999, '79.99999'],
    [89.999999999, '89.999999'],
    [90.000000001, '90.000001'],
    [-0.0001, '0.0'],
  ])('%s reads %s beside 80 and 90', (value, text) => {
    expect(formatCoverage(value, limits)).toBe(text);
  });

  it('is never shown on another side of a limit than it is on', () => {
    fc.assert(
      fc.property(fc.double({ min: 79, max: 91, noNaN: true }), (value) => {
        const shown = Number(formatCoverage(value, limits));
        for (const limit of limits) expect(Math.sign(shown - limit)).toBe(Math.sign(value - limit));
      }),
    );
  });

  it('a dose at its limit is shown on its own side too', () => {
    expect(formatDoseGy(33.75)).toBe('33.75');
    expect(formatDoseGy(35.1001, [35.1])).toBe('35.1001');
    expect(formatDoseGy(-0.001)).toBe('0.00');
    expect(formatDoseGy(Number.NaN)).toBe('not a number');
    expect(formatVolumeCm3(Number.POSITIVE_INFINITY)).toBe('not a number');
  });

  it('a limit has as many digits as it needs', () => {
    expect([80, 35.1, 0.0004, -0].map(formatLimit)).toEqual(['80', '35.1', '0', '0']);
  });
});

describe('the nearest name', () => {
  it.each([
    ['PTV_1', ['GTV_1', 'PTV_11', 'PTV_2', 'ptv_1'], 'ptv_1'],
    ['PVT_1', ['GTV_1', 'PTV_1'], 'PTV_1'],
    ['ptv_1', ['PTV_1', 'ptv_2'], 'PTV_1'],
    ['himras', ['himars'], 'himars'],
    ['x', ['a', 'b'], 'a'],
  ])('to %s among %o is %s', (name, known, nearest) => {
    expect(nearestName(name, known)).toBe(nearest);
  });

  it('among none is none', () => {
    expect(nearestName('x', [])).toBeNull();
  });

  it.each([
    ['', '', 0],
    ['ab', 'ba', 1],
    ['abc', 'acb', 1],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
    ['ca', 'abc', 3],
    ['骨', '髄', 1],
  ])('%j and %j are %s apart', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  it('the distance is symmetric, bounded by length, and 0 only between equals', () => {
    const text = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const distance = editDistance(a, b);
        expect(editDistance(b, a)).toBe(distance);
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(Array.from(a).length, Array.from(b).length));
      }),
    );
  });
});

describe('words', () => {
  const ptv = (coveragePercent: { value: number; low: number; high: number }): string =>
    wordsOf(findingOf('himars/ptv-coverage', { lesions: [aLesion({ ptv: aTarget({ coveragePercent }) })] }));

  it('never more than they mean', () => {
    expect(ptv(exactly(96))).toBe('90/80 rule: no deviation');
    expect(ptv(exactly(85))).toBe('90/80 rule: acceptable deviation');
    expect(ptv(exactly(75))).toBe('90/80 rule: unacceptable deviation');
    expect(shortWords('not-evaluable')).toBe('not checked');
    expect(overallWords('no-deviation-found')).toBe('No deviation found in the rules checked; not a plan approval');
  });

  it('too close to call names the range and the limit that it spans', () => {
    expect(ptv({ value: 90.1, low: 89.1, high: 90.6 })).toBe('too close to call: 89.1-90.6 % spans 90 %');
    expect(ptv({ value: 90.1, low: 89.96, high: 90.6 })).toBe('too close to call: 89.96-90.6 % spans 90 %');
    expect(ptv({ value: 85, low: 79, high: 91 })).toBe('too close to call: 79.0-91.0 % spans 80 % and 90 %');
  });

  it('not checked gives the reason', () => {
    const lesions = [aLesion({ gtv: null, gtvReason: 'the case names no GTV' })];
    expect(wordsOf(findingOf('himars/gtv-coverage', { lesions }))).toBe('not checked: the case names no GTV');
  });

  it('a GTV below 80 % is not met, without a class, with what another reading calls it', () => {
    const lesions = [aLesion({ gtv: aTarget({ coveragePercent: exactly(75) }) })];
    expect(wordsOf(findingOf('himars/gtv-coverage', { lesions }))).toBe(
      'not met (the record gives no deviation class); unacceptable deviation if read as targetVolume: gtv',
    );
  });

  it('depends on the reading lists what each says', () => {
    const lesions = [aLesion({ ptv: aTarget({ dmaxGy: 36, d2PercentGy: 33 }) })];
    expect(wordsOf(findingOf('himars/prescription-isodose', { lesions }))).toBe(
      'depends on the reading: of-maximum says not met, of-point says not checked, of-near-maximum says met',
    );
  });

  it('a finding without words of its own still has some', () => {
    const { words: _, ...bare } = findingOf('himars/ptv-coverage', {});
    expect(wordsOf(bare)).toBe('90 rule: no deviation');
    const nothing: Finding = { ...bare, outcome: 'undecided', value: null, limit: null };
    expect(wordsOf(nothing)).toBe('too close to call: its range spans a limit');
    expect(wordsOf({ ...nothing, outcome: 'not-evaluable' })).toBe('not checked: no reason given');
    expect(wordsOf({ ...nothing, outcome: 'no-rule-in-source' })).toBe('no such rule in this record');
    expect(wordsOf({ ...nothing, outcome: 'acceptable-deviation' })).toBe('acceptable deviation');
  });

  it("the notice names the record's date, and what a site's file changes of it", () => {
    expect(trialNotice(himars)).toBe(
      'Rules from the public registry record of 2025-12-08, not from the trial protocol.',
    );
    expect(trialNotice({ ...himars, id: 'site', extends: 'himars', changed: ['himars/regimen'] })).toContain(
      'The trial file site changes himars/regimen.',
    );
  });
});
