import { describe, expect, it } from 'vitest';
import type { DoseGrid, Dvh, Lps, Region } from '../../../core/index.ts';
import { computeDvh, doseAtVolume, regionFromContours, volumeAtDose } from '../../../core/index.ts';
import type { RadialDose } from '../../../core/phantom/closed-form.ts';
import {
  centreDistanceForCoverage,
  coneParallelVolumeAbove,
  conePerpendicularVolumeAbove,
  cylinderParallelVolumeAbove,
  cylinderPerpendicularVolumeAbove,
  gaussianDose,
  gaussianMeanGy,
  linearRadialDose,
  linearRadialMeanGy,
  sphereVolumeAbove,
  suhDose,
  thresholdAtVolume,
} from '../../../core/phantom/closed-form.ts';
import { linearField, radialField } from '../../../core/phantom/doses.ts';
import type { PhantomSolid } from '../../../core/phantom/shapes.ts';
import { cone, cylinder, planesBetween, sphere } from '../../../core/phantom/shapes.ts';
import { doseOnNodes, nodesOver } from '../../reference/dose-on-nodes.ts';

/** Slices of 0.2 mm, planes in the middle of them: half-slice caps then end where the solid ends. */
function finely(solid: PhantomSolid): Region {
  const planes = planesBetween(solid.z0Mm + 1e-6, solid.z1Mm - 1e-6, { spacingMm: 0.2, phase: 0.5 });
  const stack = { planes: planes.map((zMm) => ({ zMm, loops: solid.cut(zMm) })) };
  return regionFromContours(stack, { endCaps: 'half-slice', betweenSlices: 'prism' });
}

function dosed(field: (x: number, y: number, z: number) => number, reach: number, h: number): DoseGrid {
  return doseOnNodes(
    nodesOver(-reach, reach, h, 0.21 * h),
    nodesOver(-reach, reach, 0.9 * h, 0.13 * h),
    nodesOver(-reach, reach, 0.8 * h, 0.37 * h),
    field,
  );
}

const CENTRE: Lps = [0, 0, 0];
const R = 12;
const H = 24;
const CYLINDER = Math.PI * R ** 2 * H;

/** Solid, gradient, closed form of the volume (mm³) above t, and its half extent along the gradient. */
const LINEAR: readonly (readonly [string, PhantomSolid, Lps, (t: number) => number, number])[] = [
  ['sphere, x', sphere(CENTRE, R), [1, 0, 0], (t) => sphereVolumeAbove(R, t), R],
  ['sphere, oblique', sphere(CENTRE, R), [0.36, 0.48, 0.8], (t) => sphereVolumeAbove(R, t), R],
  ['cylinder along z, z', cylinder(CENTRE, R, H, 'z'), [0, 0, 1], (t) => cylinderParallelVolumeAbove(R, H, t), H / 2],
  ['cylinder along z, y', cylinder(CENTRE, R, H, 'z'), [0, 1, 0], (t) => cylinderPerpendicularVolumeAbove(R, H, t), R],
  ['cylinder along x, z', cylinder(CENTRE, R, H, 'x'), [0, 0, 1], (t) => cylinderPerpendicularVolumeAbove(R, H, t), R],
  ['cylinder along y, y', cylinder(CENTRE, R, H, 'y'), [0, 1, 0], (t) => cylinderParallelVolumeAbove(R, H, t), H / 2],
  [
    'cone along z, apex cold, z',
    cone(CENTRE, R, H, 'z', '-'),
    [0, 0, 1],
    (t) => coneParallelVolumeAbove(R, H, t, 'cold'),
    H / 2,
  ],
  [
    'cone along z, apex hot, z',
    cone(CENTRE, R, H, 'z', '+'),
    [0, 0, 1],
    (t) => coneParallelVolumeAbove(R, H, t, 'hot'),
    H / 2,
  ],
  ['cone along z, x', cone(CENTRE, R, H, 'z', '-'), [1, 0, 0], (t) => conePerpendicularVolumeAbove(R, H, t), R],
  [
    'cone along y, apex hot, y',
    cone(CENTRE, R, H, 'y', '+'),
    [0, 1, 0],
    (t) => coneParallelVolumeAbove(R, H, t, 'hot'),
    H / 2,
  ],
  ['cone along x, z', cone(CENTRE, R, H, 'x', '-'), [0, 0, 1], (t) => conePerpendicularVolumeAbove(R, H, t), R],
];

