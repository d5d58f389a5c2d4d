import { boundsOf, volumeCm3Of } from '../geometry/region-size.ts';
import { SlabsOfStack } from '../geometry/region-from-contours.ts';
import type { BoundsMm, Region, Slab } from '../geometry/region.ts';
import { regionOf, type Solid } from '../geometry/solid.ts';
import type { BetweenSlices, Convention, DoseInterpolation, EndCaps, SolidConvention } from './conventions.ts';
import type { DoseGrid } from './dose-grid.ts';
import { type Dvh, volumeAtDose, volumeAtLevel } from './dvh.ts';
import { alignedDose } from './oblique-dose.ts';
import { cropDose, thinDose } from './refine-dose.ts';
import { splineDose } from './spline-dose.ts';
import { tricubicDose } from './tricubic-dose.ts';

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

const STATED_FIRST: readonly SolidConvention[] = (['prism', 'interpolated'] satisfies BetweenSlices[]).flatMap(
  (betweenSlices) =>
    (['half-slice', 'none', 'capped'] satisfies EndCaps[]).map((endCaps) => ({ endCaps, betweenSlices })),
);
export const BEST_SOLID: SolidConvention = { endCaps: 'rounded', betweenSlices: 'interpolated' };
export const INTERPOLATIONS: readonly DoseInterpolation[] = ['trilinear', 'tricubic', 'spline'];

/** What a dose grid of half the resolution would change is taken at this share for what the grid itself may miss. */
export const GRID_DOUBT = 0.2;
/** Contours are polygons, sums are rounded: the range is open by this much at either end, percentage points. */
export const LEAST_DOUBT = 0.2;
/** Closer to 100 % than this is all of a solid. */
const WHOLE = 1e-6;
/** Rows of the solids that are only compared may be coarser. */
export const COARSER_ROWS = 0.5;
/** Cells around the box that a thinned dose is made from. */
const CONTEXT_CELLS = 10;

/**
 * Coverage of a solid at a dose, with its range over end caps, the shape between slices and the interpolation of the dose,
 * and what the dose grid cannot tell (how much the answer moves when every second dose plane, row and column is left out).
 * `dvh` is that of the stated convention, computed with `levelGy` among its levels. A part of the solid outside the dose
 * grid counts as cold in the value and the lower end, and as covered in the upper end.
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
  const regions = regionsOf(solid);
  const box = boundsOf({ slabs: regions.flatMap(({ region }) => region.slabs) });
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
    tricubic: new LevelInDose(doses.tricubic, levelGy),
    spline: new LevelInDose(doses.spline, levelGy),
    thinned: new LevelInDose(doses.thinned, levelGy),
  };
  const byConvention: ByConvention[] = [];
  const volumes = [volume];
  const highs = [value + share(dvh.outsideDoseCm3, volume)];
  const lows = [value];
  let best = value;
  let doubt = LEAST_DOUBT;
  for (const { solidConvention, region } of regions) {
    const volumeCm3 = volumeCm3Of(region);
    if (volumeCm3 === 0) continue;
    volumes.push(volumeCm3);
    const isBest = solid.kind === 'mask' || solidConvention === BEST_SOLID;
    for (const doseInterpolation of INTERPOLATIONS) {
      const convention: Convention = { ...solidConvention, doseInterpolation };
      const { percent, outsidePercent } = same(convention, stated)
        ? { percent: value, outsidePercent: share(dvh.outsideDoseCm3, volume) }
        : levels[doseInterpolation].coverageOf(region, volumeCm3);
      byConvention.push({ convention, percent, volumeCm3 });
      lows.push(percent);
      highs.push(percent + outsidePercent);
      if (isBest && doseInterpolation === 'spline') {
        best = percent;
        doubt += GRID_DOUBT * Math.abs(levels.thinned.coverageOf(region, volumeCm3).percent - percent);
      }
    }
  }
  // A spline comes closest to the dose between nodes: what it may still be wrong by is added to its own range.
  const bySpline = byConvention.filter(({ convention }) => convention.doseInterpolation === 'spline');
  const splines = bySpline.map(({ percent }) => percent);
  const low = Math.min(...lows, lessDoubt(Math.min(...splines), doubt));
  const high = Math.max(...highs, Math.max(...splines) + doubt);
  return {
    percent: { value, low: Math.max(0, low), high: Math.min(100, high) },
    volumeCm3: { value: volume, low: Math.min(...volumes), high: Math.max(...volumes) },
    bestEstimatePercent: best,
    byConvention,
  };
}

/** Where every convention covers the whole solid, nothing is near the limit of its dose. */
function lessDoubt(percent: number, doubt: number): number {
  return percent > 100 - WHOLE ? 100 : percent - doubt;
}

type Doses = Readonly<Record<DoseInterpolation | 'thinned', DoseGrid>>;

/** The dose over a box, laid along the patient's axes and interpolated in every way that is compared. */
export function interpolatedDoses(dose: DoseGrid, box: BoundsMm): Doses {
  const trilinear = alignedDose(dose, box);
  return {
    trilinear,
    tricubic: tricubicDose(trilinear, box),
    spline: splineDose(trilinear, box),
    thinned: splineDose(thinDose(cropDose(trilinear, box, CONTEXT_CELLS)), box),
  };
}

/** A mask is what it is; contours leave the caps and the shape between planes open. */
export function solidConventions(solid: Solid): readonly SolidConvention[] {
  return solid.kind === 'mask' ? STATED_FIRST.slice(0, 1) : [...STATED_FIRST, BEST_SOLID];
}

interface RegionOfConvention {
  readonly solidConvention: SolidConvention;
  readonly region: Region;
}

/** The regions share what slabs they can. */
function regionsOf(solid: Solid): readonly RegionOfConvention[] {
  const shared = solid.kind === 'mask' ? undefined : new SlabsOfStack(solid.stack, COARSER_ROWS);
  return solidConventions(solid).map((solidConvention) => ({
    solidConvention,
    region: regionOf(solid, solidConvention, COARSER_ROWS, shared),
  }));
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
