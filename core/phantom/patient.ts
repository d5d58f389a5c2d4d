import type { StoredDosePlanes } from '../dose/dose-grid.ts';
import type { VoxelGrid } from '../geometry/voxel-grid.ts';
import type { CaseFile } from '../protocol/case-file.ts';
import type { FindingOutcome } from '../protocol/check-result.ts';
import type { PhantomContour } from './shapes.ts';

/** A synthetic patient as arrays and contours, with the answers known from closed forms. No DICOM here. */
export interface PhantomPatient {
  /** Name of the phantom and stem of its identifiers: "himars-demo". */
  readonly name: string;
  /** Of another plan for the same patient: the phantom whose images and structure set it has. Images are not written again. */
  readonly revises?: string;
  readonly description: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly rois: readonly PhantomRoi[];
  readonly plans: readonly PhantomPlan[];
  readonly doses: readonly PhantomDose[];
  readonly ct: PhantomCt | null;
  /** Contents of case.json; doses are named by their label. */
  readonly caseFile: CaseFile;
  readonly truth: PhantomTruth;
  /** For a phantom of the skeleton: other sources of its bones, and what is true of its marrow. */
  readonly marrow?: PhantomMarrow;
}

export interface PhantomMarrow {
  readonly truth: PhantomMarrowTruth;
  readonly otherCases: readonly { readonly path: string; readonly caseFile: CaseFile }[];
  readonly labelMaps: readonly PhantomLabelMap[];
  /** ROIs that also go into a DICOM segmentation. */
  readonly segmentedRois: readonly string[];
}

/** Numbers of bones on a grid, the first index fastest; 0 is none. */
export interface PhantomLabelMap {
  /** "trabecular", "whole-bone" */
  readonly name: string;
  readonly grid: VoxelGrid;
  readonly values: Uint8Array;
  /** Numbers by the name of the bone. */
  readonly labels: Readonly<Record<string, number>>;
}

/** Volumes of the smooth solids, cm³. */
export interface PhantomMarrowTruth {
  readonly trabecularCm3: number;
  readonly wholeBoneCm3: number;
  readonly gtvTotalCm3: number;
  /** Of trabecular bone and all GTVs together, overlaps counted once. */
  readonly intersectionCm3: number;
  readonly reserveCm3: number;
  readonly overlap: { readonly lesions: readonly string[]; readonly volumeCm3: number };
  readonly lesions: readonly {
    readonly id: string;
    readonly where: string;
    readonly density: string;
    readonly gtvCm3: number;
    readonly ptvCm3: number;
    readonly inTrabecularCm3: number;
    readonly ptvInTrabecularCm3: number;
  }[];
}

export type RoiType = 'GTV' | 'CTV' | 'PTV' | 'ORGAN' | 'EXTERNAL' | 'AVOIDANCE' | 'MARKER';

export interface PhantomRoi {
  readonly roiName: string;
  readonly interpretedType: RoiType;
  /** Empty: the ROI is listed but was never drawn. */
  readonly contours: readonly PhantomContour[];
  readonly colour: readonly [red: number, green: number, blue: number];
}

export interface PhantomPlan {
  readonly label: string;
  readonly fractions: number;
  /** Total prescribed dose of each target. */
  readonly prescriptions: readonly { readonly roiName: string; readonly doseGy: number }[];
  readonly beams: number;
}

export interface PhantomDose {
  readonly label: string;
  /** Label of the plan that it was computed for; null: no plan is referenced. */
  readonly plan: string | null;
  readonly doseUnits: 'GY' | 'RELATIVE';
  readonly doseType: 'PHYSICAL' | 'EFFECTIVE' | 'ERROR';
  readonly doseSummationType: 'PLAN' | 'MULTI_PLAN' | 'FRACTION' | 'BEAM';
  /** For BEAM doses. */
  readonly beamNumber?: number;
  /** GridFrameOffsetVector from the first frame (starting with 0, the usual) or as z coordinates. */
  readonly frameOffsets: 'relative' | 'absolute';
  readonly planes: StoredDosePlanes;
  /** Histograms as a planning system would leave them in the dose. */
  readonly dvhs?: readonly PhantomDvh[];
  /** The dose that relative histograms refer to. */
  readonly dvhNormalizationGy?: number;
}

export interface PhantomDvh {
  readonly rois: readonly { readonly roiName: string; readonly contribution: 'INCLUDED' | 'EXCLUDED' }[];
  readonly type: 'DIFFERENTIAL' | 'CUMULATIVE';
  readonly doseUnits: 'GY' | 'RELATIVE';
  readonly volumeUnits: 'CM3' | 'PERCENT';
  /** Width of a bin in the dose units is its stored width times this. */
  readonly doseScaling: number;
  readonly storedWidths: readonly number[];
  readonly volumes: readonly number[];
  /** In the dose units. */
  readonly minimum?: number;
  readonly maximum?: number;
  readonly mean?: number;
}

export interface PhantomCt {
  readonly columns: number;
  readonly rows: number;
  readonly columnSpacingMm: number;
  readonly rowSpacingMm: number;
  /** Centre of the first pixel in x and y, mm. */
  readonly originMm: readonly [x: number, y: number];
  readonly zMm: readonly number[];
  readonly hounsfield: (xMm: number, yMm: number, zMm: number) => number;
}

/** What is true of the smooth solids and doses, before contours, grids and rounding. */
export interface PhantomTruth {
  readonly volumes: readonly { readonly roiName: string; readonly volumeCm3: number }[];
  readonly lesions: readonly {
    readonly id: string;
    readonly ptvCoveragePercent: number | null;
    readonly gtvCoveragePercent: number | null;
    readonly maximumGy: number;
  }[];
  /** Outcome that each rule has to give; for `undecided` because truth lies too close to a limit for the grid. */
  readonly outcomes: readonly {
    readonly rule: string;
    readonly lesion: string;
    readonly outcome: FindingOutcome;
  }[];
}
