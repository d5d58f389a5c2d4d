import { type Cm3, cm3, MM3_PER_CM3 } from '../quantity.ts';
import type { Lps } from './axes.ts';
import type { BoundsMm, Region, Slab } from './region.ts';

/** Volume of a solid: the sum of its runs' lengths times the height of their rows and slabs. */
export function volumeCm3Of(region: Region): Cm3 {
  let mm3 = 0;
  for (const slab of region.slabs) mm3 += areaMm2Of(slab) * (slab.z1Mm - slab.z0Mm);
  return cm3(mm3 / MM3_PER_CM3);
}

/** Area of a slab's cross-section. */
export function areaMm2Of({ rowEdgesMm, rowStart, endsMm }: Slab): number {
  let area = 0;
  for (let r = 0; r + 1 < rowEdgesMm.length; r++) {
    let length = 0;
    for (let n = rowStart[r]!; n < rowStart[r + 1]!; n++) length += endsMm[2 * n + 1]! - endsMm[2 * n]!;
    area += length * (rowEdgesMm[r + 1]! - rowEdgesMm[r]!);
  }
  return area;
}

/** The box around a solid, or null if it is empty. */
export function boundsOf(region: Region): BoundsMm | null {
  let [x0, x1, y0, y1, z0, z1] = [Infinity, -Infinity, Infinity, -Infinity, Infinity, -Infinity];
  for (const { z0Mm, z1Mm, rowEdgesMm, rowStart, endsMm } of region.slabs) {
    for (let r = 0; r + 1 < rowEdgesMm.length; r++) {
      const from = rowStart[r]!;
      const to = rowStart[r + 1]!;
      if (to === from) continue;
      x0 = Math.min(x0, endsMm[2 * from]!);
      x1 = Math.max(x1, endsMm[2 * to - 1]!);
      y0 = Math.min(y0, rowEdgesMm[r]!);
      y1 = Math.max(y1, rowEdgesMm[r + 1]!);
      z0 = Math.min(z0, z0Mm);
      z1 = Math.max(z1, z1Mm);
    }
  }
  return x1 > x0 ? { x0, x1, y0, y1, z0, z1 } : null;
}

/** Whether two boxes have a point in common. */
export function boundsMeet(a: BoundsMm, b: BoundsMm): boolean {
  return a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1 && a.z0 <= b.z1 && b.z0 <= a.z1;
}

/** Whether a point lies in a box. */
export function boundsHold({ x0, x1, y0, y1, z0, z1 }: BoundsMm, [x, y, z]: Lps): boolean {
  return x >= x0 && x <= x1 && y >= y0 && y <= y1 && z >= z0 && z <= z1;
}

/** Distance in mm of a point from a box, 0 inside. */
export function distanceToBounds({ x0, x1, y0, y1, z0, z1 }: BoundsMm, [x, y, z]: Lps): number {
  const dx = Math.max(x0 - x, 0, x - x1);
  const dy = Math.max(y0 - y, 0, y - y1);
  const dz = Math.max(z0 - z, 0, z - z1);
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}

/** Whether a point lies in the solid. */
export function holdsPoint(region: Region, x: number, y: number, z: number): boolean {
  for (const { z0Mm, z1Mm, rowEdgesMm, rowStart, endsMm } of region.slabs) {
    if (z < z0Mm || z > z1Mm) continue;
    for (let r = 0; r + 1 < rowEdgesMm.length; r++) {
      if (y < rowEdgesMm[r]! || y > rowEdgesMm[r + 1]!) continue;
      for (let n = rowStart[r]!; n < rowStart[r + 1]!; n++) {
        if (x >= endsMm[2 * n]! && x <= endsMm[2 * n + 1]!) return true;
      }
    }
  }
  return false;
}
