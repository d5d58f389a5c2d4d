import { endOfImage } from './end-marker.ts';
import type { DecodedFrame, LocateCodec } from './frame-decoder.ts';

/** A decoder of WebAssembly for one frame: its memory is given back whatever happens. */
export function decodeWith(Decoder: new () => CodecDecoder, compressed: Uint8Array): DecodedFrame {
  endOfImage(compressed);
  const decoder = new Decoder();
  try {
    decoder.getEncodedBuffer(compressed.length).set(compressed);
    decoder.decode();
    const { width, height, bitsPerSample, componentCount } = decoder.getFrameInfo();
    const decoded = decoder.getDecodedBuffer();
    return {
      columns: width,
      rows: height,
      samples: componentCount,
      // A copy: the view is of memory that goes with the decoder, and need not lie at an even address.
      patterns: bitsPerSample <= 8 ? decoded.slice() : new Uint16Array(decoded.slice().buffer),
    };
  } finally {
    decoder.delete();
  }
}

export function quietly(locateFile: LocateCodec | undefined): CodecModuleOptions {
  const silent = (): void => undefined;
  return { print: silent, printErr: silent, ...(locateFile === undefined ? {} : { locateFile }) };
}
