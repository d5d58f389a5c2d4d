import { boundsOf, volumeCm3Of } from '../geometry/region-size.ts';
import type { BoundsMm, Region, Slab } from '../geometry/region.ts';
import { type Cm3, cm3, type Gy, gy, MM3_PER_CM3 } from '../quantity.ts';
import { cellOf } from './cells.ts';
import type { Tally } from './deposit-boxes.kernel.ts';
import type { DoseGrid } from './dose-grid.ts';
import { extremesOf } from './extreme-points.ts';
import { integrateRegion } from './integrate-region.kernel.ts';
import { levelInRuns } from './level-in-runs.kernel.ts';
import { alignedDose } from './oblique-dose.ts';

/** A cumulative dose-volume histogram of one solid in one dose. Volumes refer to the whole solid. */
export interface Dvh {
  readonly volumeCm3: number;
  /** Part of the solid beyond the outermost dose nodes, where nothing is known. */
  readonly outsideDoseCm3: number;
  /** Extremes of the interpolated dose over the part inside the grid, from exact vertices and nodes; null if nothing is inside. */
  readonly minGy: number | null;
  readonly maxGy: number | null;
  /** Mean over the part inside the grid. */
  readonly meanGy: number | null;
  /** Ascending dose levels ... */
  readonly doseGy: Float64Array;
  /** ... and the volume that receives at least that dose (never above volumeCm3 - outsideDoseCm3). */
  readonly volumeCm3AtDose: Float64Array;
  /** Volumes at levels that were asked for when the histogram was computed: exact along the runs, free of bins. */
  readonly exactCm3: ReadonlyMap<number, number>;
  /** Step of the stored dose; thresholds are taken half a step lower. */
  readonly stepGy: number;
}

const BINS = 8192;
/** Levels whose volumes are counted one by one. */
const MOST_EXACT = 64;
/** Volumes below this share of a solid are rounding, not a part outside the dose grid. */
const NEGLIGIBLE = 1e-9;

/**
 * Integrates the trilinear dose along the runs of a solid; see integrate-region.kernel.ts for the method.
 * `levelsGy` are doses whose volume is wanted free of bins (a prescription, the levels of V metrics), up to 64.
 */
export function computeDvh(region: Region, dose: DoseGrid, levelsGy: readonly number[] = []): Dvh {
  const bounds = boundsOf(region);
  if (bounds === null) return emptyDvh(dose.stepGy, levelsGy);
  const grid = alignedDose(dose, bounds);
  const range = nodeRange(grid, bounds);
  const integrateUpTo = (topGy: number): Tally => {
    const tally = newTally(range.low, topGy);
    integrateRegion(region.slabs, grid, tally);
    return tally;
  };
  const tally = integrateUpTo(range.high);
  const extremes = extremesOf(region, grid);
  const curve = refined(curveOf(tally), range.low, tally, integrateUpTo);
  // A whole curve of levels is read off the histogram.
  const exact = levelsGy.length > MOST_EXACT ? [] : levelsGy;
  const exactCm3 = new Map(exact.map((level) => [level, volumeAtLevel(region.slabs, grid, level).aboveCm3]));
  return toDvh(volumeCm3Of(region), tally, curve, extremes, exactCm3, dose.stepGy);
}

/**
 * The volume of some slabs at or above one dose, without a histogram. `dose` is laid along the patient's axes over the
 * slabs (alignedDose).
 */
export function volumeAtLevel(
  slabs: readonly Slab[],
  dose: DoseGrid,
  levelGy: number,
): { aboveCm3: number; outsideCm3: number } {
  const tally = { aboveMm3: 0, outsideMm3: 0 };
  const level = decisiveLevel(levelGy, dose.stepGy);
  for (const slab of slabs) levelInRuns(slab, dose, level, tally);
  return { aboveCm3: tally.aboveMm3 / MM3_PER_CM3, outsideCm3: tally.outsideMm3 / MM3_PER_CM3 };
}

