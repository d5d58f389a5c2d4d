import type { ContourPlane } from './contour-stack.ts';

/**
 * A solid: per slab (a z-range), per row (a y-range), sorted disjoint x-intervals with real ends.
 * The cross-section is constant over the slab; the interval ends are those at the middle of the row.
 */
export interface Slab {
  readonly z0Mm: number;
  readonly z1Mm: number;
  /** rows + 1 ascending edges; row r covers rowEdgesMm[r] to rowEdgesMm[r + 1]. */
  readonly rowEdgesMm: Float64Array;
  /** rows + 1 offsets into `endsMm`, counted in intervals. */
  readonly rowStart: Uint32Array;
  /** x0, x1 of each interval, ascending within a row. */
  readonly endsMm: Float64Array;
  /** The contours that the slab was made from, for exact extremes; null after region algebra or from a mask. */
  readonly outline: ContourPlane | null;
}

/** Slabs ascending in z and disjoint. An empty region has no slabs. */
export interface Region {
  readonly slabs: readonly Slab[];
  /**
   * Contours that bound slabs without an outline: the solid reaches them, though the nearest slab, a slice through the
   * shape between two planes, does not quite. Only extremes are looked for there.
   */
  readonly faces?: readonly ContourPlane[];
}

export interface BoundsMm {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  readonly z0: number;
  readonly z1: number;
}
