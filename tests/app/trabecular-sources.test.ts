import { describe, expect, it } from 'vitest';
import { DEFAULT_CONVENTION, isTrabeculaError, readCaseFile, volumeCm3Of, type BoneSource } from '../../core/index.ts';
import { boneFromVolume, withoutCorticalShell, type BoneFiles } from '../../src/app/trabecular-sources.ts';
import { EMPTY } from '../../core/index.ts';
import { readExport } from '../../src/dicom/index.ts';
import { ctFile, segElements } from '../dicom/ct-files.ts';
import { dicomFile } from '../dicom/dicom-bytes.ts';
import { gzipped, niftiBytes } from '../nifti/nifti-bytes.ts';

const SFORM = [
  [-2, 0, 0, 10],
  [0, -3, 0, 20],
  [0, 0, 5, -30],
] as const;
const LABELS = Array.from({ length: 60 }, (_, n) => (n < 20 ? 25 : n < 30 ? 77 : n < 35 ? 1 : 0));
const TABLE =
  '<CaretExtension><LabelTable><Label Key="25">sacrum</Label><Label Key="77">hip_left</Label><Label Key="1">spleen</Label></LabelTable></CaretExtension>';
const nifti = (extension = TABLE): Uint8Array =>
  gzipped(niftiBytes({ size: [5, 4, 3], sform: SFORM, extension }, LABELS));
const seg = dicomFile(
  segElements({
    columns: 3,
    rows: 5,
    frames: [{ segment: 2, zMm: 3, pixels: Array.from({ length: 15 }, (_, n) => (n < 4 ? 1 : 0)) }],
  }),
  { syntax: 'explicit-little' },
);
const header = {
  size: [2, 2, 2],
  spacingMm: [1, 2, 3],
  originMm: [0, 0, 0],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  dtype: 'uint8',
  file: 'bone.raw',
};

const FILES: Record<string, Uint8Array> = {
  'bones.nii.gz': nifti(),
  'plain.nii.gz': nifti(''),
  'names.txt': new TextEncoder().encode('25 Sacrum\n77 Hip left\n'),
  'seg.dcm': seg,
  'arrays/bone.json': new TextEncoder().encode(JSON.stringify(header)),
  'arrays/bone.raw': Uint8Array.of(3, 3, 0, 0, 0, 7, 0, 0),
  'CT0.dcm': ctFile(0, 0).bytes,
  'CT1.dcm': ctFile(1, 2.5).bytes,
};

async function bone(of: object): Promise<BoneSource> {
  const files = Object.entries(FILES).map(([path, bytes]) => ({ path, bytes }));
  const io: BoneFiles = {
    found: await readExport(files),
    files,
    where: 'case.json',
    named: (file) => {
      const bytes = FILES[file];
      return bytes === undefined ? Promise.reject(new Error(`no ${file}`)) : Promise.resolve({ path: file, bytes });
    },
  };
  const trabecularBone = { kind: 'whole-bone', skeletonComplete: true, ...of };
  const declared = readCaseFile({ schema: 'trabecula/case/1', trabecularBone }, 'case.json').trabecularBone!;
  const source = await boneFromVolume(declared, io);
  return declared.shell === undefined ? source : withoutCorticalShell(source, declared.shell, EMPTY, io);
}

const mm3 = (source: BoneSource): number => volumeCm3Of(source.regionOf(DEFAULT_CONVENTION)) * 1000;

async function refusal(of: object): Promise<string> {
  try {
    await bone(of);
  } catch (error) {
    if (isTrabeculaError(error)) return error.message;
    throw error;
  }
  return 'read without complaint';
}

