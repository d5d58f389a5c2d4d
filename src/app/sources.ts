import type { Blocker, CheckResult, DoseGrid, Structure, Warning } from '../../core/index.ts';
import type { ProposedPrescription } from '../dicom/index.ts';
import type { UnusableRoi } from './structures.ts';

/** What can be measured in a dose, and what cannot, with the reason. */
export interface SourceRois {
  readonly structures: readonly Structure[];
  readonly unusable: readonly Omit<UnusableRoi, 'roiNumber'>[];
}

/** One dose in use, with what its plan says was prescribed. */
export interface SourceDose {
  readonly uid: string;
  /** How the user would call it. */
  readonly name: string;
  /** Null for plain arrays. */
  readonly frameOfReferenceUid: string | null;
  readonly grid: DoseGrid;
  readonly prescriptions: readonly ProposedPrescription[];
  /** The ROIs as they are in this dose: one drawn in its frame of reference need not lie in that of another. */
  readonly rois: SourceRois;
}

/** The dose of a lesion, or why there is none. */
export type DoseOfLesion = { readonly dose: SourceDose } | { readonly dose: null; readonly reason: string };

/** Everything that a check works on, from DICOM or plain arrays; the ROIs as they are in the first dose, or without one. */
export interface CheckSources extends SourceRois {
  readonly inputs: CheckResult['inputs'];
  /** By the name that lesions use; null stands for "not named". */
  readonly doses: ReadonlyMap<string | null, DoseOfLesion>;
  readonly blockers: readonly Blocker[];
  readonly warnings: readonly Warning[];
}
