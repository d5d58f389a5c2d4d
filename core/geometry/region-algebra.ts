import type { Region, Slab } from './region.ts';

/**
 * Union, intersection and difference of solids, exact on their runs: slabs are cut at the z-ends and rows at the edges
 * of both, and within a row the sorted intervals are merged.
 */
export function unite(a: Region, b: Region): Region {
  return combine(a, b, (inA, inB) => inA || inB);
}

export function intersect(a: Region, b: Region): Region {
  return combine(a, b, (inA, inB) => inA && inB);
}

/** The part of `a` that is not in `b`. */
export function subtract(a: Region, b: Region): Region {
  return combine(a, b, (inA, inB) => inA && !inB);
}

export function uniteAll(regions: readonly Region[]): Region {
  if (regions.length <= 2) return regions.length === 2 ? unite(regions[0]!, regions[1]!) : (regions[0] ?? EMPTY);
  const half = regions.length >> 1;
  return unite(uniteAll(regions.slice(0, half)), uniteAll(regions.slice(half)));
}

export const EMPTY: Region = { slabs: [] };

type Keep = (inA: boolean, inB: boolean) => boolean;

function combine(a: Region, b: Region, keep: Keep): Region {
  const slabs: Slab[] = [];
  let p = 0;
  let q = 0;
  const cuts = edgesOfBoth(zEdgesOf(a), zEdgesOf(b), keep);
  for (let c = 0; c + 1 < cuts.length; c++) {
    const z0Mm = cuts[c]!;
    const z1Mm = cuts[c + 1]!;
    while (p < a.slabs.length && a.slabs[p]!.z1Mm <= z0Mm) p++;
    while (q < b.slabs.length && b.slabs[q]!.z1Mm <= z0Mm) q++;
    const slabA = a.slabs[p] !== undefined && a.slabs[p]!.z0Mm <= z0Mm ? a.slabs[p]! : null;
    const slabB = b.slabs[q] !== undefined && b.slabs[q]!.z0Mm <= z0Mm ? b.slabs[q]! : null;
    const slab = combineSlabs(slabA, slabB, z0Mm, z1Mm, keep);
    if (slab !== null) slabs.push(slab);
  }
  return { slabs };
}

function combineSlabs(a: Slab | null, b: Slab | null, z0Mm: number, z1Mm: number, keep: Keep): Slab | null {
  if (a === null || b === null) {
    // What lies in neither is never kept.
    return keep(a !== null, b !== null) ? { ...(a ?? b!), z0Mm, z1Mm } : null;
  }
  const rowEdgesMm = a.rowEdgesMm === b.rowEdgesMm ? a.rowEdgesMm : edgesOfBoth(a.rowEdgesMm, b.rowEdgesMm, keep);
  const rows = rowEdgesMm.length - 1;
  if (rows < 1) return null;
  const rowStart = new Uint32Array(rows + 1);
  const ends: number[] = [];
  const cursorA = new RowCursor(a);
  const cursorB = new RowCursor(b);
  for (let r = 0; r < rows; r++) {
    const middle = 0.5 * (rowEdgesMm[r]! + rowEdgesMm[r + 1]!);
    mergeRow(cursorA.endsAt(middle), cursorB.endsAt(middle), keep, ends);
    rowStart[r + 1] = ends.length / 2;
  }
  if (ends.length === 0) return null;
  return { z0Mm, z1Mm, rowEdgesMm, rowStart, endsMm: Float64Array.from(ends), outline: null };
}

function zEdgesOf({ slabs }: Region): Float64Array {
  const edges = new Float64Array(2 * slabs.length);
  slabs.forEach(({ z0Mm, z1Mm }, n) => edges.set([z0Mm, z1Mm], 2 * n));
  return edges;
}

/** Sorted edges of two solids in one list, each once, without those where only one of them is and nothing of it is kept. */
function edgesOfBoth(a: Float64Array, b: Float64Array, keep: Keep): Float64Array {
  let low = -Infinity;
  let high = Infinity;
  for (const [edges, isOtherKept] of [
    [a, keep(false, true)],
    [b, keep(true, false)],
  ] as const) {
    // Beyond this one's edges there is only the other.
    if (isOtherKept) continue;
    low = Math.max(low, edges[0] ?? Infinity);
    high = Math.min(high, edges.at(-1) ?? -Infinity);
  }
  const out = new Float64Array(a.length + b.length);
  let n = 0;
  let p = 0;
  let q = 0;
  while (p < a.length || q < b.length) {
    const nextA = p < a.length ? a[p]! : Infinity;
    const nextB = q < b.length ? b[q]! : Infinity;
    const edge = nextA < nextB ? nextA : nextB;
    if (nextA === edge) p++;
    if (nextB === edge) q++;
    if (edge > high) break;
    if (edge >= low && (n === 0 || edge > out[n - 1]!)) out[n++] = edge;
  }
  return out.slice(0, n);
}

const NO_ENDS = new Float64Array(0);

/** Walks through a slab's rows with growing y. */
class RowCursor {
  #row = 0;

  readonly #slab: Slab;

  constructor(slab: Slab) {
    this.#slab = slab;
  }

  endsAt(y: number): Float64Array {
    const { rowEdgesMm, rowStart, endsMm } = this.#slab;
    while (rowEdgesMm[this.#row + 1]! <= y) this.#row++;
    if (this.#row + 1 >= rowEdgesMm.length || rowEdgesMm[this.#row]! > y) return NO_ENDS;
    return endsMm.subarray(2 * rowStart[this.#row]!, 2 * rowStart[this.#row + 1]!);
  }
}

/** Appends the intervals where `keep` holds; an end index that is odd means "inside". */
function mergeRow(a: Float64Array, b: Float64Array, keep: Keep, ends: number[]): void {
  let p = 0;
  let q = 0;
  let open = false;
  while (p < a.length || q < b.length) {
    const x = Math.min(a[p] ?? Infinity, b[q] ?? Infinity);
    while (a[p] === x) p++;
    while (b[q] === x) q++;
    const inside = keep(p % 2 === 1, q % 2 === 1);
    if (inside !== open) {
      ends.push(x);
      open = inside;
    }
  }
}
