import { type Structure, stackFromContours } from '../core/index.ts';
import {
  coneParallelVolumeAbove,
  conePerpendicularVolumeAbove,
  cylinderParallelVolumeAbove,
  cylinderPerpendicularVolumeAbove,
  sphereVolumeAbove,
  thresholdAtVolume,
} from '../core/phantom/closed-form.ts';
import { cone, cylinder, type PhantomSolid, sphere } from '../core/phantom/shapes.ts';
import type { Gradient, NelmsAnswers } from './nelms-metrics.ts';

/** The shapes of Nelms et al.: diameter and height 24 mm, axis along z (axial) or from front to back (rotated). */
export const RADIUS_MM = 12;
const HEIGHT_MM = 24;
const CENTRE_GY = 16;
const CGY_PER_GY = 100;
/** Outlines of at most this distance between points. */
const POINTS_MM = 0.2;
/** Sag at which the corners of a circle of 12 mm are 0.196 mm apart. */
const SAG_MM = 0.0004;
/** Size of the outline that stands for the end of a shape that comes to a point or an edge. */
const NEGLIGIBLE_MM = 0.01;

export interface NelmsShape {
  readonly name: string;
  readonly solid: PhantomSolid;
  /** The outline drawn on the plane where the solid ends without an area; null where it does not. */
  readonly endLoop: (zMm: number) => Float64Array | null;
  /** Volume in mm³ at or above u = t of the shape with its half-slice caps, u along the gradient; see `halfSpanMm`. */
  readonly volumeAbove: (gradient: Gradient, capMm: number, tMm: number) => number;
}

const segment = (t: number): number => cylinderPerpendicularVolumeAbove(RADIUS_MM, 1, t);
const disc = Math.PI * RADIUS_MM ** 2;

/**
 * Caps change only what ends in a face: the cylinder is longer by a slice, the cone has half a slice below its base. The
 * ends of the other shapes carry negligible outlines, which move the extremes and nothing else.
 */
export const NELMS_SHAPES: readonly NelmsShape[] = [
  {
    name: 'sphere',
    solid: sphere([0, 0, 0], RADIUS_MM, { sagMm: SAG_MM }),
    endLoop: (z) => (Math.abs(z) < RADIUS_MM ? null : smallLoop(0, 0, NEGLIGIBLE_MM)),
    volumeAbove: (_gradient, _cap, t) => sphereVolumeAbove(RADIUS_MM, t),
  },
  {
    name: 'axial cylinder',
    solid: cylinder([0, 0, 0], RADIUS_MM, HEIGHT_MM, 'z', { sagMm: SAG_MM }),
    endLoop: () => null,
    volumeAbove: (gradient, cap, t) =>
      gradient === 'SI'
        ? cylinderParallelVolumeAbove(RADIUS_MM, HEIGHT_MM + 2 * cap, t)
        : cylinderPerpendicularVolumeAbove(RADIUS_MM, HEIGHT_MM + 2 * cap, t),
  },
  {
    name: 'axial cone',
    solid: cone([0, 0, 0], RADIUS_MM, HEIGHT_MM, 'z', '-', { sagMm: SAG_MM }),
    endLoop: (z) => (z > -HEIGHT_MM / 2 ? null : smallLoop(0, 0, NEGLIGIBLE_MM)),
    volumeAbove: (gradient, cap, t) =>
      gradient === 'SI'
        ? coneParallelVolumeAbove(RADIUS_MM, HEIGHT_MM, t, 'cold') +
          disc * Math.min(cap, Math.max(0, HEIGHT_MM / 2 + cap - t))
        : conePerpendicularVolumeAbove(RADIUS_MM, HEIGHT_MM, t) + cap * segment(t),
  },
  {
    name: 'rotated cylinder',
    solid: cylinder([0, 0, 0], RADIUS_MM, HEIGHT_MM, 'y', { sagMm: SAG_MM }),
    endLoop: (z) => (Math.abs(z) < RADIUS_MM ? null : smallLoop(0, 0, HEIGHT_MM / 2)),
    volumeAbove: (gradient, _cap, t) =>
      gradient === 'SI'
        ? cylinderPerpendicularVolumeAbove(RADIUS_MM, HEIGHT_MM, t)
        : cylinderParallelVolumeAbove(RADIUS_MM, HEIGHT_MM, t),
  },
  {
    name: 'rotated cone',
    solid: cone([0, 0, 0], RADIUS_MM, HEIGHT_MM, 'y', '-', { sagMm: SAG_MM }),
    endLoop: (z) => (Math.abs(z) < RADIUS_MM ? null : smallLoop(0, HEIGHT_MM / 2 - NEGLIGIBLE_MM, NEGLIGIBLE_MM)),
    volumeAbove: (gradient, _cap, t) =>
      gradient === 'SI'
        ? conePerpendicularVolumeAbove(RADIUS_MM, HEIGHT_MM, t)
        : coneParallelVolumeAbove(RADIUS_MM, HEIGHT_MM, t, 'cold'),
  },
];

