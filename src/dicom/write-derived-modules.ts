import { boundsOf, TrabeculaError } from '../../core/index.ts';
import { DERIVED_MANUFACTURER, type DerivedStructures } from './derived-structures.ts';
import { deriveUid } from './derive-uid.ts';
import type { WritableDataSet } from './write-data-set.ts';

/** Said in every object that is derived here, so that nobody takes it for an approved target. */
export const NOT_FOR_PLANNING = 'research, not for planning';

export const DERIVED_SOP_CLASS_UID = {
  RTSTRUCT: '1.2.840.10008.5.1.4.1.1.481.3',
  SEG: '1.2.840.10008.5.1.4.1.1.66.4',
} as const;

const LONGEST_NAME = 16;
const FLAT = 1e-4;

/**
 * Patient, General Study, series, Frame of Reference, General Equipment and SOP Common modules: patient, study and frame of
 * the CT, an own series and instance.
 */
export function derivedModules(
  { ct, label, software, seed }: DerivedStructures,
  modality: keyof typeof DERIVED_SOP_CLASS_UID,
): WritableDataSet {
  const uid = (what: string): string => deriveUid('trabecula', 'derived', modality, what, seed, ct.seriesInstanceUid);
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    SOPClassUID: DERIVED_SOP_CLASS_UID[modality],
    SOPInstanceUID: uid('instance'),
    StudyDate: ct.studyDate ?? '',
    SeriesDate: ct.studyDate ?? '',
    StudyTime: ct.studyTime ?? '',
    SeriesTime: ct.studyTime ?? '',
    AccessionNumber: ct.accessionNumber ?? '',
    Modality: modality,
    Manufacturer: DERIVED_MANUFACTURER,
    ReferringPhysicianName: ct.referringPhysician ?? '',
    SeriesDescription: cut(`${label}: ${NOT_FOR_PLANNING}`, 64),
    OperatorsName: '',
    ManufacturerModelName: cut(software.name, 64),
    PatientName: ct.patient.patientName ?? '',
    PatientID: ct.patient.patientId ?? '',
    PatientBirthDate: ct.patient.birthDate ?? '',
    PatientSex: ct.patient.sex ?? '',
    DeviceSerialNumber: '0',
    SoftwareVersions: cut(software.version, 64),
    StudyInstanceUID: ct.studyInstanceUid,
    SeriesInstanceUID: uid('series'),
    StudyID: ct.studyId ?? '',
    SeriesNumber: '9001',
    InstanceNumber: '1',
    FrameOfReferenceUID: ct.frameOfReferenceUid,
    PositionReferenceIndicator: '',
  };
}

/**
 * @throws TrabeculaError (usage) if there is nothing to write, a name is too long or used twice, or a solid is empty;
 *   (unreadable) if the CT is not axial
 */
export function refuseUnwritable({ structures, ct }: DerivedStructures): void {
  if (structures.length === 0) throw new TrabeculaError('usage', { what: 'no structures to write' });
  const names = new Set<string>();
  for (const { name, region } of structures) {
    const refuse = (what: string, expected: string): never => {
      throw new TrabeculaError('usage', { what, where: 'structures to write', found: name, expected });
    };
    if (name === '' || name.length > LONGEST_NAME)
      refuse('a name that does not fit', `1 to ${LONGEST_NAME} characters`);
    if (names.has(name.toLowerCase())) refuse('a name is used twice', 'names that differ, whatever the case');
    if (boundsOf(region) === null) refuse('an empty solid', 'a solid with a volume');
    names.add(name.toLowerCase());
  }
  const directions = [...ct.rowDirection, ...ct.columnDirection];
  if (Math.abs(ct.rowDirection[2]) > FLAT || Math.abs(ct.columnDirection[2]) > FLAT) {
    throw new TrabeculaError('unreadable', {
      what: 'the CT is not axial: contours of constant z would not lie in its slices',
      where: `CT series ${ct.seriesInstanceUid}`,
      attribute: '(0020,0037) ImageOrientationPatient',
      found: directions.join('\\'),
      expected: 'rows and columns of constant z',
    });
  }
}

export function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length);
}
