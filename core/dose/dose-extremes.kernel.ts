import type { ContourPlane } from '../geometry/contour-stack.ts';
import { scanRows } from '../geometry/scanline.kernel.ts';
import type { DoseGrid } from './dose-grid.ts';
import { cellOf } from './integrate-runs.kernel.ts';

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
  extremes: { minGy: number; maxGy: number },
): void {
  const { xMm, yMm, zMm } = grid;
  const zLow = Math.max(z0Mm, zMm[0]!);
  const zHigh = Math.min(z1Mm, zMm.at(-1)!);
  if (zLow > zHigh || xMm.length < 2 || yMm.length < 2 || zMm.length < 2) return;
  const levels = [zLow];
  for (const z of zMm) if (z > zLow && z < zHigh) levels.push(z);
  if (zHigh > zLow) levels.push(zHigh);

  const profile = { grid, extremes, levels: levels.map((z) => levelOf(grid, z)) };
  for (const loop of plane.loops) {
    for (let a = 0, b = loop.length - 2; a < loop.length; b = a, a += 2) {
      alongEdge(profile, loop[b]!, loop[b + 1]!, loop[a]!, loop[a + 1]!);
    }
  }
  nodesInside(profile, plane);
}

interface Level {
  readonly plane0: number;
  readonly plane1: number;
  readonly fz: number;
}

interface Profile {
  readonly grid: DoseGrid;
  readonly extremes: { minGy: number; maxGy: number };
  readonly levels: readonly Level[];
}

function levelOf({ xMm, yMm, zMm }: DoseGrid, z: number): Level {
  const k = cellOf(zMm, z);
  const plane = xMm.length * yMm.length;
  return { plane0: plane * k, plane1: plane * (k + 1), fz: (z - zMm[k]!) / (zMm[k + 1]! - zMm[k]!) };
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
function look({ grid, extremes }: Profile, { plane0, plane1, fz }: Level, x: number, y: number): number {
  const { xMm, yMm, doseGy } = grid;
  const nx = xMm.length;
  if (!(x >= xMm[0]! && x <= xMm[nx - 1]! && y >= yMm[0]! && y <= yMm[yMm.length - 1]!)) return NaN;
  const i = cellOf(xMm, x);
  const j = cellOf(yMm, y);
  const fx = (x - xMm[i]!) / (xMm[i + 1]! - xMm[i]!);
  const fy = (y - yMm[j]!) / (yMm[j + 1]! - yMm[j]!);
  const at = nx * j + i;
  const low = bilinear(doseGy, plane0 + at, nx, fx, fy);
  const high = bilinear(doseGy, plane1 + at, nx, fx, fy);
  const value = low + fz * (high - low);
  if (value < extremes.minGy) extremes.minGy = value;
  if (value > extremes.maxGy) extremes.maxGy = value;
  return value;
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
  // Rows of no height at the dose rows: scanRows cuts at the middle of a row, which is the node.
  const doubled = new Float64Array(2 * yMm.length);
  yMm.forEach((y, j) => doubled.fill(y, 2 * j, 2 * j + 2));
  const { rowStart, endsMm } = scanRows(plane.loops, doubled);
  for (let j = 0; j < yMm.length; j++) {
    for (let n = rowStart[2 * j]!; n < rowStart[2 * j + 1]!; n++) {
      const x1 = endsMm[2 * n + 1]!;
      let i = cellOf(xMm, endsMm[2 * n]!);
      while (i < nx && xMm[i]! < endsMm[2 * n]!) i++;
      for (; i < nx && xMm[i]! <= x1; i++) {
        for (const { plane0, plane1, fz } of levels) {
          const low = doseGy[plane0 + nx * j + i]!;
          const value = low + fz * (doseGy[plane1 + nx * j + i]! - low);
          if (value < extremes.minGy) extremes.minGy = value;
          if (value > extremes.maxGy) extremes.maxGy = value;
        }
      }
    }
  }
}
