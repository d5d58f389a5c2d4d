import type { Region } from './region.ts';

/**
 * Distance in mm of a point to the nearest point of a solid, 0 inside; Infinity for an empty one. What lies farther than
 * `withinMm` need not be found: then any number that is not smaller is answered.
 */
export function distanceMmTo(
  region: Region,
  [x, y, z]: readonly [number, number, number],
  withinMm = Infinity,
): number {
  let best = withinMm * withinMm;
  for (const { z0Mm, z1Mm, rowEdgesMm, rowStart, endsMm } of region.slabs) {
    const dz = outside(z, z0Mm, z1Mm);
    const dz2 = dz * dz;
    const rows = rowEdgesMm.length - 1;
    if (dz2 >= best || rows < 1) continue;
    const dySlab = outside(y, rowEdgesMm[0]!, rowEdgesMm[rows]!);
    if (dz2 + dySlab * dySlab >= best) continue;
    for (let r = 0; r < rows; r++) {
      const dy = outside(y, rowEdgesMm[r]!, rowEdgesMm[r + 1]!);
      const dyz2 = dy * dy + dz2;
      if (dyz2 >= best) continue;
      for (let n = rowStart[r]!; n < rowStart[r + 1]!; n++) {
        const dx = outside(x, endsMm[2 * n]!, endsMm[2 * n + 1]!);
        if (dx * dx + dyz2 < best) best = dx * dx + dyz2;
      }
    }
  }
  return Math.sqrt(best);
}

function outside(at: number, low: number, high: number): number {
  return at < low ? low - at : at > high ? at - high : 0;
}
