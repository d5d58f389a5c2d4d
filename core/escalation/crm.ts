import { cohortDesign } from './cohort-design.ts';
import type { DesignOf } from './design-file.ts';
import {
  type CohortState,
  type Decision,
  type EscalationDesign,
  type Tally,
  toxicityWords,
} from './escalation-design.ts';

export interface CrmPosterior {
  /** Mean of the exponent's logarithm. */
  readonly mean: number;
  /** Toxicity of each level at that mean. */
  readonly toxicity: readonly number[];
  /** Probability that the lowest level exceeds the target. */
  readonly lowestAboveTarget: number;
}

/**
 * Continual reassessment with the power model: the toxicity of a level is its guessed one to the power exp(b), b with a
 * normal prior of mean 0 (O'Quigley et al., Biometrics 1990;46:33; package dfcrm). Toxicities are those at the mean of b.
 */
export function crmPosterior(
  { skeleton, priorVariance, targetToxicity }: Pick<DesignOf<'crm'>, 'skeleton' | 'priorVariance' | 'targetToxicity'>,
  tallies: readonly Tally[],
): CrmPosterior {
  const deviation = Math.sqrt(priorVariance);
  // Equal steps on a smooth function that vanishes at both ends: the error is far below the last digit printed.
  const step = (2 * REACH * deviation) / STEPS;
  const logSkeleton = skeleton.map(Math.log);
  const logs: number[] = [];
  for (let k = 0; k <= STEPS; k++) {
    const b = -REACH * deviation + k * step;
    let log = -(b * b) / (2 * priorVariance);
    tallies.forEach(({ subjects, toxicities }, level) => {
      if (subjects === 0) return;
      const logToxicity = Math.exp(b) * logSkeleton[level]!;
      log += toxicities * logToxicity;
      if (subjects > toxicities) log += (subjects - toxicities) * Math.log(-Math.expm1(logToxicity));
    });
    logs.push(log);
  }
  const highest = logs.reduce((most, log) => Math.max(most, log), -Infinity);
  // The toxicity of the lowest level is above the target where b is below this.
  const edge = Math.log(Math.log(targetToxicity) / logSkeleton[0]!);
  let [mass, moment, below] = [0, 0, 0];
  logs.forEach((log, k) => {
    const b = -REACH * deviation + k * step;
    const weight = Math.exp(log - highest);
    mass += weight;
    moment += weight * b;
    below += weight * Math.min(1, Math.max(0, (edge - b) / step + 0.5));
  });
  const mean = moment / mass;
  return {
    mean,
    toxicity: skeleton.map((guess) => guess ** Math.exp(mean)),
    lowestAboveTarget: below / mass,
  };
}

/** How far the integral reaches, in standard deviations of the prior, and in how many steps. */
const REACH = 9;
const STEPS = 720;

/** CRM with whole cohorts; the next level is the one whose toxicity is closest to the target. */
export function crm(file: DesignOf<'crm'>): EscalationDesign {
  const { levels, cohortSize, startLevel, targetToxicity, maySkipLevels, stopAbove } = file;
  const nameOf = (level: number): string => `level ${levels[level]!.id}`;
  const known = new Map<string, CrmPosterior>();
  const posteriorOf = (tallies: readonly Tally[]): CrmPosterior => {
    const key = tallies.map(({ subjects, toxicities }) => `${subjects}/${toxicities}`).join(' ');
    const posterior = known.get(key) ?? crmPosterior(file, tallies);
    known.set(key, posterior);
    return posterior;
  };
  const stopped = ({ lowestAboveTarget }: CrmPosterior): Extract<Decision, { action: 'stop' }> | null =>
    stopAbove === null || lowestAboveTarget <= stopAbove
      ? null
      : {
          action: 'stop',
          chosen: null,
          settled: true,
          reason: `${nameOf(0)}, the lowest, is above the target with a probability of ${lowestAboveTarget.toFixed(3)}`,
        };
  const closest = (toxicity: readonly number[]): number =>
    toxicity.reduce(
      (best, each, level) =>
        Math.abs(each - targetToxicity) < Math.abs(toxicity[best]! - targetToxicity) ? level : best,
      0,
    );
  const afterCohort = ({ tallies, current }: CohortState & { readonly current: number }): Decision => {
    const posterior = posteriorOf(tallies);
    const stop = stopped(posterior);
    if (stop !== null) return stop;
    const wanted = closest(posterior.toxicity);
    const highestTried = tallies.findLastIndex(({ subjects }) => subjects > 0);
    const level = maySkipLevels ? wanted : Math.min(wanted, highestTried + 1);
    const seen = `${nameOf(current)}: ${toxicityWords(tallies[current]!)}`;
    const estimate = `the model gives ${nameOf(wanted)} a toxicity of ${posterior.toxicity[wanted]!.toFixed(3)}, closest to ${targetToxicity}`;
    const held = level < wanted ? `; no level is skipped, so ${nameOf(level)}` : '';
    const move = level === current ? 'stay' : level > current ? 'up' : 'down';
    return { action: 'assign', level, move, reason: `${seen}; ${estimate}${held}` };
  };
  return cohortDesign({
    cohortSize,
    start: levels.findIndex(({ id }) => id === startLevel),
    nameOf,
    afterCohort,
    conclude: ({ tallies }) => {
      const posterior = posteriorOf(tallies);
      const stop = stopped(posterior);
      if (stop !== null) return stop;
      const tried = posterior.toxicity.map((each, level) => (tallies[level]!.subjects > 0 ? each : Infinity));
      const chosen = closest(tried);
      const reason = `the model gives ${nameOf(chosen)} a toxicity of ${posterior.toxicity[chosen]!.toFixed(3)}, closest to ${targetToxicity}`;
      return { action: 'stop', chosen, settled: true, reason };
    },
    rules: [
      'The toxicity of a level is its guessed one to the power exp(b); b has a normal prior of mean 0, and its mean given all outcomes is put in.',
      `The next cohort goes to the level whose toxicity is closest to ${targetToxicity}${maySkipLevels ? '' : ', and no higher than one above the highest level tried'}.`,
      stopAbove === null
        ? 'There is no rule to stop for toxicity.'
        : `The trial stops when the lowest level exceeds the target with a probability above ${stopAbove}.`,
      'At the end the level closest to the target is chosen, among those at which somebody was treated.',
    ],
  });
}
