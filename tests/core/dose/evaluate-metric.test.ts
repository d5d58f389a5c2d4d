import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeDvh, doseFromVoxels, evaluateMetric, levelsOf, parseMetric, regionOfBox } from '../../../core/index.ts';
import type { BoundsMm, DoseGrid, MetricValue } from '../../../core/index.ts';

/** Dose rising along x by 1 Gy/mm from 0 Gy at x = 0, on nodes 0..40 x 0..20 x 0..10 mm of uneven pitch per axis. */
const RAMP: DoseGrid = doseFromVoxels({
  grid: {
    size: [21, 5, 3],
    spacingMm: [2, 5, 5],
    originMm: [0, 0, 0],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  },
  values: Float32Array.from({ length: 21 * 5 * 3 }, (_, n) => 2 * (n % 21)),
});

function measure(text: string, box: BoundsMm, prescriptionGy: number | null = null): MetricValue {
  const metric = parseMetric(text);
  const dvh = computeDvh(regionOfBox(box), RAMP, levelsOf([metric], prescriptionGy));
  return evaluateMetric(metric, dvh, { prescriptionGy });
}

/** 30 x 10 x 5 mm = 1.5 cm³, 5 to 35 Gy: V(d) = (35 - d) · 0.05 cm³. */
const INSIDE: BoundsMm = { x0: 5, x1: 35, y0: 2, y1: 12, z0: 3, z1: 8 };
/** 40 x 10 x 5 mm = 2 cm³ of which a quarter lies beyond the last node; inside it is 10 to 40 Gy. */
const PARTLY: BoundsMm = { x0: 10, x1: 50, y0: 2, y1: 12, z0: 3, z1: 8 };
const BEYOND: BoundsMm = { x0: 50, x1: 60, y0: 2, y1: 12, z0: 3, z1: 8 };

