import type { Axes } from '../geometry/axes.ts';

/**
 * Absorbed dose at the nodes of a rectilinear grid (the voxel centres of an RTDOSE); trilinear between them,
 * unknown beyond the outermost nodes. However the frames lay in the file, nodes ascend along each axis here.
 */
export interface DoseGrid {
  /** Node coordinates along the grid's own axes, mm, strictly ascending; spacing may be uneven. */
  readonly xMm: Float64Array;
  readonly yMm: Float64Array;
  readonly zMm: Float64Array;
  /** Dose in Gy at node (i, j, k), stored at i + nx * (j + ny * k). */
  readonly doseGy: Float32Array;
  /** Step of the stored values (DoseGridScaling). Half of it is never decisive. */
  readonly stepGy: number;
  /** Directions of the grid's axes in LPS; null when they are LPS itself. A point of the grid is x·axes.x + y·axes.y + z·axes.z. */
  readonly axes: Axes | null;
}

/** Dose planes as they are stored in an RTDOSE or a plain array, before they are laid along LPS. */
export interface StoredDosePlanes {
  /** Centre of the first stored voxel, LPS mm. */
  readonly originMm: readonly [number, number, number];
  /** Unit direction in which the column index grows (first triple of ImageOrientationPatient). */
  readonly rowDirection: readonly [number, number, number];
  /** Unit direction in which the row index grows (second triple). */
  readonly columnDirection: readonly [number, number, number];
  readonly columns: number;
  readonly rows: number;
  /** Distance between columns (second value of PixelSpacing), mm. */
  readonly columnSpacingMm: number;
  /** Distance between rows (first value of PixelSpacing), mm. */
  readonly rowSpacingMm: number;
  /** Offset of every plane from the first stored one along rowDirection × columnDirection, mm; any order, any spacing. */
  readonly planeOffsetsMm: readonly number[];
  /** Dose in Gy, column index fastest, then row, then plane. */
  readonly doseGy: Float32Array;
  readonly stepGy: number;
}
