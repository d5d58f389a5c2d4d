import type { Lps } from './axes.ts';
import { AXES_OF_PLANE, type PatientPlane } from './patient-plane.ts';
import { reorderVoxels } from './volume.ts';
import { alignToLps, axesWords, type VoxelGrid } from './voxel-grid.ts';
import { TrabeculaError } from '../errors.ts';

/** Numbers on a regular grid along LPS, x fastest, then y, then z, all ascending. */
export interface VoxelVolume {
  readonly size: Lps;
  readonly spacingMm: Lps;
  /** Centre of the voxel with the smallest x, y and z. */
  readonly firstMm: Lps;
  readonly values: Int16Array | Float32Array;
}

/** A plane of voxels along the axes u and v of a patient plane, u fastest. */
export interface VoxelPlane {
  readonly columns: number;
  readonly rows: number;
  readonly columnSpacingMm: number;
  readonly rowSpacingMm: number;
  /** Centre of the first voxel along u and v. */
  readonly uMm: number;
  readonly vMm: number;
  /** Where the voxels' centres lie along the normal. */
  readonly atMm: number;
  readonly values: Int16Array | Float32Array;
}

/**
 * Slices of a grid laid along LPS, one at a time as they are decoded.
 *
 * @param sliceAt the numbers of slice k along the grid's third index, the first index fastest
 * @throws TrabeculaError `unreadable` for a grid whose slices are not axial or oblique to the patient's axes
 */
export function volumeOfSlices(
  grid: VoxelGrid,
  sliceAt: (k: number) => Int16Array | Float32Array,
  where: string,
  onSlice: (done: number, total: number) => void = () => undefined,
): VoxelVolume {
  const aligned = alignToLps(grid);
  if (aligned === null || aligned.mapping.order[2] !== 2) {
    throw new TrabeculaError('unreadable', {
      what: 'the volume does not consist of axial slices along the patient axes',
      where,
      attribute: 'axes',
      found: axesWords(grid.axes),
      expected: 'axial slices along x and y',
    });
  }
  const { size, spacingMm, firstMm, mapping } = aligned;
  const inSlice = { order: mapping.order, flip: [mapping.flip[0], mapping.flip[1], false] } as const;
  const length = size[0] * size[1];
  let values: Int16Array | Float32Array | null = null;
  for (let k = 0; k < size[2]; k++) {
    const stored = sliceAt(k);
    const slice = reorderVoxels(stored, [grid.size[0], grid.size[1], 1], inSlice);
    values ??= slice instanceof Int16Array ? new Int16Array(length * size[2]) : new Float32Array(length * size[2]);
    values.set(slice, length * (mapping.flip[2] ? size[2] - 1 - k : k));
    onSlice(k + 1, size[2]);
  }
  return { size, spacingMm, firstMm, values: values ?? new Int16Array(0) };
}

/** The plane of voxels that holds a patient plane; null beyond the outermost voxels. Axial planes share the volume's memory. */
export function cutVolume(volume: VoxelVolume, plane: PatientPlane): VoxelPlane | null {
  const { size, spacingMm, firstMm, values } = volume;
  const { u, v, normal } = AXES_OF_PLANE[plane.kind];
  const n = indexAt(volume, normal, plane.atMm);
  if (n === null) return null;
  const [columns, rows] = [size[u], size[v]];
  const step = [1, size[0], size[0] * size[1]] as const;
  const layout = {
    columns,
    rows,
    columnSpacingMm: spacingMm[u],
    rowSpacingMm: spacingMm[v],
    uMm: firstMm[u],
    vMm: firstMm[v],
    atMm: firstMm[normal] + n * spacingMm[normal],
  };
  if (plane.kind === 'axial') return { ...layout, values: values.subarray(n * step[2], (n + 1) * step[2]) };
  const out = values instanceof Int16Array ? new Int16Array(columns * rows) : new Float32Array(columns * rows);
  for (let row = 0, to = 0; row < rows; row++) {
    let from = n * step[normal] + row * step[v];
    if (u === 0) {
      out.set(values.subarray(from, from + columns), to);
      to += columns;
    } else {
      for (let column = 0; column < columns; column++, from += step[u]) out[to++] = values[from]!;
    }
  }
  return { ...layout, values: out };
}

/** The number of the voxel that holds a point; null outside. */
export function valueAt(volume: VoxelVolume, [x, y, z]: Lps): number | null {
  const i = indexAt(volume, 0, x);
  const j = indexAt(volume, 1, y);
  const k = indexAt(volume, 2, z);
  if (i === null || j === null || k === null) return null;
  return volume.values[i + volume.size[0] * (j + volume.size[1] * k)]!;
}

function indexAt({ size, spacingMm, firstMm }: VoxelVolume, axis: 0 | 1 | 2, atMm: number): number | null {
  const share = (atMm - firstMm[axis]) / spacingMm[axis];
  if (!(share >= -0.5 && share <= size[axis] - 0.5)) return null;
  return Math.min(Math.max(Math.round(share), 0), size[axis] - 1);
}
