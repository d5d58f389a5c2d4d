import { TrabeculaError } from '../errors.ts';
import { MM3_PER_CM3 } from '../quantity.ts';
import type { Region } from './region.ts';
import { volumeCm3Of } from './region-size.ts';
import { alignToLps, axesWords, checkVoxelGrid, voxelFacesMm } from './voxel-grid.ts';
import type { VoxelGrid } from './voxel-grid.ts';

export interface Occupancy {
  /** Share of each voxel that the solid fills, 0 to 1, in the order of the grid's own indices, the first fastest. */
  readonly share: Float64Array;
  /** Part of the solid that lies beyond the grid. */
  readonly outsideCm3: number;
}

/**
 * How much of each voxel a solid fills: the exact overlap of its runs with the voxels. The grid may run along LPS in any
 * order and direction; throws `unreadable` for an oblique one.
 */
export function regionToMask(region: Region, grid: VoxelGrid, where = 'grid'): Occupancy {
  checkVoxelGrid(grid, where);
  const aligned = alignToLps(grid);
  if (aligned === null) {
    throw new TrabeculaError('unreadable', {
      what: 'the grid is oblique to the patient axes',
      where,
      attribute: 'axes',
      found: axesWords(grid.axes),
      expected: 'each axis along x, y or z of the patient',
    });
  }
  const { size, mapping, spacingMm, firstMm } = aligned;
  const xFaces = voxelFacesMm(firstMm[0], spacingMm[0], size[0]);
  const yFaces = voxelFacesMm(firstMm[1], spacingMm[1], size[1]);
  const zFaces = voxelFacesMm(firstMm[2], spacingMm[2], size[2]);
  const voxelMm3 = spacingMm[0] * spacingMm[1] * spacingMm[2];

  const storedStep = [1, grid.size[0], grid.size[0] * grid.size[1]] as const;
  const step = mapping.order.map((stored, along) => (mapping.flip[along]! ? -1 : 1) * storedStep[stored]!);
  const start = mapping.order.reduce(
    (sum, stored, along) => sum + (mapping.flip[along]! ? (size[along]! - 1) * storedStep[stored]! : 0),
    0,
  );

  const share = new Float64Array(size[0] * size[1] * size[2]);
  let insideMm3 = 0;
  for (const { z0Mm, z1Mm, rowEdgesMm, rowStart, endsMm } of region.slabs) {
    forOverlaps(zFaces, z0Mm, z1Mm, (k, dz) => {
      for (let r = 0; r + 1 < rowEdgesMm.length; r++) {
        if (rowStart[r] === rowStart[r + 1]) continue;
        forOverlaps(yFaces, rowEdgesMm[r]!, rowEdgesMm[r + 1]!, (j, dy) => {
          for (let n = rowStart[r]!; n < rowStart[r + 1]!; n++) {
            forOverlaps(xFaces, endsMm[2 * n]!, endsMm[2 * n + 1]!, (i, dx) => {
              const mm3 = dx * dy * dz;
              share[start + i * step[0]! + j * step[1]! + k * step[2]!]! += mm3 / voxelMm3;
              insideMm3 += mm3;
            });
          }
        });
      }
    });
  }
  for (let n = 0; n < share.length; n++) share[n] = Math.min(share[n]!, 1);
  return { share, outsideCm3: Math.max(0, volumeCm3Of(region) - insideMm3 / MM3_PER_CM3) };
}

function forOverlaps(
  faces: Float64Array,
  from: number,
  to: number,
  visit: (cell: number, length: number) => void,
): void {
  const spacing = faces[1]! - faces[0]!;
  let cell = Math.max(0, Math.floor((from - faces[0]!) / spacing) - 1);
  for (; cell + 1 < faces.length && faces[cell]! < to; cell++) {
    const length = Math.min(to, faces[cell + 1]!) - Math.max(from, faces[cell]!);
    if (length > 0) visit(cell, length);
  }
}
