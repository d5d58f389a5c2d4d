import {
  type BetweenSlices,
  type CaseFile,
  chooseReadings,
  type Convention,
  DEFAULT_CONVENTION,
  type EndCaps,
  readCaseFile,
  type Readings,
  TrabeculaError,
  type Trial,
} from '../../core/index.ts';
import { type FileBytes, readExport, type RtExport } from '../dicom/index.ts';
import { type ArrayFiles, sourcesFromArrays } from './check-arrays.ts';
import { sourcesFromExport } from './check-sources.ts';
import { proposeCase } from './propose-case.ts';
import { type ResolvedCase, resolveCase } from './resolve-case.ts';
import { trialOf } from './shipped-trials.ts';
import type { CheckSources } from './sources.ts';

export interface CaseRequest {
  readonly files: readonly FileBytes[];
  /** What was read from `files`, where they were read before. */
  readonly found?: RtExport;
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

/** Everything that is settled before anything is measured: trial, case, and what of the files they mean. */
export interface SettledCase {
  readonly trial: Trial;
  readonly caseFile: CaseFile;
  readonly pairing: 'given' | 'proposed' | 'accepted';
  /** The case as errors and results call it. */
  readonly where: string;
  readonly readings: Readings;
  readonly convention: Convention;
  /** What was read; null for plain arrays. */
  readonly found: RtExport | null;
  readonly sources: CheckSources;
  readonly resolved: ResolvedCase;
}

/** Ties a case, given or proposed, to a trial and to what files hold. */
export async function settleCase(request: CaseRequest): Promise<SettledCase> {
  const { arrays, caseText, casePath = 'case', onProgress = () => undefined } = request;
  const { endCaps = DEFAULT_CONVENTION.endCaps, betweenSlices = DEFAULT_CONVENTION.betweenSlices } = request;
  const trial = await trialOf(request.trial);
  const given = caseText === null ? null : readCaseFile(caseText, casePath);
  refuseOtherTrial(given, trial, casePath);

  onProgress('reading files');
  const { found, sources } =
    arrays === undefined ? await fromExport(request, given) : { found: null, sources: await sourcesFromArrays(arrays) };
  const caseFile = given ?? proposeCase(sources, trial.id);
  const where = given !== null ? casePath : 'the proposed case';
  return {
    trial,
    caseFile,
    pairing: given !== null ? 'given' : request.acceptProposal ? 'accepted' : 'proposed',
    where,
    readings: chooseReadings(trial, caseFile.readings, casePath),
    convention: { ...DEFAULT_CONVENTION, endCaps, betweenSlices },
    found,
    sources,
    resolved: resolveCase(caseFile, sources, where, given !== null ? 'case file' : 'RTPLAN, proposed'),
  };
}

async function fromExport(
  request: CaseRequest,
  given: CaseFile | null,
): Promise<{ readonly found: RtExport; readonly sources: CheckSources }> {
  const found = request.found ?? (await readExport(request.files));
  return { found, sources: sourcesFromExport(found, given, request) };
}

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
