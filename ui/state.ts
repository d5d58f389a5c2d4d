import type { OtherPlan } from './compare/other-plan.ts';
import type { MarrowHistory } from './marrow/marrow-history.ts';
import type { Checked, FoundCase, Opened, Problem } from '../src/worker/messages.ts';
import type { CohortDraft } from './cohort/cohort-draft.ts';
import { NO_COHORT } from './cohort/cohort-draft.ts';
import type { DraftHistory } from './draft-history.ts';

export const SCREENS = [
  'open',
  'structures',
  'check',
  'slices',
  'compare',
  'marrow',
  'screening',
  'schedule',
  'cohort',
  'report',
  'teach',
] as const;
export type Screen = (typeof SCREENS)[number];

/** A cell of the matrix, or a whole lesion where no rule is named. */
export interface Selected {
  readonly lesion: string;
  readonly rule: string | null;
}

/** Everything that the page knows. It changes through `reduce` only. */
export interface State {
  readonly screen: Screen;
  /** What the worker is doing, in words; null while it rests. */
  readonly busy: string | null;
  /** Why the last question has no answer. */
  readonly problem: Problem | null;
  /** How the user would call what was opened. */
  readonly name: string | null;
  readonly opened: Opened | null;
  /** The case in use; null: one is proposed. */
  readonly caseFile: FoundCase | null;
  /** The case as it is edited, while it was not checked; null: nothing was changed. */
  readonly draft: DraftHistory | null;
  /** SOP Instance UID of the dose that the user chose among several; null: there was no choice. */
  readonly dose: string | null;
  readonly checked: Checked | null;
  readonly selected: Selected | null;
  /** What was asked on the marrow screen, and the way there; null: nothing yet. */
  readonly marrow: MarrowHistory | null;
  /** The case that is being screened, as text; null: nothing was entered. */
  readonly screening: string | null;
  /** The plan that is compared with the one that is open; null: none. */
  readonly other: OtherPlan | null;
  /** The escalation design as it was typed. */
  readonly cohort: CohortDraft;
}

export const START: State = {
  screen: 'open',
  busy: null,
  problem: null,
  name: null,
  opened: null,
  caseFile: null,
  draft: null,
  dose: null,
  checked: null,
  selected: null,
  marrow: null,
  screening: null,
  other: null,
  cohort: NO_COHORT,
};

export type Action =
  | { readonly kind: 'go'; readonly screen: Screen }
  | { readonly kind: 'reading'; readonly name: string; readonly screen?: Screen }
  | { readonly kind: 'progress'; readonly words: string }
  | { readonly kind: 'opened'; readonly opened: Opened }
  | { readonly kind: 'choosing' }
  | { readonly kind: 'checking'; readonly caseFile: FoundCase | null; readonly dose: string | null }
  | { readonly kind: 'checked'; readonly checked: Checked }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'edited'; readonly draft: DraftHistory }
  | { readonly kind: 'screening'; readonly caseText: string | null }
  | { readonly kind: 'cohort'; readonly draft: CohortDraft }
  | { readonly kind: 'select'; readonly selected: Selected | null }
  | { readonly kind: 'marrow'; readonly history: MarrowHistory }
  | { readonly kind: 'other'; readonly other: OtherPlan | null }
  | { readonly kind: 'other-now'; readonly change: Partial<OtherPlan> };

export function reduce(state: State, action: Action): State {
  switch (action.kind) {
    case 'go':
      return { ...state, screen: action.screen };
    case 'reading':
      // What was there before is gone from the screen at once: nobody takes one patient's numbers for another's.
      return { ...START, cohort: state.cohort, name: action.name, busy: 'reading', screen: action.screen ?? 'open' };
    case 'progress':
      return state.busy === null ? state : { ...state, busy: action.words };
    case 'opened':
      return { ...state, opened: action.opened };
    case 'choosing':
      return { ...state, busy: null };
    case 'checking':
      return {
        ...state,
        busy: 'checking',
        problem: null,
        caseFile: action.caseFile,
        dose: action.dose,
        checked: null,
        // A case from elsewhere takes the place of the one that was edited there.
        marrow: state.screen === 'marrow' ? state.marrow : null,
      };
    case 'checked':
      return {
        ...state,
        busy: null,
        draft: null,
        checked: action.checked,
        // Compared with what is no longer there.
        other: state.other === null ? null : { ...state.other, compared: null, problem: null },
        screen: state.screen === 'marrow' ? 'marrow' : 'check',
      };
    case 'failed':
      return { ...state, busy: null, problem: action.problem, screen: 'open' };
    case 'cancelled':
      return { ...START, cohort: state.cohort };
    case 'edited':
      return { ...state, draft: action.draft };
    case 'screening':
      return { ...state, screening: action.caseText };
    case 'cohort':
      return { ...state, cohort: action.draft };
    case 'select':
      return { ...state, selected: action.selected };
    case 'marrow':
      return { ...state, marrow: action.history };
    case 'other':
      return { ...state, other: action.other };
    case 'other-now':
      return state.other === null ? state : { ...state, other: { ...state.other, ...action.change } };
  }
}
