import { boundsOf } from '../geometry/region-size.ts';
import type { BoundsMm } from '../geometry/region.ts';
import { regionOf, type Solid } from '../geometry/solid.ts';
import { COARSER_ROWS, comparedSolids, isBest } from './compared-solids.ts';
import { interpolatedDoses, INTERPOLATIONS } from './coverage-interval.ts';
import type { DoseGrid } from './dose-grid.ts';
import { computeDvh, doseAtVolume, type Dvh, emptyDvh } from './dvh.ts';
import { evaluateMetric, levelsOf, type MetricValue, unitsPerGy, volumeCm3Asked } from './evaluate-metric.ts';
import type { DoseOfVolume, DoseStatistic, Metric, StructureVolume, VolumeOfDose } from './metric.ts';
import { alignedDose } from './oblique-dose.ts';
import { GRID_DOUBT, hull, LEAST_DOUBT, rangeAroundBest, rangeOfConventions } from './range-around-best.ts';
import { cropDose, thinDose } from './refine-dose.ts';
import { volumeInterval } from './volume-interval.ts';

/** The range of a metric over computing conventions. */
export interface MetricInterval {
  readonly low: number | null;
  readonly high: number | null;
  /** Why there is none; null when there is one. */
  readonly reason: string | null;
}

/** A dose refined to this pitch over a box of more nodes than `MOST_NODES` is not made: trilinear has to do. */
const PITCH_MM = 0.75;
const MOST_NODES = 4e6;
/** The error of a trilinear dose grows with the square of the spacing: leaving out every second node adds three of it. */
const TRILINEAR_DOUBT = 1 / 3;
const CONTEXT_CELLS = 10;
/** Of the maximum dose: a refined dose may pass by a peak at this share. */
const EXTREME_DOUBT = 1e-3;
const SAME = 1e-8;

/** Values of all metrics under one convention, in the order asked. */
interface Under {
  readonly values: readonly MetricValue[];
  readonly dvh: Dvh;
}

/**
 * The range of each metric, as that of a coverage: over end caps and shapes between slices in the trilinear dose, and
 * around the best estimate by the same shares of what other solids give and of what changes when every second dose node
 * is left out, with a floor. The floor of a share of the structure is 0.2 points, that of a dose what 0.2 % of the
 * structure change it by. A V metric in cm³ has the doubts of the share and of the volume. In a structure too large for a
 * refined dose only trilinear doses are compared.
 */
export function metricIntervals(
  solid: Solid,
  dose: DoseGrid,
  metrics: readonly Metric[],
  known: { readonly dvh: Dvh; readonly prescriptionGy: number | null },
): MetricInterval[] {
  const factors = metrics.map((metric) =>
    'dose' in metric && metric.unit === 'cc' ? [share(metric), VOLUME] : [metric],
  );
  const intervals = plainIntervals(solid, dose, factors.flat(), known);
  let next = 0;
  return factors.map(({ length }, m) => {
    const own = intervals.slice(next, (next += length));
    const [percent, volume] = own as [MetricInterval, MetricInterval | undefined];
    return volume === undefined
      ? percent
      : product(percent, volume, evaluateMetric(metrics[m]!, known.dvh, known).value);
  });
}

const VOLUME: Metric = { kind: 'volume', unit: 'cc' };

function share(metric: VolumeOfDose): Metric {
  return { ...metric, unit: '%' };
}

/** Share and volume are wrong for reasons of their own: their doubts add as squares. */
function product(percent: MetricInterval, volume: MetricInterval, value: number | null): MetricInterval {
  const reason = percent.reason ?? volume.reason;
  if (reason !== null) return none(reason);
  const [share, shareOff] = [(percent.low! + percent.high!) / 2, (percent.high! - percent.low!) / 2];
  const [cm3, cm3Off] = [(volume.low! + volume.high!) / 2, (volume.high! - volume.low!) / 2];
  const off = Math.hypot(shareOff * cm3, share * cm3Off) / 100;
  const middle = (share * cm3) / 100;
  return {
    low: Math.max(0, Math.min(middle - off, value ?? Infinity)),
    high: Math.min(Math.max(middle + off, value ?? 0), (percent.high! * volume.high!) / 100),
    reason,
  };
}

