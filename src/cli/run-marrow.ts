import { createHash } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import type { MarrowWish } from '../../core/index.ts';
import { marrow, type MarrowAnswer } from '../app/marrow.ts';
import { marrowTyped } from '../app/marrow-typed.ts';
import { needsCt } from '../app/needs-ct.ts';
import type { DicomwebOptions } from './dicomweb-options.ts';
import { givenFiles } from './given-files.ts';
import { namedIn } from './named-in.ts';
import { showProgress } from './progress.ts';
import { readText } from './read-text.ts';
import { trialWord } from './trial-word.ts';

interface MarrowChoices extends DicomwebOptions {
  readonly case?: string;
  readonly typed?: string;
  readonly trial?: string;
  readonly structureSet?: string;
  readonly writeRtstruct?: string;
  readonly writeSeg?: string;
  readonly format: string;
  readonly wish: MarrowWish;
}

/** Reads what the command line names, hands it to the use case, and writes what it asks for. */
export async function runMarrow(paths: readonly string[], choices: MarrowChoices): Promise<MarrowAnswer> {
  const trial = choices.trial === undefined ? null : await trialWord(choices.trial);
  if (choices.typed !== undefined) {
    const text = await readText(choices.typed);
    const sha256 = createHash('sha256').update(text).digest('hex');
    const result = await marrowTyped({ text, path: choices.typed, sha256, trial, wish: choices.wish });
    return { result, picture: null, solids: null };
  }
  const casePath = choices.case ?? '';
  const caseText = await readText(casePath);
  const progress = showProgress();
  progress.onProgress('reading files');
  const files = await givenFiles(paths, choices, progress, needsCt(caseText, casePath));
  const answer = await marrow({
    files,
    named: namedIn(dirname(resolve(casePath)), files),
    trial,
    caseText,
    casePath,
    wish: choices.wish,
    withPicture: choices.format === 'html',
    onProgress: progress.onProgress,
    ...(choices.structureSet === undefined ? {} : { structureSet: choices.structureSet }),
  }).finally(progress.done);
  if (choices.writeRtstruct !== undefined || choices.writeSeg !== undefined) {
    const { writeMarrow } = await import('./write-marrow.ts');
    await writeMarrow(answer, choices.writeRtstruct, choices.writeSeg);
  }
  return answer;
}
