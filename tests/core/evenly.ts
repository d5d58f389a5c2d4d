import fc from 'fast-check';

/** Evenly over the range: fc.double draws evenly over representations, so most of its numbers are next to 0. */
export const evenly = (min: number, max: number): fc.Arbitrary<number> =>
  fc.noBias(fc.integer({ min: 0, max: 1_000_000 })).map((n) => min + ((max - min) * n) / 1_000_000);
