import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONVENTION } from '../../../core/dose/conventions.ts';
import { coverageOverConventions } from '../../../core/dose/coverage-interval.ts';
import type { DoseGrid } from '../../../core/dose/dose-grid.ts';
import { computeDvh } from '../../../core/dose/dvh.ts';
import { regionOf, type Solid } from '../../../core/geometry/solid.ts';
import { classify } from '../../../core/protocol/classify.ts';
import { type ResolvedCoverage, settledBy } from '../../../core/protocol/settled-by.ts';
import type { Bands } from '../../../core/protocol/trial.ts';

/** At least 90 % is per protocol, at least 80 % acceptable. */
const BANDS: Bands = {
  edges: [90, 80],
  bands: [
    { class: 'per-protocol', when: '>= 90', holds: (percent) => percent >= 90, note: null },
    {
      class: 'acceptable-deviation',
      when: '>= 80 and < 90',
      holds: (percent) => percent >= 80 && percent < 90,
      note: null,
    },
    { class: 'unacceptable-deviation', when: '< 80', holds: (percent) => percent < 80, note: null },
  ],
};

interface Target {
  readonly radiusMm: number;
  /** Centre of the Gaussian dose, off that of the sphere. */
  readonly offMm: readonly [number, number, number];
  readonly sigmaMm: number;
  readonly truePercent: number;
}

/** Where contours and dose nodes begin, as a share of their spacing. */
type Phase = readonly [slices: number, x: number, y: number, z: number];

