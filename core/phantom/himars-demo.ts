import type { Lps } from '../geometry/axes.ts';
import type { CaseLesion } from '../protocol/case-file.ts';
import type { FindingOutcome } from '../protocol/check-result.ts';
import { MM3_PER_CM3 } from '../quantity.ts';
import { evenOffsets, largestOf, sampleDose } from './doses.ts';
import type { DoseLayout } from './doses.ts';
import { closedFormReport } from './lesion-case.ts';
import type { PhantomDose, PhantomPatient, PhantomRoi, RoiType } from './patient.ts';
import { box, contoursOf, cylinder, disjointParts, ellipsoid, ellipticTube } from './shapes.ts';
import type { PhantomSolid } from './shapes.ts';
import { designTarget } from './target.ts';
import type { DesignedTarget, TargetDesign } from './target.ts';
import { softTissueCt } from './tissue.ts';

/** Outlines as a planning system draws them: within 0.02 mm of the solid, coordinates to 0.01 mm. */
const OUTLINE = { sagMm: 0.02 };
const COARSE_OUTLINE = { sagMm: 0.3 };
const ROUND_MM = 0.01;
const SLICES = { spacingMm: 2.5 };
/** Trabecular bone and the whole-body outline of it come from a coarser scan. */
const SKELETON_SLICES = { spacingMm: 5 };

const REGIMEN_A = { doseGy: 27, fractions: 3 };
const REGIMEN_B = { doseGy: 35, fractions: 5 };

interface DemoLesion {
  readonly id: string;
  readonly plan: 'PELVIS_27Gy' | 'SPINE_35Gy';
  readonly design: Omit<TargetDesign, 'prescriptionGy'>;
  readonly facts: Pick<CaseLesion, 'site' | 'highRisk' | 'symptomatic'>;
  /** Given for some lesions only, as in practice. */
  readonly isodosePercent?: number;
  readonly gtvDrawn: boolean;
  readonly outcomes: Readonly<Record<'ptv' | 'gtv' | 'isodose', FindingOutcome>>;
  /** What the second plan does otherwise. */
  readonly revised?: {
    readonly design: Partial<TargetDesign>;
    readonly outcomes: Partial<DemoLesion['outcomes']>;
  };
}

/**
 * Six lesions, each with another outcome. Coverages are set in closed form (see target.ts) and lie so far from
 * 90 and 80 that no computing convention moves them across, but for L3, which lies too close to 90 for its size.
 */
