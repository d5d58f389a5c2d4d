import type { Loop } from './contour-stack.ts';
import { AXES_OF_PLANE, type PatientPlane } from './patient-plane.ts';
import type { Region, Slab } from './region.ts';
import { traceSlab } from './trace-slab.ts';

/** Where a plane cuts a solid; coordinates are those of the plane's axes u and v, in mm. */
export interface CrossSection {
  /** The cut as a solid 1 mm thick about the plane: rows stacked along v, runs along u. */
  readonly slab: Slab;
  /** Its boundary as closed polygons, the inside by even-odd. In an axial plane through a contour's slab as it was drawn. */
  readonly outlines: readonly Loop[];
}

const HALF_MM = 0.5;
/** Slabs closer than this touch, mm. */
const TOUCHING_MM = 1e-6;

/**
 * The cut of a plane through a solid, null where it misses. A plane in which two slabs meet takes the upper one; one on the
 * outer face of a solid still touches it, since its extremes of dose lie there.
 */
export function cutRegion(region: Region, plane: PatientPlane): CrossSection | null {
  if (plane.kind === 'axial') return cutAcross(region, plane.atMm);
  const across = plane.kind === 'coronal' ? runsAlongX : runsAlongY;
  const edges: number[] = [];
  const starts: number[] = [0];
  const ends: number[] = [];
  for (const slab of region.slabs) {
    const last = edges.at(-1);
    if (last === undefined) edges.push(slab.z0Mm);
    else if (slab.z0Mm > last + TOUCHING_MM) {
      // An empty row over the gap.
      edges.push(slab.z0Mm);
      starts.push(ends.length / 2);
    }
    across(slab, plane.atMm, ends);
    edges.push(slab.z1Mm);
    starts.push(ends.length / 2);
  }
  if (ends.length === 0) return null;
  const slab: Slab = {
    z0Mm: -HALF_MM,
    z1Mm: HALF_MM,
    rowEdgesMm: Float64Array.from(edges),
    rowStart: Uint32Array.from(starts),
    endsMm: Float64Array.from(ends),
    outline: null,
  };
  return { slab, outlines: traced(slab) };
}

function cutAcross({ slabs }: Region, zMm: number): CrossSection | null {
  const held = slabs.findLast(({ z0Mm, z1Mm }) => z0Mm <= zMm && zMm <= z1Mm);
  if (held === undefined || held.endsMm.length === 0) return null;
  const slab = { ...held, z0Mm: -HALF_MM, z1Mm: HALF_MM };
  return { slab, outlines: held.outline === null ? traced(slab) : held.outline.loops };
}

function traced(slab: Slab): Loop[] {
  return traceSlab(slab).map(({ loop }) => loop);
}

/** The runs of a slab along the line y = at: of the contours where there are some, else those of its row. */
function runsAlongX({ outline, rowEdgesMm, rowStart, endsMm }: Slab, at: number, out: number[]): void {
  if (outline !== null) {
    crossings(outline.loops, AXES_OF_PLANE.coronal.normal, at, out);
    return;
  }
  const row = rowAt(rowEdgesMm, at);
  if (row === null) return;
  for (let n = 2 * rowStart[row]!; n < 2 * rowStart[row + 1]!; n++) out.push(endsMm[n]!);
}

/** The same along x = at; rows that follow each other make one run. */
function runsAlongY({ outline, rowEdgesMm, rowStart, endsMm }: Slab, at: number, out: number[]): void {
  if (outline !== null) {
    crossings(outline.loops, AXES_OF_PLANE.sagittal.normal, at, out);
    return;
  }
  const first = out.length;
  for (let r = 0; r + 1 < rowEdgesMm.length; r++) {
    let holds = false;
    for (let n = rowStart[r]!; n < rowStart[r + 1]! && !holds; n++) {
      holds = endsMm[2 * n]! <= at && at <= endsMm[2 * n + 1]!;
    }
    if (!holds) continue;
    if (out.length > first && out[out.length - 1] === rowEdgesMm[r]) out[out.length - 1] = rowEdgesMm[r + 1]!;
    else out.push(rowEdgesMm[r]!, rowEdgesMm[r + 1]!);
  }
}

/** The row that holds a y, of two that meet there the upper one; null outside. */
function rowAt(rowEdgesMm: Float64Array, y: number): number | null {
  const rows = rowEdgesMm.length - 1;
  if (rows < 1 || y < rowEdgesMm[0]! || y > rowEdgesMm[rows]!) return null;
  let low = 0;
  let high = rows;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (rowEdgesMm[middle]! <= y) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Where polygons cross the line on which coordinate `fixed` (0: x, 1: y) is `at`, ascending. An edge is crossed when one end
 * lies at or below the line and the other above it, so that a vertex on the line counts once.
 */
function crossings(loops: readonly Loop[], fixed: 0 | 1 | 2, at: number, out: number[]): void {
  const own: number[] = [];
  for (const loop of loops) {
    const count = loop.length;
    let before = loop[count - 2 + fixed]!;
    for (let n = 0, p = count - 2; n < count; p = n, n += 2) {
      const here = loop[n + fixed]!;
      if (before <= at !== here <= at) {
        const [from, to] = [loop[p + 1 - fixed]!, loop[n + 1 - fixed]!];
        own.push(from + ((at - before) / (here - before)) * (to - from));
      }
      before = here;
    }
  }
  own.sort((a, b) => a - b);
  for (let n = 0; n + 1 < own.length; n += 2) if (own[n + 1]! > own[n]!) out.push(own[n]!, own[n + 1]!);
}