/** Volume in cm³ that receives at least `dose` (inclusive; half a storage step is never decisive). */
export function volumeAtDose(dvh: Dvh, dose: number): Cm3 {
  const exact = dvh.exactCm3.get(dose);
  if (exact !== undefined) return cm3(exact);
  const { doseGy, volumeCm3AtDose, minGy, maxGy } = dvh;
  const at = decisiveLevel(dose, dvh.stepGy);
  if (minGy === null || maxGy === null || at > maxGy) return cm3(0);
  if (at <= Math.max(minGy, doseGy[0]!)) return cm3(volumeCm3AtDose[0]!);
  const n = cellOf(doseGy, at);
  const share = (at - doseGy[n]!) / (doseGy[n + 1]! - doseGy[n]!);
  return cm3(volumeCm3AtDose[n]! + Math.min(share, 1) * (volumeCm3AtDose[n + 1]! - volumeCm3AtDose[n]!));
}

/**
 * The dose that the hottest `volume` cm³ receive at least: sup{d : V(d) >= volume}. Null when more is asked for than
 * lies inside the dose grid; 0 cm³ gives the maximum.
 */
export function doseAtVolume(dvh: Dvh, volume: number): Gy | null {
  const { doseGy, volumeCm3AtDose, minGy, maxGy } = dvh;
  if (minGy === null || maxGy === null) return null;
  const inside = volumeCm3AtDose[0]!;
  if (volume > inside * (1 + NEGLIGIBLE)) return null;
  if (volume >= inside) return gy(minGy);
  if (volume <= 0) return gy(maxGy);
  let low = 0;
  let high = volumeCm3AtDose.length - 1;
  while (high - low > 1) {
    const mid = (low + high) >>> 1;
    if (volumeCm3AtDose[mid]! >= volume) low = mid;
    else high = mid;
  }
  const drop = volumeCm3AtDose[low]! - volumeCm3AtDose[high]!;
  const share = drop > 0 ? (volumeCm3AtDose[low]! - volume) / drop : 1;
  const found = doseGy[low]! + share * (doseGy[high]! - doseGy[low]!);
  return gy(Math.min(Math.max(found, minGy), maxGy));
}

/** A stored dose stands for anything within half a step of it: a flat dose at the prescription covers. */
export function decisiveLevel(levelGy: number, stepGy: number): number {
  return levelGy - 0.5 * stepGy - 1e-9 * Math.abs(levelGy);
}

/** Room above the last bin for what a bend is split over. */
const MARGIN = 3;

function newTally(lowGy: number, highGy: number): Tally {
  const binGy = Math.max((highGy - lowGy) / BINS, Math.abs(highGy) * 1e-9, 1e-12);
  return {
    firstGy: lowGy - binGy,
    binGy,
    bends: new Float64Array(BINS + 2 + MARGIN),
    insideMm3: 0,
    outsideMm3: 0,
    doseMm3: 0,
  };
}

interface Curve {
  readonly doseGy: Float64Array;
  readonly volumeCm3AtDose: Float64Array;
}

function curveOf({ bends, firstGy, binGy, insideMm3 }: Tally): Curve {
  const edges = bends.length;
  const doseGy = new Float64Array(edges);
  const volumeCm3AtDose = new Float64Array(edges);
  let slope = 0;
  let density = 0;
  let below = 0;
  let most = 0;
  for (let e = 0; e < edges; e++) {
    // A sum of many thirds differences rounds: the volume below a dose never falls, nor does it pass the whole.
    most = Math.min(insideMm3, Math.max(most, below));
    doseGy[e] = firstGy + e * binGy;
    volumeCm3AtDose[e] = (insideMm3 - most) / MM3_PER_CM3;
    slope += bends[e]!;
    density += slope;
    below += density;
  }
  return { doseGy, volumeCm3AtDose };
}

/** Bins up to this width are fine enough for anything. */
const FINE_GY = 0.01;
/** Where half of the solid lies in the lowest part of this size, that part gets bins of its own. */
const LOWEST_PART = 1 / 32;

/**
 * A few absurdly hot nodes must not spoil the resolution for the rest: while at least half of the solid lies in a small
 * lowest part of the range, that part is integrated again with bins of its own.
 */
