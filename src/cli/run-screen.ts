import type { ScreenResult } from '../../core/index.ts';
import { screen } from '../app/screen.ts';
import { screenTemplate } from '../app/screen-template.ts';
import { readText } from './read-text.ts';
import { trialWord } from './trial-word.ts';

/** Reads the case and the trial files that the command line names, and hands them to the use case. */
export async function runScreen(
  casePath: string,
  trials: readonly string[],
  marrowPath: string | null,
): Promise<ScreenResult> {
  return screen({
    caseText: await readText(casePath),
    casePath,
    ...(marrowPath === null ? {} : { marrow: { text: await readText(marrowPath), path: marrowPath } }),
    trials: await Promise.all(trials.map(trialWord)),
  });
}

export async function runTemplate(trial: string): Promise<string> {
  return `${JSON.stringify(await screenTemplate(await trialWord(trial)), null, 2)}\n`;
}
