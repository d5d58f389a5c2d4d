import type { Lps } from '../geometry/axes.ts';
import { TrabeculaError } from '../errors.ts';
import { MM3_PER_CM3 } from '../quantity.ts';
import { ballHistogram } from './ball-histogram.ts';
import type { RadialDose } from './closed-form.ts';
import {
  centreDistanceForCoverage,
  gaussianDose,
  isodoseRadiusForCoverage,
  sphereVolume,
  sphereVolumeAtDose,
} from './closed-form.ts';
import { evenOffsets, radialField, sampleDose } from './doses.ts';
import type { DoseLayout, PatientOrientation } from './doses.ts';
import { ptvClass, rounded } from './lesion-case.ts';
import type { PhantomDose, PhantomPatient } from './patient.ts';
import { contoursOf, ellipticTube, sphere } from './shapes.ts';
import { softTissueCt } from './tissue.ts';

export interface SphereOptions {
  readonly radiusMm: number;
  /** Share of the PTV within the prescription isodose, by construction, in percent. */
  readonly coveragePercent: number;
  readonly sliceSpacingMm: number;
  /** Where the slices lie relative to the centre of the sphere, as a share of the spacing; 0: one through the centre. */
  readonly slicePhase?: number;
  /** Spacing of the dose grid: one number, or column, row and plane spacing. */
  readonly doseSpacingMm: number | readonly [column: number, row: number, plane: number];
  readonly prescription?: { readonly doseGy: number; readonly fractions: number };
  /** Maximum dose in percent of the prescription. */
  readonly maximumPercent?: number;
  /**
   * Radius of the prescription isodose. Without it the dose is concentric and the isodose just large enough;
   * with it the dose is moved along `towards` until the coverage is met (a lens).
   */
  readonly isodoseRadiusMm?: number;
  readonly towards?: Lps;
  readonly centreMm?: Lps;
  /** Concentric by default; must lie within the PTV for the GTV-in-PTV checks to be silent. */
  readonly gtv?: { readonly radiusMm: number; readonly offsetMm?: Lps } | null;
  /** How far the dose grid reaches beyond the sphere. */
  readonly doseMarginMm?: number;
  readonly orientation?: PatientOrientation;
  readonly planeOrder?: 'ascending' | 'descending';
  readonly frameOffsets?: PhantomDose['frameOffsets'];
  readonly doseUnits?: PhantomDose['doseUnits'];
  readonly doseType?: PhantomDose['doseType'];
  readonly doseSummationType?: PhantomDose['doseSummationType'];
  readonly name?: string;
  readonly description?: string;
  readonly withCt?: boolean;
  /** Leaves the histograms of PTV and GTV in the dose, in closed form. */
  readonly withDvhs?: boolean;
}

/**
 * A ball in a Gaussian dose, with its coverage in closed form (a ball or a lens of two balls).
 *
 * @throws TrabeculaError (usage) if the isodose asked for is too small for the coverage asked for
 */
