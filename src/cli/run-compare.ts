import { dirname, resolve } from 'node:path';
import type { BetweenSlices, CompareResult, EndCaps } from '../../core/index.ts';
import type { CheckRequest } from '../app/check.ts';
import { compare } from '../app/compare.ts';
import { collectFiles } from './collect-files.ts';
import { namedIn } from './named-in.ts';
import { showProgress } from './progress.ts';
import { readText } from './read-text.ts';
import { trialWord } from './trial-word.ts';

interface PlanChoices {
  readonly path: string;
  readonly case: string | undefined;
  readonly dose: string | undefined;
}

interface CompareChoices {
  readonly trial: string;
  readonly acceptProposal: boolean;
  readonly endCaps: EndCaps;
  readonly betweenSlices: BetweenSlices;
}

/** Reads two plans that the command line names and hands them to the use case. */
export async function runCompare(a: PlanChoices, b: PlanChoices, choices: CompareChoices): Promise<CompareResult> {
  const progress = showProgress();
  const trial = await trialWord(choices.trial);
  const { acceptProposal, endCaps, betweenSlices } = choices;
  const requestOf = async (plan: PlanChoices, name: string): Promise<CheckRequest> => {
    progress.onProgress(`reading plan ${name}`);
    const files = await collectFiles([plan.path]);
    return {
      files,
      named: namedIn(dirname(resolve(plan.case ?? '')), files),
      trial,
      caseText: plan.case === undefined ? null : await readText(plan.case),
      acceptProposal,
      endCaps,
      betweenSlices,
      onProgress: (what) => {
        progress.onProgress(`plan ${name}: ${what}`);
      },
      ...(plan.case === undefined ? {} : { casePath: plan.case }),
      ...(plan.dose === undefined ? {} : { dose: plan.dose }),
    };
  };
  try {
    return await compare({ a: await requestOf(a, 'A'), b: await requestOf(b, 'B') });
  } finally {
    progress.done();
  }
}
