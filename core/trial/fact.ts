import type { Truth } from './three-valued.ts';

/** What is known of a yes-or-no. */
export interface YesNoFact {
  readonly kind: 'yes-no';
  readonly truth: Truth;
  /** Why it is not known, or in words what it was worked out from. */
  readonly reason: string | null;
}

/** What is known of a number: it lies from `low` to `high`, in the unit of its variable; unknown is -Infinity to Infinity. */
export interface NumberFact {
  readonly kind: 'number';
  readonly low: number;
  readonly high: number;
  /** As it was entered: "1.2 G/L"; null where nothing was. */
  readonly shown: string | null;
  readonly reason: string | null;
}

export type Fact = YesNoFact | NumberFact;
export type Facts = ReadonlyMap<string, Fact>;

export const yesNo = (truth: Truth, reason: string | null = null): YesNoFact => ({ kind: 'yes-no', truth, reason });

export const unknownNumber = (reason: string | null = null, shown: string | null = null): NumberFact => ({
  kind: 'number',
  low: -Infinity,
  high: Infinity,
  shown,
  reason,
});

export const exactly = (value: number, shown: string): NumberFact => ({
  kind: 'number',
  low: value,
  high: value,
  shown,
  reason: null,
});

export const between = (low: number, high: number, shown: string, reason: string | null = null): NumberFact => ({
  kind: 'number',
  low,
  high,
  shown,
  reason,
});
