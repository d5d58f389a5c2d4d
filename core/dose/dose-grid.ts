import { TrabeculaError } from '../errors.ts';
import type { Axes, Lps } from '../geometry/axes.ts';
import type { BoundsMm } from '../geometry/region.ts';
import { reorderVoxels } from '../geometry/volume.ts';

/**
 * Absorbed dose at the nodes of a rectilinear grid (the voxel centres of an RTDOSE); trilinear between them,
 * unknown beyond the outermost nodes. However the frames lay in the file, nodes ascend along each axis here.
 */
export interface DoseGrid {
  /** Node coordinates along the grid's own axes, mm, strictly ascending; spacing may be uneven. */
  readonly xMm: Float64Array;
  readonly yMm: Float64Array;
  readonly zMm: Float64Array;
  /** Dose in Gy at node (i, j, k), stored at i + nx * (j + ny * k). */
  readonly doseGy: Float32Array;
  /** Step of the stored values (DoseGridScaling). Half of it is never decisive. */
  readonly stepGy: number;
  /** Directions of the grid's axes in LPS; null when they are LPS itself. A point of the grid is x·axes.x + y·axes.y + z·axes.z. */
  readonly axes: Axes | null;
}

/** Dose planes as they are stored in an RTDOSE or a plain array, before they are laid along LPS. */
export interface StoredDosePlanes {
  /** Centre of the first stored voxel, LPS mm. */
  readonly originMm: readonly [number, number, number];
  /** Unit direction in which the column index grows (first triple of ImageOrientationPatient). */
  readonly rowDirection: readonly [number, number, number];
  /** Unit direction in which the row index grows (second triple). */
  readonly columnDirection: readonly [number, number, number];
  readonly columns: number;
  readonly rows: number;
  /** Distance between columns (second value of PixelSpacing), mm. */
  readonly columnSpacingMm: number;
  /** Distance between rows (first value of PixelSpacing), mm. */
  readonly rowSpacingMm: number;
  /** Offset of every plane from the first stored one along rowDirection × columnDirection, mm; any order, any spacing. */
  readonly planeOffsetsMm: readonly number[];
  /** Dose in Gy, column index fastest, then row, then plane. */
  readonly doseGy: Float32Array;
  readonly stepGy: number;
}

/** A grid counts as parallel to LPS when its far corner is off by no more than this. */
const PARALLEL_TOLERANCE_MM = 0.01;

/**
 * Lays stored planes along ascending axes: for the eight patient orientations (and any other grid parallel to LPS) the
 * data are permuted and mirrored, so that x, y and z are LPS; an oblique grid keeps its own axes.
 */
export function layDosePlanes(stored: StoredDosePlanes): DoseGrid {
  const { columns, rows, planeOffsetsMm, rowDirection, columnDirection } = stored;
  const planes = planeOffsetsMm.length;
  if (stored.doseGy.length !== columns * rows * planes) {
    throw new TrabeculaError('unreadable', {
      what: 'the dose array does not fit its grid',
      found: `${stored.doseGy.length} values`,
      expected: `${columns} x ${rows} x ${planes}`,
    });
  }
  const normal = cross(rowDirection, columnDirection);
  const byOffset = planeOffsetsMm.map((offset, p) => ({ offset, p })).sort((a, b) => a.offset - b.offset);
  const sorted = inPlaneOrder(
    stored.doseGy,
    columns * rows,
    byOffset.map(({ p }) => p),
  );
  const along = [
    Float64Array.from({ length: columns }, (_, i) => i * stored.columnSpacingMm),
    Float64Array.from({ length: rows }, (_, j) => j * stored.rowSpacingMm),
    Float64Array.from(byOffset, ({ offset }) => offset),
  ] as const;
  const directions = [rowDirection, columnDirection, normal] as const;
  const parallel = directions.map((direction, a) => parallelAxis(direction, along[a]!));
  const size = [columns, rows, planes] as const;

  if (parallel.some((axis) => axis === null)) {
    const axes: Axes = { x: rowDirection, y: columnDirection, z: normal };
    const [xMm, yMm, zMm] = directions.map((d, a) => along[a]!.map((s) => s + dot(stored.originMm, d)));
    return { xMm: xMm!, yMm: yMm!, zMm: zMm!, doseGy: sorted, stepGy: stored.stepGy, axes };
  }
  const order = [0, 1, 2].map((lps) => parallel.findIndex((axis) => axis!.lps === lps)) as [number, number, number];
  const flip = order.map((a) => parallel[a]!.sign < 0) as [boolean, boolean, boolean];
  const [xMm, yMm, zMm] = order.map((a, lps) => {
    const positions = along[a]!.map((s) => stored.originMm[lps]! + parallel[a]!.sign * s);
    return parallel[a]!.sign < 0 ? positions.reverse() : positions;
  });
  const inPlace = order.every((a, lps) => a === lps) && flip.every((f) => !f);
  const doseGy = inPlace ? sorted : reorderVoxels(sorted, size, { order, flip });
  return { xMm: xMm!, yMm: yMm!, zMm: zMm!, doseGy, stepGy: stored.stepGy, axes: null };
}

