import type { Loop } from './contour-stack.ts';
import { pairCrossings, type Rows } from './scanline.kernel.ts';

/**
 * Even-odd intervals of a set of closed polygons along rows, each end at the mean x that its contour has in the row, so
 * that a row has the area of the polygons in it, wherever their vertices lie. The rows reach over the contours. Of a
 * part of a contour that turns back inside a row nothing is kept: `rowEdgesFor` puts an edge there.
 */
export function meanRows(loops: readonly Loop[], rowEdgesMm: Float64Array): Rows {
  const rows = Math.max(rowEdgesMm.length - 1, 0);
  const crossings = new Uint32Array(rows + 1);
  const rowOf: number[] = [];
  const xOf: number[] = [];
  for (const loop of loops) {
    eachStay(loop, rowEdgesMm, ({ row, passes, meanMm }) => {
      if (!passes) return;
      crossings[row + 1]!++;
      rowOf.push(row);
      xOf.push(meanMm);
    });
  }
  for (let r = 0; r < rows; r++) crossings[r + 1]! += crossings[r]!;
  const xMm = new Float64Array(xOf.length);
  const next = crossings.slice(0, rows);
  for (let n = 0; n < rowOf.length; n++) xMm[next[rowOf[n]!]!++] = xOf[n]!;
  return pairCrossings(rowEdgesMm, crossings, xMm);
}

/** A contour's way through a row, from where it comes in to where it leaves. */
export interface Stay {
  row: number;
  /** Whether it leaves over the other edge than it came in by. */
  passes: boolean;
  /** Mean of x over y when it passes, mm. */
  meanMm: number;
  /** Range of x, mm. */
  spanMm: number;
  /** Where in y it first turns back, mm (NaN: nowhere), and at most how much area that is a question of, mm². */
  turnMm: number;
  foldMm2: number;
}

/** Follows a contour from its lowest point and tells of every stay in a row; what is told is used before the next one. */
export function eachStay(loop: Loop, rowEdgesMm: Float64Array, tell: (stay: Stay) => void): void {
  const length = loop.length;
  const rows = rowEdgesMm.length - 1;
  if (length < 6 || rows < 1) return;
  const lowest = lowestVertex(loop);
  let x = loop[lowest]!;
  let y = loop[lowest + 1]!;
  let row = rowFrom(rowEdgesMm, y);
  let isFromBelow = rowEdgesMm[row] === y;
  let originMm = x;
  let moment = 0;
  let least = x;
  let most = x;
  let climbed = 0;
  let turn = NaN;
  let wasUp = true;
  const stay: Stay = { row: 0, passes: false, meanMm: 0, spanMm: 0, turnMm: 0, foldMm2: 0 };
  for (let step = 2; step <= length; step += 2) {
    const a = lowest + step < length ? lowest + step : lowest + step - length;
    const xTo = loop[a]!;
    const yTo = loop[a + 1]!;
    const slope = (xTo - x) / (yTo - y);
    const isUp: boolean = yTo > y || (yTo === y && wasUp);
    if (isUp !== wasUp && climbed > 0 && Number.isNaN(turn)) turn = y;
    wasUp = isUp;
    for (;;) {
      const low = rowEdgesMm[row]!;
      const high = rowEdgesMm[row + 1]!;
      const leaves = yTo >= high ? 1 : yTo <= low && (yTo < y || y > low) ? -1 : 0;
      const yEnd = leaves === 0 ? yTo : leaves > 0 ? high : low;
      const xEnd = yEnd === yTo ? xTo : x + (yEnd - y) * slope;
      moment += (0.5 * (x + xEnd) - originMm) * (yEnd - y);
      climbed += Math.abs(yEnd - y);
      if (xEnd < least) least = xEnd;
      if (xEnd > most) most = xEnd;
      x = xEnd;
      y = yEnd;
      if (leaves === 0) break;
      stay.row = row;
      stay.passes = leaves > 0 === isFromBelow;
      stay.meanMm = originMm + (leaves * moment) / (high - low);
      stay.spanMm = most - least;
      stay.turnMm = turn;
      stay.foldMm2 = stay.passes ? 0.5 * (climbed - (high - low)) * (most - least) : Math.abs(moment);
      tell(stay);
      row += leaves;
      isFromBelow = leaves > 0;
      if (row < 0 || row >= rows) {
        // At the outermost edge it can only turn.
        row -= leaves;
        isFromBelow = !isFromBelow;
      }
      originMm = x;
      moment = 0;
      climbed = 0;
      least = x;
      most = x;
      turn = NaN;
      if (y === yTo) break;
    }
    x = xTo;
    y = yTo;
  }
}

function lowestVertex(loop: Loop): number {
  let lowest = 0;
  for (let a = 2; a < loop.length; a += 2) if (loop[a + 1]! < loop[lowest + 1]!) lowest = a;
  return lowest;
}

/** The row that begins at y, or holds it. */
function rowFrom(rowEdgesMm: Float64Array, y: number): number {
  let low = 0;
  let high = rowEdgesMm.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (rowEdgesMm[middle]! <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}
