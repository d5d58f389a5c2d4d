import type { Solid } from '../geometry/solid.ts';
import { type ComparedSolid, comparedSolids } from './compared-solids.ts';
import { LEAST_DOUBT } from './range-around-best.ts';

/**
 * Of the volume that half-slice caps hold, what the places of the slices may hide. A target that ends just before the next
 * slice is drawn too small under any convention; without caps it is small enough for one that ends on its last slice.
 */
const SLICE_DOUBT = 0.5;

/** The range of a volume over the conventions, cm³, and what slices cannot tell. A mask has one volume. */
export function volumeInterval(
  solid: Solid,
  statedCm3: number,
  solids: readonly ComparedSolid[] = comparedSolids(solid),
): { readonly low: number; readonly high: number } {
  if (solid.kind === 'mask' || statedCm3 === 0) return { low: statedCm3, high: statedCm3 };
  const volumes = [statedCm3, ...solids.map(({ volumeCm3 }) => volumeCm3)];
  const [half = 0, bare = 0] = (['half-slice', 'none'] as const).map(
    (caps) =>
      solids.find(({ convention }) => convention.endCaps === caps && convention.betweenSlices === 'prism')?.volumeCm3,
  );
  const floor = (LEAST_DOUBT / 100) * statedCm3;
  return { low: Math.min(...volumes) - floor, high: Math.max(...volumes) + floor + SLICE_DOUBT * (half - bare) };
}
