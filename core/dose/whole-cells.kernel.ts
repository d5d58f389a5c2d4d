import type { Slab } from '../geometry/region.ts';
import { columnAt } from './cells.ts';

/** The part of a slab between two dose planes. */
export interface Layer {
  readonly slab: Slab;
  readonly hzMm: number;
  /** Where between the planes its middle lies, and its height, in shares of their distance. */
  readonly fz: number;
  readonly hzOfCell: number;
  /** The first row that reaches into the dose row at hand. */
  row: number;
}

/**
 * Finds the columns of a dose row whose cells lie wholly inside the solid: those that a run of every row of every layer
 * covers. `skip[i]` becomes the end of the stretch of such cells that i begins or lies in, and i itself anywhere else.
 * False where there is none. `layers` must fill the dose cell from plane to plane.
 */
export function findWholeCells(
  layers: readonly Layer[],
  cellLow: number,
  cellHigh: number,
  xMm: Float64Array,
  covered: Int32Array,
  skip: Int32Array,
): boolean {
  const last = xMm.length - 1;
  let rows = 0;
  covered.fill(0, 0, last + 1);
  for (const { slab, row } of layers) {
    const { rowEdgesMm, rowStart, endsMm } = slab;
    const end = rowEdgesMm.length - 1;
    let r = row;
    if (r >= end || rowEdgesMm[r]! > cellLow) return false;
    for (; r < end && rowEdgesMm[r]! < cellHigh; r++) {
      rows++;
      const endRun = rowStart[r + 1]!;
      let any = false;
      for (let n = rowStart[r]!; n < endRun; n++) {
        const x0 = endsMm[2 * n]!;
        const x1 = endsMm[2 * n + 1]!;
        if (x1 < xMm[0]! || x0 > xMm[last]!) continue;
        let from = columnAt(xMm, x0);
        if (xMm[from]! < x0) from++;
        let to = columnAt(xMm, x1);
        if (to === last - 1 && x1 >= xMm[last]!) to = last;
        if (from >= to) continue;
        covered[from] = covered[from]! + 1;
        covered[to] = covered[to]! - 1;
        any = true;
      }
      if (!any) return false;
    }
    if (rowEdgesMm[r]! < cellHigh) return false;
  }
  for (let i = 1; i <= last; i++) covered[i] = covered[i]! + covered[i - 1]!;
  let found = false;
  let endOfStretch = last;
  for (let i = last; i >= 0; i--) {
    if (covered[i] !== rows) endOfStretch = i;
    else found = true;
    skip[i] = endOfStretch;
  }
  return found;
}
