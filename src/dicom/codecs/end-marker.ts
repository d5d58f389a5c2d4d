/**
 * Throws unless the data of a JPEG code, of whatever kind, end with its last marker (FF D9), but for padding. Decoders fill
 * up an image that is cut short, or search for its end for a long time.
 */
export function requireEndMarker(bytes: Uint8Array): void {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  if (bytes[end - 2] !== 0xff || bytes[end - 1] !== 0xd9) throw new Error('they end before the end of the image');
}
