import type { Slab } from '../geometry/region.ts';
import type { DoseGrid } from './dose-grid.ts';

/**
 * The hot loop: the trilinear dose along the runs of a solid.
 *
 * Slabs are cut at dose planes, rows at dose rows and runs at dose columns. In each of the boxes that remain the dose is
 * linear in z, in y and in x, so its values spread over a box (in the sense of a uniform distribution) of width
 * dx = |D(x1) - D(x0)| along the run, dy over the height of the row and dz over the thickness of the slab. The three are
 * added as one box of equal variance, width sqrt(dx² + dy² + dz²): exact when only one of them is not zero.
 */
export interface Tally {
  /** First level and width of the histogram's bins, Gy. */
  readonly firstGy: number;
  readonly binGy: number;
  /** Jumps of the density d(volume)/d(dose) at the bin edges, mm³ per bin width; two more than there are bins. */
  readonly jumps: Float64Array;
  /** Ascending levels whose volume is counted exactly ... */
  readonly levelsGy: Float64Array;
  /** ... and the volumes at or above them, mm³. */
  readonly levelMm3: Float64Array;
  insideMm3: number;
  outsideMm3: number;
  doseMm3: number;
  /** Boxes deposited: what the time goes with. */
  segments: number;
}

export function integrateRuns(slab: Slab, grid: DoseGrid, tally: Tally): void {
  const { xMm, yMm, zMm, doseGy } = grid;
  const nx = xMm.length;
  const ny = yMm.length;
  const nz = zMm.length;
  const { rowEdgesMm, rowStart, endsMm } = slab;
  const rows = rowEdgesMm.length - 1;
  const { firstGy, jumps, levelsGy, levelMm3 } = tally;
  const perBin = 1 / tally.binGy;
  const lastEdge = jumps.length - 2;
  const levels = levelsGy.length;
  const profile = new Float64Array(nx);
  const spreadY = new Float64Array(nx);
  const spreadZ = new Float64Array(nx);
  const hullX0 = xMm[0]!;
  const hullX1 = xMm[nx - 1]!;
  const hullY0 = yMm[0]!;
  const hullY1 = yMm[ny - 1]!;
  const inverseX = nx > 1 ? (nx - 1) / (hullX1 - hullX0) : 0;

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
        const yHigh = yIn1 < yMm[j + 1]! ? yIn1 : yMm[j + 1]!;
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
            const width = Math.sqrt(dx * dx + dy * dy + dz * dz);
            if (width !== width) {
              // A node without a dose (NaN): beyond the hull of an oblique grid.
              outsideMm3 += mass;
            } else {
              segments++;
              insideMm3 += mass;
              doseMm3 += mass * centre;
              for (let l = 0; l < levels; l++) {
                const above = centre + 0.5 * width - levelsGy[l]!;
                if (above < 0) break;
                levelMm3[l]! += above >= width ? mass : (mass * above) / width;
              }
              // A box narrower than a bin is spread over one: the histogram cannot tell more.
              const wide = width * perBin > 1 ? width * perBin : 1;
              const density = mass / wide;
              let from = (centre - firstGy) * perBin - 0.5 * wide;
              let to = from + wide;
              from = from < 0 ? 0 : from > lastEdge ? lastEdge : from;
              to = to < 0 ? 0 : to > lastEdge ? lastEdge : to;
              const e0 = from | 0;
              const e1 = to | 0;
              const p0 = (from - e0) * density;
              const p1 = (to - e1) * density;
              jumps[e0]! += density - p0;
              jumps[e0 + 1]! += p0;
              jumps[e1]! -= density - p1;
              jumps[e1 + 1]! -= p1;
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
  tally.insideMm3 += insideMm3;
  tally.outsideMm3 += outsideMm3;
  tally.doseMm3 += doseMm3;
  tally.segments += segments;
}

function runLength(endsMm: Float64Array, firstRun: number, endRun: number): number {
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
