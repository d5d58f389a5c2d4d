import type { Compared, FoundCase, Opened, Problem } from '../../src/worker/messages.ts';

/** Where lesions and prescriptions of the second plan come from. */
export type OtherCase =
  | { readonly from: 'own'; readonly found: FoundCase }
  /** The case of the first plan. */
  | { readonly from: 'first' }
  | { readonly from: 'proposed'; readonly accept: boolean };

/** The second plan, beside the one that is open. */
export interface OtherPlan {
  /** How the user would call it. */
  readonly name: string;
  /** What the worker is doing, in words; null while it rests. */
  readonly busy: string | null;
  readonly problem: Problem | null;
  readonly opened: Opened | null;
  readonly choice: OtherCase | null;
  readonly compared: Compared | null;
}

/** What is taken unless somebody chooses: its own case, else that of the first plan, else a proposal that nobody confirmed. */
export function firstChoice({ cases }: Opened, hasFirst: boolean): OtherCase {
  const [only, ...others] = cases;
  if (only !== undefined && others.length === 0) return { from: 'own', found: only };
  return hasFirst ? { from: 'first' } : { from: 'proposed', accept: false };
}
