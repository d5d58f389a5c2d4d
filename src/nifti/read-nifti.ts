import { readHeader, NIFTI1, NIFTI2 } from 'nifti-reader-js';
import { refuseAbove, TrabeculaError, type VoxelGrid } from '../../core/index.ts';
import { gunzip, isGzip } from './gunzip.ts';
import { gridOf, type Affine, type NiftiPlacement } from './nifti-grid.ts';

/**
 * The one door to nifti-reader-js, which only reads the fields of the header: its own affine takes the square root of a
 * negative number for half turns in single precision, its image ends at the fifth dimension, and its gzip is unchecked.
 */

export interface NiftiFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface NiftiImage {
  readonly path: string;
  /** LPS; the stored order of voxels, the first index fastest. */
  readonly grid: VoxelGrid;
  /** LPS mm from i j k 1: the truth where axes are not at right angles. */
  readonly lpsAffine: Affine;
  /** Stored numbers, before the scaling. */
  readonly stored: StoredValues;
  readonly slope: number;
  readonly intercept: number;
  /** Class names that the file carries (the label table of a Caret extension). */
  readonly extensions: readonly Uint8Array[];
  readonly remarks: readonly string[];
}

export type StoredValues =
  Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

/** Offsets of the three rows of the sform, and how its numbers are stored. */
const SFORM_AT = { nifti1: 280, nifti2: 400 } as const;
/** Header and extension flag. */
const HEADER_BYTES = { nifti1: 352, nifti2: 544 } as const;

/**
 * A single-file NIfTI-1 or NIfTI-2 image of three dimensions, packed or not, of either byte order.
 *
 * @throws TrabeculaError `unreadable` for anything else, naming the header field
 */
export async function readNifti({ path, bytes: given }: NiftiFile): Promise<NiftiImage> {
  const bytes = isGzip(given) ? await gunzip(given, path) : given;
  const remarks: string[] = [];
  const header = headerOf(bytes, path, remarks);
  const littleEndian = header.littleEndian;
  const size = sizeOf(header, path);
  const placement = placementOf(header, bytes, size, path, remarks);
  const { grid, lpsAffine } = gridOf(placement, path);
  const kind = KINDS.get(header.datatypeCode);
  if (kind === undefined) {
    throw new TrabeculaError('unreadable', {
      what: 'the voxels are no labels or shares',
      where: path,
      attribute: 'datatype',
      found: String(header.datatypeCode),
      expected: 'whole or floating-point numbers of 8 to 64 bits',
    });
  }
  const count = size[0] * size[1] * size[2];
  refuseAbove('voxels', count, 'the image has too many voxels', path);
  const start = Math.round(header.vox_offset);
  const wanted = count * kind.bytes;
  if (!(start >= 0) || start + wanted > bytes.length) {
    throw new TrabeculaError('unreadable', {
      what: 'the file is shorter than its header says',
      where: path,
      attribute: 'dim, vox_offset',
      found: `${bytes.length} bytes`,
      expected: `${start + wanted} bytes`,
    });
  }
  const scaled = Number.isFinite(header.scl_slope) && header.scl_slope !== 0;
  return {
    path,
    grid,
    lpsAffine,
    stored: storedValues(bytes.subarray(start, start + wanted), count, kind, littleEndian),
    slope: scaled ? header.scl_slope : 1,
    intercept: scaled && Number.isFinite(header.scl_inter) ? header.scl_inter : 0,
    extensions: header.extensions.map(({ edata }) => new Uint8Array(edata)),
    remarks,
  };
}

type Header = NIFTI1 | NIFTI2;

function headerOf(bytes: Uint8Array, path: string, remarks: string[]): Header {
  const version = versionOf(bytes);
  if (version === null) {
    const magic = String.fromCharCode(...bytes.subarray(344, 347));
    throw new TrabeculaError('unreadable', {
      what: magic === 'ni1' ? 'half of a .hdr/.img pair; write it as one .nii file' : 'no NIfTI file',
      where: path,
      expected: 'a .nii or .nii.gz file',
    });
  }
  try {
    // The header alone first: extensions that are broken do not spoil the image.
    const header = readHeader(bufferOf(bytes, HEADER_BYTES[version]));
    const end = Math.round(header.vox_offset);
    if (!(end > HEADER_BYTES[version]) || end > bytes.length) return header;
    try {
      return readHeader(bufferOf(bytes, end));
    } catch (cause) {
      remarks.push(`${path}: the header extension is broken (${messageOf(cause)}); names in it are not read`);
      return header;
    }
  } catch (cause) {
    throw new TrabeculaError('unreadable', { what: `no NIfTI header (${messageOf(cause)})`, where: path }, cause);
  }
}

function versionOf(bytes: Uint8Array): 'nifti1' | 'nifti2' | null {
  const letters = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 3));
  if (bytes.length >= HEADER_BYTES.nifti1 - 4 && letters(344) === 'n+1') return 'nifti1';
  if (bytes.length >= HEADER_BYTES.nifti2 - 4 && letters(4) === 'n+2') return 'nifti2';
  return null;
}

function bufferOf(bytes: Uint8Array, end: number): ArrayBuffer {
  return Uint8Array.from(bytes.subarray(0, end)).buffer;
}

