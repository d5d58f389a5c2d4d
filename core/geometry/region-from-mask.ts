import { TrabeculaError } from '../errors.ts';
import type { Region, Slab } from './region.ts';
import { reorderVoxels } from './volume.ts';
import { alignToLps, axesWords, checkVoxels, indexWords, voxelFacesMm } from './voxel-grid.ts';
import type { Voxels } from './voxel-grid.ts';

/** Shares may be this far beyond 0 and 1, as rounding in resampling leaves them. */
const SHARE_TOLERANCE = 1e-5;

/**
 * The solid that a voxel mask describes. A voxel of 1 is filled from face to face; of a voxel with a share s between 0
 * and 1 a run of s times its width along x is filled, over its whole height and thickness, so that volumes are kept. The
 * run lies against the face to the fuller of its two neighbours along x, or in the middle when they are equally full.
 *
 * The grid may run along LPS in any order and direction. Throws `unreadable` for an oblique grid, an array that does not
 * fit its grid, and a value that is no share (a label map must be turned into one mask per label first).
 */
export function regionFromMask(mask: Voxels, where = 'mask'): Region {
  checkVoxels(mask, where);
  const aligned = alignToLps(mask.grid);
  if (aligned === null) {
    throw new TrabeculaError('unreadable', {
      what: 'the mask is oblique to the patient axes; resample it along them',
      where,
      attribute: 'axes',
      found: axesWords(mask.grid.axes),
      expected: 'each axis along x, y or z of the patient',
    });
  }
  refuseOtherThanShares(mask, where);

  const [nx, ny, nz] = aligned.size;
  const share = reorderVoxels(mask.values, mask.grid.size, aligned.mapping);
  const xFacesMm = voxelFacesMm(aligned.firstMm[0], aligned.spacingMm[0], nx);
  const yFacesMm = voxelFacesMm(aligned.firstMm[1], aligned.spacingMm[1], ny);
  const zFacesMm = voxelFacesMm(aligned.firstMm[2], aligned.spacingMm[2], nz);

  const slabs: Slab[] = [];
  for (let k = 0; k < nz; k++) {
    const rows = Array.from({ length: ny }, (_, j) => runsOfRow(share, nx * (j + ny * k), xFacesMm));
    const firstRow = rows.findIndex((ends) => ends.length > 0);
    if (firstRow < 0) continue;
    const endRow = rows.findLastIndex((ends) => ends.length > 0) + 1;
    const rowStart = new Uint32Array(endRow - firstRow + 1);
    for (let j = firstRow; j < endRow; j++) {
      rowStart[j - firstRow + 1] = rowStart[j - firstRow]! + rows[j]!.length / 2;
    }
    slabs.push({
      z0Mm: zFacesMm[k]!,
      z1Mm: zFacesMm[k + 1]!,
      rowEdgesMm: yFacesMm.slice(firstRow, endRow + 1),
      rowStart,
      endsMm: Float64Array.from(rows.flat()),
      outline: null,
    });
  }
  return { slabs };
}

function runsOfRow(share: Voxels['values'], start: number, facesMm: Float64Array): number[] {
  const ends: number[] = [];
  const voxels = facesMm.length - 1;
  for (let i = 0; i < voxels; i++) {
    const s = Math.min(share[start + i]!, 1);
    if (!(s > 0)) continue;
    let x0 = facesMm[i]!;
    let x1 = facesMm[i + 1]!;
    if (s < 1) {
      const before = i > 0 ? share[start + i - 1]! : 0;
      const after = i + 1 < voxels ? share[start + i + 1]! : 0;
      const free = (1 - s) * (x1 - x0);
      if (before <= after) x0 += before < after ? free : free / 2;
      if (after <= before) x1 -= after < before ? free : free / 2;
    }
    if (x1 <= x0) continue;
    if (ends.at(-1)! >= x0) ends[ends.length - 1] = x1;
    else ends.push(x0, x1);
  }
  return ends;
}

function refuseOtherThanShares({ grid, values }: Voxels, where: string): void {
  for (let n = 0; n < values.length; n++) {
    const value = values[n]!;
    if (value < -SHARE_TOLERANCE || value > 1 + SHARE_TOLERANCE) {
      throw new TrabeculaError('unreadable', {
        what: 'the mask holds a value that is neither 0, 1 nor a share between them',
        where,
        found: `${value} at ${indexWords(n, grid.size)}`,
        expected: '0 to 1',
      });
    }
  }
}
