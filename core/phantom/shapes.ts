import type { Lps } from '../geometry/axes.ts';

/** A contour as a planning system stores it: one closed polygon in an axial plane, x0 y0 z0 x1 ..., LPS mm. */
export interface PhantomContour {
  readonly geometricType: 'CLOSED_PLANAR';
  readonly pointsMm: Float64Array;
}

/** A solid with a known volume that can be cut by axial planes. */
export interface PhantomSolid {
  readonly volumeMm3: number;
  readonly z0Mm: number;
  readonly z1Mm: number;
  /** Closed polygons x0 y0 x1 y1 ... of the cut at z; inside by even-odd. Empty where the cut has no area. */
  readonly cut: (zMm: number) => readonly Float64Array[];
  readonly holds: (xMm: number, yMm: number, zMm: number) => boolean;
}

/**
 * How finely round outlines are drawn. A regular polygon of n corners strays from its circle by about R·π²/2n²:
 * n is chosen so that this is at most `sagMm`, and at least 24. Polygons are blown up to the area of the circle
 * (by 1 + 2π²/3n² of it), so that no volume is lost whatever n is.
 */
export interface Outline {
  readonly sagMm?: number;
}

const FINE: Required<Outline> = { sagMm: 0.005 };

export type Axis = 'x' | 'y' | 'z';

export function ellipsoid(centreMm: Lps, semiAxesMm: Lps, outline: Outline = FINE): PhantomSolid {
  const [cx, cy, cz] = centreMm;
  const [a, b, c] = semiAxesMm;
  return {
    volumeMm3: (4 / 3) * Math.PI * a * b * c,
    z0Mm: cz - c,
    z1Mm: cz + c,
    cut: (z) => {
      const share = 1 - ((z - cz) / c) ** 2;
      return share <= 0 ? [] : [ellipse(cx, cy, a * Math.sqrt(share), b * Math.sqrt(share), outline)];
    },
    holds: (x, y, z) => ((x - cx) / a) ** 2 + ((y - cy) / b) ** 2 + ((z - cz) / c) ** 2 <= 1,
  };
}

export function sphere(centreMm: Lps, radiusMm: number, outline: Outline = FINE): PhantomSolid {
  return ellipsoid(centreMm, [radiusMm, radiusMm, radiusMm], outline);
}

/** Right circular cylinder about an axis of the patient. */
export function cylinder(
  centreMm: Lps,
  radiusMm: number,
  heightMm: number,
  axis: Axis,
  outline: Outline = FINE,
): PhantomSolid {
  const [cx, cy, cz] = centreMm;
  const volumeMm3 = Math.PI * radiusMm ** 2 * heightMm;
  if (axis === 'z') return ellipticTube(centreMm, [radiusMm, radiusMm], null, heightMm, outline);
  return {
    volumeMm3,
    z0Mm: cz - radiusMm,
    z1Mm: cz + radiusMm,
    cut: (z) => {
      const chord = radiusMm ** 2 - (z - cz) ** 2;
      if (chord <= 0) return [];
      const across = Math.sqrt(chord);
      return [
        axis === 'x'
          ? rectangle(cx - heightMm / 2, cy - across, cx + heightMm / 2, cy + across)
          : rectangle(cx - across, cy - heightMm / 2, cx + across, cy + heightMm / 2),
      ];
    },
    holds: (x, y, z) => {
      const [along, across] = axis === 'x' ? [x - cx, y - cy] : [y - cy, x - cx];
      return Math.abs(along) <= heightMm / 2 && across ** 2 + (z - cz) ** 2 <= radiusMm ** 2;
    },
  };
}

