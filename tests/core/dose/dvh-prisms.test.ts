import { describe, expect, it } from 'vitest';
import type { ContourStack, Lps } from '../../../core/index.ts';
import { computeDvh, doseAtVolume, regionFromContours, volumeAtDose } from '../../../core/index.ts';
import type { PhantomSolid } from '../../../core/phantom/shapes.ts';
import {
  box,
  cone,
  cylinder,
  disjointParts,
  ellipticTube,
  planesBetween,
  sphere,
  torus,
} from '../../../core/phantom/shapes.ts';
import type { LinearDose, PrismTruth } from './prism-truth.ts';
import { doseOnNodes, linearDoseAt, nodesOver, prismsOf, prismTruth } from './prism-truth.ts';

/**
 * The engine against the exact answer for what the contours say (right prisms, linear dose): what is left is the
 * engine's own error. The gradient is 1 Gy/mm throughout, so that a dose error in Gy is a shift of the boundary in mm.
 */
const TOLERANCE = {
  /** D99, D95, D50, D5, D1: mm. */
  doseMm: 0.005,
  /** Dmin, Dmax: mm. */
  extremeMm: 0.005,
  meanMm: 0.001,
  volumePercent: 0.05,
  /** V at 50 levels: percent of the solid, next to what a shift of 0.01 mm explains. */
  curvePercent: 0.005,
} as const;

const CENTRE: Lps = [0.13, -0.37, 0.21];

const SOLIDS: Readonly<Record<string, PhantomSolid>> = {
  sphere: sphere(CENTRE, 12),
  'small sphere': sphere(CENTRE, 2.5),
  'axial cylinder': cylinder(CENTRE, 12, 24, 'z'),
  'rotated cylinder': cylinder(CENTRE, 12, 24, 'x'),
  'axial cone': cone(CENTRE, 12, 24, 'z', '-'),
  'cone along x': cone(CENTRE, 12, 24, 'x', '-'),
  'cone along y': cone(CENTRE, 12, 24, 'y', '+'),
  box: box(CENTRE, [17, 23, 20]),
  torus: torus(CENTRE, 10, 4),
  'holed solid': ellipticTube(CENTRE, [12, 9], [6, 3], 20),
  'two parts': disjointParts([sphere([-8, 1, 0], 5), sphere([6, -3, 1], 7)]),
};

const THIRD = Math.sqrt(1 / 3);
/** Unit vectors. Those with parts along x and z together are in a list of their own, below. */
const GRADIENTS: Readonly<Record<string, Lps>> = {
  x: [1, 0, 0],
  y: [0, 1, 0],
  z: [0, 0, 1],
  '-z': [0, 0, -1],
  'x and y': [0.8, -0.6, 0],
  'y and z': [0, 0.6, 0.8],
  '-y and z': [0, -0.8, 0.6],
  '-x and y': [-0.28, 0.96, 0],
};

interface Case {
  readonly solid: string;
  readonly spacing: number;
  readonly gradient: Lps;
  readonly doseSpacing: number;
  /** Where the dose nodes lie, as a share of their spacing. */
  readonly shift: number;
}

function stackOf(solid: PhantomSolid, spacing: number): ContourStack {
  // Clear of the poles, where a cut has no area.
  const planes = planesBetween(solid.z0Mm + 1e-6, solid.z1Mm - 1e-6, { spacingMm: spacing, phase: 0.3 });
  return { planes: planes.map((zMm) => ({ zMm, loops: solid.cut(zMm) })) };
}

interface Errors {
  readonly volumePercent: number;
  readonly extremeMm: number;
  readonly meanMm: number;
  readonly doseMm: number;
  /** What V(d) is off beyond the V of a dose shifted by `allowedMm`, percent of the solid, the worst of 50 levels. */
  readonly curvePercent: number;
}

