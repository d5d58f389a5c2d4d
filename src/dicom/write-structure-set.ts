import type { PhantomPatient } from '../../core/index.ts';
import { formatMm } from './format-decimal.ts';
import { DATE, SOP_CLASS_UID, TIME, commonModules } from './write-modules.ts';
import type { PatientUids } from './write-modules.ts';
import type { WritableDataSet } from './write-data-set.ts';

/** An RT Structure Set (PS3.3 A.19) of all ROIs. ROIs are numbered from 1 in their order. */
export function structureSet(patient: PhantomPatient, uids: PatientUids): WritableDataSet {
  const ctZ = patient.ct?.zMm ?? [];
  const sliceAt = (zMm: number): number => ctZ.findIndex((z) => Math.abs(z - zMm) < 1e-4);
  return {
    ...commonModules(patient, uids, {
      modality: 'RTSTRUCT',
      sopInstanceUid: uids.structureSet,
      seriesUid: uids.series('RTSTRUCT'),
      seriesNumber: 2,
      seriesDescription: 'Structures',
      instanceNumber: 1,
    }),
    // The frame itself is stated per ROI and again here, where some readers look for it.
    FrameOfReferenceUID: uids.frameOfReference,
    PositionReferenceIndicator: '',
    StructureSetLabel: 'Structures',
    StructureSetName: (patient.revises ?? patient.name).slice(0, 64),
    StructureSetDate: DATE,
    StructureSetTime: TIME,
    ReferencedFrameOfReferenceSequence: [
      {
        FrameOfReferenceUID: uids.frameOfReference,
        ...(ctZ.length === 0 ? {} : { RTReferencedStudySequence: [referencedStudy(ctZ.length, uids)] }),
      },
    ],
    StructureSetROISequence: patient.rois.map(({ roiName }, index) => ({
      ROINumber: String(index + 1),
      ReferencedFrameOfReferenceUID: uids.frameOfReference,
      ROIName: roiName,
      ROIGenerationAlgorithm: 'AUTOMATIC',
    })),
    ROIContourSequence: patient.rois.map(({ colour, contours }, index) => ({
      ROIDisplayColor: colour.map(String),
      ReferencedROINumber: String(index + 1),
      ...(contours.length === 0
        ? {}
        : {
            ContourSequence: contours.map(({ geometricType, pointsMm }) => {
              const slice = sliceAt(pointsMm[2] ?? Number.NaN);
              return {
                ...(slice < 0 ? {} : { ContourImageSequence: [referencedSlice(slice, uids)] }),
                ContourGeometricType: geometricType,
                NumberOfContourPoints: String(pointsMm.length / 3),
                ContourData: Array.from(pointsMm, formatMm),
              };
            }),
          }),
    })),
    RTROIObservationsSequence: patient.rois.map(({ roiName, interpretedType }, index) => ({
      ObservationNumber: String(index + 1),
      ReferencedROINumber: String(index + 1),
      ROIObservationLabel: roiName.slice(0, 16),
      RTROIInterpretedType: interpretedType,
      ROIInterpreter: '',
    })),
    ApprovalStatus: 'UNAPPROVED',
  };
}

function referencedStudy(slices: number, uids: PatientUids): WritableDataSet {
  return {
    ReferencedSOPClassUID: SOP_CLASS_UID.study,
    ReferencedSOPInstanceUID: uids.study,
    RTReferencedSeriesSequence: [
      {
        SeriesInstanceUID: uids.ctSeries,
        ContourImageSequence: Array.from({ length: slices }, (_, index) => referencedSlice(index, uids)),
      },
    ],
  };
}

function referencedSlice(index: number, uids: PatientUids): WritableDataSet {
  return { ReferencedSOPClassUID: SOP_CLASS_UID.CT, ReferencedSOPInstanceUID: uids.ctSlice(index) };
}
