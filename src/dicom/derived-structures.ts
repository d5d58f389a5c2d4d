import type { Region } from '../../core/index.ts';

/** Label of structure sets that are written here: they are told by it, and by the manufacturer, when they are read again. */
export const DERIVED_LABEL = 'z_Marrow';
export const DERIVED_MANUFACTURER = 'Trabecula';

/** Solids that were computed here, on their way to an RT Structure Set or a Segmentation. */
export interface DerivedStructures {
  /** Empty solids are left out by whoever asks; a writer refuses one. */
  readonly structures: readonly DerivedStructure[];
  readonly ct: ReferencedCt;
  /** At most 16 characters; the writer says "research, not for planning" by itself. */
  readonly label: string;
  readonly description: string;
  readonly software: { readonly name: string; readonly version: string };
  /** What new UIDs are derived from: the same inputs give the same UIDs. */
  readonly seed: string;
}

export interface DerivedStructure {
  /** At most 16 characters: "z_BMR". */
  readonly name: string;
  readonly description: string;
  readonly region: Region;
  readonly colour: readonly [red: number, green: number, blue: number];
}

/** The CT that the structures are drawn on: patient, study, frame and slices. */
export interface ReferencedCt {
  readonly patient: {
    readonly patientId: string | null;
    readonly patientName: string | null;
    readonly birthDate: string | null;
    readonly sex: string | null;
  };
  readonly studyInstanceUid: string;
  readonly studyId: string | null;
  readonly studyDate: string | null;
  readonly studyTime: string | null;
  readonly accessionNumber: string | null;
  readonly referringPhysician: string | null;
  readonly seriesInstanceUid: string;
  readonly frameOfReferenceUid: string;
  /** In-plane geometry, the same in all slices: columns and rows, spacing, centre of the first pixel, directions. */
  readonly columns: number;
  readonly rows: number;
  readonly columnSpacingMm: number;
  readonly rowSpacingMm: number;
  readonly originMm: readonly [x: number, y: number];
  readonly rowDirection: readonly [number, number, number];
  readonly columnDirection: readonly [number, number, number];
  /** Ascending in z. */
  readonly slices: readonly { readonly sopClassUid: string; readonly sopInstanceUid: string; readonly zMm: number }[];
}
