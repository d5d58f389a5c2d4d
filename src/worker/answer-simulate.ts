import { cohortSimulate } from '../app/cohort-simulate.ts';
import { cohortTemplate } from '../app/cohort-template.ts';
import { cohortSimulateHtml } from '../report/cohort-simulate-html.ts';
import { cohortSimulateJson } from '../report/cohort-simulate-json.ts';
import type { Simulated, SimulateWishes } from './messages.ts';

/** What a design would do on average: the levels of the trial's record, everything else as it was typed. */
export async function answerSimulate({ trial, method, entered, ...wish }: SimulateWishes): Promise<Simulated> {
  const design = JSON.stringify({ ...(await cohortTemplate(method, trial)), ...entered });
  const result = cohortSimulate({ ...wish, trials: TRIALS, designText: design, designPath: 'design' });
  return { html: cohortSimulateHtml(result), json: cohortSimulateJson(result), design };
}

const TRIALS = 10_000;