function refined(curve: Curve, lowGy: number, tally: Tally, integrateUpTo: (topGy: number) => Tally): Curve {
  if (tally.binGy <= FINE_GY) return curve;
  const rangeGy = tally.binGy * BINS;
  const partGy = rangeGy * LOWEST_PART;
  const next = curve.doseGy.findIndex((gy) => gy > lowGy + partGy);
  if (curve.volumeCm3AtDose[next]! > 0.5 * curve.volumeCm3AtDose[0]!) return curve;
  const part = integrateUpTo(lowGy + partGy);
  // Bins do not get finer than a share of the dose itself: of a dose beyond all measure it would never end.
  if (part.binGy >= tally.binGy) return curve;
  const fine = refined(curveOf(part), lowGy, part, integrateUpTo);
  // The part knows nothing above its range; the bins there go on from the first that lies clear of it.
  const end = fine.doseGy.findLastIndex((gy) => gy <= lowGy + partGy) + 1;
  const lastCm3 = fine.volumeCm3AtDose[end - 1]!;
  return {
    doseGy: Float64Array.from([...fine.doseGy.subarray(0, end), ...curve.doseGy.subarray(next)]),
    volumeCm3AtDose: Float64Array.from([
      ...fine.volumeCm3AtDose.subarray(0, end),
      ...curve.volumeCm3AtDose.subarray(next).map((cm3) => Math.min(cm3, lastCm3)),
    ]),
  };
}

function toDvh(
  volumeCm3: number,
  tally: Tally,
  curve: Curve,
  extremes: { minGy: number; maxGy: number },
  exactCm3: ReadonlyMap<number, number>,
  stepGy: number,
): Dvh {
  const { insideMm3 } = tally;
  const outsideDoseCm3 = tally.outsideMm3 / MM3_PER_CM3 > NEGLIGIBLE * volumeCm3 ? tally.outsideMm3 / MM3_PER_CM3 : 0;
  if (insideMm3 === 0) return { ...emptyDvh(stepGy), exactCm3, volumeCm3, outsideDoseCm3 };
  return {
    volumeCm3,
    outsideDoseCm3,
    minGy: extremes.minGy,
    maxGy: extremes.maxGy,
    meanGy: tally.doseMm3 / insideMm3,
    doseGy: curve.doseGy,
    // The boxes may reach a little beyond the exact extremes.
    volumeCm3AtDose: curve.volumeCm3AtDose.map((volume, n) => {
      const level = curve.doseGy[n]!;
      return level > extremes.maxGy ? 0 : level <= extremes.minGy ? insideMm3 / MM3_PER_CM3 : volume;
    }),
    exactCm3,
    stepGy,
  };
}

/** The histogram of nothing: no volume, and no dose known of it. */
export function emptyDvh(stepGy = 0, levelsGy: readonly number[] = []): Dvh {
  return {
    volumeCm3: 0,
    outsideDoseCm3: 0,
    minGy: null,
    maxGy: null,
    meanGy: null,
    doseGy: new Float64Array([0]),
    volumeCm3AtDose: new Float64Array([0]),
    exactCm3: new Map(levelsGy.map((level) => [level, 0])),
    stepGy,
  };
}

/** Smallest and largest node value of the cells that a box touches: the interpolated dose lies between them. */
function nodeRange(grid: DoseGrid, box: BoundsMm): { low: number; high: number } {
  const { xMm, yMm, zMm, doseGy } = grid;
  const range = (nodes: Float64Array, low: number, high: number): [number, number] => [
    cellOf(nodes, low),
    Math.min(cellOf(nodes, high) + 1, nodes.length - 1),
  ];
  const [i0, i1] = range(xMm, box.x0, box.x1);
  const [j0, j1] = range(yMm, box.y0, box.y1);
  const [k0, k1] = range(zMm, box.z0, box.z1);
  let low = Infinity;
  let high = -Infinity;
  for (let k = k0; k <= k1; k++) {
    for (let j = j0; j <= j1; j++) {
      const row = xMm.length * (j + yMm.length * k);
      for (let i = i0; i <= i1; i++) {
        const value = doseGy[row + i]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
  }
  return low <= high ? { low, high } : { low: 0, high: 0 };
}
