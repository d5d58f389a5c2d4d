import { TrabeculaError } from '../errors.ts';
import { refuseAbove } from '../limits.ts';
import type { Lps } from '../geometry/axes.ts';
import { checkVoxels, indexWords } from '../geometry/voxel-grid.ts';
import type { Voxels } from '../geometry/voxel-grid.ts';
import { layDosePlanes } from './dose-grid.ts';
import type { DoseGrid } from './dose-grid.ts';

/** Rounding of a double to the 32 bits that a dose grid holds, as a share of the dose. */
const SINGLE_PRECISION = 2 ** -22;

/**
 * The dose grid of a plain array of absorbed dose in Gy at the centres of its voxels, on a grid of any orientation and
 * handedness. The numbers are taken as they are: only their rounding to 32 bits is not decisive. Throws `unreadable`
 * for an array that does not fit its grid, and for values that are negative or not finite.
 */
export function doseFromVoxels(dose: Voxels, where = 'dose'): DoseGrid {
  checkVoxels(dose, where);
  const { grid, values } = dose;
  let highest = 0;
  for (let n = 0; n < values.length; n++) {
    const value = values[n]!;
    if (value < 0) {
      throw new TrabeculaError('unreadable', {
        what: 'the dose is negative',
        where,
        found: `${value} Gy at ${indexWords(n, grid.size)}`,
        expected: '0 Gy or more',
      });
    }
    if (value > highest) highest = value;
  }
  refuseAbove('dose-gy', highest, 'a dose in Gy beyond all measure', where);
  const [rowDirection, columnDirection, planeDirection] = grid.axes;
  const sense = Math.sign(dot(cross(rowDirection, columnDirection), planeDirection));
  return layDosePlanes({
    originMm: grid.originMm,
    rowDirection,
    columnDirection,
    columns: grid.size[0],
    rows: grid.size[1],
    columnSpacingMm: grid.spacingMm[0],
    rowSpacingMm: grid.spacingMm[1],
    planeOffsetsMm: Array.from({ length: grid.size[2] }, (_, k) => sense * k * grid.spacingMm[2]),
    doseGy: Float32Array.from(values),
    stepGy: highest * SINGLE_PRECISION,
  });
}

function cross(a: Lps, b: Lps): Lps {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function dot(a: Lps, b: Lps): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
