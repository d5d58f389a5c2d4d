import type { Slab } from '../geometry/region.ts';
import { cellOf, columnAt } from './cells.ts';
import type { DoseGrid } from './dose-grid.ts';
import { HIGHEST_ROW_MM, runLength } from './integrate-region.kernel.ts';

/** What one level divides a solid into, mm³. */
export interface LevelTally {
  aboveMm3: number;
  /** Beyond the outermost nodes, or where a node has no dose. */
  outsideMm3: number;
}

const BELOW = 0;
const ABOVE = 1;
const MIXED = 2;
const UNKNOWN = 3;

/** Where the slope along the run differs by this share between the two faces of a slab, the slab is taken in layers. */
const TWISTED = 0.5;
const LAYERS = 3;

/**
 * Adds to `tally` the volume of a slab where the trilinear dose is at or above `levelGy`. Dose cells whose nodes are all
 * on one side need no look (a trilinear function stays between its nodes); in the others the dose is taken as linear over
 * each box that row, slab and column cut out, as in integrate-region.kernel.ts.
 */
export function levelInRuns(slab: Slab, grid: DoseGrid, levelGy: number, tally: LevelTally): void {
  const { xMm, yMm, zMm, doseGy } = grid;
  const nx = xMm.length;
  const ny = yMm.length;
  const nz = zMm.length;
  const { rowEdgesMm, rowStart, endsMm } = slab;
  const rows = rowEdgesMm.length - 1;
  const hullX0 = xMm[0]!;
  const hullX1 = xMm[nx - 1]!;
  const hullY0 = yMm[0]!;
  const hullY1 = yMm[ny - 1]!;
  const [iFirst, iLast] = columnsOf(endsMm, xMm);
  if (room.states.length < nx) room = newColumns(2 * nx);
  const cells = room;
  const { states, aboveMm, next } = cells;

  let aboveMm3 = 0;
  let outsideMm3 = 0;
  const zIn0 = Math.max(slab.z0Mm, zMm[0]!);
  const zIn1 = Math.min(slab.z1Mm, zMm[nz - 1]!);

  let k = cellOf(zMm, zIn0);
  for (let zLow = zIn0; zLow < zIn1;) {
    while (k < nz - 2 && zMm[k + 1]! <= zLow) k++;
    const zHigh = Math.min(zIn1, zMm[k + 1]!);
    const cellZ = zMm[k + 1]! - zMm[k]!;
    const fz = (0.5 * (zLow + zHigh) - zMm[k]!) / cellZ;
    const hz = zHigh - zLow;
    const hzOfCell = hz / cellZ;
    let j = cellOf(yMm, Math.max(hullY0, rowEdgesMm[0]!));
    let judged = -1;

    for (let r = 0; r < rows; r++) {
      const firstRun = rowStart[r]!;
      const endRun = rowStart[r + 1]!;
      if (firstRun === endRun) continue;
      const rowLow = rowEdgesMm[r]!;
      const rowHigh = rowEdgesMm[r + 1]!;
      const yIn0 = rowLow > hullY0 ? rowLow : hullY0;
      const yIn1 = rowHigh < hullY1 ? rowHigh : hullY1;
      const yOutside = rowHigh - rowLow - Math.max(0, yIn1 - yIn0);
      if (yOutside > 0) outsideMm3 += runLength(endsMm, firstRun, endRun) * yOutside * hz;

      for (let yLow = yIn0; yLow < yIn1;) {
        while (j < ny - 2 && yMm[j + 1]! <= yLow) j++;
        const yHigh = Math.min(yIn1, yMm[j + 1]!, yLow + HIGHEST_ROW_MM);
        const cellY = yMm[j + 1]! - yMm[j]!;
        const fy = (0.5 * (yLow + yHigh) - yMm[j]!) / cellY;
        const hyOfCell = (yHigh - yLow) / cellY;
        const area = (yHigh - yLow) * hz;
        const row = nx * (ny * k + j);
        if (j !== judged) {
          judgeColumns(cells, grid, row, iFirst, iLast, levelGy);
          judged = j;
        }
        let above = 0;
        let outside = 0;
        for (let n = firstRun; n < endRun; n++) {
          let x = endsMm[2 * n]!;
          let xEnd = endsMm[2 * n + 1]!;
          if (x < hullX0) {
            outside += (xEnd < hullX0 ? xEnd : hullX0) - x;
            x = hullX0;
          }
          if (xEnd > hullX1) {
            outside += xEnd - (x > hullX1 ? x : hullX1);
            xEnd = hullX1;
          }
          if (x >= xEnd) continue;
          const i0 = columnAt(xMm, x);
          const i1 = columnAt(xMm, xEnd);
          if (i1 > i0 + 1) above += aboveMm[i1]! - aboveMm[i0 + 1]!;
          // The run cuts its first and its last cell; between them only the cells that the level may cross are seen.
          let i = i0;
          for (;;) {
            const state = states[i]!;
            if (state !== BELOW) {
              const from = i === i0 ? x : xMm[i]!;
              const to = i === i1 ? xEnd : xMm[i + 1]!;
              if (state === MIXED) {
                const perCell = 1 / (xMm[i + 1]! - xMm[i]!);
                const f0 = (from - xMm[i]!) * perCell;
                const f1 = (to - xMm[i]!) * perCell;
                above +=
                  (to - from) * shareAbove(doseGy, row + i, nx, nx * ny, levelGy, f0, f1, fy, fz, hyOfCell, hzOfCell);
              } else if (state === UNKNOWN) outside += to - from;
              else above += to - from;
            }
            if (i === i1) break;
            i = next[i + 1]!;
            if (i > i1) i = i1;
          }
        }
        aboveMm3 += above * area;
        outsideMm3 += outside * area;
        yLow = yHigh;
      }
      while (j > 0 && yMm[j]! > rowHigh) j--;
    }
    zLow = zHigh;
  }
  const zOutside = slab.z1Mm - slab.z0Mm - Math.max(0, zIn1 - zIn0);
  if (zOutside > 0) {
    for (let r = 0; r < rows; r++) {
      const height = rowEdgesMm[r + 1]! - rowEdgesMm[r]!;
      outsideMm3 += runLength(endsMm, rowStart[r]!, rowStart[r + 1]!) * height * zOutside;
    }
  }
  tally.aboveMm3 += aboveMm3;
  tally.outsideMm3 += outsideMm3;
}

