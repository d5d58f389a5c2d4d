import type { CohortState, Decision, EscalationDesign } from './escalation-design.ts';

/** A design that decides after each cohort of a fixed size. */
export function cohortDesign({
  cohortSize,
  start,
  nameOf,
  afterCohort,
  conclude,
  rules,
}: {
  readonly cohortSize: number;
  readonly start: number;
  readonly nameOf: (level: number) => string;
  /** The decision when the last cohort is complete; there is a current level. */
  readonly afterCohort: (state: CohortState & { readonly current: number }) => Decision;
  readonly conclude: EscalationDesign['conclude'];
  readonly rules: readonly string[];
}): EscalationDesign {
  const left = (run: number): number => cohortSize - (run % cohortSize);
  const decide = (state: CohortState): Decision => {
    const { tallies, current, run } = state;
    if (current === null) {
      return { action: 'assign', level: start, move: 'start', reason: `the trial begins at ${nameOf(start)}` };
    }
    if (run % cohortSize === 0) return afterCohort({ ...state, current });
    // A cohort that was begun is filled, unless even the best outcome of the rest would lead down.
    const atBest = tallies.map((tally, level) =>
      level === current ? { ...tally, subjects: tally.subjects + left(run) } : tally,
    );
    const decision = afterCohort({ tallies: atBest, current, run: run + left(run) });
    const leads = decision.action === 'stop' || decision.move === 'down';
    if (leads) return { ...decision, reason: `whatever the rest of the cohort would show: ${decision.reason}` };
    const reason = `the cohort at ${nameOf(current)} has ${run % cohortSize} of ${cohortSize}`;
    return { action: 'assign', level: current, move: 'fill', reason };
  };
  return {
    decide,
    conclude,
    cohortAt: (_, run) => left(run),
    mayEnterWhilePending: (_known, _pending, run) => run % cohortSize !== 0,
    rules: [`Subjects are treated in cohorts of ${cohortSize}; a cohort that was begun is filled.`, ...rules],
  };
}
