import { describe, expect, it } from 'vitest';
import {
  centreDistanceForCoverage,
  coneParallelVolumeAbove,
  conePerpendicularVolumeAbove,
  cylinderParallelVolumeAbove,
  cylinderPerpendicularVolumeAbove,
  erf,
  fourthPowerDose,
  gaussianDose,
  gaussianMeanGy,
  isodoseRadiusForCoverage,
  linearRadialDose,
  linearRadialMeanGy,
  sphereIntersection,
  sphereTauAtFraction,
  sphereVolume,
  sphereVolumeAbove,
  sphereVolumeAtDose,
  suhDose,
  thresholdAtVolume,
} from '../../../core/phantom/closed-form.ts';
import { shareBySampling } from './shares.ts';

const R = 12;
const H = 24;
const CYLINDER = Math.PI * R ** 2 * H;
const CONE = CYLINDER / 3;

/** Every linear case on a solid of radius 12 mm and height 24 mm: its volume above t, and membership with u the gradient. */
const CASES: readonly {
  readonly name: string;
  readonly full: number;
  readonly above: (t: number) => number;
  readonly holds: (u: number, v: number, w: number) => boolean;
  /** D99, D95, D50, D5, D1 and D0.03cc in Gy at 16 Gy in the centre and 1 Gy/mm (Nelms et al. 2015 geometry). */
  readonly doses: readonly number[];
}[] = [
  {
    name: 'sphere',
    full: sphereVolume(R),
    above: (t) => sphereVolumeAbove(R, t),
    holds: (u, v, w) => u * u + v * v + w * w <= R * R,
    doses: [5.4137, 7.2484, 16, 24.7516, 26.5863, 27.0965],
  },
  {
    name: 'cylinder along the gradient',
    full: CYLINDER,
    above: (t) => cylinderParallelVolumeAbove(R, H, t),
    holds: (u, v, w) => Math.abs(u) <= H / 2 && v * v + w * w <= R * R,
    doses: [4.24, 5.2, 16, 26.8, 27.76, 27.9337],
  },
  {
    name: 'cylinder across the gradient',
    full: CYLINDER,
    above: (t) => cylinderPerpendicularVolumeAbove(R, H, t),
    holds: (u, v, w) => Math.abs(w) <= H / 2 && u * u + v * v <= R * R,
    doses: [4.788, 6.3354, 16, 25.6646, 27.212, 27.667],
  },
  {
    name: 'cone with its apex cold',
    full: CONE,
    above: (t) => coneParallelVolumeAbove(R, H, t, 'cold'),
    holds: (u, v, w) => Math.abs(u) <= H / 2 && Math.hypot(v, w) <= (R * (u + H / 2)) / H,
    doses: [9.1706, 12.8417, 23.0488, 27.5931, 27.9197, 27.9335],
  },
  {
    name: 'cone with its apex hot',
    full: CONE,
    above: (t) => coneParallelVolumeAbove(R, H, t, 'hot'),
    holds: (u, v, w) => Math.abs(u) <= H / 2 && Math.hypot(v, w) <= (R * (H / 2 - u)) / H,
    doses: [4.0803, 4.4069, 8.9512, 19.1583, 22.8294, 23.1428],
  },
  {
    name: 'cone across the gradient',
    full: CONE,
    above: (t) => conePerpendicularVolumeAbove(R, H, t),
    holds: (u, v, w) => Math.abs(w) <= H / 2 && Math.hypot(u, v) <= (R * (w + H / 2)) / H,
    doses: [6.2111, 8.2957, 16, 23.7043, 25.7889, 25.9518],
  },
];

describe.each(CASES)('$name', ({ full, above, holds, doses }) => {
  it('has the volume above every threshold that counting points gives', () => {
    for (const t of [-11, -7.3, -2, 0, 1.7, 6, 10.5]) {
      const share = shareBySampling([R, R, R], holds, (u) => u >= t);
      expect(above(t) / full, `t = ${String(t)}`).toBeCloseTo(share, 2);
    }
  });

  it('falls from the whole volume to nothing and stays there beyond', () => {
    expect(above(-12)).toBeCloseTo(full, 6);
    expect(above(-40)).toBeCloseTo(full, 6);
    expect(above(12)).toBeCloseTo(0, 6);
    expect(above(40)).toBeCloseTo(0, 6);
  });

  it('gives the published doses at 99, 95, 50, 5 and 1 % and at 0.03 cm³', () => {
    const volumes = [0.99, 0.95, 0.5, 0.05, 0.01].map((share) => share * full).concat(30);
    const found = volumes.map((volume) => 16 + thresholdAtVolume(above, volume, -H / 2, H / 2));
    found.forEach((dose, index) => expect(dose).toBeCloseTo(doses[index] ?? Number.NaN, 3));
  });
});

describe('sphereTauAtFraction', () => {
  it('gives the tabulated thresholds', () => {
    const table: readonly (readonly [number, number])[] = [
      [0.99, -0.882194],
      [0.98, -0.831925],
      [0.95, -0.729299],
      [0.9, -0.6084],
      [0.8, -0.425719],
    ];
    for (const [share, tau] of table) expect(sphereTauAtFraction(share)).toBeCloseTo(tau, 6);
  });

  it('is the inverse of the volume above', () => {
    for (const share of [0.001, 0.2, 0.5, 0.77, 0.999]) {
      expect(sphereVolumeAbove(7, 7 * sphereTauAtFraction(share)) / sphereVolume(7)).toBeCloseTo(share, 10);
    }
  });
});

