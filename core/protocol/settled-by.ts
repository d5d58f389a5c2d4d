import type { Coverage } from '../dose/coverage-interval.ts';
import { LEAST_DOUBT, rangeAroundBest, rangeOfConventions } from '../dose/range-around-best.ts';
import type { Finding, Interval } from './check-result.ts';
import { classify } from './classify.ts';
import { formatLimit } from './format-number.ts';
import type { Bands } from './trial.ts';

/** A coverage with what its interval came from. */
export interface ResolvedCoverage {
  readonly coverage: Coverage;
  /** Largest distance of dose nodes. */
  readonly doseSpacingMm: number;
  /** Usual distance of contour planes; null for a mask or a single plane. */
  readonly sliceSpacingMm: number | null;
  readonly outsideDoseCm3: number;
  /** The dose that this share of the target receives, under the stated convention; null where it lies outside the grid. */
  readonly doseAtPercentGy?: (percent: number) => number | null;
}

export type SettledBy = NonNullable<Finding['settledBy']>;

/** Spacings that are in use. */
const SPACINGS_MM = [5, 4, 3, 2.5, 2, 1.5, 1.25, 1, 0.75, 0.5];
/** The best estimate itself may move by these shares of the parts of the interval that go. */
const ROOM: Room = { dose: 0.1, slices: 0.5 };
const NO_ROOM: Room = { dose: 0, slices: 0 };

interface Room {
  readonly dose: number;
  readonly slices: number;
}

/**
 * What would settle a class that the interval of a coverage leaves open. What interpolations of the dose disagree on,
 * and the doubt about the grid, shrink with the square of its spacing; what end caps and shapes disagree on shrinks with
 * the spacing of the slices. The coarsest spacing is named at which the interval expected around the best estimate, with
 * room for that estimate to move, no longer crosses a limit. It is an estimate: it does not know the target between the
 * slices or the dose between the nodes.
 */
export function settledBy(resolved: ResolvedCoverage, bands: Bands): SettledBy {
  const { coverage, doseSpacingMm, sliceSpacingMm, outsideDoseCm3 } = resolved;
  const { limit } = classify(coverage.percent, bands);
  const withinPoints = limit === null ? null : Math.abs(coverage.bestEstimatePercent - limit);
  const away =
    withinPoints === null || limit === null
      ? ''
      : `: the best estimate is ${withinPoints < 0.05 ? 'less than 0.1' : withinPoints.toFixed(1)} points from ${formatLimit(limit)} %`;
  if (outsideDoseCm3 > 0) {
    return { ways: [], likely: false, withinPoints, words: 'A dose that reaches over the whole target comes first' };
  }
  const sliceNow = sliceSpacingMm ?? 0;
  const settles = (doseMm: number, sliceMm: number, room: Room): boolean => {
    const sliceShare = sliceSpacingMm === null ? 1 : sliceMm / sliceSpacingMm;
    const expected = expectedInterval(coverage, (doseMm / doseSpacingMm) ** 2, sliceShare, room);
    return classify(expected, bands).between === null;
  };
  const finerDose = SPACINGS_MM.find((mm) => mm < doseSpacingMm && settles(mm, sliceNow, ROOM));
  const finerSlices = SPACINGS_MM.find((mm) => mm < sliceNow && settles(doseSpacingMm, mm, ROOM));
  const single = [
    ...(finerDose === undefined ? [] : [{ doseGridMm: finerDose, slicesMm: null }]),
    ...(finerSlices === undefined ? [] : [{ doseGridMm: null, slicesMm: finerSlices }]),
  ];
  if (single.length > 0)
    return { ways: single, likely: true, withinPoints, words: `${waysWords(single)} would settle it` };

  for (const room of [ROOM, NO_ROOM]) {
    const both = SPACINGS_MM.find(
      (mm) =>
        (mm < doseSpacingMm || mm < sliceNow) && settles(Math.min(mm, doseSpacingMm), Math.min(mm, sliceNow), room),
    );
    if (both === undefined) continue;
    const ways = [{ doseGridMm: both < doseSpacingMm ? both : null, slicesMm: both < sliceNow ? both : null }];
    const likely = room === ROOM;
    const words = likely ? `${waysWords(ways)} would settle it` : `${waysWords(ways)} may settle it${away}`;
    return { ways, likely, withinPoints, words };
  }
  const words = `Nothing finer is expected to settle it, only a closer definition of the target${away}`;
  return { ways: [], likely: false, withinPoints, words };
}

/** The interval that is left around the best estimate when its parts shrink to these shares. */
function expectedInterval(coverage: Coverage, doseShare: number, sliceShare: number, room: Room): Interval {
  const { byConvention, bestEstimatePercent: best, percent } = coverage;
  const splines = byConvention.filter(({ convention }) => convention.doseInterpolation === 'spline');
  const trilinear = byConvention
    .filter(({ convention }) => convention.doseInterpolation !== 'spline')
    .map(({ convention, percent: under }) => {
      const spline = splines.find(
        ({ convention: other }) =>
          other.endCaps === convention.endCaps && other.betweenSlices === convention.betweenSlices,
      );
      const finest = spline?.percent ?? under;
      return at(best + sliceShare * (finest - best) + doseShare * (under - finest));
    });
  const bySpline = splines.map(({ percent: under }) => at(best + sliceShare * (under - best)));
  const gridDoubt = Math.max(0, doubtOf(coverage) - LEAST_DOUBT);
  const spread = splines.map(({ percent: under }) => Math.abs(under - best));
  const shift = room.dose * (1 - doseShare) * gridDoubt + room.slices * (1 - sliceShare) * Math.max(0, ...spread);
  const conventions = rangeOfConventions(trilinear, bySpline, { low: LEAST_DOUBT, high: LEAST_DOUBT });
  const truth = rangeAroundBest(at(best), bySpline, LEAST_DOUBT + doseShare * gridDoubt);
  const low = Math.min(conventions.low, truth.low) - shift;
  const high = Math.max(conventions.high, truth.high) + shift;
  const within = (value: number): number => Math.min(100, Math.max(0, value));
  return { value: best, low: within(Math.max(low, percent.low)), high: within(Math.min(high, percent.high)) };
}

/** What the interval has beyond what other solids account for; an upper bound where a trilinear dose reaches farther. */
function doubtOf({ byConvention, bestEstimatePercent, percent }: Coverage): number {
  const splines = byConvention
    .filter(({ convention }) => convention.doseInterpolation === 'spline')
    .map((each) => at(each.percent));
  const around = rangeAroundBest(at(bestEstimatePercent), splines, 0);
  return Math.max(0, Math.min(around.low - percent.low, percent.high - around.high));
}

function at(percent: number): { readonly low: number; readonly high: number } {
  return { low: percent, high: percent };
}

function waysWords(ways: SettledBy['ways']): string {
  const words = ways.map(({ doseGridMm, slicesMm }) =>
    [
      doseGridMm === null ? null : `a dose grid of ${formatLimit(doseGridMm)} mm`,
      slicesMm === null ? null : `slices of ${formatLimit(slicesMm)} mm`,
    ]
      .filter((part) => part !== null)
      .join(' and '),
  );
  const joined = `${words.join(', or ')}, or finer,`;
  return joined.charAt(0).toUpperCase() + joined.slice(1);
}