function sizeOf({ dims }: Header, path: string): readonly [number, number, number] {
  const dimensions = dims[0] ?? 0;
  const sizes = dims.slice(1, dimensions + 1);
  const [ni = 1, nj = 1, nk = 1, ...further] = sizes;
  const isOneVolume = further.every((n) => n <= 1);
  if (dimensions < 2 || dimensions > 7 || ![ni, nj, nk].every((n) => Number.isInteger(n) && n > 0) || !isOneVolume) {
    throw new TrabeculaError('unreadable', {
      what: isOneVolume ? 'the image has no size' : 'the image has more than three dimensions',
      where: path,
      attribute: 'dim',
      found: sizes.join(' x '),
      expected: 'one volume of three dimensions',
    });
  }
  return [ni, nj, nk];
}

function placementOf(
  header: Header,
  bytes: Uint8Array,
  size: NiftiPlacement['size'],
  path: string,
  remarks: string[],
): NiftiPlacement {
  const mm = millimetresPerUnit(header, path, remarks);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isSecond = header instanceof NIFTI2;
  const at = isSecond ? SFORM_AT.nifti2 : SFORM_AT.nifti1;
  const number = (n: number): number =>
    isSecond ? view.getFloat64(at + 8 * n, header.littleEndian) : view.getFloat32(at + 4 * n, header.littleEndian);
  const row = (r: number): Affine[number] => [
    number(4 * r) * mm,
    number(4 * r + 1) * mm,
    number(4 * r + 2) * mm,
    number(4 * r + 3) * mm,
  ];
  const [qfac = 0, x = 0, y = 0, z = 0] = header.pixDims;
  return {
    size,
    pixdimMm: [x * mm, y * mm, z * mm],
    qfac,
    sform: { code: header.sform_code, affine: [row(0), row(1), row(2)] },
    qform: {
      code: header.qform_code,
      quaternion: [header.quatern_b, header.quatern_c, header.quatern_d],
      offsetMm: [header.qoffset_x * mm, header.qoffset_y * mm, header.qoffset_z * mm],
    },
  };
}

function millimetresPerUnit(header: Header, path: string, remarks: string[]): number {
  switch (header.xyzt_units & NIFTI1.SPATIAL_UNITS_MASK) {
    case NIFTI1.UNITS_METER:
      return 1000;
    case NIFTI1.UNITS_MICRON:
      return 0.001;
    case NIFTI1.UNITS_MM:
      return 1;
    default:
      remarks.push(`${path}: the header states no unit of length; millimetres are taken`);
      return 1;
  }
}

interface Kind {
  readonly bytes: number;
  readonly create: (length: number) => StoredValues;
  readonly view?: (buffer: ArrayBufferLike, offset: number, length: number) => StoredValues;
  readonly get: (view: DataView, at: number, little: boolean) => number;
}

const KINDS: ReadonlyMap<number, Kind> = new Map<number, Kind>([
  [
    NIFTI1.TYPE_UINT8,
    {
      bytes: 1,
      create: (n) => new Uint8Array(n),
      view: (b, o, n) => new Uint8Array(b, o, n),
      get: (v, at) => v.getUint8(at),
    },
  ],
  [
    NIFTI1.TYPE_INT8,
    {
      bytes: 1,
      create: (n) => new Int8Array(n),
      view: (b, o, n) => new Int8Array(b, o, n),
      get: (v, at) => v.getInt8(at),
    },
  ],
  [NIFTI1.TYPE_INT16, { bytes: 2, create: (n) => new Int16Array(n), get: (v, at, little) => v.getInt16(at, little) }],
  [
    NIFTI1.TYPE_UINT16,
    { bytes: 2, create: (n) => new Uint16Array(n), get: (v, at, little) => v.getUint16(at, little) },
  ],
  [NIFTI1.TYPE_INT32, { bytes: 4, create: (n) => new Int32Array(n), get: (v, at, little) => v.getInt32(at, little) }],
  [
    NIFTI1.TYPE_UINT32,
    { bytes: 4, create: (n) => new Uint32Array(n), get: (v, at, little) => v.getUint32(at, little) },
  ],
  [
    NIFTI1.TYPE_FLOAT32,
    { bytes: 4, create: (n) => new Float32Array(n), get: (v, at, little) => v.getFloat32(at, little) },
  ],
  [
    NIFTI1.TYPE_FLOAT64,
    { bytes: 8, create: (n) => new Float64Array(n), get: (v, at, little) => v.getFloat64(at, little) },
  ],
  [
    NIFTI1.TYPE_INT64,
    { bytes: 8, create: (n) => new Float64Array(n), get: (v, at, little) => Number(v.getBigInt64(at, little)) },
  ],
  [
    NIFTI1.TYPE_UINT64,
    { bytes: 8, create: (n) => new Float64Array(n), get: (v, at, little) => Number(v.getBigUint64(at, little)) },
  ],
]);

function storedValues(bytes: Uint8Array, count: number, kind: Kind, littleEndian: boolean): StoredValues {
  // Bytes need no order, so they need no copy either.
  if (kind.view !== undefined) return kind.view(bytes.buffer, bytes.byteOffset, count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = kind.create(count);
  for (let n = 0; n < count; n++) values[n] = kind.get(view, n * kind.bytes, littleEndian);
  return values;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
