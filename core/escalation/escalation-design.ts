/** What every escalation design answers. Levels are counted from 0, the lowest, in the order of the design file. */

/** Subjects at one level whose outcome is known. */
export interface Tally {
  readonly subjects: number;
  readonly toxicities: number;
}

export type Decision =
  | {
      readonly action: 'assign';
      readonly level: number;
      readonly move: 'start' | 'fill' | 'up' | 'stay' | 'down';
      readonly reason: string;
    }
  | {
      readonly action: 'stop';
      /** The level chosen; null: none is tolerable, or the rules came to no end. */
      readonly chosen: number | null;
      /** Whether the rules came to an end by themselves. */
      readonly settled: boolean;
      readonly reason: string;
    };

export interface CohortState {
  readonly tallies: readonly Tally[];
  /** Where the last subject was assigned; null before the first. */
  readonly current: number | null;
  /** Subjects treated one after the other at `current`, up to the last. */
  readonly run: number;
}

export interface EscalationDesign {
  /** The next step when every outcome is known. */
  readonly decide: (state: CohortState) => Decision;
  /** What is chosen when no more subjects may enter and the rules did not come to an end. */
  readonly conclude: (state: CohortState) => Extract<Decision, { action: 'stop' }>;
  /**
   * Whether one more subject may enter at the current level while outcomes there are awaited: as a rule, while a cohort
   * that was begun is not full.
   */
  readonly mayEnterWhilePending: (known: Tally, pending: number, run: number) => boolean;
  /** How many subjects are treated at the level before the next decision, when `tally` were treated there. */
  readonly cohortAt: (tally: Tally, run: number) => number;
  /** The rules in sentences, as they are applied. */
  readonly rules: readonly string[];
}

export function toxicityWords({ subjects, toxicities }: Tally): string {
  return `${toxicities} of ${subjects} with a dose-limiting toxicity`;
}