function errorsOf({ solid, spacing, gradient, doseSpacing: h, shift }: Case, refine = 1, allowedMm = 0.01): Errors {
  const stack = stackOf(SOLIDS[solid]!, spacing);
  const linear: LinearDose = { atMm: CENTRE, atGy: 30, gradient };
  const truth: PrismTruth = prismTruth(prismsOf(stack, spacing), linear);
  // Unequal spacings and shifts, so that no axis can stand in for another.
  const dose = doseOnNodes(
    nodesOver(-15, 15, h, shift * h),
    nodesOver(-15, 15, 1.1 * h, (shift + 0.37) * h),
    nodesOver(-16, 16, 0.9 * h, (shift + 0.71) * h),
    linearDoseAt(linear),
  );
  const region = regionFromContours(stack, { endCaps: 'half-slice', betweenSlices: 'prism', refine });
  const dvh = computeDvh(region, dose);
  expect(dvh.outsideDoseCm3).toBe(0);

  let doseMm = 0;
  for (const percent of [99, 95, 50, 5, 1]) {
    const found = doseAtVolume(dvh, (dvh.volumeCm3 * percent) / 100)!;
    doseMm = Math.max(doseMm, Math.abs(found - truth.doseGyAt((truth.volumeCm3 * percent) / 100)));
  }
  let curve = 0;
  for (let n = 0; n < 50; n++) {
    const level = truth.minGy + ((truth.maxGy - truth.minGy) * (n + 0.5)) / 50;
    const found = volumeAtDose(dvh, level);
    const high = truth.volumeCm3At(level - allowedMm);
    const low = truth.volumeCm3At(level + allowedMm);
    curve = Math.max(curve, found - high, low - found);
  }
  return {
    volumePercent: 100 * Math.abs(dvh.volumeCm3 / truth.volumeCm3 - 1),
    extremeMm: Math.max(Math.abs(dvh.minGy! - truth.minGy), Math.abs(dvh.maxGy! - truth.maxGy)),
    meanMm: Math.abs(dvh.meanGy! - truth.meanGy),
    doseMm,
    curvePercent: (100 * curve) / truth.volumeCm3,
  };
}

function expectWithin(
  errors: Errors,
  doseMm: number,
  what: string,
  curvePercent: number = TOLERANCE.curvePercent,
): void {
  expect(errors.volumePercent, `${what}: volume, %`).toBeLessThan(TOLERANCE.volumePercent);
  expect(errors.extremeMm, `${what}: Dmin and Dmax, mm`).toBeLessThan(TOLERANCE.extremeMm);
  expect(errors.meanMm, `${what}: Dmean, mm`).toBeLessThan(TOLERANCE.meanMm);
  expect(errors.doseMm, `${what}: D metrics, mm`).toBeLessThan(doseMm);
  expect(errors.curvePercent, `${what}: V(d), %`).toBeLessThan(curvePercent);
}

function worstOf(errors: readonly Errors[]): string {
  const worst = (key: keyof Errors): string => Math.max(...errors.map((e) => e[key])).toPrecision(2);
  return `worst: D ${worst('doseMm')} mm, Dmin/Dmax ${worst('extremeMm')} mm, volume ${worst('volumePercent')} %`;
}

const SPACINGS = [0.2, 1, 2, 3];
const DOSE_SPACINGS = [0.4, 1, 2, 3, 4];

/** Every solid at every slice spacing; gradients, dose grids and their shifts in turn, so that all pairs come up. */
function turnsFor(solid: string, s: number): Case[] {
  const g = Object.keys(GRADIENTS);
  const spacings = SPACINGS.map((spacing, p) => ({ spacing, p }));
  return spacings.flatMap(({ spacing, p }) =>
    [0, 1].map((turn): Case => {
      const n = 8 * s + 2 * p + turn;
      return {
        solid,
        spacing,
        gradient: GRADIENTS[g[(3 * n + s) % g.length]!]!,
        doseSpacing: DOSE_SPACINGS[(n + s) % 5]!,
        shift: ((5 * n) % 8) / 8,
      };
    }),
  );
}

describe('the DVH of right prisms in a linear dose is the exact one, to 0.005 mm', () => {
  it.for(Object.keys(SOLIDS))(
    '%s, four slice spacings, gradients along the axes and across',
    async (solid, { annotate }) => {
      const all = turnsFor(solid, Object.keys(SOLIDS).indexOf(solid)).map((each) => {
        const errors = errorsOf(each);
        expectWithin(errors, TOLERANCE.doseMm, JSON.stringify(each));
        return errors;
      });
      await annotate(worstOf(all));
    },
  );

  it('the turns cover every gradient, dose grid and slice spacing', () => {
    const all = Object.keys(SOLIDS).flatMap((solid, s) => turnsFor(solid, s));
    const distinct = (key: (each: Case) => unknown): number => new Set(all.map(key)).size;
    expect(distinct((c) => c.gradient)).toBe(Object.keys(GRADIENTS).length);
    expect(distinct((c) => c.doseSpacing)).toBe(DOSE_SPACINGS.length);
    expect(distinct((c) => `${c.spacing}/${c.doseSpacing}`)).toBe(20);
    expect(distinct((c) => `${c.solid}/${c.spacing}`)).toBe(44);
  });
});