export function spherePhantom(options: SphereOptions): PhantomPatient {
  const {
    radiusMm,
    centreMm = [0, 0, 0],
    towards = [1, 0, 0],
    sliceSpacingMm,
    slicePhase = 0,
    prescription = { doseGy: 27, fractions: 3 },
    maximumPercent = 120,
    gtv = { radiusMm: 0.75 * radiusMm },
    name = 'sphere',
    description = 'A ball in a Gaussian dose',
    withCt = true,
  } = options;
  const share = options.coveragePercent / 100;
  const isodoseRadiusMm = options.isodoseRadiusMm ?? isodoseRadiusForCoverage(radiusMm, share);
  const distance =
    options.isodoseRadiusMm === undefined ? 0 : centreDistanceForCoverage(radiusMm, isodoseRadiusMm, share);
  if (Number.isNaN(distance)) {
    throw new TrabeculaError('usage', {
      what: `an isodose of ${String(isodoseRadiusMm)} mm cannot cover ${String(options.coveragePercent)} % of a ball of ${String(radiusMm)} mm`,
    });
  }
  const maximumGy = (prescription.doseGy * maximumPercent) / 100;
  const dose = gaussianDose(maximumGy, isodoseRadiusMm / Math.sqrt(2 * Math.log(maximumPercent / 100)));
  const doseCentreMm = moved(centreMm, towards, distance);

  const ptvSolid = sphere(centreMm, radiusMm);
  const planes = { spacingMm: sliceSpacingMm, phase: slicePhase + centreMm[2] / sliceSpacingMm };
  const gtvCentreMm = gtv === null ? centreMm : moved(centreMm, gtv.offsetMm ?? [0, 0, 0]);
  const gtvSolid = gtv === null ? null : sphere(gtvCentreMm, gtv.radiusMm);
  const bodySolid = ellipticTube(centreMm, [3 * radiusMm, 2.5 * radiusMm], null, 2 * radiusMm + 6 * sliceSpacingMm, {
    sagMm: 0.2,
  });

  const ptvCoveragePercent = coverageOf(radiusMm, dose, prescription.doseGy, distance);
  const gtvToDose = distanceBetween(gtvCentreMm, doseCentreMm);
  const gtvCoveragePercent = gtv === null ? null : coverageOf(gtv.radiusMm, dose, prescription.doseGy, gtvToDose);
  const ptvVolumeCm3 = sphereVolume(radiusMm) / MM3_PER_CM3;
  const volumes = [
    { roiName: 'PTV_1', volumeCm3: ptvVolumeCm3 },
    ...(gtv === null ? [] : [{ roiName: 'GTV_1', volumeCm3: sphereVolume(gtv.radiusMm) / MM3_PER_CM3 }]),
  ];
  return {
    name,
    description,
    patientId: `PHANTOM-${name}`,
    patientName: `Phantom^${name}`,
    rois: [
      {
        roiName: 'BODY',
        interpretedType: 'EXTERNAL',
        contours: contoursOf(bodySolid, planes, 0.01),
        colour: [0, 128, 0],
      },
      ...(gtvSolid === null
        ? []
        : [
            {
              roiName: 'GTV_1',
              interpretedType: 'GTV' as const,
              contours: contoursOf(gtvSolid, planes, 0.001),
              colour: [255, 0, 0] as const,
            },
          ]),
      {
        roiName: 'PTV_1',
        interpretedType: 'PTV',
        contours: contoursOf(ptvSolid, planes, 0.001),
        colour: [255, 128, 192],
      },
    ],
    plans: [
      {
        label: 'PLAN_1',
        fractions: prescription.fractions,
        prescriptions: [{ roiName: 'PTV_1', doseGy: prescription.doseGy }],
        beams: 2,
      },
    ],
    doses: [
      {
        label: 'PLAN_1',
        plan: 'PLAN_1',
        doseUnits: options.doseUnits ?? 'GY',
        doseType: options.doseType ?? 'PHYSICAL',
        doseSummationType: options.doseSummationType ?? 'PLAN',
        ...(options.doseSummationType === 'BEAM' ? { beamNumber: 1 } : {}),
        frameOffsets: options.frameOffsets ?? 'relative',
        planes: sampleDose(radialField(doseCentreMm, dose), sphereLayout(options, centreMm)),
        ...(options.withDvhs === true
          ? {
              dvhs: [
                ballHistogram('PTV_1', radiusMm, dose, distance),
                ...(gtv === null ? [] : [ballHistogram('GTV_1', gtv.radiusMm, dose, gtvToDose)]),
              ],
            }
          : {}),
      },
    ],
    ct: withCt ? softTissueCt(bodySolid, planes, [3, 4], null) : null,
    caseFile: {
      schema: 'trabecula/case/1',
      subject: `phantom-${name}`,
      trial: 'himars',
      lesions: [
        {
          id: 'L1',
          ...(gtv === null ? {} : { gtv: 'GTV_1' }),
          ptv: 'PTV_1',
          prescription: { ...prescription },
          tps: {
            system: 'closed form',
            version: 'of the phantom',
            ptvVolumeCm3: rounded(ptvVolumeCm3, 4),
            ptvCoveragePercent: rounded(ptvCoveragePercent, 3),
            ...(gtvCoveragePercent === null ? {} : { gtvCoveragePercent: rounded(gtvCoveragePercent, 3) }),
            dmaxGy: rounded(maximumGy, 4),
          },
        },
      ],
    },
    truth: {
      volumes,
      lesions: [{ id: 'L1', ptvCoveragePercent, gtvCoveragePercent, maximumGy }],
      outcomes: [
        { rule: 'himars/ptv-coverage', lesion: 'L1', outcome: ptvClass(ptvCoveragePercent) },
        ...(gtvCoveragePercent === null
          ? []
          : [
              {
                rule: 'himars/gtv-coverage',
                lesion: 'L1',
                outcome: gtvCoveragePercent >= 90 ? ('met' as const) : ('not-met' as const),
              },
            ]),
      ],
    },
  };
}

function sphereLayout(options: SphereOptions, centreMm: Lps): DoseLayout {
  const spacing = options.doseSpacingMm;
  const [column, row, plane] = typeof spacing === 'number' ? ([spacing, spacing, spacing] as const) : spacing;
  const reach = options.radiusMm + (options.doseMarginMm ?? 6);
  const count = (spacingMm: number): number => 2 * Math.ceil(reach / spacingMm) + 1;
  const offsets = evenOffsets(count(plane), plane);
  return {
    centreMm,
    columns: count(column),
    rows: count(row),
    columnSpacingMm: column,
    rowSpacingMm: row,
    planeOffsetsMm: options.planeOrder === 'descending' ? offsets.map((offset) => 0 - offset) : offsets,
    orientation: options.orientation ?? 'HFS',
  };
}

function coverageOf(radiusMm: number, dose: RadialDose, doseGy: number, distanceMm: number): number {
  return (100 * sphereVolumeAtDose(radiusMm, dose, doseGy, distanceMm)) / sphereVolume(radiusMm);
}

/** A point moved along a direction by a length, or by the direction as it is. */
function moved([x, y, z]: Lps, direction: Lps, lengthMm?: number): Lps {
  const by = lengthMm === undefined ? 1 : lengthMm / Math.hypot(...direction);
  return [x + direction[0] * by, y + direction[1] * by, z + direction[2] * by];
}

function distanceBetween(a: Lps, b: Lps): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
