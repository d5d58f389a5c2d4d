import type { FrameDecoder, LocateCodec } from './frame-decoder.ts';
import { decodeWith, quietly } from './wasm-decoder.ts';

/** JPEG-LS (ISO 14495-1), lossless and near-lossless. */
export async function jpegLsDecoder(locate: LocateCodec | undefined): Promise<FrameDecoder> {
  const { default: load } = await import('@cornerstonejs/codec-charls/decodewasmjs');
  const { JpegLSDecoder } = await load(quietly(locate));
  return (compressed) => decodeWith(JpegLSDecoder, compressed);
}
