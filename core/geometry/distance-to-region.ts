import type { Region, Slab } from './region.ts';

/**
 * Distance in mm of a point to the nearest point of a solid, 0 inside; Infinity for an empty one. What lies farther than
 * `withinMm` need not be found: then any number that is not smaller is answered.
 */
export function distanceMmTo(
  region: Region,
  [x, y, z]: readonly [number, number, number],
  withinMm = Infinity,
): number {
  const { slabs } = region;
  let best = withinMm * withinMm;
  // Outwards from the slab at the point's height: what is found early spares the rest.
  const home = firstEndingAbove(slabs.length, z, (s) => slabs[s]!.z1Mm);
  for (let s = home; s < slabs.length; s++) {
    const dz = outside(z, slabs[s]!.z0Mm, slabs[s]!.z1Mm);
    if (dz * dz >= best) break;
    best = nearestInSlab(slabs[s]!, x, y, dz * dz, best);
  }
  for (let s = home - 1; s >= 0; s--) {
    const dz = outside(z, slabs[s]!.z0Mm, slabs[s]!.z1Mm);
    if (dz * dz >= best) break;
    best = nearestInSlab(slabs[s]!, x, y, dz * dz, best);
  }
  return Math.sqrt(best);
}

function nearestInSlab(slab: Slab, x: number, y: number, dz2: number, best: number): number {
  const { rowEdgesMm } = slab;
  const rows = rowEdgesMm.length - 1;
  const home = firstEndingAbove(rows, y, (r) => rowEdgesMm[r + 1]!);
  for (let r = home; r < rows; r++) {
    const dy = outside(y, rowEdgesMm[r]!, rowEdgesMm[r + 1]!);
    if (dy * dy + dz2 >= best) break;
    best = nearestInRow(slab, r, x, dy * dy + dz2, best);
  }
  for (let r = home - 1; r >= 0; r--) {
    const dy = outside(y, rowEdgesMm[r]!, rowEdgesMm[r + 1]!);
    if (dy * dy + dz2 >= best) break;
    best = nearestInRow(slab, r, x, dy * dy + dz2, best);
  }
  return best;
}

function nearestInRow({ rowStart, endsMm }: Slab, r: number, x: number, dyz2: number, best: number): number {
  for (let n = rowStart[r]!; n < rowStart[r + 1]!; n++) {
    const dx = outside(x, endsMm[2 * n]!, endsMm[2 * n + 1]!);
    if (dx * dx + dyz2 < best) best = dx * dx + dyz2;
  }
  return best;
}

/** Index of the first of ascending ranges that ends above a coordinate; `count` if none does. */
function firstEndingAbove(count: number, at: number, endOf: (n: number) => number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if (endOf(mid) <= at) low = mid + 1;
    else high = mid;
  }
  return low;
}

function outside(at: number, low: number, high: number): number {
  return at < low ? low - at : at > high ? at - high : 0;
}