describe('lens of two balls', () => {
  it('gives the tabulated distances for 95, 90 and 80 % coverage of a ball of 10 mm', () => {
    const table: readonly (readonly [number, readonly number[]])[] = [
      [10, [0.66691, 1.33532, 2.68276]],
      [11, [2.14189, 2.87442, 4.23162]],
      [12, [3.3756, 4.16891, 5.56966]],
    ];
    for (const [isodose, distances] of table) {
      [0.95, 0.9, 0.8].forEach((share, index) => {
        expect(centreDistanceForCoverage(10, isodose, share)).toBeCloseTo(distances[index] ?? Number.NaN, 5);
      });
    }
  });

  it('is the volume that counting points gives', () => {
    for (const [r, d] of [
      [8, 6],
      [13, 5],
      [5, 11],
    ] as const) {
      const share = shareBySampling(
        [10, 10, 10],
        (u, v, w) => u * u + v * v + w * w <= 100,
        (u, v, w) => (u - d) ** 2 + v * v + w * w <= r * r,
      );
      expect(sphereIntersection(10, r, d) / sphereVolume(10)).toBeCloseTo(share, 2);
    }
  });

  it('is nothing when the balls are apart, the smaller when it lies inside, and does not depend on their order', () => {
    expect(sphereIntersection(10, 4, 14)).toBe(0);
    expect(sphereIntersection(10, 4, 5)).toBe(sphereVolume(4));
    expect(sphereIntersection(4, 10, 5)).toBe(sphereVolume(4));
    expect(sphereIntersection(9, 7, 5)).toBeCloseTo(sphereIntersection(7, 9, 5), 9);
  });

  it('has no distance for a coverage that the isodose cannot hold', () => {
    expect(centreDistanceForCoverage(10, 8, 0.9)).toBeNaN();
  });
});

describe('radial doses', () => {
  it.each([
    ['Gaussian', gaussianDose(32.4, 17)],
    ['linear', linearRadialDose(32.4, 0.8)],
    ['fourth power', fourthPowerDose(32.4, 23)],
    ['Suh', suhDose(32.4, 26)],
  ])('%s: the radius of an isodose is where the dose has that value', (_, dose) => {
    for (const r of [0.5, 4, 9.9, 12.9, 13.1, 20, 30]) {
      expect(dose.radiusMm(dose.doseGy(r))).toBeCloseTo(r, 9);
    }
    expect(dose.radiusMm(1000)).toBe(0);
    expect(dose.radiusMm(0)).toBe(Infinity);
  });

  it('reaches the published gradient index of a Gaussian with sigma equal to the target radius', () => {
    // Walker and Byrne 2025: the half-prescription isodose holds (2 ln 2 + 1)^1.5 = 3.686 times the target.
    const dose = gaussianDose(10, 9);
    const prescription = dose.doseGy(9);
    expect(prescription).toBeCloseTo(6.065, 3);
    expect((dose.radiusMm(prescription / 2) / dose.radiusMm(prescription)) ** 3).toBeCloseTo(3.686, 3);
  });

  it('covers a concentric ball by the cube of the radii', () => {
    const radius = isodoseRadiusForCoverage(20, 0.885);
    const dose = gaussianDose(1.2 * 27, radius / Math.sqrt(2 * Math.log(1.2)));
    expect(sphereVolumeAtDose(20, dose, 27) / sphereVolume(20)).toBeCloseTo(0.885, 12);
    expect(sphereVolumeAtDose(20, dose, 0)).toBe(sphereVolume(20));
  });

  it('has the mean that adding up thin shells gives', () => {
    const mean = (doseGy: (r: number) => number): number => {
      let [sum, weight] = [0, 0];
      for (let k = 0; k < 20000; k++) {
        const r = (14 * (k + 0.5)) / 20000;
        sum += doseGy(r) * r * r;
        weight += r * r;
      }
      return sum / weight;
    };
    expect(gaussianMeanGy(14, 30, 11)).toBeCloseTo(mean(gaussianDose(30, 11).doseGy), 6);
    expect(linearRadialMeanGy(14, 30, 1.3)).toBeCloseTo(mean(linearRadialDose(30, 1.3).doseGy), 6);
  });
});

describe('erf', () => {
  it('has the tabulated values (Abramowitz and Stegun, table 7.1)', () => {
    expect(erf(0)).toBe(0);
    expect(erf(0.5)).toBeCloseTo(0.5204998778, 10);
    expect(erf(1)).toBeCloseTo(0.8427007929, 10);
    expect(erf(2)).toBeCloseTo(0.995322265, 10);
    expect(erf(-1)).toBe(-erf(1));
    expect(erf(7)).toBe(1);
  });

  it('is continuous where the method changes', () => {
    expect(erf(3)).toBeCloseTo(erf(3 - 1e-13), 12);
    expect(erf(3)).toBeCloseTo(0.9999779095, 10);
  });
});
