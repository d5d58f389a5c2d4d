import { spherePhantom } from './sphere.ts';
import type { PhantomPatient } from './patient.ts';

/**
 * A PTV that passes while the GTV in it fails: the prescription isodose leaves a crescent of 7 % of the PTV cold,
 * and a small GTV at the rim of the PTV lies just there. The rule on the GTV has to be checked on its own.
 */
export function gtvFailsPtvPasses(): PhantomPatient {
  return spherePhantom({
    name: 'gtv-fails-ptv-passes',
    description: 'Two balls: the dose misses a crescent of the PTV in which the GTV lies',
    radiusMm: 20,
    coveragePercent: 93,
    isodoseRadiusMm: 26,
    towards: [-2, -1, 1],
    gtv: { radiusMm: 6.5, offsetMm: [10.6, 5.3, -5.3] },
    sliceSpacingMm: 1.5,
    slicePhase: 0.25,
    doseSpacingMm: [1.5, 2, 1.5],
    maximumPercent: 118,
    prescription: { doseGy: 35, fractions: 5 },
  });
}
