import { probabilityAbove } from './beta-tail.ts';
import { cohortDesign } from './cohort-design.ts';
import type { DesignOf } from './design-file.ts';
import {
  type CohortState,
  type Decision,
  type EscalationDesign,
  type Tally,
  toxicityWords,
} from './escalation-design.ts';
import { isotonicChoice } from './isotonic-choice.ts';

export type Step = 'up' | 'stay' | 'down';

/** A design that compares what was seen at the current level with intervals: BOIN and mTPI differ in `stepAt` only. */
export function intervalDesign(
  file: DesignOf<'boin'> | DesignOf<'mtpi'>,
  {
    stepAt,
    isClosed,
    rules,
  }: {
    readonly stepAt: (tally: Tally) => Step;
    readonly isClosed: (tally: Tally) => boolean;
    readonly rules: readonly string[];
  },
): EscalationDesign {
  const { levels, cohortSize, startLevel, targetToxicity } = file;
  const nameOf = (level: number): string => `level ${levels[level]!.id}`;
  const closedFrom = (tallies: readonly Tally[]): number => {
    const first = tallies.findIndex((tally) => isClosed(tally));
    return first === -1 ? levels.length : first;
  };
  const noneOpen = ({ tallies }: CohortState): Extract<Decision, { action: 'stop' }> => ({
    action: 'stop',
    chosen: null,
    settled: true,
    reason: `${nameOf(0)}: ${toxicityWords(tallies[0]!)}: too toxic, and it is the lowest`,
  });
  const afterCohort = (state: CohortState & { readonly current: number }): Decision => {
    const { tallies, current } = state;
    const closed = closedFrom(tallies);
    if (closed === 0) return noneOpen(state);
    const seen = `${nameOf(current)}: ${toxicityWords(tallies[current]!)}`;
    if (current >= closed) {
      return {
        action: 'assign',
        level: closed - 1,
        move: 'down',
        reason: `${seen}: ${nameOf(closed)} and above are closed`,
      };
    }
    const step = stepAt(tallies[current]!);
    const stay = (why: string): Decision => ({
      action: 'assign',
      level: current,
      move: 'stay',
      reason: `${seen}: ${why}`,
    });
    if (step === 'stay') return stay('close to the target');
    if (step === 'down') {
      if (current === 0) return stay('above the target, and there is no lower level');
      return { action: 'assign', level: current - 1, move: 'down', reason: `${seen}: above the target` };
    }
    if (current + 1 === levels.length) return stay('below the target, and there is no level above it');
    if (current + 1 === closed) return stay(`below the target, and ${nameOf(closed)} is closed`);
    return { action: 'assign', level: current + 1, move: 'up', reason: `${seen}: below the target` };
  };
  return cohortDesign({
    cohortSize,
    start: levels.findIndex(({ id }) => id === startLevel),
    nameOf,
    afterCohort,
    conclude: (state) => {
      const closed = closedFrom(state.tallies);
      if (closed === 0) return noneOpen(state);
      const chosen = isotonicChoice(state.tallies.slice(0, closed), targetToxicity);
      const reason =
        chosen === null
          ? 'nobody was treated at a level that is open'
          : `${nameOf(chosen)} comes closest to a toxicity of ${targetToxicity}, where estimates may not fall from level to level`;
      return { action: 'stop', chosen, settled: true, reason };
    },
    rules: [
      ...rules,
      'Nobody goes below the lowest level, above the highest, or to a level that is closed; if the lowest is closed the trial stops and no level is chosen.',
      'At the end the open level is chosen whose toxicity comes closest to the target, estimated under the rule that it never falls from a level to the next; only levels at which somebody was treated.',
    ],
  });
}

/** Least subjects at a level before it can be closed in BOIN. */
const LEAST_TO_CLOSE = 3;

/** Whether the toxicity exceeds the target with a probability above the limit. */
export function exceedsTarget(
  { targetToxicity, eliminateAbove }: { readonly targetToxicity: number; readonly eliminateAbove: number },
  { subjects, toxicities }: Tally,
  least = LEAST_TO_CLOSE,
): boolean {
  return subjects >= least && probabilityAbove(targetToxicity, subjects, toxicities) > eliminateAbove;
}
