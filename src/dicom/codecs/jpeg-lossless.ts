import { endOfImage } from './end-marker.ts';
import type { FrameDecoder } from './frame-decoder.ts';

/** The library reads this far ahead, and takes the end marker there for the end of the data: the last pixels were lost. */
const READ_AHEAD = 8;

/**
 * JPEG lossless, processes 14 (ISO 10918-1). The library fills up what is cut short, ignores the point transform, and may
 * stop a few pixels before the end: the first two are refused here, the third is helped by bytes to read ahead in.
 */
export async function jpegLosslessDecoder(): Promise<FrameDecoder> {
  const { Decoder } = await import('jpeg-lossless-decoder-js');
  return (compressed) => {
    const end = endOfImage(compressed);
    const padded = new Uint8Array(end + READ_AHEAD + 2);
    padded.set(compressed.subarray(0, end));
    padded.set([0xff, 0xd9], end + READ_AHEAD);
    const decoder = new Decoder();
    const patterns = decoder.decode(padded.buffer);
    const { dimX, dimY } = decoder.frame;
    if (decoder.scan.al !== 0) throw new Error('a point transform, which drops low bits');
    if (decoder.yLoc !== dimY) throw new Error('the data end before the last row');
    return { columns: dimX, rows: dimY, samples: patterns.length / (dimX * dimY), patterns };
  };
}
