import {
  applyDecisions,
  type CaseFile,
  checkPlan,
  type CheckResult,
  chooseReadings,
  type Finding,
  type HotSpot,
  type MarrowRegions,
  measureLesions,
  NOTICE,
  PAIRING_NOT_CONFIRMED,
  type Readings,
  type Trial,
  trialNotice,
} from '../../core/index.ts';
import { inputsOf } from './inputs.ts';
import { INTERVAL_MEANS } from './interval-means.ts';
import { marrowOfCheck } from './check-marrow.ts';
import { hottestOutsideTargets, lesionResults } from './lesion-results.ts';
import { scheduleOfCheck } from './check-schedule.ts';
import { organsAtRisk, surroundings } from './organs.ts';
import { type CaseRequest, type SettledCase, settleCase } from './settle-case.ts';
import { SOFTWARE } from './software.ts';
import { distinct } from './warnings.ts';

export type CheckRequest = CaseRequest;

export interface CheckAnswer {
  readonly result: CheckResult;
  /** The case that was proposed; null when one was given. */
  readonly proposedCase: CaseFile | null;
  /** What the result was worked out from. */
  readonly settled: SettledCase;
  /** Solids of bone and lesions, where the reserve was worked out. */
  readonly marrowRegions: MarrowRegions | null;
  /** By lesion: the hottest point outside all PTVs that is nearest to it. */
  readonly hotSpots: ReadonlyMap<string, HotSpot>;
}

/** Does this plan meet the trial's rules, lesion by lesion? From bytes to a verdict. */
export async function check(request: CheckRequest): Promise<CheckAnswer> {
  const { onProgress = () => undefined } = request;
  const settled = await settleCase(request);
  const { trial, caseFile, pairing, where, readings, convention, found, sources, resolved } = settled;

  const others = surroundings(caseFile, sources);
  const measured = measureLesions(resolved.lesions, others.all, convention, (done) => {
    onProgress(`lesion ${done} of ${resolved.lesions.length}`);
  });
  const blockers = [...sources.blockers, ...resolved.blockers, ...(pairing === 'proposed' ? [NOT_CONFIRMED] : [])];
  const ofMarrow = await marrowOfCheck(request.files, found, caseFile, trial, { ...request, casePath: where });
  const ofSchedule = scheduleOfCheck(found, caseFile, trial, where);
  const ofPatient = [...(ofMarrow.findings ?? []), ...ofSchedule.findings];
  const verdict = checkPlan({
    trial,
    lesions: measured,
    readings,
    blockers,
    given: {
      trabecularBone: caseFile.trabecularBone !== undefined,
      ...(ofPatient.length === 0 ? {} : { findings: ofPatient }),
    },
  });

  const { lesionOutcomes, outcome, summary, notChecked } = verdict;
  const { findings, decided, warnings } = applyDecisions(caseFile.decisions ?? [], verdict, sources.inputs);
  const result: CheckResult = {
    schema: 'trabecula/check/1',
    notice: NOTICE,
    rulesNotice: trialNotice(trial),
    software: SOFTWARE,
    subject: caseFile.subject ?? null,
    trial: trialResult(trial, findings),
    readings: readingResults(trial, readings, caseFile),
    conventions: { ...convention, intervalMeans: INTERVAL_MEANS },
    inputs: [...sources.inputs, ...inputsOf(found?.treatmentRecords ?? [])],
    pairing,
    confirmed: [...(caseFile.confirm ?? [])],
    outcome,
    summary: decided === undefined ? summary : { ...summary, decided },
    lesions: lesionResults(measured, lesionOutcomes),
    findings,
    hottestOutsideTargets: hottestOutsideTargets(measured),
    organsAtRisk: organsAtRisk(others.organs, resolved.lesions, sources, convention),
    ...(ofMarrow.marrow === null ? {} : { marrow: ofMarrow.marrow }),
    notChecked: [...notChecked],
    warnings: distinct([
      ...blockers.map(({ code, message }) => ({ code, message })),
      ...sources.warnings,
      ...resolved.warnings,
      ...others.warnings,
      ...(ofMarrow.warning === null ? [] : [ofMarrow.warning]),
      ...ofSchedule.warnings,
      ...warnings,
    ]),
  };
  return {
    result,
    proposedCase: pairing === 'given' ? null : caseFile,
    settled,
    marrowRegions: ofMarrow.solids,
    hotSpots: new Map(
      measured.flatMap(({ id, hottestOutside }) => (hottestOutside === null ? [] : [[id, hottestOutside] as const])),
    ),
  };
}

const NOT_CONFIRMED = { code: 'pairing', message: PAIRING_NOT_CONFIRMED, weight: 'outright' } as const;

function trialResult(trial: Trial, findings: readonly Finding[]): CheckResult['trial'] {
  const { id, registry, recordDate, title } = trial;
  const cited = new Set(findings.flatMap(({ cite }) => cite.item.split(', ')));
  const coverage = trial.rules.flatMap((rule) => (rule.kind === 'coverage' ? rule.edges : []));
  return {
    id,
    registry,
    recordDate,
    title,
    items: Object.entries(trial.items)
      .filter(([item]) => cited.has(item))
      .map(([item, words]) => ({ item, words })),
    coverageLimitsPercent: [...new Set(coverage)].sort((a, b) => b - a),
  };
}

function readingResults(trial: Trial, readings: Readings, caseFile: CaseFile): CheckResult['readings'] {
  const defaults = chooseReadings(trial);
  return Object.entries(trial.readings).map(([name, { question, options, reason }]) => {
    const chosen = readings.get(name) ?? null;
    const byCase = caseFile.readings?.[name] === chosen || chosen !== defaults.get(name);
    return {
      name,
      question,
      chosen,
      by: chosen === null ? 'nobody' : byCase ? 'case' : 'default',
      options: Object.entries(options).map(([option, words]) => ({ name: option, words })),
      reason,
    };
  });
}
