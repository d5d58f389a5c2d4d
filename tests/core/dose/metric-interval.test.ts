import { describe, expect, it } from 'vitest';
import { DEFAULT_CONVENTION } from '../../../core/dose/conventions.ts';
import type { DoseGrid } from '../../../core/dose/dose-grid.ts';
import { computeDvh, type Dvh } from '../../../core/dose/dvh.ts';
import { evaluateMetric, levelsOf } from '../../../core/dose/evaluate-metric.ts';
import { type MetricInterval, metricIntervals } from '../../../core/dose/metric-interval.ts';
import { parseMetric } from '../../../core/dose/metric.ts';
import type { ContourStack } from '../../../core/geometry/contour-stack.ts';
import { regionOf, type Solid } from '../../../core/geometry/solid.ts';

type Point = readonly [number, number, number];
type Field = (x: number, y: number, z: number) => number;

const CENTRE: Point = [0.7, -0.4, 0.9];
const SEMI: Point = [8, 6, 7];
/** Peak 40 Gy off the centre of the target, with a width of its own along each axis. */
const gaussian: Field = (x, y, z) =>
  40 * Math.exp(-0.5 * (((x - 1.5) / 9) ** 2 + ((y + 0.9) / 8) ** 2 + ((z - 0.2) / 10) ** 2));

function ellipsoid(sliceMm: number, phaseMm: number): Solid {
  const planes = [];
  for (let z = CENTRE[2] - SEMI[2] + phaseMm; z < CENTRE[2] + SEMI[2]; z += sliceMm) {
    const share = Math.sqrt(1 - ((z - CENTRE[2]) / SEMI[2]) ** 2);
    const loop = Float64Array.from({ length: 240 }, (_, n) => {
      const angle = (2 * Math.PI * Math.floor(n / 2)) / 120;
      return n % 2 === 0
        ? CENTRE[0] + SEMI[0] * share * Math.cos(angle)
        : CENTRE[1] + SEMI[1] * share * Math.sin(angle);
    });
    planes.push({ zMm: z, loops: [loop] });
  }
  const stack: ContourStack = { planes };
  return { kind: 'contours', stack, singlePlaneThicknessMm: null };
}

function grid(field: Field, spacing: Point, from: Point, counts: Point): DoseGrid {
  const axis = (a: 0 | 1 | 2): Float64Array =>
    Float64Array.from({ length: counts[a] }, (_, n) => from[a] + n * spacing[a]);
  const [xMm, yMm, zMm] = [axis(0), axis(1), axis(2)];
  const doseGy = new Float32Array(counts[0] * counts[1] * counts[2]);
  let at = 0;
  for (const z of zMm) for (const y of yMm) for (const x of xMm) doseGy[at++] = field(x, y, z);
  return { xMm, yMm, zMm, doseGy, stepGy: 1e-4, axes: null };
}

/** Doses of the smooth target at points 0.2 mm apart, hottest first. */
function truthOf(field: Field): { doses: Float64Array; volumeCm3: number } {
  const doses: number[] = [];
  const step = 0.2;
  const reach = (a: 0 | 1 | 2): number[] =>
    Array.from({ length: Math.ceil((2 * SEMI[a]) / step) }, (_, n) => (n + 0.5) * step - SEMI[a]);
  for (const z of reach(2))
    for (const y of reach(1))
      for (const x of reach(0))
        if ((x / SEMI[0]) ** 2 + (y / SEMI[1]) ** 2 + (z / SEMI[2]) ** 2 <= 1)
          doses.push(field(CENTRE[0] + x, CENTRE[1] + y, CENTRE[2] + z));
  return {
    doses: Float64Array.from(doses).sort().reverse(),
    volumeCm3: (4 / 3) * Math.PI * SEMI[0] * SEMI[1] * SEMI[2] * 1e-3,
  };
}

const METRICS = [
  'V27Gy[%]',
  'V27Gy[cc]',
  'CV27Gy[%]',
  'CV27Gy[cc]',
  'D95%[Gy]',
  'D50%[cGy]',
  'D2%[%]',
  'DC5%[Gy]',
  'D0.3cc[Gy]',
  'Mean[Gy]',
  'Median[Gy]',
  'Min[Gy]',
  'Max[Gy]',
  'Vol[cc]',
];
const PRESCRIPTION_GY = 32;

function truths(field: Field): number[] {
  const { doses, volumeCm3 } = truthOf(field);
  const share = doses.filter((dose) => dose >= 27).length / doses.length;
  const hottest = (part: number): number => doses[Math.min(doses.length - 1, Math.floor(part * doses.length))]!;
  const mean = doses.reduce((sum, dose) => sum + dose, 0) / doses.length;
  return [
    100 * share,
    share * volumeCm3,
    100 * (1 - share),
    (1 - share) * volumeCm3,
    hottest(0.95),
    100 * hottest(0.5),
    (100 * hottest(0.02)) / PRESCRIPTION_GY,
    hottest(0.95),
    hottest(0.3 / volumeCm3),
    mean,
    hottest(0.5),
    doses.at(-1)!,
    doses[0]!,
    volumeCm3,
  ];
}

function intervals(
  solid: Solid,
  dose: DoseGrid,
  names: readonly string[] = METRICS,
): { intervals: MetricInterval[]; values: (number | null)[]; dvh: Dvh } {
  const metrics = names.map(parseMetric);
  const region = regionOf(solid, DEFAULT_CONVENTION);
  const dvh = computeDvh(region, dose, levelsOf(metrics, PRESCRIPTION_GY));
  return {
    intervals: metricIntervals(solid, dose, metrics, { dvh, prescriptionGy: PRESCRIPTION_GY }),
    values: metrics.map((metric) => evaluateMetric(metric, dvh, { prescriptionGy: PRESCRIPTION_GY }).value),
    dvh,
  };
}