/** Of metrics that are no V metric in cm³. */
function plainIntervals(
  solid: Solid,
  dose: DoseGrid,
  metrics: readonly Metric[],
  { dvh, prescriptionGy }: { readonly dvh: Dvh; readonly prescriptionGy: number | null },
): MetricInterval[] {
  const context = { prescriptionGy };
  const valueIn = (of: Dvh): readonly MetricValue[] => metrics.map((metric) => evaluateMetric(metric, of, context));
  const statedValues = valueIn(dvh);
  const box = boundsOf(regionOf(solid, { endCaps: 'half-slice', betweenSlices: 'prism' }, COARSER_ROWS));
  if (box === null) return metrics.map(() => none('the structure has no volume'));

  const levels = levelsOf(metrics, prescriptionGy);
  const isOpen = (metric: Metric): boolean => dvh.outsideDoseCm3 > 0 && !('dose' in metric) && metric.kind !== 'volume';
  const needsDose = metrics.some(
    (metric, m) => metric.kind !== 'volume' && statedValues[m]!.value !== null && !isOpen(metric),
  );
  const { doses, thinned, doubtShare, refinedShare } = needsDose ? dosesOver(dose, box) : only(dose);
  const solids = comparedSolids(solid);
  const trilinears: Under[] = [];
  const finest: Under[] = [];
  let best: Under = { values: statedValues, dvh };
  let coarse = best;
  let bestTrilinear = best;
  for (const compared of solids) {
    const { region, volumeCm3 } = compared;
    doses.forEach((interpolated, n) => {
      const of = needsDose ? computeDvh(region, interpolated, levels) : { ...emptyDvh(), volumeCm3 };
      const under = { values: valueIn(of), dvh: of };
      if (n === 0) trilinears.push(under);
      if (n < doses.length - 1) return;
      finest.push(under);
      if (!isBest(solid, compared)) return;
      best = under;
      bestTrilinear = trilinears.at(-1)!;
      if (!needsDose) return;
      const ofThinned = computeDvh(region, thinned, levels);
      coarse = { values: valueIn(ofThinned), dvh: ofThinned };
    });
  }
  return metrics.map((metric, m): MetricInterval => {
    const value = statedValues[m]!;
    if (value.value === null) return none(value.reason ?? 'not evaluable');
    if (isOpen(metric)) return none('a part outside the dose grid leaves its range open');
    if (metric.kind === 'volume') return { ...volumeInterval(solid, value.value, solids), reason: null };
    const at = (of: readonly Under[]): { low: number; high: number }[] =>
      of
        .map(({ values }) => values[m]!.value)
        .filter((one) => one !== null)
        .map((one) => ({ low: one, high: one }));
    const [[bestValue], plain, smooth] = [at([best]), at(trilinears), at(finest)];
    if (bestValue === undefined || plain.length + smooth.length < trilinears.length + finest.length)
      return none('not evaluable under every convention');
    const changeFrom = (other: Under): number => Math.abs((other.values[m]!.value ?? 0) - bestValue.low);
    const doubt = doubtShare * changeFrom(coarse) + ('dose' in metric ? 0 : refinedShare * changeFrom(bestTrilinear));
    const floor = floorOf(metric, dvh, prescriptionGy);
    const conventions = rangeOfConventions(plain, smooth, floor);
    const truth = rangeAroundBest(bestValue, smooth, doubt);
    const { least, most } = endsOf(metric);
    const all = hull([...plain, ...smooth]);
    // Where every convention gives all of a structure, or nothing of it, no limit of dose is near.
    const low = Math.min(value.value, isAt(all.low, most) ? most : Math.min(conventions.low, truth.low - floor.low));
    const high = Math.max(
      value.value,
      isAt(all.high, least) ? least : Math.max(conventions.high, truth.high + floor.high),
    );
    const outside = (100 * dvh.outsideDoseCm3) / dvh.volumeCm3;
    return {
      low: Math.max(least, low - (metric.kind === 'volume-complement' ? outside : 0)),
      high: Math.min(most, high + (metric.kind === 'volume-at-dose' ? outside : 0)),
      reason: null,
    };
  });
}

function none(reason: string): MetricInterval {
  return { low: null, high: null, reason };
}

