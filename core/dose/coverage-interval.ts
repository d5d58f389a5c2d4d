import { boundsOf } from '../geometry/region-size.ts';
import type { BoundsMm, Region, Slab } from '../geometry/region.ts';
import type { Solid } from '../geometry/solid.ts';
import { comparedSolids, isBest } from './compared-solids.ts';
import type { Convention } from './conventions.ts';
import type { DoseGrid } from './dose-grid.ts';
import { type Dvh, volumeAtDose, volumeAtLevel } from './dvh.ts';
import { alignedDose } from './oblique-dose.ts';
import { GRID_DOUBT, hull, LEAST_DOUBT, rangeAroundBest, rangeOfConventions } from './range-around-best.ts';
import { cropDose, thinDose } from './refine-dose.ts';
import { splineDose } from './spline-dose.ts';
import { volumeInterval } from './volume-interval.ts';

/** A number under the stated convention, and its range over the conventions that are plausible, too. */
export interface ValueWithRange {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Coverage {
  /** Share of the whole solid at or above the prescribed dose, percent; the part outside the dose grid counts as cold. */
  readonly percent: ValueWithRange;
  readonly volumeCm3: ValueWithRange;
  /** The share with the least bias and scatter on smooth targets: shape interpolated, ends rounded, dose by spline. */
  readonly bestEstimatePercent: number;
  /** What each convention gives: which one explains another program's number. */
  readonly byConvention: readonly ByConvention[];
}

export interface ByConvention {
  readonly convention: Convention;
  readonly percent: number;
  readonly volumeCm3: number;
}

/** A dose as planning systems interpolate it, and the one that comes closest between nodes. */
export const INTERPOLATIONS = ['trilinear', 'spline'] as const;

/** Closer to 100 % than this is all of a solid. */
const WHOLE = 1e-6;
/** Cells around the box that a thinned dose is made from. */
const CONTEXT_CELLS = 10;

/**
 * Coverage of a solid at a dose, with its range: over end caps and the shape between slices in the trilinear dose, as
 * planning systems have it, and around the best estimate by what slices and dose grid cannot tell (a share of what other
 * solids give, and of what changes when every second dose plane, row and column is left out). `dvh` is that of the stated
 * convention, computed with `levelGy` among its levels. A part of the solid outside the dose grid counts as cold in the
 * value and the lower end, and as covered in the upper end.
 */
export function coverageOverConventions(
  solid: Solid,
  dose: DoseGrid,
  levelGy: number,
  stated: Convention,
  dvh: Dvh,
): Coverage {
  const value = dvh.volumeCm3 === 0 ? 0 : share(volumeAtDose(dvh, levelGy), dvh.volumeCm3);
  const none = { value, low: value, high: value };
  const volume = dvh.volumeCm3;
  const solids = comparedSolids(solid);
  const box = boundsOf({ slabs: solids.flatMap(({ region }) => region.slabs) });
  if (box === null || volume === 0) {
    return {
      percent: none,
      volumeCm3: { value: volume, low: volume, high: volume },
      bestEstimatePercent: value,
      byConvention: [],
    };
  }
  const doses = interpolatedDoses(dose, box);
  const levels = {
    trilinear: new LevelInDose(doses.trilinear, levelGy),
    spline: new LevelInDose(doses.spline, levelGy),
    thinned: new LevelInDose(doses.thinned, levelGy),
  };
  const byConvention: ByConvention[] = [];
  // The part outside the dose grid taken as cold, and as covered.
  const under: Record<(typeof INTERPOLATIONS)[number], { low: number; high: number }[]> = { trilinear: [], spline: [] };
  let best = { low: value, high: value };
  let doubt = LEAST_DOUBT;
  for (const compared of solids) {
    const { region, volumeCm3 } = compared;
    for (const doseInterpolation of INTERPOLATIONS) {
      const convention: Convention = { ...compared.convention, doseInterpolation };
      const { percent, outsidePercent } = same(convention, stated)
        ? { percent: value, outsidePercent: share(dvh.outsideDoseCm3, volume) }
        : levels[doseInterpolation].coverageOf(region, volumeCm3);
      byConvention.push({ convention, percent, volumeCm3 });
      under[doseInterpolation].push({ low: percent, high: percent + outsidePercent });
      if (doseInterpolation === 'spline' && isBest(solid, compared)) {
        best = { low: percent, high: percent + outsidePercent };
        doubt += GRID_DOUBT * Math.abs(levels.thinned.coverageOf(region, volumeCm3).percent - percent);
      }
    }
  }
  const { trilinear, spline } = under;
  const conventions = rangeOfConventions(trilinear, spline, { low: LEAST_DOUBT, high: LEAST_DOUBT });
  const truth = rangeAroundBest(best, spline, doubt);
  // Where the whole solid is covered however it is drawn, nothing is near the limit of its dose.
  const low = hull([...trilinear, ...spline]).low > 100 - WHOLE ? 100 : Math.min(conventions.low, truth.low);
  const high = Math.max(value + share(dvh.outsideDoseCm3, volume), conventions.high, truth.high);
  return {
    percent: { value, low: Math.max(0, Math.min(value, low)), high: Math.min(100, high) },
    volumeCm3: { value: volume, ...volumeInterval(solid, volume, solids) },
    bestEstimatePercent: best.low,
    byConvention,
  };
}

type Doses = Readonly<Record<(typeof INTERPOLATIONS)[number] | 'thinned', DoseGrid>>;

/** The dose over a box, laid along the patient's axes and interpolated in the ways that are compared. */
export function interpolatedDoses(dose: DoseGrid, box: BoundsMm): Doses {
  const trilinear = alignedDose(dose, box);
  return {
    trilinear,
    spline: splineDose(trilinear, box),
    thinned: splineDose(thinDose(cropDose(trilinear, box, CONTEXT_CELLS)), box),
  };
}

/** The volumes at or above a level in one dose; a slab that several conventions share is looked at once. */
class LevelInDose {
  readonly #dose: DoseGrid;
  readonly #levelGy: number;
  readonly #known = new Map<Slab, { aboveCm3: number; outsideCm3: number }>();

  constructor(dose: DoseGrid, levelGy: number) {
    this.#dose = dose;
    this.#levelGy = levelGy;
  }

  coverageOf({ slabs }: Region, volumeCm3: number): { percent: number; outsidePercent: number } {
    let above = 0;
    let outside = 0;
    for (const slab of slabs) {
      const known = this.#known.get(slab) ?? volumeAtLevel([slab], this.#dose, this.#levelGy);
      this.#known.set(slab, known);
      above += known.aboveCm3;
      outside += known.outsideCm3;
    }
    return { percent: share(above, volumeCm3), outsidePercent: share(outside, volumeCm3) };
  }
}

function same(a: Convention, b: Convention): boolean {
  return a.endCaps === b.endCaps && a.betweenSlices === b.betweenSlices && a.doseInterpolation === b.doseInterpolation;
}

function share(partCm3: number, wholeCm3: number): number {
  return Math.min(100, (100 * partCm3) / wholeCm3);
}
