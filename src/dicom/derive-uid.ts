/**
 * A UID that follows from a name, the same on every machine and day: "2.25." and a UUID of version 8 (PS3.5 B.2)
 * made of the FNV-1a hash of the name. Not a secret and not random; distinct names collide with chance 2^-122.
 */
export function deriveUid(...names: readonly string[]): string {
  const hash = fnv1a(new TextEncoder().encode(names.join('\n')));
  const version = (hash & ~(0xfn << 76n)) | (8n << 76n);
  const variant = (version & ~(0x3n << 62n)) | (2n << 62n);
  return `2.25.${variant.toString()}`;
}

/** FNV-1a with 128 bits (offset basis and prime of its authors, Fowler, Noll and Vo). */
function fnv1a(bytes: Uint8Array): bigint {
  const prime = 0x0000000001000000000000000000013bn;
  const mask = (1n << 128n) - 1n;
  let hash = 0x6c62272e07bb014262b821756295c58dn;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * prime) & mask;
  return hash;
}
