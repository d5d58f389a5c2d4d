import type { Lps } from '../geometry/axes.ts';
import type { CaseFile } from '../protocol/case-file.ts';
import { MM3_PER_CM3 } from '../quantity.ts';
import { evenOffsets, largestOf, sampleDose } from './doses.ts';
import { closedFormReport } from './lesion-case.ts';
import type { PhantomPatient, PhantomRoi, RoiType } from './patient.ts';
import { contoursOf, disjointParts, ellipticTube } from './shapes.ts';
import type { PhantomSolid } from './shapes.ts';
import { BONE_ROIS, skeletonParts } from './skeleton-bones.ts';
import type { BonePart, BoneRoi } from './skeleton-bones.ts';
import { skeletonCt } from './skeleton-ct.ts';
import { boneLabelMaps } from './skeleton-labels.ts';
import { OVERLAPPING, PRESCRIPTION, skeletonLesions } from './skeleton-lesions.ts';
import type { SkeletonLesion } from './skeleton-lesions.ts';
import { marrowTruth } from './skeleton-truth.ts';
import { unitedEllipsoids } from './united-ellipsoids.ts';

export interface SkeletonOptions {
  /** Slices of 1 mm and pixels of half the size: 70 MB instead of 6. */
  readonly fine?: boolean;
}

const ROUND_MM = 0.001;
const PLAN = 'METASTASES_27Gy';

/** Ends lie half way between slices. */
const BODY = ellipticTube([0, 0, 60], [175, 110], null, 813, { sagMm: 0.2 });
const CANAL = ellipticTube([0, 72, 237], [9, 7.5], null, 465, { sagMm: 0.05 });

/**
 * Spine, pelvis and femora with ten lesions on a CT in Hounsfield units. Trabecular and whole bone are drawn in seven ROIs
 * each, which overlap at the femora: their union is what counts.
 */
export function skeletonPhantom({ fine = false }: SkeletonOptions = {}): PhantomPatient {
  const slices = { spacingMm: fine ? 1 : 3 };
  const parts = skeletonParts();
  const lesions = skeletonLesions();
  const ct = skeletonCt(BODY, CANAL, parts, lesions, slices, fine ? [1.5, 1.25] : [3, 2.5]);
  const truth = marrowTruth(parts, lesions);
  const roi = (
    roiName: string,
    interpretedType: RoiType,
    solid: PhantomSolid,
    colour: readonly [number, number, number],
  ): PhantomRoi => ({ roiName, interpretedType, contours: contoursOf(solid, slices, ROUND_MM), colour });
  return {
    name: 'skeleton',
    description: 'Spine, pelvis and femora with ten lesions, and how much trabecular bone they take',
    patientId: 'PHANTOM-skeleton',
    patientName: 'Phantom^Skeleton',
    rois: [
      roi('BODY', 'EXTERNAL', BODY, [0, 128, 0]),
      ...lesions.flatMap((lesion) => [
        roi(gtvName(lesion), 'GTV', lesion.gtv, [255, 0, 0]),
        roi(ptvName(lesion), 'PTV', lesion.target.ptv, [255, 128, 192]),
      ]),
      roi('GTV_Total', 'GTV', allLesions(lesions), [192, 0, 0]),
      ...BONE_ROIS.map((name) => roi(trabecularName(name), 'ORGAN', solidOf(parts, name, 'inner'), [240, 224, 160])),
      ...BONE_ROIS.map((name) => roi(name, 'ORGAN', solidOf(parts, name, 'whole'), [200, 200, 200])),
      roi('SpinalCanal', 'ORGAN', CANAL, [64, 160, 224]),
    ],
    plans: [
      {
        label: PLAN,
        fractions: PRESCRIPTION.fractions,
        prescriptions: lesions.map((lesion) => ({ roiName: ptvName(lesion), doseGy: PRESCRIPTION.doseGy })),
        beams: 3,
      },
    ],
    doses: [
      {
        label: PLAN,
        plan: PLAN,
        doseUnits: 'GY',
        doseType: 'PHYSICAL',
        doseSummationType: 'PLAN',
        frameOffsets: 'relative',
        planes: sampleDose(largestOf(lesions.map(({ target }) => target.field)), DOSE_LAYOUT),
      },
    ],
    ct,
    caseFile: caseOf(lesions, TRABECULAR),
    truth: {
      volumes: [
        ...lesions.flatMap((lesion) => [
          { roiName: gtvName(lesion), volumeCm3: lesion.target.truth.gtvVolumeCm3 },
          { roiName: ptvName(lesion), volumeCm3: lesion.target.truth.ptvVolumeCm3 },
        ]),
        { roiName: 'GTV_Total', volumeCm3: truth.gtvTotalCm3 },
        ...BONE_ROIS.flatMap((name) => [
          { roiName: trabecularName(name), volumeCm3: solidOf(parts, name, 'inner').volumeMm3 / MM3_PER_CM3 },
          { roiName: name, volumeCm3: solidOf(parts, name, 'whole').volumeMm3 / MM3_PER_CM3 },
        ]),
      ],
      lesions: lesions.map(({ id, target }) => ({
        id,
        // Where two targets overlap, each also gets the dose of the other.
        ptvCoveragePercent: overlaps(id) ? null : target.truth.ptvCoveragePercent,
        gtvCoveragePercent: overlaps(id) ? null : target.truth.gtvCoveragePercent,
        maximumGy: target.truth.maximumGy,
      })),
      outcomes: lesions.flatMap(({ id }) => [
        { rule: 'himars/ptv-coverage', lesion: id, outcome: 'per-protocol' as const },
        { rule: 'himars/gtv-coverage', lesion: id, outcome: 'met' as const },
      ]),
    },
    marrow: {
      truth,
      otherCases: [
        { path: 'case-whole-bone.json', caseFile: caseOf(lesions, WHOLE_BONE) },
        { path: 'case-label-map.json', caseFile: caseOf(lesions, LABEL_MAP) },
        { path: 'case-segmentation.json', caseFile: caseOf(lesions, SEGMENTATION) },
      ],
      labelMaps: boneLabelMaps(parts, ct),
      segmentedRois: BONE_ROIS.map(trabecularName),
    },
  };
}

