import { TrabeculaError } from '../errors.ts';
import { daysAfter } from '../trial/calendar.ts';
import type { DesignFile } from './design-file.ts';
import { designOf } from './design-of.ts';
import type { CohortState, Decision, EscalationDesign, Tally } from './escalation-design.ts';
import { levelStandings } from './level-standing.ts';
import type { NextAssignment } from './next-result.ts';
import { standingWarnings } from './standing-warnings.ts';
import type { CohortSubject } from './subjects-file.ts';

/**
 * Where the next subject goes under a design, or why nobody may enter. A subject whose outcome is pending counts neither
 * way: every outcome is tried, and the answer is given where all agree or where the design lets a cohort be filled.
 *
 * @param subjects in the order in which they were assigned
 * @throws TrabeculaError (contradiction) for a subject at a level that the design does not have
 */
export function nextAssignment(file: DesignFile, subjects: readonly CohortSubject[]): NextAssignment {
  const design = designOf(file);
  const placed = subjects.map((subject) => ({ ...subject, index: indexOf(file, subject) }));
  const counted = placed.filter(({ toxicity }) => toxicity !== 'not-evaluable');
  const known = talliesOf(
    file,
    counted.filter(({ toxicity }) => toxicity !== 'pending'),
  );
  const pending = file.levels.map(
    (_, index) => counted.filter((subject) => subject.index === index && subject.toxicity === 'pending').length,
  );
  const current = counted.at(-1)?.index ?? null;
  const run = runOf(counted.map(({ index }) => index));
  const isFull = file.maxSubjects !== null && counted.length >= file.maxSubjects;

  const outcomes = combinations(pending).map((toxicities) => {
    const tallies = known.map(({ subjects: n, toxicities: y }, level) => ({
      subjects: n + pending[level]!,
      toxicities: y + toxicities[level]!,
    }));
    return { toxicities, decision: decideWithin(design, { tallies, current, run }, isFull) };
  });
  const step = stepOf(design, outcomes, { known, pending, current, run, isFull });
  const level = step.level === null ? null : file.levels[step.level]!;
  const standings = levelStandings(file, subjects);
  const { notBefore, openPause } = pauseOf(file, subjects, level?.id ?? null);
  return {
    action: step.action,
    level: level?.id ?? null,
    percent: level?.percent ?? null,
    move: step.move,
    notBefore: step.action === 'assign' ? notBefore : null,
    chosen: step.chosen === null ? null : file.levels[step.chosen]!.id,
    settled: step.settled,
    reason: step.reason,
    whatIf: pending.every((count) => count === 0)
      ? []
      : outcomes.map(({ toxicities, decision }) => ({
          toxicities: toxicities.flatMap((count, index) =>
            pending[index] === 0
              ? []
              : [{ level: file.levels[index]!.id, pending: pending[index]!, toxicities: count }],
          ),
          action: decision.action,
          level: decision.action === 'assign' ? file.levels[decision.level]!.id : null,
          chosen: decision.action === 'stop' && decision.chosen !== null ? file.levels[decision.chosen]!.id : null,
          reason: decision.reason,
        })),
    levels: [...standings],
    enrolled: counted.length,
    warnings: [
      ...(openPause === null || step.action !== 'assign' ? [] : [openPause]),
      ...standingWarnings(file, subjects, standings),
    ],
  };
}

interface Step {
  readonly action: NextAssignment['action'];
  readonly level: number | null;
  readonly move: NextAssignment['move'];
  readonly chosen: number | null;
  readonly settled: boolean;
  readonly reason: string;
}

