import type { Lps } from './axes.ts';

/** A plane across the patient's axes: axial at a z, coronal at a y, sagittal at an x. */
export interface PatientPlane {
  readonly kind: PlaneKind;
  readonly atMm: number;
}

export const PLANE_KINDS = ['axial', 'coronal', 'sagittal'] as const;
export type PlaneKind = (typeof PLANE_KINDS)[number];

/**
 * The axes of a plane, as indices into LPS: `u` runs to the right of a picture, `v` downwards or, where it is z, upwards.
 * So every picture shows the patient as seen from the feet, the front or the left, however they lay.
 */
export const AXES_OF_PLANE: Readonly<
  Record<PlaneKind, { readonly u: 0 | 1; readonly v: 1 | 2; readonly normal: 0 | 1 | 2; readonly vIsUp: boolean }>
> = {
  axial: { u: 0, v: 1, normal: 2, vIsUp: false },
  coronal: { u: 0, v: 2, normal: 1, vIsUp: true },
  sagittal: { u: 1, v: 2, normal: 0, vIsUp: true },
};

export type PatientSide = 'R' | 'L' | 'A' | 'P' | 'F' | 'H';

/** The side of the patient at each edge of a plane's picture: right, left, anterior, posterior, foot, head. */
export function sidesOfPlane(kind: PlaneKind): Readonly<Record<'left' | 'right' | 'top' | 'bottom', PatientSide>> {
  const { u, v, vIsUp } = AXES_OF_PLANE[kind];
  const [left, right] = SIDES[u]!;
  const [low, high] = SIDES[v]!;
  return { left, right, top: vIsUp ? high : low, bottom: vIsUp ? low : high };
}

/** Where x, y and z begin and end. */
const SIDES: readonly (readonly [PatientSide, PatientSide])[] = [
  ['R', 'L'],
  ['A', 'P'],
  ['F', 'H'],
];

/** The plane of a kind through a point. */
export function planeThrough(kind: PlaneKind, atMm: Lps): PatientPlane {
  return { kind, atMm: atMm[AXES_OF_PLANE[kind].normal] };
}
