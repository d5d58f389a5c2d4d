import ndarray from 'ndarray';

/** The one door to ndarray: strided views of three-dimensional data. First index fastest, unless said otherwise. */

export type VoxelArray = Float32Array | Float64Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;

export interface AxisMapping {
  /** For each new axis, the stored axis that it runs along. */
  readonly order: readonly [number, number, number];
  /** For each new axis, whether it runs against the stored one. */
  readonly flip: readonly [boolean, boolean, boolean];
}

/**
 * Copies data stored with its first index fastest so that its axes are permuted and mirrored.
 * `size` counts voxels along the stored axes. The answer shares nothing with the input.
 */
export function reorderVoxels<A extends VoxelArray>(
  data: A,
  size: readonly [number, number, number],
  { order, flip }: AxisMapping,
): A {
  const stored = ndarray(data, [...size], [1, size[0], size[0] * size[1]]);
  const view = stored.transpose(...order).step(...(flip.map((f) => (f ? -1 : 1)) as [number, number, number]));
  const [n0, n1, n2] = view.shape as [number, number, number];
  const [s0, s1, s2] = view.stride as [number, number, number];
  const out = data.slice() as A;
  let to = 0;
  for (let k = 0; k < n2; k++) {
    for (let j = 0; j < n1; j++) {
      let from = view.offset + k * s2 + j * s1;
      for (let i = 0; i < n0; i++, from += s0) out[to++] = data[from]!;
    }
  }
  return out;
}
