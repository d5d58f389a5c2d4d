import type { Loop } from './contour-stack.ts';

/** Even-odd intervals of a set of closed polygons along rows, as `Slab` stores them. */
export interface Rows {
  readonly rowEdgesMm: Float64Array;
  readonly rowStart: Uint32Array;
  readonly endsMm: Float64Array;
}

/**
 * Cuts the polygons with the middle line of every row. An edge is crossed by a line when its lower end is at or below
 * the line and its upper end above it, so a vertex on the line counts once and parity is always even.
 */
export function scanRows(loops: readonly Loop[], rowEdgesMm: Float64Array): Rows {
  const rows = rowEdgesMm.length - 1;
  const middles = new Float64Array(Math.max(rows, 0));
  for (let r = 0; r < rows; r++) middles[r] = 0.5 * (rowEdgesMm[r]! + rowEdgesMm[r + 1]!);

  const crossings = new Uint32Array(rows + 1);
  eachEdge(loops, middles, (first, end) => {
    for (let r = first; r < end; r++) crossings[r + 1]!++;
  });
  for (let r = 0; r < rows; r++) crossings[r + 1]! += crossings[r]!;

  const xMm = new Float64Array(crossings[rows] ?? 0);
  const next = crossings.slice(0, rows);
  eachEdge(loops, middles, (first, end, xLow, yLow, xHigh, yHigh) => {
    const slope = (xHigh - xLow) / (yHigh - yLow);
    for (let r = first; r < end; r++) xMm[next[r]!++] = xLow + (middles[r]! - yLow) * slope;
  });
  return pairCrossings(rowEdgesMm, crossings, xMm);
}

function eachEdge(
  loops: readonly Loop[],
  middles: Float64Array,
  visit: (first: number, end: number, xLow: number, yLow: number, xHigh: number, yHigh: number) => void,
): void {
  for (const loop of loops) {
    let xb = loop[loop.length - 2]!;
    let yb = loop[loop.length - 1]!;
    let rowOfB = firstAbove(middles, yb);
    for (let a = 0; a < loop.length; a += 2) {
      const xa = loop[a]!;
      const ya = loop[a + 1]!;
      const rowOfA = firstAbove(middles, ya);
      if (rowOfA > rowOfB) visit(rowOfB, rowOfA, xb, yb, xa, ya);
      else if (rowOfB > rowOfA) visit(rowOfA, rowOfB, xa, ya, xb, yb);
      xb = xa;
      yb = ya;
      rowOfB = rowOfA;
    }
  }
}

/** Index of the first middle at or above y. */
function firstAbove(middles: Float64Array, y: number): number {
  let low = 0;
  let high = middles.length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if (middles[mid]! < y) low = mid + 1;
    else high = mid;
  }
  return low;
}

/** Ends that differ by less are one, mm: the two sides of a keyhole are rounded on their own. */
const SAME_MM = 1e-9;

/** Sorts the crossings of every row and keeps the pairs between which something lies. */
export function pairCrossings(rowEdgesMm: Float64Array, crossings: Uint32Array, xMm: Float64Array): Rows {
  const rows = rowEdgesMm.length - 1;
  const rowStart = new Uint32Array(rows + 1);
  let kept = 0;
  for (let r = 0; r < rows; r++) {
    const from = crossings[r]!;
    const to = crossings[r + 1]!;
    sortRange(xMm, from, to);
    for (let p = from; p + 1 < to; p += 2) {
      const x0 = xMm[p]!;
      const x1 = xMm[p + 1]!;
      if (x1 - x0 <= SAME_MM) continue;
      if (kept > rowStart[r]! && x0 - xMm[2 * kept - 1]! <= SAME_MM) {
        // Two intervals that touch are one: the far end moves on.
        xMm[2 * kept - 1] = x1;
        continue;
      }
      xMm[2 * kept] = x0;
      xMm[2 * kept + 1] = x1;
      kept++;
    }
    rowStart[r + 1] = kept;
  }
  return { rowEdgesMm, rowStart, endsMm: xMm.slice(0, 2 * kept) };
}

function sortRange(x: Float64Array, from: number, to: number): void {
  if (to - from > 32) {
    x.subarray(from, to).sort();
    return;
  }
  for (let p = from + 1; p < to; p++) {
    const value = x[p]!;
    let q = p - 1;
    for (; q >= from && x[q]! > value; q--) x[q + 1] = x[q]!;
    x[q + 1] = value;
  }
}
