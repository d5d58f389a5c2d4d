import type { Slab } from '../geometry/region.ts';
import { volumeCm3Of } from '../geometry/region-size.ts';
import { MM3_PER_CM3 } from '../quantity.ts';
import { cellOf, columnAt } from './cells.ts';
import { BOXES, depositAll, FIELDS, type Tally } from './deposit-boxes.kernel.ts';
import type { DoseGrid } from './dose-grid.ts';
import { findWholeCells, type Layer } from './whole-cells.kernel.ts';

/**
 * The hot loop: the trilinear dose along the runs of a solid.
 *
 * Slabs are cut at dose planes, rows at dose rows and runs at dose columns, and each piece is a box; a dose cell that lies
 * wholly inside the solid is one box, however many rows and slabs it holds. What becomes of the boxes:
 * deposit-boxes.kernel.ts. `slabs` ascend.
 */
export function integrateRegion(slabs: readonly Slab[], grid: DoseGrid, tally: Tally): void {
  const { xMm, zMm } = grid;
  if (room.skip.length < xMm.length) room = newRoom(2 * xMm.length);
  countOutside(slabs, grid, tally);
  const large = volumeCm3Of({ slabs }) * MM3_PER_CM3 > CELLS_TO_CANCEL * meanCellMm3(grid);
  let first = 0;
  for (let k = 0; k + 1 < zMm.length; k++) {
    const z0 = zMm[k]!;
    const z1 = zMm[k + 1]!;
    while (first < slabs.length && slabs[first]!.z1Mm <= z0) first++;
    if (first === slabs.length) break;
    const layers: Layer[] = [];
    let filledMm = 0;
    for (let s = first; s < slabs.length && slabs[s]!.z0Mm < z1; s++) {
      const slab = slabs[s]!;
      const zLow = Math.max(z0, slab.z0Mm);
      const zHigh = Math.min(z1, slab.z1Mm);
      const hzMm = zHigh - zLow;
      const fz = (0.5 * (zLow + zHigh) - z0) / (z1 - z0);
      layers.push({ slab, hzMm, fz, hzOfCell: hzMm / (z1 - z0), row: 0 });
      filledMm += hzMm;
    }
    if (layers.length > 0) integrateLayers(layers, large && filledMm > (z1 - z0) * FULL, k, grid, tally);
  }
  depositAll(BOXES, waiting, tally.bends);
  waiting = 0;
}

/** Slabs that meet leave no more than rounding between them. */
const FULL = 1 - 1e-9;

/** Rows of a mask may be high; boxes are not, so that one slope along y does for each. */
export const HIGHEST_ROW_MM = 2;

/** The layers between dose planes k and k + 1, one dose row after another. */
function integrateLayers(layers: readonly Layer[], full: boolean, k: number, grid: DoseGrid, tally: Tally): void {
  const { xMm, yMm } = grid;
  const { covered, skip, none } = room;
  let low = Infinity;
  let high = -Infinity;
  for (const { slab } of layers) {
    low = Math.min(low, slab.rowEdgesMm[0]!);
    high = Math.max(high, slab.rowEdgesMm[slab.rowEdgesMm.length - 1]!);
  }
  for (let j = cellOf(yMm, low); j + 1 < yMm.length && yMm[j]! < high; j++) {
    const cellLow = yMm[j]!;
    const cellHigh = yMm[j + 1]!;
    for (const layer of layers) skipRowsBelow(layer, cellLow);
    const whole = full && findWholeCells(layers, cellLow, cellHigh, xMm, covered, skip);
    if (whole) integrateWholeCells(skip, j, k, grid, tally);
    for (const layer of layers) {
      const { rowEdgesMm, rowStart } = layer.slab;
      for (let r = layer.row; r + 1 < rowEdgesMm.length && rowEdgesMm[r]! < cellHigh; r++) {
        const firstRun = rowStart[r]!;
        const endRun = rowStart[r + 1]!;
        if (firstRun === endRun) continue;
        const rowEnd = Math.min(rowEdgesMm[r + 1]!, cellHigh);
        for (let yLow = Math.max(rowEdgesMm[r]!, cellLow); yLow < rowEnd;) {
          const yHigh = Math.min(rowEnd, yLow + HIGHEST_ROW_MM);
          integrateRow(layer, firstRun, endRun, whole ? skip : none, grid, j, k, yLow, yHigh, tally);
          yLow = yHigh;
        }
      }
    }
  }
}

function skipRowsBelow(layer: Layer, yMm: number): void {
  const { rowEdgesMm } = layer.slab;
  while (layer.row + 1 < rowEdgesMm.length && rowEdgesMm[layer.row + 1]! <= yMm) layer.row++;
}

/** Room that is kept from solid to solid. */
let room = newRoom(256);
let waiting = 0;

function newRoom(nx: number): { covered: Int32Array; skip: Int32Array; none: Int32Array } {
  return { covered: new Int32Array(nx), skip: new Int32Array(nx), none: new Int32Array(nx) };
}