function stepOf(
  design: EscalationDesign,
  outcomes: readonly { readonly decision: Decision }[],
  now: {
    readonly known: readonly Tally[];
    readonly pending: readonly number[];
    readonly current: number | null;
    readonly run: number;
    readonly isFull: boolean;
  },
): Step {
  const [best] = outcomes;
  const first = best!.decision;
  if (outcomes.every(({ decision }) => saysTheSame(decision, first))) {
    const isCertain = outcomes.length === 1;
    return stepFrom(first, isCertain ? first.reason : 'whatever the pending outcomes are, the rules say the same');
  }
  const { current, known, pending, run, isFull } = now;
  const awaited = pending.reduce((sum, count) => sum + count, 0);
  if (current !== null && !isFull && design.mayEnterWhilePending(known[current]!, pending[current]!, run)) {
    // Even if nobody who is pending has a toxicity, the rules may have left this level already.
    const hasLeft = first.action === 'assign' && first.level < current;
    if (!hasLeft) {
      const reason = 'the cohort at this level is not full, and what is known does not stand against it';
      return { action: 'assign', level: current, move: 'fill', chosen: null, settled: false, reason };
    }
  }
  const outcomesAwaited = awaited === 1 ? '1 outcome is awaited' : `${awaited} outcomes are awaited`;
  return {
    action: 'wait',
    level: null,
    move: null,
    chosen: null,
    settled: false,
    reason: `${outcomesAwaited}, and the next step depends on ${awaited === 1 ? 'it' : 'them'}`,
  };
}

function stepFrom(decision: Decision, reason: string): Step {
  if (decision.action === 'assign') {
    return { action: 'assign', level: decision.level, move: decision.move, chosen: null, settled: false, reason };
  }
  return { action: 'stop', level: null, move: null, chosen: decision.chosen, settled: decision.settled, reason };
}

function saysTheSame(a: Decision, b: Decision): boolean {
  if (a.action === 'assign') return b.action === 'assign' && a.level === b.level;
  return b.action === 'stop' && a.chosen === b.chosen && a.settled === b.settled;
}

/** The decision of the design, unless nobody more may enter. */
export function decideWithin(design: EscalationDesign, state: CohortState, isFull: boolean): Decision {
  const decision = design.decide(state);
  return isFull && decision.action === 'assign' ? design.conclude(state) : decision;
}

/** Every number of toxicities among those pending at each level, fewest first. */
function combinations(pending: readonly number[]): readonly (readonly number[])[] {
  return pending.reduce<readonly (readonly number[])[]>(
    (lists, count) =>
      lists.flatMap((list) => Array.from({ length: count + 1 }, (_, toxicities) => [...list, toxicities])),
    [[]],
  );
}

function talliesOf(
  file: DesignFile,
  subjects: readonly { readonly index: number; readonly toxicity: string }[],
): Tally[] {
  return file.levels.map((_, index) => {
    const here = subjects.filter((subject) => subject.index === index);
    return { subjects: here.length, toxicities: here.filter(({ toxicity }) => toxicity === 'yes').length };
  });
}

function runOf(levels: readonly number[]): number {
  const last = levels.at(-1);
  const before = levels.findLastIndex((level) => level !== last);
  return levels.length - before - 1;
}

function indexOf({ levels }: DesignFile, { id, level }: CohortSubject): number {
  const index = levels.findIndex((each) => each.id === level);
  if (index >= 0) return index;
  throw new TrabeculaError('contradiction', {
    what: `subject ${id} is at level ${level}, which the design does not have`,
    expected: `one of ${levels.map((each) => each.id).join(', ')}`,
  });
}

/** The first day that a pause asked for by the design leaves open. */
function pauseOf(
  { stagger }: DesignFile,
  subjects: readonly CohortSubject[],
  level: number | null,
): { readonly notBefore: string | null; readonly openPause: string | null } {
  if (stagger === undefined || level === null) return { notBefore: null, openPause: null };
  const here = subjects.filter((subject) => subject.level === level);
  const before = stagger.of === 'every-subject' ? subjects.at(-1) : here.length === 1 ? here[0] : undefined;
  if (before === undefined) return { notBefore: null, openPause: null };
  if (typeof before.start === 'string') return { notBefore: daysAfter(before.start, stagger.days), openPause: null };
  const openPause = `The design asks for ${stagger.days} days from the start of ${before.id} to the next; that day is not known.`;
  return { notBefore: null, openPause };
}