/** Contours on planes that lie on both ends of the shape, as in the paper. */
export function drawn(shape: NelmsShape, spacingMm: number): Structure['solid'] {
  const planes = Math.round((2 * RADIUS_MM) / spacingMm);
  const contours = Array.from({ length: planes + 1 }, (_, n) => {
    const zMm = -RADIUS_MM + n * spacingMm;
    // On a plane a rounding error beyond the end nothing would be cut.
    const inward = n === 0 ? 1e-9 : n === planes ? -1e-9 : 0;
    const loop = shape.endLoop(n === planes ? RADIUS_MM : n === 0 ? -RADIUS_MM : zMm);
    return (loop === null ? shape.solid.cut(zMm + inward) : [loop]).map((points) => closedPlanar(points, zMm));
  }).flat();
  const { stack, reason } = stackFromContours(contours);
  if (stack === null) throw new Error(`${shape.name}: ${reason ?? 'no contours'}`);
  return { kind: 'contours', stack, singlePlaneThicknessMm: null };
}

/** Half the length of the shape along the gradient, caps and negligible end slices included. */
export function halfSpanMm(gradient: Gradient, capMm: number): number {
  return RADIUS_MM + (gradient === 'SI' ? capMm : 0);
}

/** Dose at u = t along the gradient: 16 Gy in the centre, 1 Gy/mm. */
export function tMmAt(doseGy: number): number {
  return doseGy - CENTRE_GY;
}

export function truthOf(shape: NelmsShape, gradient: Gradient, spacingMm: number): NelmsAnswers {
  const cap = spacingMm / 2;
  const span = halfSpanMm(gradient, cap);
  const above = (t: number): number => shape.volumeAbove(gradient, cap, t);
  const whole = above(-span);
  const doseOf = (mm3: number): number => CGY_PER_GY * (CENTRE_GY + thresholdAtVolume(above, mm3, -span, span));
  return {
    V: whole / 1000,
    Dmin: CGY_PER_GY * (CENTRE_GY - span),
    Dmax: CGY_PER_GY * (CENTRE_GY + span),
    Dmean: CGY_PER_GY * (CENTRE_GY + meanT(above, span)),
    D99: doseOf(0.99 * whole),
    D95: doseOf(0.95 * whole),
    D5: doseOf(0.05 * whole),
    D1: doseOf(0.01 * whole),
    'D0.03cc': doseOf(30),
  };
}

/** Mean of u: the integral of the share above it. */
function meanT(above: (t: number) => number, span: number): number {
  const steps = 20000;
  const step = (2 * span) / steps;
  let sum = 0;
  for (let n = 0; n < steps; n++) sum += above(-span + (n + 0.5) * step);
  return -span + (sum * step) / above(-span);
}

function closedPlanar(loop: Float64Array, zMm: number): { geometricType: 'CLOSED_PLANAR'; pointsMm: Float64Array } {
  const points: number[] = [];
  for (let p = 0; p < loop.length; p += 2) {
    const q = (p + 2) % loop.length;
    const [x, y] = [loop[p]!, loop[p + 1]!];
    const [dx, dy] = [loop[q]! - x, loop[q + 1]! - y];
    const parts = Math.max(1, Math.ceil(Math.hypot(dx, dy) / POINTS_MM));
    for (let n = 0; n < parts; n++) points.push(x + (dx * n) / parts, y + (dy * n) / parts, zMm);
  }
  return { geometricType: 'CLOSED_PLANAR', pointsMm: Float64Array.from(points) };
}

/** Negligible across, and as long as the edge it stands for. */
function smallLoop(cx: number, cy: number, halfLengthMm: number): Float64Array {
  const half = NEGLIGIBLE_MM / 2;
  return Float64Array.of(
    cx - half,
    cy - halfLengthMm,
    cx + half,
    cy - halfLengthMm,
    cx + half,
    cy + halfLengthMm,
    cx - half,
    cy + halfLengthMm,
  );
}