/** The box between the outermost nodes, along the grid's own axes. */
export function gridBounds({ xMm, yMm, zMm }: DoseGrid): BoundsMm {
  return { x0: xMm[0]!, x1: xMm.at(-1)!, y0: yMm[0]!, y1: yMm.at(-1)!, z0: zMm[0]!, z1: zMm.at(-1)! };
}

function parallelAxis(direction: Lps, alongMm: Float64Array): { lps: number; sign: 1 | -1 } | null {
  const extent = Math.max(Math.abs(alongMm[0]!), Math.abs(alongMm.at(-1)!));
  const lps = [0, 1, 2].reduce((best, a) => (Math.abs(direction[a]!) > Math.abs(direction[best]!) ? a : best), 0);
  const off = Math.max(...[0, 1, 2].filter((a) => a !== lps).map((a) => Math.abs(direction[a]!)));
  return off * extent <= PARALLEL_TOLERANCE_MM && off < 0.01 ? { lps, sign: direction[lps]! > 0 ? 1 : -1 } : null;
}

function inPlaneOrder(doseGy: Float32Array, planeLength: number, order: readonly number[]): Float32Array {
  if (order.every((p, n) => p === n)) return doseGy;
  const out = new Float32Array(doseGy.length);
  order.forEach((p, n) => out.set(doseGy.subarray(p * planeLength, (p + 1) * planeLength), n * planeLength));
  return out;
}

function cross(a: Lps, b: Lps): Lps {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function dot(a: Lps, b: Lps): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** Nodes of two grids closer than this are the same node, mm. */
const SAME_NODE_MM = 1e-3;

/**
 * The sum of doses on one grid.
 *
 * @throws TrabeculaError (contradiction) when their grids differ: a resampled sum would not be exact
 */
export function addDoses(doses: readonly DoseGrid[]): DoseGrid {
  const [first, ...rest] = doses;
  if (first === undefined) throw new TrabeculaError('usage', { what: 'no dose to add' });
  const doseGy = first.doseGy.slice();
  let stepGy = first.stepGy;
  for (const other of rest) {
    if (!sameGrid(first, other)) {
      throw new TrabeculaError('contradiction', {
        what: 'the doses to be added lie on different grids',
        expected: 'the same planes, rows and columns, as from a sum in the planning system',
      });
    }
    stepGy += other.stepGy;
    for (let n = 0; n < doseGy.length; n++) doseGy[n]! += other.doseGy[n]!;
  }
  return { ...first, doseGy, stepGy };
}

function sameGrid(a: DoseGrid, b: DoseGrid): boolean {
  const sameNodes = (p: Float64Array, q: Float64Array): boolean =>
    p.length === q.length && p.every((at, n) => Math.abs(at - q[n]!) <= SAME_NODE_MM);
  const sameAxes =
    a.axes === null || b.axes === null
      ? a.axes === b.axes
      : (['x', 'y', 'z'] as const).every((n) => a.axes![n].every((c, i) => Math.abs(c - b.axes![n][i]!) < 1e-6));
  return sameAxes && sameNodes(a.xMm, b.xMm) && sameNodes(a.yMm, b.yMm) && sameNodes(a.zMm, b.zMm);
}
