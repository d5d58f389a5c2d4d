import { boundsOf, type CheckResult, type Structure, TrabeculaError } from '../../core/index.ts';
import { inputOfFile } from './input-of-file.ts';
import type { CheckSources, DoseOfLesion } from './sources.ts';
import { doseOfArray, maskOfArray, type PlainArrayFiles } from './plain-arrays.ts';

export interface NamedMask {
  /** The name by which the case calls it. */
  readonly roiName: string;
  readonly files: PlainArrayFiles;
}

/** One dose and at least one mask, instead of a DICOM export. */
export interface ArrayFiles {
  readonly dose: PlainArrayFiles;
  readonly masks: readonly NamedMask[];
}

/**
 * What a check works on, from plain arrays. They carry no patient, frame of reference or plan, so that they belong
 * together is taken from whoever named them, and said. An empty mask is not usable; it never stops the rest.
 *
 * @throws TrabeculaError `usage` for a mask name given twice, `unreadable` for an array that is not what its header says
 */
export async function sourcesFromArrays({ dose, masks }: ArrayFiles): Promise<CheckSources> {
  const structures: Structure[] = [];
  const unusable: CheckSources['unusable'][number][] = [];
  const seen = new Set<string>();
  for (const { roiName, files } of masks) {
    if (seen.has(roiName)) {
      throw new TrabeculaError('usage', { what: `the mask ${roiName} is given twice`, where: files.headerPath });
    }
    seen.add(roiName);
    const region = maskOfArray(files);
    if (boundsOf(region) === null) unusable.push({ roiName, interpretedType: null, reason: 'the mask is empty' });
    else {
      structures.push({
        roiName,
        roiNumber: null,
        interpretedType: null,
        solid: { kind: 'mask', region },
        remarks: [],
      });
    }
  }
  const taken: DoseOfLesion = {
    dose: {
      uid: dose.headerPath,
      name: dose.headerPath,
      grid: doseOfArray(dose),
      frameOfReferenceUid: null,
      prescriptions: [],
      rois: { structures, unusable },
    },
  };
  const inputs: CheckResult['inputs'] = [];
  for (const { files, modality } of [
    { files: dose, modality: 'dose array' },
    ...masks.map(({ files }) => ({ files, modality: 'mask array' })),
  ]) {
    inputs.push(await inputOfFile(files.headerPath, modality, files.header));
    inputs.push(await inputOfFile(files.dataPath, modality, files.data));
  }
  return {
    inputs: inputs
      .filter(({ sopInstanceUid }, n) => inputs.findIndex((other) => other.sopInstanceUid === sopInstanceUid) === n)
      .sort((a, b) => (a.sopInstanceUid < b.sopInstanceUid ? -1 : 1)),
    structures,
    unusable,
    doses: new Map([
      [null, taken],
      [dose.headerPath, taken],
    ]),
    blockers: [],
    warnings: [
      {
        code: 'plain-arrays',
        message:
          'plain arrays carry no patient, frame of reference or plan: that dose and masks belong together was not checked',
      },
    ],
  };
}
