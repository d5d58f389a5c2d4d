import {
  type BetweenSlices,
  type CaseFile,
  checkPlan,
  type CheckResult,
  chooseReadings,
  DEFAULT_CONVENTION,
  type EndCaps,
  type Finding,
  measureLesions,
  NOTICE,
  PAIRING_NOT_CONFIRMED,
  readCaseFile,
  type Readings,
  TrabeculaError,
  type Trial,
  trialNotice,
} from '../../core/index.ts';
import type { FileBytes } from '../dicom/index.ts';
import { type ArrayFiles, sourcesFromArrays } from './check-arrays.ts';
import { sourcesFromExport } from './check-sources.ts';
import { INTERVAL_MEANS } from './interval-means.ts';
import { marrowOfCheck } from './check-marrow.ts';
import { hottestOutsideTargets, lesionResults } from './lesion-results.ts';
import { organsAtRisk, surroundings } from './organs.ts';
import { proposeCase } from './propose-case.ts';
import { resolveCase } from './resolve-case.ts';
import { trialOf } from './shipped-trials.ts';
import { SOFTWARE } from './software.ts';
import { distinct } from './warnings.ts';

export interface CheckRequest {
  readonly files: readonly FileBytes[];
  /** Instead of files: a dose and masks as plain arrays. */
  readonly arrays?: ArrayFiles;
  /** Id of a shipped trial, or the text of a trial file. */
  readonly trial: string | { readonly text: string; readonly path: string };
  /** Without a case one is proposed. */
  readonly caseText: string | null;
  readonly casePath?: string;
  /** Takes the proposed case as confirmed by the user. */
  readonly acceptProposal: boolean;
  readonly endCaps?: EndCaps;
  readonly betweenSlices?: BetweenSlices;
  readonly dose?: string;
  readonly structureSet?: string;
  /** A file that the case names, such as a label map of bones. */
  readonly named?: (file: string) => Promise<FileBytes>;
  readonly onProgress?: (what: string) => void;
}

export interface CheckAnswer {
  readonly result: CheckResult;
  /** The case that was proposed; null when one was given. */
  readonly proposedCase: CaseFile | null;
}

/** Does this plan meet the trial's rules, lesion by lesion? From bytes to a verdict. */
export async function check(request: CheckRequest): Promise<CheckAnswer> {
  const { onProgress = () => undefined, casePath = 'case' } = request;
  const { endCaps = DEFAULT_CONVENTION.endCaps, betweenSlices = DEFAULT_CONVENTION.betweenSlices } = request;
  const convention = { ...DEFAULT_CONVENTION, endCaps, betweenSlices };
  const trial = await trialOf(request.trial);
  const given = request.caseText === null ? null : readCaseFile(request.caseText, casePath);
  refuseOtherTrial(given, trial, casePath);

  onProgress('reading files');
  const sources = request.arrays
    ? await sourcesFromArrays(request.arrays)
    : await sourcesFromExport(request.files, given, request);
  const caseFile = given ?? proposeCase(sources, trial.id);
  const pairing = given !== null ? 'given' : request.acceptProposal ? 'accepted' : 'proposed';
  const where = given !== null ? casePath : 'the proposed case';
  const readings = chooseReadings(trial, caseFile.readings, casePath);
  const resolved = resolveCase(caseFile, sources, where, given !== null ? 'case file' : 'RTPLAN, proposed');

  const others = surroundings(caseFile, sources);
  const measured = measureLesions(resolved.lesions, others.all, convention, (done) => {
    onProgress(`lesion ${done} of ${resolved.lesions.length}`);
  });
  const blockers = [...sources.blockers, ...resolved.blockers, ...(pairing === 'proposed' ? [NOT_CONFIRMED] : [])];
  const ofMarrow = await marrowOfCheck(request.files, caseFile, trial, { ...request, casePath: where });
  const verdict = checkPlan({
    trial,
    lesions: measured,
    readings,
    blockers,
    given: {
      trabecularBone: caseFile.trabecularBone !== undefined,
      ...(ofMarrow.findings === null ? {} : { findings: ofMarrow.findings }),
    },
  });

  const { findings, lesionOutcomes, outcome, summary, notChecked } = verdict;
  const result: CheckResult = {
    schema: 'trabecula/check/1',
    notice: NOTICE,
    rulesNotice: trialNotice(trial),
    software: SOFTWARE,
    subject: caseFile.subject ?? null,
    trial: trialResult(trial, findings),
    readings: readingResults(trial, readings, caseFile),
    conventions: { ...convention, intervalMeans: INTERVAL_MEANS },
    inputs: sources.inputs,
    pairing,
    confirmed: [...(caseFile.confirm ?? [])],
    outcome,
    summary,
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
    ]),
  };
  return { result, proposedCase: given === null ? caseFile : null };
}

const NOT_CONFIRMED = { code: 'pairing', message: PAIRING_NOT_CONFIRMED, weight: 'outright' } as const;

/** A case that was written for another trial is a slip, not a case without a trial. */
function refuseOtherTrial(caseFile: CaseFile | null, trial: Trial, where: string): void {
  const named = caseFile?.trial;
  if (named === undefined || [trial.id, trial.extends, trial.registry].includes(named)) return;
  throw new TrabeculaError('contradiction', {
    what: 'the case is for another trial',
    where,
    attribute: 'trial',
    found: named,
    expected: trial.id,
  });
}

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
