import { TrabeculaError, type Lps, type VoxelGrid } from '../../core/index.ts';

/** Three rows of x y z (RAS+, mm) from i j k 1. */
export type Affine = readonly [Row, Row, Row];
type Row = readonly [number, number, number, number];

/** What a header says of where the image lies; millimetres. */
export interface NiftiPlacement {
  readonly size: readonly [number, number, number];
  readonly pixdimMm: readonly [number, number, number];
  /** pixdim[0]: -1 mirrors the third axis of the qform; 0 counts as 1. */
  readonly qfac: number;
  readonly sform: { readonly code: number; readonly affine: Affine };
  readonly qform: {
    readonly code: number;
    readonly quaternion: readonly [b: number, c: number, d: number];
    readonly offsetMm: readonly [number, number, number];
  };
}

/** Two descriptions of one place may differ by this much, at any corner of the image. */
const SAME_PLACE_MM = 0.1;
/** Below this, the square of the quaternion's first part is rounding: a rotation by half a turn (nifti1_io.c). */
const HALF_TURN = 1e-7;

/**
 * The grid in LPS: i to i, j to j, k to k, with x and y turned round (NIfTI counts x to the right and y to the front).
 * The sform holds where it is given, else the qform; where both are given and place a corner differently, neither does.
 *
 * @returns the affine too, LPS, for grids that are no VoxelGrid (sheared ones)
 * @throws TrabeculaError `unreadable` if nothing says where the image lies, or two things say it differently
 */
export function gridOf(placement: NiftiPlacement, path: string): { grid: VoxelGrid; lpsAffine: Affine } {
  const { size, sform, qform } = placement;
  const byS = sform.code > 0 ? sform.affine : null;
  const byQ = qform.code > 0 ? qformAffine(placement, path) : null;
  const ras = byS ?? byQ;
  if (ras === null) {
    throw new TrabeculaError('unreadable', {
      what: 'nothing says where the image lies in the patient',
      where: path,
      attribute: 'sform_code, qform_code',
      found: '0 and 0',
      expected: 'a sform or qform in patient coordinates',
    });
  }
  for (const row of ras) {
    if (!row.every(Number.isFinite)) {
      throw new TrabeculaError('unreadable', {
        what: 'the place of the image is not a number',
        where: path,
        attribute: byS === null ? 'qform' : 'sform',
        found: JSON.stringify(ras.map((r) => r.map(String))),
      });
    }
  }
  if (byS !== null && byQ !== null) refuseTwoPlaces(byS, byQ, size, path);
  const lpsAffine: Affine = [negated(ras[0]), negated(ras[1]), ras[2]];
  const column = (a: 0 | 1 | 2): Lps => [lpsAffine[0][a], lpsAffine[1][a], lpsAffine[2][a]];
  const columns = [column(0), column(1), column(2)] as const;
  const spacing = columns.map((c) => Math.hypot(...c)) as [number, number, number];
  const axis = (a: 0 | 1 | 2): Lps => {
    const [x, y, z] = columns[a];
    const mm = spacing[a];
    return [x / mm + 0, y / mm + 0, z / mm + 0];
  };
  if (!spacing.every((mm) => mm > 0)) {
    throw new TrabeculaError('unreadable', {
      what: 'voxels without a size',
      where: path,
      attribute: byS === null ? 'qform' : 'sform',
      found: spacing.join(' x '),
      expected: 'three distances above 0',
    });
  }
  return {
    grid: {
      size,
      spacingMm: spacing,
      originMm: [lpsAffine[0][3], lpsAffine[1][3], lpsAffine[2][3]],
      axes: [axis(0), axis(1), axis(2)],
    },
    lpsAffine,
  };
}

/** The rotation of the quaternion, times the voxel sizes, as nifti1_io.c makes it of single-precision numbers. */
function qformAffine({ pixdimMm, qfac, qform }: NiftiPlacement, path: string): Affine {
  let [b, c, d] = qform.quaternion;
  const rest = 1 - (b * b + c * c + d * d);
  if (!(rest > -1e-3)) {
    throw new TrabeculaError('unreadable', {
      what: 'the qform is no rotation',
      where: path,
      attribute: 'quatern_b, quatern_c, quatern_d',
      found: qform.quaternion.join(', '),
      expected: 'a sum of squares of at most 1',
    });
  }
  let a = 0;
  if (rest < HALF_TURN) {
    const length = Math.hypot(b, c, d);
    b /= length;
    c /= length;
    d /= length;
  } else {
    a = Math.sqrt(rest);
  }
  const [x, y, z] = pixdimMm;
  const zStep = qfac < 0 ? -z : z;
  const [ox, oy, oz] = qform.offsetMm;
  return [
    [(a * a + b * b - c * c - d * d) * x, 2 * (b * c - a * d) * y, 2 * (b * d + a * c) * zStep, ox],
    [2 * (b * c + a * d) * x, (a * a + c * c - b * b - d * d) * y, 2 * (c * d - a * b) * zStep, oy],
    [2 * (b * d - a * c) * x, 2 * (c * d + a * b) * y, (a * a + d * d - b * b - c * c) * zStep, oz],
  ];
}

function refuseTwoPlaces(byS: Affine, byQ: Affine, size: readonly [number, number, number], path: string): void {
  let farthest = 0;
  for (const i of [0, size[0] - 1]) {
    for (const j of [0, size[1] - 1]) {
      for (const k of [0, size[2] - 1]) {
        const apart = byS.map((s, row) => {
          const q = byQ[row as 0 | 1 | 2];
          return (s[0] - q[0]) * i + (s[1] - q[1]) * j + (s[2] - q[2]) * k + s[3] - q[3];
        });
        farthest = Math.max(farthest, Math.hypot(...apart));
      }
    }
  }
  if (farthest > SAME_PLACE_MM) {
    throw new TrabeculaError('unreadable', {
      what: 'sform and qform put the image in two places; write it again with one of them',
      where: path,
      attribute: 'sform, qform',
      found: `${farthest.toFixed(1)} mm apart`,
      expected: `the same place within ${SAME_PLACE_MM} mm`,
    });
  }
}

function negated(row: Row): Row {
  return [-row[0], -row[1], -row[2], -row[3]];
}
