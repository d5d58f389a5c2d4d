import type { CheckAnswer, CheckRequest } from '../app/check.ts';
import { check } from '../app/check.ts';
import type { BetweenSlices, EndCaps } from '../../core/index.ts';
import { dirname, resolve } from 'node:path';
import { needsCt } from '../app/needs-ct.ts';
import type { DicomwebOptions } from './dicomweb-options.ts';
import { givenFiles } from './given-files.ts';
import { namedIn } from './named-in.ts';
import { readArrays } from './read-arrays.ts';
import { showProgress } from './progress.ts';
import { readText } from './read-text.ts';
import { trialWord } from './trial-word.ts';

interface CheckChoices extends DicomwebOptions {
  readonly trial: string;
  readonly case?: string;
  readonly acceptProposal: boolean;
  readonly endCaps: EndCaps;
  readonly betweenSlices: BetweenSlices;
  readonly dose?: string;
  readonly structureSet?: string;
  readonly doseArray?: string;
  readonly mask: readonly string[];
  /** Hears of files beside the case file that the case names. */
  readonly onNamed?: (file: string, absolute: string) => void;
}

/** Reads what the command line names and hands it to the use case. */
export async function runCheck(paths: readonly string[], choices: CheckChoices): Promise<CheckAnswer> {
  const progress = showProgress();
  const trial = await trialWord(choices.trial);
  const caseText = choices.case === undefined ? null : await readText(choices.case);
  progress.onProgress('reading files');
  const hasArrays = choices.doseArray !== undefined;
  const files = hasArrays ? [] : await givenFiles(paths, choices, progress, needsCt(caseText, choices.case ?? ''));
  const request: CheckRequest = {
    files,
    named: namedIn(dirname(resolve(choices.case ?? '')), files, choices.onNamed),
    ...(choices.doseArray === undefined ? {} : { arrays: await readArrays(choices.doseArray, choices.mask) }),
    trial,
    caseText,
    acceptProposal: choices.acceptProposal,
    endCaps: choices.endCaps,
    betweenSlices: choices.betweenSlices,
    onProgress: progress.onProgress,
    ...(choices.case === undefined ? {} : { casePath: choices.case }),
    ...(choices.dose === undefined ? {} : { dose: choices.dose }),
    ...(choices.structureSet === undefined ? {} : { structureSet: choices.structureSet }),
  };
  return check(request).finally(progress.done);
}
