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
  const expected = (total * bits) / 8;
  if (pixels.bytes.length !== expected) {
    throw dataSet.error('PixelData', 'wrong length', {
      found: `${pixels.bytes.length} bytes`,
      expected: `${expected} bytes for ${columns} × ${rows} × ${planes} values of ${bits} bits`,
    });
  }
  const read = readerOf(pixels.bytes, pixels.littleEndian, bits, representation === 1);
  let smallest = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < total; i++) {
    const value = read(i);
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
  }
  return {
    bitsAllocated: bits,
    smallest,
    largest,
    scaled: (scaling) => {
      const scaled = new Float32Array(total);
      for (let i = 0; i < total; i++) scaled[i] = read(i) * scaling;
      return scaled;
    },
  };
}

/** A DataView reads at any alignment and in either byte order; a typed array on the file's buffer would not. */
function readerOf(bytes: Uint8Array, little: boolean, bits: 16 | 32, signed: boolean): (index: number) => number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bits === 16) return signed ? (i) => view.getInt16(2 * i, little) : (i) => view.getUint16(2 * i, little);
  return signed ? (i) => view.getInt32(4 * i, little) : (i) => view.getUint32(4 * i, little);
}
