import type { ContourPlane, Loop } from '../geometry/contour-stack.ts';
import type { Slab } from '../geometry/region.ts';
import { scanRows } from '../geometry/scanline.kernel.ts';
import { cellOf } from './cells.ts';
import type { DoseGrid } from './dose-grid.ts';

/** Extremes found so far, and where; where nothing was found yet they are infinite, and the places mean nothing. */
export interface Extremes {
  minGy: number;
  maxGy: number;
  minX: number;
  minY: number;
  minZ: number;
  maxX: number;
  maxY: number;
  maxZ: number;
}

export function noExtremes(): Extremes {
  return { minGy: Infinity, maxGy: -Infinity, minX: NaN, minY: NaN, minZ: NaN, maxX: NaN, maxY: NaN, maxZ: NaN };
}

/** Takes the dose at a point into the extremes; of equal doses the first is kept. */
function take(extremes: Extremes, doseGy: number, x: number, y: number, z: number): void {
  if (doseGy < extremes.minGy) {
    extremes.minGy = doseGy;
    extremes.minX = x;
    extremes.minY = y;
    extremes.minZ = z;
  }
  if (doseGy > extremes.maxGy) {
    extremes.maxGy = doseGy;
    extremes.maxX = x;
    extremes.maxY = y;
    extremes.maxZ = z;
  }
}

/**
 * Extremes of the trilinear dose over a right prism. Inside a cell the dose is linear along each axis, so over the prism
 * it is extreme at its ends in z or at a dose plane, and there at a vertex of the contour, where an edge of the contour
 * crosses a grid line, or at a node inside. (Along a slanted edge the dose is quadratic; its vertex is looked at, too.)
 */
export function doseExtremes(
  plane: ContourPlane,
  z0Mm: number,
  z1Mm: number,
  grid: DoseGrid,
  extremes: Extremes,
): void {
  const levels = levelsBetween(grid, z0Mm, z1Mm);
  if (levels.length === 0) return;
  const profile = { grid, extremes, levels };
  nodesInside(profile, plane);
  for (const loop of plane.loops) alongLoop(profile, loop);
}

/**
 * Along the edges of a contour, leaving out those in cells whose nodes lie within the extremes that are known: most of
 * them, once the nodes inside have been looked at.
 */
function alongLoop(profile: Profile, loop: Loop): void {
  const { xMm, yMm } = profile.grid;
  let iKnown = -1;
  let jKnown = -1;
  let xb = loop[loop.length - 2]!;
  let yb = loop[loop.length - 1]!;
  let ib = cellOf(xMm, xb);
  let jb = cellOf(yMm, yb);
  for (let a = 0; a < loop.length; a += 2) {
    const xa = loop[a]!;
    const ya = loop[a + 1]!;
    const ia = cellNear(xMm, xa, ib);
    const ja = cellNear(yMm, ya, jb);
    const oneCell = ia === ib && ja === jb;
    if (!(oneCell && ia === iKnown && ja === jKnown)) {
      const [i0, i1, j0, j1] = [Math.min(ia, ib), Math.max(ia, ib), Math.min(ja, jb), Math.max(ja, jb)];
      if (mayReachBeyond(profile, i0, i1, j0, j1)) alongEdge(profile, xb, yb, xa, ya);
      else if (oneCell) {
        iKnown = ia;
        jKnown = ja;
      }
    }
    xb = xa;
    yb = ya;
    ib = ia;
    jb = ja;
  }
}

/** Whether a node of some cells, on the planes of the levels, lies beyond the extremes, or is not known (NaN). */
function mayReachBeyond({ grid, extremes, levels }: Profile, i0: number, i1: number, j0: number, j1: number): boolean {
  const { doseGy, xMm } = grid;
  const nx = xMm.length;
  const { minGy, maxGy } = extremes;
  for (const { plane0, plane1, fz } of levels) {
    for (let j = j0; j <= j1 + 1; j++) {
      for (let i = i0; i <= i1 + 1; i++) {
        const low = doseGy[plane0 + nx * j + i]!;
        if (!(low >= minGy && low <= maxGy)) return true;
        if (fz === 0) continue;
        const high = doseGy[plane1 + nx * j + i]!;
        if (!(high >= minGy && high <= maxGy)) return true;
      }
    }
  }
  return false;
}

/** The cell of a coordinate, looked for from a neighbour's. */
function cellNear(nodesMm: Float64Array, at: number, from: number): number {
  let n = from;
  const last = nodesMm.length - 2;
  while (n > 0 && nodesMm[n]! > at) n--;
  while (n < last && nodesMm[n + 1]! <= at) n++;
  return n;
}

/**
 * Extremes of the trilinear dose over the boxes of a slab's runs, for a solid without contours (a mask, region algebra).
 * A trilinear function is extreme at the corners of a box, so it is looked at where the ends of slab, row and run and
 * the planes, rows and columns of the dose between them meet.
 */