describe('the interval of a metric', () => {
  const truth = truths(gaussian);
  const around = (spacing: Point): DoseGrid => grid(gaussian, spacing, [-20.3, -18.1, -21.7], [21, 23, 19]);
  const coarse = () => intervals(ellipsoid(3, 1.1), around([2.5, 2, 3]));
  const fine = () => intervals(ellipsoid(1, 0.4), grid(gaussian, [1, 1.2, 1], [-20.3, -18.1, -21.7], [43, 33, 46]));

  it.each([
    ['coarse', coarse],
    ['fine', fine],
  ])('of every kind holds the truth and the stated value: %s slices and dose', (_, found) => {
    const { intervals: all, values } = found();
    METRICS.forEach((metric, n) => {
      const { low, high, reason } = all[n]!;
      expect(reason, metric).toBeNull();
      expect(low!, metric).toBeLessThanOrEqual(truth[n]!);
      expect(high!, metric).toBeGreaterThanOrEqual(truth[n]!);
      expect(low!, metric).toBeLessThanOrEqual(values[n]!);
      expect(high!, metric).toBeGreaterThanOrEqual(values[n]!);
    });
  });

  it('of every kind narrows with finer slices and dose', () => {
    const width = ({ low, high }: MetricInterval): number => high! - low!;
    const [ofCoarse, ofFine] = [coarse().intervals, fine().intervals];
    METRICS.forEach((metric, n) => expect(width(ofFine[n]!), metric).toBeLessThan(0.7 * width(ofCoarse[n]!)));
  });

  it('is only its floor where all conventions agree: a box in a straight slope along x', () => {
    const planes = [-4, -1, 2, 5].map((zMm) => ({ zMm, loops: [Float64Array.of(-7, -5, 6, -5, 6, 4, -7, 4)] }));
    const solid: Solid = { kind: 'contours', stack: { planes }, singlePlaneThicknessMm: null };
    const slope = grid((x) => 30 + 0.5 * x, [2, 3, 2.5], [-20, -21, -20], [21, 15, 17]);
    const [v, d, mean] = intervals(solid, slope, ['V29.75Gy[%]', 'D50%[Gy]', 'Mean[Gy]']).intervals;
    // The middle of the box, which rounded ends leave in place; 0.2 % of it are 0.026 mm, or 0.013 Gy.
    expect(v!.low).toBeCloseTo(50 - 0.2, 2);
    expect(v!.high).toBeCloseTo(50 + 0.2, 2);
    expect(d!.low).toBeCloseTo(29.75 - 0.013, 2);
    expect(d!.high).toBeCloseTo(29.75 + 0.013, 2);
    expect(mean!.high! - mean!.low!).toBeLessThan(0.03);
  });

  it('reaches 100 % for a part that may be hot beyond the dose grid, and leaves doses open', () => {
    const cut = grid(gaussian, [2.5, 2, 3], [-20.3, -18.1, -1.2], [21, 23, 12]);
    const names = ['V20Gy[%]', 'D95%[Gy]', 'Mean[Gy]', 'Vol[cc]'];
    const [v, d95, mean, volume] = intervals(ellipsoid(3, 1.1), cut, names).intervals;
    expect(v!.low).toBeLessThan(80);
    expect(v!.high).toBe(100);
    expect([d95!.low, mean!.high]).toEqual([null, null]);
    expect(mean!.reason).toContain('outside the dose grid');
    expect(volume!.low).not.toBeNull();
  });

  it('of a structure too large for a refined dose holds the truth by trilinear doses alone', () => {
    const slab: Field = (x, y, z) => 40 * Math.exp(-0.5 * ((x / 60) ** 2 + (y / 70) ** 2 + (z / 80) ** 2));
    const planes = Array.from({ length: 40 }, (_, n) => ({
      zMm: -97.5 + 5 * n,
      loops: [Float64Array.of(-70, -65, 75, -65, 75, 60, -70, 60)],
    }));
    const solid: Solid = { kind: 'contours', stack: { planes }, singlePlaneThicknessMm: null };
    const dose = grid(slab, [10, 10, 12], [-120, -110, -140], [25, 23, 24]);
    const [v] = intervals(solid, dose, ['V20Gy[%]']).intervals;
    let inside = 0;
    let all = 0;
    for (let z = -99.5; z < 100; z += 1)
      for (let y = -64.5; y < 60; y += 1) for (let x = -69.5; x < 75; x += 1, all++) if (slab(x, y, z) >= 20) inside++;
    expect(v!.low!).toBeLessThanOrEqual((100 * inside) / all);
    expect(v!.high!).toBeGreaterThanOrEqual((100 * inside) / all);
    expect(v!.high! - v!.low!).toBeLessThan(4);
  });

  it('is not there where a metric has no value under some convention', () => {
    const { dvh } = coarse();
    const most = `D${(dvh.volumeCm3 * 0.99).toFixed(3)}cc[Gy]`;
    const [bare] = intervals(ellipsoid(3, 1.1), around([2.5, 2, 3]), [most]).intervals;
    expect(bare).toEqual({ low: null, high: null, reason: 'not evaluable under every convention' });
  });
});
