import { boundsOf } from '../geometry/region-size.ts';
import type { Solid } from '../geometry/solid.ts';
import { comparedSolids } from './compared-solids.ts';
import { interpolatedDoses, INTERPOLATIONS } from './coverage-interval.ts';
import type { DoseGrid } from './dose-grid.ts';
import { computeDvh, type Dvh, volumeAtDose } from './dvh.ts';

/** A cumulative histogram at even doses, with the range over the conventions. Shares are percent of the whole solid. */
export interface DvhEnvelope {
  readonly doseGy: readonly number[];
  /** Whether the range was computed: not for solids of more than 500 cm³, whose ends are the value itself. */
  readonly isRanged: boolean;
  readonly percent: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** The same in cm³: under each convention of its own volume. */
  readonly cm3: readonly number[];
  readonly lowCm3: readonly number[];
  readonly highCm3: readonly number[];
}

/** At most so many points a curve. */
const POINTS = 300;
/** Of a larger solid conventions move next to nothing, and computing them would take seconds. */
const LARGE_CM3 = 500;
const NICE = [1, 2, 2.5, 5, 10];

/**
 * The histogram of a solid under the stated convention (`dvh`), and the lowest and highest share that any compared
 * convention gives at each dose (`doseGy`, ascending from 0): end caps, shape between slices, trilinear and spline dose. Of more than 500 cm³ only the stated convention is computed. Null where the solid is empty or lies wholly outside the dose.
 */
export function dvhEnvelope(solid: Solid, dose: DoseGrid, dvh: Dvh, doseGy: readonly number[]): DvhEnvelope | null {
  if (dvh.maxGy === null || dvh.volumeCm3 === 0) return null;
  const isRanged = dvh.volumeCm3 <= LARGE_CM3;
  const solids = isRanged ? comparedSolids(solid) : [];
  const box = boundsOf({ slabs: solids.flatMap(({ region }) => region.slabs) });
  const doses = box === null ? null : interpolatedDoses(dose, box);
  const others =
    doses === null
      ? []
      : solids.flatMap(({ region }) => INTERPOLATIONS.map((interpolation) => computeDvh(region, doses[interpolation])));
  const all = [dvh, ...others.filter(({ maxGy, volumeCm3 }) => maxGy !== null && volumeCm3 > 0)];
  const shares = all.map((each) => doseGy.map((at) => shareAt(each, at)));
  const volumes = all.map((each) => doseGy.map((at) => (at === 0 ? each.volumeCm3 : volumeAtDose(each, at))));
  return {
    doseGy,
    isRanged,
    ...named(shares, (percent, low, high) => ({ percent, low, high })),
    ...named(volumes, (cm3, lowCm3, highCm3) => ({ cm3, lowCm3, highCm3 })),
  };
}

/** The first of several curves, and the lowest and highest of all at every dose. */
function named<T>(
  curves: readonly (readonly number[])[],
  of: (first: readonly number[], low: readonly number[], high: readonly number[]) => T,
): T {
  const [first = []] = curves;
  const ends = (end: (...values: number[]) => number): number[] =>
    first.map((_, n) => end(...curves.map((curve) => curve[n]!)));
  return of(
    first,
    ends((...values) => Math.min(...values)),
    ends((...values) => Math.max(...values)),
  );
}

/** Multiples of the smallest round step that needs no more than 300 points to pass the maximum. */
export function evenDoses(maximumGy: number): number[] {
  const least = Math.max(maximumGy, 1e-6) / (POINTS - 2);
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = NICE.find((each) => each * power >= least) ?? 10;
  const steps = Math.floor(maximumGy / (factor * power)) + 1;
  // Divided, not multiplied, so that 0.1 does not become 0.30000000000000004.
  const perStep = 1 / (factor * power);
  return Array.from({ length: steps + 1 }, (_, n) => (perStep >= 1 ? n / perStep : n * factor * power));
}

function shareAt(dvh: Dvh, doseGy: number): number {
  return doseGy === 0 ? 100 : (100 * volumeAtDose(dvh, doseGy)) / dvh.volumeCm3;
}