/** A sphere in a Gaussian dose, contoured and sampled as coarsely as wanted; its isodose covers `truePercent`. */
function measured(target: Target, doseSpacingMm: number, sliceSpacingMm: number, phase: Phase): ResolvedCoverage {
  const { radiusMm: r } = target;
  const planes = [];
  for (let z = -r + phase[0] * sliceSpacingMm; z < r; z += sliceSpacingMm) {
    const ring = Math.sqrt(r * r - z * z);
    const loop = Float64Array.from({ length: 240 }, (_, n) => {
      const angle = (2 * Math.PI * (n >> 1)) / 120;
      return ring * (n % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
    });
    planes.push({ zMm: z, loops: [loop] });
  }
  const solid: Solid = { kind: 'contours', stack: { planes }, singlePlaneThicknessMm: null };
  const count = Math.ceil((2 * r + 30) / doseSpacingMm) + 1;
  const nodes = (shift: number): Float64Array =>
    Float64Array.from({ length: count }, (_, n) => (n - shift) * doseSpacingMm - r - 13);
  const [xMm, yMm, zMm] = [nodes(phase[1]), nodes(phase[2]), nodes(phase[3])];
  const doseGy = new Float32Array(count ** 3);
  let at = 0;
  for (const z of zMm) for (const y of yMm) for (const x of xMm) doseGy[at++] = gaussian(target, x, y, z);
  const dose: DoseGrid = { xMm, yMm, zMm, doseGy, stepGy: 1e-5, axes: null };
  const level = levelOf(target);
  const dvh = computeDvh(regionOf(solid, DEFAULT_CONVENTION), dose, [level]);
  const coverage = coverageOverConventions(solid, dose, level, DEFAULT_CONVENTION, dvh);
  return { coverage, doseSpacingMm, sliceSpacingMm, outsideDoseCm3: dvh.outsideDoseCm3 };
}

function gaussian({ offMm, sigmaMm }: Target, x: number, y: number, z: number): number {
  return 40 * Math.exp(-((x - offMm[0]) ** 2 + (y - offMm[1]) ** 2 + (z - offMm[2]) ** 2) / (2 * sigmaMm ** 2));
}

/** The dose that so much of the sphere receives, by counting points. */
function levelOf(target: Target): number {
  const { radiusMm: r, truePercent } = target;
  const doses: number[] = [];
  const step = r / 24;
  for (let x = -r + step / 2; x < r; x += step)
    for (let y = -r + step / 2; y < r; y += step)
      for (let z = -r + step / 2; z < r; z += step)
        if (x * x + y * y + z * z <= r * r) doses.push(gaussian(target, x, y, z));
  doses.sort((a, b) => b - a);
  return doses[Math.floor((truePercent / 100) * doses.length)]!;
}

const isOpen = ({ coverage }: ResolvedCoverage): boolean => classify(coverage.percent, BANDS).between !== null;

const CASES: readonly { name: string; target: Target; doseMm: number; sliceMm: number; phase: Phase; way: RegExp }[] = [
  {
    name: 'a coarse dose',
    target: { radiusMm: 9, offMm: [0.6, -0.4, 0.3], sigmaMm: 9, truePercent: 92.5 },
    doseMm: 3,
    sliceMm: 1,
    phase: [0.3, 0.2, 0.6, 0.9],
    way: /^A dose grid of [\d.]+ mm, or finer, would/,
  },
  {
    name: 'coarse slices',
    target: { radiusMm: 9, offMm: [0.3, -0.2, 2.2], sigmaMm: 13, truePercent: 86.5 },
    doseMm: 1,
    sliceMm: 3,
    phase: [0.7, 0.4, 0.1, 0.3],
    way: /^Slices of [\d.]+ mm, or finer, would/,
  },
  {
    name: 'both',
    target: { radiusMm: 6, offMm: [0.5, 0.7, -0.6], sigmaMm: 8, truePercent: 84.5 },
    doseMm: 3,
    sliceMm: 3,
    phase: [0.45, 0.15, 0.55, 0.35],
    way: /^A dose grid of [\d.]+ mm and slices of [\d.]+ mm, or finer, would/,
  },
];

describe('what would settle an open class', () => {
  it.each(CASES)('$name: named, and settles it', ({ target, doseMm, sliceMm, phase, way }) => {
    const now = measured(target, doseMm, sliceMm, phase);
    expect(isOpen(now)).toBe(true);
    const { ways, words, likely } = settledBy(now, BANDS);
    expect(words).toMatch(way);
    expect(likely).toBe(true);
    for (const { doseGridMm, slicesMm } of ways) {
      // At other places of the slices and the nodes, too.
      for (const shift of [0, 0.4]) {
        const other = phase.map((part) => (part + shift) % 1) as unknown as Phase;
        const finer = measured(target, doseGridMm ?? doseMm, slicesMm ?? sliceMm, other);
        expect(isOpen(finer)).toBe(false);
        const { low, high } = finer.coverage.percent;
        expect(classify(finer.coverage.percent, BANDS).outcome).toBe(
          classify({ value: target.truePercent, low, high }, BANDS).outcome,
        );
      }
    }
  });

  it('is nothing where the target is covered to a limit exactly, and says how near that is', () => {
    const target: Target = { radiusMm: 8, offMm: [0.4, 0.3, -0.2], sigmaMm: 10, truePercent: 90 };
    const now = measured(target, 2, 1.5, [0.5, 0.3, 0.1, 0.7]);
    const { ways, likely, withinPoints, words } = settledBy(now, BANDS);
    expect(likely).toBe(false);
    expect(withinPoints).toBeLessThan(1);
    if (ways.length === 0) expect(words).toMatch(/closer definition of the target: the best estimate is .* from 90 %$/);
    else expect(words).toMatch(/may settle it: the best estimate is .* from 90 %$/);
    expect(isOpen(measured(target, 1, 1, [0.2, 0.6, 0.8, 0.4]))).toBe(true);
  });

  it('begins with a dose that reaches over the whole target', () => {
    const now = measured(CASES[0]!.target, 3, 1, [0.3, 0.2, 0.6, 0.9]);
    expect(settledBy({ ...now, outsideDoseCm3: 0.1 }, BANDS)).toMatchObject({
      ways: [],
      words: 'A dose that reaches over the whole target comes first',
    });
  });

  it('names no slices for a mask', () => {
    const now = measured(CASES[2]!.target, 3, 3, CASES[2]!.phase);
    for (const { slicesMm } of settledBy({ ...now, sliceSpacingMm: null }, BANDS).ways) expect(slicesMm).toBeNull();
  });
});

describe('a class', () => {
  it('is open exactly when the interval crosses a limit', () => {
    const percent = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(percent, percent, percent), (three) => {
        const [low, value, high] = three.sort((a, b) => a - b);
        const crosses = [80, 90].some((limit) => low < limit && high >= limit);
        expect(classify({ low, value, high }, BANDS).outcome === 'undecided').toBe(crosses);
      }),
    );
  });
});
