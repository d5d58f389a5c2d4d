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