describe('Nelms 2015: smooth solids of 24 mm in 1 Gy/mm, slices of 0.2 mm, agree with their closed forms to 0.05 % and 0.02 mm', () => {
  it.each(LINEAR)('%s: volume and D99 to D0.03cc', (_, solid, direction, above, half) => {
    const field = linearField(CENTRE, direction, 16, 1);
    const dvh = computeDvh(finely(solid), dosed(field, 14, 2));
    const whole = above(-half);
    expect(Math.abs((1000 * dvh.volumeCm3) / whole - 1)).toBeLessThan(5e-4);
    for (const percent of [99, 95, 50, 5, 1]) {
      const truth = 16 + thresholdAtVolume(above, (whole * percent) / 100, -half, half);
      const found = doseAtVolume(dvh, (dvh.volumeCm3 * percent) / 100)!;
      expect(Math.abs(found - truth), `D${percent}%`).toBeLessThan(0.02);
    }
    const hottest = 16 + thresholdAtVolume(above, 30, -half, half);
    expect(Math.abs(doseAtVolume(dvh, 0.03)! - hottest)).toBeLessThan(0.02);
  });

  it('has the volume that half-slice caps add to the cylinder and cone, as the paper prints it', () => {
    // Contours on both end planes: 24 mm become 24 mm + s. Printed as 10.948, 11.310, 11.762, 12.215 cm³.
    for (const [s, printed] of [
      [0.2, 10.948],
      [1, 11.31],
      [2, 11.762],
      [3, 12.215],
    ] as const) {
      const solid = cylinder(CENTRE, R, H, 'z');
      const planes = planesBetween(solid.z0Mm, solid.z1Mm, { spacingMm: s });
      const stack = { planes: planes.map((zMm) => ({ zMm, loops: solid.cut(zMm) })) };
      const region = regionFromContours(stack, { endCaps: 'half-slice', betweenSlices: 'prism' });
      const { volumeCm3 } = computeDvh(
        region,
        dosed(() => 1, 16, 4),
      );
      // Printed to 1 mm³.
      expect(Math.abs(volumeCm3 - printed)).toBeLessThan(0.001);
      expect(volumeCm3 / ((CYLINDER * (1 + s / H)) / 1000)).toBeCloseTo(1, 4);
    }
  });
});

/** Shift of an isodose in mm that explains the difference of a D metric, in a dose that falls with r. */
function worstShiftMm(dvh: Dvh, radius: number, dose: RadialDose): number {
  let worst = 0;
  for (const share of [0.35, 0.5, 0.65, 0.8, 0.9, 0.97]) {
    const r = share * radius;
    const found = doseAtVolume(dvh, ((4 / 3) * Math.PI * r ** 3) / 1000)!;
    const slope = (dose.doseGy(r - 0.01) - dose.doseGy(r + 0.01)) / 0.02;
    worst = Math.max(worst, Math.abs(found - dose.doseGy(r)) / slope);
  }
  return worst;
}

describe('balls in radial doses agree with their closed forms', () => {
  it.each([
    ['Gaussian', 10, 0.5, gaussianDose(10, 10)],
    ['Gaussian, steep', 3, 0.25, gaussianDose(40, 4)],
    ['linear', 10, 0.5, linearRadialDose(30, 1.5)],
    ['Suh', 7, 0.25, suhDose(20, 14)],
  ] as const)('%s dose, ball of %d mm, dose nodes %d mm apart: to 0.02 mm', (_, radius, h, dose) => {
    const dvh = computeDvh(finely(sphere(CENTRE, radius)), dosed(radialField(CENTRE, dose), radius + 1, h));
    expect(worstShiftMm(dvh, radius, dose)).toBeLessThan(0.02);
    expect(Math.abs((1000 * dvh.volumeCm3) / ((4 / 3) * Math.PI * radius ** 3) - 1)).toBeLessThan(1e-3);
  });

  it('Dmean of a ball in a Gaussian and in a linear radial dose', () => {
    const gaussian = computeDvh(finely(sphere(CENTRE, 10)), dosed(radialField(CENTRE, gaussianDose(10, 10)), 12, 0.5));
    expect(Math.abs(gaussian.meanGy! / gaussianMeanGy(10, 10, 10) - 1)).toBeLessThan(5e-4);
    const linear = computeDvh(
      finely(sphere(CENTRE, 10)),
      dosed(radialField(CENTRE, linearRadialDose(30, 1.5)), 12, 0.5),
    );
    expect(Math.abs(linear.meanGy! / linearRadialMeanGy(10, 30, 1.5) - 1)).toBeLessThan(5e-4);
  });

  it('what the dose grid costs falls with the square of its spacing', () => {
    const dose = gaussianDose(10, 10);
    const region = finely(sphere(CENTRE, 10));
    const shift = (h: number): number =>
      worstShiftMm(computeDvh(region, dosed(radialField(CENTRE, dose), 14, h)), 10, dose);
    const [coarse, middle, fine] = [shift(4), shift(2), shift(1)];
    expect(coarse / middle).toBeGreaterThan(2.8);
    expect(middle / fine).toBeGreaterThan(2.8);
  });
});

describe('lens: an isodose beside its target covers the share that the closed form gives', () => {
  const radius = 10;
  it.each([95, 90, 80].flatMap((percent) => [10, 11, 12].map((isodose) => ({ percent, isodose }))))(
    '$percent % of a ball of 10 mm in an isodose of $isodose mm, to 0.05 points',
    ({ percent, isodose }) => {
      const d = centreDistanceForCoverage(radius, isodose, percent / 100);
      const towards: Lps = [0.48, -0.6, 0.64];
      const at = towards.map((part) => part * d) as unknown as Lps;
      const dose = linearRadialDose(30, 1.1);
      const level = dose.doseGy(isodose);
      const dvh = computeDvh(finely(sphere(CENTRE, radius)), dosed(radialField(at, dose), radius + 1, 0.3), [level]);
      expect(Math.abs((100 * volumeAtDose(dvh, level)) / dvh.volumeCm3 - percent)).toBeLessThan(0.05);
    },
  );
});