const LESIONS: readonly DemoLesion[] = [
  // Left iliac bone: everything in order.
  {
    id: 'L1',
    plan: 'PELVIS_27Gy',
    design: {
      centreMm: [76, 22, -70],
      ptvSemiAxesMm: [19, 25, 29],
      gtvScale: 0.84,
      maximumRatio: 1.19,
      ptvCoverage: 0.968,
      isodoseScale: 1.05,
      towards: [-1, 0.5, 1],
    },
    facts: { site: 'bone', highRisk: true, symptomatic: true },
    isodosePercent: 84,
    gtvDrawn: true,
    outcomes: { ptv: 'per-protocol', gtv: 'met', isodose: 'met' },
    // Pulled away from the sacrum.
    revised: { design: { ptvCoverage: 0.862 }, outcomes: { ptv: 'acceptable-deviation' } },
  },
  // Right acetabulum: the dose was pulled away from the hip joint.
  {
    id: 'L2',
    plan: 'PELVIS_27Gy',
    design: {
      centreMm: [-72, 12, -104],
      ptvSemiAxesMm: [17, 15, 20],
      gtvScale: 0.76,
      maximumRatio: 1.16,
      ptvCoverage: 0.852,
      isodoseScale: 1.02,
      towards: [1, 0.4, 2],
    },
    facts: { site: 'bone', highRisk: false, symptomatic: true },
    gtvDrawn: true,
    outcomes: { ptv: 'acceptable-deviation', gtv: 'met', isodose: 'met' },
    revised: { design: { ptvCoverage: 0.938 }, outcomes: { ptv: 'per-protocol' } },
  },
  // Right external iliac node: small, and just above 90 %.
  {
    id: 'L3',
    plan: 'PELVIS_27Gy',
    design: {
      centreMm: [-38, -30, -45],
      ptvSemiAxesMm: [9, 8, 11],
      gtvScale: 0.68,
      maximumRatio: 1.22,
      ptvCoverage: 0.905,
      isodoseScale: 0.98,
      towards: [-1, 1, 0],
    },
    facts: { site: 'node' },
    gtvDrawn: true,
    outcomes: { ptv: 'undecided', gtv: 'met', isodose: 'met' },
    revised: { design: { ptvCoverage: 0.985, isodoseScale: 1.06 }, outcomes: { ptv: 'per-protocol' } },
  },
  // Second lumbar vertebra: the dose was kept away from the cauda equina.
  {
    id: 'L4',
    plan: 'SPINE_35Gy',
    design: {
      centreMm: [1, 43, 62],
      ptvSemiAxesMm: [17.5, 14, 15.5],
      gtvScale: 0.78,
      maximumRatio: 1.2,
      ptvCoverage: 0.735,
      isodoseScale: 0.96,
      towards: [0, -1, 0],
    },
    facts: { site: 'bone', highRisk: true, symptomatic: false },
    isodosePercent: 83,
    gtvDrawn: true,
    outcomes: { ptv: 'unacceptable-deviation', gtv: 'met', isodose: 'met' },
    revised: { design: { ptvCoverage: 0.858 }, outcomes: { ptv: 'acceptable-deviation' } },
  },
  // Twelfth thoracic vertebra: covered, but hot, and its GTV was never drawn.
  {
    id: 'L5',
    plan: 'SPINE_35Gy',
    design: {
      centreMm: [-2, 45, 128],
      ptvSemiAxesMm: [15, 11.5, 12],
      gtvScale: 0.8,
      maximumRatio: 1.275,
      ptvCoverage: 0.97,
      isodoseScale: 1.06,
      towards: [1, -1, 0],
    },
    facts: { site: 'bone', symptomatic: true },
    gtvDrawn: false,
    outcomes: { ptv: 'per-protocol', gtv: 'not-evaluable', isodose: 'depends-on-reading' },
    // No longer hot.
    revised: { design: { maximumRatio: 1.21 }, outcomes: { isodose: 'met' } },
  },
  // Left para-aortic node: its GTV was redrawn after planning and reaches out of the PTV.
  {
    id: 'L6',
    plan: 'SPINE_35Gy',
    design: {
      centreMm: [42, 8, 92],
      ptvSemiAxesMm: [15, 13, 19],
      gtvScale: 0.5,
      gtvOffset: [0.54, 0, -0.22],
      maximumRatio: 1.18,
      ptvCoverage: 0.945,
      isodoseScale: 1.08,
      towards: [-0.54, 0, 0.22],
    },
    facts: { site: 'node', highRisk: false, symptomatic: false },
    gtvDrawn: true,
    outcomes: { ptv: 'per-protocol', gtv: 'not-met', isodose: 'met' },
  },
];

/** Both doses reach over all targets and organs. */
const GRID_CENTRE_MM: Lps = [0, 12, 7];
const GRID_SIZE_MM: Lps = [225, 145, 315];

const PLANS = {
  PELVIS_27Gy: {
    regimen: REGIMEN_A,
    layout: doseBox(GRID_CENTRE_MM, GRID_SIZE_MM, [2.5, 2.5, 3]),
  },
  SPINE_35Gy: {
    regimen: REGIMEN_B,
    layout: doseBox(GRID_CENTRE_MM, GRID_SIZE_MM, [3, 2.5, 2.5]),
  },
} as const;

/**
 * Bones without the cavities between them: the parts keep apart, so the volume is the sum of theirs. Flat ends lie
 * half way between slices, here and below, so that half-slice end caps give the solid's own volume.
 */
function skeleton(): PhantomSolid {
  const outline = COARSE_OUTLINE;
  const ribs = Array.from({ length: 8 }, (_, k) =>
    ellipticTube([0, 0, 207.5 + 25 * k], [135, 95], [131, 91], 10, outline),
  );
  return disjointParts([
    ellipsoid([75, 20, -75], [28, 45, 65], outline),
    ellipsoid([-75, 20, -75], [28, 45, 65], outline),
    ellipsoid([0, 60, -80], [38, 18, 48], outline),
    ellipticTube([0, 45, 187.5], [20, 15], null, 420, outline),
    ellipticTube([0, 45, 487.5], [11, 9], null, 160, outline),
    ellipticTube([0, 0, 652.5], [72, 92], [69, 89], 120, outline),
    ...[95, -95].map((x) => cylinder([x, 15, -235], 17, 155, 'z', outline)),
    ...[165, -165].map((x) => cylinder([x, 25, 332.5], 16, 100, 'z', outline)),
    box([0, -80, 312.5], [34, 10, 150]),
    ...ribs,
  ]);
}

