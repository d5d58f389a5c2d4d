/** A closed planar polygon as x0, y0, x1, y1, ... in LPS mm, first vertex not repeated at the end. */
export type Loop = Float64Array;

/** All closed contours of one ROI in one axial plane; the inside is the even-odd rule over all of them. */
export interface ContourPlane {
  readonly zMm: number;
  readonly loops: readonly Loop[];
}

/** The contours of one ROI, planes ascending in z. Holes, islands and keyholes are as drawn. */
export interface ContourStack {
  readonly planes: readonly ContourPlane[];
}
