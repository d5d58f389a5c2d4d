import { volumeCm3Of } from '../geometry/region-size.ts';
import { SlabsOfStack } from '../geometry/region-from-contours.ts';
import type { Region } from '../geometry/region.ts';
import { regionOf, type Solid } from '../geometry/solid.ts';
import type { BetweenSlices, EndCaps, SolidConvention } from './conventions.ts';

/** A solid under one convention. */
export interface ComparedSolid {
  readonly convention: SolidConvention;
  readonly region: Region;
  readonly volumeCm3: number;
}

const STATED_FIRST: readonly SolidConvention[] = (['prism', 'interpolated'] satisfies BetweenSlices[]).flatMap(
  (betweenSlices) =>
    (['half-slice', 'none', 'capped'] satisfies EndCaps[]).map((endCaps) => ({ endCaps, betweenSlices })),
);
/** The one that is closest to smooth targets. */
const BEST: SolidConvention = { endCaps: 'rounded', betweenSlices: 'interpolated' };
/** Rows of the solids that are only compared may be coarser. */
export const COARSER_ROWS = 0.5;

/**
 * A solid under every convention under which it has a volume. A mask is what it is; contours leave the caps and the shape
 * between planes open. The regions share what slabs they can.
 */
export function comparedSolids(solid: Solid): readonly ComparedSolid[] {
  const conventions = solid.kind === 'mask' ? STATED_FIRST.slice(0, 1) : [...STATED_FIRST, BEST];
  const shared = solid.kind === 'mask' ? undefined : new SlabsOfStack(solid.stack, COARSER_ROWS);
  return conventions
    .map((convention) => {
      const region = regionOf(solid, convention, COARSER_ROWS, shared);
      return { convention, region, volumeCm3: volumeCm3Of(region) };
    })
    .filter(({ volumeCm3 }) => volumeCm3 > 0);
}

/** Whether a solid among those compared is the one that the best estimate is made of: of a mask there is only one. */
export function isBest(solid: Solid, { convention }: ComparedSolid): boolean {
  return solid.kind === 'mask' || convention === BEST;
}
