/** What a dose grid of half the resolution would change is taken at this share for what the grid itself may miss. */
export const GRID_DOUBT = 0.3;
/** How far the best estimate may be off for want of slices: this share of the way to what other caps and shapes give. */
export const SLICE_SHARE = 0.6;
/** Contours are polygons, sums are rounded: the range is open by this much at either end, percentage points. */
export const LEAST_DOUBT = 0.2;

interface Range {
  readonly low: number;
  readonly high: number;
}

/** Where the truth may lie around the best estimate, which the dose by spline gives under one of several solids. */
export function rangeAroundBest(best: Range, bySpline: readonly Range[], doubt: number): Range {
  const { low, high } = hull(bySpline);
  return {
    low: best.low - SLICE_SHARE * Math.max(0, best.low - low) - doubt,
    high: best.high + SLICE_SHARE * Math.max(0, high - best.high) + doubt,
  };
}

/**
 * What the solids give in the trilinear dose, as planning systems have it. Where the spline agrees with that, the ends are
 * open by the floor.
 */
export function rangeOfConventions(trilinear: readonly Range[], bySpline: readonly Range[], floor: Range): Range {
  const [plain, smooth] = [hull(trilinear), hull(bySpline)];
  return {
    low: Math.min(plain.low, Math.max(plain.low, smooth.low) - floor.low),
    high: Math.max(plain.high, Math.min(plain.high, smooth.high) + floor.high),
  };
}

export function hull(ranges: readonly Range[]): Range {
  return { low: Math.min(...ranges.map(({ low }) => low)), high: Math.max(...ranges.map(({ high }) => high)) };
}
