import { TrabeculaError } from '../../core/index.ts';
import type { FrameDecoder, FrameShape, LocateCodec } from './codecs/frame-decoder.ts';
import { compressedSyntax } from './codecs/load-decoder.ts';
import type { DataSet, PixelFragments } from './data-set.ts';

/** The stored bit patterns of one frame, a copy. */
export type FrameReader = (frame: number) => Uint8Array | Uint16Array;

/**
 * Reads frames of 8 or 16 bits a pixel, compressed or not. A codec is loaded here; a frame is decoded when it is asked for.
 *
 * @throws TrabeculaError `unreadable` for a transfer syntax that is not read and for pixels that do not fit the shape;
 *   the reader throws the same for a frame that is broken
 */
export async function frameReader(
  dataSet: DataSet,
  transferSyntaxUid: string,
  shape: FrameShape,
  frames: number,
  locate?: LocateCodec,
): Promise<FrameReader> {
  const pixels = dataSet.pixelBytes();
  if (pixels === null) throw dataSet.error('PixelData', 'missing', { expected: `${frames} frames` });
  if (!pixels.encapsulated) return nativeReader(dataSet, shape, frames, pixels.bytes, pixels.littleEndian);
  const syntax = compressedSyntax(transferSyntaxUid);
  if (syntax === null) {
    throw dataSet.error('PixelData', 'pixels in a compression that is not read', {
      found: `transfer syntax ${transferSyntaxUid}`,
      expected: 'uncompressed, RLE, JPEG lossless, JPEG-LS, JPEG 2000 or HTJ2K',
    });
  }
  const fragments = dataSet.pixelFragments();
  if (fragments === null) throw dataSet.error('PixelData', 'compressed, but not in fragments');
  const parts = framesOf(dataSet, fragments, frames);
  const decode = await syntax.load(shape, locate);
  return (frame) => decodeFrame(dataSet, decode, syntax.name, parts[frame] ?? [], shape, frame);
}

function nativeReader(
  dataSet: DataSet,
  { columns, rows, bitsAllocated }: FrameShape,
  frames: number,
  bytes: Uint8Array,
  littleEndian: boolean,
): FrameReader {
  const pixels = columns * rows;
  const frameBytes = (pixels * bitsAllocated) / 8;
  const expected = frameBytes * frames;
  // Odd lengths are padded to even ones.
  if (bytes.length < expected || bytes.length > expected + 1) {
    throw dataSet.error('PixelData', 'wrong length', {
      found: `${bytes.length} bytes`,
      expected: `${expected} bytes for ${frames} of ${columns} × ${rows} pixels of ${bitsAllocated} bits`,
    });
  }
  return (frame) => {
    // Not `slice`: of a Buffer, which Node reads files into, that is no copy but a view of the whole file.
    const part = new Uint8Array(bytes.subarray(frame * frameBytes, (frame + 1) * frameBytes));
    if (bitsAllocated === 8) return part;
    const patterns = new Uint16Array(part.buffer);
    if (littleEndian === PLATFORM_IS_LITTLE) return patterns;
    for (let n = 0; n < pixels; n++) {
      const p = patterns[n] ?? 0;
      patterns[n] = (p >> 8) | ((p & 0xff) << 8);
    }
    return patterns;
  };
}

const PLATFORM_IS_LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Which fragments make up each frame (PS3.5 A.4): by the offset table, one each, or all of the only one. */
function framesOf(
  dataSet: DataSet,
  { offsetTable, fragments }: PixelFragments,
  frames: number,
): readonly (readonly Uint8Array[])[] {
  if (frames === 1) return [fragments.map(({ bytes }) => bytes)];
  if (offsetTable.length === frames) {
    const starts = new Map(fragments.map(({ offset }, n) => [offset, n]));
    const first = offsetTable.map((offset) => starts.get(offset));
    return first.map((start, n) => {
      const end = n + 1 < frames ? first[n + 1] : fragments.length;
      if (start === undefined || end === undefined || end <= start) {
        throw dataSet.error('PixelData', 'the offset table points between fragments', {
          found: `frame ${n + 1} at byte ${offsetTable[n] ?? '?'}`,
          expected: 'the beginning of a fragment',
        });
      }
      return fragments.slice(start, end).map(({ bytes }) => bytes);
    });
  }
  if (fragments.length === frames) return fragments.map(({ bytes }) => [bytes]);
  throw dataSet.error('PixelData', 'nothing says which fragments belong to which frame', {
    found: `${fragments.length} fragments, ${offsetTable.length} offsets`,
    expected: `${frames} frames`,
  });
}

function decodeFrame(
  dataSet: DataSet,
  decode: FrameDecoder,
  codec: string,
  parts: readonly Uint8Array[],
  { columns, rows }: FrameShape,
  frame: number,
): Uint8Array | Uint16Array {
  let decoded;
  try {
    decoded = decode(joined(parts));
  } catch (cause) {
    // The WASM codecs throw numbers and objects of their own.
    const why = cause instanceof Error ? ` (${cause.message})` : '';
    throw new TrabeculaError(
      'unreadable',
      { what: `the ${codec} pixels of frame ${frame + 1} are broken${why}`, where: dataSet.where },
      cause,
    );
  }
  if (decoded.columns !== columns || decoded.rows !== rows || decoded.samples !== 1) {
    throw dataSet.error('PixelData', `the ${codec} pixels of frame ${frame + 1} are of another size`, {
      found: `${decoded.columns} × ${decoded.rows}, ${decoded.samples} samples`,
      expected: `${columns} × ${rows}, 1 sample`,
    });
  }
  return decoded.patterns;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
