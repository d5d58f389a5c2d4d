import himarsData from '../../../seeds/himars.json' with { type: 'json' };
import { checkPlan, chooseReadings, loadTrial } from '../../../core/index.ts';
import type { Blocker, Finding, MeasuredLesion, PlanVerdict, TargetResult, Trial } from '../../../core/index.ts';

/** A lesion that meets every rule of HIMARS: 27 Gy in 3 fractions, Dmax 120 % of it. */

export const himarsJson = himarsData as object;
export const himars: Trial = await loadTrial({ source: himarsJson, where: 'seeds/himars.json' });

export function aTarget(changes: Partial<TargetResult> = {}): TargetResult {
  return {
    roiName: 'PTV_1',
    roiNumber: 7,
    volumeCm3: 14.1,
    volumeRangeCm3: { low: 13.6, high: 14.3 },
    outsideDoseCm3: 0,
    coveragePercent: { value: 96, low: 95.6, high: 96.3 },
    coverageBestEstimatePercent: 96.1,
    dminGy: 24.1,
    dmaxGy: 32.4,
    dmeanGy: 29.9,
    d98PercentGy: 26.4,
    d95PercentGy: 27.3,
    d50PercentGy: 30.2,
    d2PercentGy: 31.9,
    d0035ccGy: 32.2,
    reason: null,
    curve: null,
    ...changes,
  };
}

export function aLesion(changes: Partial<MeasuredLesion> = {}): MeasuredLesion {
  return {
    id: 'L1',
    site: 'bone',
    highRisk: null,
    symptomatic: null,
    prescription: { doseGy: 27, fractions: 3, isodosePercent: null, isodoseOf: null, source: 'case file' },
    prescriptionReason: null,
    gtv: aTarget({ roiName: 'GTV_1', volumeCm3: 5.3, coveragePercent: { value: 99.4, low: 99.1, high: 99.6 } }),
    ptv: aTarget(),
    gtvReason: null,
    ptvReason: null,
    gtvOutsidePtvCm3: 0,
    hottestOutside: null,
    tps: null,
    ...changes,
  };
}

export interface Plan {
  readonly trial?: Trial;
  readonly lesions?: readonly MeasuredLesion[];
  readonly readings?: Readonly<Record<string, string>>;
  readonly blockers?: readonly Blocker[];
  readonly trabecularBone?: boolean;
}

export function check({
  trial = himars,
  lesions = [aLesion()],
  readings = {},
  blockers = [],
  trabecularBone = false,
}: Plan = {}): PlanVerdict {
  return checkPlan({ trial, lesions, readings: chooseReadings(trial, readings), blockers, given: { trabecularBone } });
}

export function findingOf(rule: string, plan: Plan): Finding {
  const found = check(plan).findings.filter((finding) => finding.rule === rule);
  if (found[0] === undefined || found.length !== 1) throw new Error(`${found.length} findings of ${rule}`);
  return found[0];
}

/** The same value under every convention. */
export function exactly(value: number): { value: number; low: number; high: number } {
  return { value, low: value, high: value };
}
