import { describe, expect, it } from 'vitest';
import {
  computeDvh,
  conformationNumberVantRiet,
  conformityIndexPaddick,
  conformityIndexRtog,
  doseFromVoxels,
  gradientIndexPaddick,
  homogeneityIcru83,
  homogeneityRtog,
  nearMaximum,
  nearMinimum,
  r50,
  regionOfBox,
} from '../../../core/index.ts';
import type { Dvh } from '../../../core/index.ts';

describe('indices by their formulas', () => {
  const volumes = {
    targetCm3: 10,
    targetCoveredCm3: 9,
    prescriptionIsodoseCm3: 12,
    halfPrescriptionIsodoseCm3: 48,
  };

  it('are the published ratios', () => {
    expect(conformityIndexRtog(volumes)).toBeCloseTo(1.2, 12);
    expect(conformityIndexPaddick(volumes)).toBeCloseTo(81 / 120, 12);
    expect(conformationNumberVantRiet(volumes)).toBeCloseTo((9 / 10) * (9 / 12), 12);
    expect(gradientIndexPaddick(volumes)).toBeCloseTo(4, 12);
    expect(r50(volumes)).toBeCloseTo(4.8, 12);
    expect(homogeneityIcru83({ d2PercentGy: 33, d98PercentGy: 25.5, d50PercentGy: 30 })).toBeCloseTo(0.25, 12);
    expect(homogeneityRtog({ dmaxGy: 33.75, prescriptionGy: 27 })).toBeCloseTo(1.25, 12);
  });

  it('Paddick is at most 1, and 1 only for an isodose that is the target', () => {
    expect(conformityIndexPaddick({ targetCm3: 10, targetCoveredCm3: 10, prescriptionIsodoseCm3: 10 })).toBe(1);
    expect(conformityIndexPaddick({ targetCm3: 10, targetCoveredCm3: 5, prescriptionIsodoseCm3: 10 })).toBe(0.25);
    expect(conformityIndexPaddick({ targetCm3: 10, targetCoveredCm3: 10, prescriptionIsodoseCm3: 40 })).toBe(0.25);
  });

  it('have no value without a denominator', () => {
    const none = { targetCm3: 0, targetCoveredCm3: 0, prescriptionIsodoseCm3: 0, halfPrescriptionIsodoseCm3: 5 };
    expect(conformityIndexRtog(none)).toBeNull();
    expect(conformityIndexPaddick(none)).toBeNull();
    expect(conformityIndexPaddick({ ...none, targetCm3: 10 })).toBeNull();
    expect(gradientIndexPaddick(none)).toBeNull();
    expect(r50(none)).toBeNull();
    expect(homogeneityIcru83({ d2PercentGy: 0, d98PercentGy: 0, d50PercentGy: 0 })).toBeNull();
    expect(homogeneityRtog({ dmaxGy: 30, prescriptionGy: 0 })).toBeNull();
  });
});

describe('near-minimum and near-maximum of ICRU 91', () => {
  /** A box of the given volume whose dose rises by 1 Gy/mm over 20 mm along x, 10 to 30 Gy. */
  function dvhOf(cm3: number): Dvh {
    const dose = doseFromVoxels({
      grid: {
        size: [3, 2, 2],
        spacingMm: [20, 90, 90],
        originMm: [0, 0, 0],
        axes: [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
      },
      values: [0, 20, 40, 0, 20, 40, 0, 20, 40, 0, 20, 40].reduce(
        (a, v, n) => a.fill(v, n, n + 1),
        new Float32Array(12),
      ),
    });
    const side = Math.sqrt((cm3 * 1000) / 20);
    return computeDvh(regionOfBox({ x0: 10, x1: 30, y0: 1, y1: 1 + side, z0: 2, z1: 2 + side }), dose);
  }

  it('are D2% and D98% of a target of 2 cm³ and more', () => {
    for (const cm3 of [2.0000001, 2.5, 40]) {
      expect(nearMaximum(dvhOf(cm3))).toMatchObject({ metric: 'D2%[Gy]', unit: 'Gy', status: 'ok' });
      expect(nearMaximum(dvhOf(cm3)).value).toBeCloseTo(29.6, 2);
      expect(nearMinimum(dvhOf(cm3))).toMatchObject({ metric: 'D98%[Gy]' });
      expect(nearMinimum(dvhOf(cm3)).value).toBeCloseTo(10.4, 2);
    }
    expect(nearMaximum({ ...dvhOf(2.5), volumeCm3: 2 }).metric).toBe('D2%[Gy]');
  });

  it('are the doses of the hottest and all but the coldest 35 mm³ below', () => {
    const dvh = dvhOf(1);
    expect(nearMaximum(dvh)).toMatchObject({ metric: 'D0.035cc[Gy]', status: 'ok' });
    expect(nearMaximum(dvh).value).toBeCloseTo(30 - 0.035 * 20, 2);
    expect(nearMinimum(dvh)).toMatchObject({ metric: 'DC0.035cc[Gy]', status: 'ok' });
    expect(nearMinimum(dvh).value).toBeCloseTo(10 + 0.035 * 20, 2);
  });

  it('are not evaluable in a target smaller than 35 mm³', () => {
    expect(nearMaximum(dvhOf(0.03))).toMatchObject({ value: null, status: 'not-evaluable' });
    expect(nearMinimum(dvhOf(0.03))).toMatchObject({ value: null, status: 'not-evaluable' });
  });
});
