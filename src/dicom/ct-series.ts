import { refuseAbove, TrabeculaError, type VoxelGrid } from '../../core/index.ts';
import type { LocateCodec } from './codecs/frame-decoder.ts';
import { readCtSlice, type CtSlice } from './ct-slice.ts';
import { DataSet, parseDataSet } from './data-set.ts';
import type { ReferencedCt } from './derived-structures.ts';
import { recogniseEncoding } from './encoding.ts';
import type { ParsedFile } from './object-header.ts';
import type { FileBytes } from './rt-objects.ts';

/** A CT as a volume. Slices ascend in z; their pixels are decoded one at a time, when they are asked for. */
export interface CtImage {
  readonly reference: ReferencedCt;
  /** Columns, rows, slices; every slice of the grid is there, also where the series lacks one. */
  readonly grid: VoxelGrid;
  /** Hounsfield units of the slice k of the grid, the first index fastest; a new array each time. */
  readonly huOfSlice: (k: number) => Int16Array | Float32Array;
  /** The agent that the header names; null if it names none. */
  readonly contrastAgent: string | null;
  /** What is odd about it, in words. */
  readonly remarks: readonly string[];
}

export const CT_SOP_CLASS = '1.2.840.10008.5.1.4.1.1.2';

/** Positions in decimal strings are rounded; a slice may lie this far from where the spacing puts it. */
const POSITION_TOLERANCE_MM = 0.05;
/** And a tenth of the spacing, as some scanners jitter. */
const POSITION_TOLERANCE_SHARE = 0.02;
const SAME_MM = 0.01;
/** Directions further from the axes than this are a tilt, not rounding. */
const AXIS_TOLERANCE = 1e-4;
const INT16 = [-32768, 32767] as const;

/**
 * The CT Images of one series as a volume in Hounsfield units.
 *
 * Localisers are left out. The same position twice with the same bytes is one slice. A missing slice within a regular series
 * is filled with its nearest neighbour, with a remark.
 *
 * @param files of one series, in any order
 * @throws TrabeculaError `unreadable` for a tilted, oblique or irregular series, for two different images at one position,
 *   and for anything that makes the numbers no Hounsfield units
 */
export async function readCtSeries(files: readonly FileBytes[], locate?: LocateCodec): Promise<CtImage> {
  const remarks: string[] = [];
  const parsed = files.map(parsedFile);
  const images = parsed.filter(({ dataSet }) => dataSet.codes('ImageType')[2] !== 'LOCALIZER');
  if (images.length < parsed.length) remarks.push(`${parsed.length - images.length} localiser(s) left out`);
  const header = images[0];
  if (header === undefined) throw new TrabeculaError('nothing-found', { what: 'no CT images in the series' });
  const read = images.map((file) => ({
    ...readCtSlice(file),
    stored: file.dataSet.pixelBytes()?.bytes ?? new Uint8Array(),
  }));
  const slices = withoutTwins(
    [...read].sort((a, b) => a.originMm[2] - b.originMm[2] || (a.path < b.path ? -1 : 1)),
    remarks,
  );
  const [first] = slices;
  if (first === undefined) throw new TrabeculaError('nothing-found', { what: 'no CT images in the series' });
  for (const slice of slices) refuseOther(first, slice);
  refuseTilt(first, slices);
  const { spacingMm, indexOf } = layOut(slices, remarks);
  const last = slices.at(-1) ?? first;
  const count = (indexOf.get(last) ?? 0) + 1;
  refuseAbove('voxels', first.columns * first.rows * count, 'the CT has too many voxels', first.path);
  const grid: VoxelGrid = {
    size: [first.columns, first.rows, count],
    spacingMm: [first.columnSpacingMm, first.rowSpacingMm, spacingMm],
    originMm: first.originMm,
    axes: [first.rowDirection, first.columnDirection, [0, 0, 1]],
  };
  const opened = await Promise.all(slices.map((slice) => slice.openPixels(locate)));
  const nearest = nearestSlices(slices, indexOf, count);
  const isWhole = slices.every(isInt16);
  for (const loss of new Set(slices.flatMap((slice) => slice.loss ?? []))) {
    remarks.push(`the Hounsfield units are not exact: ${loss}`);
  }
  return {
    reference: referenceOf(header.dataSet, first, slices),
    grid,
    huOfSlice: (k) => {
      const n = nearest[k];
      const slice = n === undefined ? undefined : slices[n];
      const pixels = n === undefined ? undefined : opened[n];
      if (slice === undefined || pixels === undefined) throw new RangeError(`no slice ${k} of ${count}`);
      return hounsfield(pixels(), slice, isWhole);
    },
    contrastAgent: slices.map(({ contrastAgent }) => contrastAgent).find((agent) => agent !== null) ?? null,
    remarks,
  };
}

