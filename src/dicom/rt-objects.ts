import type { StoredDosePlanes, StoredDvh } from '../../core/index.ts';

/** A file as it came in. `path` is what the user would call it: relative, with a zip's inner path after "!". */
export interface FileBytes {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface ReadWarning {
  readonly code: string;
  readonly message: string;
}

/** What every DICOM object here says of itself. Absent or empty attributes are null. */
export interface ObjectHeader {
  readonly path: string;
  readonly sha256: string;
  readonly byteLength: number;
  readonly sopInstanceUid: string;
  readonly sopClassUid: string;
  readonly modality: string;
  readonly patientId: string | null;
  readonly studyInstanceUid: string | null;
  readonly seriesInstanceUid: string | null;
  readonly frameOfReferenceUid: string | null;
  readonly label: string | null;
  readonly manufacturer: string | null;
  readonly transferSyntaxUid: string;
  readonly characterSet: string | null;
  readonly warnings: readonly ReadWarning[];
}

export interface RtDose extends ObjectHeader {
  readonly kind: 'dose';
  readonly doseUnits: string | null;
  readonly doseType: string | null;
  readonly doseSummationType: string | null;
  readonly referencedPlanUids: readonly string[];
  readonly referencedStructureSetUids: readonly string[];
  readonly referencedBeamNumbers: readonly number[];
  readonly fractionGroupNumbers: readonly number[];
  /** Columns, rows, planes. */
  readonly size: readonly [number, number, number];
  readonly columnSpacingMm: number;
  readonly rowSpacingMm: number;
  readonly planeOffsetsMm: readonly number[];
  readonly originMm: readonly [number, number, number];
  readonly rowDirection: readonly [number, number, number];
  readonly columnDirection: readonly [number, number, number];
  readonly bitsAllocated: number;
  readonly doseGridScaling: number;
  readonly maximumGy: number;
  /** Copies and scales the stored pixels; done only for a dose that is used. */
  readonly readPlanes: () => StoredDosePlanes;
  /** The planning system's own histograms; read only where they are wanted. */
  readonly readDvhs: () => readonly RtDvh[];
}

/** One item of the DVH Sequence. */
export interface RtDvh {
  /** From 1; 0 where the sequence itself cannot be read. */
  readonly item: number;
  /** Whose volume was counted in, or left out. */
  readonly rois: readonly { readonly roiNumber: number; readonly contribution: 'INCLUDED' | 'EXCLUDED' }[];
  readonly doseType: string | null;
  /** null where there is a problem. */
  readonly stored: StoredDvh | null;
  readonly remarks: readonly string[];
  readonly problem: string | null;
}

/** One ROI as listed; `contours` as drawn, LPS mm, x0 y0 z0 x1 ... */
export interface RtRoi {
  readonly roiNumber: number;
  readonly roiName: string;
  /** RT ROI Interpreted Type: PTV, GTV, ORGAN, EXTERNAL, ...; null if absent. */
  readonly interpretedType: string | null;
  readonly frameOfReferenceUid: string | null;
  readonly contours: readonly RtContour[];
}

export interface RtContour {
  readonly geometricType: string;
  readonly pointsMm: Float64Array;
}

export interface RtStructureSet extends ObjectHeader {
  readonly kind: 'structure-set';
  readonly referencedFrameOfReferenceUids: readonly string[];
  readonly rois: readonly RtRoi[];
}

export interface RtDoseReference {
  readonly number: number | null;
  readonly uid: string | null;
  readonly structureType: string | null;
  readonly type: string | null;
  readonly referencedRoiNumber: number | null;
  readonly description: string | null;
  readonly targetPrescriptionDoseGy: number | null;
}

export interface RtFractionGroup {
  readonly number: number | null;
  readonly fractionsPlanned: number | null;
  readonly beams: readonly { readonly number: number | null; readonly beamDoseGy: number | null }[];
  readonly doseReferences: readonly {
    readonly number: number | null;
    readonly targetPrescriptionDoseGy: number | null;
  }[];
}

export interface RtPlan extends ObjectHeader {
  readonly kind: 'plan';
  readonly approvalStatus: string | null;
  readonly planIntent: string | null;
  readonly doseReferences: readonly RtDoseReference[];
  readonly fractionGroups: readonly RtFractionGroup[];
  readonly referencedStructureSetUids: readonly string[];
  readonly referencedDoseUids: readonly string[];
}

/** An RT Beams, or Ion Beams, Treatment Record: one delivery, as it was written down. */
export interface RtTreatmentRecord extends ObjectHeader {
  readonly kind: 'treatment-record';
  /** YYYY-MM-DD */
  readonly treatmentDate: string | null;
  /** HH:MM or HH:MM:SS, by the clock that `offset` tells of. */
  readonly treatmentTime: string | null;
  /** From UTC: "+01:00"; null where the record does not say. */
  readonly offset: string | null;
  readonly referencedPlanUids: readonly string[];
  readonly fractionGroupNumber: number | null;
  readonly beams: readonly {
    readonly fractionNumber: number | null;
    /** TREATMENT, CONTINUATION, SETUP, ...; null if absent. */
    readonly deliveryType: string | null;
    /** NORMAL, OPERATOR, MACHINE, UNKNOWN; null if absent. */
    readonly terminationStatus: string | null;
  }[];
}

export interface OtherObject extends ObjectHeader {
  readonly kind: 'other';
}

export interface PassedOver {
  readonly path: string;
  readonly why: string;
}

/** Everything that was found in the given files, sorted by SOP Instance UID. Images are counted, not kept. */
export interface RtExport {
  readonly doses: readonly RtDose[];
  readonly structureSets: readonly RtStructureSet[];
  readonly plans: readonly RtPlan[];
  readonly treatmentRecords: readonly RtTreatmentRecord[];
  readonly others: readonly OtherObject[];
  readonly passedOver: readonly PassedOver[];
  readonly warnings: readonly ReadWarning[];
}
