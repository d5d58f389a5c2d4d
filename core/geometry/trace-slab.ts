import type { Loop } from './contour-stack.ts';
import type { Slab } from './region.ts';

/** A step from one row to the next is drawn as a slope at most this high: in tall rows it stays a step. */
const HIGHEST_SLOPE_MM = 1;

/**
 * The boundary of a slab's cross-section as closed polygons with the area of its runs: outlines run counter-clockwise
 * (x to the right, y upwards), holes clockwise.
 *
 * Where a run's end continues in the next row, the polygon goes from one row to the other on a slope about the edge
 * between them, which takes as much on one side of the edge as it gives on the other; where runs begin, end, split or
 * join, it follows the edge. Neither adds nor takes area, whatever the rows' heights.
 */
export function traceSlab({ rowEdgesMm, rowStart, endsMm }: Slab): Loop[] {
  const rows = rowEdgesMm.length - 1;
  const runs = rowStart[rows] ?? 0;
  // Sides of run n: 2n + 1 goes up on its right, 2n down on its left, as its ends are numbered in `endsMm`.
  const next = new Int32Array(2 * runs);
  const fromY = new Float64Array(2 * runs);
  const toY = new Float64Array(2 * runs);
  for (let edge = 0; edge <= rows; edge++) {
    const y = rowEdgesMm[edge]!;
    const below = edge === 0 ? null : edge - 1;
    const above = edge === rows ? null : edge;
    const events = eventsAt(below, above, rowStart, endsMm);
    const slope = below === null || above === null ? 0 : slopeAt(rowEdgesMm, edge);
    // Between the events of a pair one row is filled and the other is not: there the boundary runs along the edge.
    for (let e = 0; e + 1 < events.length; e += 2) {
      const [one, two] = [events[e]!, events[e + 1]!];
      const sloped = isBelow(one, below, rowStart) !== isBelow(two, below, rowStart) && one % 2 === two % 2;
      const d = sloped ? slope : 0;
      for (const side of [one, two]) {
        const other = side === one ? two : one;
        const lower = isBelow(side, below, rowStart);
        const at = lower ? y - d : y + d;
        const goesUp = side % 2 === 1;
        // The right side of the row below and the left side of the row above arrive here.
        if (goesUp === lower) {
          toY[side] = at;
          next[side] = other;
        } else {
          fromY[side] = at;
        }
      }
    }
  }
  return loopsOf(next, fromY, toY, endsMm);
}

function slopeAt(rowEdgesMm: Float64Array, edge: number): number {
  const below = rowEdgesMm[edge]! - rowEdgesMm[edge - 1]!;
  const above = rowEdgesMm[edge + 1]! - rowEdgesMm[edge]!;
  return Math.min(below, above, HIGHEST_SLOPE_MM) / 2;
}

/** Ends of the runs on both sides of an edge, by x. Of equal ones those above lie a hair within those below. */
function eventsAt(below: number | null, above: number | null, rowStart: Uint32Array, endsMm: Float64Array): number[] {
  const lower = below === null ? [] : sidesOf(below, rowStart);
  const upper = above === null ? [] : sidesOf(above, rowStart);
  const events: number[] = [];
  let [p, q] = [0, 0];
  while (p < lower.length || q < upper.length) {
    const [a, b] = [lower[p], upper[q]];
    if (b === undefined) events.push(lower[p++]!);
    else if (a === undefined) events.push(upper[q++]!);
    else {
      const upperFirst = endsMm[b]! < endsMm[a]! || (endsMm[b]! === endsMm[a]! && b % 2 === 1);
      events.push(upperFirst ? upper[q++]! : lower[p++]!);
    }
  }
  return events;
}

function sidesOf(row: number, rowStart: Uint32Array): number[] {
  const from = 2 * rowStart[row]!;
  return Array.from({ length: 2 * rowStart[row + 1]! - from }, (_, n) => from + n);
}

function isBelow(side: number, below: number | null, rowStart: Uint32Array): boolean {
  return below !== null && side < 2 * rowStart[below + 1]!;
}

function loopsOf(next: Int32Array, fromY: Float64Array, toY: Float64Array, endsMm: Float64Array): Loop[] {
  const loops: Loop[] = [];
  const seen = new Uint8Array(next.length);
  for (let first = 0; first < next.length; first++) {
    if (seen[first] === 1) continue;
    const points: number[] = [];
    for (let side = first; seen[side] !== 1; side = next[side]!) {
      seen[side] = 1;
      points.push(endsMm[side]!, fromY[side]!);
      if (toY[side] !== fromY[side]) points.push(endsMm[side]!, toY[side]!);
    }
    loops.push(Float64Array.from(points));
  }
  return loops;
}
