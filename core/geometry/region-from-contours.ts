import type { SolidConvention } from '../dose/conventions.ts';
import { interpolatedSlabs } from './between-slices.ts';
import type { ContourPlane, ContourStack } from './contour-stack.ts';
import { roundedCap } from './end-cap.ts';
import type { Region, Slab } from './region.ts';
import { rowEdgesFor } from './row-edges.ts';
import { scanRows } from './scanline.kernel.ts';
import { planeExtents } from './slices.ts';

export interface RegionOptions extends SolidConvention {
  /** Thickness of an ROI that has one plane only, mm; without it such an ROI gives an empty region. */
  readonly singlePlaneThicknessMm?: number | null;
  /** Rows are this many times finer than by default: for convergence tests. */
  readonly refine?: number;
}

/**
 * The solid that contours stand for under a convention. A point is inside a plane's cross-section when it is inside an
 * odd number of the plane's contours, so holes, nested rings, islands and keyholes come out as drawn. Between planes the
 * cross-section is that of the nearest plane (`prism`) or interpolated by signed distance (`interpolated`).
 */
export function regionFromContours(stack: ContourStack, options: RegionOptions): Region {
  const { endCaps, betweenSlices, singlePlaneThicknessMm = null, refine = 1 } = options;
  const extents = planeExtents(stack, endCaps, singlePlaneThicknessMm);
  const slabs: Slab[] = [];
  const bridged = betweenSlices === 'interpolated';
  const rounded = endCaps === 'rounded';
  stack.planes.forEach((plane, p) => {
    const next = stack.planes[p + 1];
    const joinedBelow = p > 0 && extents.joined[p - 1] === true;
    const joinedAbove = next !== undefined && extents.joined[p] === true;
    const z0 = (joinedBelow ? bridged : rounded) ? plane.zMm : extents.z0Mm[p]!;
    const z1 = (joinedAbove ? bridged : rounded) ? plane.zMm : extents.z1Mm[p]!;
    if (rounded && !joinedBelow) slabs.push(...roundedCap(plane, extents.z0Mm[p]!, refine));
    if (z1 > z0) slabs.push(prism(plane, z0, z1, refine));
    if (rounded && !joinedAbove) slabs.push(...roundedCap(plane, extents.z1Mm[p]!, refine));
    if (bridged && joinedAbove) slabs.push(...interpolatedSlabs(plane, next, refine));
  });
  return { slabs };
}

function prism(plane: ContourPlane, z0Mm: number, z1Mm: number, refine: number): Slab {
  return { z0Mm, z1Mm, outline: plane, ...scanRows(plane.loops, rowEdgesFor(plane.loops, refine)) };
}
