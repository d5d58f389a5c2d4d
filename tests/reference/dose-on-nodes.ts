import type { DoseGrid } from '../../core/index.ts';

/** A dose grid with exactly these nodes, filled from a field; no storage step unless one is given. */
export function doseOnNodes(
  xMm: readonly number[],
  yMm: readonly number[],
  zMm: readonly number[],
  field: (x: number, y: number, z: number) => number,
  stepGy = 0,
): DoseGrid {
  const doseGy = new Float32Array(xMm.length * yMm.length * zMm.length);
  let at = 0;
  for (const z of zMm) for (const y of yMm) for (const x of xMm) doseGy[at++] = field(x, y, z);
  return {
    xMm: Float64Array.from(xMm),
    yMm: Float64Array.from(yMm),
    zMm: Float64Array.from(zMm),
    doseGy,
    stepGy,
    axes: null,
  };
}

/** Nodes from below `low` to above `high` at multiples of the spacing, shifted by `shift`. */
export function nodesOver(low: number, high: number, spacing: number, shift = 0): number[] {
  const first = Math.floor((low - shift) / spacing) - 1;
  const last = Math.ceil((high - shift) / spacing) + 1;
  return Array.from({ length: last - first + 1 }, (_, n) => (first + n) * spacing + shift);
}
