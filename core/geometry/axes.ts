/** A point or direction in the patient coordinate system of DICOM: x to the left, y to posterior, z to the head, mm. */
export type Lps = readonly [x: number, y: number, z: number];

/** Three orthonormal directions in LPS: where the axes of a grid point to. */
export interface Axes {
  readonly x: Lps;
  readonly y: Lps;
  readonly z: Lps;
}

export const LPS_AXES: Axes = { x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
