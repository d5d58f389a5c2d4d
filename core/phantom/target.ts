import type { Lps } from '../geometry/axes.ts';
import { MM3_PER_CM3 } from '../quantity.ts';
import { centreDistanceForCoverage, fourthPowerDose, sphereIntersection, sphereVolume } from './closed-form.ts';
import { ellipsoidalField } from './doses.ts';
import type { DoseField } from './doses.ts';
import { ellipsoid } from './shapes.ts';
import type { PhantomSolid } from './shapes.ts';

/**
 * A target whose coverage is known: the PTV is an ellipsoid, the GTV a smaller one of the same shape, the
 * prescription isodose a third, moved to one side. Stretched to the PTV's semi-axes all three are balls, and
 * stretching keeps shares of volume, so every coverage is that of a lens (dvh of two balls).
 */
export interface TargetDesign {
  readonly centreMm: Lps;
  readonly ptvSemiAxesMm: Lps;
  /** Size of the GTV and where its centre lies, in units of the PTV's semi-axes. */
  readonly gtvScale: number;
  readonly gtvOffset?: Lps;
  readonly prescriptionGy: number;
  /** Maximum dose as a share of the prescription: 1.2 for a prescription on the 83 % isodose. */
  readonly maximumRatio: number;
  /** Wanted coverage of the PTV by the prescription, 0 to 1. */
  readonly ptvCoverage: number;
  /** Radius of the prescription isodose in units of the PTV's semi-axes; it is moved until the coverage is met. */
  readonly isodoseScale: number;
  /** Where the dose is moved to; any length but 0. */
  readonly towards: Lps;
}

export interface DesignedTarget {
  readonly ptv: PhantomSolid;
  readonly gtv: PhantomSolid;
  readonly field: DoseField;
  readonly truth: {
    readonly ptvVolumeCm3: number;
    readonly gtvVolumeCm3: number;
    readonly ptvCoveragePercent: number;
    readonly gtvCoveragePercent: number;
    readonly maximumGy: number;
  };
}

export function designTarget(design: TargetDesign, outline?: { readonly sagMm: number }): DesignedTarget {
  const { centreMm, ptvSemiAxesMm, gtvScale, gtvOffset = [0, 0, 0], isodoseScale, ptvCoverage } = design;
  const distance = centreDistanceForCoverage(1, isodoseScale, ptvCoverage);
  const length = Math.hypot(...design.towards);
  const doseOffset = scaled(design.towards, distance / length);
  const gtvToDose = Math.hypot(
    doseOffset[0] - gtvOffset[0],
    doseOffset[1] - gtvOffset[1],
    doseOffset[2] - gtvOffset[2],
  );
  const maximumGy = design.prescriptionGy * design.maximumRatio;
  const dose = fourthPowerDose(maximumGy, isodoseScale / (design.maximumRatio - 1) ** 0.25);
  const at = (offset: Lps): Lps => [
    centreMm[0] + offset[0] * ptvSemiAxesMm[0],
    centreMm[1] + offset[1] * ptvSemiAxesMm[1],
    centreMm[2] + offset[2] * ptvSemiAxesMm[2],
  ];
  const ptv = ellipsoid(centreMm, ptvSemiAxesMm, outline);
  const gtv = ellipsoid(at(gtvOffset), scaled(ptvSemiAxesMm, gtvScale), outline);
  return {
    ptv,
    gtv,
    field: ellipsoidalField(at(doseOffset), ptvSemiAxesMm, dose),
    truth: {
      ptvVolumeCm3: ptv.volumeMm3 / MM3_PER_CM3,
      gtvVolumeCm3: gtv.volumeMm3 / MM3_PER_CM3,
      ptvCoveragePercent: (100 * sphereIntersection(1, isodoseScale, distance)) / sphereVolume(1),
      gtvCoveragePercent: (100 * sphereIntersection(gtvScale, isodoseScale, gtvToDose)) / sphereVolume(gtvScale),
      maximumGy,
    },
  };
}

function scaled([x, y, z]: Lps, by: number): Lps {
  return [x * by, y * by, z * by];
}
