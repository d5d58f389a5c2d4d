import type { PhantomPatient } from '../../core/index.ts';
import { ctSlices } from './write-ct.ts';
import { TRANSFER_SYNTAX, writeDataSet } from './write-data-set.ts';
import type { WritableDataSet } from './write-data-set.ts';
import { doseObject } from './write-dose.ts';
import { patientUids } from './write-modules.ts';
import { planObject } from './write-plan.ts';
import type { FileBytes } from './rt-objects.ts';
import { structureSet } from './write-structure-set.ts';

export interface WriteOptions {
  /** Changes a data set before it is written; for exports that are broken or unusual on purpose. */
  readonly amend?: (dataSet: WritableDataSet, path: string) => WritableDataSet;
}

/** A synthetic patient as DICOM-RT files, the same bytes every time. Paths use "/". */
export function writePhantom(
  patient: PhantomPatient,
  { amend = (same) => same }: WriteOptions = {},
): readonly FileBytes[] {
  const uids = patientUids(patient);
  const file = (path: string, dataSet: WritableDataSet, syntax: keyof typeof TRANSFER_SYNTAX): FileBytes => ({
    path,
    bytes: writeDataSet(amend(dataSet, path), TRANSFER_SYNTAX[syntax]),
  });
  const ct = patient.ct === null || patient.revises !== undefined ? [] : ctSlices(patient, patient.ct, uids);
  return [
    ...ct.map((slice, index) => file(`CT/CT_${String(index + 1).padStart(3, '0')}.dcm`, slice, 'explicitLittleEndian')),
    file('RS.dcm', structureSet(patient, uids), 'implicitLittleEndian'),
    ...patient.plans.map((plan, index) =>
      file(`RP_${plan.label}.dcm`, planObject(patient, plan, index, uids), 'explicitLittleEndian'),
    ),
    ...patient.doses.map((dose, index) =>
      file(doseFileName(patient, index), doseObject(patient, dose, index, uids), 'explicitLittleEndian'),
    ),
  ];
}

function doseFileName(patient: PhantomPatient, index: number): string {
  const label = patient.doses[index]?.label ?? '';
  const namesakes = patient.doses.filter((dose) => dose.label === label);
  return namesakes.length < 2 ? `RD_${label}.dcm` : `RD_${label}_${String(index + 1)}.dcm`;
}
