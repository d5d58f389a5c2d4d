/** A UID from outside becomes a part of an address and of a file name: nothing but digits and dots gets through. */
export function isUid(text: string): boolean {
  return /^[0-9]+(?:\.[0-9]+)+$/.test(text) && text.length <= 64;
}
