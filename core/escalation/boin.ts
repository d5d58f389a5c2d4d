import type { DesignOf } from './design-file.ts';
import type { EscalationDesign } from './escalation-design.ts';
import { exceedsTarget, intervalDesign } from './interval-design.ts';

/**
 * Where the share of subjects with a toxicity leads up or down: the bounds that go wrong least often between a target φ,
 * 0.6 φ and 1.4 φ (Liu and Yuan, J R Stat Soc C 2015;64:507).
 */
export function boinBoundaries(target: number): { readonly escalateUpTo: number; readonly deescalateFrom: number } {
  const [low, high] = [0.6 * target, 1.4 * target];
  return {
    escalateUpTo: Math.log((1 - low) / (1 - target)) / Math.log((target * (1 - low)) / (low * (1 - target))),
    deescalateFrom: Math.log((1 - target) / (1 - high)) / Math.log((high * (1 - target)) / (target * (1 - high))),
  };
}

/** Bayesian optimal interval design with the bounds 0.6 and 1.4 of the target. */
export function boin(file: DesignOf<'boin'>): EscalationDesign {
  const { escalateUpTo, deescalateFrom } = boinBoundaries(file.targetToxicity);
  return intervalDesign(file, {
    stepAt: ({ subjects, toxicities }) => {
      if (toxicities / subjects <= escalateUpTo) return 'up';
      return toxicities / subjects >= deescalateFrom ? 'down' : 'stay';
    },
    isClosed: (tally) => exceedsTarget(file, tally),
    rules: [
      `Up when the share of all subjects at the level with a toxicity is at most ${escalateUpTo.toFixed(4)}; down when it is at least ${deescalateFrom.toFixed(4)}; else the same level.`,
      `A level and those above it are closed when, from 3 subjects on, its toxicity exceeds ${file.targetToxicity} with a probability above ${file.eliminateAbove} (uniform prior).`,
    ],
  });
}
