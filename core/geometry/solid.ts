import type { SolidConvention } from '../dose/conventions.ts';
import type { ContourStack } from './contour-stack.ts';
import { regionFromContours, type SlabsOfStack } from './region-from-contours.ts';
import type { Region } from './region.ts';

/** What a structure was given as. Contours become a region under a convention; a mask is a region already. */
export type Solid =
  | { readonly kind: 'contours'; readonly stack: ContourStack; readonly singlePlaneThicknessMm: number | null }
  | { readonly kind: 'mask'; readonly region: Region };

/** A structure that can be measured. */
export interface Structure {
  readonly roiName: string;
  readonly roiNumber: number | null;
  /** RT ROI Interpreted Type, where given. */
  readonly interpretedType: string | null;
  readonly solid: Solid;
  /** What was left out or is odd about it, in words. */
  readonly remarks: readonly string[];
}

/**
 * `refine` below 1 takes coarser rows, for what need not be exact; `made` are slabs of this solid and `refine` that several
 * conventions share.
 */
export function regionOf(solid: Solid, convention: SolidConvention, refine = 1, made?: SlabsOfStack): Region {
  if (solid.kind === 'mask') return solid.region;
  const { stack, singlePlaneThicknessMm } = solid;
  const options = { ...convention, singlePlaneThicknessMm, refine };
  return regionFromContours(stack, made === undefined ? options : { ...options, made });
}