/**
 * The dose of a cell is linear but for its twist: what the change along one axis differs by between the two faces of
 * another. A whole cell is one box where the twist moves the dose by no more than this share of its change over the cell,
 * or by this many bins; else it is left to the rows and slabs, which are as fine as the solid.
 */
const TWISTED = 0.3;
const TWISTED_BINS = 32;
/** Solids of fewer cells go without: what a box leaves open is random from cell to cell, and cancels only over many. */
const CELLS_TO_CANCEL = 4000;

/**
 * A box for each cell of a dose row that lies wholly inside; takes the twisted ones out of `skip`. False where none is
 * left.
 */
function integrateWholeCells(
  skip: Int32Array,
  j: number,
  k: number,
  { xMm, yMm, zMm, doseGy }: DoseGrid,
  tally: Tally,
): void {
  const { firstGy, binGy, bends } = tally;
  const nx = xMm.length;
  const perBin = 1 / binGy;
  const area = (yMm[j + 1]! - yMm[j]!) * (zMm[k + 1]! - zMm[k]!);
  const row00 = nx * (yMm.length * k + j);
  const row01 = row00 + nx;
  const row10 = row00 + nx * yMm.length;
  const row11 = row10 + nx;
  let insideMm3 = 0;
  let doseMm3 = 0;
  let count = waiting;
  for (let i = 0; i + 1 < nx; i++) {
    const end = skip[i]!;
    if (end === i) continue;
    let stretch = i;
    let a00 = doseGy[row00 + i]!;
    let a01 = doseGy[row01 + i]!;
    let a10 = doseGy[row10 + i]!;
    let a11 = doseGy[row11 + i]!;
    for (; i < end; i++) {
      const b00 = doseGy[row00 + i + 1]!;
      const b01 = doseGy[row01 + i + 1]!;
      const b10 = doseGy[row10 + i + 1]!;
      const b11 = doseGy[row11 + i + 1]!;
      const dx00 = b00 - a00;
      const dx01 = b01 - a01;
      const dx10 = b10 - a10;
      const dx11 = b11 - a11;
      const near = a01 - a00 + b01 - b00;
      const far = a11 - a10 + b11 - b10;
      const dx = Math.abs(dx00 + dx01 + dx10 + dx11);
      const dy = Math.abs(near + far);
      const dz = Math.abs(a10 - a00 + b10 - b00 + a11 - a01 + b11 - b01);
      const twist = Math.abs(dx01 - dx00 + dx11 - dx10) + Math.abs(dx10 - dx00 + dx11 - dx01) + Math.abs(far - near);
      // NaN, where a node has no dose, is no whole cell either.
      if (twist <= TWISTED * (dx + dy + dz) || twist * perBin <= 4 * TWISTED_BINS) {
        const mass = (xMm[i + 1]! - xMm[i]!) * area;
        const centre = 0.125 * (a00 + a01 + a10 + a11 + b00 + b01 + b10 + b11);
        insideMm3 += mass;
        doseMm3 += mass * centre;
        BOXES[count] = mass;
        BOXES[count + 1] = (centre - firstGy) * perBin;
        BOXES[count + 2] = 0.25 * dx * perBin;
        BOXES[count + 3] = 0.25 * dy * perBin;
        BOXES[count + 4] = 0.25 * dz * perBin;
        count += FIELDS;
        if (count === BOXES.length) {
          depositAll(BOXES, count, bends);
          count = 0;
        }
      } else {
        for (let m = stretch; m < i; m++) skip[m] = i;
        skip[i] = i;
        stretch = i + 1;
      }
      a00 = b00;
      a01 = b01;
      a10 = b10;
      a11 = b11;
    }
  }
  waiting = count;
  tally.insideMm3 += insideMm3;
  tally.doseMm3 += doseMm3;
}

