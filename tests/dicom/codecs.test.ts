import loadCharls from '@cornerstonejs/codec-charls/wasmjs';
import loadOpenJpeg from '@cornerstonejs/codec-openjpeg/wasmjs';
import loadOpenJph from '@cornerstonejs/codec-openjph/wasmjs';
import { describe, expect, it } from 'vitest';
import { isTrabeculaError } from '../../core/index.ts';
import { readCtSeries } from '../../src/dicom/index.ts';
import { ctElements, encapsulatedFile } from './ct-files.ts';
import { el, type TestElement } from './dicom-bytes.ts';
import { jpegLossless } from './jpeg-lossless-encoder.ts';

/** A slice with everything that trips a codec: extremes, flat runs, steps. Wider than high. */
const COLUMNS = 37;
const ROWS = 23;
const IMAGE = Array.from({ length: COLUMNS * ROWS }, (_, n) => {
  const [i, j] = [n % COLUMNS, Math.floor(n / COLUMNS)];
  if (j < 4) return 0;
  if (j === 7) return i % 2 === 0 ? 0 : 4095;
  return i > 30 ? 4095 : (i * 97 + j * j * 13 + ((n * 7919) % 31)) % 4096;
});
const changes = (more: Record<string, TestElement> = {}): Record<string, TestElement> => ({
  '0028,0010': el('0028,0010', 'US', [ROWS]),
  '0028,0011': el('0028,0011', 'US', [COLUMNS]),
  ...more,
});
const elements = ctElements(0, 0, changes());

const bytesOf = (image: readonly number[]): Uint8Array => new Uint8Array(Uint16Array.from(image).buffer);

function encodeWith(encoder: CodecEncoder, image: readonly number[], isSigned = false): Uint8Array {
  const info = { width: COLUMNS, height: ROWS, bitsPerSample: 12, componentCount: 1, isSigned };
  encoder.getDecodedBuffer({ ...info, isUsingColorTransform: false }).set(bytesOf(image));
  // The default of the encoder is more than so small an image has.
  encoder.setDecompositions?.(2);
  encoder.encode();
  const encoded = encoder.getEncodedBuffer().slice();
  encoder.delete();
  return encoded;
}

/** PackBits in its plainest form: literals of at most 128 bytes, runs where a byte repeats (PS3.5 Annex G). */
function runLength(image: readonly number[]): Uint8Array {
  const pack = (bytes: readonly number[]): number[] => {
    const out: number[] = [];
    for (let n = 0; n < bytes.length;) {
      let run = 1;
      while (run < 128 && bytes[n + run] === bytes[n]) run++;
      if (run > 1) out.push(257 - run, bytes[n]!);
      else out.push(0, bytes[n]!);
      n += run;
    }
    return out.length % 2 === 0 ? out : [...out, 128];
  };
  const segments = [pack(image.map((v) => v >> 8)), pack(image.map((v) => v & 255))];
  const header = new DataView(new ArrayBuffer(64));
  header.setUint32(0, 2, true);
  header.setUint32(4, 64, true);
  header.setUint32(8, 64 + segments[0]!.length, true);
  return Uint8Array.from([...new Uint8Array(header.buffer), ...segments.flat()]);
}

const encoders: Record<string, readonly [uid: string, encode: (image: readonly number[]) => Promise<Uint8Array>]> = {
  RLE: ['1.2.840.10008.1.2.5', (image) => Promise.resolve(runLength(image))],
  'JPEG lossless, any predictor': [
    '1.2.840.10008.1.2.4.57',
    (image) => Promise.resolve(jpegLossless(image, COLUMNS, ROWS, 12, 4)),
  ],
  'JPEG lossless, first predictor': [
    '1.2.840.10008.1.2.4.70',
    (image) => Promise.resolve(jpegLossless(image, COLUMNS, ROWS, 12, 1)),
  ],
  'JPEG-LS': ['1.2.840.10008.1.2.4.80', async (image) => encodeWith(new (await loadCharls()).JpegLSEncoder(), image)],
  'JPEG 2000': ['1.2.840.10008.1.2.4.90', async (image) => encodeWith(new (await loadOpenJpeg()).J2KEncoder(), image)],
  HTJ2K: ['1.2.840.10008.1.2.4.201', async (image) => encodeWith(new (await loadOpenJph()).HTJ2KEncoder(), image)],
};

