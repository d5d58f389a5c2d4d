import { DEFAULT_CONVENTION, regionFromContours, stackFromContours, TrabeculaError } from '../../core/index.ts';
import type { PhantomCt, PhantomPatient } from '../../core/index.ts';
import type { ReferencedCt } from './derived-structures.ts';
import { writeDerivedSegmentation } from './write-derived-segmentation.ts';
import { DATE, patientUids, SOP_CLASS_UID, TIME } from './write-modules.ts';

/**
 * ROIs of a synthetic patient as a binary DICOM Segmentation on the grid of its CT, a segment for each.
 *
 * @throws TrabeculaError (usage) if the patient has no CT, or lacks one of the ROIs
 */
export function phantomSegmentation(patient: PhantomPatient, roiNames: readonly string[]): Uint8Array {
  const { ct } = patient;
  if (ct === null) throw new TrabeculaError('usage', { what: `the phantom ${patient.name} has no CT to segment` });
  return writeDerivedSegmentation({
    structures: roiNames.map((roiName) => {
      const roi = patient.rois.find((candidate) => candidate.roiName === roiName);
      const stack = stackFromContours(roi?.contours ?? []).stack;
      if (roi === undefined || stack === null) {
        throw new TrabeculaError('usage', {
          what: `the phantom ${patient.name} has no ROI to segment`,
          found: roiName,
        });
      }
      return {
        name: roiName,
        description: 'synthetic data',
        region: regionFromContours(stack, DEFAULT_CONVENTION),
        colour: roi.colour,
      };
    }),
    ct: referencedCt(patient, ct),
    label: 'BONES',
    description: 'synthetic data',
    software: { name: 'Phantom', version: '1' },
    seed: patient.name,
  });
}

/** The CT of a synthetic patient, as derived objects refer to it. */
export function referencedCt(patient: PhantomPatient, ct: PhantomCt): ReferencedCt {
  const uids = patientUids(patient);
  return {
    patient: { patientId: patient.patientId, patientName: patient.patientName, birthDate: null, sex: 'M' },
    studyInstanceUid: uids.study,
    studyId: '1',
    studyDate: DATE,
    studyTime: TIME,
    accessionNumber: null,
    referringPhysician: null,
    seriesInstanceUid: uids.ctSeries,
    frameOfReferenceUid: uids.frameOfReference,
    columns: ct.columns,
    rows: ct.rows,
    columnSpacingMm: ct.columnSpacingMm,
    rowSpacingMm: ct.rowSpacingMm,
    originMm: ct.originMm,
    rowDirection: [1, 0, 0],
    columnDirection: [0, 1, 0],
    slices: ct.zMm.map((zMm, index) => ({ sopClassUid: SOP_CLASS_UID.CT, sopInstanceUid: uids.ctSlice(index), zMm })),
  };
}