const TRABECULAR: CaseFile['trabecularBone'] = {
  rois: BONE_ROIS.map(trabecularName),
  kind: 'trabecular',
  skeletonComplete: true,
};

const WHOLE_BONE: CaseFile['trabecularBone'] = {
  rois: [...BONE_ROIS],
  kind: 'whole-bone',
  skeletonComplete: true,
  shell: { method: 'erosion', thicknessMm: 3, accepted: true },
};

const LABEL_MAP: CaseFile['trabecularBone'] = {
  nifti: 'trabecular.nii',
  kind: 'trabecular',
  skeletonComplete: true,
};

const SEGMENTATION: CaseFile['trabecularBone'] = {
  seg: 'SEG.dcm',
  kind: 'trabecular',
  skeletonComplete: true,
};

function caseOf(lesions: readonly SkeletonLesion[], trabecularBone: CaseFile['trabecularBone']): CaseFile {
  return {
    schema: 'trabecula/case/1',
    subject: 'phantom-skeleton',
    trial: 'himars',
    lesions: lesions.map((lesion) => ({
      id: lesion.id,
      gtv: gtvName(lesion),
      ptv: ptvName(lesion),
      ...lesion.facts,
      prescription: { ...PRESCRIPTION },
      dose: PLAN,
      ...(overlaps(lesion.id) ? {} : { tps: closedFormReport(lesion.target) }),
    })),
    trabecularBone,
    gtvTotal: { rois: ['GTV_Total'], complete: true },
    readings: { irradiationVolume: 'gtv', nodes: 'with' },
    level: 1,
  };
}

/** Reaches over half of the prescription around all PTVs. */
const DOSE_LAYOUT = {
  centreMm: [12, 26, 44] as Lps,
  columns: 87,
  rows: 49,
  columnSpacingMm: 4,
  rowSpacingMm: 3.5,
  planeOffsetsMm: evenOffsets(145, 4),
};

/** One ROI of all GTVs, the two that overlap drawn as one. */
function allLesions(lesions: readonly SkeletonLesion[]): PhantomSolid {
  const { first, second } = OVERLAPPING;
  return disjointParts([
    ...lesions.filter(({ id }) => !overlaps(id)).map(({ gtv }) => gtv),
    unitedEllipsoids(first.centreMm, first.semiAxesMm, second.centreMm, second.scale),
  ]);
}

function solidOf(parts: readonly BonePart[], name: BoneRoi, which: 'whole' | 'inner'): PhantomSolid {
  return disjointParts(parts.filter(({ roi }) => roi === name).map((part) => part[which]));
}

function overlaps(id: string): boolean {
  return id === OVERLAPPING.first.id || id === OVERLAPPING.second.id;
}

function trabecularName(name: BoneRoi): string {
  return `TB_${name.replace('Bone_', '')}`;
}

function gtvName({ id }: SkeletonLesion): string {
  return `GTV_${id.slice(1)}`;
}

function ptvName({ id }: SkeletonLesion): string {
  return `PTV_${id.slice(1)}`;
}
