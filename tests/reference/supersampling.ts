import type { DoseGrid, Loop, Lps } from '../../core/index.ts';
import type { Prism } from './prism-truth.ts';

/**
 * The reference kernel: slow, simple, and without a line of the program's. The box around each prism is divided into
 * cells; in every cell two points are drawn at random. A point is inside by the even-odd rule over all contours, its
 * dose is the weighted sum of the eight nodes around it, and the curve is what sorting the doses gives.
 *
 * Sampling error: each cell holds its two draws independently, so the sum of (half a cell)² over the cells whose draws
 * fall on different sides of a question ("inside?", "at least d?") is an unbiased estimate of the variance of the
 * answer. With n such cells the standard error is half a cell times sqrt(n). Cells wholly on one side add nothing, so it
 * falls faster than with one over the square root of the number of points.
 */
export interface Sampled {
  readonly volumeCm3: Estimate;
  /** Part beyond the outermost dose nodes. */
  readonly outsideCm3: Estimate;
  readonly meanGy: number;
  /** Extremes over the points: the true ones lie beyond them. */
  readonly coldestGy: number;
  readonly hottestGy: number;
  /** Points inside the solid and the grid. */
  readonly points: number;
  readonly volumeCm3At: (doseGy: number) => Estimate;
}

export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

/** What the two draws of a cell gave: a dose, OUTSIDE the grid, or ELSEWHERE. */
const OUTSIDE = -1e30;
const ELSEWHERE = -2e30;

export function supersample(prisms: readonly Prism[], dose: DoseGrid, cellsPerPrism: number, seed = 1): Sampled {
  const draw = random(seed);
  const batches = prisms.map((prism) => drawPairs(prism, dose, cellsPerPrism, draw));
  const counted = (holds: (gy: number) => boolean): Estimate => {
    let [cm3, variance] = [0, 0];
    for (const { first, second, cellCm3 } of batches) {
      let [held, split] = [0, 0];
      for (let n = 0; n < first.length; n++) {
        const [a, b] = [holds(first[n]!), holds(second[n]!)];
        held += Number(a) + Number(b);
        if (a !== b) split++;
      }
      cm3 += 0.5 * cellCm3 * held;
      // A question that no cell splits may still be missed by a part of one.
      variance += (0.5 * cellCm3) ** 2 * Math.max(1, split);
    }
    return { value: cm3, standardError: Math.sqrt(variance) };
  };

  let [points, weightedGy, weight, coldestGy, hottestGy] = [0, 0, 0, Infinity, -Infinity];
  for (const { first, second, cellCm3 } of batches) {
    for (const draws of [first, second]) {
      for (const gy of draws) {
        if (gy <= OUTSIDE) continue;
        points++;
        weightedGy += cellCm3 * gy;
        weight += cellCm3;
        coldestGy = Math.min(coldestGy, gy);
        hottestGy = Math.max(hottestGy, gy);
      }
    }
  }
  return {
    volumeCm3: counted((gy) => gy > ELSEWHERE),
    outsideCm3: counted((gy) => gy === OUTSIDE),
    meanGy: weightedGy / weight,
    coldestGy,
    hottestGy,
    points,
    volumeCm3At: (level) => counted((gy) => gy >= level && gy > OUTSIDE),
  };
}

interface Pairs {
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly cellCm3: number;
}

function drawPairs({ z0Mm, z1Mm, loops }: Prism, dose: DoseGrid, cells: number, draw: () => number): Pairs {
  const [x0, x1, y0, y1] = boxAround(loops);
  const [width, depth, height] = [x1 - x0, y1 - y0, z1Mm - z0Mm];
  const pitch = Math.cbrt((width * depth * height) / cells);
  const [nx, ny, nz] = [width, depth, height].map((length) => Math.max(2, Math.round(length / pitch))) as [
    number,
    number,
    number,
  ];
  const first = new Float64Array(nx * ny * nz);
  const second = new Float64Array(nx * ny * nz);
  let at = 0;
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++, at++) {
        for (const draws of [first, second]) {
          const x = x0 + ((i + draw()) * width) / nx;
          const y = y0 + ((j + draw()) * depth) / ny;
          const z = z0Mm + ((k + draw()) * height) / nz;
          draws[at] = isInsideEvenOdd(loops, x, y) ? (eightNodes(dose, [x, y, z]) ?? OUTSIDE) : ELSEWHERE;
        }
      }
    }
  }
  return { first, second, cellCm3: (width * depth * height) / (nx * ny * nz) / 1000 };
}

/**
 * Extremes of the trilinear dose over the prisms. Within a cell it is linear along each axis, so an extreme lies at a
 * node, or above or below a point of the contour; there on a dose plane or at the end of the prism. Points of the
 * contour: where it meets a dose row or column, and 24 between two such.
 */