interface Columns {
  readonly states: Uint8Array;
  /** Length of cells wholly above the level, summed up to a node. */
  readonly aboveMm: Float64Array;
  /** The first cell from here on that is mixed or unknown. */
  readonly next: Int32Array;
}

function newColumns(nx: number): Columns {
  return { states: new Uint8Array(nx), aboveMm: new Float64Array(nx + 1), next: new Int32Array(nx + 1) };
}

/** Kept from slab to slab. */
let room = newColumns(256);

/** Tells, for the cells between two dose rows and two planes, on which side of the level their nodes are. */
function judgeColumns(
  { states, aboveMm, next }: Columns,
  { xMm, yMm, doseGy }: DoseGrid,
  row: number,
  iFirst: number,
  iLast: number,
  levelGy: number,
): void {
  const nx = xMm.length;
  const plane = nx * yMm.length;
  let before = countAbove(doseGy, row + iFirst, nx, plane, levelGy);
  aboveMm[iFirst] = 0;
  for (let i = iFirst; i <= iLast; i++) {
    const after = countAbove(doseGy, row + i + 1, nx, plane, levelGy);
    const both = before + after;
    const state = both === 8 ? ABOVE : both === 0 ? BELOW : both !== both ? UNKNOWN : MIXED;
    states[i] = state;
    aboveMm[i + 1] = aboveMm[i]! + (state === ABOVE ? xMm[i + 1]! - xMm[i]! : 0);
    before = after;
  }
  next[iLast + 1] = iLast + 1;
  for (let i = iLast; i >= iFirst; i--) next[i] = states[i]! >= MIXED ? i : next[i + 1]!;
}

