import { z } from 'zod';
import {
  checkVoxels,
  doseFromVoxels,
  parseJson,
  readStrict,
  regionFromMask,
  TrabeculaError,
  type DoseGrid,
  type Region,
  type VoxelArray,
  type Voxels,
} from '../../core/index.ts';

/** An array as people with their own code write it: a JSON header and a raw little-endian file beside it. */
export interface PlainArrayFiles {
  /** What the user would call the header. */
  readonly headerPath: string;
  readonly header: Uint8Array;
  /** The file that the header names, and its bytes. */
  readonly dataPath: string;
  readonly data: Uint8Array;
}

const triple = z.tuple([z.number(), z.number(), z.number()]);

export const arrayHeaderSchema = z.strictObject({
  /** Voxels along the first, second and third index; the first runs fastest. */
  size: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]),
  spacingMm: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
  /** Centre of the voxel (0, 0, 0) in LPS. */
  originMm: triple,
  /** Unit directions in LPS in which the first, second and third index grow. */
  axes: z.tuple([triple, triple, triple]),
  dtype: z.enum(['uint8', 'int16', 'uint16', 'int32', 'uint32', 'float32', 'float64']),
  /** Name of the raw file, beside the header. */
  file: z.string().min(1),
  /** Of a dose: Gy if it is not given. */
  unit: z.enum(['Gy', 'cGy']).optional(),
});

export type ArrayHeader = z.infer<typeof arrayHeaderSchema>;

const CGY_PER_GY = 100;

/** Throws `unreadable`, naming the key, for anything but a header. */
export function readArrayHeader(header: Uint8Array, where: string): ArrayHeader {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(header);
  } catch (cause) {
    throw new TrabeculaError(
      'unreadable',
      { what: 'this is not the JSON header of an array', where, expected: 'UTF-8 text' },
      cause,
    );
  }
  const read = readStrict(arrayHeaderSchema, parseJson(text, where), where);
  if (/[/\\]/.test(read.file) || read.file === '..' || read.file === '.') {
    throw new TrabeculaError('unreadable', {
      what: 'the raw file must lie beside its header',
      where,
      attribute: 'file',
      found: read.file,
      expected: 'a file name without folders',
    });
  }
  return read;
}

/** The dose grid of a plain array, in Gy. Throws `unreadable` for anything that is no dose on that grid. */
export function doseOfArray(files: PlainArrayFiles): DoseGrid {
  const header = readArrayHeader(files.header, files.headerPath);
  const voxels = voxelsOf(header, files);
  if (header.unit !== 'cGy') return doseFromVoxels(voxels, files.dataPath);
  return doseFromVoxels({ ...voxels, values: Float64Array.from(voxels.values, (v) => v / CGY_PER_GY) }, files.dataPath);
}

/**
 * The solid of a plain array of 0, 1 or shares; with `labels`, of one of class numbers. Throws `unreadable` for anything
 * that is no mask on that grid, and `nothing-found` if none of the classes is there.
 */
export function maskOfArray(files: PlainArrayFiles, labels?: readonly number[]): Region {
  const header = readArrayHeader(files.header, files.headerPath);
  if (header.unit !== undefined) {
    throw new TrabeculaError('unreadable', {
      what: 'a mask has no dose unit',
      where: files.headerPath,
      attribute: 'unit',
      found: header.unit,
    });
  }
  const voxels = voxelsOf(header, files);
  if (labels === undefined) return regionFromMask(voxels, files.dataPath);
  const wanted = new Set(labels);
  const values = Uint8Array.from(voxels.values, (value) => (wanted.has(value) ? 1 : 0));
  if (!values.includes(1)) {
    throw new TrabeculaError('nothing-found', {
      what: 'none of the classes is in the array',
      where: files.dataPath,
      attribute: 'labels',
      expected: `classes ${labels.join(', ')}`,
    });
  }
  return regionFromMask({ grid: voxels.grid, values }, files.dataPath);
}

function voxelsOf(header: ArrayHeader, { headerPath, data, dataPath }: PlainArrayFiles): Voxels {
  const { size, spacingMm, originMm, axes, dtype } = header;
  const kind = KINDS[dtype];
  const wanted = size[0] * size[1] * size[2] * kind.bytes;
  if (data.byteLength !== wanted) {
    throw new TrabeculaError('unreadable', {
      what: 'the raw file does not hold what its header says',
      where: dataPath,
      attribute: `size, dtype of ${headerPath}`,
      found: `${data.byteLength} bytes`,
      expected: `${size.join(' x ')} of ${dtype} = ${wanted} bytes`,
    });
  }
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const values = kind.create(wanted / kind.bytes);
  for (let n = 0; n < values.length; n++) values[n] = kind.get(view, n * kind.bytes);
  const voxels: Voxels = { grid: { size, spacingMm, originMm, axes }, values };
  checkVoxels(voxels, dataPath);
  return voxels;
}

interface Kind {
  readonly bytes: number;
  readonly create: (length: number) => VoxelArray;
  readonly get: (view: DataView, offset: number) => number;
}

const KINDS: Readonly<Record<ArrayHeader['dtype'], Kind>> = {
  uint8: { bytes: 1, create: (n) => new Uint8Array(n), get: (view, at) => view.getUint8(at) },
  int16: { bytes: 2, create: (n) => new Int16Array(n), get: (view, at) => view.getInt16(at, true) },
  uint16: { bytes: 2, create: (n) => new Uint16Array(n), get: (view, at) => view.getUint16(at, true) },
  int32: { bytes: 4, create: (n) => new Int32Array(n), get: (view, at) => view.getInt32(at, true) },
  uint32: { bytes: 4, create: (n) => new Uint32Array(n), get: (view, at) => view.getUint32(at, true) },
  float32: { bytes: 4, create: (n) => new Float32Array(n), get: (view, at) => view.getFloat32(at, true) },
  float64: { bytes: 8, create: (n) => new Float64Array(n), get: (view, at) => view.getFloat64(at, true) },
};
