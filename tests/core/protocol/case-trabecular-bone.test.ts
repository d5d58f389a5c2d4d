import { describe, expect, it } from 'vitest';
import { isTrabeculaError, readCaseFile } from '../../../core/index.ts';

const WHOLE = { kind: 'trabecular', skeletonComplete: true };
function refusal(trabecularBone: object): { message: string; kind: string } {
  try {
    readCaseFile({ schema: 'trabecula/case/1', trabecularBone }, 'case.json');
  } catch (error) {
    if (isTrabeculaError(error)) return { message: error.message, kind: error.kind };
    throw error;
  }
  throw new Error('accepted');
}
const read = (trabecularBone: object): unknown =>
  readCaseFile({ schema: 'trabecula/case/1', trabecularBone }, 'case.json').trabecularBone;

describe('the trabecular bone of a case', () => {
  it.each([
    { rois: ['TTB'], structureSet: 'RS1', ...WHOLE },
    {
      nifti: 'bone.nii.gz',
      labels: [25, 'sacrum'],
      labelNames: { 25: 'sacrum' },
      frameOfReferenceUid: '1.2',
      ...WHOLE,
    },
    { array: 'bone.json', labels: [1], labelNames: 'names.txt', frameOfReferenceUid: '1.2', ...WHOLE },
    { seg: '1.2.3', segments: [1, 'sacrum'], ...WHOLE },
    { rois: ['BONE'], kind: 'whole-bone', ct: '1.2', shell: { method: 'erosion', thicknessMm: 2, accepted: true } },
    { nifti: 'bone.nii' },
  ])('may be %o', (bone) => {
    expect(read(bone)).toEqual(bone);
  });

  it('has exactly one source', () => {
    expect(refusal(WHOLE)).toEqual({
      kind: 'unreadable',
      message:
        'case.json, trabecularBone: the trabecular bone has no source (expected exactly one of rois, nifti, seg, array)',
    });
    expect(refusal({ ...WHOLE, rois: ['TTB'], seg: '1.2' }).message).toBe(
      'case.json, trabecularBone: the trabecular bone has more than one source (found rois, seg; expected exactly one of rois, nifti, seg, array)',
    );
  });

  it.each([
    ['labels', [1], 'rois', ['TTB'], 'nifti or array'],
    ['labels', [1], 'seg', '1.2', 'nifti or array'],
    ['labelNames', 'names.txt', 'seg', '1.2', 'nifti or array'],
    ['segments', [1], 'nifti', 'a.nii', 'seg'],
    ['segments', [1], 'array', 'a.json', 'seg'],
  ])('"%s" %j is refused beside "%s"', (key, value, source, of, owner) => {
    expect(refusal({ ...WHOLE, [source]: of, [key]: value })).toEqual({
      kind: 'unreadable',
      message: `case.json, trabecularBone.${key}: "${key}" says nothing of ${source} (expected only with ${owner})`,
    });
  });

  it('has a shell only as whole bone', () => {
    const shell = { method: 'erosion', accepted: false };
    for (const kind of [{ kind: 'trabecular' }, {}])
      expect(refusal({ rois: ['TTB'], ...kind, shell })).toEqual({
        kind: 'unreadable',
        message:
          'case.json, trabecularBone.shell: a shell is taken off whole bones, not off trabecular bone (expected only with "kind": "whole-bone")',
      });
  });

  it('a lesion that is named twice is refused as unreadable', () => {
    const lesions = [
      { id: 'L1', gtv: 'A' },
      { id: 'L1', gtv: 'B' },
    ];
    try {
      readCaseFile({ schema: 'trabecula/case/1', lesions }, 'case.json');
    } catch (error) {
      expect(isTrabeculaError(error) && error.kind).toBe('unreadable');
      return;
    }
    throw new Error('accepted');
  });
});