describe('metrics of a box in a linear dose', () => {
  it.each([
    ['Vol[cc]', 1.5, 'cc'],
    ['Min[Gy]', 5, 'Gy'],
    ['Mean[Gy]', 20, 'Gy'],
    ['Max[Gy]', 35, 'Gy'],
    ['Max[cGy]', 3500, 'cGy'],
    ['Median[Gy]', 20, 'Gy'],
    ['D95%[Gy]', 6.5, 'Gy'],
    ['D100%[Gy]', 5, 'Gy'],
    ['D0.3cc[Gy]', 29, 'Gy'],
    ['D1.5cc[Gy]', 5, 'Gy'],
    ['DC0.3cc[Gy]', 11, 'Gy'],
    ['DC20%[Gy]', 11, 'Gy'],
    ['DC0cc[Gy]', 5, 'Gy'],
    ['DC100%[Gy]', 35, 'Gy'],
    ['V20Gy[cc]', 0.75, 'cc'],
    ['V20Gy[%]', 50, '%'],
    ['V2000cGy[%]', 50, '%'],
    ['V0Gy[%]', 100, '%'],
    ['V40Gy[cc]', 0, 'cc'],
    ['CV20Gy[cc]', 0.75, 'cc'],
    ['CV26Gy[%]', 70, '%'],
  ])('%s is %d %s', (text, value, unit) => {
    const answer = measure(text, INSIDE);
    expect(answer).toMatchObject({ unit, status: 'ok', reason: null });
    expect(answer.value).toBeCloseTo(value, 2);
  });

  it('takes the prescription as 100 % of the dose', () => {
    expect(measure('V100%[%]', INSIDE, 27).value).toBeCloseTo((100 * 8) / 30, 4);
    expect(measure('V50%[cc]', INSIDE, 27).value).toBeCloseTo(0.05 * (35 - 13.5), 5);
    expect(measure('D95%[%]', INSIDE, 27).value).toBeCloseTo((100 * 6.5) / 27, 2);
    expect(measure('Max[%]', INSIDE, 28).value).toBeCloseTo(125, 4);
  });

  it.each(['V100%[%]', 'CV50%[cc]', 'D95%[%]', 'Max[%]'])('%s without a prescription is not evaluable', (text) => {
    expect(measure(text, INSIDE)).toEqual({
      value: null,
      unit: text.endsWith('[cc]') ? 'cc' : '%',
      status: 'not-evaluable',
      reason: 'no prescription',
    });
  });

  it('never reads a prescription of 0 Gy as one', () => {
    expect(measure('V100%[%]', INSIDE, 0).status).toBe('not-evaluable');
  });

  it.each(['D2cc[Gy]', 'D120%[Gy]', 'DC1.6cc[Gy]'])(
    '%s asks for more than the structure holds: not evaluable, not 0 Gy (dicompyler-core nearest bin)',
    (text) => {
      const answer = measure(text, INSIDE);
      expect(answer.value).toBeNull();
      expect(answer.status).toBe('not-evaluable');
      expect(answer.reason).toMatch(/more than the structure holds \(1\.5 cm³\)/);
    },
  );

  it('D and V are inverse to each other wherever the dose rises', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1.49, noNaN: true }), (cm3) => {
        const dose = measure(`D${cm3.toFixed(6)}cc[Gy]`, INSIDE).value!;
        expect(measure(`V${dose.toFixed(9)}Gy[cc]`, INSIDE).value).toBeCloseTo(cm3, 3);
      }),
      { numRuns: 40 },
    );
  });

  it('V and CV make up the structure', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 45, noNaN: true }), (dose) => {
        const d = dose.toFixed(4);
        for (const box of [INSIDE, PARTLY]) {
          expect(measure(`V${d}Gy[%]`, box).value! + measure(`CV${d}Gy[%]`, box).value!).toBeCloseTo(100, 9);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('a structure of which a part lies outside the dose grid', () => {
  it('counts the outside as cold in V, CV and the mean, and says how much it is', () => {
    expect(measure('V25Gy[%]', PARTLY).value).toBeCloseTo(37.5, 4);
    expect(measure('V25Gy[cc]', PARTLY).value).toBeCloseTo(0.75, 5);
    expect(measure('CV25Gy[cc]', PARTLY).value).toBeCloseTo(1.25, 5);
    expect(measure('Mean[Gy]', PARTLY).value).toBeCloseTo((25 * 1.5) / 2, 5);
    expect(measure('Max[Gy]', PARTLY).value).toBeCloseTo(40, 5);
    for (const text of ['V25Gy[%]', 'CV25Gy[cc]', 'Mean[Gy]', 'Max[Gy]', 'D50%[Gy]', 'DC1cc[Gy]']) {
      const answer = measure(text, PARTLY);
      expect(answer.status).toBe('ok');
      expect(answer.reason).toMatch(/^0\.5 of 2 cm³ lie outside the dose grid; /);
    }
  });

  it('refers percentages to the whole structure', () => {
    expect(measure('D50%[Gy]', PARTLY).value).toBeCloseTo(20, 2);
    expect(measure('D75%[Gy]', PARTLY).value).toBeCloseTo(10, 2);
    expect(measure('DC1cc[Gy]', PARTLY).value).toBeCloseTo(20, 2);
    expect(measure('Vol[cc]', PARTLY)).toMatchObject({ value: 2, reason: null });
  });

  it.each(['Min[Gy]', 'D76%[Gy]', 'D95%[Gy]', 'D1.6cc[Gy]', 'DC0.4cc[Gy]', 'DC0.035cc[Gy]'])(
    '%s is decided by the part outside: not evaluable',
    (text) => {
      const answer = measure(text, PARTLY);
      expect(answer.value).toBeNull();
      expect(answer.reason).toContain('0.5 of 2 cm³ lie outside the dose grid');
    },
  );

  it.each(['V20Gy[%]', 'CV20Gy[cc]', 'Mean[Gy]', 'Max[Gy]', 'D50%[Gy]', 'Median[Gy]'])(
    '%s of a structure wholly outside is not evaluable, not 0',
    (text) => {
      expect(measure(text, BEYOND)).toMatchObject({
        value: null,
        status: 'not-evaluable',
        reason: 'the structure lies wholly outside the dose grid',
      });
    },
  );

  it('still knows the volume of a structure outside (dicompyler-core#26)', () => {
    expect(measure('Vol[cc]', BEYOND).value).toBeCloseTo(0.5, 9);
  });

  it('V in cm³ does not depend on how much of the structure is missing (dicompyler-core#371)', () => {
    const whole = { ...PARTLY, x1: 40 };
    expect(measure('V25Gy[cc]', PARTLY).value).toBeCloseTo(measure('V25Gy[cc]', whole).value!, 9);
  });
});

describe('a structure far smaller than a dose voxel', () => {
  /** 0.3 mm³. */
  const TINY: BoundsMm = { x0: 20.1, x1: 21.1, y0: 6, y1: 6.6, z0: 4, z1: 4.5 };

  it('D falls with the volume all the way from D1% to D100% (dicompyler-core#340)', () => {
    const doses = Array.from({ length: 100 }, (_, n) => measure(`D${n + 1}%[Gy]`, TINY).value!);
    for (let n = 1; n < doses.length; n++) expect(doses[n]!).toBeLessThanOrEqual(doses[n - 1]!);
    expect(doses[96]!).toBeCloseTo(20.13, 2);
    expect(doses[99]!).toBeCloseTo(20.1, 2);
  });

  it('has no D0.035cc', () => {
    expect(measure('D0.035cc[Gy]', TINY)).toMatchObject({ value: null, status: 'not-evaluable' });
  });

  it('of no volume has no metric but its volume', () => {
    const nothing: BoundsMm = { ...TINY, x1: TINY.x0 };
    expect(measure('Vol[cc]', nothing)).toMatchObject({ value: 0, status: 'ok' });
    expect(measure('D95%[Gy]', nothing)).toMatchObject({ value: null, reason: 'the structure has no volume' });
  });
});

it('a flat dose at the prescription covers everything, also where 32 bits round it down', () => {
  for (const rx of [27, 27.3, 35, 34.9, 33.333333333]) {
    const flat = doseFromVoxels({
      grid: {
        size: [3, 4, 5],
        spacingMm: [5, 6, 7],
        originMm: [0, 0, 0],
        axes: [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
      },
      values: new Float64Array(60).fill(rx),
    });
    const dvh = computeDvh(regionOfBox({ x0: 1, x1: 8, y0: 2, y1: 13, z0: 3, z1: 22 }), flat, [rx]);
    expect(evaluateMetric(parseMetric('V100%[%]'), dvh, { prescriptionGy: rx }).value).toBeCloseTo(100, 9);
  }
});

it('asks for each dose level once, in Gy and ascending', () => {
  const metrics = ['V20Gy[%]', 'CV2000cGy[cc]', 'V100%[%]', 'V10Gy[cc]', 'D95%[Gy]', 'Max[Gy]'].map(parseMetric);
  expect(levelsOf(metrics, 27)).toEqual([10, 20, 27]);
  expect(levelsOf(metrics, null)).toEqual([10, 20]);
});