/** Elliptic cylinder along z, with an inner ellipse left out when `innerMm` is given: a tube. */
export function ellipticTube(
  centreMm: Lps,
  outerMm: readonly [number, number],
  innerMm: readonly [number, number] | null,
  heightMm: number,
  outline: Outline = FINE,
): PhantomSolid {
  const [cx, cy, cz] = centreMm;
  const inside = (x: number, y: number, [a, b]: readonly [number, number]): boolean =>
    ((x - cx) / a) ** 2 + ((y - cy) / b) ** 2 <= 1;
  const hole = innerMm === null ? 0 : innerMm[0] * innerMm[1];
  return {
    volumeMm3: Math.PI * (outerMm[0] * outerMm[1] - hole) * heightMm,
    z0Mm: cz - heightMm / 2,
    z1Mm: cz + heightMm / 2,
    cut: (z) =>
      Math.abs(z - cz) > heightMm / 2
        ? []
        : [
            ellipse(cx, cy, outerMm[0], outerMm[1], outline),
            ...(innerMm === null ? [] : [ellipse(cx, cy, innerMm[0], innerMm[1], outline)]),
          ],
    holds: (x, y, z) =>
      Math.abs(z - cz) <= heightMm / 2 && inside(x, y, outerMm) && (innerMm === null || !inside(x, y, innerMm)),
  };
}

/** Right circular cone; `centreMm` is the middle of its height, its apex lies towards -axis or +axis. */
export function cone(
  centreMm: Lps,
  radiusMm: number,
  heightMm: number,
  axis: Axis,
  apex: '-' | '+',
  outline: Outline = FINE,
): PhantomSolid {
  const [cx, cy, cz] = centreMm;
  const sign = apex === '-' ? 1 : -1;
  const slope = radiusMm / heightMm;
  // Distance from the apex, along the axis.
  const fromApex = (along: number): number => sign * along + heightMm / 2;
  const solid = {
    volumeMm3: (Math.PI * radiusMm ** 2 * heightMm) / 3,
    holds: (x: number, y: number, z: number) => {
      const offsets = { x: x - cx, y: y - cy, z: z - cz };
      const w = fromApex(offsets[axis]);
      const across = offsets.x ** 2 + offsets.y ** 2 + offsets.z ** 2 - offsets[axis] ** 2;
      return w >= 0 && w <= heightMm && across <= (slope * w) ** 2;
    },
  };
  if (axis === 'z') {
    return {
      ...solid,
      z0Mm: cz - heightMm / 2,
      z1Mm: cz + heightMm / 2,
      cut: (z) => {
        const w = fromApex(z - cz);
        return w <= 0 || w > heightMm ? [] : [ellipse(cx, cy, slope * w, slope * w, outline)];
      },
    };
  }
  return {
    ...solid,
    z0Mm: cz - radiusMm,
    z1Mm: cz + radiusMm,
    cut: (z) => {
      const off = Math.abs(z - cz);
      if (off >= radiusMm) return [];
      const points = hyperbola(off, slope, heightMm).map(([w, across]): readonly [number, number] => {
        const along = sign * (w - heightMm / 2);
        return axis === 'x' ? [cx + along, cy + across] : [cx + across, cy + along];
      });
      return [Float64Array.from(points.flat())];
    },
  };
}

export function box(centreMm: Lps, sizeMm: Lps): PhantomSolid {
  const [cx, cy, cz] = centreMm;
  const [a, b, c] = [sizeMm[0] / 2, sizeMm[1] / 2, sizeMm[2] / 2];
  return {
    volumeMm3: sizeMm[0] * sizeMm[1] * sizeMm[2],
    z0Mm: cz - c,
    z1Mm: cz + c,
    cut: (z) => (Math.abs(z - cz) > c ? [] : [rectangle(cx - a, cy - b, cx + a, cy + b)]),
    holds: (x, y, z) => Math.abs(x - cx) <= a && Math.abs(y - cy) <= b && Math.abs(z - cz) <= c,
  };
}

/** Torus about z: every cut is a ring, two nested contours. */
export function torus(
  centreMm: Lps,
  ringRadiusMm: number,
  tubeRadiusMm: number,
  outline: Outline = FINE,
): PhantomSolid {
  const [cx, cy, cz] = centreMm;
  return {
    volumeMm3: 2 * Math.PI ** 2 * ringRadiusMm * tubeRadiusMm ** 2,
    z0Mm: cz - tubeRadiusMm,
    z1Mm: cz + tubeRadiusMm,
    cut: (z) => {
      const squared = tubeRadiusMm ** 2 - (z - cz) ** 2;
      if (squared <= 0) return [];
      const half = Math.sqrt(squared);
      const [outer, inner] = [ringRadiusMm + half, ringRadiusMm - half];
      return [ellipse(cx, cy, outer, outer, outline), ellipse(cx, cy, inner, inner, outline)];
    },
    holds: (x, y, z) => (Math.hypot(x - cx, y - cy) - ringRadiusMm) ** 2 + (z - cz) ** 2 <= tubeRadiusMm ** 2,
  };
}

