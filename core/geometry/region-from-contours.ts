import type { SolidConvention } from '../dose/conventions.ts';
import { interpolatedSlabs } from './between-slices.ts';
import type { ContourPlane, ContourStack } from './contour-stack.ts';
import { roundedCap } from './end-cap.ts';
import type { Region, Slab } from './region.ts';
import { rowEdgesFor } from './row-edges.ts';
import { meanRows } from './mean-rows.kernel.ts';
import type { Rows } from './scanline.kernel.ts';
import { planeExtents } from './slices.ts';

export interface RegionOptions extends SolidConvention {
  /** Thickness of an ROI that has one plane only, mm; without it such an ROI gives an empty region. */
  readonly singlePlaneThicknessMm?: number | null;
  /** Rows are this many times finer than by default: for convergence tests. */
  readonly refine?: number;
  /** Slabs of the same stack and `refine` to share. */
  readonly made?: SlabsOfStack;
}

/**
 * Slabs that were made of a stack already, so that regions of the same contours under several conventions share them:
 * what is computed for a slab need not be computed again. One for each `refine`.
 */
export class SlabsOfStack {
  readonly #stack: ContourStack;
  readonly #refine: number;
  readonly #rows = new Map<ContourPlane, Rows>();
  readonly #slabs = new Map<string, readonly Slab[]>();

  constructor(stack: ContourStack, refine = 1) {
    this.#stack = stack;
    this.#refine = refine;
  }

  prism(p: number, z0Mm: number, z1Mm: number): readonly Slab[] {
    return this.#once(`prism ${p} ${z0Mm} ${z1Mm}`, () => {
      const plane = this.#plane(p);
      const rows = this.#rows.get(plane) ?? meanRows(plane.loops, rowEdgesFor(plane.loops, this.#refine));
      this.#rows.set(plane, rows);
      return [{ z0Mm, z1Mm, outline: plane, ...rows }];
    });
  }

  rounded(p: number, towardsMm: number): readonly Slab[] {
    return this.#once(`rounded ${p} ${towardsMm}`, () => roundedCap(this.#plane(p), towardsMm, this.#refine));
  }

  /** From plane p to the next. */
  interpolated(p: number): readonly Slab[] {
    return this.#once(`gap ${p}`, () => interpolatedSlabs(this.#plane(p), this.#plane(p + 1), this.#refine));
  }

  #plane(p: number): ContourPlane {
    return this.#stack.planes[p]!;
  }

  #once(name: string, make: () => readonly Slab[]): readonly Slab[] {
    const slabs = this.#slabs.get(name) ?? make();
    this.#slabs.set(name, slabs);
    return slabs;
  }
}

/**
 * The solid that contours stand for under a convention. A point is inside a plane's cross-section when it is inside an
 * odd number of the plane's contours, so holes, nested rings, islands and keyholes come out as drawn. Between planes the
 * cross-section is that of the nearest plane (`prism`) or interpolated by distances from the contours (`interpolated`).
 */
export function regionFromContours(stack: ContourStack, options: RegionOptions): Region {
  const {
    endCaps,
    betweenSlices,
    singlePlaneThicknessMm = null,
    made = new SlabsOfStack(stack, options.refine),
  } = options;
  const extents = planeExtents(stack, endCaps, singlePlaneThicknessMm);
  const slabs: Slab[] = [];
  const bridged = betweenSlices === 'interpolated';
  const rounded = endCaps === 'rounded';
  stack.planes.forEach((plane, p) => {
    const joinedBelow = extents.joined[p - 1] === true;
    const joinedAbove = extents.joined[p] === true;
    const z0 = (joinedBelow ? bridged : rounded) ? plane.zMm : extents.z0Mm[p]!;
    const z1 = (joinedAbove ? bridged : rounded) ? plane.zMm : extents.z1Mm[p]!;
    if (rounded && !joinedBelow) slabs.push(...made.rounded(p, extents.z0Mm[p]!));
    if (z1 > z0) slabs.push(...made.prism(p, z0, z1));
    if (rounded && !joinedAbove) slabs.push(...made.rounded(p, extents.z1Mm[p]!));
    if (bridged && joinedAbove) slabs.push(...made.interpolated(p));
  });
  return bridged || rounded ? { slabs, faces: stack.planes } : { slabs };
}
