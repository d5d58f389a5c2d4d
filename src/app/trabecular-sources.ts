import { type BoneSource, type CaseTrabecularBone, TrabeculaError } from '../../core/index.ts';
import type { BoneFiles } from './bone-files.ts';
import { boneFromArray } from './bone-from-array.ts';
import { boneFromNifti } from './bone-from-nifti.ts';
import { boneFromSeg } from './bone-from-seg.ts';

export type { CtImage } from '../dicom/index.ts';
export type { BoneFiles } from './bone-files.ts';
export { ctOfFrame } from './ct-of-frame.ts';
export { withoutCorticalShell } from './without-cortical-shell.ts';

/**
 * Bone from the volume that the case names: a label map, a DICOM segmentation or a plain array.
 *
 * @throws TrabeculaError naming the file and the key for anything that cannot be read
 */
export async function boneFromVolume(bone: CaseTrabecularBone, io: BoneFiles): Promise<BoneSource> {
  const { nifti, seg, array } = bone;
  if (nifti !== undefined) return boneFromNifti({ ...bone, nifti }, io);
  if (seg !== undefined) return boneFromSeg({ ...bone, seg }, io);
  if (array !== undefined) return boneFromArray({ ...bone, array }, io);
  throw new TrabeculaError('usage', {
    what: 'the trabecular bone is in no volume',
    where: io.where,
    attribute: 'trabecularBone',
    expected: 'nifti, seg or array',
  });
}
