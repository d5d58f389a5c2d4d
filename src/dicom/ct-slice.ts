import type { DataSet } from './data-set.ts';
import { compressedSyntax } from './codecs/load-decoder.ts';
import { readOrientation } from './dose-geometry.ts';
import type { LocateCodec } from './codecs/frame-decoder.ts';
import type { ParsedFile } from './object-header.ts';
import { frameReader } from './pixel-frames.ts';

type Triple = readonly [number, number, number];

/** One CT image: where it lies, and how its numbers become Hounsfield units. The pixels stay in the file. */
export interface CtSlice {
  readonly path: string;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly columns: number;
  readonly rows: number;
  readonly columnSpacingMm: number;
  readonly rowSpacingMm: number;
  readonly originMm: Triple;
  readonly rowDirection: Triple;
  readonly columnDirection: Triple;
  readonly sliceThicknessMm: number | null;
  readonly gantryTiltDegrees: number;
  readonly slope: number;
  readonly intercept: number;
  /** The least and greatest number that can be stored. */
  readonly storedRange: readonly [number, number];
  readonly isLocaliser: boolean;
  readonly contrastAgent: string | null;
  /** What was lost in compression, in words; null if nothing. */
  readonly loss: string | null;
  /** Loads the codec, if one is needed, and answers what decodes the stored numbers of this slice. */
  readonly openPixels: (locate?: LocateCodec) => Promise<() => Int32Array>;
}

/**
 * The header of a CT Image (PS3.3 A.3).
 *
 * @throws TrabeculaError `unreadable` if an attribute is missing, malformed, or the numbers are no Hounsfield units
 */
export function readCtSlice({ dataSet, encoding }: ParsedFile): CtSlice {
  const { transferSyntaxUid } = encoding;
  const shape = readShape(dataSet);
  const [rowDirection, columnDirection] = readOrientation(dataSet);
  const [x = 0, y = 0, z = 0] = numbers(dataSet, 'ImagePositionPatient', 3);
  // PixelSpacing gives the distance between rows first.
  const [rowSpacingMm = 0, columnSpacingMm = 0] = numbers(dataSet, 'PixelSpacing', 2);
  if (!(rowSpacingMm > 0 && columnSpacingMm > 0)) {
    throw dataSet.error('PixelSpacing', 'not a spacing', {
      found: `${rowSpacingMm}\\${columnSpacingMm}`,
      expected: 'two positive distances',
    });
  }
  const sopInstanceUid = dataSet.code('SOPInstanceUID') ?? encoding.mediaStorageSopInstanceUid;
  if (sopInstanceUid === null) throw dataSet.error('SOPInstanceUID', 'missing', { expected: 'the UID of the image' });
  const wasLossy = dataSet.code('LossyImageCompression') === '01';
  const syntax = compressedSyntax(transferSyntaxUid);
  return {
    path: dataSet.path,
    sopClassUid: dataSet.code('SOPClassUID') ?? encoding.mediaStorageSopClassUid ?? '',
    sopInstanceUid,
    columns: shape.columns,
    rows: shape.rows,
    columnSpacingMm,
    rowSpacingMm,
    originMm: [x, y, z],
    rowDirection,
    columnDirection,
    sliceThicknessMm: dataSet.decimal('SliceThickness'),
    gantryTiltDegrees: dataSet.decimal('GantryDetectorTilt') ?? 0,
    ...readRescale(dataSet),
    storedRange: shape.isSigned
      ? [-(2 ** (shape.bitsStored - 1)), 2 ** (shape.bitsStored - 1) - 1]
      : [0, 2 ** shape.bitsStored - 1],
    isLocaliser: dataSet.codes('ImageType')[2] === 'LOCALIZER',
    contrastAgent: dataSet.text('ContrastBolusAgent'),
    loss: wasLossy
      ? 'it was once compressed with losses'
      : syntax?.isLossy === true
        ? `${syntax.name} may lose detail`
        : null,
    openPixels: async (locate) => {
      const read = await frameReader(dataSet, transferSyntaxUid, shape, 1, locate);
      const isNative = syntax === null;
      return () => storedNumbers(read(0), shape, isNative);
    },
  };
}

