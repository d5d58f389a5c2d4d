import type { DvhEnvelope } from '../../core/index.ts';

export interface DvhCurvesRequest {
  /** Id of the lesion whose dose is asked. */
  readonly lesion: string;
  /** ROIs beside its own targets. */
  readonly rois: readonly string[];
  /** In place of doses that suit the curves. */
  readonly doseGy?: readonly number[];
}

export interface CompareCurvesRequest {
  readonly lesion: string;
  readonly target: 'gtv' | 'ptv';
}

export interface CurveOfRoi {
  readonly roiName: string;
  readonly role: 'ptv' | 'gtv' | 'other';
  readonly volumeCm3: number;
  /** Null, with the reason, where no part of it lies in the dose. */
  readonly curve: DvhEnvelope | null;
  readonly reason: string | null;
}

export interface DvhCurves {
  readonly lesion: string;
  readonly prescriptionGy: number | null;
  /** The doses of all curves: multiples of a round step, to above every maximum. */
  readonly doseGy: readonly number[];
  /** The same in percent of the prescription; null without one. */
  readonly dosePercent: readonly number[] | null;
  /** Names of all ROIs that can be drawn in this dose, the lesion's own first. */
  readonly rois: readonly { readonly roiName: string; readonly role: CurveOfRoi['role'] }[];
  readonly curves: readonly CurveOfRoi[];
}
