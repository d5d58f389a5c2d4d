/** A number that is known to lie between two others. */
export interface Bracket {
  readonly low: number;
  readonly high: number;
}

/**
 * Volume of a convex body from the areas of its cuts at evenly spaced planes, with proven bounds. The root of the area of
 * a convex body's cuts is concave over the stretch where it is above 0 (Brunn and Minkowski): between two planes it lies
 * above their chord, and below the chords of the neighbouring pairs drawn on.
 *
 * `areas[n]` is the cut at the n-th plane, `most` an upper bound of any cut. The body must not reach beyond the outermost
 * planes.
 */
export function convexVolume(areas: readonly number[], spacing: number, most: number): Bracket {
  const roots = areas.map((area) => Math.sqrt(Math.max(0, area)));
  const top = Math.sqrt(most);
  const first = roots.findIndex((root) => root > 0);
  // A body that no plane meets lies between two of them.
  if (first === -1) return { low: 0, high: most * spacing };
  const last = roots.findLastIndex((root) => root > 0);
  const at = (n: number): number => roots[n] ?? 0;
  let low = 0;
  let high = 0;
  for (let n = Math.max(0, first - 1); n <= Math.min(roots.length - 2, last); n++) {
    const [a, b] = [at(n), at(n + 1)];
    if (a > 0 && b > 0) low += squareOfLine(a, b, spacing);
    const fromLeft: Line | null = n - 1 >= first && a > 0 ? [a, 2 * a - at(n - 1)] : null;
    const fromRight: Line | null = n + 2 <= last && b > 0 ? [2 * b - at(n + 2), b] : null;
    high += squareBelow(fromLeft ?? [top, top], fromRight ?? [top, top], spacing);
  }
  return { low, high: Math.max(low, high) };
}

/** Values at the two ends of a stretch. */
type Line = readonly [number, number];

/** Integral of the square of the lower of two lines, what is below 0 taken as 0. */
function squareBelow(one: Line, two: Line, length: number): number {
  const stops = [0, crossing(one, two), zeroOf(one), zeroOf(two), 1].sort((a, b) => a - b);
  let sum = 0;
  for (let n = 1; n < stops.length; n++) {
    const [from, to] = [stops[n - 1]!, stops[n]!];
    const lower = (t: number): number => Math.max(0, Math.min(along(one, t), along(two, t)));
    sum += squareOfLine(lower(from), lower(to), (to - from) * length);
  }
  return sum;
}

function along([a, b]: Line, t: number): number {
  return a + (b - a) * t;
}

function crossing([a, b]: Line, [c, d]: Line): number {
  return within((c - a) / (b - a - (d - c)));
}

function zeroOf([a, b]: Line): number {
  return within(a / (a - b));
}

function within(t: number): number {
  return t > 0 && t < 1 ? t : 0;
}

function squareOfLine(a: number, b: number, length: number): number {
  return (length * (a * a + a * b + b * b)) / 3;
}

/** Area common to two discs whose centres lie `distance` apart. */
export function discIntersection(radiusA: number, radiusB: number, distance: number): number {
  const small = Math.min(radiusA, radiusB);
  const large = Math.max(radiusA, radiusB);
  if (small <= 0 || distance >= small + large) return 0;
  if (distance <= large - small) return Math.PI * small * small;
  const x = (distance * distance + small * small - large * large) / (2 * distance);
  const y = distance - x;
  const half = Math.sqrt(Math.max(0, small * small - x * x));
  return small * small * Math.acos(clamp(x / small)) + large * large * Math.acos(clamp(y / large)) - distance * half;
}

function clamp(cosine: number): number {
  return Math.min(1, Math.max(-1, cosine));
}
