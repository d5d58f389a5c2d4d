import { refuseAbove } from '../../core/index.ts';
import type { DataSet } from './data-set.ts';

type Triple = readonly [number, number, number];

/** Where the stored planes of an RTDOSE lie; see RtDose for the fields. */
export interface DoseGeometry {
  readonly size: readonly [number, number, number];
  readonly columnSpacingMm: number;
  readonly rowSpacingMm: number;
  readonly planeOffsetsMm: readonly number[];
  readonly originMm: Triple;
  readonly rowDirection: Triple;
  readonly columnDirection: Triple;
}

/** Decimal strings round directions to a few digits; a tilt of 1e-4 moves a point 0.05 mm at 500 mm. */
const DIRECTION_TOLERANCE = 1e-4;
/** Directions nearer to an axis than this are that axis: 0.5 µm at 500 mm. */
const AXIS_SNAP = 1e-6;
/** How far the first absolute frame offset may lie from z of the image position. */
const OFFSET_TOLERANCE_MM = 0.01;

/**
 * PS3.3 C.7.6.2 (image plane) and C.8.8.3 (grid frame offsets), for any orientation.
 *
 * @throws TrabeculaError `unreadable` naming the attribute that is missing or contradicts another
 */
export function readDoseGeometry(dataSet: DataSet): DoseGeometry {
  const originMm = triple(values(dataSet, 'ImagePositionPatient', 3));
  const [rowDirection, columnDirection] = readOrientation(dataSet);
  // PixelSpacing gives the distance between rows first.
  const [rowSpacingMm = 0, columnSpacingMm = 0] = values(dataSet, 'PixelSpacing', 2);
  if (!(rowSpacingMm > 0 && columnSpacingMm > 0)) {
    throw dataSet.error('PixelSpacing', 'not a spacing', {
      found: `${rowSpacingMm}\\${columnSpacingMm}`,
      expected: 'two positive distances',
    });
  }
  const columns = count(dataSet, 'Columns');
  const rows = count(dataSet, 'Rows');
  const planeOffsetsMm = readPlaneOffsets(dataSet, originMm, cross(rowDirection, columnDirection));
  const reach = [
    ...originMm.map(Math.abs),
    columns * columnSpacingMm,
    rows * rowSpacingMm,
    ...planeOffsetsMm.map(Math.abs),
  ].reduce((most, mm) => Math.max(most, mm), 0);
  refuseAbove('reach-mm', reach, 'the dose grid reaches far from the patient, mm', dataSet.where);
  return {
    size: [columns, rows, planeOffsetsMm.length],
    columnSpacingMm,
    rowSpacingMm,
    planeOffsetsMm,
    originMm,
    rowDirection,
    columnDirection,
  };
}

export function readOrientation(dataSet: DataSet): readonly [Triple, Triple] {
  const six = values(dataSet, 'ImageOrientationPatient', 6);
  const row = triple(six);
  const column = triple(six.slice(3));
  const skew = Math.max(Math.abs(length(row) - 1), Math.abs(length(column) - 1), Math.abs(dot(row, column)));
  if (!(skew <= DIRECTION_TOLERANCE)) {
    throw dataSet.error('ImageOrientationPatient', 'the two directions are not perpendicular unit vectors', {
      found: Array.from(six).join('\\'),
      expected: 'two perpendicular directions of length 1',
    });
  }
  // Normalised and made perpendicular, so that rounding in the file does not shear the grid.
  const first = snapped(unit(row));
  const along = dot(column, first);
  const second = snapped(
    unit([column[0] - along * first[0], column[1] - along * first[1], column[2] - along * first[2]]),
  );
  return [first, second];
}

/**
 * Offsets along row × column direction from the stored origin. In the file they are either that (the first is zero)
 * or z coordinates of the patient (the first is that of the image position; axial planes only).
 */
