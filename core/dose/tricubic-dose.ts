import type { BoundsMm } from '../geometry/region.ts';
import type { DoseGrid } from './dose-grid.ts';
import { cellOf } from './integrate-runs.kernel.ts';

/** Each dose cell is divided so that the finer nodes are at most this far apart ... */
const PITCH_MM = 0.75;
/** ... and at least in two. */
const LEAST = 2;

/**
 * The dose over a box on a finer grid, by Catmull-Rom splines along x, y and z in turn (Keys 1981, a = -1/2; slopes by
 * finite differences on uneven nodes). Every value is clamped to the two nodes between which it lies, so nothing rises
 * above a stored value or falls below one: not to be used for a maximum.
 */
export function tricubicDose(dose: DoseGrid, box: BoundsMm): DoseGrid {
  const cropped = crop(dose, box);
  const alongX = refineAxis(cropped, 'xMm', box.x0, box.x1);
  const alongY = refineAxis(alongX, 'yMm', box.y0, box.y1);
  return refineAxis(alongY, 'zMm', box.z0, box.z1);
}

type AxisName = 'xMm' | 'yMm' | 'zMm';
const AXES: readonly AxisName[] = ['xMm', 'yMm', 'zMm'];

/** The cells that the box touches and one more on each side, which the splines need. */
function crop(dose: DoseGrid, box: BoundsMm): DoseGrid {
  const range = (nodes: Float64Array, low: number, high: number): [number, number] => [
    Math.max(0, cellOf(nodes, low) - 1),
    Math.min(nodes.length - 1, cellOf(nodes, high) + 2),
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

/** Where a finer node lies: in which cell, and the weights of the four nodes around it. */
interface Tap {
  readonly cell: number;
  readonly weights: readonly [number, number, number, number];
}

function refineAxis(dose: DoseGrid, axis: AxisName, low: number, high: number): DoseGrid {
  const nodes = dose[axis];
  if (nodes.length < 2) return dose;
  const first = cellOf(nodes, low);
  const last = cellOf(nodes, high);
  const fine: number[] = [];
  const taps: Tap[] = [];
  for (let cell = first; cell <= last; cell++) {
    const width = nodes[cell + 1]! - nodes[cell]!;
    const parts = Math.max(LEAST, Math.ceil(width / PITCH_MM));
    for (let part = 0; part < parts; part++) {
      fine.push(nodes[cell]! + (width * part) / parts);
      taps.push({ cell, weights: catmullRom(nodes, cell, part / parts) });
    }
  }
  fine.push(nodes[last + 1]!);
  taps.push({ cell: last, weights: [0, 0, 1, 0] });

  const stride = AXES.slice(0, AXES.indexOf(axis)).reduce((n, a) => n * dose[a].length, 1);
  const blocks = dose.doseGy.length / (stride * nodes.length);
  const doseGy = new Float32Array(stride * taps.length * blocks);
  const from = dose.doseGy;
  const top = nodes.length - 1;
  for (let block = 0; block < blocks; block++) {
    const source = block * stride * nodes.length;
    taps.forEach(({ cell, weights: [w0, w1, w2, w3] }, n) => {
      const target = (block * taps.length + n) * stride;
      const a0 = source + stride * Math.max(0, cell - 1);
      const a1 = source + stride * cell;
      const a2 = source + stride * (cell + 1);
      const a3 = source + stride * Math.min(top, cell + 2);
      for (let s = 0; s < stride; s++) {
        const p1 = from[a1 + s]!;
        const p2 = from[a2 + s]!;
        const value = w0 * from[a0 + s]! + w1 * p1 + w2 * p2 + w3 * from[a3 + s]!;
        doseGy[target + s] = p1 < p2 ? clamp(value, p1, p2) : clamp(value, p2, p1);
      }
    });
  }
  return { ...dose, [axis]: Float64Array.from(fine), doseGy };
}

function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}

/** Hermite weights with slopes from the neighbours; at the rim the slope is that of the cell itself. */
function catmullRom(nodes: Float64Array, cell: number, t: number): [number, number, number, number] {
  const width = nodes[cell + 1]! - nodes[cell]!;
  const h00 = (1 + 2 * t) * (1 - t) ** 2;
  const h10 = t * (1 - t) ** 2;
  const h01 = t * t * (3 - 2 * t);
  const h11 = t * t * (t - 1);
  const lowRim = cell === 0;
  const highRim = cell + 2 >= nodes.length;
  const s0 = width / (nodes[cell + 1]! - nodes[lowRim ? 0 : cell - 1]!);
  const s1 = width / (nodes[highRim ? cell + 1 : cell + 2]! - nodes[cell]!);
  // Slope at the cell's start is s0 · (p2 - p0), at its end s1 · (p3 - p1); at a rim p0 is p1, p3 is p2.
  return [-h10 * s0, h00 - h11 * s1, h01 + h10 * s0, h11 * s1];
}
