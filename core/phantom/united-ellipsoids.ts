import type { Lps } from '../geometry/axes.ts';
import { sphereIntersection, sphereVolume } from './closed-form.ts';
import { ellipsoid } from './shapes.ts';
import type { PhantomSolid } from './shapes.ts';

/** Corners of the arcs that the outline is made of lie this far apart, degrees. */
const TURN = (2 * Math.PI) / 180;

/**
 * Two ellipsoids of one shape as one solid: the second has `scale` times the semi-axes of the first. Stretched, they are
 * balls, so what they share is a lens, and the outline of a cut is made of two arcs.
 */
export function unitedEllipsoids(centreMm: Lps, semiAxesMm: Lps, otherCentreMm: Lps, scale: number): PhantomSolid {
  const other: Lps = [semiAxesMm[0] * scale, semiAxesMm[1] * scale, semiAxesMm[2] * scale];
  const [one, two] = [ellipsoid(centreMm, semiAxesMm), ellipsoid(otherCentreMm, other)];
  return {
    volumeMm3: one.volumeMm3 + two.volumeMm3 - sharedByEllipsoidsMm3(centreMm, semiAxesMm, otherCentreMm, scale),
    z0Mm: Math.min(one.z0Mm, two.z0Mm),
    z1Mm: Math.max(one.z1Mm, two.z1Mm),
    cut: (z) => {
      const circles = [circleAt(z, centreMm, semiAxesMm, 1), circleAt(z, otherCentreMm, semiAxesMm, scale)];
      const [a, b] = circles;
      const [ax, ay] = semiAxesMm;
      const outline = a != null && b != null ? unitedCircles(a, b) : null;
      if (outline === null) return [...one.cut(z), ...two.cut(z)];
      return [Float64Array.from(outline.flatMap(([u, v]) => [u * ax, v * ay]))];
    },
    holds: (x, y, z) => one.holds(x, y, z) || two.holds(x, y, z),
  };
}

/** What two ellipsoids of one shape share, mm³: a lens, stretched. */
export function sharedByEllipsoidsMm3(centreMm: Lps, semiAxesMm: Lps, otherCentreMm: Lps, scale: number): number {
  const distance = Math.hypot(...semiAxesMm.map((axis, n) => (otherCentreMm[n]! - centreMm[n]!) / axis));
  const stretch = semiAxesMm[0] * semiAxesMm[1] * semiAxesMm[2];
  return (sphereIntersection(1, scale, distance) / sphereVolume(1)) * (4 / 3) * Math.PI * stretch;
}

interface Circle {
  readonly u: number;
  readonly v: number;
  readonly radius: number;
}

function circleAt(z: number, [x, y, z0]: Lps, [a, b, c]: Lps, scale: number): Circle | null {
  const squared = scale ** 2 - ((z - z0) / c) ** 2;
  return squared > 0 ? { u: x / a, v: y / b, radius: Math.sqrt(squared) } : null;
}

/** Outline of two circles that cross; null where they lie apart. Neither may lie in the other. */
function unitedCircles(a: Circle, b: Circle): readonly (readonly [number, number])[] | null {
  const distance = Math.hypot(b.u - a.u, b.v - a.v);
  if (distance >= a.radius + b.radius) return null;
  const towards = Math.atan2(b.v - a.v, b.u - a.u);
  const half = (of: Circle, other: Circle): number =>
    Math.acos(
      Math.min(1, Math.max(-1, (distance ** 2 + of.radius ** 2 - other.radius ** 2) / (2 * distance * of.radius))),
    );
  const [halfA, halfB] = [half(a, b), half(b, a)];
  return [
    ...arc(a, towards + halfA, towards + 2 * Math.PI - halfA),
    ...arc(b, towards + Math.PI + halfB, towards + 3 * Math.PI - halfB),
  ];
}

/** Corners on an arc but for its ends, blown up so that the sectors keep their area; the ends are where circles cross. */
function arc({ u, v, radius }: Circle, from: number, to: number): readonly (readonly [number, number])[] {
  const steps = Math.max(2, Math.ceil((to - from) / TURN));
  const turn = (to - from) / steps;
  const grown = radius * Math.sqrt(turn / Math.sin(turn));
  return Array.from({ length: steps + 1 }, (_, n): readonly [number, number] => {
    const r = n === 0 || n === steps ? radius : grown;
    return [u + r * Math.cos(from + n * turn), v + r * Math.sin(from + n * turn)];
  });
}
