import type { Slab } from '../geometry/region.ts';
import type { DoseGrid } from './dose-grid.ts';

/**
 * The hot loop: the trilinear dose along the runs of a solid.
 *
 * Slabs are cut at dose planes, rows at dose rows and runs at dose columns. In each of the boxes that remain the dose is
 * close to linear, and changes by dx along the run, by dy over the height of the row and by dz over the thickness of the
 * slab. Its values are then distributed like the sum of three uniform ones. The widest and the other two together (as
 * one of equal variance) make a trapezoid: exact for a gradient along any two of the axes.
 *
 * A trapezoid's density bends at four levels, so its cumulative volume has four third differences. Those are collected
 * (split over three bins by the quadratic B-spline, which leaves the volume at every bin edge exact), and summed three
 * times they give the curve of the whole solid.
 */
export interface Tally {
  /** First level and width of the histogram's bins, Gy. */
  readonly firstGy: number;
  readonly binGy: number;
  /** Third differences over the bin edges of the volume below a level, mm³; edge e is at bends[e - 1]. */
  readonly bends: Float64Array;
  insideMm3: number;
  outsideMm3: number;
  doseMm3: number;
  /** Boxes deposited: what the time goes with. */
  segments: number;
}

/** Rows of a mask may be high; boxes are not, so that one slope along y does for each. */
export const HIGHEST_ROW_MM = 2;

/** The layer of a slab between two dose planes, and what has been found in it. */
interface Layer {
  readonly hzMm: number;
  /** First node of the two dose planes, where between them the middle of the layer lies, and its share of their distance. */
  readonly plane0: number;
  readonly plane1: number;
  readonly fz: number;
  readonly hzOfCell: number;
  insideMm3: number;
  outsideMm3: number;
  doseMm3: number;
  segments: number;
}

export function integrateRuns(slab: Slab, grid: DoseGrid, tally: Tally): void {
  const { xMm, yMm, zMm } = grid;
  const nodes = xMm.length * yMm.length;
  const last = zMm.length - 1;
  if (columns.profile.length < xMm.length) columns = newColumns(2 * xMm.length);
  const zIn0 = Math.max(slab.z0Mm, zMm[0]!);
  const zIn1 = Math.min(slab.z1Mm, zMm[last]!);
  let k = cellOf(zMm, zIn0);
  for (let zLow = zIn0; zLow < zIn1;) {
    if (k < last - 1 && zMm[k + 1]! <= zLow) k++;
    const zHigh = Math.min(zIn1, zMm[k + 1]!);
    const cellZ = zMm[k + 1]! - zMm[k]!;
    const layer: Layer = {
      hzMm: zHigh - zLow,
      plane0: nodes * k,
      plane1: nodes * (k + 1),
      fz: (0.5 * (zLow + zHigh) - zMm[k]!) / cellZ,
      hzOfCell: (zHigh - zLow) / cellZ,
      insideMm3: 0,
      outsideMm3: 0,
      doseMm3: 0,
      segments: 0,
    };
    integrateLayer(slab, grid, layer, tally);
    tally.insideMm3 += layer.insideMm3;
    tally.outsideMm3 += layer.outsideMm3;
    tally.doseMm3 += layer.doseMm3;
    tally.segments += layer.segments;
    zLow = zHigh;
  }
  const zOutside = slab.z1Mm - slab.z0Mm - Math.max(0, zIn1 - zIn0);
  if (zOutside > 0) tally.outsideMm3 += zOutside * crossSectionMm2(slab);
  depositAll(BOXES, waiting, tally.bends);
  waiting = 0;
}

function integrateLayer(slab: Slab, grid: DoseGrid, layer: Layer, tally: Tally): void {
  const { rowEdgesMm, rowStart, endsMm } = slab;
  const { yMm } = grid;
  const hullY0 = yMm[0]!;
  const hullY1 = yMm[yMm.length - 1]!;
  const lastCell = yMm.length - 2;
  let j = cellOf(yMm, Math.max(hullY0, rowEdgesMm[0]!));
  for (let r = 0; r + 1 < rowEdgesMm.length; r++) {
    const firstRun = rowStart[r]!;
    const endRun = rowStart[r + 1]!;
    if (firstRun === endRun) continue;
    const rowLow = rowEdgesMm[r]!;
    const rowHigh = rowEdgesMm[r + 1]!;
    const yIn0 = Math.max(rowLow, hullY0);
    const yIn1 = Math.max(yIn0, Math.min(rowHigh, hullY1));
    const yOutside = rowHigh - rowLow - (yIn1 - yIn0);
    if (yOutside > 0) layer.outsideMm3 += runLength(endsMm, firstRun, endRun) * yOutside * layer.hzMm;
    for (let yLow = yIn0; yLow < yIn1;) {
      while (j < lastCell && yMm[j + 1]! <= yLow) j = j + 1;
      const yHigh = Math.min(yIn1, yMm[j + 1]!, yLow + HIGHEST_ROW_MM);
      integrateRow(slab, firstRun, endRun, grid, j, yLow, yHigh, layer, tally);
      yLow = yHigh;
    }
  }
}