export function denseExtremes(prisms: readonly Prism[], dose: DoseGrid): { minGy: number; maxGy: number } {
  let [minGy, maxGy] = [Infinity, -Infinity];
  const visit = (x: number, y: number, heights: readonly number[]): void => {
    for (const z of heights) {
      const gy = eightNodes(dose, [x, y, z]);
      if (gy === null) continue;
      minGy = Math.min(minGy, gy);
      maxGy = Math.max(maxGy, gy);
    }
  };
  for (const { z0Mm, z1Mm, loops } of prisms) {
    const heights = [z0Mm, z1Mm, ...dose.zMm.filter((z) => z > z0Mm && z < z1Mm)];
    const [x0, x1, y0, y1] = boxAround(loops);
    const rows = dose.yMm.filter((y) => y >= y0 && y <= y1);
    for (const x of dose.xMm.filter((at) => at >= x0 && at <= x1)) {
      for (const y of rows) if (isInsideEvenOdd(loops, x, y)) visit(x, y, heights);
    }
    for (const loop of loops) {
      for (let a = 0, b = loop.length - 2; a < loop.length; b = a, a += 2) {
        const [xa, ya, xb, yb] = [loop[b]!, loop[b + 1]!, loop[a]!, loop[a + 1]!];
        const meets = [
          ...Array.from(dose.xMm, (x) => (x - xa) / (xb - xa)),
          ...Array.from(dose.yMm, (y) => (y - ya) / (yb - ya)),
        ].filter((t) => t > 0 && t < 1);
        const stops = [0, ...meets.sort((p, q) => p - q), 1];
        for (let s = 1; s < stops.length; s++) {
          for (let part = 0; part <= 24; part++) {
            const t = stops[s - 1]! + ((stops[s]! - stops[s - 1]!) * part) / 24;
            visit(xa + t * (xb - xa), ya + t * (yb - ya), heights);
          }
        }
      }
    }
  }
  return { minGy, maxGy };
}

/** Even-odd by a ray towards +y. */
function isInsideEvenOdd(loops: readonly Loop[], x: number, y: number): boolean {
  let crossings = 0;
  for (const loop of loops) {
    let b = loop.length - 2;
    for (let a = 0; a < loop.length; a += 2) {
      const xa = loop[a]!;
      const xb = loop[b]!;
      if (xa > x !== xb > x) {
        const ya = loop[a + 1]!;
        if (ya + ((x - xa) / (xb - xa)) * (loop[b + 1]! - ya) > y) crossings++;
      }
      b = a;
    }
  }
  return crossings % 2 === 1;
}

/** The sum of the eight nodes around a point, weighted by the opposite volumes; null beyond the outermost nodes. */
function eightNodes({ xMm, yMm, zMm, doseGy, axes }: DoseGrid, point: Lps): number | null {
  const [x, y, z] =
    axes === null
      ? point
      : ([axes.x, axes.y, axes.z].map((axis) => axis[0] * point[0] + axis[1] * point[1] + axis[2] * point[2]) as [
          number,
          number,
          number,
        ]);
  const [i, j, k] = [cellBelow(xMm, x), cellBelow(yMm, y), cellBelow(zMm, z)];
  if (i < 0 || j < 0 || k < 0) return null;
  const u = (x - xMm[i]!) / (xMm[i + 1]! - xMm[i]!);
  const v = (y - yMm[j]!) / (yMm[j + 1]! - yMm[j]!);
  const w = (z - zMm[k]!) / (zMm[k + 1]! - zMm[k]!);
  let sum = 0;
  for (let corner = 0; corner < 8; corner++) {
    const [a, b, c] = [corner & 1, (corner >> 1) & 1, corner >> 2];
    const weight = (a === 1 ? u : 1 - u) * (b === 1 ? v : 1 - v) * (c === 1 ? w : 1 - w);
    sum += weight * doseGy[i + a + xMm.length * (j + b + yMm.length * (k + c))]!;
  }
  return sum;
}

/** By halving: it is asked for every point. */
function cellBelow(nodes: Float64Array, at: number): number {
  let [low, high] = [0, nodes.length - 1];
  if (!(at >= nodes[low]! && at <= nodes[high]!)) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at > nodes[middle]!) low = middle;
    else high = middle;
  }
  return low;
}

function boxAround(loops: readonly Loop[]): [number, number, number, number] {
  let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const loop of loops) {
    for (let n = 0; n < loop.length; n += 2) {
      [x0, x1] = [Math.min(x0, loop[n]!), Math.max(x1, loop[n]!)];
      [y0, y1] = [Math.min(y0, loop[n + 1]!), Math.max(y1, loop[n + 1]!)];
    }
  }
  return [x0, x1, y0, y1];
}

/** Mulberry32: evenly over [0, 1), the same for the same seed. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
