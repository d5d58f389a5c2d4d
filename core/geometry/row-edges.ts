import type { Loop } from './contour-stack.ts';

/** Rows are at most this high, mm ... */
const COARSEST_ROW_MM = 1;
/** ... there are at least this many over the contours of a plane, and ... */
const ROWS_PER_PLANE = 64;
/** ... at least this many over every single contour, so that none falls between rows. */
const ROWS_PER_LOOP = 16;
/** A bend of a contour inside a row may take or add this share of the squared extent; sharper ones get an edge. */
const BEND = 2e-6;

/**
 * Edges of the rows that polygons are cut into: a lattice whose pitch is a power of two (so that solids drawn on the
 * same planes share their rows), refined at small contours, with an edge at the top and bottom of every contour and at
 * every sharp bend: cut at the middle of its rows, a polygon then keeps its area.
 */
export function rowEdgesFor(loops: readonly Loop[], refine = 1): Float64Array {
  if (loops.length === 0) return new Float64Array(0);
  const extents = loops.map(extentY);
  const low = Math.min(...extents.map(([y0]) => y0));
  const high = Math.max(...extents.map(([, y1]) => y1));
  const pitch = Math.min(COARSEST_ROW_MM, 2 ** Math.floor(Math.log2((high - low) / ROWS_PER_PLANE))) / refine;
  const edges: number[] = [low, high];
  if (pitch > 0 && Number.isFinite(pitch)) {
    for (let n = Math.floor(low / pitch) + 1; n * pitch < high; n++) edges.push(n * pitch);
  }
  for (const [y0, y1] of extents) {
    edges.push(y0, y1);
    const own = ROWS_PER_LOOP * refine;
    if (y1 - y0 < own * pitch) for (let n = 1; n < own; n++) edges.push(y0 + ((y1 - y0) * n) / own);
  }
  const sharpest = (8 * BEND * (high - low) ** 2) / pitch ** 2;
  for (const loop of loops) addBends(loop, sharpest, edges);
  return distinct(Float64Array.from(edges).sort());
}

/** The y of every vertex where dx/dy changes by more than `sharpest`. */
function addBends(loop: Loop, sharpest: number, edges: number[]): void {
  const last = loop.length - 2;
  // A point that is repeated has no slope (NaN) and is no bend.
  let before = NaN;
  for (let a = last; a > 0 && Number.isNaN(before); a -= 2) before = slope(loop, a - 2, a);
  for (let b = last, a = 0; a < loop.length; b = a, a += 2) {
    const after = slope(loop, b, a);
    if (Number.isNaN(after)) continue;
    if (Math.abs(after - before) > sharpest) edges.push(loop[b + 1]!);
    before = after;
  }
}

function slope(loop: Loop, from: number, to: number): number {
  return (loop[to]! - loop[from]!) / (loop[to + 1]! - loop[from + 1]!);
}

function extentY(loop: Loop): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let a = 1; a < loop.length; a += 2) {
    low = Math.min(low, loop[a]!);
    high = Math.max(high, loop[a]!);
  }
  return [low, high];
}

function distinct(sorted: Float64Array): Float64Array {
  let n = 0;
  for (const y of sorted) if (n === 0 || y > sorted[n - 1]!) sorted[n++] = y;
  return sorted.slice(0, n);
}
