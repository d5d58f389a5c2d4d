import type { Lps } from '../geometry/axes.ts';
import { AXES_OF_PLANE, type PatientPlane } from '../geometry/patient-plane.ts';
import type { BoundsMm } from '../geometry/region.ts';
import { type DoseGrid, gridBounds } from './dose-grid.ts';
import { cellOf } from './cells.ts';
import { doseAtPoint } from './oblique-dose.ts';

/** The dose in a patient plane, at nodes along its axes u and v; bilinear between them, unknown (NaN or beyond) elsewhere. */
export interface DosePlane {
  readonly uMm: Float64Array;
  readonly vMm: Float64Array;
  /** Gy at u[i], v[j], stored at i + columns * j. */
  readonly doseGy: Float32Array;
  readonly stepGy: number;
}

/** An oblique dose is sampled at this share of its smallest spacing, and at no more than so many nodes along an axis. */
const OVERSAMPLING = 2;
const MOST_NODES = 400;

/**
 * The trilinear dose in a plane, null where the plane lies beyond the grid. Along the patient's axes it is exact: the nodes are
 * the grid's own, and what is bilinear between them is the trilinear dose. An oblique grid is sampled.
 */
export function cutDose(dose: DoseGrid, plane: PatientPlane): DosePlane | null {
  if (dose.axes !== null) return sampled(dose, plane);
  const { u, v, normal } = AXES_OF_PLANE[plane.kind];
  const nodes = [dose.xMm, dose.yMm, dose.zMm] as const;
  const along = nodes[normal];
  const at = plane.atMm;
  if (along.length < 2 || !(at >= along[0]! && at <= along[along.length - 1]!)) return null;
  const cell = cellOf(along, at);
  const share = (at - along[cell]!) / (along[cell + 1]! - along[cell]!);
  const step = [1, dose.xMm.length, dose.xMm.length * dose.yMm.length] as const;
  const [columns, rows] = [nodes[u].length, nodes[v].length];
  const doseGy = new Float32Array(columns * rows);
  for (let row = 0, to = 0; row < rows; row++) {
    let from = cell * step[normal] + row * step[v];
    for (let column = 0; column < columns; column++, from += step[u]) {
      const near = dose.doseGy[from]!;
      doseGy[to++] = share === 0 ? near : near + share * (dose.doseGy[from + step[normal]]! - near);
    }
  }
  return { uMm: nodes[u], vMm: nodes[v], doseGy, stepGy: dose.stepGy };
}

function sampled(dose: DoseGrid, { kind, atMm }: PatientPlane): DosePlane | null {
  const { u, v, normal } = AXES_OF_PLANE[kind];
  const box = patientBounds(dose);
  if (atMm < box.low[normal] || atMm > box.high[normal]) return null;
  const finest = Math.min(...[dose.xMm, dose.yMm, dose.zMm].map(smallestStep)) / OVERSAMPLING;
  const nodesOf = (axis: 0 | 1 | 2): Float64Array => {
    const length = box.high[axis] - box.low[axis];
    const cells = Math.min(MOST_NODES, Math.max(1, Math.ceil(length / finest)));
    return Float64Array.from({ length: cells + 1 }, (_, n) => box.low[axis] + (length * n) / cells);
  };
  const [uMm, vMm] = [nodesOf(u), nodesOf(v)];
  const doseGy = new Float32Array(uMm.length * vMm.length);
  const point: [number, number, number] = [0, 0, 0];
  point[normal] = atMm;
  let to = 0;
  for (const b of vMm) {
    point[v] = b;
    for (const a of uMm) {
      point[u] = a;
      doseGy[to++] = doseAtPoint(dose, point) ?? NaN;
    }
  }
  return { uMm, vMm, doseGy, stepGy: dose.stepGy };
}

/** The box along the patient's axes around a grid's outermost nodes. */
export function patientBounds(dose: DoseGrid): { readonly low: Lps; readonly high: Lps } {
  const { x0, x1, y0, y1, z0, z1 }: BoundsMm = gridBounds(dose);
  const { axes } = dose;
  if (axes === null) return { low: [x0, y0, z0], high: [x1, y1, z1] };
  const reach = (axis: 0 | 1 | 2, pick: 0 | 1): number =>
    [[x0, x1, axes.x[axis]] as const, [y0, y1, axes.y[axis]] as const, [z0, z1, axes.z[axis]] as const].reduce(
      (sum, [low, high, part]) => sum + [Math.min(low * part, high * part), Math.max(low * part, high * part)][pick]!,
      0,
    );
  return { low: [reach(0, 0), reach(1, 0), reach(2, 0)], high: [reach(0, 1), reach(1, 1), reach(2, 1)] };
}

function smallestStep(nodesMm: Float64Array): number {
  let step = Infinity;
  for (let n = 1; n < nodesMm.length; n++) step = Math.min(step, nodesMm[n]! - nodesMm[n - 1]!);
  return step;
}