/** Several solids as one ROI. They must not overlap: their contours are put side by side. */
export function disjointParts(parts: readonly PhantomSolid[]): PhantomSolid {
  return {
    volumeMm3: parts.reduce((sum, part) => sum + part.volumeMm3, 0),
    z0Mm: Math.min(...parts.map((part) => part.z0Mm)),
    z1Mm: Math.max(...parts.map((part) => part.z1Mm)),
    cut: (z) => parts.flatMap((part) => part.cut(z)),
    holds: (x, y, z) => parts.some((part) => part.holds(x, y, z)),
  };
}

export interface SlicePlanes {
  readonly spacingMm: number;
  /** Where the planes lie relative to multiples of the spacing, as a share of it: 0 puts one at z = 0. */
  readonly phase?: number;
}

/** Plane positions (k + phase) · spacing from `z0Mm` to `z1Mm`, ends included. */
export function planesBetween(z0Mm: number, z1Mm: number, { spacingMm, phase = 0 }: SlicePlanes): readonly number[] {
  const slack = 1e-9;
  const first = Math.ceil(z0Mm / spacingMm - phase - slack);
  const last = Math.floor(z1Mm / spacingMm - phase + slack);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => (first + k + phase) * spacingMm);
}

/** Contours of a solid on given planes, coordinates rounded to `roundMm` when it is given. */
export function contoursOn(
  solid: PhantomSolid,
  planesMm: readonly number[],
  roundMm?: number,
): readonly PhantomContour[] {
  const round = (x: number): number =>
    roundMm === undefined ? x : Number((Math.round(x / roundMm) * roundMm).toFixed(6));
  return planesMm.flatMap((zMm) =>
    solid.cut(zMm).map((loop): PhantomContour => {
      const pointsMm = new Float64Array((loop.length / 2) * 3);
      for (let p = 0; p < loop.length / 2; p++) {
        pointsMm[3 * p] = round(loop[2 * p] ?? 0);
        pointsMm[3 * p + 1] = round(loop[2 * p + 1] ?? 0);
        pointsMm[3 * p + 2] = zMm;
      }
      return { geometricType: 'CLOSED_PLANAR', pointsMm };
    }),
  );
}

/** Contours of a solid on evenly spaced planes. */
export function contoursOf(solid: PhantomSolid, planes: SlicePlanes, roundMm?: number): readonly PhantomContour[] {
  return contoursOn(solid, planesBetween(solid.z0Mm, solid.z1Mm, planes), roundMm);
}

function ellipse(cx: number, cy: number, a: number, b: number, { sagMm = FINE.sagMm }: Outline): Float64Array {
  const n = Math.max(24, Math.ceil(Math.PI / Math.sqrt((2 * sagMm) / Math.max(a, b))));
  const turn = (2 * Math.PI) / n;
  // n/2·sin(2π/n) is the area of the polygon in the unit circle.
  const grow = Math.sqrt(turn / Math.sin(turn));
  const loop = new Float64Array(2 * n);
  for (let p = 0; p < n; p++) {
    loop[2 * p] = cx + grow * a * Math.cos(p * turn);
    loop[2 * p + 1] = cy + grow * b * Math.sin(p * turn);
  }
  return loop;
}

function rectangle(x0: number, y0: number, x1: number, y1: number): Float64Array {
  return Float64Array.of(x0, y0, x1, y0, x1, y1, x0, y1);
}

/** Cut of a cone along its axis at the distance `off`: (distance from the apex, across), 2·100 + 1 corners, or a triangle. */
function hyperbola(off: number, slope: number, heightMm: number): readonly (readonly [number, number])[] {
  const radius = slope * heightMm;
  if (off < 1e-9 * radius)
    return [
      [heightMm, -radius],
      [heightMm, radius],
      [0, 0],
    ];
  const side = 100;
  const end = Math.acosh(radius / off);
  return Array.from({ length: 2 * side + 1 }, (_, k): readonly [number, number] => {
    const u = end * (1 - k / side);
    return [(off * Math.cosh(u)) / slope, off * Math.sinh(u)];
  });
}
