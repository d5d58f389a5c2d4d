import { probabilityAtMost } from './beta-tail.ts';
import type { DesignOf } from './design-file.ts';
import type { EscalationDesign, Tally } from './escalation-design.ts';
import { exceedsTarget, intervalDesign, type Step } from './interval-design.ts';

/**
 * Modified toxicity probability interval (Ji et al., Clin Trials 2010;7:653): of below, on and above target, the interval
 * wins that holds the most probability for its width. Uniform prior.
 */
export function mtpi(file: DesignOf<'mtpi'>): EscalationDesign {
  const from = file.targetToxicity - file.epsilonBelow;
  const to = file.targetToxicity + file.epsilonAbove;
  const stepAt = ({ subjects, toxicities }: Tally): Step => {
    const atMost = (limit: number): number => probabilityAtMost(limit, subjects, toxicities);
    const below = from <= 0 ? 0 : atMost(from) / from;
    const on = (atMost(to) - atMost(from)) / (Math.min(to, 1) - Math.max(from, 0));
    const above = to >= 1 ? 0 : (1 - atMost(to)) / (1 - to);
    if (on >= below && on >= above) return 'stay';
    return below > above ? 'up' : 'down';
  };
  return intervalDesign(file, {
    stepAt,
    isClosed: (tally) => exceedsTarget(file, tally, 1),
    rules: [
      `Three intervals of the toxicity, up to ${shown(from)}, from there to ${shown(to)}, and above: the one with the most probability for its width says up, the same level, or down (uniform prior).`,
      `A level and those above it are closed when its toxicity exceeds ${file.targetToxicity} with a probability above ${file.eliminateAbove}.`,
    ],
  });
}

function shown(value: number): string {
  return String(Number(value.toFixed(6)));
}
