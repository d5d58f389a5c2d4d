import { refuseAbove, TrabeculaError, type VoxelGrid, type Voxels } from '../../core/index.ts';
import type { LocateCodec } from './codecs/frame-decoder.ts';
import { DataSet, parseDataSet } from './data-set.ts';
import { recogniseEncoding } from './encoding.ts';
import { frameReader } from './pixel-frames.ts';
import type { FileBytes } from './rt-objects.ts';
import { readSegFrames } from './seg-frames.ts';

/** Segmentation Storage, and Label Map Segmentation Storage. */
export const SEG_SOP_CLASSES: readonly string[] = ['1.2.840.10008.5.1.4.1.1.66.4', '1.2.840.10008.5.1.4.1.1.66.7'];

type SegType = 'BINARY' | 'FRACTIONAL' | 'LABELMAP';

export interface Segment {
  readonly number: number;
  readonly label: string | null;
}

export interface Segmentation {
  readonly path: string;
  readonly frameOfReferenceUid: string | null;
  readonly segments: readonly Segment[];
  /** How a pixel becomes inside or outside, in words. */
  readonly rule: string;
  /** The union of some segments on the segmentation's grid, slices without a frame empty; null if no pixel is theirs. */
  readonly maskOf: (numbers: readonly number[]) => Voxels | null;
}

/** A probability of one half and more is inside. */
const INSIDE_SHARE = 0.5;

/**
 * A DICOM Segmentation (PS3.3 A.51): binary, fractional or label map, frames in any order, several segments.
 * Occupancies are kept as shares of voxels, which keeps the volume; probabilities are cut at one half.
 *
 * @throws TrabeculaError `unreadable` for anything that does not say which pixel of which segment lies where
 */
export async function readSegmentation({ path, bytes }: FileBytes, locate?: LocateCodec): Promise<Segmentation> {
  const encoding = recogniseEncoding(bytes, path);
  if (encoding === null) throw new TrabeculaError('unreadable', { what: 'no DICOM file', where: path });
  const dataSet = parseDataSet(encoding, path);
  if (!(dataSet instanceof DataSet)) throw dataSet.error;
  const type = typeOf(dataSet);
  const { grid, frames } = readSegFrames(dataSet, type === 'LABELMAP');
  refuseAbove('voxels', grid.size[0] * grid.size[1] * grid.size[2], 'the segmentation has too many voxels', path);
  const segments = segmentsOf(dataSet);
  const pixels = await pixelsOf(dataSet, encoding.transferSyntaxUid, type, grid, frames.length, locate);
  const occupancy = dataSet.code('SegmentationFractionalType') === 'OCCUPANCY';
  const full = type === 'FRACTIONAL' ? fullValue(dataSet) : 1;
  const asShares = type === 'FRACTIONAL' && occupancy;
  const area = grid.size[0] * grid.size[1];
  return {
    path,
    frameOfReferenceUid: dataSet.code('FrameOfReferenceUID'),
    segments,
    rule: ruleOf(type, asShares),
    maskOf: (numbers) => {
      const wanted = new Set(numbers);
      const values = asShares ? new Float32Array(area * grid.size[2]) : new Uint8Array(area * grid.size[2]);
      let any = false;
      for (const [n, { segmentNumber, slice }] of frames.entries()) {
        if (type !== 'LABELMAP' && !wanted.has(segmentNumber ?? 0)) continue;
        const frame = pixels(n);
        for (let p = 0; p < area; p++) {
          const value = frame[p] ?? 0;
          const share = shareOf(value, type, full, asShares, wanted);
          if (share === 0) continue;
          any = true;
          const at = slice * area + p;
          if (share > (values[at] ?? 0)) values[at] = share;
        }
      }
      return any ? { grid, values } : null;
    },
  };
}

function shareOf(value: number, type: SegType, full: number, asShares: boolean, wanted: ReadonlySet<number>): number {
  switch (type) {
    case 'BINARY':
      return value === 0 ? 0 : 1;
    case 'LABELMAP':
      return wanted.has(value) ? 1 : 0;
    case 'FRACTIONAL':
      return asShares ? Math.min(1, value / full) : value >= INSIDE_SHARE * full ? 1 : 0;
  }
}

