import { boundsOf, volumeCm3Of } from '../geometry/region-size.ts';
import type { BoundsMm, Region } from '../geometry/region.ts';
import { regionOf, type Solid } from '../geometry/solid.ts';
import {
  type BetweenSlices,
  type Convention,
  type DoseInterpolation,
  END_CAPS,
  type SolidConvention,
} from './conventions.ts';
import type { DoseGrid } from './dose-grid.ts';
import { computeDvh, type Dvh, volumeAtDose } from './dvh.ts';
import { alignedDose } from './oblique-dose.ts';
import { tricubicDose } from './tricubic-dose.ts';

/** A number under the stated convention, and its range over the conventions that are plausible, too. */
export interface ValueWithRange {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Coverage {
  /** Share of the whole solid at or above the prescribed dose, percent; the part outside the dose grid counts as cold. */
  readonly percent: ValueWithRange;
  readonly volumeCm3: ValueWithRange;
  /** What each convention gives: which one explains another program's number. */
  readonly byConvention: readonly ByConvention[];
}

export interface ByConvention {
  readonly convention: Convention;
  readonly percent: number;
  readonly volumeCm3: number;
}

const BETWEEN: readonly BetweenSlices[] = ['prism', 'interpolated'];
const INTERPOLATIONS: readonly DoseInterpolation[] = ['trilinear', 'tricubic'];

/**
 * Coverage of a solid at a dose, with its range over end caps, the shape between slices and the interpolation of the dose.
 * `dvh` is that of the stated convention, computed with `levelGy` among its levels. A part of the solid outside the dose
 * grid counts as cold in the value and the lower end, and as covered in the upper end.
 */
export function coverageOverConventions(
  solid: Solid,
  dose: DoseGrid,
  levelGy: number,
  stated: Convention,
  dvh: Dvh,
): Coverage {
  const byConvention: (ByConvention & { readonly outsidePercent: number })[] = [];
  const doses = new Map<DoseInterpolation, DoseGrid>();
  for (const solidConvention of solidConventions(solid)) {
    const region = regionOf(solid, solidConvention);
    const volume = volumeCm3Of(region);
    if (volume === 0) continue;
    const twin = byConvention.find((other) => isSameSolid(other, solidConvention, volume));
    for (const doseInterpolation of INTERPOLATIONS) {
      const convention: Convention = { ...solidConvention, doseInterpolation };
      const done =
        twin && byConvention.find((other) => same(other.convention, { ...twin.convention, doseInterpolation }));
      if (done !== undefined) {
        byConvention.push({ ...done, convention });
        continue;
      }
      const grid = doses.get(doseInterpolation) ?? interpolated(dose, doseInterpolation, largestBox(solid));
      doses.set(doseInterpolation, grid);
      const { insideAbove, outside } = same(convention, stated)
        ? { insideAbove: volumeAtDose(dvh, levelGy), outside: dvh.outsideDoseCm3 }
        : aboveAndOutside(region, grid, levelGy);
      const percentOf = (cm3: number): number => Math.min(100, (100 * cm3) / volume);
      byConvention.push({
        convention,
        percent: percentOf(insideAbove),
        volumeCm3: volume,
        outsidePercent: percentOf(outside),
      });
    }
  }
  const value = dvh.volumeCm3 === 0 ? 0 : Math.min(100, (100 * volumeAtDose(dvh, levelGy)) / dvh.volumeCm3);
  const all = byConvention.map((c) => c.percent);
  const allWithOutside = byConvention.map((c) => Math.min(100, c.percent + c.outsidePercent));
  const volumes = byConvention.map((c) => c.volumeCm3);
  return {
    percent: { value, low: Math.min(value, ...all), high: Math.max(value, ...allWithOutside) },
    volumeCm3: {
      value: dvh.volumeCm3,
      low: Math.min(dvh.volumeCm3, ...volumes),
      high: Math.max(dvh.volumeCm3, ...volumes),
    },
    byConvention: byConvention.map(({ convention, percent, volumeCm3 }) => ({ convention, percent, volumeCm3 })),
  };
}

/** A mask is what it is; contours leave the caps and the shape between planes open. */
function solidConventions(solid: Solid): SolidConvention[] {
  if (solid.kind === 'mask') return [{ endCaps: 'half-slice', betweenSlices: 'prism' }];
  return BETWEEN.flatMap((betweenSlices) => END_CAPS.map((endCaps) => ({ endCaps, betweenSlices })));
}

/** Capped ends are half slices where slices are thin: the same solid need not be integrated twice. */
function isSameSolid(other: ByConvention, { endCaps, betweenSlices }: SolidConvention, volumeCm3: number): boolean {
  const { convention } = other;
  return (
    endCaps === 'capped' &&
    convention.endCaps === 'half-slice' &&
    convention.betweenSlices === betweenSlices &&
    other.volumeCm3 === volumeCm3
  );
}

function same(a: Convention, b: Convention): boolean {
  return a.endCaps === b.endCaps && a.betweenSlices === b.betweenSlices && a.doseInterpolation === b.doseInterpolation;
}

function largestBox(solid: Solid): BoundsMm | null {
  return boundsOf(regionOf(solid, { endCaps: 'half-slice', betweenSlices: 'prism' }));
}

function interpolated(dose: DoseGrid, interpolation: DoseInterpolation, box: BoundsMm | null): DoseGrid {
  if (box === null) return dose;
  const aligned = alignedDose(dose, box);
  return interpolation === 'tricubic' ? tricubicDose(aligned, box) : aligned;
}

function aboveAndOutside(region: Region, dose: DoseGrid, levelGy: number): { insideAbove: number; outside: number } {
  const dvh = computeDvh(region, dose, [levelGy], { bins: 16 });
  return { insideAbove: volumeAtDose(dvh, levelGy), outside: dvh.outsideDoseCm3 };
}
