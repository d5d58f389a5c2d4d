import type { DesignOf } from './design-file.ts';
import type { EscalationDesign } from './escalation-design.ts';
import { candidateRule, walkedDesign } from './three-plus-three.ts';

const MOST_AT_ONCE = 6;

/**
 * Rolling six (Skolnik et al., J Clin Oncol 2008;26:190): up to six subjects at a level at once, so that nobody waits for
 * an outcome while there is room. Up when all of three, four or five have no dose-limiting toxicity, or at most one of
 * six; down at two or more. The walk over the levels is that of 3+3.
 */
export function rollingSix(file: DesignOf<'rolling-six'>): EscalationDesign {
  const walked = walkedDesign(
    file,
    ({ subjects, toxicities }) => {
      if (toxicities >= 2) return 'too-toxic';
      if (subjects >= MOST_AT_ONCE) return 'safe-at-six';
      if (subjects < 3) return 'fill';
      return toxicities === 0 ? 'safe-at-fewer' : 'expand';
    },
    [
      'Up to six subjects may be at a level at once.',
      'None of three, of four or of five with a dose-limiting toxicity and no outcome awaited, or at most one of six: one level up.',
      'Two or more: the level is too toxic, and the next lower one is looked at.',
      'Else the next subject enters the same level while fewer than six are in it; with six, outcomes are awaited.',
      'No level that was too toxic, nor one above it, is gone to again.',
      candidateRule(file.candidateSubjects),
    ],
  );
  return {
    ...walked,
    cohortAt: ({ subjects }) => (subjects < 3 ? 3 - subjects : 1),
    mayEnterWhilePending: ({ subjects, toxicities }, pending) => toxicities < 2 && subjects + pending < MOST_AT_ONCE,
  };
}
