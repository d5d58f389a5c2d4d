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
export const HIGHEST_ROW_MM = 1;
export function integrateRuns(slab: Slab, grid: DoseGrid, tally: Tally): void {
  const { xMm, yMm, zMm, doseGy } = grid;
  const nx = xMm.length;
  const ny = yMm.length;
  const nz = zMm.length;
  const { rowEdgesMm, rowStart, endsMm } = slab;
  const rows = rowEdgesMm.length - 1;
  const { firstGy, bends } = tally;
  const perBin = 1 / tally.binGy;
  const profile = new Float64Array(nx);
  const spreadY = new Float64Array(nx);
  const spreadZ = new Float64Array(nx);
  const hullX0 = xMm[0]!;
  const hullX1 = xMm[nx - 1]!;
  const hullY0 = yMm[0]!;
  const hullY1 = yMm[ny - 1]!;
  const inverseX = nx > 1 ? (nx - 1) / (hullX1 - hullX0) : 0;

  // Boxes are deposited many at a time: two short loops run faster than one long one.
  const boxes = BOXES;
  let count = 0;
  let insideMm3 = 0;
  let outsideMm3 = 0;
  let doseMm3 = 0;
  let segments = 0;

  const zIn0 = Math.max(slab.z0Mm, zMm[0]!);
  const zIn1 = Math.min(slab.z1Mm, zMm[nz - 1]!);
  const zOutside = slab.z1Mm - slab.z0Mm - Math.max(0, zIn1 - zIn0);

  let k = cellOf(zMm, zIn0);
  for (let zLow = zIn0; zLow < zIn1;) {
    while (k < nz - 2 && zMm[k + 1]! <= zLow) k++;
    const zHigh = Math.min(zIn1, zMm[k + 1]!);
    const cellZ = zMm[k + 1]! - zMm[k]!;
    const fz = (0.5 * (zLow + zHigh) - zMm[k]!) / cellZ;
    const hz = zHigh - zLow;
    const hzOfCell = hz / cellZ;
    const plane0 = nx * ny * k;
    const plane1 = plane0 + nx * ny;
    let j = cellOf(yMm, Math.max(hullY0, rowEdgesMm[0]!));

    for (let r = 0; r < rows; r++) {
      const firstRun = rowStart[r]!;
      const endRun = rowStart[r + 1]!;
      if (firstRun === endRun) continue;
      const rowLow = rowEdgesMm[r]!;
      const rowHigh = rowEdgesMm[r + 1]!;
      const yIn0 = rowLow > hullY0 ? rowLow : hullY0;
      const yIn1 = rowHigh < hullY1 ? rowHigh : hullY1;
      const xFrom = endsMm[2 * firstRun]!;
      const xTo = endsMm[2 * endRun - 1]!;
      if (yIn1 <= yIn0) {
        outsideMm3 += runLength(endsMm, firstRun, endRun) * (rowHigh - rowLow) * hz;
        continue;
      }
      const yOutside = rowHigh - rowLow - (yIn1 - yIn0);
      if (yOutside > 0) outsideMm3 += runLength(endsMm, firstRun, endRun) * yOutside * hz;
      // Columns that the row's runs touch.
      let iFrom = Math.floor((xFrom - hullX0) * inverseX);
      iFrom = iFrom < 0 ? 0 : iFrom > nx - 2 ? nx - 2 : iFrom;
      while (iFrom > 0 && xMm[iFrom]! > xFrom) iFrom--;
      while (iFrom < nx - 2 && xMm[iFrom + 1]! <= xFrom) iFrom++;

      for (let yLow = yIn0; yLow < yIn1;) {
        while (j < ny - 2 && yMm[j + 1]! <= yLow) j++;
        const yHigh = Math.min(yIn1, yMm[j + 1]!, yLow + HIGHEST_ROW_MM);
        const cellY = yMm[j + 1]! - yMm[j]!;
        const fy = (0.5 * (yLow + yHigh) - yMm[j]!) / cellY;
        const hy = yHigh - yLow;
        const hyOfCell = hy / cellY;
        const area = hy * hz;

        // The dose over the columns at the middle of the row and slab, and what it changes by over their height.
        const row00 = plane0 + nx * j;
        const row01 = row00 + nx;
        const row10 = plane1 + nx * j;
        const row11 = row10 + nx;
        for (let i = iFrom; i < nx; i++) {
          const d00 = doseGy[row00 + i]!;
          const d01 = doseGy[row01 + i]!;
          const d10 = doseGy[row10 + i]!;
          const d11 = doseGy[row11 + i]!;
          const low = d00 + fy * (d01 - d00);
          const high = d10 + fy * (d11 - d10);
          profile[i] = low + fz * (high - low);
          spreadZ[i] = (high - low) * hzOfCell;
          const left = d01 - d00;
          spreadY[i] = (left + fz * (d11 - d10 - left)) * hyOfCell;
          if (xMm[i]! >= xTo) break;
        }

        let i = iFrom;
        for (let n = firstRun; n < endRun; n++) {
          let x = endsMm[2 * n]!;
          let xEnd = endsMm[2 * n + 1]!;
          if (x < hullX0) {
            outsideMm3 += ((xEnd < hullX0 ? xEnd : hullX0) - x) * area;
            x = hullX0;
          }
          if (xEnd > hullX1) {
            outsideMm3 += (xEnd - (x > hullX1 ? x : hullX1)) * area;
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
            const dose1 = ends
              ? profile[i]! + (x1 - cell) * perCell * (profile[i + 1]! - profile[i]!)
              : profile[i + 1]!;
            const mass = (x1 - x) * area;
            const f = (0.5 * (x + x1) - cell) * perCell;
            const dx = dose1 - dose0;
            const dy = spreadY[i]! + f * (spreadY[i + 1]! - spreadY[i]!);
            const dz = spreadZ[i]! + f * (spreadZ[i + 1]! - spreadZ[i]!);
            const centre = 0.5 * (dose0 + dose1);
            if (centre + dy + dz !== centre + dy + dz) {
              // A node without a dose (NaN): beyond the hull of an oblique grid.
              outsideMm3 += mass;
            } else {
              segments++;
              insideMm3 += mass;
              doseMm3 += mass * centre;
              boxes[count] = mass;
              boxes[count + 1] = (centre - firstGy) * perBin;
              boxes[count + 2] = dx * perBin;
              boxes[count + 3] = dy * perBin;
              boxes[count + 4] = dz * perBin;
              count += FIELDS;
              if (count === boxes.length) {
                depositAll(boxes, count, bends);
                count = 0;
              }
            }
            if (ends) break;
            x = next;
            dose0 = dose1;
            i++;
            cell = next;
            perCell = 1 / (xMm[i + 1]! - cell);
          }
        }
        yLow = yHigh;
      }
      // Rows only grow, but runs of the next row may begin in the same dose row.
      while (j > 0 && yMm[j]! > rowHigh) j--;
    }
    zLow = zHigh;
  }
  if (zOutside > 0) {
    for (let r = 0; r < rows; r++) {
      outsideMm3 +=
        runLength(endsMm, rowStart[r]!, rowStart[r + 1]!) * (rowEdgesMm[r + 1]! - rowEdgesMm[r]!) * zOutside;
    }
  }
  depositAll(boxes, count, bends);
  tally.insideMm3 += insideMm3;
  tally.outsideMm3 += outsideMm3;
  tally.doseMm3 += doseMm3;
  tally.segments += segments;
}

/** Mass (mm³), centre, dx, dy and dz of each box; the doses in bins. */
const FIELDS = 5;
const BOXES = new Float64Array(FIELDS * 512);

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
