import type { DoseGrid, ExtremePoints, Lps, Region, TargetRole, VoxelVolume } from '../../core/index.ts';

/** What can be looked at in slices: a dose with the structures that lie in it, or structures alone. */
export interface SliceView {
  /** How the user would call the dose; null without one. */
  readonly name: string | null;
  readonly dose: DoseGrid | null;
  readonly frameOfReferenceUid: string | null;
  readonly structures: readonly SliceStructure[];
}

export interface SliceStructure {
  readonly roiName: string;
  readonly role: TargetRole | null;
  /** The solid as it is measured, under the conventions of the check. */
  readonly region: Region;
  /** Shown as an area instead of an outline: its outline is largely that of another structure. */
  readonly isArea?: boolean;
}

export interface SliceLesion {
  readonly id: string;
  /** Index of its view. */
  readonly view: number;
  readonly prescriptionGy: number | null;
  /** PTV first. */
  readonly targets: readonly SliceTarget[];
}

export interface SliceTarget {
  readonly kind: 'PTV' | 'GTV';
  /** Index among the structures of the view. */
  readonly structure: number;
  /** Where D min and D max of the check are; null without a dose or where none of it lies in the dose grid. */
  readonly extremes: ExtremePoints | null;
}

/** Where to look for a finding; a finding may have none, or two. */
export interface FindingPlace {
  readonly rule: string;
  readonly lesion: string;
  readonly target: SliceTarget['kind'];
  /** Which point it is: of the target, or outside all PTVs. */
  readonly at: 'coldest' | 'hottest' | 'outside';
  readonly doseGy: number;
  readonly atMm: Lps;
}

export interface Slices {
  readonly views: readonly SliceView[];
  readonly lesions: readonly SliceLesion[];
  readonly places: readonly FindingPlace[];
}

/** Which CT is asked for. */
export interface CtWish {
  readonly frameOfReferenceUid: string | null;
  /** The series that was chosen; null: the one that the case names, else the one with most images. */
  readonly seriesInstanceUid: string | null;
}

/** A CT that could be looked at. */
export interface CtSeries {
  readonly seriesInstanceUid: string;
  readonly images: number;
  /** What the files call it; null where they do not. */
  readonly label: string | null;
}

/** The CT to look at, or why there is none; with all series that lie in the frame, and which of them this is. */
export type CtAnswer = { readonly series: readonly CtSeries[]; readonly used: string | null } & (
  | { readonly volume: VoxelVolume; readonly remarks: readonly string[] }
  | { readonly volume: null; readonly reason: string }
);