function parsedFile(file: FileBytes): ParsedFile {
  const { path, bytes } = file;
  const encoding = recogniseEncoding(bytes, path);
  if (encoding === null) throw new TrabeculaError('unreadable', { what: 'no DICOM file', where: path });
  const dataSet = parseDataSet(encoding, path);
  if (!(dataSet instanceof DataSet)) throw dataSet.error;
  return { dataSet, encoding, sha256: '', byteLength: bytes.length };
}

type SliceAndBytes = CtSlice & { readonly stored: Uint8Array };

/** One slice per position; the others must be the same pixels. */
function withoutTwins(sorted: readonly SliceAndBytes[], remarks: string[]): SliceAndBytes[] {
  const kept: SliceAndBytes[] = [];
  const twins: SliceAndBytes[] = [];
  for (const slice of sorted) {
    const before = kept.at(-1);
    if (before === undefined || slice.originMm[2] - before.originMm[2] > SAME_MM) {
      kept.push(slice);
    } else if (sameBytes(slice.stored, before.stored)) {
      twins.push(slice);
    } else {
      throw new TrabeculaError('unreadable', {
        what: 'two different CT images lie at one position',
        where: slice.path,
        attribute: '(0020,0032) ImagePositionPatient',
        found: `z ${slice.originMm[2]} mm, as in ${before.path}`,
        expected: 'one image per position: one phase, one reconstruction',
      });
    }
  }
  if (twins.length > 0) remarks.push(`${twins.length} CT image(s) given twice are taken once`);
  return kept;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, n) => byte === b[n]);
}

function refuseOther(first: CtSlice, slice: CtSlice): void {
  const differs = (attribute: string, found: readonly number[], expected: readonly number[], within: number): void => {
    if (found.every((f, n) => Math.abs(f - (expected[n] ?? 0)) <= within)) return;
    throw new TrabeculaError('unreadable', {
      what: 'the slices of the CT do not fit together',
      where: slice.path,
      attribute,
      found: found.join('\\'),
      expected: `${expected.join('\\')} as in ${first.path}`,
    });
  };
  differs('(0028,0011) Columns, (0028,0010) Rows', [slice.columns, slice.rows], [first.columns, first.rows], 0);
  differs(
    '(0028,0030) PixelSpacing',
    [slice.rowSpacingMm, slice.columnSpacingMm],
    [first.rowSpacingMm, first.columnSpacingMm],
    1e-4,
  );
  differs(
    '(0020,0037) ImageOrientationPatient',
    [...slice.rowDirection, ...slice.columnDirection],
    [...first.rowDirection, ...first.columnDirection],
    AXIS_TOLERANCE,
  );
}

function refuseTilt(first: CtSlice, slices: readonly CtSlice[]): void {
  const directions = [...first.rowDirection, ...first.columnDirection];
  const inPlane =
    Math.abs(first.rowDirection[2]) <= AXIS_TOLERANCE && Math.abs(first.columnDirection[2]) <= AXIS_TOLERANCE;
  const alongAxes = directions.every(
    (c) => Math.abs(c) <= AXIS_TOLERANCE || Math.abs(Math.abs(c) - 1) <= AXIS_TOLERANCE,
  );
  if (!inPlane || !alongAxes) {
    throw new TrabeculaError('unreadable', {
      what:
        first.gantryTiltDegrees === 0
          ? 'the CT is oblique to the patient axes, or not axial'
          : 'the CT was taken with a tilted gantry',
      where: first.path,
      attribute: '(0020,0037) ImageOrientationPatient',
      found: directions.join('\\'),
      expected: 'axial slices along x and y; resample the CT',
    });
  }
  for (const slice of slices) {
    const aside = Math.hypot(slice.originMm[0] - first.originMm[0], slice.originMm[1] - first.originMm[1]);
    if (aside <= POSITION_TOLERANCE_MM) continue;
    throw new TrabeculaError('unreadable', {
      what: 'the slices of the CT do not lie straight above each other: a tilted gantry, or a table that moved sideways',
      where: slice.path,
      attribute: '(0020,0032) ImagePositionPatient',
      found: `${aside.toFixed(2)} mm aside of ${first.path}`,
      expected: 'the same x and y in all slices; resample the CT',
    });
  }
}

interface Layout {
  readonly spacingMm: number;
  readonly indexOf: ReadonlyMap<CtSlice, number>;
}

