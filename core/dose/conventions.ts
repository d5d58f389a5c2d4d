/**
 * How far a solid reaches beyond its first and last contour plane. `capped` is half a slice but at most 1.5 mm; `rounded`
 * is half a slice high and shrinks to nothing like an ellipsoid.
 */
export type EndCaps = 'half-slice' | 'none' | 'capped' | 'rounded';
/** The shape between two contour planes: each plane extended half way, or interpolated by signed distance. */
export type BetweenSlices = 'prism' | 'interpolated';
/** The dose between nodes. `tricubic` is Catmull-Rom, clamped to the neighbouring nodes; `spline` a natural cubic spline. */
export type DoseInterpolation = 'trilinear' | 'tricubic' | 'spline';

export interface SolidConvention {
  readonly endCaps: EndCaps;
  readonly betweenSlices: BetweenSlices;
}

export interface Convention extends SolidConvention {
  readonly doseInterpolation: DoseInterpolation;
}

export const DEFAULT_CONVENTION: Convention = {
  endCaps: 'half-slice',
  betweenSlices: 'prism',
  doseInterpolation: 'trilinear',
};

export const END_CAPS: readonly EndCaps[] = ['half-slice', 'none', 'capped', 'rounded'];
export const BETWEEN_SLICES: readonly BetweenSlices[] = ['prism', 'interpolated'];
export const CAPPED_MM = 1.5;
