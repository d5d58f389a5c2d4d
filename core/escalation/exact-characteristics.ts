import type { CohortState, EscalationDesign } from './escalation-design.ts';
import { decideWithin } from './next-assignment.ts';

/** What a design does, on average, where each level has a given probability of toxicity. Levels count from the lowest. */
export interface Characteristics {
  /** Probability that the rules end with this level chosen. */
  readonly chosen: readonly number[];
  /** Probability that they end with no level. */
  readonly none: number;
  /** Probability that no more subjects may enter before the rules come to an end, and nothing is chosen. */
  readonly unsettled: number;
  /** Expected subjects and toxicities at each level. */
  readonly subjects: readonly number[];
  readonly toxicities: readonly number[];
  /** Probability of each total number of subjects. */
  readonly totals: ReadonlyMap<number, number>;
}

/**
 * Exact: every state that whole cohorts can lead to, with its probability. Outcomes of a cohort are all known before the
 * next one enters.
 *
 * @param toxicity probability at each level
 */
export function exactCharacteristics(
  design: EscalationDesign,
  start: CohortState,
  toxicity: readonly number[],
  maxSubjects: number | null,
): Characteristics {
  const chosen = toxicity.map(() => 0);
  const subjects = toxicity.map(() => 0);
  const toxicities = toxicity.map(() => 0);
  const totals = new Map<number, number>();
  let none = 0;
  let unsettled = 0;
  // Each step adds subjects, so that states in the order of their total are met after all that lead to them.
  const byTotal: Map<string, { readonly state: CohortState; probability: number }>[] = [];
  const add = (state: CohortState, probability: number): void => {
    const total = totalOf(state);
    const states = (byTotal[total] ??= new Map());
    const key = keyOf(state);
    const known = states.get(key);
    if (known === undefined) states.set(key, { state, probability });
    else known.probability += probability;
  };
  add(start, 1);
  for (let total = 0; total < byTotal.length; total++) {
    for (const { state, probability } of byTotal[total]?.values() ?? []) {
      const decision = decideWithin(design, state, maxSubjects !== null && total >= maxSubjects);
      if (decision.action === 'stop') {
        if (decision.chosen !== null) chosen[decision.chosen]! += probability;
        else if (decision.settled) none += probability;
        else unsettled += probability;
        totals.set(total, (totals.get(total) ?? 0) + probability);
        state.tallies.forEach((tally, level) => {
          subjects[level]! += probability * tally.subjects;
          toxicities[level]! += probability * tally.toxicities;
        });
        continue;
      }
      const { level } = decision;
      const size = cohortSizeAt(design, state, level, maxSubjects);
      for (let toxic = 0; toxic <= size; toxic++) {
        add(afterCohort(state, level, size, toxic), probability * binomial(size, toxic, toxicity[level]!));
      }
    }
  }
  return { chosen, none, unsettled, subjects, toxicities, totals };
}

export function totalOf({ tallies }: CohortState): number {
  return tallies.reduce((sum, { subjects }) => sum + subjects, 0);
}

/** How many are treated before the next decision, and no more than may enter. */
export function cohortSizeAt(
  design: EscalationDesign,
  state: CohortState,
  level: number,
  maxSubjects: number | null,
): number {
  const run = state.current === level ? state.run : 0;
  const size = design.cohortAt(state.tallies[level]!, run);
  return maxSubjects === null ? size : Math.min(size, maxSubjects - totalOf(state));
}

export function afterCohort(state: CohortState, level: number, size: number, toxic: number): CohortState {
  return {
    tallies: state.tallies.map((tally, index) =>
      index === level ? { subjects: tally.subjects + size, toxicities: tally.toxicities + toxic } : tally,
    ),
    current: level,
    run: state.current === level ? state.run + size : size,
  };
}

function keyOf({ tallies, current, run }: CohortState): string {
  return `${tallies.map(({ subjects, toxicities }) => `${subjects}/${toxicities}`).join(' ')} ${current} ${run}`;
}

function binomial(n: number, k: number, p: number): number {
  let ways = 1;
  for (let i = 0; i < k; i++) ways = (ways * (n - i)) / (i + 1);
  return ways * p ** k * (1 - p) ** (n - k);
}
