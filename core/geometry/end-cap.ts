import type { ContourPlane } from './contour-stack.ts';
import { EdgeIndex } from './distance-to-loops.ts';
import type { Slab } from './region.ts';
import { rowEdgesFor } from './row-edges.ts';
import { meanRows } from './mean-rows.kernel.ts';

const PARTS = 6;
const SAMPLE_MM = 0.5;

/**
 * A rounded end: from the end plane the cross-section shrinks like an ellipse to nothing at the height of the cap. A point
 * at the share u of that height is inside when its distance to the contour is at least
 * (1 - sqrt(1 - u²)) of the largest such distance in the plane.
 */
export function roundedCap(plane: ContourPlane, towardsMm: number, refine: number): Slab[] {
  const rowEdgesMm = rowEdgesFor(plane.loops, refine);
  const rows = meanRows(plane.loops, rowEdgesMm);
  const distance = new EdgeIndex(plane.loops);
  const sampled: { x: Float64Array; depth: Float64Array }[][] = [];
  let deepest = 0;
  for (let r = 0; r + 1 < rowEdgesMm.length; r++) {
    const y = 0.5 * (rowEdgesMm[r]! + rowEdgesMm[r + 1]!);
    const runs: { x: Float64Array; depth: Float64Array }[] = [];
    for (let n = rows.rowStart[r]!; n < rows.rowStart[r + 1]!; n++) {
      const x0 = rows.endsMm[2 * n]!;
      const x1 = rows.endsMm[2 * n + 1]!;
      const count = Math.max(5, Math.ceil(((x1 - x0) * refine) / SAMPLE_MM) + 1);
      const x = Float64Array.from({ length: count }, (_, s) => x0 + ((x1 - x0) * s) / (count - 1));
      const depth = x.map((at) => distance.distanceMm(at, y));
      for (const d of depth) deepest = Math.max(deepest, d);
      runs.push({ x, depth });
    }
    sampled.push(runs);
  }
  if (towardsMm === plane.zMm) return [];
  const parts = PARTS * Math.max(1, refine);
  const slabs = Array.from({ length: parts }, (_, s): Slab => {
    const u = (s + 0.5) / parts;
    const least = deepest * (1 - Math.sqrt(1 - u * u));
    const rowStart = new Uint32Array(rowEdgesMm.length);
    const ends: number[] = [];
    sampled.forEach((runs, r) => {
      for (const { x, depth } of runs) deeperThan(x, depth, least, ends);
      rowStart[r + 1] = ends.length / 2;
    });
    const za = plane.zMm + ((towardsMm - plane.zMm) * s) / parts;
    const zb = plane.zMm + ((towardsMm - plane.zMm) * (s + 1)) / parts;
    return {
      z0Mm: Math.min(za, zb),
      z1Mm: Math.max(za, zb),
      rowEdgesMm,
      rowStart,
      endsMm: Float64Array.from(ends),
      outline: null,
    };
  });
  return towardsMm < plane.zMm ? slabs.reverse() : slabs;
}

/** Appends the parts of a sampled run that are at least this deep; the depth is linear between samples. */
function deeperThan(x: Float64Array, depth: Float64Array, least: number, ends: number[]): void {
  let start: number | null = depth[0]! >= least ? x[0]! : null;
  for (let s = 0; s + 1 < x.length; s++) {
    const d0 = depth[s]! - least;
    const d1 = depth[s + 1]! - least;
    if (d0 >= 0 === d1 >= 0) continue;
    const root = x[s]! + ((x[s + 1]! - x[s]!) * d0) / (d0 - d1);
    if (d1 >= 0) start = root;
    else if (start !== null) {
      if (root > start) ends.push(start, root);
      start = null;
    }
  }
  if (start !== null && x.at(-1)! > start) ends.push(start, x.at(-1)!);
}
