import type { ContourPlane, ContourStack, Loop } from '../geometry/contour-stack.ts';

export interface LesionSize {
  /** Longest diameter in any axial plane. */
  readonly longAxisMm: number;
  /** Longest stretch inside the contours perpendicular to it, in the same plane. */
  readonly shortAxisMm: number;
}

/** Long and short axis of a lesion as response criteria measure them; null if nothing is drawn. */
export function lesionSize({ planes }: ContourStack): LesionSize | null {
  let longest: { plane: ContourPlane; a: Point; b: Point; lengthMm: number } | null = null;
  for (const plane of planes) {
    for (const loop of plane.loops) {
      const hull = convexHull(pointsOf(loop));
      for (const a of hull) {
        for (const b of hull) {
          const lengthMm = Math.hypot(a[0] - b[0], a[1] - b[1]);
          if (lengthMm > (longest?.lengthMm ?? 0)) longest = { plane, a, b, lengthMm };
        }
      }
    }
  }
  if (longest === null) return null;
  const { plane, a, b, lengthMm } = longest;
  const along: Point = [(b[0] - a[0]) / lengthMm, (b[1] - a[1]) / lengthMm];
  return { longAxisMm: lengthMm, shortAxisMm: longestAcross(plane.loops, along) };
}

type Point = readonly [number, number];

/** Just beside a corner: at the corner itself an edge may be met twice or not at all. */
const BESIDE_MM = 1e-6;

function longestAcross(loops: readonly Loop[], [ux, uy]: Point): number {
  const turned = loops.map((loop) => pointsOf(loop).map(([x, y]): Point => [x * ux + y * uy, y * ux - x * uy]));
  let longest = 0;
  for (const [corner] of turned.flat()) {
    for (const at of [corner - BESIDE_MM, corner + BESIDE_MM]) {
      const crossings = turned.flatMap((points) => crossingsAt(points, at)).sort((a, b) => a - b);
      for (let n = 0; n + 1 < crossings.length; n += 2) longest = Math.max(longest, crossings[n + 1]! - crossings[n]!);
    }
  }
  return longest;
}

function crossingsAt(points: readonly Point[], at: number): number[] {
  return points.flatMap(([u0, v0], n) => {
    const [u1, v1] = points[(n + 1) % points.length]!;
    return u0 > at === u1 > at ? [] : [v0 + ((v1 - v0) * (at - u0)) / (u1 - u0)];
  });
}

function pointsOf(loop: Loop): Point[] {
  return Array.from({ length: loop.length / 2 }, (_, n): Point => [loop[2 * n]!, loop[2 * n + 1]!]);
}

function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (of: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of of) {
      while (chain.length > 1 && turn(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return sorted.length < 3 ? sorted : [...half(sorted), ...half(sorted.reverse())];
}

function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}
