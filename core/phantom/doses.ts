import type { StoredDosePlanes } from '../dose/dose-grid.ts';
import type { Lps } from '../geometry/axes.ts';
import { erf } from './closed-form.ts';
import type { RadialDose } from './closed-form.ts';

/** Dose in Gy at a point, LPS mm. */
export type DoseField = (xMm: number, yMm: number, zMm: number) => number;

/** centreGy + gyPerMm · distance along `direction` (any length but 0), not below 0. */
export function linearField(centreMm: Lps, direction: Lps, centreGy: number, gyPerMm: number): DoseField {
  const length = Math.hypot(...direction);
  const [dx, dy, dz] = direction.map((part) => (part / length) * gyPerMm) as [number, number, number];
  const [cx, cy, cz] = centreMm;
  return (x, y, z) => Math.max(0, centreGy + dx * (x - cx) + dy * (y - cy) + dz * (z - cz));
}

/** A radial dose about a centre. */
export function radialField(centreMm: Lps, dose: RadialDose): DoseField {
  return ellipsoidalField(centreMm, [1, 1, 1], dose);
}

/**
 * A radial dose stretched along the axes: the dose at a point is that at r = |(p - centre) / semiAxes|. With the
 * semi-axes of an ellipsoidal target its histogram is that of the unit ball, since shares of volume do not change
 * under stretching.
 */
export function ellipsoidalField(centreMm: Lps, semiAxesMm: Lps, dose: RadialDose): DoseField {
  const [cx, cy, cz] = centreMm;
  const [a, b, c] = semiAxesMm;
  return (x, y, z) => dose.doseGy(Math.hypot((x - cx) / a, (y - cy) / b, (z - cz) / c));
}

/** High on one side of a plane and low on the other, with a penumbra of standard deviation `sigmaMm` between. */
export function penumbraField(
  pointMm: Lps,
  towardsLow: Lps,
  highGy: number,
  lowGy: number,
  sigmaMm: number,
): DoseField {
  const length = Math.hypot(...towardsLow);
  const [dx, dy, dz] = towardsLow.map((part) => part / length) as [number, number, number];
  const [cx, cy, cz] = pointMm;
  return (x, y, z) => {
    const t = dx * (x - cx) + dy * (y - cy) + dz * (z - cz);
    return lowGy + ((highGy - lowGy) * (1 - erf(t / (Math.SQRT2 * sigmaMm)))) / 2;
  };
}

export function flatField(doseGy: number): DoseField {
  return () => doseGy;
}

/** The largest of several fields at every point: separate targets that do not disturb each other's closed form. */
export function largestOf(fields: readonly DoseField[]): DoseField {
  return (x, y, z) => fields.reduce((largest, field) => Math.max(largest, field(x, y, z)), 0);
}

export type PatientOrientation = 'HFS' | 'HFP' | 'HFDR' | 'HFDL' | 'FFS' | 'FFP' | 'FFDR' | 'FFDL';

/**
 * Directions in which column and row index grow for images that run left to right and downwards as seen from the
 * foot of the couch, after DICOM PS3.3 C.7.3.1.1.2 (Patient Position): the third direction follows from them.
 */
export const ORIENTATIONS: Readonly<Record<PatientOrientation, { readonly row: Lps; readonly column: Lps }>> = {
  HFS: { row: [1, 0, 0], column: [0, 1, 0] },
  HFP: { row: [-1, 0, 0], column: [0, -1, 0] },
  HFDR: { row: [0, 1, 0], column: [-1, 0, 0] },
  HFDL: { row: [0, -1, 0], column: [1, 0, 0] },
  FFS: { row: [-1, 0, 0], column: [0, 1, 0] },
  FFP: { row: [1, 0, 0], column: [0, -1, 0] },
  FFDR: { row: [0, -1, 0], column: [-1, 0, 0] },
  FFDL: { row: [0, 1, 0], column: [1, 0, 0] },
};

export interface DoseLayout {
  /** Middle of the box spanned by the voxel centres, LPS mm. */
  readonly centreMm: Lps;
  readonly columns: number;
  readonly rows: number;
  readonly columnSpacingMm: number;
  readonly rowSpacingMm: number;
  /** Offsets of the planes from the first stored one along row × column; descending or uneven if wanted. */
  readonly planeOffsetsMm: readonly number[];
  readonly orientation?: PatientOrientation;
  /** Directions of an oblique grid, in place of `orientation`. */
  readonly directions?: { readonly row: Lps; readonly column: Lps };
  /** Step of the stored numbers; without it, 1/60000 of the largest dose, rounded up to 5 figures. */
  readonly stepGy?: number;
}

/** Evenly spaced plane offsets 0, spacing, ... */
export function evenOffsets(planes: number, spacingMm: number): readonly number[] {
  return Array.from({ length: planes }, (_, k) => k * spacingMm);
}

/** A dose field as a planning system would store it: at voxel centres, in whole steps. */
export function sampleDose(field: DoseField, layout: DoseLayout): StoredDosePlanes {
  const { centreMm, columns, rows, columnSpacingMm, rowSpacingMm, planeOffsetsMm } = layout;
  const { row, column } = layout.directions ?? ORIENTATIONS[layout.orientation ?? 'HFS'];
  const normal = cross(row, column);
  const middle = (Math.min(...planeOffsetsMm) + Math.max(...planeOffsetsMm)) / 2;
  const originMm = [0, 1, 2].map((axis) => {
    const along = (direction: Lps, lengthMm: number): number => (direction[axis] ?? 0) * lengthMm;
    const back =
      along(row, ((columns - 1) / 2) * columnSpacingMm) +
      along(column, ((rows - 1) / 2) * rowSpacingMm) +
      along(normal, middle);
    return Number(((centreMm[axis] ?? 0) - back).toFixed(6));
  }) as [number, number, number];

  const exactGy = new Float64Array(columns * rows * planeOffsetsMm.length);
  let largest = 0;
  let at = 0;
  for (const offset of planeOffsetsMm) {
    for (let j = 0; j < rows; j++) {
      for (let i = 0; i < columns; i++) {
        const [u, v] = [i * columnSpacingMm, j * rowSpacingMm];
        const dose = field(
          originMm[0] + row[0] * u + column[0] * v + normal[0] * offset,
          originMm[1] + row[1] * u + column[1] * v + normal[1] * offset,
          originMm[2] + row[2] * u + column[2] * v + normal[2] * offset,
        );
        exactGy[at++] = dose;
        largest = Math.max(largest, dose);
      }
    }
  }
  const stepGy = layout.stepGy ?? (largest === 0 ? 1e-4 : roundUp(largest / 60000));
  return {
    originMm,
    rowDirection: row,
    columnDirection: column,
    columns,
    rows,
    columnSpacingMm,
    rowSpacingMm,
    planeOffsetsMm,
    doseGy: Float32Array.from(exactGy, (dose) => Math.round(dose / stepGy) * stepGy),
    stepGy,
  };
}

/** Up to the next number of 5 significant figures, so that it is written exactly as a decimal string. */
function roundUp(x: number): number {
  const digits = 4 - Math.floor(Math.log10(x));
  return Number((Math.ceil(x * 10 ** digits) / 10 ** digits).toPrecision(5));
}

function cross(a: Lps, b: Lps): Lps {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
