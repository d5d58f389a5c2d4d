import type { ContourStack, Loop, Lps } from '../../core/index.ts';
import { isInside } from '../core/geometry/polygons.ts';

/**
 * The exact answer for right prisms in a linear dose, from the polygons alone: no rows, no bins, no interpolation.
 * Contours of one plane must not cross (nested and side by side is fine): each then counts with the sign of its depth.
 */
export interface PrismTruth {
  readonly volumeCm3: number;
  readonly minGy: number;
  readonly maxGy: number;
  readonly meanGy: number;
  readonly volumeCm3At: (doseGy: number) => number;
  /** Largest dose that `volumeCm3` cm³ receive, by bisection. */
  readonly doseGyAt: (volumeCm3: number) => number;
}

export interface LinearDose {
  readonly atMm: Lps;
  readonly atGy: number;
  /** Gy per mm along x, y and z. */
  readonly gradient: Lps;
}

export interface Prism {
  readonly z0Mm: number;
  readonly z1Mm: number;
  readonly loops: readonly Loop[];
}

/** Planes at an even distance, each reaching half of it both ways: half-slice caps. */
export function prismsOf(stack: ContourStack, spacingMm: number): Prism[] {
  return stack.planes.map(({ zMm, loops }) => ({ z0Mm: zMm - spacingMm / 2, z1Mm: zMm + spacingMm / 2, loops }));
}

/**
 * With u = gx·x + gy·y and a plane dose of D = a + u + gz·z, the volume of a prism at D >= d is the integral over z of
 * the area with u >= d - a - gz·z. The integral of that area over its threshold is the first moment of the clipped
 * polygon, so the oblique case needs no quadrature: (M(c1) - M(c0)) / gz, with M(c) the integral of (u - c) over u >= c.
 */
export function prismTruth(prisms: readonly Prism[], dose: LinearDose): PrismTruth {
  const [gx, gy, gz] = dose.gradient;
  const offset = dose.atGy - gx * dose.atMm[0] - gy * dose.atMm[1] - gz * dose.atMm[2];
  const signed = prisms.map(({ z0Mm, z1Mm, loops }) => ({
    z0Mm,
    z1Mm,
    loops: loops.map((loop, n): SignedLoop => {
      const [lowest, highest] = rangeAlong(loop, gx, gy);
      return { loop, sign: depthSign(loops, n), lowest, highest, whole: clip(loop, gx, gy, -Infinity) };
    }),
  }));
  const inPlane = Math.hypot(gx, gy) > 0;

  /** Area where u >= c, and the integral of u - c over it. */
  const above = (loops: readonly SignedLoop[], c: number): Clipped => {
    let [area, moment] = [0, 0];
    for (const { loop, sign, lowest, highest, whole } of loops) {
      if (c >= highest) continue;
      const part = c <= lowest ? { area: whole.area, moment: whole.moment - c * whole.area } : clip(loop, gx, gy, c);
      area += sign * part.area;
      moment += sign * part.moment;
    }
    return { area, moment };
  };
  const volumeAbove = (doseGy: number): number => {
    let mm3 = 0;
    for (const { z0Mm, z1Mm, loops } of signed) {
      const height = z1Mm - z0Mm;
      if (gz === 0) mm3 += height * above(loops, doseGy - offset).area;
      else if (!inPlane) {
        const cut = (doseGy - offset) / gz;
        const overlap = gz > 0 ? z1Mm - cut : cut - z0Mm;
        mm3 += above(loops, -1).area * Math.min(height, Math.max(0, overlap));
      } else {
        const moment = (z: number): number => above(loops, doseGy - offset - gz * z).moment;
        mm3 += (moment(z1Mm) - moment(z0Mm)) / gz;
      }
    }
    return mm3 / 1000;
  };

  let [minGy, maxGy, mm3, doseMm3] = [Infinity, -Infinity, 0, 0];
  for (const { z0Mm, z1Mm, loops } of signed) {
    for (const { sign, lowest, highest, whole } of loops) {
      minGy = Math.min(minGy, offset + lowest + Math.min(gz * z0Mm, gz * z1Mm));
      maxGy = Math.max(maxGy, offset + highest + Math.max(gz * z0Mm, gz * z1Mm));
      const height = z1Mm - z0Mm;
      mm3 += sign * whole.area * height;
      doseMm3 += sign * height * (whole.moment + whole.area * (offset + (gz * (z0Mm + z1Mm)) / 2));
    }
  }
  return {
    volumeCm3: mm3 / 1000,
    minGy,
    maxGy,
    meanGy: doseMm3 / mm3,
    volumeCm3At: (doseGy) => (doseGy <= minGy ? mm3 / 1000 : doseGy > maxGy ? 0 : volumeAbove(doseGy)),
    doseGyAt: (volumeCm3) => {
      let [low, high] = [minGy, maxGy];
      while (high - low > 1e-7) {
        const middle = (low + high) / 2;
        if (volumeAbove(middle) >= volumeCm3) low = middle;
        else high = middle;
      }
      return (low + high) / 2;
    },
  };
}

