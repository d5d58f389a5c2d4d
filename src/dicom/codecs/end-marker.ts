/**
 * Where the last marker (FF D9) of the data of a JPEG code, of whatever kind, begins; only padding may follow it. Throws if
 * there is none: decoders fill up an image that is cut short, or search for its end for a long time.
 */
export function endOfImage(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  if (bytes[end - 2] !== 0xff || bytes[end - 1] !== 0xd9) throw new Error('they end before the end of the image');
  return end - 2;
}
