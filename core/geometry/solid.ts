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

export interface RegionOfOptions {
  /** Below 1: coarser rows, for what need not be exact. */
  readonly refine?: number;
  /** Slabs of the same solid and `refine` to share between conventions. */
  readonly made?: SlabsOfStack;
}

export function regionOf(solid: Solid, convention: SolidConvention, options: RegionOfOptions = {}): Region {
  if (solid.kind === 'mask') return solid.region;
  const { stack, singlePlaneThicknessMm } = solid;
  return regionFromContours(stack, { ...convention, singlePlaneThicknessMm, ...options });
}
