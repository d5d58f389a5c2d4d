import { cohortSimulate } from '../app/cohort-simulate.ts';
import { cohortSimulateHtml } from '../report/cohort-simulate-html.ts';
import { cohortSimulateJson } from '../report/cohort-simulate-json.ts';
import { designText } from './design-text.ts';
import type { Simulated, SimulateWishes } from './messages.ts';

/** What a design would do on average. */
export async function answerSimulate(wishes: SimulateWishes): Promise<Simulated> {
  const { curves, seed, attainablePercent } = wishes;
  const design = await designText(wishes);
  const result = cohortSimulate({
    curves,
    seed,
    attainablePercent,
    trials: TRIALS,
    designText: design,
    designPath: 'design',
  });
  return { html: cohortSimulateHtml(result), json: cohortSimulateJson(result), design };
}

const TRIALS = 10_000;
