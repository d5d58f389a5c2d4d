import { requireEndMarker } from './end-marker.ts';
import type { FrameDecoder } from './frame-decoder.ts';

/**
 * JPEG lossless, processes 14 (ISO 10918-1). The library fills up what is cut short and ignores the point transform:
 * both are refused here.
 */
export async function jpegLosslessDecoder(): Promise<FrameDecoder> {
  const { Decoder } = await import('jpeg-lossless-decoder-js');
  return (compressed) => {
    requireEndMarker(compressed);
    const decoder = new Decoder();
    // The library reads from the start of a buffer: the frame is one of many in the file's.
    // Not `slice`: of a Buffer, which Node reads files into, that is a view.
    const patterns = decoder.decode(new Uint8Array(compressed).buffer);
    const { dimX, dimY } = decoder.frame;
    if (decoder.scan.al !== 0) throw new Error('a point transform, which drops low bits');
    if (decoder.yLoc !== dimY) throw new Error('the data end before the last row');
    return { columns: dimX, rows: dimY, samples: patterns.length / (dimX * dimY), patterns };
  };
}
