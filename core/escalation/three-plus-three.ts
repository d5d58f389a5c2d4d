import type { DesignOf } from './design-file.ts';
import {
  type CohortState,
  type Decision,
  type EscalationDesign,
  type Tally,
  toxicityWords,
} from './escalation-design.ts';

/** What the rules make of a level as it stands. */
type Verdict = 'fill' | 'expand' | 'safe-at-fewer' | 'safe-at-six' | 'too-toxic';

/**
 * 3+3. Three subjects at a level: none with a dose-limiting toxicity, one level up; one, three more; two or more, too
 * toxic. Six subjects: at most one, one level up; two or more, too toxic. From a level that is too toxic one level down,
 * and never to it or above it again. The level chosen is the highest that is not too toxic with at most one of six
 * (`candidateSubjects` 6: a level left at three is filled up first) or as it stands (3).
 *
 * The state follows from the counts alone: whoever walks the rules over them from the start comes to the next step.
 */
export function threePlusThree(file: DesignOf<'3+3'>): EscalationDesign {
  return walkedDesign(file, verdictOf, [
    'Three subjects are treated at a level.',
    'None of three with a dose-limiting toxicity: one level up.',
    'One of three: three more at the same level.',
    'At most one of six: one level up. Two or more, of three or of six: the level is too toxic, and the next lower one is looked at.',
    'No level that was too toxic, nor one above it, is gone to again.',
    candidateRule(file.candidateSubjects),
    'If the lowest level is too toxic the trial stops and no level is chosen.',
  ]);
}

export function candidateRule(subjects: 3 | 6): string {
  return subjects === 6
    ? 'The level chosen is the highest with at most one of six; a level left with fewer is filled to six first.'
    : 'The level chosen is the highest that is not too toxic; it may rest on three subjects.';
}

function verdictOf({ subjects, toxicities }: Tally): Verdict {
  if (toxicities >= 2) return 'too-toxic';
  if (subjects < 3) return 'fill';
  if (subjects >= 6) return 'safe-at-six';
  return subjects === 3 && toxicities === 0 ? 'safe-at-fewer' : 'expand';
}

/** A design that is a walk over the counts; `verdict` tells what one level's counts mean. */
export function walkedDesign(
  { levels, startLevel, candidateSubjects }: Pick<DesignOf<'3+3'>, 'levels' | 'startLevel' | 'candidateSubjects'>,
  verdict: (tally: Tally) => Verdict,
  rules: readonly string[],
): EscalationDesign {
  const start = levels.findIndex(({ id }) => id === startLevel);
  const nameOf = (index: number): string => `level ${levels[index]!.id}`;
  const decide = ({ tallies, current }: CohortState): Decision => {
    let level = start;
    let closedFrom = levels.length;
    // Each turn goes up to a level below the closed ones, or closes one: it ends.
    for (;;) {
      const tally = tallies[level]!;
      const found = `${nameOf(level)}: ${toxicityWords(tally)}`;
      const isTop = level + 1 >= closedFrom;
      const above = level + 1 < levels.length ? `${nameOf(level + 1)} is too toxic` : 'there is no level above it';
      switch (verdict(tally)) {
        case 'too-toxic':
          closedFrom = level;
          if (level === 0) {
            return { action: 'stop', chosen: null, settled: true, reason: `${found}: too toxic, and it is the lowest` };
          }
          level -= 1;
          continue;
        case 'safe-at-six':
        case 'safe-at-fewer':
          if (!isTop) {
            level += 1;
            continue;
          }
          if (verdict(tally) === 'safe-at-six' || candidateSubjects === 3) {
            return { action: 'stop', chosen: level, settled: true, reason: `${found}, and ${above}` };
          }
          return {
            action: 'assign',
            level,
            move: moveTo(level, current),
            reason: `${found}, and ${above}: it is filled to six before it can be chosen`,
          };
        default:
          return {
            action: 'assign',
            level,
            move: moveTo(level, current),
            reason: fillReason(level, tally, closedFrom),
          };
      }
    }
  };
  const fillReason = (level: number, tally: Tally, closedFrom: number): string => {
    if (tally.subjects > 0) {
      const what = tally.subjects < 3 ? 'three are treated first' : 'six are treated before a decision';
      return `${nameOf(level)}: ${toxicityWords(tally)}: ${what}`;
    }
    if (closedFrom === level + 1 && closedFrom < levels.length) {
      return `${nameOf(level + 1)} is too toxic: one level down`;
    }
    return level === start ? `the trial begins at ${nameOf(level)}` : `${nameOf(level - 1)} leads up: one level up`;
  };
  return {
    decide,
    conclude: () => ({
      action: 'stop',
      chosen: null,
      settled: false,
      reason: 'no more subjects may enter, and the rules have not come to an end',
    }),
    mayEnterWhilePending: ({ subjects, toxicities }, pending) => toxicities < 2 && (subjects + pending) % 3 !== 0,
    cohortAt: ({ subjects }) => (subjects < 3 ? 3 - subjects : 6 - subjects),
    rules,
  };
}

export function moveTo(level: number, current: number | null): 'start' | 'fill' | 'up' | 'down' {
  if (current === null) return 'start';
  if (level === current) return 'fill';
  return level > current ? 'up' : 'down';
}
