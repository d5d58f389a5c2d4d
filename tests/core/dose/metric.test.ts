import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTrabeculaError, parseMetric, printMetric } from '../../../core/index.ts';
import type { Metric } from '../../../core/index.ts';
import { METRIC_FORMS } from '../../../core/dose/metric.ts';

function refusal(text: string): string {
  try {
    parseMetric(text);
  } catch (error) {
    if (isTrabeculaError(error) && error.kind === 'usage') return error.message;
    throw error;
  }
  throw new Error(`"${text}" was accepted`);
}

const number = fc.oneof(
  fc.double({ min: 0, max: Number.MAX_VALUE, noNaN: true }),
  fc.double({ min: 0, max: 100, noNaN: true }),
  fc.constantFrom(0.035, 0.03, 5e-324, 1e-7, 1.5e-9, 1e21, 1.25e22, 95, 2),
);
const positive = number.filter((value) => value > 0);
const doseUnit = fc.constantFrom('Gy' as const, 'cGy' as const, '%' as const);
const volumeUnit = fc.constantFrom('cc' as const, '%' as const);
const anyMetric: fc.Arbitrary<Metric> = fc.oneof(
  fc.record({ kind: fc.constant('dose-at-volume' as const), volume: positive, volumeUnit, unit: doseUnit }),
  fc.record({ kind: fc.constant('dose-complement' as const), volume: number, volumeUnit, unit: doseUnit }),
  fc.record({ kind: fc.constant('volume-at-dose' as const), dose: number, doseUnit, unit: volumeUnit }),
  fc.record({ kind: fc.constant('volume-complement' as const), dose: number, doseUnit, unit: volumeUnit }),
  fc.record({
    kind: fc.constant('statistic' as const),
    statistic: fc.constantFrom('Min' as const, 'Mean' as const, 'Max' as const, 'Median' as const),
    unit: doseUnit,
  }),
  fc.constant({ kind: 'volume' as const, unit: 'cc' as const }),
);

describe('what is no metric', () => {
  it.each(['Maximum', 'Meanwhile', 'Volumes', 'nonsense', 'Gy', ''])(
    '"%s" is told the forms that there are',
    (text) => {
      expect(refusal(text)).toBe(`"${text}" is not a metric (expected ${METRIC_FORMS})`);
    },
  );
});

describe('metric notation', () => {
  it('reads back every metric that it prints', () => {
    fc.assert(
      fc.property(anyMetric, (metric) => {
        expect(parseMetric(printMetric(metric))).toEqual(metric);
      }),
    );
  });

  it.each([
    ['D95%[Gy]', { kind: 'dose-at-volume', volume: 95, volumeUnit: '%', unit: 'Gy' }],
    ['D0.035cc[cGy]', { kind: 'dose-at-volume', volume: 0.035, volumeUnit: 'cc', unit: 'cGy' }],
    ['D2%[%]', { kind: 'dose-at-volume', volume: 2, volumeUnit: '%', unit: '%' }],
    ['DC700cc[Gy]', { kind: 'dose-complement', volume: 700, volumeUnit: 'cc', unit: 'Gy' }],
    ['V20Gy[%]', { kind: 'volume-at-dose', dose: 20, doseUnit: 'Gy', unit: '%' }],
    ['V100%[cc]', { kind: 'volume-at-dose', dose: 100, doseUnit: '%', unit: 'cc' }],
    ['V2000cGy[cc]', { kind: 'volume-at-dose', dose: 2000, doseUnit: 'cGy', unit: 'cc' }],
    ['CV19.2Gy[cc]', { kind: 'volume-complement', dose: 19.2, doseUnit: 'Gy', unit: 'cc' }],
    ['Min[Gy]', { kind: 'statistic', statistic: 'Min', unit: 'Gy' }],
    ['Mean[cGy]', { kind: 'statistic', statistic: 'Mean', unit: 'cGy' }],
    ['Max[%]', { kind: 'statistic', statistic: 'Max', unit: '%' }],
    ['Median[Gy]', { kind: 'statistic', statistic: 'Median', unit: 'Gy' }],
    ['Vol[cc]', { kind: 'volume', unit: 'cc' }],
  ])('reads %s', (text, metric) => {
    expect(parseMetric(text)).toEqual(metric);
    expect(printMetric(parseMetric(text))).toBe(text);
  });

  it.each([
    [' D95% [Gy] ', 'D95%[Gy]'],
    ['D95.0%[Gy]', 'D95%[Gy]'],
    ['D2CC[Gy]', 'D2cc[Gy]'],
    ['D0.03cm³[Gy]', 'D0.03cc[Gy]'],
    ['D2cm3_Gy', 'D2cc[Gy]'],
    ['V20Gy_CC', 'V20Gy[cc]'],
    ['V20Gy_%', 'V20Gy[%]'],
    ['DVH: V20Gy[cm3]', 'V20Gy[cc]'],
  ])('understands %s as %s', (text, canonical) => {
    expect(printMetric(parseMetric(text))).toBe(canonical);
  });

  it.each([
    ['D95', 'expected D95%[Gy] or D95cc[Gy]'],
    ['D95[Gy]', 'expected D95%[Gy] or D95cc[Gy]'],
    ['D2cc', 'expected D2cc[Gy] or D2cc[%]'],
    ['D95%', 'expected D95%[Gy] or D95%[%]'],
    ['D95%[cc]', 'expected D95%[Gy] or D95%[%]'],
    ['D20Gy[%]', 'expected D20%[%] or D20cc[%]'],
    ['V20', 'expected V20Gy[%], V20Gy[cc], V20%[%] or V20%[cc]'],
    ['V20Gy', 'expected V20Gy[%] or V20Gy[cc]'],
    ['v20gy[%]', 'expected V20Gy[%]'],
    ['DC700', 'expected DC700%[Gy] or DC700cc[Gy]'],
    ['CV20', 'expected CV20Gy[%], CV20Gy[cc], CV20%[%] or CV20%[cc]'],
    ['MAX', 'expected Max[Gy] or Max[%]'],
    ['MAX[Gy]', 'expected Max[Gy]'],
    ['Dmean', 'expected Mean[Gy] or Mean[%]'],
    ['Vol', 'expected Vol[cc]'],
    ['D0%[Gy]', 'expected Max[Gy]'],
  ])('asks what %s means, and names the choices', (text, choices) => {
    const message = refusal(text);
    expect(message).toContain(`"${text}"`);
    expect(message).toContain(`(${choices})`);
  });

  it('refuses a metric with a limit and says which metric it holds', () => {
    expect(refusal('V20Gy<=30%')).toMatch(/carries a limit.*expected V20Gy\[%\] or V20Gy\[cc\]/);
    expect(refusal('D95%[Gy] >= 27')).toMatch(/carries a limit.*expected D95%\[Gy\]\)/);
  });

  it.each(['CI', 'GI50%[%]', 'HI', 'D2cm'])('refuses the bare index %s, which has several definitions', (text) => {
    expect(refusal(text)).toContain('defined differently by different authors');
  });

  it.each([
    '',
    'D%[Gy]',
    'D-2cc[Gy]',
    'D1e1%[Gy]',
    'D.5cc[Gy]',
    'xD95%[Gy]',
    'D95%[Gy]x',
    'D95%[Gy]\nD5%[Gy]',
    'V20Gy[Gy',
    `D${'9'.repeat(400)}cc[Gy]`,
  ])('refuses %j from its first to its last character', (text) => {
    expect(() => parseMetric(text)).toThrow(/metric/);
  });
});
