import type { VoxelGrid } from '../../core/index.ts';
import type { DataSet } from './data-set.ts';
import { readOrientation } from './dose-geometry.ts';

type Triple = readonly [number, number, number];

/** Which segment a frame belongs to, and on which slice of the grid it lies. */
export interface SegFrame {
  /** Null in a label map, whose frames hold all segments. */
  readonly segmentNumber: number | null;
  readonly slice: number;
}

/** Decimal strings are rounded: frames may lie this far from where the grid puts them. */
const TOLERANCE_MM = 0.05;
const SPACING_TOLERANCE = 0.01;

/**
 * Where the frames lie (PS3.3 C.7.6.16): from the functional groups of the frame, or those shared by all.
 *
 * @throws TrabeculaError `unreadable` if the frames do not lie on one regular grid
 */
export function readSegFrames(dataSet: DataSet, isLabelMap: boolean): { grid: VoxelGrid; frames: readonly SegFrame[] } {
  const shared = dataSet.items('SharedFunctionalGroupsSequence')[0] ?? null;
  const perFrame = dataSet.items('PerFrameFunctionalGroupsSequence');
  const count = dataSet.integer('NumberOfFrames') ?? 1;
  if (perFrame.length !== count || count === 0) {
    throw dataSet.error('PerFrameFunctionalGroupsSequence', 'does not fit (0028,0008) NumberOfFrames', {
      found: `${perFrame.length} items`,
      expected: `${count}, one for each frame`,
    });
  }
  const group = (frame: DataSet, sequence: GroupKeyword): DataSet => {
    const item = frame.items(sequence)[0] ?? shared?.items(sequence)[0];
    if (item === undefined) throw frame.error(sequence, 'missing', { expected: 'one, of this frame or shared by all' });
    return item;
  };
  const [example] = perFrame;
  if (example === undefined) throw dataSet.error('PerFrameFunctionalGroupsSequence', 'missing');
  const measures = group(example, 'PixelMeasuresSequence');
  const [row, column] = readOrientation(group(example, 'PlaneOrientationSequence'));
  const normal = cross(row, column);
  const [rowSpacingMm, columnSpacingMm] = numbers(measures, 'PixelSpacing', 2);
  const positions = perFrame.map((frame) => {
    sameOrientation(group(frame, 'PlaneOrientationSequence'), row, column);
    return triple(numbers(group(frame, 'PlanePositionSequence'), 'ImagePositionPatient', 3));
  });
  const along = positions.map((position) => dot(position, normal));
  const lowest = along.indexOf(Math.min(...along));
  const origin = positions[lowest] ?? [0, 0, 0];
  const spacingMm = spacingOf(measures, along);
  const frames = perFrame.map((frame, n): SegFrame => {
    const above = (along[n] ?? 0) - (along[lowest] ?? 0);
    const slice = Math.round(above / spacingMm);
    const [x, y, z] = positions[n] ?? origin;
    const off = Math.hypot(
      x - origin[0] - slice * spacingMm * normal[0],
      y - origin[1] - slice * spacingMm * normal[1],
      z - origin[2] - slice * spacingMm * normal[2],
    );
    if (!(off <= TOLERANCE_MM + SPACING_TOLERANCE * spacingMm)) {
      throw frame.error('PlanePositionSequence', 'the frame lies off the grid of the others', {
        found: `${off.toFixed(2)} mm from slice ${slice + 1}`,
        expected: `slices ${spacingMm} mm apart, straight above each other`,
      });
    }
    return { segmentNumber: isLabelMap ? null : segmentOf(group(frame, 'SegmentIdentificationSequence')), slice };
  });
  const [columns, rows] = [dataSet.unsignedShort('Columns') ?? 0, dataSet.unsignedShort('Rows') ?? 0];
  if (columns === 0) throw dataSet.error('Columns', 'no pixels', { expected: 'a positive number' });
  if (rows === 0) throw dataSet.error('Rows', 'no pixels', { expected: 'a positive number' });
  return {
    grid: {
      size: [columns, rows, Math.max(...frames.map(({ slice }) => slice)) + 1],
      spacingMm: [columnSpacingMm ?? 0, rowSpacingMm ?? 0, spacingMm],
      originMm: origin,
      axes: [row, column, normal],
    },
    frames,
  };
}

type GroupKeyword =
  'PixelMeasuresSequence' | 'PlaneOrientationSequence' | 'PlanePositionSequence' | 'SegmentIdentificationSequence';

/** Spacing Between Slices as stated, else the smallest distance of two frames, else the thickness of the only slice. */
function spacingOf(measures: DataSet, along: readonly number[]): number {
  const stated = measures.decimal('SpacingBetweenSlices');
  const sorted = [...along].sort((a, b) => a - b);
  const gaps = sorted.slice(1).flatMap((t, n) => {
    const gap = t - (sorted[n] ?? t);
    return gap > TOLERANCE_MM ? [gap] : [];
  });
  const spacing = stated ?? (gaps.length > 0 ? Math.min(...gaps) : measures.decimal('SliceThickness'));
  if (spacing === null || spacing === 0) {
    throw measures.error('SpacingBetweenSlices', 'nothing says how thick the slices are', {
      expected: 'a distance, or (0018,0050) SliceThickness of a single slice',
    });
  }
  return Math.abs(spacing);
}

function segmentOf(identification: DataSet): number {
  const number = identification.unsignedShort('ReferencedSegmentNumber');
  if (number === null) throw identification.error('ReferencedSegmentNumber', 'missing', { expected: 'a segment' });
  return number;
}

function sameOrientation(item: DataSet, row: Triple, column: Triple): void {
  const [otherRow, otherColumn] = readOrientation(item);
  const differs = [...otherRow, ...otherColumn].some((c, n) => Math.abs(c - ([...row, ...column][n] ?? 0)) > 1e-4);
  if (differs) {
    throw item.error('ImageOrientationPatient', 'the frames have different orientations', {
      found: [...otherRow, ...otherColumn].join('\\'),
      expected: [...row, ...column].join('\\'),
    });
  }
}

function numbers(item: DataSet, keyword: 'PixelSpacing' | 'ImagePositionPatient', wanted: number): Float64Array {
  const found = item.decimals(keyword);
  if (found?.length !== wanted) {
    throw item.error(keyword, found === null ? 'missing' : 'wrong number of values', { expected: `${wanted} values` });
  }
  return found;
}

function triple(array: Float64Array): Triple {
  return [array[0] ?? 0, array[1] ?? 0, array[2] ?? 0];
}

function dot(a: Triple, b: Triple): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Triple, b: Triple): Triple {
  return [a[1] * b[2] - a[2] * b[1] + 0, a[2] * b[0] - a[0] * b[2] + 0, a[0] * b[1] - a[1] * b[0] + 0];
}
