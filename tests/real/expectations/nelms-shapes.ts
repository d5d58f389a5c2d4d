/**
 * Nelms et al., Med Phys 42:4435 (2015): shapes of 24 mm in a linear dose of 1 Gy/mm, so that 0.01 Gy is 0.01 mm.
 * The published answer is that of the smooth shape with half-slice end caps. What is drawn is a stack of prisms; the
 * second table says how far that stack is from the smooth shape. It was worked out apart from this program: polygons
 * clipped by a half-plane for the dose along AP, overlap of prisms for SI, which is exact for a linear dose.
 */

/** Of the engine alone: half a step of the published values (0.005 Gy) and what rows of finite height leave. */
export const ENGINE_TOLERANCE_GY = 0.015;
/** Means are published in full digits, but pages of 3 mm prisms round them: a hundredth of a millimetre. */
export const MEAN_TOLERANCE_GY = 0.01;
/** Polygons of many vertices inside a circle lose up to 0.01 % of its area; published volumes have 4 decimals. */
export const VOLUME_TOLERANCE_PERCENT = 0.03;

type Shift = readonly [d99: number, d95: number, d5: number, d1: number];

export interface AsDrawn {
  readonly volumePercent: number;
  readonly AntPost: Shift;
  readonly SupInf: Shift;
}

/** As-drawn prisms minus the smooth shape, by shape and contour spacing in mm. Spacing 0.2 mm needs none. */
export const AS_DRAWN: Readonly<Record<string, AsDrawn>> = {
  'Sphere 1': { volumePercent: -0.18, AntPost: [0.002, 0.002, 0.003, 0.003], SupInf: [0.09, 0.017, -0.012, -0.085] },
  'Sphere 2': { volumePercent: -0.7, AntPost: [-0.004, 0, 0.005, 0.009], SupInf: [0.109, 0.085, -0.08, -0.104] },
  'Sphere 3': { volumePercent: -1.57, AntPost: [-0.007, -0.038, 0.043, 0.012], SupInf: [0.449, 0.054, -0.049, -0.444] },
  'Cone 1': { volumePercent: 0.07, AntPost: [-0.009, -0.006, 0.011, 0.014], SupInf: [-0.01, -0.011, 0.005, 0.005] },
  'Cone 2': { volumePercent: 0.3, AntPost: [-0.047, -0.019, 0.024, 0.052], SupInf: [-0.038, 0.007, 0.004, 0.005] },
  'Cone 3': { volumePercent: 0.65, AntPost: [-0.073, -0.056, 0.061, 0.078], SupInf: [-0.192, -0.124, 0.002, 0.004] },
};

/** Nowhere may the distance to the smooth shape itself exceed this share of the contour spacing. */
export const SMOOTH_TOLERANCE_OF_SPACING = 0.16;
