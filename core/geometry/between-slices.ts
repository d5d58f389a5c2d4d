import type { ContourPlane } from './contour-stack.ts';
import { EdgeIndex } from './distance-to-loops.ts';
import type { Slab } from './region.ts';
import { rowEdgesFor } from './row-edges.ts';
import { meanRows } from './mean-rows.kernel.ts';
import type { Rows } from './scanline.kernel.ts';

/** Interpolated slabs are at most this thick. */
const THICKEST_MM = 0.5;
const MOST_SLABS = 8;
/** Distance of the samples along a row where the two cross-sections differ, for rows of the default height. */
const SAMPLE_MM = 0.5;

/**
 * Shape interpolation between two planes, after Raya and Udupa (1990): a point at the share t of the way from the lower to
 * the upper plane is inside when (1 - t) · f_lower + t · f_upper >= 0. There f is the distance to the contours, positive
 * inside; here it is d · (2r - d) of that distance, with r the plane's mean radius, so that of a disc not the radius but
 * the area is linear in between, as in a ball: see `inAreas`. The rule needs no matching of contours: branches split where
 * the distances say, an island or a hole that has no counterpart shrinks away towards the other plane. Where both planes
 * agree, so does every slab between them; distances are needed only where they differ.
 */
export function interpolatedSlabs(lower: ContourPlane, upper: ContourPlane, refine: number): Slab[] {
  const rowEdgesMm = rowEdgesFor([...lower.loops, ...upper.loops], refine);
  const rowsLower = meanRows(lower.loops, rowEdgesMm);
  const rowsUpper = meanRows(upper.loops, rowEdgesMm);
  const below = { distance: new EdgeIndex(lower.loops), radiusMm: meanRadiusMm(lower, rowsLower) };
  const above = { distance: new EdgeIndex(upper.loops), radiusMm: meanRadiusMm(upper, rowsUpper) };
  const gapMm = upper.zMm - lower.zMm;
  // Coarser rows are no reason for fewer slabs: those decide the shape.
  const finer = Math.max(1, refine);
  const parts = Math.min(MOST_SLABS * finer, Math.max(2, Math.ceil((gapMm * finer) / THICKEST_MM)));
  const slices = Array.from({ length: parts }, () => ({
    starts: new Uint32Array(rowEdgesMm.length),
    ends: [] as number[],
  }));

  for (let r = 0; r + 1 < rowEdgesMm.length; r++) {
    const y = 0.5 * (rowEdgesMm[r]! + rowEdgesMm[r + 1]!);
    const stretches = compareRows(rowsLower, rowsUpper, r);
    const sampled = stretches.map((stretch) =>
      stretch.inside === 'both' ? null : sampleStretch(stretch, y, below, above, SAMPLE_MM / refine),
    );
    slices.forEach((slice, s) => {
      const t = (s + 0.5) / parts;
      stretches.forEach((stretch, n) => {
        const samples = sampled[n] ?? null;
        if (samples === null) append(slice.ends, slice.starts[r]!, stretch.x0, stretch.x1);
        else appendInside(slice.ends, slice.starts[r]!, samples, t);
      });
      slice.starts[r + 1] = slice.ends.length / 2;
    });
  }
  return slices.map(({ starts, ends }, s) => ({
    z0Mm: lower.zMm + (gapMm * s) / parts,
    z1Mm: s + 1 === parts ? upper.zMm : lower.zMm + (gapMm * (s + 1)) / parts,
    rowEdgesMm,
    rowStart: starts,
    endsMm: Float64Array.from(ends),
    outline: null,
  }));
}

interface Stretch {
  readonly x0: number;
  readonly x1: number;
  readonly inside: 'both' | 'lower' | 'upper';
}

