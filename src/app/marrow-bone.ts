import {
  type BoneSource,
  type CaseTrabecularBone,
  type Region,
  regionOf,
  stackFromContours,
  type Solid,
  TrabeculaError,
  uniteAll,
} from '../../core/index.ts';
import { frameOfRoi, type RtRoi, type RtStructureSet } from '../dicom/index.ts';
import { findRoiNamed } from './find-roi-named.ts';
import { type BoneFiles, boneFromVolume, withoutCorticalShell } from './trabecular-sources.ts';

/**
 * The bone that a case names, from wherever it is. Whole bones lose their shell when the case asks for it: `lesions` count as
 * the inside of bone then.
 */
export async function boneOf(
  bone: CaseTrabecularBone,
  structureSet: RtStructureSet | null,
  io: BoneFiles,
): Promise<BoneSource> {
  if (bone.rois === undefined) return boneFromVolume(bone, io);
  if (structureSet === null) {
    throw new TrabeculaError('nothing-found', { what: 'no structure set (RTSTRUCT) among the files', where: io.where });
  }
  return boneFromRois(bone.rois, bone.kind ?? null, structureSet, io.where);
}

/** The shell taken off, if the case asks for it. */
export async function withoutShellOf(
  bone: BoneSource,
  declared: CaseTrabecularBone,
  lesions: Region,
  io: BoneFiles,
): Promise<BoneSource> {
  return declared.shell === undefined ? bone : withoutCorticalShell(bone, declared.shell, lesions, io, declared.ct);
}

function boneFromRois(
  names: readonly string[],
  kind: BoneSource['kind'],
  structureSet: RtStructureSet,
  where: string,
): BoneSource {
  const rois = names.map((name) => findRoiNamed(name, structureSet, where));
  const solids = rois.map((roi) => boneSolid(roi, where));
  const frames = [...new Set(rois.map((roi) => frameOfRoi(roi, structureSet)))];
  if (frames.length > 1) {
    throw new TrabeculaError('contradiction', {
      what: 'the bones are drawn in several frames of reference',
      where,
      attribute: 'trabecularBone.rois',
      found: frames.map((frame) => frame ?? 'none').join(', '),
      expected: 'one frame',
    });
  }
  return {
    from: `${names.length === 1 ? 'ROI' : 'ROIs'} ${names.join(', ')} of ${structureSet.path}`,
    names,
    kind,
    frameOfReferenceUid: frames[0] ?? null,
    regionOf: (convention) => uniteAll(solids.map(({ solid }) => regionOf(solid, convention))),
    isDrawn: true,
    remarks: solids.flatMap(({ remarks }, n) => remarks.map((remark) => `${names[n] ?? ''}: ${remark}`)),
    estimate: null,
  };
}

function boneSolid(roi: RtRoi, where: string): { readonly solid: Solid; readonly remarks: readonly string[] } {
  const { stack, remarks, reason } = stackFromContours(roi.contours);
  if (stack !== null) return { solid: { kind: 'contours', stack, singlePlaneThicknessMm: null }, remarks };
  // Left out, the rest of the bones would pass for all of them.
  throw new TrabeculaError('unreadable', {
    what: `ROI ${roi.roiName} of the trabecular bone is not usable: ${reason ?? 'no solid'}`,
    where,
    attribute: 'trabecularBone.rois',
  });
}
