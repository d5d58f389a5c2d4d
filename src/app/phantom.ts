import { PHANTOMS, TrabeculaError, nearestName } from '../../core/index.ts';
import type { PhantomMarrow, PhantomPatient } from '../../core/index.ts';
import type { FileBytes } from '../dicom/rt-objects.ts';
import { phantomSegmentation } from '../dicom/write-phantom-segmentation.ts';
import { writePhantom } from '../dicom/write-phantom.ts';
import type { WriteOptions } from '../dicom/write-phantom.ts';
import { writeLabelMap } from '../nifti/index.ts';

export interface PhantomRequest extends WriteOptions {
  /** Slices of 1 mm and pixels of half the size, for phantoms that have them. */
  readonly fine?: boolean;
}

/**
 * A named synthetic patient as files: CT, structure set, plans, doses and case.json; of the skeleton also label maps of its
 * bones, a segmentation, cases that name them, and volumes.json with what is true.
 *
 * @throws TrabeculaError (usage) if there is no phantom of that name, or none that is finer
 */
export function phantomFiles(name: string, { fine = false, ...options }: PhantomRequest = {}): readonly FileBytes[] {
  const build = Object.hasOwn(PHANTOMS, name) ? PHANTOMS[name] : undefined;
  if (build === undefined) {
    const names = Object.keys(PHANTOMS);
    throw new TrabeculaError('usage', {
      what: `there is no phantom "${name}"; did you mean "${nearestName(name, names) ?? ''}"?`,
      expected: names.join(', '),
    });
  }
  const patient = build({ fine });
  if (fine && patient.marrow === undefined) {
    throw new TrabeculaError('usage', { what: `the phantom "${name}" has no finer form`, expected: 'no --fine' });
  }
  return patientFiles(patient, options);
}

/** Any synthetic patient as files. */
export function patientFiles(patient: PhantomPatient, options: WriteOptions = {}): readonly FileBytes[] {
  return [
    ...writePhantom(patient, options),
    json('case.json', patient.caseFile),
    ...(patient.marrow === undefined ? [] : marrowFiles(patient, patient.marrow)),
  ];
}

function marrowFiles(
  patient: PhantomPatient,
  { truth, labelMaps, otherCases, segmentedRois }: PhantomMarrow,
): readonly FileBytes[] {
  return [
    ...otherCases.map(({ path, caseFile }) => json(path, caseFile)),
    json('volumes.json', { unit: 'cm3', ...truth }),
    { path: 'SEG.dcm', bytes: phantomSegmentation(patient, segmentedRois) },
    ...labelMaps.map((map) => ({ path: `${map.name}.nii`, bytes: writeLabelMap(map) })),
  ];
}

function json(path: string, value: unknown): FileBytes {
  return { path, bytes: new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`) };
}
