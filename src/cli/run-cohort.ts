import { type CohortNext, type DesignFile, readSubjects } from '../../core/index.ts';
import { cohortNext } from '../app/cohort-next.ts';
import { cohortTemplate } from '../app/cohort-template.ts';
import { readText } from './read-text.ts';
import { trialWord } from './trial-word.ts';

export async function runCohortNext(designPath: string, subjectsPath: string): Promise<CohortNext> {
  const subjects = readSubjects(await readText(subjectsPath), subjectsPath);
  return cohortNext({ designText: await readText(designPath), designPath, subjects });
}

export async function runCohortTemplate(method: DesignFile['method'], trial: string): Promise<string> {
  return `${JSON.stringify(await cohortTemplate(method, await trialWord(trial)), null, 2)}\n`;
}
