import type { LocateCodec } from './frame-decoder.ts';
import { compressedSyntax } from './load-decoder.ts';

/** A decoder is asked for, not used: any shape will do. */
const ANY = { columns: 1, rows: 1, bitsAllocated: 16 } as const;

/** Fetches the codecs of some transfer syntaxes ahead, so that none is fetched when pixels are decoded. */
export async function prepareCodecs(transferSyntaxUids: Iterable<string>, locate?: LocateCodec): Promise<void> {
  const syntaxes = new Set([...transferSyntaxUids].flatMap((uid) => compressedSyntax(uid) ?? []));
  await Promise.all([...syntaxes].map(({ load }) => load(ANY, locate)));
}
