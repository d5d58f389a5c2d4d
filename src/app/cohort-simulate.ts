import {
  type CohortSimulate,
  designShown,
  NOTICE,
  operatingCharacteristics,
  readDesign,
  type SimulationWish,
  TrabeculaError,
} from '../../core/index.ts';
import { SOFTWARE } from './software.ts';

export interface CohortSimulateRequest extends SimulationWish {
  readonly designText: string;
  readonly designPath: string;
}

/** What a design would do on average under toxicity curves that somebody entered. */
export function cohortSimulate({ designText, designPath, ...wish }: CohortSimulateRequest): CohortSimulate {
  const design = readDesign(designText, designPath);
  if (wish.curves.length === 0) {
    throw new TrabeculaError('usage', { what: 'no toxicity curve', expected: 'one probability for each level' });
  }
  const { attainablePercent } = wish;
  if (
    attainablePercent !== null &&
    (attainablePercent.length === 0 || attainablePercent.some((each) => !(each >= 0)))
  ) {
    throw new TrabeculaError('usage', {
      what: 'no list of ratios that patients can reach',
      expected: 'numbers from 0 up',
    });
  }
  return {
    schema: 'trabecula/cohort-simulate/1',
    notice: NOTICE,
    software: SOFTWARE,
    design: designShown(design),
    seed: wish.seed,
    attainablePercent: attainablePercent === null ? null : [...attainablePercent],
    scenarios: [...operatingCharacteristics(design, wish)],
    assumptions: [
      'Toxicity curves are entered; no record states any.',
      'Cohorts enter whole, and every outcome is known before the next cohort enters.',
      ...(attainablePercent === null
        ? []
        : ['Between the ratios of two levels toxicity goes in proportion, and falls to 0 at 0.']),
    ],
  };
}
