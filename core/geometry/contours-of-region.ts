import type { ContourPlane, Loop } from './contour-stack.ts';
import { withKeyholes } from './keyholes.ts';
import { loopAreaMm2 } from './loop-area.ts';
import type { Region, Slab } from './region.ts';
import { simplifyLoop } from './simplify-loop.ts';
import { traceSlab } from './trace-slab.ts';

/** Contours stray from the solid's rows by about this much, and coordinates are multiples of ROUND_MM. */
const TOLERANCE_MM = 0.02;
const ROUND_MM = 1e-4;
/** Parts below this area are rounding where solids touch, not shape. */
const SMALLEST_MM2 = 0.01;
const ON_PLANE_MM = 1e-6;

/**
 * A solid as contours on given planes: on each, the cross-section of the slab that holds the plane (of two that meet in it,
 * the upper one). One polygon for each part, holes as keyholes, none of fewer than three corners. Planes that the solid
 * does not reach have none and are left out.
 */
export function contoursOfRegion(region: Region, planesMm: readonly number[]): ContourPlane[] {
  return planesMm.flatMap((zMm) => {
    const slab = region.slabs.find(({ z0Mm, z1Mm }) => z0Mm <= zMm + ON_PLANE_MM && zMm + ON_PLANE_MM < z1Mm);
    const loops = slab === undefined ? [] : outlinesOf(slab);
    return loops.length === 0 ? [] : [{ zMm, loops }];
  });
}

function outlinesOf(slab: Slab): Loop[] {
  const loops = traceSlab(slab)
    .filter(({ areaMm2 }) => Math.abs(areaMm2) >= SMALLEST_MM2)
    .map(({ loop, areaMm2 }) => rounded(simplifyLoop(loop, areaMm2, TOLERANCE_MM)))
    .filter((loop) => Math.abs(loopAreaMm2(loop)) >= SMALLEST_MM2 / 2);
  return withKeyholes(loops, ROUND_MM);
}

function rounded(loop: Loop): Loop {
  const kept: number[] = [];
  for (let n = 0; n < loop.length; n += 2) {
    const [x, y] = [round(loop[n]!), round(loop[n + 1]!)];
    if (kept.at(-2) !== x || kept.at(-1) !== y) kept.push(x, y);
  }
  while (kept.length > 2 && kept[0] === kept.at(-2) && kept[1] === kept.at(-1)) kept.length -= 2;
  return Float64Array.from(kept);
}

function round(value: number): number {
  return Math.round(value / ROUND_MM) * ROUND_MM;
}

/**
 * Planes for a solid that lies on no images: evenly spaced by the thickness that most of it is made of, through the
 * middle of such a slab. For a solid that was drawn on even planes, those planes.
 */
export function planesThrough({ slabs }: Region): number[] {
  const byThickness = [...slabs].sort((a, b) => a.z1Mm - a.z0Mm - (b.z1Mm - b.z0Mm));
  const totalMm = byThickness.reduce((sum, { z0Mm, z1Mm }) => sum + z1Mm - z0Mm, 0);
  let passedMm = 0;
  const usual = byThickness.find(({ z0Mm, z1Mm }) => (passedMm += z1Mm - z0Mm) >= totalMm / 2);
  if (usual === undefined) return [];
  const spacing = usual.z1Mm - usual.z0Mm;
  const anchor = (usual.z0Mm + usual.z1Mm) / 2;
  const first = Math.ceil((slabs[0]!.z0Mm - anchor) / spacing - ON_PLANE_MM);
  const last = Math.floor((slabs.at(-1)!.z1Mm - anchor) / spacing + ON_PLANE_MM);
  return Array.from({ length: last - first + 1 }, (_, n) => anchor + (first + n) * spacing);
}