export function doseExtremesOfRuns(slab: Slab, grid: DoseGrid, extremes: Extremes): void {
  const levels = levelsBetween(grid, slab.z0Mm, slab.z1Mm);
  if (levels.length === 0) return;
  const { xMm, yMm, doseGy } = grid;
  const nx = xMm.length;
  const hullX0 = xMm[0]!;
  const hullX1 = xMm[nx - 1]!;
  const { rowEdgesMm, rowStart, endsMm } = slab;
  for (let r = 0; r + 1 < rowEdgesMm.length; r++) {
    if (rowStart[r] === rowStart[r + 1]) continue;
    const yLow = Math.max(rowEdgesMm[r]!, yMm[0]!);
    const yHigh = Math.min(rowEdgesMm[r + 1]!, yMm.at(-1)!);
    if (yLow >= yHigh) continue;
    let j = cellOf(yMm, yLow);
    for (let y = yLow; ;) {
      const fy = (y - yMm[j]!) / (yMm[j + 1]! - yMm[j]!);
      for (const { plane0, plane1, fz, zMm } of levels) {
        const row0 = plane0 + nx * j;
        const row1 = plane1 + nx * j;
        const column = (i: number): number => {
          const low = between(doseGy[row0 + i]!, doseGy[row0 + nx + i]!, fy);
          return fz === 0 ? low : between(low, between(doseGy[row1 + i]!, doseGy[row1 + nx + i]!, fy), fz);
        };
        for (let n = rowStart[r]!; n < rowStart[r + 1]!; n++) {
          const x0 = Math.max(endsMm[2 * n]!, hullX0);
          const x1 = Math.min(endsMm[2 * n + 1]!, hullX1);
          if (x0 >= x1) continue;
          let i = cellOf(xMm, x0);
          for (let x = x0; ;) {
            const f = (x - xMm[i]!) / (xMm[i + 1]! - xMm[i]!);
            const near = column(i);
            const value = f === 0 ? near : between(near, column(i + 1), f);
            if (value < extremes.minGy || value > extremes.maxGy) take(extremes, value, x, y, zMm);
            if (x === x1) break;
            const next = xMm[i + 1]!;
            x = next < x1 ? next : x1;
            if (next < x1) i++;
          }
        }
      }
      if (y === yHigh) break;
      const next = yMm[j + 1]!;
      y = next < yHigh ? next : yHigh;
      if (next < yHigh) j++;
    }
  }
}

/** On a node the other one does not count: it may be unknown (NaN). */
function between(a: number, b: number, share: number): number {
  return share === 0 ? a : a + share * (b - a);
}

/** Where a slab begins and ends within the grid, and the dose planes between; none when it lies beyond the grid. */
function levelsBetween(grid: DoseGrid, z0Mm: number, z1Mm: number): Level[] {
  const { xMm, yMm, zMm } = grid;
  const zLow = Math.max(z0Mm, zMm[0]!);
  const zHigh = Math.min(z1Mm, zMm.at(-1)!);
  if (zLow >= zHigh || xMm.length < 2 || yMm.length < 2 || zMm.length < 2) return [];
  const levels = [levelOf(grid, zLow)];
  for (let k = cellOf(zMm, zLow) + 1; zMm[k]! < zHigh; k++) levels.push(levelOf(grid, zMm[k]!));
  levels.push(levelOf(grid, zHigh));
  return levels;
}

interface Level {
  readonly zMm: number;
  readonly plane0: number;
  readonly plane1: number;
  readonly fz: number;
}

interface Profile {
  readonly grid: DoseGrid;
  readonly extremes: Extremes;
  readonly levels: readonly Level[];
}

function levelOf({ xMm, yMm, zMm }: DoseGrid, z: number): Level {
  const k = cellOf(zMm, z);
  const plane = xMm.length * yMm.length;
  return { zMm: z, plane0: plane * k, plane1: plane * (k + 1), fz: (z - zMm[k]!) / (zMm[k + 1]! - zMm[k]!) };
}

/** Cuts an edge at the grid lines and looks at the ends and at the vertex of the parabola of each piece. */
function alongEdge(profile: Profile, xa: number, ya: number, xb: number, yb: number): void {
  const { xMm, yMm } = profile.grid;
  const cuts = [0, 1];
  crossings(xMm, xa, xb, cuts);
  crossings(yMm, ya, yb, cuts);
  if (cuts.length > 2) cuts.sort((p, q) => p - q);
  for (const level of profile.levels) {
    let t0 = cuts[0]!;
    let d0 = look(profile, level, xa + t0 * (xb - xa), ya + t0 * (yb - ya));
    for (let n = 1; n < cuts.length; n++) {
      const t1 = cuts[n]!;
      const d1 = look(profile, level, xa + t1 * (xb - xa), ya + t1 * (yb - ya));
      if (xa !== xb && ya !== yb) {
        const tm = 0.5 * (t0 + t1);
        const dm = look(profile, level, xa + tm * (xb - xa), ya + tm * (yb - ya));
        const curvature = d0 - 2 * dm + d1;
        const shift = curvature === 0 ? 0 : (0.25 * (d0 - d1)) / curvature;
        if (shift !== 0 && Math.abs(shift) < 0.5) {
          const tv = tm + shift * (t1 - t0);
          look(profile, level, xa + tv * (xb - xa), ya + tv * (yb - ya));
        }
      }
      t0 = t1;
      d0 = d1;
    }
  }
}

