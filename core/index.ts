export { TrabeculaError, isTrabeculaError } from './errors.ts';
export type { ErrorFacts, ErrorKind } from './errors.ts';
export { NOTICE, rulesNotice } from './notices.ts';
export { MM3_PER_CM3, cm3, gy, mm, percent } from './quantity.ts';
export type { Cm3, Gy, Mm, Percent, Quantity } from './quantity.ts';
export { LPS_AXES } from './geometry/axes.ts';
export type { Axes, Lps } from './geometry/axes.ts';
export type { ContourPlane, ContourStack, Loop } from './geometry/contour-stack.ts';
export { contoursOfRegion, planesThrough } from './geometry/contours-of-region.ts';
export { cutRegion } from './geometry/cut-region.ts';
export type { CrossSection } from './geometry/cut-region.ts';
export { distanceMmTo } from './geometry/distance-to-region.ts';
export { AXES_OF_PLANE, PLANE_KINDS, planeThrough, sidesOfPlane } from './geometry/patient-plane.ts';
export type { PatientPlane, PatientSide, PlaneKind } from './geometry/patient-plane.ts';
export { EMPTY, intersect, subtract, unite, uniteAll } from './geometry/region-algebra.ts';
export { regionFromContours } from './geometry/region-from-contours.ts';
export { regionOfBox } from './geometry/region-of-box.ts';
export { areaMm2Of, boundsOf, holdsPoint, volumeCm3Of } from './geometry/region-size.ts';
export type { BoundsMm, Region, Slab } from './geometry/region.ts';
export { planeRemarks } from './geometry/slices.ts';
export { regionOf } from './geometry/solid.ts';
export type { Solid, Structure } from './geometry/solid.ts';
export { stackFromContours } from './geometry/stack-from-contours.ts';
export type { DrawnContour, StackFromContours } from './geometry/stack-from-contours.ts';
export { regionFromMask } from './geometry/region-from-mask.ts';
export { regionToMask } from './geometry/region-to-mask.ts';
export type { Occupancy } from './geometry/region-to-mask.ts';
export type { VoxelArray } from './geometry/volume.ts';
export { cutVolume, valueAt, volumeOfSlices } from './geometry/voxel-volume.ts';
export type { VoxelPlane, VoxelVolume } from './geometry/voxel-volume.ts';
export { alignToLps, checkVoxels } from './geometry/voxel-grid.ts';
export type { AlignedGrid, VoxelGrid, Voxels } from './geometry/voxel-grid.ts';
export { BETWEEN_SLICES, CAPPED_MM, DEFAULT_CONVENTION, END_CAPS } from './dose/conventions.ts';
export type { BetweenSlices, Convention, DoseInterpolation, EndCaps, SolidConvention } from './dose/conventions.ts';
export { coverageOverConventions } from './dose/coverage-interval.ts';
export type { Coverage, ValueWithRange } from './dose/coverage-interval.ts';
export { coldPart, coveredAreas } from './dose/cold-part.ts';
export type { ColdPart } from './dose/cold-part.ts';
export { compareMetric, largestDoseDifference } from './dose/compare-dvhs.ts';
export { coverageOf } from './dose/coverage-of.ts';
export type { CoverageOfMask } from './dose/coverage-of.ts';
export { cutDose, patientBounds } from './dose/cut-dose.ts';
export type { DosePlane } from './dose/cut-dose.ts';
export { doseFromVoxels } from './dose/dose-from-voxels.ts';
export { addDoses, gridBounds, layDosePlanes } from './dose/dose-grid.ts';
export type { DoseGrid, StoredDosePlanes } from './dose/dose-grid.ts';
export { computeDvh, doseAtVolume, volumeAtDose } from './dose/dvh.ts';
export type { Dvh } from './dose/dvh.ts';
export { doseAtPoint } from './dose/oblique-dose.ts';
export { tricubicDose } from './dose/tricubic-dose.ts';
export { evaluateMetric, levelsOf } from './dose/evaluate-metric.ts';
export type { MetricContext, MetricValue } from './dose/evaluate-metric.ts';
export { extremePoints } from './dose/extreme-points.ts';
export type { DosePoint, ExtremePoints } from './dose/extreme-points.ts';
export { bedGy, eqd2Gy } from './dose/fractionation.ts';
export type { Fractionation } from './dose/fractionation.ts';
export {
  conformationNumberVantRiet,
  conformityIndexPaddick,
  conformityIndexRtog,
  gradientIndexPaddick,
  homogeneityIcru83,
  homogeneityRtog,
  r50,
} from './dose/indices.ts';
export type { ConformityVolumes } from './dose/indices.ts';
export { isodose } from './dose/isodose-lines.ts';
export type { Isodose } from './dose/isodose-lines.ts';
export { isodoseVolumes } from './dose/isodose-volume.ts';
export type { IsodoseSharing, IsodoseTarget, IsodoseVolume, IsodoseVolumes } from './dose/isodose-volume.ts';
export { D2CM_MM, maximumBeyond } from './dose/maximum-beyond.ts';
export type { MaximumBeyond } from './dose/maximum-beyond.ts';
export { metricIntervals } from './dose/metric-interval.ts';
export type { MetricInterval } from './dose/metric-interval.ts';
export { METRIC_FORMS, parseMetric, printMetric } from './dose/metric.ts';
export type {
  DoseOfVolume,
  DoseStatistic,
  Metric,
  MetricDoseUnit,
  MetricVolumeUnit,
  StructureVolume,
  VolumeOfDose,
} from './dose/metric.ts';
export { sliceStack, stepThrough } from './dose/slice-stack.ts';
export type { SliceStack } from './dose/slice-stack.ts';
export { NEAR_EXTREME_SWITCH_CM3, nearMaximum, nearMinimum } from './dose/near-extremes.ts';
export type { NearExtreme } from './dose/near-extremes.ts';
export { STANDARD_METRICS } from './dose/standard-metrics.ts';
export { dvhFromStored } from './dose/stored-dvh.ts';
export type { StoredDvh } from './dose/stored-dvh.ts';
export { conventionLike, SYSTEM_NAMES } from './dose/system-conventions.ts';
export type { SystemConvention } from './dose/system-conventions.ts';
export { dvhResultSchema } from './dose/dvh-result.ts';
export type { DvhMetricResult, DvhResult, DvhStructureResult, PlanningSystemDvh } from './dose/dvh-result.ts';
export type { RadialDose } from './phantom/closed-form.ts';
export { ORIENTATIONS, sampleDose } from './phantom/doses.ts';
export type { DoseField, DoseLayout, PatientOrientation } from './phantom/doses.ts';
export type {
  PhantomCt,
  PhantomDose,
  PhantomLabelMap,
  PhantomMarrow,
  PhantomMarrowTruth,
  PhantomDvh,
  PhantomPatient,
  PhantomPlan,
  PhantomRoi,
  PhantomTruth,
  RoiType,
} from './phantom/patient.ts';
export { PHANTOMS } from './phantom/phantoms.ts';
export type { PhantomContour } from './phantom/shapes.ts';
export { drawnCoverageCase, drawnVolumes } from './phantom/exercise.ts';
export type { ExerciseAnswer, ExerciseQuestion } from './phantom/exercise.ts';
export { seededNumbers } from './phantom/seeded-numbers.ts';
export { spherePhantom } from './phantom/sphere.ts';
export type { SphereOptions } from './phantom/sphere.ts';
export { teachingCase } from './phantom/teaching-case.ts';
export type { TeachingCase } from './phantom/teaching-case.ts';
export { teachingPicture } from './phantom/teaching-picture.ts';
export type { CutOutline, TeachingPicture, TeachingView } from './phantom/teaching-picture.ts';
export {
  FIRST_TEACHING_SETTINGS,
  printTeachingSettings,
  readTeachingSettings,
  TEACHING_CHOICE_NAMES,
  TEACHING_CHOICES,
  TEACHING_NUMBER_NAMES,
  TEACHING_NUMBERS,
} from './phantom/teaching-settings.ts';
export type { TeachingChoiceName, TeachingNumberName, TeachingSettings } from './phantom/teaching-settings.ts';
export type { TeachingTruth } from './phantom/teaching-truth.ts';
export type { BoneEstimate, BoneSensitivity, BoneSource } from './marrow/bone-source.ts';
export { bonesMissing } from './marrow/bones-missing.ts';
export type { CtVolume } from './marrow/ct-window.ts';
export { trabecularFromCt } from './marrow/trabecular-from-ct.ts';
export type { ShellMethod, TrabecularFromCt } from './marrow/trabecular-from-ct.ts';
export { marrowFindings } from './marrow/marrow-findings.ts';
export { marrowResultSchema } from './marrow/marrow-result.ts';
export type {
  IrradiationVolume,
  MarrowLesion,
  MarrowReading,
  MarrowResult,
  Nodes,
  Objective,
} from './marrow/marrow-result.ts';
export { evaluateMarrow } from './marrow/evaluate-marrow.ts';
export type { MarrowVerdict, MarrowWish } from './marrow/evaluate-marrow.ts';
export { OBJECTIVES } from './marrow/marrow-result.ts';
export type { LesionVolumes, MarrowPatient, PatientLesion, VolumeScenario } from './marrow/marrow-patient.ts';
export { lesionSize } from './marrow/lesion-size.ts';
export type { LesionSize } from './marrow/lesion-size.ts';
export { marrowPicture } from './marrow/marrow-picture.ts';
export type { DrawnShape, GrayImage, MarrowPicture, SlicePicture } from './marrow/marrow-picture.ts';
export { measureVolumes } from './marrow/measure-volumes.ts';
export type { MarrowRegions, TargetInFrame, VolumesToMeasure } from './marrow/measure-volumes.ts';
export { nearestLesions } from './marrow/nearest-lesions.ts';
export type { NearestLesion } from './marrow/nearest-lesions.ts';
export { targetObstacle, typedPatient } from './marrow/typed-patient.ts';
export { readTypedFile, typedFileSchema } from './marrow/typed-file.ts';
export type { TypedFile } from './marrow/typed-file.ts';
export { DEFAULT_LIMITS, limitOf, readLimit, refuseAbove, setLimits } from './limits.ts';
export type { LimitName } from './limits.ts';
export { caseFileSchema, readCaseFacts, readCaseFile } from './protocol/case-file.ts';
export type { CaseFile, CaseLesion, CaseShell, CaseTrabecularBone } from './protocol/case-file.ts';
export { CONFIRM_WORDS } from './protocol/confirm-words.ts';
export type { ConfirmWord } from './protocol/confirm-words.ts';
export { checkPlan } from './protocol/check-plan.ts';
export type { Blocker, PlanToCheck, PlanVerdict } from './protocol/check-plan.ts';
export { checkResultSchema } from './protocol/check-result.ts';
export type {
  CheckResult,
  DecisionResult,
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
export { applyDecisions, decidedOn, decidedWords, decisionInForce } from './protocol/apply-decisions.ts';
export type { CaseDecision } from './protocol/case-decision.ts';
export { chooseReadings } from './protocol/choose-readings.ts';
export type { Readings } from './protocol/choose-readings.ts';
export { formatBeside, formatCoverage, formatDoseGy, formatLimit, formatVolumeCm3 } from './protocol/format-number.ts';
export { dvhEnvelope, evenDoses } from './dose/dvh-envelope.ts';
export type { DvhEnvelope } from './dose/dvh-envelope.ts';
export { readTps } from './protocol/read-tps.ts';
export type { TpsReading } from './protocol/read-tps.ts';
export type { TpsTarget } from './protocol/tps-convert.ts';
export { fetchResultSchema, studiesResultSchema } from './protocol/fetch-result.ts';
export type { FetchResult, StudiesResult } from './protocol/fetch-result.ts';
export { inspectResultSchema } from './protocol/inspect-result.ts';
export type {
  InspectDose,
  InspectLink,
  InspectPair,
  InspectPrescription,
  InspectResult,
  InspectRoi,
} from './protocol/inspect-result.ts';
export { measureLesions, measureOrgans } from './protocol/measure-lesions.ts';
export type { LesionToMeasure } from './protocol/measure-lesions.ts';
export { proposePairs } from './protocol/propose-pairs.ts';
export type { ProposedPair } from './protocol/propose-pairs.ts';
export { proposeRoles } from './protocol/propose-roles.ts';
export type { Confidence, Proposal, RoiRole } from './protocol/propose-roles.ts';
export { suggestTg263Name } from './protocol/tg263-name.ts';
export { isRingName, targetRoleOf } from './protocol/target-name.ts';
export type { TargetRole } from './protocol/target-name.ts';
export { loadTrial } from './protocol/load-trial.ts';
export type { TrialSource } from './protocol/load-trial.ts';
export { NO_GTV, NO_PTV } from './protocol/measured-lesion.ts';
export type { HotSpot, MeasuredLesion, Prescription } from './protocol/measured-lesion.ts';
export { parseJson, readStrict } from './protocol/strict-json.ts';
export { nearestName } from './protocol/nearest-name.ts';
export { exitStatusOf } from './protocol/overall-outcome.ts';
export { trialFileSchema } from './protocol/trial-file.ts';
export type { Trial } from './protocol/trial.ts';
export { briefWords, overallWords, PAIRING_NOT_CONFIRMED, shortWords, trialNotice, wordsOf } from './protocol/words.ts';
export { comparePlans } from './compare/compare-plans.ts';
export { compareResultSchema } from './compare/compare-result.ts';
export type { ComparedFinding, CompareResult } from './compare/compare-result.ts';
export { BATCH_FAILURES, batchRecordSchema, isSettled, readBatchRecord } from './batch/batch-record.ts';
export type { BatchFailure, BatchOptions, BatchRecord } from './batch/batch-record.ts';
export { batchSummarySchema } from './batch/batch-summary.ts';
export type { BatchSummary, RankedPlan } from './batch/batch-summary.ts';
export { BatchTally } from './batch/batch-tally.ts';
export { RANK_OF_FAILED, rankOf } from './batch/rank-plan.ts';
export { compileScreening } from './trial/compile-screening.ts';
export { emptyCase } from './trial/empty-case.ts';
export { prepareScreening } from './trial/prepare-screening.ts';
export { screenPatient } from './trial/screen-patient.ts';
export { screenResultSchema } from './trial/screen-result.ts';
export type { ScreenCriterion, ScreenOutcome, ScreenResult, ScreenTrial } from './trial/screen-result.ts';
export { DESIGN_METHODS, designSchema, readDesign } from './escalation/design-file.ts';
export type { DesignFile } from './escalation/design-file.ts';
export { designShown } from './escalation/design-shown.ts';
export { emptyDesign } from './escalation/empty-design.ts';
export { nextAssignment } from './escalation/next-assignment.ts';
export { operatingCharacteristics } from './escalation/operating-characteristics.ts';
export type { SimulationWish, ToxicityCurve } from './escalation/operating-characteristics.ts';
export { cohortSimulateSchema } from './escalation/simulate-result.ts';
export type { CohortSimulate } from './escalation/simulate-result.ts';
export { cohortNextSchema } from './escalation/next-result.ts';
export type { CohortNext, NextAssignment } from './escalation/next-result.ts';
export { readSubjects, subjectsFileSchema } from './escalation/subjects-file.ts';
export type { CohortSubject } from './escalation/subjects-file.ts';
export { canonicalJson } from './ledger/canonical-json.ts';
export { LEDGER_KINDS, ledgerContentSchema, ledgerEntrySchema, NO_HASH } from './ledger/entry.ts';
export type { LedgerContent, LedgerEntry, LedgerFact, LedgerKind } from './ledger/entry.ts';
export { factsInForce } from './ledger/facts-in-force.ts';
export type { FactInForce } from './ledger/facts-in-force.ts';
export { LEDGER_COLUMNS } from './ledger/ledger-columns.ts';
export { ledgerListSchema, ledgerVerificationSchema } from './ledger/ledger-result.ts';
export type { LedgerList, LedgerVerification } from './ledger/ledger-result.ts';
export { sealedTextOf, sealEntry } from './ledger/seal-entry.ts';
export type { LedgerDraft, LedgerHead, SealedRow } from './ledger/seal-entry.ts';
export { ChainCheck } from './ledger/verify-chain.ts';
export type { Anchor } from './ledger/verify-chain.ts';
export { assignedSubjects, cohortOfLedger } from './ledger/cohort-of-ledger.ts';
export { cohortStatusSchema } from './ledger/cohort-status-result.ts';
export type { CohortStatus, StatusSubject } from './ledger/cohort-status-result.ts';
export { explainedContent } from './ledger/empty-content.ts';
export { checkSchedule } from './trial/check-schedule.ts';
export type { Fraction } from './trial/check-schedule.ts';
export { proposeSchedule } from './trial/propose-schedule.ts';
export type { ScheduleWish } from './trial/propose-schedule.ts';
export { readFractions } from './trial/read-fractions.ts';
export type { RecordedFraction } from './trial/read-fractions.ts';
export { scheduleFinding } from './trial/schedule-finding.ts';
export { shownHours } from './trial/schedule-intervals.ts';
export { scheduleResultSchema } from './trial/schedule-result.ts';
export type { ScheduleAnswer, ScheduledFraction, ScheduleResult } from './trial/schedule-result.ts';
export { daysAfter } from './trial/calendar.ts';
export { mondayOf, WEEKDAYS } from './trial/zoned-time.ts';
export type { Weekday } from './trial/zoned-time.ts';
export { ANALYTES } from './trial/laboratory.ts';
export type { AnalyteName } from './trial/laboratory.ts';
export { ORGANS } from './trial/patient-file.ts';