function readPlaneOffsets(dataSet: DataSet, originMm: Triple, normal: Triple): readonly number[] {
  const vector = dataSet.decimals('GridFrameOffsetVector');
  const frames = dataSet.integer('NumberOfFrames') ?? 1;
  if (frames < 1) throw dataSet.error('NumberOfFrames', 'no frames', { found: String(frames), expected: 'at least 1' });
  if (vector === null) {
    if (frames === 1) return [0];
    throw dataSet.error('GridFrameOffsetVector', 'missing', { expected: `${frames} offsets, one for each frame` });
  }
  if (vector.length !== frames) {
    throw dataSet.error('GridFrameOffsetVector', 'does not fit (0028,0008) NumberOfFrames', {
      found: `${vector.length} offsets`,
      expected: `${frames}`,
    });
  }
  const first = vector[0] ?? 0;
  const offsets =
    first === 0
      ? relativeOffsets(dataSet, vector, originMm, normal)
      : absoluteOffsets(dataSet, vector, originMm, normal);
  checkOrder(dataSet, offsets);
  return offsets;
}

function relativeOffsets(dataSet: DataSet, vector: Float64Array, originMm: Triple, normal: Triple): readonly number[] {
  if (vector.length > 1 && originMm[2] === 0 && normal[2] < -0.5) {
    dataSet.warn(
      'frame-offsets',
      `${dataSet.path}: (3004,000C) GridFrameOffsetVector begins with 0 and so does z of a grid that runs feet first; ` +
        'the offsets are taken as relative, along the normal of the planes',
    );
  }
  return Array.from(vector);
}

function absoluteOffsets(dataSet: DataSet, vector: Float64Array, originMm: Triple, normal: Triple): readonly number[] {
  const first = vector[0] ?? 0;
  const [, , z] = originMm;
  if (!(Math.abs(first - z) <= OFFSET_TOLERANCE_MM)) {
    throw dataSet.error('GridFrameOffsetVector', 'the first offset is neither zero nor z of the image position', {
      found: String(first),
      expected: `0 or ${z}`,
    });
  }
  if (Math.abs(Math.abs(normal[2]) - 1) > DIRECTION_TOLERANCE) {
    throw dataSet.error('GridFrameOffsetVector', 'absolute z offsets on planes that are not axial', {
      found: `first offset ${first}`,
      expected: 'offsets from the first plane, beginning with 0',
    });
  }
  return Array.from(vector, (value) => (value - first) * Math.sign(normal[2]) + 0);
}

function checkOrder(dataSet: DataSet, offsets: readonly number[]): void {
  const sorted = [...offsets].sort((a, b) => a - b);
  const twice = sorted.find((offset, i) => i > 0 && !(offset - (sorted[i - 1] ?? 0) > 1e-6));
  if (twice !== undefined) {
    throw dataSet.error('GridFrameOffsetVector', 'two planes lie at one place', {
      found: `offset ${twice} mm twice`,
      expected: 'different offsets',
    });
  }
  const monotone =
    offsets.every((offset, i) => offset === sorted[i]) ||
    [...offsets].reverse().every((offset, i) => offset === sorted[i]);
  if (!monotone) dataSet.warn('frame-offsets', `${dataSet.path}: the dose planes are not stored in spatial order`);
}

function values(
  dataSet: DataSet,
  keyword: 'ImagePositionPatient' | 'ImageOrientationPatient' | 'PixelSpacing',
  wanted: number,
): Float64Array {
  const found = dataSet.decimals(keyword);
  if (found === null) throw dataSet.error(keyword, 'missing', { expected: `${wanted} values` });
  if (found.length !== wanted) {
    throw dataSet.error(keyword, 'wrong number of values', { found: String(found.length), expected: String(wanted) });
  }
  return found;
}

function count(dataSet: DataSet, keyword: 'Rows' | 'Columns'): number {
  const value = dataSet.unsignedShort(keyword);
  if (value === null || value === 0) {
    throw dataSet.error(keyword, value === null ? 'missing' : 'no pixels', { expected: 'a positive number' });
  }
  return value;
}

function triple(array: Float64Array): Triple {
  return [array[0] ?? 0, array[1] ?? 0, array[2] ?? 0];
}

function snapped([x, y, z]: Triple): Triple {
  const snap = (c: number): number =>
    Math.abs(c) < AXIS_SNAP ? 0 : Math.abs(Math.abs(c) - 1) < AXIS_SNAP ? Math.sign(c) : c;
  return [snap(x), snap(y), snap(z)];
}

function unit(v: Triple): Triple {
  const norm = length(v);
  return [v[0] / norm, v[1] / norm, v[2] / norm];
}

function length(v: Triple): number {
  return Math.sqrt(dot(v, v));
}

function dot(a: Triple, b: Triple): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Triple, b: Triple): Triple {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