function crossings(nodesMm: Float64Array, a: number, b: number, cuts: number[]): void {
  const low = Math.min(a, b);
  const high = Math.max(a, b);
  if (low === high) return;
  for (let n = cellOf(nodesMm, low); n < nodesMm.length && nodesMm[n]! < high; n++) {
    if (nodesMm[n]! > low) cuts.push((nodesMm[n]! - a) / (b - a));
  }
}

/** The dose at a point of a level, taken into the extremes; NaN outside the grid. */
function look({ grid, extremes }: Profile, { plane0, plane1, fz, zMm }: Level, atX: number, atY: number): number {
  const { xMm, yMm, doseGy } = grid;
  const nx = xMm.length;
  const x = within(xMm, atX);
  const y = within(yMm, atY);
  if (Number.isNaN(x + y)) return NaN;
  const i = cellOf(xMm, x);
  const j = cellOf(yMm, y);
  const fx = (x - xMm[i]!) / (xMm[i + 1]! - xMm[i]!);
  const fy = (y - yMm[j]!) / (yMm[j + 1]! - yMm[j]!);
  const at = nx * j + i;
  const low = bilinear(doseGy, plane0 + at, nx, fx, fy);
  const high = bilinear(doseGy, plane1 + at, nx, fx, fy);
  const value = low + fz * (high - low);
  if (value < extremes.minGy || value > extremes.maxGy) take(extremes, value, x, y, zMm);
  return value;
}

/** Where an edge was cut at the rim of the grid, rounding may have put the cut beyond it: that is on the rim. */
const ON_RIM_MM = 1e-7;

function within(nodesMm: Float64Array, at: number): number {
  const first = nodesMm[0]!;
  const last = nodesMm[nodesMm.length - 1]!;
  if (at < first) return at < first - ON_RIM_MM ? NaN : first;
  return at > last ? (at > last + ON_RIM_MM ? NaN : last) : at;
}

function bilinear(d: Float32Array, at: number, nx: number, fx: number, fy: number): number {
  const near = d[at]! + fx * (d[at + 1]! - d[at]!);
  const far = d[at + nx]! + fx * (d[at + nx + 1]! - d[at + nx]!);
  return near + fy * (far - near);
}

function nodesInside(profile: Profile, plane: ContourPlane): void {
  const { grid, extremes, levels } = profile;
  const { xMm, yMm, doseGy } = grid;
  const nx = xMm.length;
  const [jFirst, jLast] = rowsBetween(yMm, plane);
  if (jFirst > jLast) return;
  // Rows of no height at the dose rows: scanRows cuts at the middle of a row, which is the node.
  const doubled = new Float64Array(2 * (jLast - jFirst + 1));
  for (let j = jFirst; j <= jLast; j++) doubled.fill(yMm[j]!, 2 * (j - jFirst), 2 * (j - jFirst) + 2);
  const { rowStart, endsMm } = scanRows(plane.loops, doubled);
  for (let j = jFirst; j <= jLast; j++) {
    const row = 2 * (j - jFirst);
    for (let n = rowStart[row]!; n < rowStart[row + 1]!; n++) {
      const x1 = endsMm[2 * n + 1]!;
      let i = cellOf(xMm, endsMm[2 * n]!);
      while (i < nx && xMm[i]! < endsMm[2 * n]!) i++;
      for (; i < nx && xMm[i]! <= x1; i++) {
        for (const { plane0, plane1, fz, zMm } of levels) {
          const low = doseGy[plane0 + nx * j + i]!;
          const value = low + fz * (doseGy[plane1 + nx * j + i]! - low);
          if (value < extremes.minGy || value > extremes.maxGy) take(extremes, value, xMm[i]!, yMm[j]!, zMm);
        }
      }
    }
  }
}

/** The first and the last dose row that a plane's contours may hold. */
function rowsBetween(yMm: Float64Array, { loops }: ContourPlane): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const loop of loops) {
    for (let a = 1; a < loop.length; a += 2) {
      if (loop[a]! < low) low = loop[a]!;
      if (loop[a]! > high) high = loop[a]!;
    }
  }
  let first = cellOf(yMm, low);
  while (first < yMm.length && yMm[first]! < low) first++;
  let last = Math.min(cellOf(yMm, high) + 1, yMm.length - 1);
  while (last >= 0 && yMm[last]! > high) last--;
  return [first, last];
}