const BODY = ellipticTube([0, 0, 6.25], [178, 112], null, 320, COARSE_OUTLINE);

interface Organ {
  readonly roiName: string;
  readonly solid: PhantomSolid;
}

const ORGANS: readonly Organ[] = [
  { roiName: 'SpinalCord', solid: ellipticTube([0, 74, 131.25], [6.5, 5.5], null, 60, OUTLINE) },
  { roiName: 'CaudaEquina', solid: ellipticTube([0, 74, 33.75], [8, 6.5], null, 125, OUTLINE) },
  { roiName: 'Kidney_L', solid: ellipsoid([82, 28, 108], [24, 25, 50], OUTLINE) },
  { roiName: 'Kidney_R', solid: ellipsoid([-78, 30, 100], [25, 24, 52], OUTLINE) },
  { roiName: 'Bladder', solid: ellipsoid([0, -25, -115], [36, 28, 30], OUTLINE) },
  { roiName: 'Rectum', solid: ellipticTube([2, 28, -103.75], [16, 13], null, 80, OUTLINE) },
];

/**
 * Two plans on one planning CT: 27 Gy in 3 fractions to the pelvis, 35 Gy in 5 to the spine and beside it. Revised: the
 * same patient and structures, with other doses.
 */
export function himarsDemo(version: 'first' | 'revised' = 'first'): PhantomPatient {
  const lesions = version === 'first' ? LESIONS : LESIONS.map(asRevised);
  const targets = lesions.map((lesion) => ({
    lesion,
    target: designTarget({ ...lesion.design, prescriptionGy: PLANS[lesion.plan].regimen.doseGy }, OUTLINE),
  }));
  const bone = skeleton();
  const total = disjointParts(targets.map(({ target }) => target.gtv));
  return {
    ...(version === 'first'
      ? {
          name: 'himars-demo',
          description: 'Six lesions in bone and nodes that show every outcome of a finding',
        }
      : {
          name: 'himars-demo-revised',
          revises: 'himars-demo',
          description:
            'Another plan for the patient of himars-demo, to be compared: better for four lesions, worse for one',
        }),
    patientId: 'PHANTOM-himars-demo',
    patientName: 'Phantom^HIMARS demo',
    rois: [
      roi('BODY', 'EXTERNAL', BODY, [0, 128, 0]),
      ...targets.flatMap(({ lesion, target }) => [
        lesion.gtvDrawn
          ? roi(gtvName(lesion), 'GTV', target.gtv, [255, 0, 0])
          : { roiName: gtvName(lesion), interpretedType: 'GTV' as const, contours: [], colour: [255, 0, 0] as const },
        roi(ptvName(lesion), 'PTV', target.ptv, [255, 128, 192]),
      ]),
      roi('GTV_Total', 'GTV', total, [192, 0, 0]),
      {
        roiName: 'TTB',
        interpretedType: 'ORGAN',
        contours: contoursOf(bone, SKELETON_SLICES, ROUND_MM),
        colour: [240, 224, 160],
      },
      ...ORGANS.map(({ roiName, solid }) => roi(roiName, 'ORGAN', solid, [64, 160, 224])),
    ],
    plans: planLabels().map((label) => ({
      label,
      fractions: PLANS[label].regimen.fractions,
      prescriptions: LESIONS.filter((lesion) => lesion.plan === label).map((lesion) => ({
        roiName: ptvName(lesion),
        doseGy: PLANS[label].regimen.doseGy,
      })),
      beams: 3,
    })),
    doses: planLabels().map((label) =>
      planDose(
        label,
        targets.filter(({ lesion }) => lesion.plan === label).map(({ target }) => target),
      ),
    ),
    ct: softTissueCt(BODY, SLICES, [6.5, 6], bone),
    caseFile: {
      schema: 'trabecula/case/1',
      subject: 'phantom-himars-demo',
      trial: 'himars',
      lesions: targets.map(({ lesion, target }) => caseLesion(lesion, target)),
      trabecularBone: { rois: ['TTB'], kind: 'trabecular', skeletonComplete: true },
      gtvTotal: { rois: ['GTV_Total'], complete: true },
    },
    truth: {
      volumes: [
        ...targets.flatMap(({ lesion, target }) => [
          ...(lesion.gtvDrawn ? [{ roiName: gtvName(lesion), volumeCm3: target.truth.gtvVolumeCm3 }] : []),
          { roiName: ptvName(lesion), volumeCm3: target.truth.ptvVolumeCm3 },
        ]),
        { roiName: 'GTV_Total', volumeCm3: total.volumeMm3 / MM3_PER_CM3 },
        { roiName: 'TTB', volumeCm3: bone.volumeMm3 / MM3_PER_CM3 },
        ...ORGANS.map(({ roiName, solid }) => ({ roiName, volumeCm3: solid.volumeMm3 / MM3_PER_CM3 })),
      ],
      lesions: targets.map(({ lesion, target: { truth } }) => ({
        id: lesion.id,
        ptvCoveragePercent: truth.ptvCoveragePercent,
        gtvCoveragePercent: lesion.gtvDrawn ? truth.gtvCoveragePercent : null,
        maximumGy: truth.maximumGy,
      })),
      outcomes: lesions.flatMap(({ id, outcomes }) => [
        { rule: 'himars/ptv-coverage', lesion: id, outcome: outcomes.ptv },
        { rule: 'himars/gtv-coverage', lesion: id, outcome: outcomes.gtv },
        { rule: 'himars/prescription-isodose', lesion: id, outcome: outcomes.isodose },
        { rule: 'himars/maximum-dose', lesion: id, outcome: 'met' as const },
        { rule: 'himars/regimen', lesion: id, outcome: 'met' as const },
      ]),
    },
  };
}

