import {
  type CaseFile,
  type CaseLesion,
  DEFAULT_CONVENTION,
  regionOf,
  stackFromContours,
  type TargetInFrame,
  volumeCm3Of,
} from '../../core/index.ts';
import { frameOfRoi, type RtRoi, type RtStructureSet } from '../dicom/index.ts';
import { findRoiNamed } from './find-roi-named.ts';

export interface LesionInFrame {
  readonly lesion: CaseLesion;
  readonly gtv: TargetInFrame;
  readonly ptv: TargetInFrame;
  /** GTV of the plan, where that is another ROI or lies in another frame. */
  readonly planVolumeCm3: number | null;
}

/**
 * The lesions of a case in the frame of reference of its bone. Geometry never crosses frames: a GTV that is drawn in another
 * one has a volume there, but no place here.
 */
export function lesionsInFrame(
  caseFile: CaseFile,
  structureSets: readonly RtStructureSet[],
  structureSet: RtStructureSet | null,
  frame: string | null,
  where: string,
): LesionInFrame[] {
  return (caseFile.lesions ?? []).map((lesion) => ({
    lesion,
    gtv: targetInFrame(lesion, 'gtv', structureSet, frame, where),
    ptv: targetInFrame(lesion, 'ptv', structureSet, frame, where),
    planVolumeCm3: planVolume(lesion, structureSets, structureSet, frame),
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

/** Volume of the plan's own GTV; null where the ratio uses that very one. */
function planVolume(
  { gtv, marrow }: CaseLesion,
  structureSets: readonly RtStructureSet[],
  structureSet: RtStructureSet | null,
  frame: string | null,
): number | null {
  if (gtv === undefined) return null;
  for (const set of structureSets) {
    const roi = set.rois.find(({ roiName }) => roiName === gtv);
    if (roi === undefined) continue;
    if (set === structureSet && frameOfRoi(roi, set) === frame && (marrow?.gtv ?? gtv) === gtv) continue;
    const target = solidOf(roi, 'GTV');
    if (target.solid !== null) return volumeCm3Of(regionOf(target.solid, DEFAULT_CONVENTION));
  }
  return null;
}
