import { sphereIntersection, sphereVolume } from './closed-form.ts';
import { convexVolume, discIntersection } from './shared-by-convex.ts';
import type { TeachingDose } from './teaching-dose.ts';
import type { TeachingSettings } from './teaching-settings.ts';

/** What is true of the smooth target in the continuous dose, before slices and grids. */
export interface TeachingTruth {
  readonly volumeCm3: number;
  readonly coveragePercent: number;
  /** The coverage is within this of what is given; 0 for a closed form. */
  readonly errorPercent: number;
  /** `closed-form`: a lens of two balls. `cuts`: areas of cuts in closed form, summed with proven bounds. */
  readonly method: 'closed-form' | 'cuts';
}

/** Half the width and half the length of a target about the origin. */
export interface TargetSize {
  readonly acrossMm: number;
  readonly alongMm: number;
}

/** The GTV, and the PTV with the margin on every side. */
export function targetSizes(settings: TeachingSettings): { readonly gtv: TargetSize; readonly ptv: TargetSize } {
  const { shape, diameterMm, lengthMm, marginMm } = settings;
  const [acrossMm, alongMm] = [diameterMm / 2, (shape === 'sphere' ? diameterMm : lengthMm) / 2];
  return {
    gtv: { acrossMm, alongMm },
    ptv: { acrossMm: acrossMm + marginMm, alongMm: alongMm + marginMm },
  };
}

const PLANES = 600;
const NARROWINGS = 2;
const MM3_PER_CM3 = 1000;

/**
 * Share of a target inside the prescription isodose. A ball in a ball is a lens, in closed form. Else both are convex and
 * round about z: every cut is two discs, and the cuts' areas bound the volume from both sides (convexVolume).
 */
export function teachingTruth(
  shape: TeachingSettings['shape'],
  size: TargetSize,
  { centreMm, prescribedGy, isodoseMm }: TeachingDose,
): TeachingTruth {
  const { acrossMm, alongMm } = size;
  const isCylinder = shape === 'cylinder';
  const volumeMm3 = Math.PI * acrossMm ** 2 * alongMm * (isCylinder ? 2 : 4 / 3);
  const base = { volumeCm3: volumeMm3 / MM3_PER_CM3 };
  const isodose = isodoseMm(prescribedGy);
  if (isodose === null) return { ...base, coveragePercent: 0, errorPercent: 0, method: 'closed-form' };
  const [dx, dy, dz] = centreMm;
  if (shape === 'sphere' && Math.abs(isodose.acrossMm - isodose.alongMm) < 1e-9) {
    const shared = sphereIntersection(acrossMm, isodose.acrossMm, Math.hypot(dx, dy, dz));
    const coveragePercent = (100 * shared) / sphereVolume(acrossMm);
    return { ...base, coveragePercent, errorPercent: 0, method: 'closed-form' };
  }
  const aside = Math.hypot(dx, dy);
  const areaAt = (z: number): number => {
    const own = isCylinder ? acrossMm : acrossMm * rootOf(1 - (z / alongMm) ** 2);
    const other = isodose.acrossMm * rootOf(1 - ((z - dz) / isodose.alongMm) ** 2);
    return discIntersection(own, other, aside);
  };
  let z0 = Math.max(-alongMm, dz - isodose.alongMm);
  let z1 = Math.min(alongMm, dz + isodose.alongMm);
  if (z1 <= z0 || aside >= acrossMm + isodose.acrossMm)
    return { ...base, coveragePercent: 0, errorPercent: 0, method: 'cuts' };
  // What they share may be much shorter than what both reach over: the planes are laid closer.
  for (let round = 0; round < NARROWINGS; round++) {
    const areas = areasBetween(z0, z1, areaAt);
    const first = areas.findIndex((area) => area > 0);
    const last = areas.findLastIndex((area) => area > 0);
    if (first === -1) break;
    const step = (z1 - z0) / PLANES;
    [z0, z1] = [z0 + Math.max(0, first - 1) * step, last + 1 >= PLANES ? z1 : z0 + (last + 1) * step];
  }
  const widest = Math.PI * Math.min(acrossMm, isodose.acrossMm) ** 2;
  const { low, high } = convexVolume(areasBetween(z0, z1, areaAt), (z1 - z0) / PLANES, widest);
  const percent = (mm3: number): number => Math.min(100, (100 * mm3) / volumeMm3);
  return {
    ...base,
    coveragePercent: (percent(low) + percent(high)) / 2,
    errorPercent: (percent(high) - percent(low)) / 2,
    method: 'cuts',
  };
}

function areasBetween(z0: number, z1: number, areaAt: (z: number) => number): number[] {
  return Array.from({ length: PLANES + 1 }, (_, n) => areaAt(n === PLANES ? z1 : z0 + (n * (z1 - z0)) / PLANES));
}

function rootOf(share: number): number {
  return Math.sqrt(Math.max(0, share));
}