function asRevised(lesion: DemoLesion): DemoLesion {
  const { design, outcomes } = lesion.revised ?? {};
  return { ...lesion, design: { ...lesion.design, ...design }, outcomes: { ...lesion.outcomes, ...outcomes } };
}

function planDose(label: DemoLesion['plan'], targets: readonly DesignedTarget[]): PhantomDose {
  return {
    label,
    plan: label,
    doseUnits: 'GY',
    doseType: 'PHYSICAL',
    doseSummationType: 'PLAN',
    frameOffsets: 'relative',
    planes: sampleDose(largestOf(targets.map((target) => target.field)), PLANS[label].layout),
  };
}

function caseLesion(lesion: DemoLesion, target: DesignedTarget): CaseLesion {
  return {
    id: lesion.id,
    gtv: gtvName(lesion),
    ptv: ptvName(lesion),
    ...lesion.facts,
    prescription: {
      ...PLANS[lesion.plan].regimen,
      ...(lesion.isodosePercent === undefined
        ? {}
        : { isodosePercent: lesion.isodosePercent, isodoseOf: 'maximum' as const }),
    },
    dose: lesion.plan,
    tps: closedFormReport(target, { withGtv: lesion.gtvDrawn }),
  };
}

function roi(
  roiName: string,
  interpretedType: RoiType,
  solid: PhantomSolid,
  colour: readonly [number, number, number],
): PhantomRoi {
  return { roiName, interpretedType, contours: contoursOf(solid, SLICES, ROUND_MM), colour };
}

/** A dose grid of about `sizeMm` around a centre. */
function doseBox(centreMm: Lps, sizeMm: Lps, [column, row, plane]: Lps): DoseLayout {
  return {
    centreMm,
    columns: Math.round(sizeMm[0] / column) + 1,
    rows: Math.round(sizeMm[1] / row) + 1,
    columnSpacingMm: column,
    rowSpacingMm: row,
    planeOffsetsMm: evenOffsets(Math.round(sizeMm[2] / plane) + 1, plane),
  };
}

function planLabels(): readonly DemoLesion['plan'][] {
  return ['PELVIS_27Gy', 'SPINE_35Gy'];
}

function gtvName({ id }: DemoLesion): string {
  return `GTV_${id.slice(1)}`;
}

function ptvName({ id }: DemoLesion): string {
  return `PTV_${id.slice(1)}`;
}
