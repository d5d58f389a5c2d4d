import type { FrameDecoder, LocateCodec } from './frame-decoder.ts';
import { decodeWith, quietly } from './wasm-decoder.ts';

/** High-throughput JPEG 2000 (ISO 15444-15). */
export async function htJpeg2000Decoder(locate: LocateCodec | undefined): Promise<FrameDecoder> {
  const { default: load } = await import('@cornerstonejs/codec-openjph/wasmjs');
  const { HTJ2KDecoder } = await load(quietly(locate));
  return (compressed) => decodeWith(HTJ2KDecoder, compressed);
}
