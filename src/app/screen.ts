import {
  compileScreening,
  readCaseFacts,
  screenPatient,
  type ScreenResult,
  type Trial,
  TrabeculaError,
} from '../../core/index.ts';
import { caseWithMarrow } from './case-with-marrow.ts';
import { SHIPPED_IDS, trialOf } from './shipped-trials.ts';
import { SOFTWARE } from './software.ts';

export interface ScreenRequest {
  readonly caseText: string;
  readonly casePath: string;
  /** A result of `trabecula marrow` of the same patient, as JSON; left out: the case says it all. */
  readonly marrow?: { readonly text: string; readonly path: string };
  /** Ids of shipped trials, or texts of trial files; none: all that ship. */
  readonly trials: readonly (string | { readonly text: string; readonly path: string })[];
}

/** One patient against the criteria of one or more trials. */
export async function screen({ caseText, casePath, marrow, trials: asked }: ScreenRequest): Promise<ScreenResult> {
  const shipped = await Promise.all(SHIPPED_IDS.map(trialOf));
  const trials = asked.length === 0 ? shipped : await Promise.all(asked.map(trialOf));
  for (const trial of trials) refuseWithoutCriteria(trial);
  const screenings = await Promise.all(trials.map(compileScreening));
  const text = marrow === undefined ? caseText : caseWithMarrow(caseText, casePath, marrow.text, marrow.path);
  const caseFile = readCaseFacts(text, casePath);
  return { ...(await screenPatient(screenings, [...shipped, ...trials], caseFile, casePath)), software: SOFTWARE };
}

function refuseWithoutCriteria({ id, screening }: Trial): void {
  if ((screening.criteria ?? []).length > 0) return;
  throw new TrabeculaError('usage', { what: `the trial ${id} has no criteria`, expected: '"criteria" in its file' });
}
