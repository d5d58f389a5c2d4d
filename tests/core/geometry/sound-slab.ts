import { expect } from 'vitest';
import type { Slab } from '../../../core/geometry/region.ts';

/** What `Slab` promises: edges ascend, each row has its offset, ends ascend within a row and no two runs are one. */
export function expectSound(slabs: readonly Slab[]): void {
  const wrong: string[] = [];
  slabs.forEach(({ z0Mm, z1Mm, rowEdgesMm, rowStart, endsMm }, s) => {
    const say = (what: string): unknown => wrong.push(`slab ${s}: ${what}`);
    if (!(z1Mm > z0Mm)) say('no height');
    if (s > 0 && z0Mm < slabs[s - 1]!.z1Mm - 1e-9) say('overlaps the one below');
    if (rowStart.length !== rowEdgesMm.length) say(`${rowStart.length} offsets, ${rowEdgesMm.length} edges`);
    if (rowStart[0] !== 0 || 2 * rowStart.at(-1)! !== endsMm.length) say('offsets that are not those of the ends');
    for (let r = 0; r + 1 < rowEdgesMm.length; r++) {
      if (!(rowEdgesMm[r + 1]! > rowEdgesMm[r]!)) say(`row ${r} has no height`);
      for (let n = 2 * rowStart[r]! + 1; n < 2 * rowStart[r + 1]!; n++) {
        const mm = endsMm[n]! - endsMm[n - 1]!;
        // Runs that were found sample by sample may overlap by rounding; runs that touch are one.
        if (n % 2 === 1 ? !(mm > 0) : mm === 0 || !(mm > -1e-12)) say(`row ${r}: ${endsMm[n - 1]} ${endsMm[n]}`);
      }
    }
  });
  expect(wrong).toEqual([]);
}
