import { TrabeculaError } from '../errors.ts';
import type { VoxelGrid } from '../geometry/voxel-grid.ts';
import { alignToLps, axesWords, checkVoxelGrid } from '../geometry/voxel-grid.ts';
import { LPS_AXES } from '../geometry/axes.ts';

/** A CT, decoded slice by slice. */
export interface CtVolume {
  readonly grid: VoxelGrid;
  /** Hounsfield units of one slice along the third index, the first index fastest. */
  readonly huOfSlice: (k: number) => Int16Array | Float32Array;
  /** As the header names it. */
  readonly contrastAgent: string | null;
}

/** Voxels of the CT's lattice, by index along x, y and z, from and to (exclusive); may go beyond the CT. */
export interface Window {
  readonly from: readonly [number, number, number];
  readonly to: readonly [number, number, number];
}

/** The CT with its indices along LPS, ascending. */
export interface AlignedCt {
  readonly size: readonly [number, number, number];
  readonly spacingMm: readonly [number, number, number];
  /** Centre of the voxel with the smallest x, y and z. */
  readonly firstMm: readonly [number, number, number];
  readonly gridOf: (window: Window) => VoxelGrid;
  /** HU of the window's slice at index k of the CT; `AIR_HU` beyond the CT. */
  readonly huOf: (window: Window, k: number) => Float32Array;
}

const AIR_HU = -1024;

/** Throws `unreadable` for a CT that is not along LPS, or whose slices are not axial. */
export function alignCt({ grid, huOfSlice }: CtVolume, where: string): AlignedCt {
  checkVoxelGrid(grid, where);
  const aligned = alignToLps(grid);
  if (aligned === null || aligned.mapping.order[2] !== 2) {
    throw new TrabeculaError('unreadable', {
      what: 'the CT does not consist of axial slices along the patient axes',
      where,
      attribute: 'axes',
      found: axesWords(grid.axes),
      expected: 'axial slices along x and y',
    });
  }
  const { size, spacingMm, firstMm, mapping } = aligned;
  const { order, flip } = mapping;
  const storedStep = [1, grid.size[0]] as const;
  const stepOf = (along: 0 | 1): number => (flip[along] ? -1 : 1) * storedStep[order[along] as 0 | 1];
  const start = ([0, 1] as const).reduce<number>(
    (sum, along) => sum + (flip[along] ? (size[along] - 1) * storedStep[order[along] as 0 | 1] : 0),
    0,
  );
  return {
    size,
    spacingMm,
    firstMm,
    gridOf: ({ from, to }) => ({
      size: [to[0] - from[0], to[1] - from[1], to[2] - from[2]],
      spacingMm,
      originMm: [
        firstMm[0] + from[0] * spacingMm[0],
        firstMm[1] + from[1] * spacingMm[1],
        firstMm[2] + from[2] * spacingMm[2],
      ],
      axes: [LPS_AXES.x, LPS_AXES.y, LPS_AXES.z],
    }),
    huOf: ({ from, to }, k) => {
      const [ni, nj] = [to[0] - from[0], to[1] - from[1]];
      const hu = new Float32Array(ni * nj).fill(AIR_HU);
      if (k < 0 || k >= size[2]) return hu;
      const slice = huOfSlice(flip[2] ? size[2] - 1 - k : k);
      const [stepX, stepY] = [stepOf(0), stepOf(1)];
      for (let y = Math.max(0, from[1]); y < Math.min(size[1], to[1]); y++) {
        for (let x = Math.max(0, from[0]); x < Math.min(size[0], to[0]); x++) {
          hu[x - from[0] + ni * (y - from[1])] = slice[start + x * stepX + y * stepY]!;
        }
      }
      return hu;
    },
  };
}
