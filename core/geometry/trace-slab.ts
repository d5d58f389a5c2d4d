import type { Loop } from './contour-stack.ts';
import type { Slab } from './region.ts';

/** A step from one row to the next is drawn as a slope at most half this high in each: in tall rows it stays a step. */
const HIGHEST_SLOPE_MM = 1;
/** A slope from middle to middle of rows of different heights may change the area by this much; else it is drawn even. */
const UNEVEN_MM2 = 0.02;

/** A polygon, and the area of the runs that it goes around, which its own differs from by a little. */
export interface TracedLoop {
  readonly loop: Loop;
  readonly areaMm2: number;
}

/**
 * The boundary of a slab's cross-section as closed polygons: outlines run counter-clockwise (x to the right, y upwards) and
 * have an area above 0, holes clockwise and below 0.
 *
 * Where a run's end continues in the next row, the polygon goes from the middle of the one to the middle of the other,
 * where the ends are exact; where runs begin, end, split or join, it follows the edge between the rows.
 */
export function traceSlab({ rowEdgesMm, rowStart, endsMm }: Slab): TracedLoop[] {
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
    const [down, up] = below === null || above === null ? [0, 0] : slopesAt(rowEdgesMm, edge);
    // Between the events of a pair one row is filled and the other is not: there the boundary runs along the edge.
    for (let e = 0; e + 1 < events.length; e += 2) {
      const [one, two] = [events[e]!, events[e + 1]!];
      const sloped = isBelow(one, below, rowStart) !== isBelow(two, below, rowStart) && one % 2 === two % 2;
      const step = Math.abs(endsMm[one]! - endsMm[two]!);
      const even = step * Math.abs(up - down) > 2 * UNEVEN_MM2 ? Math.min(up, down) : null;
      for (const side of [one, two]) {
        const other = side === one ? two : one;
        const lower = isBelow(side, below, rowStart);
        const at = !sloped ? y : lower ? y - (even ?? down) : y + (even ?? up);
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
  return loopsOf(next, fromY, toY, endsMm, heightsOf(rowEdgesMm, rowStart));
}

/** How far a slope may reach down and up from an edge. */
function slopesAt(rowEdgesMm: Float64Array, edge: number): readonly [down: number, up: number] {
  const below = rowEdgesMm[edge]! - rowEdgesMm[edge - 1]!;
  const above = rowEdgesMm[edge + 1]! - rowEdgesMm[edge]!;
  return [Math.min(below, HIGHEST_SLOPE_MM) / 2, Math.min(above, HIGHEST_SLOPE_MM) / 2];
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

/** Height of the row of each run. */
function heightsOf(rowEdgesMm: Float64Array, rowStart: Uint32Array): Float64Array {
  const heights = new Float64Array(rowStart.at(-1) ?? 0);
  for (let r = 0; r + 1 < rowEdgesMm.length; r++) {
    heights.fill(rowEdgesMm[r + 1]! - rowEdgesMm[r]!, rowStart[r], rowStart[r + 1]);
  }
  return heights;
}

function loopsOf(
  next: Int32Array,
  fromY: Float64Array,
  toY: Float64Array,
  endsMm: Float64Array,
  heights: Float64Array,
): TracedLoop[] {
  const loops: TracedLoop[] = [];
  const seen = new Uint8Array(next.length);
  for (let first = 0; first < next.length; first++) {
    if (seen[first] === 1) continue;
    const points: number[] = [];
    let areaMm2 = 0;
    for (let side = first; seen[side] !== 1; side = next[side]!) {
      seen[side] = 1;
      points.push(endsMm[side]!, fromY[side]!);
      if (toY[side] !== fromY[side]) points.push(endsMm[side]!, toY[side]!);
      areaMm2 += (side % 2 === 1 ? 1 : -1) * endsMm[side]! * heights[side >> 1]!;
    }
    loops.push({ loop: Float64Array.from(points), areaMm2 });
  }
  return loops;
}
