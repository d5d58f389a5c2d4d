import type { FrameDecoder, LocateCodec } from './frame-decoder.ts';
import { decodeWith, quietly } from './wasm-decoder.ts';

/** JPEG 2000 (ISO 15444-1). */
export async function jpeg2000Decoder(locate: LocateCodec | undefined): Promise<FrameDecoder> {
  const { default: load } = await import('@cornerstonejs/codec-openjpeg/decodewasmjs');
  const { J2KDecoder } = await load(quietly(locate));
  return (compressed) => decodeWith(J2KDecoder, compressed);
}