/** How many of the four nodes of a column are at or above the level; NaN when one of them has no dose. */
function countAbove(doseGy: Float32Array, at: number, nx: number, plane: number, levelGy: number): number {
  const a = doseGy[at]!;
  const b = doseGy[at + nx]!;
  const c = doseGy[at + plane]!;
  const d = doseGy[at + plane + nx]!;
  const sum = a + b + c + d;
  if (sum !== sum) return NaN;
  return (a >= levelGy ? 1 : 0) + (b >= levelGy ? 1 : 0) + (c >= levelGy ? 1 : 0) + (d >= levelGy ? 1 : 0);
}

/** Share of a box inside a dose cell that is at or above the level; positions and sizes in parts of the cell. */
function shareAbove(
  doseGy: Float32Array,
  at: number,
  nx: number,
  plane: number,
  levelGy: number,
  f0: number,
  f1: number,
  fy: number,
  fz: number,
  hy: number,
  hz: number,
): number {
  // At the middle height of the row: the dose on the lower and the upper plane, at the two columns.
  const low0 = mix(doseGy[at]!, doseGy[at + nx]!, fy);
  const low1 = mix(doseGy[at + 1]!, doseGy[at + nx + 1]!, fy);
  const high0 = mix(doseGy[at + plane]!, doseGy[at + plane + nx]!, fy);
  const high1 = mix(doseGy[at + plane + 1]!, doseGy[at + plane + nx + 1]!, fy);
  const f = 0.5 * (f0 + f1);
  const middle0 = mix(low0, high0, fz);
  const middle1 = mix(low1, high1, fz);
  const above = mix(middle0, middle1, f) - levelGy;
  const dx = (middle1 - middle0) * (f1 - f0);
  const dz = mix(high0 - low0, high1 - low1, f) * hz;
  const dy =
    mix(
      mix(doseGy[at + nx]! - doseGy[at]!, doseGy[at + plane + nx]! - doseGy[at + plane]!, fz),
      mix(doseGy[at + nx + 1]! - doseGy[at + 1]!, doseGy[at + plane + nx + 1]! - doseGy[at + plane + 1]!, fz),
      f,
    ) * hy;
  const twist = (high1 - low1 - high0 + low0) * hz * (f1 - f0);
  if (Math.abs(twist) <= TWISTED * (Math.abs(dx) + Math.abs(dz))) return trapezoidAbove(above, dx, dy, dz);
  let share = 0;
  for (let layer = 0; layer < LAYERS; layer++) {
    const v = (layer + 0.5) / LAYERS - 0.5;
    share += trapezoidAbove(above + v * dz, dx + v * twist, dy, dz / LAYERS);
  }
  return share / LAYERS;
}

function mix(a: number, b: number, share: number): number {
  return a + share * (b - a);
}

/** Share at or above 0 of values around `centre` that spread like three uniform ones; see deposit-boxes.kernel.ts. */
function trapezoidAbove(centre: number, dx: number, dy: number, dz: number): number {
  const ax = Math.abs(dx);
  const ay = Math.abs(dy);
  const az = Math.abs(dz);
  const far = Math.abs(centre);
  if (2 * far >= ax + ay + az) return centre >= 0 ? 1 : 0;
  const a = ax > ay ? (ax > az ? ax : az) : ay > az ? ay : az;
  const b = Math.sqrt(Math.max(0, ax * ax + ay * ay + az * az - a * a));
  const outer = 0.5 * (a + b) - far;
  if (outer <= 0) return centre >= 0 ? 1 : 0;
  if (2 * far <= a - b) return 0.5 + centre / a;
  const tail = (outer * outer) / (2 * a * b);
  return centre >= 0 ? 1 - tail : tail;
}

/** The first and last dose column that the runs of a slab reach. */
function columnsOf(endsMm: Float64Array, xMm: Float64Array): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let e = 0; e < endsMm.length; e += 2) {
    if (endsMm[e]! < low) low = endsMm[e]!;
    if (endsMm[e + 1]! > high) high = endsMm[e + 1]!;
  }
  return [cellOf(xMm, low), cellOf(xMm, high)];
}