/** Room for the dose along a row, kept from slab to slab. */
let columns = newColumns(256);

function newColumns(nx: number): { profile: Float64Array; spreadY: Float64Array; spreadZ: Float64Array } {
  return { profile: new Float64Array(nx), spreadY: new Float64Array(nx), spreadZ: new Float64Array(nx) };
}

/** The boxes of a row's runs, from yLow to yHigh within dose row j. A function of its own, so that it is compiled early. */
function integrateRow(
  { endsMm }: Slab,
  firstRun: number,
  endRun: number,
  { xMm, yMm, doseGy }: DoseGrid,
  j: number,
  yLow: number,
  yHigh: number,
  layer: Layer,
  { firstGy, binGy, bends }: Tally,
): void {
  const nx = xMm.length;
  const hullX0 = xMm[0]!;
  const hullX1 = xMm[nx - 1]!;
  const perBin = 1 / binGy;
  const { profile, spreadY, spreadZ } = columns;
  const area = (yHigh - yLow) * layer.hzMm;
  const xTo = endsMm[2 * endRun - 1]!;
  const iFrom = columnAt(xMm, endsMm[2 * firstRun]!);
  layRow(xMm, yMm, doseGy, j, yLow, yHigh, layer, iFrom, xTo);

  let insideMm3 = 0;
  let outsideMm3 = 0;
  let doseMm3 = 0;
  let segments = 0;
  let count = waiting;
  let i = iFrom;
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
    while (i < nx - 2 && xMm[i + 1]! <= x) i++;
    let cell = xMm[i]!;
    let perCell = 1 / (xMm[i + 1]! - cell);
    let dose0 = profile[i]! + (x - cell) * perCell * (profile[i + 1]! - profile[i]!);
    for (;;) {
      const next = xMm[i + 1]!;
      const ends = xEnd <= next;
      const x1 = ends ? xEnd : next;
      const dose1 = ends ? profile[i]! + (x1 - cell) * perCell * (profile[i + 1]! - profile[i]!) : profile[i + 1]!;
      const mass = (x1 - x) * area;
      const f = (0.5 * (x + x1) - cell) * perCell;
      const dy = spreadY[i]! + f * (spreadY[i + 1]! - spreadY[i]!);
      const dz = spreadZ[i]! + f * (spreadZ[i + 1]! - spreadZ[i]!);
      const centre = 0.5 * (dose0 + dose1);
      const known = centre + dy + dz;
      if (known === known) {
        segments++;
        insideMm3 += mass;
        doseMm3 += mass * centre;
        BOXES[count] = mass;
        BOXES[count + 1] = (centre - firstGy) * perBin;
        BOXES[count + 2] = (dose1 - dose0) * perBin;
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
      dose0 = dose1;
      i++;
      cell = next;
      perCell = 1 / (xMm[i + 1]! - cell);
    }
  }
  waiting = count;
  layer.insideMm3 += insideMm3;
  layer.outsideMm3 += outsideMm3;
  layer.doseMm3 += doseMm3;
  layer.segments += segments;
}

/** The dose over the columns at the middle of the row and layer, and what it changes by over their heights. */
function layRow(
  xMm: Float64Array,
  yMm: Float64Array,
  doseGy: DoseGrid['doseGy'],
  j: number,
  yLow: number,
  yHigh: number,
  { plane0, plane1, fz, hzOfCell }: Layer,
  iFrom: number,
  xTo: number,
): void {
  const nx = xMm.length;
  const cellY = yMm[j + 1]! - yMm[j]!;
  const fy = (0.5 * (yLow + yHigh) - yMm[j]!) / cellY;
  const hyOfCell = (yHigh - yLow) / cellY;
  const row00 = plane0 + nx * j;
  const row10 = plane1 + nx * j;
  const { profile, spreadY, spreadZ } = columns;
  for (let i = iFrom; i < nx; i++) {
    const d00 = doseGy[row00 + i]!;
    const d10 = doseGy[row10 + i]!;
    const left = doseGy[row00 + nx + i]! - d00;
    const right = doseGy[row10 + nx + i]! - d10;
    const low = d00 + fy * left;
    const high = d10 + fy * right;
    profile[i] = low + fz * (high - low);
    spreadZ[i] = (high - low) * hzOfCell;
    spreadY[i] = (left + fz * (right - left)) * hyOfCell;
    if (xMm[i]! >= xTo) break;
  }
}

