import type { BoundsMm } from '../geometry/region.ts';
import { cellOf } from './cells.ts';
import type { DoseGrid } from './dose-grid.ts';

/** Each dose cell is divided so that the finer nodes are at most this far apart ... */
const PITCH_MM = 0.75;
/** ... and at least in two. */
const LEAST = 2;

export type AxisName = 'xMm' | 'yMm' | 'zMm';
const AXES: readonly AxisName[] = ['xMm', 'yMm', 'zMm'];

/**
 * Interpolates lines of values at nodes to ascending positions between them. What depends on the nodes alone is worked out
 * once; then `lines` lines are taken at a time, which lie side by side: the values at node n at from + n * lines, the
 * results at position p at to + p * lines.
 */
export type LineRule = (
  nodes: Float64Array,
  at: Float64Array,
  lines: number,
) => (values: Float32Array, from: number, out: Float32Array, to: number) => void;

/** The cells that a box touches and `margin` more on each side. */
export function cropDose(dose: DoseGrid, box: BoundsMm, margin: number): DoseGrid {
  const range = (nodes: Float64Array, low: number, high: number): [number, number] => [
    Math.max(0, cellOf(nodes, low) - margin),
    Math.min(nodes.length - 1, cellOf(nodes, high) + 1 + margin),
  ];
  const [i0, i1] = range(dose.xMm, box.x0, box.x1);
  const [j0, j1] = range(dose.yMm, box.y0, box.y1);
  const [k0, k1] = range(dose.zMm, box.z0, box.z1);
  const nx = dose.xMm.length;
  const ny = dose.yMm.length;
  const doseGy = new Float32Array((i1 - i0 + 1) * (j1 - j0 + 1) * (k1 - k0 + 1));
  let at = 0;
  for (let k = k0; k <= k1; k++) {
    for (let j = j0; j <= j1; j++) {
      const row = nx * (j + ny * k);
      doseGy.set(dose.doseGy.subarray(row + i0, row + i1 + 1), at);
      at += i1 - i0 + 1;
    }
  }
  return {
    ...dose,
    xMm: dose.xMm.slice(i0, i1 + 1),
    yMm: dose.yMm.slice(j0, j1 + 1),
    zMm: dose.zMm.slice(k0, k1 + 1),
    doseGy,
  };
}

/** The dose with finer nodes along one axis, over the cells that the range touches; old nodes stay nodes. */
export function refineAlong(dose: DoseGrid, axis: AxisName, low: number, high: number, rule: LineRule): DoseGrid {
  const nodes = dose[axis];
  if (nodes.length < 2) return dose;
  const fine = finerNodes(nodes, low, high);
  const stride = AXES.slice(0, AXES.indexOf(axis)).reduce((n, a) => n * dose[a].length, 1);
  const blocks = dose.doseGy.length / (stride * nodes.length);
  const doseGy = new Float32Array(stride * fine.length * blocks);
  const refine = rule(nodes, fine, stride);
  for (let block = 0; block < blocks; block++) {
    refine(dose.doseGy, block * stride * nodes.length, doseGy, block * stride * fine.length);
  }
  return { ...dose, [axis]: fine, doseGy };
}

function finerNodes(nodes: Float64Array, low: number, high: number): Float64Array {
  const fine: number[] = [];
  const last = cellOf(nodes, high);
  for (let cell = cellOf(nodes, low); cell <= last; cell++) {
    const width = nodes[cell + 1]! - nodes[cell]!;
    const parts = Math.max(LEAST, Math.ceil(width / PITCH_MM));
    for (let part = 0; part < parts; part++) fine.push(nodes[cell]! + (width * part) / parts);
  }
  fine.push(nodes[last + 1]!);
  return Float64Array.from(fine);
}

/** Fewer nodes along an axis than this are not thinned: there is nothing to compare with. */
const LEAST_NODES = 5;

/** The dose on every second node of each axis, and the last one, so that the grid reaches as far. */
export function thinDose(dose: DoseGrid): DoseGrid {
  const kept = AXES.map((axis) => {
    const count = dose[axis].length;
    const all = Array.from({ length: count }, (_, n) => n);
    return count < LEAST_NODES ? all : all.filter((n) => n % 2 === 0 || n === count - 1);
  });
  const [xs, ys, zs] = kept as [number[], number[], number[]];
  const nx = dose.xMm.length;
  const ny = dose.yMm.length;
  const doseGy = new Float32Array(xs.length * ys.length * zs.length);
  let to = 0;
  for (const k of zs) {
    for (const j of ys) {
      for (const i of xs) doseGy[to++] = dose.doseGy[i + nx * (j + ny * k)]!;
    }
  }
  const nodes = (from: Float64Array, which: readonly number[]): Float64Array =>
    Float64Array.from(which, (n) => from[n]!);
  return { ...dose, xMm: nodes(dose.xMm, xs), yMm: nodes(dose.yMm, ys), zMm: nodes(dose.zMm, zs), doseGy };
}