/** The usual distance, and how many of it each slice lies above the first. */
function layOut(slices: readonly CtSlice[], remarks: string[]): Layout {
  const [first] = slices;
  const z = slices.map(({ originMm }) => originMm[2]);
  const gaps = z.slice(1).map((here, n) => here - (z[n] ?? 0));
  if (first === undefined || gaps.length === 0) {
    const thickness = first?.sliceThicknessMm ?? null;
    if (first === undefined || thickness === null || !(thickness > 0)) {
      throw new TrabeculaError('unreadable', {
        what: 'one CT slice without a thickness is no volume',
        ...(first === undefined ? {} : { where: first.path }),
        attribute: '(0018,0050) SliceThickness',
      });
    }
    return { spacingMm: thickness, indexOf: new Map([[first, 0]]) };
  }
  const usual = [...gaps].sort((a, b) => a - b)[gaps.length >> 1] ?? 0;
  const tolerance = POSITION_TOLERANCE_MM + POSITION_TOLERANCE_SHARE * usual;
  const irregular = (slice: CtSlice | undefined, found: string): TrabeculaError =>
    new TrabeculaError('unreadable', {
      what: 'the CT slices do not lie at regular distances',
      ...(slice === undefined ? {} : { where: slice.path }),
      attribute: '(0020,0032) ImagePositionPatient',
      found,
      expected: `${usual.toFixed(3)} mm as usual in this series; resample the CT`,
    });
  const steps = gaps.map((gap, n) => {
    const step = Math.round(gap / usual);
    if (step < 1 || Math.abs(gap - step * usual) > tolerance) {
      throw irregular(slices[n + 1], `${gap.toFixed(3)} mm above the slice before`);
    }
    return step;
  });
  const total = steps.reduce((sum, step) => sum + step, 0);
  const spacingMm = ((z.at(-1) ?? 0) - (z[0] ?? 0)) / total;
  const indexOf = new Map<CtSlice, number>([[first, 0]]);
  let index = 0;
  for (const [n, step] of steps.entries()) {
    index += step;
    const slice = slices[n + 1];
    if (slice === undefined) continue;
    const drift = slice.originMm[2] - ((z[0] ?? 0) + index * spacingMm);
    if (Math.abs(drift) > tolerance) throw irregular(slice, `${drift.toFixed(3)} mm off its place in the series`);
    indexOf.set(slice, index);
    if (step > 1) {
      const from = (z[n] ?? 0).toFixed(1);
      remarks.push(
        `${step - 1} CT slice(s) missing between z ${from} and ${slice.originMm[2].toFixed(1)} mm: filled from the nearest`,
      );
    }
  }
  return { spacingMm, indexOf };
}

/** For each slice of the grid the stored one nearest to it. */
function nearestSlices(slices: readonly CtSlice[], indexOf: Layout['indexOf'], count: number): Int32Array {
  const nearest = new Int32Array(count);
  let n = 0;
  for (let k = 0; k < count; k++) {
    const distance = (m: number): number => {
      const slice = slices[m];
      return slice === undefined ? Infinity : Math.abs((indexOf.get(slice) ?? 0) - k);
    };
    while (distance(n + 1) < distance(n)) n++;
    nearest[k] = n;
  }
  return nearest;
}

function isInt16({ slope, intercept, storedRange }: CtSlice): boolean {
  const ends = storedRange.map((stored) => stored * slope + intercept);
  return Number.isInteger(slope) && Number.isInteger(intercept) && ends.every((hu) => hu >= INT16[0] && hu <= INT16[1]);
}

function hounsfield(stored: Int32Array, { slope, intercept }: CtSlice, isWhole: boolean): Int16Array | Float32Array {
  const hu = isWhole ? new Int16Array(stored.length) : new Float32Array(stored.length);
  for (let n = 0; n < stored.length; n++) hu[n] = (stored[n] ?? 0) * slope + intercept;
  return hu;
}

function referenceOf(dataSet: DataSet, first: CtSlice, slices: readonly CtSlice[]): ReferencedCt {
  const uid = (keyword: 'StudyInstanceUID' | 'SeriesInstanceUID' | 'FrameOfReferenceUID'): string => {
    const found = dataSet.code(keyword);
    if (found === null) throw dataSet.error(keyword, 'missing', { expected: 'a UID' });
    return found;
  };
  return {
    patient: {
      patientId: dataSet.text('PatientID'),
      patientName: dataSet.text('PatientName'),
      birthDate: dataSet.text('PatientBirthDate'),
      sex: dataSet.code('PatientSex'),
    },
    studyInstanceUid: uid('StudyInstanceUID'),
    studyId: dataSet.text('StudyID'),
    studyDate: dataSet.text('StudyDate'),
    studyTime: dataSet.text('StudyTime'),
    accessionNumber: dataSet.text('AccessionNumber'),
    referringPhysician: dataSet.text('ReferringPhysicianName'),
    seriesInstanceUid: uid('SeriesInstanceUID'),
    frameOfReferenceUid: uid('FrameOfReferenceUID'),
    columns: first.columns,
    rows: first.rows,
    columnSpacingMm: first.columnSpacingMm,
    rowSpacingMm: first.rowSpacingMm,
    originMm: [first.originMm[0], first.originMm[1]],
    rowDirection: first.rowDirection,
    columnDirection: first.columnDirection,
    slices: slices.map(({ sopClassUid, sopInstanceUid, originMm }) => ({
      sopClassUid,
      sopInstanceUid,
      zMm: originMm[2],
    })),
  };
}
