import type { BoundsMm, Region } from './region.ts';

/** A box as a solid: one slab, one row, one run. */
export function regionOfBox({ x0, x1, y0, y1, z0, z1 }: BoundsMm): Region {
  const slab = {
    z0Mm: z0,
    z1Mm: z1,
    rowEdgesMm: Float64Array.of(y0, y1),
    rowStart: Uint32Array.of(0, 1),
    endsMm: Float64Array.of(x0, x1),
    outline: null,
  };
  return { slabs: x1 > x0 && y1 > y0 && z1 > z0 ? [slab] : [] };
}