interface CtShape {
  readonly columns: number;
  readonly rows: number;
  readonly bitsAllocated: 8 | 16;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly isSigned: boolean;
}

function readShape(dataSet: DataSet): CtShape {
  const columns = dataSet.unsignedShort('Columns') ?? 0;
  const rows = dataSet.unsignedShort('Rows') ?? 0;
  if (columns === 0) throw dataSet.error('Columns', 'no pixels', { expected: 'a positive number' });
  if (rows === 0) throw dataSet.error('Rows', 'no pixels', { expected: 'a positive number' });
  const samples = dataSet.unsignedShort('SamplesPerPixel') ?? 1;
  if (samples !== 1) throw dataSet.error('SamplesPerPixel', 'no CT', { found: String(samples), expected: '1' });
  const frames = dataSet.integer('NumberOfFrames') ?? 1;
  if (frames !== 1) {
    throw dataSet.error('NumberOfFrames', 'a CT of several frames is not read', {
      found: String(frames),
      expected: 'one image per slice',
    });
  }
  const bitsAllocated = dataSet.unsignedShort('BitsAllocated');
  if (bitsAllocated !== 8 && bitsAllocated !== 16) {
    throw dataSet.error('BitsAllocated', 'not a depth of CT', {
      found: String(bitsAllocated),
      expected: '8 or 16',
    });
  }
  const bitsStored = dataSet.unsignedShort('BitsStored') ?? bitsAllocated;
  const highBit = dataSet.unsignedShort('HighBit') ?? bitsStored - 1;
  if (bitsStored < 1 || bitsStored > bitsAllocated || highBit >= bitsAllocated || highBit + 1 < bitsStored) {
    throw dataSet.error('BitsStored', 'does not fit (0028,0100) BitsAllocated and (0028,0102) HighBit', {
      found: `${bitsStored} bits up to bit ${highBit} of ${bitsAllocated}`,
    });
  }
  const isSigned = dataSet.unsignedShort('PixelRepresentation') === 1;
  return { columns, rows, bitsAllocated, bitsStored, highBit, isSigned };
}

function readRescale(dataSet: DataSet): { readonly slope: number; readonly intercept: number } {
  if (dataSet.items('ModalityLUTSequence').length > 0) {
    throw dataSet.error('ModalityLUTSequence', 'a look-up table in place of a rescale slope is not read', {
      expected: '(0028,1052) RescaleIntercept and (0028,1053) RescaleSlope',
    });
  }
  const type = dataSet.text('RescaleType');
  if (type !== null && type !== 'HU') {
    throw dataSet.error('RescaleType', 'the numbers are no Hounsfield units', { found: type, expected: 'HU' });
  }
  const slope = dataSet.decimal('RescaleSlope');
  const intercept = dataSet.decimal('RescaleIntercept');
  if (slope === null || slope === 0) {
    throw dataSet.error('RescaleSlope', 'missing: the numbers are no Hounsfield units', { expected: 'a number' });
  }
  if (intercept === null) {
    throw dataSet.error('RescaleIntercept', 'missing: the numbers are no Hounsfield units', { expected: 'a number' });
  }
  return { slope, intercept };
}

/** The used bits, with their sign; overlays once sat in the others. Codecs give the used bits lowest. */
function storedNumbers(
  patterns: Uint8Array | Uint16Array,
  { bitsStored, highBit, isSigned }: CtShape,
  isNative: boolean,
): Int32Array {
  const left = isNative ? 31 - highBit : 32 - bitsStored;
  const right = 32 - bitsStored;
  const numbers = new Int32Array(patterns.length);
  for (let n = 0; n < patterns.length; n++) {
    const moved = (patterns[n] ?? 0) << left;
    numbers[n] = isSigned ? moved >> right : moved >>> right;
  }
  return numbers;
}

function numbers(dataSet: DataSet, keyword: 'ImagePositionPatient' | 'PixelSpacing', wanted: number): Float64Array {
  const found = dataSet.decimals(keyword);
  if (found?.length !== wanted) {
    throw dataSet.error(keyword, found === null ? 'missing' : 'wrong number of values', {
      ...(found === null ? {} : { found: String(found.length) }),
      expected: `${wanted} values`,
    });
  }
  return found;
}
