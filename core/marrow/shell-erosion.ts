import { surfaceDistance } from './surface-distance.kernel.ts';

type Triple = readonly [number, number, number];

/** Along axes with a wider spacing than this the steps of a mask are its shape, as far as anybody knows. */
const SMOOTHED_UP_TO_MM = 2;

/** How deep below the surface of a solid the centres of voxels lie. */
export interface Depth {
  readonly mm: Float32Array;
  /** Share of a voxel that lies deeper than `thicknessMm`. */
  readonly shareDeeper: (at: number, thicknessMm: number) => number;
}

/**
 * Depths below the surface of the solid that fills the voxels by these shares. The steps of a mask are smoothed (1-2-1
 * along axes with a spacing of up to 2 mm) and the surface is put between the voxels (see surfaceDistance), so that a
 * slanting wall is not taken for a staircase.
 *
 * @param deepestMm the greatest thickness that will be asked for
 */
export function depthBelowSurface(share: Float32Array, size: Triple, spacingMm: Triple, deepestMm: number): Depth {
  let smooth = share;
  for (const axis of [0, 1, 2] as const) {
    if (spacingMm[axis] <= SMOOTHED_UP_TO_MM) smooth = smoothed(smooth, size, axis);
  }
  const withinMm = deepestMm + Math.hypot(...spacingMm);
  const mm = surfaceDistance(smooth, size, spacingMm, withinMm);
  const step = [1, size[0], size[0] * size[1]] as const;
  const halfDiagonal = Math.hypot(...spacingMm) / 2;

  const slope = (at: number, axis: 0 | 1 | 2): number => {
    const index = Math.floor(at / step[axis]) % size[axis];
    const before = index > 0 ? at - step[axis] : at;
    const after = index + 1 < size[axis] ? at + step[axis] : at;
    return after === before ? 0 : mm[after]! - mm[before]!;
  };
  return {
    mm,
    shareDeeper: (at, thicknessMm) => {
      const beyond = mm[at]! - thicknessMm;
      if (beyond >= halfDiagonal) return 1;
      if (beyond <= -halfDiagonal) return 0;
      // A plane through the voxel at right angles to the slope; its share is linear over the voxel's width across it.
      const [x, y, z] = [slope(at, 0) / spacingMm[0], slope(at, 1) / spacingMm[1], slope(at, 2) / spacingMm[2]];
      const steepness = Math.hypot(x, y, z);
      const width =
        steepness > 0
          ? (Math.abs(x) * spacingMm[0] + Math.abs(y) * spacingMm[1] + Math.abs(z) * spacingMm[2]) / steepness
          : spacingMm[0];
      return Math.min(1, Math.max(0, 0.5 + beyond / width));
    },
  };
}

function smoothed(field: Float32Array, size: Triple, axis: 0 | 1 | 2): Float32Array {
  const step = axis === 0 ? 1 : axis === 1 ? size[0] : size[0] * size[1];
  const out = new Float32Array(field.length);
  const block = step * size[axis];
  for (let start = 0; start < field.length; start += block) {
    for (let n = 0; n < size[axis]; n++) {
      const to = start + n * step;
      const before = n > 0 ? to - step : to;
      const after = n + 1 < size[axis] ? to + step : to;
      for (let a = 0; a < step; a++)
        out[to + a] = 0.25 * field[before + a]! + 0.5 * field[to + a]! + 0.25 * field[after + a]!;
    }
  }
  return out;
}