function ruleOf(type: SegType, asShares: boolean): string {
  if (type !== 'FRACTIONAL') return 'a pixel is inside or outside';
  return asShares
    ? 'fractional, occupancy: shares of voxels are kept'
    : 'fractional, probability: inside from half of (0062,000E) MaximumFractionalValue';
}

function typeOf(dataSet: DataSet): SegType {
  const type = dataSet.code('SegmentationType');
  if (type === 'BINARY' || type === 'FRACTIONAL' || type === 'LABELMAP') return type;
  throw dataSet.error('SegmentationType', type === null ? 'missing' : 'unknown', {
    ...(type === null ? {} : { found: type }),
    expected: 'BINARY, FRACTIONAL or LABELMAP',
  });
}

function fullValue(dataSet: DataSet): number {
  const full = dataSet.unsignedShort('MaximumFractionalValue');
  if (full === null || full === 0) {
    throw dataSet.error('MaximumFractionalValue', 'missing', { expected: 'the value of a full pixel' });
  }
  const type = dataSet.code('SegmentationFractionalType');
  if (type !== 'OCCUPANCY' && type !== 'PROBABILITY') {
    throw dataSet.error('SegmentationFractionalType', type === null ? 'missing' : 'unknown', {
      ...(type === null ? {} : { found: type }),
      expected: 'OCCUPANCY or PROBABILITY',
    });
  }
  return full;
}

function segmentsOf(dataSet: DataSet): readonly Segment[] {
  const segments = dataSet.items('SegmentSequence').map((item) => {
    const number = item.unsignedShort('SegmentNumber');
    if (number === null) throw item.error('SegmentNumber', 'missing', { expected: 'a number' });
    return { number, label: item.text('SegmentLabel') };
  });
  if (segments.length === 0) throw dataSet.error('SegmentSequence', 'missing or empty', { expected: 'the segments' });
  return segments;
}

type Pixels = (frame: number) => Uint8Array | Uint16Array;

async function pixelsOf(
  dataSet: DataSet,
  transferSyntaxUid: string,
  type: SegType,
  { size: [columns, rows] }: VoxelGrid,
  frames: number,
  locate: LocateCodec | undefined,
): Promise<Pixels> {
  const bits = dataSet.unsignedShort('BitsAllocated');
  if (bits === 1 && type === 'BINARY') return bitPacked(dataSet, columns * rows, frames);
  if (bits === 8 || (bits === 16 && type === 'LABELMAP')) {
    return frameReader(dataSet, transferSyntaxUid, { columns, rows, bitsAllocated: bits }, frames, locate);
  }
  throw dataSet.error('BitsAllocated', bits === null ? 'missing' : `not a depth of ${type}`, {
    ...(bits === null ? {} : { found: String(bits) }),
    expected: type === 'BINARY' ? '1' : type === 'FRACTIONAL' ? '8' : '8 or 16',
  });
}

/** One bit a pixel, the lowest bit first, frames following each other without a gap (PS3.5 8.1.1). */
function bitPacked(dataSet: DataSet, area: number, frames: number): Pixels {
  const pixels = dataSet.pixelBytes();
  if (pixels === null) throw dataSet.error('PixelData', 'missing', { expected: `${frames} frames` });
  if (pixels.encapsulated) {
    throw dataSet.error('PixelData', 'single bits in a compression that is not read', {
      expected: 'uncompressed bits, or a byte per pixel',
    });
  }
  const { bytes } = pixels;
  const expected = Math.ceil((area * frames) / 8);
  if (bytes.length < expected || bytes.length > expected + 1) {
    throw dataSet.error('PixelData', 'wrong length', {
      found: `${bytes.length} bytes`,
      expected: `${expected} bytes for ${frames} frames of ${area} bits`,
    });
  }
  return (frame) => {
    const out = new Uint8Array(area);
    let bit = frame * area;
    for (let p = 0; p < area; p++, bit++) out[p] = ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1;
    return out;
  };
}
