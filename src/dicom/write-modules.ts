import type { PhantomPatient } from '../../core/index.ts';
import { deriveUid } from './derive-uid.ts';
import type { WritableDataSet } from './write-data-set.ts';

/** The UIDs of everything in one synthetic patient, all derived from its name, or from that of the one that it revises. */
export interface PatientUids {
  readonly study: string;
  readonly frameOfReference: string;
  readonly structureSet: string;
  readonly ctSeries: string;
  readonly series: (kind: string) => string;
  readonly ctSlice: (index: number) => string;
  readonly plan: (label: string) => string;
  readonly dose: (label: string, index: number) => string;
  readonly doseReference: (plan: string, roiName: string) => string;
}

export function patientUids({ name, revises = name }: Pick<PhantomPatient, 'name' | 'revises'>): PatientUids {
  const uid = (...names: readonly string[]): string => deriveUid('trabecula', 'phantom', revises, ...names);
  const own = (...names: readonly string[]): string => deriveUid('trabecula', 'phantom', name, ...names);
  return {
    study: uid('study'),
    frameOfReference: uid('frame of reference'),
    structureSet: uid('structure set'),
    ctSeries: uid('series', 'CT'),
    series: (kind) => (kind === 'RTPLAN' || kind === 'RTDOSE' ? own : uid)('series', kind),
    ctSlice: (index) => uid('CT', String(index)),
    plan: (label) => own('plan', label),
    dose: (label, index) => own('dose', label, String(index)),
    doseReference: (plan, roiName) => own('dose reference', plan, roiName),
  };
}

export const SOP_CLASS_UID = {
  CT: '1.2.840.10008.5.1.4.1.1.2',
  RTDOSE: '1.2.840.10008.5.1.4.1.1.481.2',
  RTSTRUCT: '1.2.840.10008.5.1.4.1.1.481.3',
  RTPLAN: '1.2.840.10008.5.1.4.1.1.481.5',
  study: '1.2.840.10008.3.1.2.3.1',
} as const;

/** One day for everything: files must not depend on when they are written. */
export const DATE = '20260202';
export const TIME = '080000';

/** Patient, General Study, series and General Equipment modules, and SOP Common (PS3.3 C.7.1, C.7.2, C.7.5, C.12.1). */
export function commonModules(
  patient: PhantomPatient,
  uids: PatientUids,
  own: {
    readonly modality: 'CT' | 'RTDOSE' | 'RTSTRUCT' | 'RTPLAN';
    readonly sopInstanceUid: string;
    readonly seriesUid: string;
    readonly seriesNumber: number;
    readonly seriesDescription: string;
    readonly instanceNumber: number;
  },
): WritableDataSet {
  return {
    SpecificCharacterSet: 'ISO_IR 100',
    InstanceCreationDate: DATE,
    InstanceCreationTime: TIME,
    SOPClassUID: SOP_CLASS_UID[own.modality],
    SOPInstanceUID: own.sopInstanceUid,
    StudyDate: DATE,
    StudyTime: TIME,
    AccessionNumber: '',
    Modality: own.modality,
    Manufacturer: 'Trabecula',
    ReferringPhysicianName: '',
    StudyDescription: 'Synthetic patient',
    SeriesDescription: own.seriesDescription,
    ManufacturerModelName: 'Phantom',
    OperatorsName: '',
    PatientName: patient.patientName,
    PatientID: patient.patientId,
    PatientBirthDate: '',
    PatientSex: 'M',
    PatientComments: 'Synthetic data: no such person',
    DeviceSerialNumber: '0',
    SoftwareVersions: '1',
    StudyInstanceUID: uids.study,
    SeriesInstanceUID: own.seriesUid,
    StudyID: '1',
    SeriesNumber: String(own.seriesNumber),
    InstanceNumber: String(own.instanceNumber),
  };
}
