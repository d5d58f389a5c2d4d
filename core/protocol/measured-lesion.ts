import type { TargetResult, TpsComparison } from './check-result.ts';
import type { ResolvedCoverage } from './settled-by.ts';

/** The prescription of one lesion, from the case file or proposed from the plan. */
export interface Prescription {
  readonly doseGy: number;
  readonly fractions: number;
  readonly isodosePercent: number | null;
  readonly isodoseOf: 'maximum' | 'point' | 'near-maximum' | null;
  readonly source: string;
}

/** A point of high dose outside all PTVs, as it concerns its nearest lesion. */
export interface HotSpot {
  readonly doseGy: number;
  readonly atMm: readonly [number, number, number];
  readonly roiNames: readonly string[];
}

/** Reasons for a target that the case does not name: nothing is wrong with the files then. */
export const NO_GTV = 'the case names no GTV';
export const NO_PTV = 'the case names no PTV';

/** One lesion with everything that was measured on it: what the rules are applied to. No geometry any more. */
export interface MeasuredLesion {
  readonly id: string;
  readonly site: 'bone' | 'node' | null;
  readonly highRisk: boolean | null;
  readonly symptomatic: boolean | null;
  readonly prescription: Prescription | null;
  /** Why there is no prescription; null when there is one. */
  readonly prescriptionReason: string | null;
  readonly gtv: TargetResult | null;
  readonly ptv: TargetResult | null;
  /** Why a target that the case names could not be measured, or NO_GTV, NO_PTV. */
  readonly gtvReason: string | null;
  readonly ptvReason: string | null;
  readonly gtvOutsidePtvCm3: number | null;
  /** The hottest point outside all PTVs that is nearer to this lesion than to any other; null if there is none. */
  readonly hottestOutside: HotSpot | null;
  /** Step of the stored dose (DoseGridScaling): half of it never decides. */
  readonly doseStepGy?: number | null;
  readonly tps: TpsComparison | null;
  /** Where the intervals of the coverages came from; absent where there are none. */
  readonly resolved?: { readonly gtv: ResolvedCoverage | null; readonly ptv: ResolvedCoverage | null };
  readonly indices?: readonly {
    readonly name: string;
    readonly value: number | null;
    readonly unit: string;
    readonly reason: string | null;
  }[];
}