/** The boxes of a row's runs from yLow to yHigh, within dose row j, but for those of whole cells. */
function integrateRow(
  { slab: { endsMm }, hzMm, fz, hzOfCell }: Layer,
  firstRun: number,
  endRun: number,
  skip: Int32Array,
  { xMm, yMm, doseGy }: DoseGrid,
  j: number,
  k: number,
  yLow: number,
  yHigh: number,
  tally: Tally,
): void {
  const { firstGy, binGy, bends } = tally;
  const nx = xMm.length;
  const hullX0 = xMm[0]!;
  const hullX1 = xMm[nx - 1]!;
  const perBin = 1 / binGy;
  const area = (yHigh - yLow) * hzMm;
  const cellY = yMm[j + 1]! - yMm[j]!;
  const fy = (0.5 * (yLow + yHigh) - yMm[j]!) / cellY;
  const hyOfCell = (yHigh - yLow) / cellY;
  const row00 = nx * (yMm.length * k + j);
  const row01 = row00 + nx;
  const row10 = row00 + nx * yMm.length;
  const row11 = row10 + nx;
  let insideMm3 = 0;
  let outsideMm3 = 0;
  let doseMm3 = 0;
  let count = waiting;
  for (let n = firstRun; n < endRun; n++) {
    let x = endsMm[2 * n]!;
    let xEnd = endsMm[2 * n + 1]!;
    if (x < hullX0) {
      outsideMm3 += (Math.min(xEnd, hullX0) - x) * area;
      x = hullX0;
    }
    if (xEnd > hullX1) {
      outsideMm3 += (xEnd - Math.max(x, hullX1)) * area;
      xEnd = hullX1;
    }
    if (x >= xEnd) continue;
    let i = columnAt(xMm, x);
    // At the left node of the column: the dose at the middle of row and layer, and what it changes by over their heights.
    let left = 0;
    let leftY = 0;
    let leftZ = 0;
    let isLaid = false;
    for (;;) {
      const afterWhole = skip[i]!;
      if (afterWhole > i) {
        i = afterWhole;
        x = xMm[i]!;
        if (x >= xEnd) break;
        isLaid = false;
      }
      if (!isLaid) {
        const d00 = doseGy[row00 + i]!;
        const d10 = doseGy[row10 + i]!;
        const low = doseGy[row01 + i]! - d00;
        const high = doseGy[row11 + i]! - d10;
        const below = d00 + fy * low;
        const above = d10 + fy * high;
        left = below + fz * (above - below);
        leftZ = (above - below) * hzOfCell;
        leftY = (low + fz * (high - low)) * hyOfCell;
        isLaid = true;
      }
      const d00 = doseGy[row00 + i + 1]!;
      const d10 = doseGy[row10 + i + 1]!;
      const low = doseGy[row01 + i + 1]! - d00;
      const high = doseGy[row11 + i + 1]! - d10;
      const below = d00 + fy * low;
      const above = d10 + fy * high;
      const right = below + fz * (above - below);
      const rightZ = (above - below) * hzOfCell;
      const rightY = (low + fz * (high - low)) * hyOfCell;

      const cell = xMm[i]!;
      const next = xMm[i + 1]!;
      const ends = xEnd <= next;
      const x1 = ends ? xEnd : next;
      const perCell = 1 / (next - cell);
      const f0 = (x - cell) * perCell;
      const f1 = (x1 - cell) * perCell;
      const f = 0.5 * (f0 + f1);
      const dy = leftY + f * (rightY - leftY);
      const dz = leftZ + f * (rightZ - leftZ);
      const centre = left + f * (right - left);
      const mass = (x1 - x) * area;
      const known = centre + dy + dz;
      if (known === known) {
        insideMm3 += mass;
        doseMm3 += mass * centre;
        BOXES[count] = mass;
        BOXES[count + 1] = (centre - firstGy) * perBin;
        BOXES[count + 2] = (f1 - f0) * (right - left) * perBin;
        BOXES[count + 3] = dy * perBin;
        BOXES[count + 4] = dz * perBin;
        count += FIELDS;
        if (count === BOXES.length) {
          depositAll(BOXES, count, bends);
          count = 0;
        }
      } else {
        // A node without a dose (NaN): beyond the hull of an oblique grid.
        outsideMm3 += mass;
      }
      if (ends) break;
      x = next;
      left = right;
      leftY = rightY;
      leftZ = rightZ;
      i++;
    }
  }
  waiting = count;
  tally.insideMm3 += insideMm3;
  tally.outsideMm3 += outsideMm3;
  tally.doseMm3 += doseMm3;
}

/** What lies above, below, before and behind the outermost nodes; beside them it is counted row by row. */
function countOutside(slabs: readonly Slab[], { yMm, zMm }: DoseGrid, tally: Tally): void {
  const hullY0 = yMm[0]!;
  const hullY1 = yMm[yMm.length - 1]!;
  const hullZ0 = zMm[0]!;
  const hullZ1 = zMm[zMm.length - 1]!;
  for (const { z0Mm, z1Mm, rowEdgesMm, rowStart, endsMm } of slabs) {
    const inside = Math.max(0, Math.min(z1Mm, hullZ1) - Math.max(z0Mm, hullZ0));
    const outside = z1Mm - z0Mm - inside;
    const rows = rowEdgesMm.length - 1;
    if (outside <= 0 && rowEdgesMm[0]! >= hullY0 && rowEdgesMm[rows]! <= hullY1) continue;
    for (let r = 0; r < rows; r++) {
      const low = rowEdgesMm[r]!;
      const high = rowEdgesMm[r + 1]!;
      const beyond = high - low - Math.max(0, Math.min(high, hullY1) - Math.max(low, hullY0));
      const length = runLength(endsMm, rowStart[r]!, rowStart[r + 1]!);
      tally.outsideMm3 += length * (beyond * inside + (high - low) * outside);
    }
  }
}

function meanCellMm3({ xMm, yMm, zMm }: DoseGrid): number {
  return [xMm, yMm, zMm].reduce((mm3, nodes) => (mm3 * (nodes[nodes.length - 1]! - nodes[0]!)) / (nodes.length - 1), 1);
}

export function runLength(endsMm: Float64Array, firstRun: number, endRun: number): number {
  let length = 0;
  for (let n = firstRun; n < endRun; n++) length += endsMm[2 * n + 1]! - endsMm[2 * n]!;
  return length;
}
