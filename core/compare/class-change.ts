import type { Finding, FindingOutcome } from '../protocol/check-result.ts';
import { isOpen } from '../protocol/overall-outcome.ts';
import type { ClassChange } from './compare-result.ts';

/** Large is bad. What asks for nothing is equally good, whatever the record calls it. */
const BADNESS: Readonly<Partial<Record<FindingOutcome, number>>> = {
  'per-protocol': 0,
  met: 0,
  'acceptable-deviation': 1,
  'not-met': 2,
  'unacceptable-deviation': 3,
};

/** How good and how bad a finding may turn out to be. */
interface Reach {
  readonly best: number;
  readonly worst: number;
}

const ANYTHING: Reach = { best: 0, worst: 3 };

/** Null where the record has no rule: there is nothing to be better or worse. */
function reachOf({ outcome, between, readings }: Finding): Reach | null {
  if (outcome === 'no-rule-in-source') return null;
  if (!isOpen(outcome)) return span([outcome]);
  if (outcome === 'undecided' && between !== null) return span(between);
  const read = readings.map((reading) => reading.outcome);
  return outcome === 'depends-on-reading' && read.length > 0 ? span(read) : ANYTHING;
}

function span(outcomes: readonly FindingOutcome[]): Reach {
  const bad = outcomes.map((outcome) => BADNESS[outcome]);
  if (bad.some((each) => each === undefined)) return ANYTHING;
  const known = bad.flatMap((each) => each ?? []);
  return { best: Math.min(...known), worst: Math.max(...known) };
}

/**
 * What became of a class. Worse or better only if it is so whichever classes open findings turn out to have; between two
 * open ones nothing is assumed, though both be the same.
 */
export function classChange(
  a: Finding,
  b: Finding,
): { readonly change: ClassChange; readonly flips: boolean; readonly mayBeWorse: boolean } {
  const [from, to] = [reachOf(a), reachOf(b)];
  if (from === null || to === null) {
    const isSame = from === to;
    return { change: isSame ? 'same' : 'open', flips: !isSame, mayBeWorse: !isSame };
  }
  const flips = a.outcome !== b.outcome || from.best !== to.best || from.worst !== to.worst;
  if (to.best > from.worst) return { change: 'worse', flips, mayBeWorse: false };
  if (to.worst < from.best) return { change: 'better', flips, mayBeWorse: false };
  const mayBeWorse = to.worst > from.best;
  const [wasOpen, isNowOpen] = [isOpen(a.outcome), isOpen(b.outcome)];
  if (!wasOpen && !isNowOpen) return { change: 'same', flips, mayBeWorse };
  return { change: wasOpen ? (isNowOpen ? 'open' : 'settled') : 'unsettled', flips, mayBeWorse };
}

/** For the order: how bad a finding may be; what has no rule comes last. */
export function worstReach(finding: Finding): number {
  return reachOf(finding)?.worst ?? -1;
}
