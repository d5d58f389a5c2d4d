import {
  type CaseFile,
  type CaseLesion,
  DEFAULT_CONVENTION,
  regionOf,
  stackFromContours,
  type TargetInFrame,
  volumeCm3Of,
} from '../../core/index.ts';
import { frameOfRoi, type RtExport, type RtRoi, type RtStructureSet } from '../dicom/index.ts';
import { findRoiNamed } from './find-roi-named.ts';
import { structureSetOfDose } from './structure-set-of-dose.ts';

export interface LesionInFrame {
  readonly lesion: CaseLesion;
  readonly gtv: TargetInFrame;
  readonly ptv: TargetInFrame;
  /** GTV of the plan, where that is another ROI or lies in another frame. */
  readonly planVolumeCm3: number | null;
  /** Where that GTV is drawn. */
  readonly planStructureSet: RtStructureSet | null;
  /** Why it is not told which GTV is the plan's. */
  readonly planDoubt: string | null;
}

/**
 * The lesions of a case in the frame of reference of its bone. Geometry never crosses frames: a GTV that is drawn in another
 * one has a volume there, but no place here.
 */
export function lesionsInFrame(
  caseFile: CaseFile,
  found: RtExport,
  structureSet: RtStructureSet | null,
  frame: string | null,
  where: string,
): LesionInFrame[] {
  return (caseFile.lesions ?? []).map((lesion) => ({
    lesion,
    gtv: targetInFrame(lesion, 'gtv', structureSet, frame, where),
    ptv: targetInFrame(lesion, 'ptv', structureSet, frame, where),
    ...planGtv(lesion, found, structureSet, frame),
  }));
}

function targetInFrame(
  lesion: CaseLesion,
  role: 'gtv' | 'ptv',
  structureSet: RtStructureSet | null,
  frame: string | null,
  where: string,
): TargetInFrame {
  const own = lesion.marrow?.[role];
  const name = own ?? lesion[role];
  const word = role.toUpperCase();
  if (name === undefined) return { solid: null, reason: `the case names no ${word}` };
  if (structureSet === null) return { solid: null, reason: 'no structure set' };
  const isHere = structureSet.rois.some(({ roiName }) => roiName === name);
  if (!isHere && own === undefined) {
    return {
      solid: null,
      reason: `the ${word} is not in the structure set of the trabecular bone ("marrow" names it)`,
    };
  }
  const roi = findRoiNamed(name, structureSet, where);
  if (frame === null || frameOfRoi(roi, structureSet) !== frame) {
    return { solid: null, reason: `the ${word} lies in another frame of reference than the trabecular bone` };
  }
  return solidOf(roi, word);
}

function solidOf(roi: RtRoi, word: string): TargetInFrame {
  const { stack, reason } = stackFromContours(roi.contours);
  return stack === null
    ? { solid: null, reason: `the ${word} is not usable: ${reason ?? 'no solid'}` }
    : { solid: { kind: 'contours', stack, singlePlaneThicknessMm: null } };
}

type PlanGtv = Pick<LesionInFrame, 'planVolumeCm3' | 'planStructureSet' | 'planDoubt'>;

const NO_PLAN_GTV: PlanGtv = { planVolumeCm3: null, planStructureSet: null, planDoubt: null };

/**
 * The plan's own GTV; none where the ratio uses that very one. Several regional plans may use one name for different
 * lesions: the lesion's dose says which structure set is meant.
 */
function planGtv(
  lesion: CaseLesion,
  found: RtExport,
  structureSet: RtStructureSet | null,
  frame: string | null,
): PlanGtv {
  const { id, gtv, marrow } = lesion;
  if (gtv === undefined) return NO_PLAN_GTV;
  const ofDose = structureSetOfDose(lesion, found);
  const all = found.structureSets.flatMap((set) =>
    set.rois.filter(({ roiName }) => roiName === gtv).map((roi) => ({ set, roi })),
  );
  const planned = all.filter(({ set }) => set.path === ofDose);
  const elsewhere = all.filter(({ set }) => set !== structureSet);
  const candidates = planned.length > 0 ? planned : elsewhere.length > 0 ? elsewhere : all;
  const usable = candidates.flatMap(({ set, roi }) => {
    const isUsedAlready = set === structureSet && frameOfRoi(roi, set) === frame && (marrow?.gtv ?? gtv) === gtv;
    const { solid } = isUsedAlready ? { solid: null } : solidOf(roi, 'GTV');
    return solid === null ? [] : [{ set, solid }];
  });
  const [only, ...others] = usable;
  if (only === undefined) return NO_PLAN_GTV;
  if (others.length > 0) {
    const paths = usable.map(({ set }) => set.path).join(', ');
    const planDoubt = `${id}: ${gtv} is in ${paths}; its dose does not tell which is the plan’s, so no volume stands beside`;
    return { ...NO_PLAN_GTV, planDoubt };
  }
  return {
    planVolumeCm3: volumeCm3Of(regionOf(only.solid, DEFAULT_CONVENTION)),
    planStructureSet: only.set,
    planDoubt: null,
  };
}
