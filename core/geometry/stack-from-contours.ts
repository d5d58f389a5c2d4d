import type { ContourPlane, ContourStack, Loop } from './contour-stack.ts';

/** Vertices of one axial contour, and contours of one plane, may differ in z by this much. */
export const PLANE_TOLERANCE_MM = 0.05;

export interface DrawnContour {
  /** DICOM Contour Geometric Type. */
  readonly geometricType: string;
  /** x0, y0, z0, x1, ... in LPS mm. */
  readonly pointsMm: Float64Array;
}

export interface StackFromContours {
  /** null when the ROI cannot be made into a solid. */
  readonly stack: ContourStack | null;
  /** What was left out or is odd, in words. */
  readonly remarks: readonly string[];
  /** Why there is no stack; null when there is one. */
  readonly reason: string | null;
}

const CLOSED_TYPES = new Set(['CLOSED_PLANAR', 'CLOSEDPLANAR_XOR']);

/**
 * Collects the closed axial contours of one ROI plane by plane. Contours of fewer than three distinct vertices are
 * left out with a remark; an ROI with a contour that is not axial is not usable, since leaving that one out would
 * silently shrink it.
 */
export function stackFromContours(contours: readonly DrawnContour[]): StackFromContours {
  if (contours.length === 0) return unusable('no contours');
  const closed = contours.filter((contour) => CLOSED_TYPES.has(contour.geometricType));
  const remarks = [...otherTypes(contours)];
  if (closed.length === 0) return unusable(`no closed planar contours (${remarks.join('; ')})`);

  const loops: { zMm: number; loop: Loop }[] = [];
  let degenerate = 0;
  for (const { pointsMm } of closed) {
    const loop = distinctVertices(pointsMm);
    if (loop.length < 6) {
      degenerate++;
      continue;
    }
    const { zMm, flat } = meanZ(pointsMm);
    if (!flat) return unusable('contours are not axial: a contour leaves its plane of constant z', remarks);
    loops.push({ zMm, loop });
  }
  if (degenerate > 0) {
    remarks.push(`${count(degenerate, 'contour')} with fewer than three distinct vertices left out`);
  }
  if (loops.length === 0) return unusable('no contour has three distinct vertices', remarks);
  if (loops.every(({ loop }) => enclosesNothing(loop))) return unusable('its contours enclose no area', remarks);
  return { stack: { planes: planesOf(loops) }, remarks, reason: null };
}

function unusable(reason: string, remarks: readonly string[] = []): StackFromContours {
  return { stack: null, remarks, reason };
}

function* otherTypes(contours: readonly DrawnContour[]): Generator<string> {
  const counts = new Map<string, number>();
  for (const { geometricType } of contours) {
    if (!CLOSED_TYPES.has(geometricType)) counts.set(geometricType, (counts.get(geometricType) ?? 0) + 1);
  }
  for (const [type, n] of [...counts].sort()) {
    yield type === 'POINT'
      ? `${count(n, 'point')}, not a solid`
      : `${count(n, 'contour')} of type ${type || '(none)'} left out`;
  }
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

/** x, y of the vertices without repetitions, the closing vertex included. */
function distinctVertices(pointsMm: Float64Array): Loop {
  const out = new Float64Array((pointsMm.length / 3) * 2);
  let n = 0;
  for (let p = 0; p + 2 < pointsMm.length; p += 3) {
    const x = pointsMm[p]!;
    const y = pointsMm[p + 1]!;
    if (out[n - 2] === x && out[n - 1] === y) continue;
    out[n++] = x;
    out[n++] = y;
  }
  while (n > 2 && out[0] === out[n - 2] && out[1] === out[n - 1]) n -= 2;
  return out.slice(0, n);
}

function meanZ(pointsMm: Float64Array): { zMm: number; flat: boolean } {
  let low = Infinity;
  let high = -Infinity;
  let sum = 0;
  for (let p = 2; p < pointsMm.length; p += 3) {
    const z = pointsMm[p]!;
    low = Math.min(low, z);
    high = Math.max(high, z);
    sum += z;
  }
  const mean = low === high ? low : sum / (pointsMm.length / 3);
  return { zMm: mean, flat: high - low <= PLANE_TOLERANCE_MM };
}

function enclosesNothing(loop: Loop): boolean {
  let twice = 0;
  let extent = 0;
  for (let a = 0, b = loop.length - 2; a < loop.length; b = a, a += 2) {
    const dx = loop[a]! - loop[0]!;
    const dy = loop[a + 1]! - loop[1]!;
    twice += (loop[b]! - loop[0]!) * dy - dx * (loop[b + 1]! - loop[1]!);
    extent = Math.max(extent, Math.abs(dx), Math.abs(dy));
  }
  return Math.abs(twice) <= 1e-12 * extent * extent;
}

function planesOf(loops: { zMm: number; loop: Loop }[]): ContourPlane[] {
  loops.sort((a, b) => a.zMm - b.zMm);
  const planes: { zMm: number; loops: Loop[] }[] = [];
  for (const { zMm, loop } of loops) {
    const last = planes.at(-1);
    if (last !== undefined && zMm - last.zMm <= PLANE_TOLERANCE_MM) last.loops.push(loop);
    else planes.push({ zMm, loops: [loop] });
  }
  return planes;
}
