import type { Lps } from '../geometry/axes.ts';
import { AXES_OF_PLANE, type PlaneKind } from '../geometry/patient-plane.ts';
import { boundsOf } from '../geometry/region-size.ts';
import type { Region } from '../geometry/region.ts';
import type { VoxelVolume } from '../geometry/voxel-volume.ts';
import { patientBounds } from './cut-dose.ts';
import type { DoseGrid } from './dose-grid.ts';

/** The planes that are leafed through, and the box that they lie in. */
export interface SliceStack {
  /** Ascending. */
  readonly positionsMm: Readonly<Record<PlaneKind, Float64Array>>;
  readonly low: Lps;
  readonly high: Lps;
}

/** Distance of planes where neither a CT nor a dose along the patient's axes gives them. */
const PLAIN_STEP_MM = 2;

/**
 * The planes of the CT; without one those of the dose; without either, even ones through the structures. Null where there is
 * nothing at all.
 */
export function sliceStack(
  ct: VoxelVolume | null,
  dose: DoseGrid | null,
  regions: readonly Region[],
): SliceStack | null {
  if (ct !== null) {
    const { size, spacingMm, firstMm } = ct;
    const along = ([0, 1, 2] as const).map((axis) =>
      Float64Array.from({ length: size[axis] }, (_, n) => firstMm[axis] + n * spacingMm[axis]),
    );
    const edge = (sign: 1 | -1): Lps =>
      [0, 1, 2].map((axis) => along[axis]!.at(sign < 0 ? 0 : -1)! + (sign * spacingMm[axis]!) / 2) as unknown as Lps;
    return { positionsMm: byKind(along), low: edge(-1), high: edge(1) };
  }
  if (dose !== null) {
    const { low, high } = patientBounds(dose);
    const nodes = [dose.xMm, dose.yMm, dose.zMm];
    return { positionsMm: byKind(dose.axes === null ? nodes : even(low, high)), low, high };
  }
  const boxes = regions.flatMap((region) => boundsOf(region) ?? []);
  if (boxes.length === 0) return null;
  const low: Lps = [
    Math.min(...boxes.map(({ x0 }) => x0)),
    Math.min(...boxes.map(({ y0 }) => y0)),
    Math.min(...boxes.map(({ z0 }) => z0)),
  ];
  const high: Lps = [
    Math.max(...boxes.map(({ x1 }) => x1)),
    Math.max(...boxes.map(({ y1 }) => y1)),
    Math.max(...boxes.map(({ z1 }) => z1)),
  ];
  return { positionsMm: byKind(even(low, high)), low, high };
}

/** The plane so many further than a position; a position between two planes counts to neither. Stops at the ends. */
export function stepThrough(positionsMm: ArrayLike<number>, atMm: number, steps: number): number {
  const count = positionsMm.length;
  if (count === 0 || steps === 0) return atMm;
  let n = 0;
  if (steps > 0) {
    while (n < count - 1 && positionsMm[n]! <= atMm + SAME_MM) n++;
    return positionsMm[Math.min(n + steps - 1, count - 1)]!;
  }
  n = count - 1;
  while (n > 0 && positionsMm[n]! >= atMm - SAME_MM) n--;
  return positionsMm[Math.max(n + steps + 1, 0)]!;
}

const SAME_MM = 1e-6;

function byKind(along: readonly Float64Array[]): SliceStack['positionsMm'] {
  const of = (kind: PlaneKind): Float64Array => along[AXES_OF_PLANE[kind].normal]!;
  return { axial: of('axial'), coronal: of('coronal'), sagittal: of('sagittal') };
}

function even(low: Lps, high: Lps): Float64Array[] {
  return ([0, 1, 2] as const).map((axis) => {
    const cells = Math.max(1, Math.round((high[axis] - low[axis]) / PLAIN_STEP_MM));
    return Float64Array.from({ length: cells + 1 }, (_, n) => low[axis] + ((high[axis] - low[axis]) * n) / cells);
  });
}
