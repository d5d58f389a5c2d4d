import type { ContourStack, Dvh, Lps } from '../../core/index.ts';
import { computeDvh, doseAtVolume, regionFromContours, volumeAtDose } from '../../core/index.ts';
import type { PhantomSolid } from '../../core/phantom/shapes.ts';
import {
  box,
  cone,
  cylinder,
  disjointParts,
  ellipticTube,
  planesBetween,
  sphere,
  torus,
} from '../../core/phantom/shapes.ts';
import { doseOnNodes, nodesOver } from './dose-on-nodes.ts';
import type { LinearDose, PrismTruth } from './prism-truth.ts';
import { linearDoseAt, prismsOf, prismTruth } from './prism-truth.ts';

/**
 * Solids, slices, dose grids and gradients for which the DVH is known exactly: right prisms in a linear dose. What is
 * left is the engine's own error. The gradient is 1 Gy/mm throughout, so that an error in Gy is a shift of the boundary
 * in mm.
 */
export interface TruthCase {
  readonly solid: string;
  readonly gradient: string;
  readonly sliceMm: number;
  readonly doseMm: number;
  /** Where the dose nodes lie, as a share of their spacing. */
  readonly shift: number;
}

/** What the engine may be off by at default settings. */
export const GOAL = { shiftMm: 0.02, volumePercent: 0.05 } as const;

const CENTRE: Lps = [0.13, -0.37, 0.21];

export const SOLIDS: Readonly<Record<string, PhantomSolid>> = {
  sphere: sphere(CENTRE, 12),
  'small sphere': sphere(CENTRE, 2.5),
  'axial cylinder': cylinder(CENTRE, 12, 24, 'z'),
  'cylinder along x': cylinder(CENTRE, 12, 24, 'x'),
  'cylinder along y': cylinder(CENTRE, 9, 26, 'y'),
  'axial cone': cone(CENTRE, 12, 24, 'z', '-'),
  'cone along x': cone(CENTRE, 12, 24, 'x', '-'),
  'cone along y': cone(CENTRE, 12, 24, 'y', '+'),
  box: box(CENTRE, [17, 23, 20]),
  'turned box': turnedAboutZ(box([0, 0, CENTRE[2]], [15, 21, 19]), 0.4),
  'slightly turned box': turnedAboutZ(box([0, 0, CENTRE[2]], [15, 21, 19]), 0.02),
  torus: torus(CENTRE, 10, 4),
  'holed solid': ellipticTube(CENTRE, [12, 9], [6, 3], 20),
  'two parts': disjointParts([sphere([-8, 1, 0], 5), sphere([6, -3, 1], 7)]),
};

const THIRD = Math.sqrt(1 / 3);
export const GRADIENTS: Readonly<Record<string, Lps>> = {
  x: [1, 0, 0],
  y: [0, 1, 0],
  z: [0, 0, 1],
  '-z': [0, 0, -1],
  xy: [0.8, -0.6, 0],
  '-xy': [-0.28, 0.96, 0],
  xz: [0.6, 0, 0.8],
  '-xz': [-0.96, 0, 0.28],
  yz: [0, 0.6, 0.8],
  '-yz': [0, -0.8, 0.6],
  xyz: [THIRD, THIRD, -THIRD],
  'xyz, unequal': [0.36, 0.48, 0.8],
};

export const SLICES_MM = [0.2, 1, 2, 3];
export const DOSES_MM = [0.4, 1, 2, 3, 4];

export interface TruthErrors {
  readonly volumePercent: number;
  /** D99, D95, D50, D5, D1. */
  readonly doseMm: number;
  /** The shift that explains V at 50 levels. */
  readonly curveMm: number;
  /** Dmin and Dmax. */
  readonly extremeMm: number;
  readonly meanMm: number;
}

export const ERROR_KEYS = ['volumePercent', 'doseMm', 'curveMm', 'extremeMm', 'meanMm'] as const;

export function worstShiftMm({ doseMm, curveMm, extremeMm, meanMm }: TruthErrors): number {
  return Math.max(doseMm, curveMm, extremeMm, meanMm);
}

