import { PHANTOMS, TrabeculaError, nearestName } from '../../core/index.ts';
import type { PhantomPatient } from '../../core/index.ts';
import type { FileBytes } from '../dicom/rt-objects.ts';
import { writePhantom } from '../dicom/write-phantom.ts';
import type { WriteOptions } from '../dicom/write-phantom.ts';

/**
 * A named synthetic patient as files: CT, structure set, plans, doses and case.json.
 *
 * @throws TrabeculaError (usage) if there is no phantom of that name
 */
export function phantomFiles(name: string, options: WriteOptions = {}): readonly FileBytes[] {
  const build = Object.hasOwn(PHANTOMS, name) ? PHANTOMS[name] : undefined;
  if (build === undefined) {
    const names = Object.keys(PHANTOMS);
    throw new TrabeculaError('usage', {
      what: `there is no phantom "${name}"; did you mean "${nearestName(name, names) ?? ''}"?`,
      expected: names.join(', '),
    });
  }
  return patientFiles(build(), options);
}

/** Any synthetic patient as files. */
export function patientFiles(patient: PhantomPatient, options: WriteOptions = {}): readonly FileBytes[] {
  const caseJson = `${JSON.stringify(patient.caseFile, null, 2)}\n`;
  return [...writePhantom(patient, options), { path: 'case.json', bytes: new TextEncoder().encode(caseJson) }];
}
