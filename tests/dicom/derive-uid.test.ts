import { describe, expect, it } from 'vitest';
import { deriveUid } from '../../src/dicom/derive-uid.ts';

describe('deriveUid', () => {
  it('is a UID under 2.25 that holds a UUID of version 8 and its variant', () => {
    for (const name of ['a', 'b', 'dose', 'x'.repeat(500)]) {
      const uid = deriveUid('test', name);
      expect(uid).toMatch(/^2\.25\.[1-9][0-9]{0,38}$/);
      const hex = BigInt(uid.slice(5)).toString(16).padStart(32, '0');
      expect(hex).toHaveLength(32);
      expect(hex[12]).toBe('8');
      expect('89ab').toContain(hex[16]);
    }
  });

  it('follows from its names and their order alone', () => {
    expect(deriveUid('plan', 'A')).toBe(deriveUid('plan', 'A'));
    expect(deriveUid('plan', 'A')).not.toBe(deriveUid('A', 'plan'));
    expect(deriveUid('plan', 'A')).not.toBe(deriveUid('planA'));
  });

  it('differs for ten thousand names that differ little', () => {
    const uids = Array.from({ length: 10_000 }, (_, k) => deriveUid('CT', String(k)));
    expect(new Set(uids).size).toBe(10_000);
  });
});
