import { CAPPED_MM, type EndCaps } from '../dose/conventions.ts';
import type { ContourStack } from './contour-stack.ts';

/** A distance between planes above this multiple of the usual spacing is a gap, and not filled. */
const GAP_FACTOR = 1.5;
/** Equal spacings in a row that make a wider spacing usual where it stands. */
const STRETCH = 3;

/** What the planes of an ROI say about the extent of each of them in z. */
export interface PlaneExtents {
  /** Ends in z of the prism on each plane, mm. */
  readonly z0Mm: Float64Array;
  readonly z1Mm: Float64Array;
  /** Whether plane p and plane p + 1 belong together (no gap between them). */
  readonly joined: readonly boolean[];
  /** Gaps that were not filled, as pairs of plane positions. */
  readonly gaps: readonly (readonly [number, number])[];
  /** Median distance of neighbouring planes, or the thickness given for a single plane; null if unknown. */
  readonly usualSpacingMm: number | null;
}

/**
 * Right prisms: each plane reaches half way to its neighbours; at an end it reaches as far as `endCaps` says, where the
 * half slice is half the distance to its neighbour (half the usual spacing for a plane that stands alone).
 */
export function planeExtents(
  stack: ContourStack,
  endCaps: EndCaps,
  singlePlaneThicknessMm: number | null,
): PlaneExtents {
  const z = stack.planes.map((plane) => plane.zMm);
  const spacings = z.slice(1).map((upper, p) => upper - z[p]!);
  const usual = spacings.length === 0 ? singlePlaneThicknessMm : median(spacings);
  const joined = spacings.map((spacing, p) => spacing <= GAP_FACTOR * usual! || inStretch(spacings, p));
  const z0Mm = new Float64Array(z.length);
  const z1Mm = new Float64Array(z.length);
  for (let p = 0; p < z.length; p++) {
    const below = p > 0 && joined[p - 1]! ? spacings[p - 1]! / 2 : null;
    const above = p < spacings.length && joined[p]! ? spacings[p]! / 2 : null;
    const alone = below === null && above === null;
    // A plane that stands alone has no other thickness than its caps: without caps it would vanish unsaid.
    const caps = alone && endCaps === 'none' ? 'half-slice' : endCaps;
    z0Mm[p] = z[p]! - (below ?? capMm(caps, above ?? (usual ?? 0) / 2));
    z1Mm[p] = z[p]! + (above ?? capMm(caps, below ?? (usual ?? 0) / 2));
  }
  const gaps = joined.flatMap((j, p) => (j ? [] : [[z[p]!, z[p + 1]!] as const]));
  return { z0Mm, z1Mm, joined, gaps, usualSpacingMm: usual };
}

function capMm(endCaps: EndCaps, halfSlice: number): number {
  if (endCaps === 'none') return 0;
  return endCaps === 'capped' ? Math.min(halfSlice, CAPPED_MM) : halfSlice;
}

function inStretch(spacings: readonly number[], p: number): boolean {
  const same = (q: number): boolean => Math.abs(spacings[q]! - spacings[p]!) <= 0.05 * spacings[p]!;
  let first = p;
  let last = p;
  while (first > 0 && same(first - 1)) first--;
  while (last + 1 < spacings.length && same(last + 1)) last++;
  return last - first + 1 >= STRETCH;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** What the planes of an ROI leave open and how it is taken, in words. */
export function planeRemarks(stack: ContourStack, singlePlaneThicknessMm: number | null): string[] {
  const remarks: string[] = [];
  if (stack.planes.length === 1) {
    remarks.push(
      singlePlaneThicknessMm === null
        ? 'a single plane: its thickness is not known without a dose'
        : `a single plane: taken as ${shownMm(singlePlaneThicknessMm)} mm thick, the distance of the dose planes`,
    );
  }
  for (const [below, above] of planeExtents(stack, 'half-slice', singlePlaneThicknessMm).gaps) {
    remarks.push(
      `a gap of ${shownMm(above - below)} mm between the planes at z = ${shownMm(below)} and ${shownMm(above)} mm is not filled`,
    );
  }
  return remarks;
}

function shownMm(value: number): string {
  return String(Number(value.toFixed(2)));
}