/**
 * Gradients with a part along x and another along z: in a slab that no dose plane cuts, the boxes that the kernel
 * deposits stand for trapezoids (two widths of the same order, added as one of equal variance), and no finer rows help.
 * Known shortfall, largest for slabs and dose cells of 3 mm and more. These bounds may fall, never rise.
 */
const ALONG_X_AND_Z: readonly { spacing: number; doseSpacing: number; doseMm: number; curveMm: number }[] = [
  { spacing: 0.5, doseSpacing: 4, doseMm: 0.02, curveMm: 0.04 },
  { spacing: 1, doseSpacing: 1, doseMm: 0.02, curveMm: 0.04 },
  { spacing: 1, doseSpacing: 3, doseMm: 0.03, curveMm: 0.06 },
  { spacing: 2, doseSpacing: 2, doseMm: 0.06, curveMm: 0.08 },
  { spacing: 3, doseSpacing: 0.4, doseMm: 0.02, curveMm: 0.02 },
  { spacing: 3, doseSpacing: 3, doseMm: 0.13, curveMm: 0.15 },
  { spacing: 3, doseSpacing: 4, doseMm: 0.14, curveMm: 0.15 },
];
const OBLIQUE: Readonly<Record<string, Lps>> = {
  'x and z': [0.6, 0, 0.8],
  'x, y and z': [THIRD, THIRD, -THIRD],
  'x, y and z, unequal': [0.36, 0.48, 0.8],
};

describe('oblique in x and z, the DVH is within the bound measured for the slab and the dose cell', () => {
  it.for(ALONG_X_AND_Z)(
    'slices of $spacing mm, dose cells of $doseSpacing mm: $doseMm mm',
    async ({ spacing, doseSpacing, doseMm, curveMm }, { annotate }) => {
      const all = ['axial cylinder', 'cone along x', 'box', 'holed solid'].flatMap((solid, s) =>
        Object.values(OBLIQUE).map((gradient, g) => {
          const each: Case = { solid, spacing, gradient, doseSpacing, shift: ((3 * s + g) % 8) / 8 };
          const errors = errorsOf(each, 1, curveMm);
          expectWithin(errors, doseMm, JSON.stringify(each), 0.03);
          return errors;
        }),
      );
      await annotate(worstOf(all));
    },
  );

  it('comes to the exact answer as the dose cells get small', () => {
    const at = (doseSpacing: number): number =>
      errorsOf({ solid: 'box', spacing: 3, gradient: OBLIQUE['x and z']!, doseSpacing, shift: 0.25 }, 1, 1).doseMm;
    expect(at(1)).toBeLessThan(at(3));
    expect(at(0.5)).toBeLessThan(0.01);
    expect(at(0.25)).toBeLessThan(at(0.5));
  });
});

describe('finer rows come nearer to the exact answer', () => {
  it.each([
    ['sphere', [0, 1, 0]],
    ['cone along y', [0, 1, 0]],
    ['two parts', [0.8, -0.6, 0]],
    ['torus', [0, 0.6, 0.8]],
  ] as const)('%s, gradient %s: volume, Dmean and D metrics with rows 1, 1/2 and 1/4', (solid, gradient) => {
    const at = (refine: number): Errors =>
      errorsOf({ solid, spacing: 2, gradient, doseSpacing: 2, shift: 0.125 }, refine);
    const [once, twice, fourfold] = [at(1), at(2), at(4)];
    // Single precision of the stored dose is the floor: 30 Gy · 2^-24.
    const floor = 2e-5;
    expect(twice.doseMm).toBeLessThan(0.7 * once.doseMm + floor);
    expect(fourfold.doseMm).toBeLessThan(0.35 * once.doseMm + floor);
    expect(fourfold.volumePercent).toBeLessThan(0.5 * once.volumePercent + 1e-5);
    expect(fourfold.meanMm).toBeLessThan(0.5 * once.meanMm + floor);
  });
});