interface Doses {
  /** The finest last. */
  readonly doses: readonly DoseGrid[];
  readonly thinned: DoseGrid;
  readonly doubtShare: number;
  readonly refinedShare: number;
}

/** Where no dose is looked at. */
function only(dose: DoseGrid): Doses {
  return { doses: [dose], thinned: dose, doubtShare: 0, refinedShare: 0 };
}

/** The doses to compare, the finest last, and the finest with every second node left out. */
function dosesOver(dose: DoseGrid, box: BoundsMm): Doses {
  const nodes = [box.x1 - box.x0, box.y1 - box.y0, box.z1 - box.z0].reduce((n, mm) => n * (mm / PITCH_MM + 1), 1);
  if (nodes > MOST_NODES) {
    const trilinear = alignedDose(dose, box);
    const thinned = thinDose(cropDose(trilinear, box, CONTEXT_CELLS));
    return { doses: [trilinear], thinned, doubtShare: TRILINEAR_DOUBT, refinedShare: 0 };
  }
  const all = interpolatedDoses(dose, box);
  return {
    doses: INTERPOLATIONS.map((each) => all[each]),
    thinned: all.thinned,
    doubtShare: GRID_DOUBT,
    refinedShare: 1 / (nodesRatio(all.trilinear, all.spline) ** 2 - 1),
  };
}

/**
 * How much finer the refined dose is: between its own nodes it is trilinear again, and misses a peak by the inverse
 * square of this.
 */
function nodesRatio(coarse: DoseGrid, fine: DoseGrid): number {
  return Math.min(
    ...(['xMm', 'yMm', 'zMm'] as const).map((axis) => smallestStep(coarse[axis]) / smallestStep(fine[axis])),
  );
}

function smallestStep(nodesMm: Float64Array): number {
  let least = Infinity;
  for (let n = 1; n < nodesMm.length; n++) least = Math.min(least, nodesMm[n]! - nodesMm[n - 1]!);
  return least;
}

/** What may be wrong however fine the dose is: contours are polygons, sums are rounded. */
function floorOf(
  metric: Exclude<Metric, StructureVolume>,
  dvh: Dvh,
  prescriptionGy: number | null,
): { low: number; high: number } {
  const { volumeCm3: whole, minGy, maxGy, stepGy } = dvh;
  const least = (LEAST_DOUBT / 100) * whole;
  if ('dose' in metric) {
    return { low: LEAST_DOUBT, high: LEAST_DOUBT };
  }
  const units = unitsPerGy(metric.unit, prescriptionGy);
  if (units === null || minGy === null || maxGy === null) return { low: 0, high: 0 };
  if (metric.kind === 'statistic' && metric.statistic === 'Mean') {
    const floor = (LEAST_DOUBT / 100) * (maxGy - minGy) * units;
    return { low: floor, high: floor };
  }
  const hottest = hottestCm3(metric, whole);
  const extreme = metric.kind === 'statistic' && metric.statistic !== 'Median' ? EXTREME_DOUBT * maxGy : 0;
  const doseGy = (cm3: number): number => doseAtVolume(dvh, Math.min(whole, Math.max(0, cm3))) ?? minGy;
  return {
    low: (doseGy(hottest) - doseGy(hottest + least) + stepGy / 2 + extreme) * units,
    high: (doseGy(hottest - least) - doseGy(hottest) + stepGy / 2 + extreme) * units,
  };
}

/** The volume whose lowest dose a metric is. */
function hottestCm3(metric: DoseOfVolume | DoseStatistic, whole: number): number {
  if (metric.kind === 'statistic')
    return metric.statistic === 'Max' ? 0 : metric.statistic === 'Min' ? whole : whole / 2;
  const asked = volumeCm3Asked(metric, whole);
  return metric.kind === 'dose-complement' ? whole - asked : asked;
}

/** What a metric cannot fall below or rise above. */
function endsOf(metric: Metric): { least: number; most: number } {
  return { least: 0, most: 'dose' in metric ? 100 : Infinity };
}

function isAt(value: number, end: number): boolean {
  return Number.isFinite(end) && Math.abs(value - end) <= SAME * Math.max(1, Math.abs(end));
}