describe('bone from a label map', () => {
  it('is the classes that the case names, by the names in the file, in the case or in a file of the case', async () => {
    for (const of of [
      { labels: ['sacrum', 77] },
      { labels: ['SACRUM', 'hip_*'] },
      { labels: ['left hip', 'base'], labelNames: { 25: 'base', 77: 'left hip' } },
      { labels: ['sacrum', 'hip left'], labelNames: 'names.txt' },
    ]) {
      const source = await bone({ nifti: 'bones.nii.gz', ...of });
      expect(mm3(source)).toBeCloseTo(30 * 30, 6);
      expect(source.from).toBe('classes 25, 77 of bones.nii.gz');
    }
    expect((await bone({ nifti: 'bones.nii.gz', labels: ['sacrum'] })).from).toBe('class 25 sacrum of bones.nii.gz');
  });

  it('is everything where the case names nothing, and says what is no bone', async () => {
    const named = await bone({ nifti: 'bones.nii.gz' });
    expect(mm3(named)).toBeCloseTo(35 * 30, 6);
    expect(named.remarks.join()).toMatch(/say no bone: 1 spleen/);
    expect((await bone({ nifti: 'plain.nii.gz' })).remarks.join()).toMatch(/1, 25, 77 have no name/);
  });

  it('keeps its declared kind, and the frame of reference that the case gives it, or none', async () => {
    const source = await bone({ nifti: 'bones.nii.gz', labels: [25], kind: 'trabecular' });
    expect([source.kind, source.frameOfReferenceUid, source.isDrawn]).toEqual(['trabecular', null, false]);
    expect(
      (await bone({ nifti: 'bones.nii.gz', labels: [25], frameOfReferenceUid: '1.2.3' })).frameOfReferenceUid,
    ).toBe('1.2.3');
  });

  it('is refused where a class is not there, and remarks on one of several', async () => {
    expect(await refusal({ nifti: 'bones.nii.gz', labels: [26] })).toMatch(
      /none of the classes.*classes 1, 25, 77.*26/,
    );
    expect(await refusal({ nifti: 'bones.nii.gz', labels: ['scarum'] })).toMatch(/no class is called "scarum".*sacrum/);
    expect((await bone({ nifti: 'bones.nii.gz', labels: [25, 26] })).remarks.join()).toMatch(
      /class 26: not in the label map/,
    );
  });
});

describe('bone from other volumes', () => {
  it('is a segment by number or label, in the frame of the segmentation', async () => {
    for (const segments of [[2], ['left HIP'], undefined]) {
      const source = await bone({ seg: 'seg.dcm', ...(segments === undefined ? {} : { segments }) });
      expect(mm3(source)).toBeCloseTo(4 * 3, 6);
      expect(source.frameOfReferenceUid).toBe('1.2.3.9');
    }
    expect(await refusal({ seg: 'seg.dcm', segments: ['left hop'] })).toMatch(/no segment "left hop".*Left hip/);
    expect(await refusal({ seg: 'seg.dcm', segments: [1] })).toMatch(/segments are empty.*segment 1 Sacrum/);
  });

  it('is the classes of a plain array, its raw file beside its header', async () => {
    expect(mm3(await bone({ array: 'arrays/bone.json', labels: [3] }))).toBeCloseTo(12, 6);
    expect(mm3(await bone({ array: 'arrays/bone.json', labels: [3, 7] }))).toBeCloseTo(18, 6);
    expect(await refusal({ array: 'arrays/bone.json' })).toMatch(/neither 0, 1 nor a share/);
    expect(await refusal({ array: 'arrays/bone.json', labels: [4] })).toMatch(/none of the classes/);
  });
});

describe('taking the shell off', () => {
  it('marks the result as an estimate and keeps whether the case accepts it', async () => {
    const whole = { seg: 'seg.dcm' };
    for (const accepted of [true, false]) {
      const source = await bone({ ...whole, shell: { method: 'adaptive-threshold', accepted } });
      expect(source.kind).toBe('trabecular');
      expect(source.estimate).toMatchObject({ accepted, wholeBoneCm3: expect.closeTo(0.012, 6) as number });
      expect(source.estimate!.sensitivity.map(({ change }) => change).join()).toMatch(/50 HU lower.*50 HU higher/);
    }
  });

  it('is refused without a thickness to erode, and without a CT in the frame of the bone', async () => {
    expect(await refusal({ seg: 'seg.dcm', shell: { method: 'erosion', accepted: true } })).toMatch(
      /needs the thickness/,
    );
    const elsewhere = { nifti: 'bones.nii.gz', labels: [25], frameOfReferenceUid: '9.9' };
    expect(await refusal({ ...elsewhere, shell: { method: 'erosion', thicknessMm: 1, accepted: true } })).toMatch(
      /no CT lies in the frame/,
    );
  });
});