/** The parts of a row that lie in one or both of two interval lists. */
function compareRows(lower: Rows, upper: Rows, r: number): Stretch[] {
  const lowerEnds = lower.endsMm.subarray(2 * lower.rowStart[r]!, 2 * lower.rowStart[r + 1]!);
  const upperEnds = upper.endsMm.subarray(2 * upper.rowStart[r]!, 2 * upper.rowStart[r + 1]!);
  const ends = Float64Array.from([...lowerEnds, ...upperEnds]).sort();
  const out: Stretch[] = [];
  let a = 0;
  let b = 0;
  for (let n = 0; n + 1 < ends.length; n++) {
    const x0 = ends[n]!;
    const x1 = ends[n + 1]!;
    while (a < lowerEnds.length && lowerEnds[a]! <= x0) a++;
    while (b < upperEnds.length && upperEnds[b]! <= x0) b++;
    if (x1 <= x0) continue;
    const inLower = a % 2 === 1;
    const inUpper = b % 2 === 1;
    if (inLower || inUpper) out.push({ x0, x1, inside: inLower && inUpper ? 'both' : inLower ? 'lower' : 'upper' });
  }
  return out;
}

/**
 * Twice the area of a plane's cross-section over the length of its contours: the radius of a disc or of the circle that a
 * polygon is drawn about, the width of a long strip or of a ring.
 */
function meanRadiusMm({ loops }: ContourPlane, { rowEdgesMm, rowStart, endsMm }: Rows): number {
  let area = 0;
  for (let r = 0; r + 1 < rowEdgesMm.length; r++) {
    const height = rowEdgesMm[r + 1]! - rowEdgesMm[r]!;
    for (let n = rowStart[r]!; n < rowStart[r + 1]!; n++) area += height * (endsMm[2 * n + 1]! - endsMm[2 * n]!);
  }
  let around = 0;
  for (const loop of loops) {
    for (let a = 0, b = loop.length - 2; a < loop.length; b = a, a += 2) {
      around += Math.hypot(loop[a]! - loop[b]!, loop[a + 1]! - loop[b + 1]!);
    }
  }
  return around > 0 ? (2 * area) / around : 0;
}

interface Plane {
  readonly distance: EdgeIndex;
  readonly radiusMm: number;
}

/**
 * A signed distance d to the contours, such that areas come out linear: r² - (r - d)², for a disc r² less the squared
 * distance from its middle. Deeper than r (where a plane has slender parts and a thick one) it stays at r².
 */
function inAreas(d: number, r: number): number {
  return d < r ? d * (2 * r - d) : r * r;
}

interface Samples {
  readonly x: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

function sampleStretch(stretch: Stretch, y: number, lower: Plane, upper: Plane, sampleMm: number): Samples {
  const n = Math.max(4, Math.ceil((stretch.x1 - stretch.x0) / sampleMm) + 1);
  const x = Float64Array.from({ length: n }, (_, s) => stretch.x0 + ((stretch.x1 - stretch.x0) * s) / (n - 1));
  const lowerSign = stretch.inside === 'lower' ? 1 : -1;
  return {
    x,
    lower: x.map((at) => inAreas(lowerSign * lower.distance.distanceMm(at, y), lower.radiusMm)),
    upper: x.map((at) => inAreas(-lowerSign * upper.distance.distanceMm(at, y), upper.radiusMm)),
  };
}

function appendInside(ends: number[], rowStart: number, { x, lower, upper }: Samples, t: number): void {
  const signed = (s: number): number => (1 - t) * lower[s]! + t * upper[s]!;
  for (let s = 0; s + 1 < x.length; s++) {
    const f0 = signed(s);
    const f1 = signed(s + 1);
    if (f0 < 0 && f1 < 0) continue;
    const root = x[s]! + ((x[s + 1]! - x[s]!) * f0) / (f0 - f1);
    append(ends, rowStart, f0 < 0 ? root : x[s]!, f1 < 0 ? root : x[s + 1]!);
  }
}

/** Adds an interval, or lengthens the row's last one if it ends where this one begins. */
function append(ends: number[], rowStart: number, x0: number, x1: number): void {
  if (!(x1 > x0)) return;
  if (ends.length > 2 * rowStart && ends[ends.length - 1] === x0) ends[ends.length - 1] = x1;
  else ends.push(x0, x1);
}
