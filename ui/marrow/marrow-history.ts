import { type Change, changed, type MarrowDraft } from './marrow-draft.ts';

interface Step {
  readonly change: Change;
  readonly before: MarrowDraft;
  readonly after: MarrowDraft;
}

/** A draft with the way that led to it. */
export interface MarrowHistory {
  readonly draft: MarrowDraft;
  readonly done: readonly Step[];
  /** Taken back, the next to be done again last. */
  readonly undone: readonly Step[];
}

export type MarrowStep = { readonly kind: 'change'; readonly change: Change } | { readonly kind: 'undo' | 'redo' };

export function historyOf(draft: MarrowDraft): MarrowHistory {
  return { draft, done: [], undone: [] };
}

export function stepped(history: MarrowHistory, step: MarrowStep): MarrowHistory {
  const { draft, done, undone } = history;
  if (step.kind === 'change') {
    const after = changed(draft, step.change);
    return { draft: after, done: [...done, { change: step.change, before: draft, after }], undone: [] };
  }
  const last = (step.kind === 'undo' ? done : undone).at(-1);
  if (last === undefined) return history;
  return step.kind === 'undo'
    ? { draft: last.before, done: done.slice(0, -1), undone: [...undone, last] }
    : { draft: last.after, done: [...done, last], undone: undone.slice(0, -1) };
}
