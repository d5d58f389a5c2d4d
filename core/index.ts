export { TrabeculaError, isTrabeculaError } from './errors.ts';
export type { ErrorFacts, ErrorKind } from './errors.ts';
export { NOTICE, rulesNotice } from './notices.ts';
export { MM3_PER_CM3, cm3, gy, mm, percent } from './quantity.ts';
export type { Cm3, Gy, Mm, Percent, Quantity } from './quantity.ts';
export { LPS_AXES } from './geometry/axes.ts';
export type { Axes, Lps } from './geometry/axes.ts';
export type { ContourPlane, ContourStack, Loop } from './geometry/contour-stack.ts';
export type { BoundsMm, Region, Slab } from './geometry/region.ts';
export { CAPPED_MM, DEFAULT_CONVENTION, END_CAPS } from './dose/conventions.ts';
export type { BetweenSlices, Convention, DoseInterpolation, EndCaps, SolidConvention } from './dose/conventions.ts';
export type { DoseGrid, StoredDosePlanes } from './dose/dose-grid.ts';
export type { Dvh } from './dose/dvh.ts';
export { dvhResultSchema } from './dose/dvh-result.ts';
export type { DvhMetricResult, DvhResult, DvhStructureResult } from './dose/dvh-result.ts';
export { checkResultSchema } from './protocol/check-result.ts';
export type {
  CheckResult,
  Citation,
  Finding,
  FindingOutcome,
  Interval,
  LesionResult,
  OverallOutcome,
  ReadingOutcome,
  TargetResult,
  TpsComparison,
  Warning,
} from './protocol/check-result.ts';
export { formatCoverage, formatDoseGy, formatLimit, formatVolumeCm3 } from './protocol/format-number.ts';
export { inspectResultSchema } from './protocol/inspect-result.ts';
export type {
  InspectDose,
  InspectLink,
  InspectPair,
  InspectPrescription,
  InspectResult,
  InspectRoi,
} from './protocol/inspect-result.ts';
export type { HotSpot, MeasuredLesion, Prescription } from './protocol/measured-lesion.ts';
