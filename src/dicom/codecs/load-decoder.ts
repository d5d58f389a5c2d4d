import type { FrameDecoder, FrameShape, LocateCodec } from './frame-decoder.ts';
import { htJpeg2000Decoder } from './ht-jpeg-2000.ts';
import { jpeg2000Decoder } from './jpeg-2000.ts';
import { jpegLosslessDecoder } from './jpeg-lossless.ts';
import { jpegLsDecoder } from './jpeg-ls.ts';
import { runLengthDecoder } from './run-length.ts';

const loadLossless = once(jpegLosslessDecoder);
const loadLs = once(jpegLsDecoder);
const load2000 = once(jpeg2000Decoder);
const loadHt = once(htJpeg2000Decoder);

/** The compressed transfer syntaxes that are read (PS3.6 Annex A), and what is lost in them at most. */
const COMPRESSED_SYNTAXES = {
  '1.2.840.10008.1.2.4.57': { name: 'JPEG lossless', isLossy: false, load: loadLossless },
  '1.2.840.10008.1.2.4.70': { name: 'JPEG lossless', isLossy: false, load: loadLossless },
  '1.2.840.10008.1.2.4.80': { name: 'JPEG-LS', isLossy: false, load: loadLs },
  '1.2.840.10008.1.2.4.81': { name: 'JPEG-LS near-lossless', isLossy: true, load: loadLs },
  '1.2.840.10008.1.2.4.90': { name: 'JPEG 2000 lossless', isLossy: false, load: load2000 },
  '1.2.840.10008.1.2.4.91': { name: 'JPEG 2000', isLossy: true, load: load2000 },
  '1.2.840.10008.1.2.4.201': { name: 'HTJ2K lossless', isLossy: false, load: loadHt },
  '1.2.840.10008.1.2.4.202': { name: 'HTJ2K lossless RPCL', isLossy: false, load: loadHt },
  '1.2.840.10008.1.2.4.203': { name: 'HTJ2K', isLossy: true, load: loadHt },
  '1.2.840.10008.1.2.5': { name: 'RLE', isLossy: false, load: (shape) => Promise.resolve(runLengthDecoder(shape)) },
} as const satisfies Record<string, CompressedSyntax>;

interface CompressedSyntax {
  readonly name: string;
  /** Whether what comes out may differ from what went in. */
  readonly isLossy: boolean;
  readonly load: (shape: FrameShape, locate: LocateCodec | undefined) => Promise<FrameDecoder>;
}

/** Null for a transfer syntax that is not read. A codec is fetched when it is first asked for. */
export function compressedSyntax(transferSyntaxUid: string): CompressedSyntax | null {
  return (COMPRESSED_SYNTAXES as Record<string, CompressedSyntax>)[transferSyntaxUid] ?? null;
}

/** A codec is loaded by whoever asks first and kept: its code is the same for every slice. A failure is not kept. */
function once(load: (locate: LocateCodec | undefined) => Promise<FrameDecoder>): CompressedSyntax['load'] {
  let loading: Promise<FrameDecoder> | null = null;
  return (_, locate) =>
    (loading ??= load(locate).catch((error: unknown) => {
      loading = null;
      throw error;
    }));
}
