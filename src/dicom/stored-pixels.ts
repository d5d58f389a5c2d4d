import { refuseAbove } from '../../core/index.ts';
import type { DataSet } from './data-set.ts';

/** The stored numbers of a dose, before scaling. */
export interface StoredPixels {
  readonly bitsAllocated: number;
  readonly smallest: number;
  readonly largest: number;
  /** Every stored number times the scaling, rounded once to Float32. A copy: the file's bytes stay as they are. */
  readonly scaled: (scaling: number) => Float32Array;
}

/**
 * Pixel data of 16 or 32 bits, either byte order, at any alignment.
 *
 * @param size columns, rows, planes
 * @throws TrabeculaError `unreadable` if there are none, they are compressed, or their length does not fit the size
 */
export function readStoredPixels(dataSet: DataSet, size: readonly [number, number, number]): StoredPixels {
  const bits = dataSet.unsignedShort('BitsAllocated');
  if (bits !== 16 && bits !== 32) {
    throw dataSet.error('BitsAllocated', bits === null ? 'missing' : 'not a depth of dose', {
      ...(bits === null ? {} : { found: String(bits) }),
      expected: '16 or 32',
    });
  }
  const bitsStored = dataSet.unsignedShort('BitsStored');
  if (bitsStored !== null && bitsStored !== bits) {
    throw dataSet.error('BitsStored', 'differs from (0028,0100) BitsAllocated', {
      found: String(bitsStored),
      expected: String(bits),
    });
  }
  const samples = dataSet.unsignedShort('SamplesPerPixel') ?? 1;
  if (samples !== 1)
    throw dataSet.error('SamplesPerPixel', 'not a dose image', { found: String(samples), expected: '1' });
  const photometric = dataSet.code('PhotometricInterpretation');
  if (photometric !== null && photometric !== 'MONOCHROME2') {
    throw dataSet.error('PhotometricInterpretation', 'not a dose image', {
      found: photometric,
      expected: 'MONOCHROME2',
    });
  }
  const representation = dataSet.unsignedShort('PixelRepresentation') ?? 0;
  const pixels = dataSet.pixelBytes();
  if (pixels === null) throw dataSet.error('PixelData', 'missing', { expected: 'the dose planes' });
  if (pixels.encapsulated) {
    throw dataSet.error('PixelData', 'compressed dose planes are not read', {
      expected: 'an uncompressed transfer syntax',
    });
  }
  const [columns, rows, planes] = size;
  const total = columns * rows * planes;
  refuseAbove('voxels', total, 'the dose has too many voxels', dataSet.where);
  const expected = (total * bits) / 8;
  if (pixels.bytes.length !== expected) {
    throw dataSet.error('PixelData', 'wrong length', {
      found: `${pixels.bytes.length} bytes`,
      expected: `${expected} bytes for ${columns} × ${rows} × ${planes} values of ${bits} bits`,
    });
  }
  const words = (from: number, to: number): Words =>
    wordsOf(pixels.bytes.subarray((from * bits) / 8, (to * bits) / 8), pixels.littleEndian, bits, representation === 1);
  let smallest = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (let from = 0; from < total; from += BLOCK) {
    const block = words(from, Math.min(total, from + BLOCK));
    for (let i = 0; i < block.length; i++) {
      const value = block[i] ?? 0;
      if (value < smallest) smallest = value;
      if (value > largest) largest = value;
    }
  }
  return {
    bitsAllocated: bits,
    smallest,
    largest,
    scaled: (scaling) => {
      const scaled = new Float32Array(total);
      for (let from = 0; from < total; from += BLOCK) {
        const stored = words(from, Math.min(total, from + BLOCK));
        for (let i = 0; i < stored.length; i++) scaled[from + i] = (stored[i] ?? 0) * scaling;
      }
      return scaled;
    },
  };
}

/** Words at a time: of a whole dose a copy in the byte order of this machine would double it. */
const BLOCK = 1 << 20;

type Words = Uint16Array | Int16Array | Uint32Array | Int32Array;

/**
 * The words of the pixel data: where they lie evenly in the file's bytes and in the byte order of this machine as they
 * are there, else a copy.
 */
function wordsOf(bytes: Uint8Array, little: boolean, bits: 16 | 32, signed: boolean): Words {
  const size = bits / 8;
  const asIs = little === MACHINE_IS_LITTLE;
  const even = asIs && bytes.byteOffset % size === 0 ? bytes : new Uint8Array(bytes);
  if (!asIs) for (let at = 0; at < even.length; at += size) even.subarray(at, at + size).reverse();
  const place = [even.buffer, even.byteOffset, even.length / size] as const;
  if (bits === 16) return signed ? new Int16Array(...place) : new Uint16Array(...place);
  return signed ? new Int32Array(...place) : new Uint32Array(...place);
}

const MACHINE_IS_LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