interface Clipped {
  /** mm². */
  readonly area: number;
  /** Integral of a·x + b·y - c over the area; of a·x + b·y when nothing is clipped (c = -Infinity). */
  readonly moment: number;
}

const NOTHING: Clipped = { area: 0, moment: 0 };

interface SignedLoop {
  readonly loop: Loop;
  readonly sign: number;
  /** Extremes of gx·x + gy·y. */
  readonly lowest: number;
  readonly highest: number;
  readonly whole: Clipped;
}

function rangeAlong(loop: Loop, a: number, b: number): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (let n = 0; n < loop.length; n += 2) {
    const u = a * loop[n]! + b * loop[n + 1]!;
    low = Math.min(low, u);
    high = Math.max(high, u);
  }
  return [low, high];
}

/** The part of a polygon where a·x + b·y >= c: Sutherland and Hodgman on the fly, then sums over its edges. */
function clip(loop: Loop, a: number, b: number, c: number): Clipped {
  // Coordinates relative to a vertex keep the sums small.
  const [ox, oy] = [loop[0]!, loop[1]!];
  const cut = c - a * ox - b * oy;
  let [twice, sumX, sumY] = [0, 0, 0];
  let [firstX, firstY, lastX, lastY, any] = [0, 0, 0, 0, false];
  const edge = (x0: number, y0: number, x1: number, y1: number): void => {
    const cross = x0 * y1 - x1 * y0;
    twice += cross;
    sumX += (x0 + x1) * cross;
    sumY += (y0 + y1) * cross;
  };
  const add = (x: number, y: number): void => {
    if (any) edge(lastX, lastY, x, y);
    else [firstX, firstY, any] = [x, y, true];
    [lastX, lastY] = [x, y];
  };
  for (let n = 0, p = loop.length - 2; n < loop.length; p = n, n += 2) {
    const [x0, y0, x1, y1] = [loop[p]! - ox, loop[p + 1]! - oy, loop[n]! - ox, loop[n + 1]! - oy];
    const [d0, d1] = [a * x0 + b * y0 - cut, a * x1 + b * y1 - cut];
    if (d0 >= 0 !== d1 >= 0) {
      const t = d0 / (d0 - d1);
      add(x0 + t * (x1 - x0), y0 + t * (y1 - y0));
    }
    if (d1 >= 0) add(x1, y1);
  }
  if (!any) return NOTHING;
  edge(lastX, lastY, firstX, firstY);
  const turn = Math.sign(twice);
  const area = Math.abs(twice) / 2;
  const level = Number.isFinite(c) ? cut : -(a * ox + b * oy);
  return { area, moment: (turn * (a * sumX + b * sumY)) / 6 - level * area };
}

/** +1 for an outer contour, -1 for a hole, +1 for an island in it. */
function depthSign(loops: readonly Loop[], n: number): number {
  const loop = loops[n]!;
  const others = loops.filter((_, m) => m !== n);
  return isInside(others, loop[0]!, loop[1]!) ? -1 : 1;
}

export function linearDoseAt({ atMm, atGy, gradient }: LinearDose): (x: number, y: number, z: number) => number {
  return (x, y, z) => atGy + gradient[0] * (x - atMm[0]) + gradient[1] * (y - atMm[1]) + gradient[2] * (z - atMm[2]);
}
