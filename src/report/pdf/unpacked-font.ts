const WOFF = 0x774f4646;
const HEADER = 44;
const ENTRY = 20;

/**
 * A font file without compression: a WOFF 1.0 file (W3C, 2012) as the TrueType file that it holds, anything else as it is.
 * pdfkit reads WOFF too, but inflates a table anew for every letter.
 */
export async function unpackedFont(bytes: Uint8Array): Promise<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER || view.getUint32(0) !== WOFF) return bytes;
  const count = view.getUint16(12);
  const tables = await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const at = HEADER + n * ENTRY;
      const [offset, packed, length] = [view.getUint32(at + 4), view.getUint32(at + 8), view.getUint32(at + 12)];
      const data = bytes.subarray(offset, offset + packed);
      return {
        tag: view.getUint32(at),
        checksum: view.getUint32(at + 16),
        data: packed < length ? await inflated(data) : data,
      };
    }),
  );
  const head = 12 + 16 * count;
  const font = new Uint8Array(tables.reduce((sum, { data }) => sum + padded(data.length), head));
  const to = new DataView(font.buffer);
  to.setUint32(0, view.getUint32(4));
  to.setUint16(4, count);
  // Search fields of the table directory, for readers that look at them.
  const power = 2 ** Math.floor(Math.log2(Math.max(1, count)));
  to.setUint16(6, 16 * power);
  to.setUint16(8, Math.log2(power));
  to.setUint16(10, 16 * (count - power));
  let at = head;
  tables.forEach(({ tag, checksum, data }, n) => {
    const entry = 12 + 16 * n;
    to.setUint32(entry, tag);
    to.setUint32(entry + 4, checksum);
    to.setUint32(entry + 8, at);
    to.setUint32(entry + 12, data.length);
    font.set(data, at);
    at += padded(data.length);
  });
  return font;
}

async function inflated(data: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(data)]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function padded(length: number): number {
  return (length + 3) & ~3;
}