/** The cell of x among columns that are nearly even: the first guess is mostly right. */
export function columnAt(xMm: Float64Array, x: number): number {
  const last = xMm.length - 2;
  const guess = Math.floor(((x - xMm[0]!) / (xMm[last + 1]! - xMm[0]!)) * (last + 1));
  let i = guess < 0 ? 0 : guess > last ? last : guess;
  while (i > 0 && xMm[i]! > x) i = i - 1;
  while (i < last && xMm[i + 1]! <= x) i = i + 1;
  return i;
}

function crossSectionMm2({ rowEdgesMm, rowStart, endsMm }: Slab): number {
  let area = 0;
  for (let r = 0; r + 1 < rowEdgesMm.length; r++) {
    area += runLength(endsMm, rowStart[r]!, rowStart[r + 1]!) * (rowEdgesMm[r + 1]! - rowEdgesMm[r]!);
  }
  return area;
}

/** Mass (mm³), centre, dx, dy and dz of each box; the doses in bins. */
const FIELDS = 5;
/** Boxes wait to be deposited many at a time: two short loops run faster than one long one. */
const BOXES = new Float64Array(FIELDS * 512);
let waiting = 0;

function depositAll(boxes: Float64Array, count: number, bends: Float64Array): void {
  const span = bends.length - 4;
  for (let n = 0; n < count; n += FIELDS) {
    const dx = Math.abs(boxes[n + 2]!);
    const dz = Math.abs(boxes[n + 4]!);
    const dy = Math.abs(boxes[n + 3]!);
    const longer = dx > dz ? dx : dz;
    const shorter = dx > dz ? dz : dx;
    const widest = longer > dy ? longer : dy;
    const middle = longer > dy ? dy : longer;
    const rest = Math.sqrt(shorter * shorter + middle * middle);
    // Narrower than a bin is spread over one: the histogram cannot tell more.
    const a = widest > 1 ? widest : 1;
    const b = rest > 1 ? rest : 1;
    const bend = (0.5 * boxes[n]!) / (a * b);
    const outer = 0.5 * (a + b);
    const inner = 0.5 * (a - b);
    const centre = boxes[n + 1]!;
    // Nodes bound the dose, the sum of three mean slopes does not quite. A bend below the first edge is the same parabola
    // above it (p is negative); one above the last edge changes nothing in the bins.
    let at = centre - outer;
    at = at < span ? at : span;
    let e = at > 0 ? at | 0 : 0;
    let p = at - e;
    let near = bend * (1 - p) * (1 - p);
    let far = bend * p * p;
    bends[e]! += near;
    bends[e + 1]! += 2 * bend - near - far;
    bends[e + 2]! += far;
    at = centre - inner;
    at = at < span ? at : span;
    e = at > 0 ? at | 0 : 0;
    p = at - e;
    near = bend * (1 - p) * (1 - p);
    far = bend * p * p;
    bends[e]! -= near;
    bends[e + 1]! -= 2 * bend - near - far;
    bends[e + 2]! -= far;
    at = centre + inner;
    at = at < span ? at : span;
    e = at > 0 ? at | 0 : 0;
    p = at - e;
    near = bend * (1 - p) * (1 - p);
    far = bend * p * p;
    bends[e]! -= near;
    bends[e + 1]! -= 2 * bend - near - far;
    bends[e + 2]! -= far;
    at = centre + outer;
    at = at < span ? at : span;
    e = at > 0 ? at | 0 : 0;
    p = at - e;
    near = bend * (1 - p) * (1 - p);
    far = bend * p * p;
    bends[e]! += near;
    bends[e + 1]! += 2 * bend - near - far;
    bends[e + 2]! += far;
  }
}

export function runLength(endsMm: Float64Array, firstRun: number, endRun: number): number {
  let length = 0;
  for (let n = firstRun; n < endRun; n++) length += endsMm[2 * n + 1]! - endsMm[2 * n]!;
  return length;
}

/** Index of the cell that holds a coordinate: the last node at or below it, at most the last but one. */
export function cellOf(nodesMm: Float64Array, atMm: number): number {
  let low = 0;
  let high = Math.max(nodesMm.length - 2, 0);
  while (low < high) {
    const mid = (low + high + 1) >>> 1;
    if (nodesMm[mid]! <= atMm) low = mid;
    else high = mid - 1;
  }
  return low;
}
