import type { CohortSimulate } from '../../core/index.ts';

type Scenario = CohortSimulate['scenarios'][number];

/** Digits of a scenario, the same in the text, the report and the page. */
export function shownShare(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

export function shownNumber(value: number): string {
  return value.toFixed(2);
}

export function scenarioTitle({ curve, patients, trials }: Scenario): string {
  const who = {
    unlimited: 'everybody fills every level',
    treated: 'limited volumes, who cannot fill a level is treated with less',
    'passed-over': 'limited volumes, who cannot fill a level is passed over',
  }[patients];
  return `${curve}: ${who} (${trials === null ? 'exact' : `${trials} simulated trials`})`;
}

export const SCENARIO_HEAD = ['level', 'ratio', 'toxicity', 'chosen', 'subjects', 'toxic', 'mean ratio', 'not testing'];

/** One row for each level, in the columns of the head. */
export function scenarioRows({ levels }: Scenario): string[][] {
  return levels.map((at) => [
    String(at.level),
    `${at.percent} %`,
    shownShare(at.toxicity),
    shownShare(at.chosen),
    shownNumber(at.subjects),
    shownNumber(at.toxicities),
    at.achievedPercent === null ? '' : `${at.achievedPercent.toFixed(1)} %`,
    at.notTesting === null ? '' : shownNumber(at.notTesting),
  ]);
}

/** What belongs to no level. */
export function scenarioSums({ none, unsettled, subjects, toxicities, screened, levels, trials }: Scenario): string[] {
  const error = Math.max(...levels.map(({ standardError }) => standardError ?? 0));
  return [
    `no level tolerable: ${shownShare(none)}; no end reached: ${shownShare(unsettled)}`,
    `expected: ${shownNumber(subjects)} subjects, ${shownNumber(toxicities)} with a toxicity${screened === null ? '' : `, ${shownNumber(screened)} patients looked at`}`,
    ...(trials === null ? [] : [`standard error of a probability: at most ${shownShare(error)}`]),
  ];
}
