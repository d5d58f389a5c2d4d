import type { FrameDecoder, FrameShape } from './frame-decoder.ts';

const HEADER_BYTES = 64;

/** DICOM's run-length code (PS3.5 Annex G): one segment per byte of a pixel, the most significant first. */
export function runLengthDecoder({ columns, rows, bitsAllocated }: FrameShape): FrameDecoder {
  const pixels = columns * rows;
  const bytesEach = bitsAllocated / 8;
  return (compressed) => {
    if (compressed.length < HEADER_BYTES) throw new Error('no header');
    const view = new DataView(compressed.buffer, compressed.byteOffset, compressed.byteLength);
    const segments = view.getUint32(0, true);
    if (segments !== bytesEach) throw new Error(`${segments} segments instead of ${bytesEach}`);
    const patterns = bytesEach === 1 ? new Uint8Array(pixels) : new Uint16Array(pixels);
    for (let segment = 0; segment < segments; segment++) {
      const start = view.getUint32(4 + 4 * segment, true);
      const end = segment + 1 < segments ? view.getUint32(8 + 4 * segment, true) : compressed.length;
      if (start < HEADER_BYTES || end < start || end > compressed.length) throw new Error('segments out of place');
      unpack(compressed.subarray(start, end), patterns, 8 * (segments - 1 - segment));
    }
    return { columns, rows, samples: 1, patterns };
  };
}

function unpack(packed: Uint8Array, into: Uint8Array | Uint16Array, shift: number): void {
  let from = 0;
  let to = 0;
  const put = (byte: number): void => {
    into[to] = (into[to] ?? 0) | (byte << shift);
    to++;
  };
  while (to < into.length && from < packed.length) {
    const count = packed[from++] ?? 0;
    if (count < 128) {
      if (from + count >= packed.length) throw new Error('the data end in a run');
      for (let n = 0; n <= count && to < into.length; n++) put(packed[from + n] ?? 0);
      from += count + 1;
    } else if (count > 128) {
      const byte = packed[from++];
      if (byte === undefined) throw new Error('the data end in a run');
      for (let n = 257 - count; n > 0 && to < into.length; n--) put(byte);
    }
  }
  if (to < into.length) throw new Error(`the data end at pixel ${to} of ${into.length}`);
}
