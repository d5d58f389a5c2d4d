import { describe, expect, it } from 'vitest';
import { bedGy, eqd2Gy } from '../../../core/index.ts';

describe('biologically effective dose', () => {
  it.each([
    [27, 3, 1.5, 189, 81],
    [27, 3, 2, 148.5, 74.25],
    [27, 3, 3, 108, 64.8],
    [27, 3, 10, 51.3, 42.75],
    [35, 5, 1.5, 198.33, 85],
    [35, 5, 2, 157.5, 78.75],
    [35, 5, 3, 116.67, 70],
    [35, 5, 10, 59.5, 49.58],
  ])('of %d Gy in %d at alpha/beta %d Gy is %d Gy, EQD2 %d Gy', (doseGy, fractions, alphaBetaGy, bed, eqd2) => {
    expect(bedGy({ doseGy, fractions, alphaBetaGy })).toBeCloseTo(bed, 2);
    expect(eqd2Gy({ doseGy, fractions, alphaBetaGy })).toBeCloseTo(eqd2, 2);
  });

  it('60 Gy in 4 at alpha/beta 3 Gy is 216 Gy EQD2 (DVHmetrics#10)', () => {
    expect(eqd2Gy({ doseGy: 60, fractions: 4, alphaBetaGy: 3 })).toBeCloseTo(216, 9);
  });

  it('in 2 Gy fractions EQD2 is the dose itself', () => {
    for (const alphaBetaGy of [1.5, 3, 10])
      expect(eqd2Gy({ doseGy: 50, fractions: 25, alphaBetaGy })).toBeCloseTo(50, 9);
  });

  it.each([
    { doseGy: -1, fractions: 3, alphaBetaGy: 3 },
    { doseGy: NaN, fractions: 3, alphaBetaGy: 3 },
    { doseGy: 27, fractions: 0, alphaBetaGy: 3 },
    { doseGy: 27, fractions: 2.5, alphaBetaGy: 3 },
    { doseGy: 27, fractions: 3, alphaBetaGy: 0 },
    { doseGy: 27, fractions: 3, alphaBetaGy: Infinity },
  ])('refuses %j instead of ignoring it (DVHmetrics#16)', (parameters) => {
    expect(() => bedGy(parameters)).toThrow(/cannot be used/);
    expect(() => eqd2Gy(parameters)).toThrow(/cannot be used/);
  });
});
