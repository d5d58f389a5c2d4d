import { refuseAbove } from '../../core/index.ts';
import type { DataSet } from './data-set.ts';
import { readHeader, warningsOf } from './object-header.ts';
import type { ParsedFile } from './object-header.ts';
import type { RtContour, RtRoi, RtStructureSet } from './rt-objects.ts';

/**
 * An RT Structure Set (PS3.3 A.19.3): every ROI that is listed or drawn, with its contours as drawn. Whether a ROI
 * is usable is for the geometry to say; an empty one is listed all the same.
 *
 * @throws TrabeculaError `unreadable` if a contour's numbers are broken or do not fit their count
 */
export function readRtStructureSet(file: ParsedFile): RtStructureSet {
  const { dataSet } = file;
  if (dataSet.has('FrameOfReferenceUID') && dataSet.code('FrameOfReferenceUID') === null) {
    dataSet.warn(
      'frame-of-reference',
      `${dataSet.path}: (0020,0052) FrameOfReferenceUID is empty; the ROIs' own frames are used`,
    );
  }
  const listed = readListed(dataSet);
  const types = readInterpretedTypes(dataSet);
  const drawn = readDrawn(dataSet);
  for (const number of drawn.keys()) {
    if (listed.has(number)) continue;
    dataSet.warn(
      'roi-not-listed',
      `${dataSet.path}: ROI ${number} has contours but no entry in (3006,0020) StructureSetROISequence`,
    );
    listed.set(number, { roiName: `ROI ${number}`, frameOfReferenceUid: null });
  }
  if (listed.size > 0 && !dataSet.has('ROIContourSequence')) {
    dataSet.warn(
      'no-contours',
      `${dataSet.path}: ${listed.size} ROIs are listed, but there is no (3006,0039) ROIContourSequence`,
    );
  }
  const rois = [...listed].map(([roiNumber, { roiName, frameOfReferenceUid }]): RtRoi => ({
    roiNumber,
    roiName,
    interpretedType: types.get(roiNumber) ?? null,
    frameOfReferenceUid,
    contours: drawn.get(roiNumber) ?? [],
  }));
  warnOfSharedNames(dataSet, rois);
  const frames = dataSet.items('ReferencedFrameOfReferenceSequence').map((item) => item.code('FrameOfReferenceUID'));
  return {
    kind: 'structure-set',
    ...readHeader(file, ['StructureSetLabel', 'SeriesDescription']),
    referencedFrameOfReferenceUids: [...new Set(frames.filter((uid) => uid !== null))],
    rois,
    warnings: warningsOf(dataSet),
  };
}

interface ListedRoi {
  readonly roiName: string;
  readonly frameOfReferenceUid: string | null;
}

function readListed(dataSet: DataSet): Map<number, ListedRoi> {
  const listed = new Map<number, ListedRoi>();
  for (const item of dataSet.items('StructureSetROISequence')) {
    const number = item.integer('ROINumber');
    if (number === null) throw item.error('ROINumber', 'missing', { expected: 'the number of the ROI' });
    if (listed.has(number)) {
      throw item.error('ROINumber', 'two ROIs have one number', {
        found: String(number),
        expected: 'a number of its own',
      });
    }
    const name = item.text('ROIName');
    if (name === null) item.warn('roi-name', `${dataSet.path}: ROI ${number} has no name`);
    listed.set(number, {
      roiName: name ?? `ROI ${number}`,
      frameOfReferenceUid: item.code('ReferencedFrameOfReferenceUID'),
    });
  }
  return listed;
}

function readInterpretedTypes(dataSet: DataSet): Map<number, string> {
  const types = new Map<number, string>();
  for (const item of dataSet.items('RTROIObservationsSequence')) {
    const number = item.integer('ReferencedROINumber');
    const type = item.code('RTROIInterpretedType');
    if (number !== null && type !== null && !types.has(number)) types.set(number, type);
  }
  return types;
}

function readDrawn(dataSet: DataSet): Map<number, readonly RtContour[]> {
  const drawn = new Map<number, readonly RtContour[]>();
  let points = 0;
  for (const item of dataSet.items('ROIContourSequence')) {
    const number = item.integer('ReferencedROINumber');
    if (number === null)
      throw item.error('ReferencedROINumber', 'missing', { expected: 'the number of the ROI drawn' });
    const contours = item.items('ContourSequence').map(readContour);
    for (const { pointsMm } of contours) points += pointsMm.length / 3;
    refuseAbove('contour-points', points, 'too many contour points', dataSet.path);
    const earlier = drawn.get(number);
    if (earlier !== undefined) {
      item.warn('roi-drawn-twice', `${dataSet.path}: the contours of ROI ${number} stand in two items; taken together`);
    }
    drawn.set(number, earlier === undefined ? contours : [...earlier, ...contours]);
  }
  return drawn;
}

function readContour(item: DataSet): RtContour {
  const pointsMm = item.decimals('ContourData') ?? new Float64Array(0);
  if (pointsMm.length % 3 !== 0) {
    throw item.error('ContourData', 'not a list of points', {
      found: `${pointsMm.length} values`,
      expected: 'x, y, z for each point',
    });
  }
  refuseAbove('reach-mm', farthest(pointsMm), '(3006,0050) ContourData leads far from the patient, mm', item.where);
  const stated = item.integer('NumberOfContourPoints');
  if (stated !== null && stated !== pointsMm.length / 3) {
    throw item.error('ContourData', 'does not fit (3006,0046) NumberOfContourPoints', {
      found: `${pointsMm.length / 3} points`,
      expected: `${stated} points`,
    });
  }
  if (item.decimals('ContourOffsetVector')?.some((offset) => offset !== 0) === true) {
    item.warn('contour-offset', `${item.path}: a (3006,0045) ContourOffsetVector is given and not applied`);
  }
  return { geometricType: item.code('ContourGeometricType') ?? '', pointsMm };
}

function farthest(pointsMm: Float64Array): number {
  let most = 0;
  for (const at of pointsMm) if (at > most || at < -most) most = Math.abs(at);
  return most;
}

/** ROIs are asked for by name: a name that two of them carry must not pick one silently. */
function warnOfSharedNames(dataSet: DataSet, rois: readonly RtRoi[]): void {
  const numbers = new Map<string, number[]>();
  for (const { roiName, roiNumber } of rois) numbers.set(roiName, [...(numbers.get(roiName) ?? []), roiNumber]);
  for (const [name, shared] of numbers) {
    if (shared.length > 1)
      dataSet.warn('roi-name', `${dataSet.path}: ROIs ${shared.join(', ')} share the name "${name}"`);
  }
}
