import type { CaseFile } from '../core/index.ts';

/** A case while it is edited: what it was before each change, and what was undone. */
export interface DraftHistory {
  readonly past: readonly CaseFile[];
  readonly draft: CaseFile;
  readonly future: readonly CaseFile[];
}

export type DraftChange =
  | { readonly kind: 'change'; readonly by: (draft: CaseFile) => CaseFile }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };

export function historyOf(draft: CaseFile): DraftHistory {
  return { past: [], draft, future: [] };
}

/** A change that changes nothing is none; a change after an undo forgets what was undone. */
export function changeDraft(history: DraftHistory, change: DraftChange): DraftHistory {
  const { past, draft, future } = history;
  switch (change.kind) {
    case 'change': {
      const next = change.by(draft);
      if (JSON.stringify(next) === JSON.stringify(draft)) return history;
      return { past: [...past, draft], draft: next, future: [] };
    }
    case 'undo': {
      const before = past.at(-1);
      return before === undefined ? history : { past: past.slice(0, -1), draft: before, future: [draft, ...future] };
    }
    case 'redo': {
      const [after, ...rest] = future;
      return after === undefined ? history : { past: [...past, draft], draft: after, future: rest };
    }
  }
}
