import { limitOf, refuseAbove, TrabeculaError } from '../../core/index.ts';

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Unpacks gzip (RFC 1952) with the platform's own inflater, which checks the checksum and the length.
 *
 * @throws TrabeculaError `unreadable` if the data are broken, cut short, or inflate beyond the limit
 */
export async function gunzip(packed: Uint8Array, path: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let total = 0;
  const unpacked = new Blob([packed as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'))
    .getReader();
  try {
    for (;;) {
      const { done, value } = await unpacked.read();
      if (done) break;
      parts.push(value);
      total += value.length;
      if (total > limitOf('zip-bytes')) break;
    }
  } catch (cause) {
    const why = cause instanceof Error ? ` (${cause.message})` : '';
    throw new TrabeculaError(
      'unreadable',
      { what: `the gzip data are broken or cut short${why}`, where: path, expected: 'a whole .nii.gz file' },
      cause,
    );
  }
  if (total > limitOf('zip-bytes')) await unpacked.cancel();
  refuseAbove('zip-bytes', total, 'inflates to too many bytes', path);
  const whole = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