async function hounsfieldOf(bytes: Uint8Array): Promise<number[]> {
  // As read from a disk: a view into a larger buffer.
  const read = Buffer.concat([Buffer.alloc(7), bytes]).subarray(7);
  const ct = await readCtSeries([{ path: 'CT.dcm', bytes: read }]);
  return Array.from(ct.huOfSlice(0));
}

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await hounsfieldOf(bytes);
  } catch (error) {
    if (isTrabeculaError(error)) return error.message;
    throw error;
  }
  return 'read without complaint';
}

describe.each(Object.entries(encoders))('a CT compressed with %s', (_, [uid, encode]) => {
  it('comes out as it went in, whole and in pieces, with and without an offset table', async () => {
    const encoded = await encode(IMAGE);
    const expected = IMAGE.map((v) => v - 1024);
    expect(await hounsfieldOf(encapsulatedFile(elements, uid, [[encoded]]))).toEqual(expected);
    const cut = 2 * Math.floor(encoded.length / 6);
    const pieces = [encoded.subarray(0, cut), encoded.subarray(cut, 2 * cut), encoded.subarray(2 * cut)];
    expect(await hounsfieldOf(encapsulatedFile(elements, uid, [pieces]))).toEqual(expected);
    expect(await hounsfieldOf(encapsulatedFile(elements, uid, [pieces], false))).toEqual(expected);
  });

  it('keeps the sign of signed numbers', async () => {
    const signed = ctElements(0, 0, changes({ '0028,0103': el('0028,0103', 'US', [1]) }));
    const encoded = await encode(IMAGE);
    const expected = IMAGE.map((v) => (v > 2047 ? v - 4096 : v) - 1024);
    expect(await hounsfieldOf(encapsulatedFile(signed, uid, [[encoded]]))).toEqual(expected);
  });

  it('is refused, never filled up, where the data are cut short', async () => {
    const encoded = await encode(IMAGE);
    const half = encoded.subarray(0, 2 * Math.floor(encoded.length / 4));
    expect(await refusal(encapsulatedFile(elements, uid, [[half]]))).toMatch(/pixels of frame 1 are broken/);
  });

  it('is refused where the image has another size than the header says', async () => {
    const smaller = ctElements(0, 0, changes({ '0028,0010': el('0028,0010', 'US', [ROWS + 1]) }));
    expect(await refusal(encapsulatedFile(smaller, uid, [[await encode(IMAGE)]]))).toMatch(/another size|are broken/);
  });
});

describe('compressed pixels', () => {
  it('of JPEG lossless are read to the last one, also where it takes few bits', async () => {
    for (const last of [0, 1, 2, 5, 100, 4095]) {
      const flat = IMAGE.map((_, n) => (n === IMAGE.length - 1 ? last : 0));
      const encoded = jpegLossless(flat, COLUMNS, ROWS, 12, 1);
      const expected = flat.map((v) => v - 1024);
      expect(await hounsfieldOf(encapsulatedFile(elements, '1.2.840.10008.1.2.4.70', [[encoded]]))).toEqual(expected);
    }
  });

  it('of a syntax that is not read are refused with its UID', async () => {
    const file = encapsulatedFile(elements, '1.2.840.10008.1.2.4.51', [[Uint8Array.of(1, 2)]]);
    expect(await refusal(file)).toMatch(/compression that is not read.*1\.2\.840\.10008\.1\.2\.4\.51/);
  });

  it('that lost low bits in JPEG lossless are refused, not read as smaller numbers', async () => {
    const shifted = jpegLossless(
      IMAGE.map((v) => v >> 2),
      COLUMNS,
      ROWS,
      12,
      1,
      2,
    );
    expect(await refusal(encapsulatedFile(elements, '1.2.840.10008.1.2.4.70', [[shifted]]))).toMatch(/point transform/);
  });

  it('that may have lost detail say so', async () => {
    const encoded = encodeWith(new (await loadCharls()).JpegLSEncoder(), IMAGE);
    const ct = await readCtSeries([
      { path: 'CT.dcm', bytes: encapsulatedFile(elements, '1.2.840.10008.1.2.4.81', [[encoded]]) },
    ]);
    expect(ct.remarks.join()).toMatch(/not exact: JPEG-LS near-lossless/);
  });
});