/** Rows are `refine` times finer than by default. */
export function errorsOf({ solid, gradient, sliceMm, doseMm, shift }: TruthCase, refine = 1): TruthErrors {
  const stack = stackOf(SOLIDS[solid]!, sliceMm);
  const linear: LinearDose = { atMm: CENTRE, atGy: 30, gradient: GRADIENTS[gradient]! };
  // Unequal spacings and shifts, so that no axis can stand in for another.
  const dose = doseOnNodes(
    nodesOver(-15, 15, doseMm, shift * doseMm),
    nodesOver(-15, 15, 1.1 * doseMm, (shift + 0.37) * doseMm),
    nodesOver(-16, 16, 0.9 * doseMm, (shift + 0.71) * doseMm),
    linearDoseAt(linear),
  );
  const region = regionFromContours(stack, { endCaps: 'half-slice', betweenSlices: 'prism', refine });
  return compared(computeDvh(region, dose), prismTruth(prismsOf(stack, sliceMm), linear));
}

/** Errors of a DVH in a dose of 1 Gy/mm. A part of the solid without dose is an error without bound. */
export function compared(dvh: Dvh, truth: PrismTruth): TruthErrors {
  if (dvh.minGy === null || dvh.maxGy === null || dvh.meanGy === null || dvh.outsideDoseCm3 !== 0) {
    return { volumePercent: Infinity, doseMm: Infinity, curveMm: Infinity, extremeMm: Infinity, meanMm: Infinity };
  }
  const doses = [99, 95, 50, 5, 1].map((percent) => {
    const found = doseAtVolume(dvh, (dvh.volumeCm3 * percent) / 100) ?? Infinity;
    return Math.abs(found - truth.doseGyAt((truth.volumeCm3 * percent) / 100));
  });
  const curve = Array.from({ length: 50 }, (_, n) => {
    const level = truth.minGy + ((truth.maxGy - truth.minGy) * (n + 0.5)) / 50;
    return explainingShiftMm(volumeAtDose(dvh, level), level, truth);
  });
  return {
    volumePercent: 100 * Math.abs(dvh.volumeCm3 / truth.volumeCm3 - 1),
    doseMm: Math.max(...doses),
    curveMm: Math.max(...curve),
    extremeMm: Math.max(Math.abs(dvh.minGy - truth.minGy), Math.abs(dvh.maxGy - truth.maxGy)),
    meanMm: Math.abs(dvh.meanGy - truth.meanGy),
  };
}

/** Volumes this close, as a share of the whole, need no shift to explain them: a tenth of what the volume may be off by. */
const SAME_VOLUME = 5e-5;
const SHIFTS_MM = [0, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28];

/** The smallest shift of the level that explains a volume, linear between the shifts that are tried. */
function explainingShiftMm(foundCm3: number, level: number, truth: PrismTruth): number {
  const exact = truth.volumeCm3At(level);
  const off = Math.abs(foundCm3 - exact) - SAME_VOLUME * truth.volumeCm3;
  if (off <= 0) return 0;
  const towards = foundCm3 > exact ? -1 : 1;
  let before = 0;
  for (let s = 1; s < SHIFTS_MM.length; s++) {
    const explained = Math.abs(truth.volumeCm3At(level + towards * SHIFTS_MM[s]!) - exact);
    if (explained >= off) {
      return SHIFTS_MM[s - 1]! + ((SHIFTS_MM[s]! - SHIFTS_MM[s - 1]!) * (off - before)) / (explained - before);
    }
    before = explained;
  }
  return Infinity;
}

/** Planes clear of the poles, where a cut has no area. */
function stackOf(solid: PhantomSolid, sliceMm: number): ContourStack {
  const planes = planesBetween(solid.z0Mm + 1e-6, solid.z1Mm - 1e-6, { spacingMm: sliceMm, phase: 0.3 });
  return { planes: planes.map((zMm) => ({ zMm, loops: solid.cut(zMm) })) };
}

function turnedAboutZ(solid: PhantomSolid, angle: number): PhantomSolid {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return {
    ...solid,
    cut: (z) =>
      solid.cut(z).map((loop) => {
        const out = new Float64Array(loop.length);
        for (let n = 0; n < loop.length; n += 2) {
          out[n] = c * loop[n]! - s * loop[n + 1]!;
          out[n + 1] = s * loop[n]! + c * loop[n + 1]!;
        }
        return out;
      }),
    holds: (x, y, z) => solid.holds(c * x + s * y, c * y - s * x, z),
  };
}
