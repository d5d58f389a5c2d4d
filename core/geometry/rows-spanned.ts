import type { Region } from './region.ts';

/** A solid with every row filled from its first to its last run: what lies inside of a ring belongs to it. */
export function rowsSpanned({ slabs }: Region): Region {
  return {
    slabs: slabs.map(({ z0Mm, z1Mm, rowEdgesMm, rowStart, endsMm }) => {
      const starts = new Uint32Array(rowStart.length);
      const ends: number[] = [];
      for (let r = 0; r + 1 < rowStart.length; r++) {
        const [from, to] = [rowStart[r]!, rowStart[r + 1]!];
        if (to > from) ends.push(endsMm[2 * from]!, endsMm[2 * to - 1]!);
        starts[r + 1] = ends.length / 2;
      }
      return { z0Mm, z1Mm, rowEdgesMm, rowStart: starts, endsMm: Float64Array.from(ends), outline: null };
    }),
  };
}
