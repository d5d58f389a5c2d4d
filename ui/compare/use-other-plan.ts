import { useEffect, useRef } from 'react';
import type { FoundCase, PickedFile, Problem } from '../../src/worker/messages.ts';
import type { DeskClient } from '../desk-client.ts';
import type { Action } from '../state.ts';
import { useWords } from '../words/use-words.ts';
import { firstChoice, type OtherCase, type OtherPlan } from './other-plan.ts';

/** What may be done with a second plan. */
export interface OtherPlanDesk {
  readonly open: (name: string, pick: () => Promise<readonly PickedFile[]>) => void;
  readonly compare: (choice: OtherCase) => void;
  /** Takes it away, in the middle of whatever is done with it. */
  readonly close: () => void;
}

interface Around {
  readonly desk: DeskClient;
  readonly other: OtherPlan | null;
  /** The case of the first plan. */
  readonly caseFile: FoundCase | null;
  readonly trial: string;
  readonly dispatch: (action: Action) => void;
  readonly problemOf: (error: unknown) => Problem;
}

/** Reads and compares a second plan while the first stays as it is. */
export function useOtherPlan({ desk, other, caseFile, trial, dispatch, problemOf }: Around): OtherPlanDesk {
  const { compare: words } = useWords();
  const running = useRef<AbortController | null>(null);
  useEffect(() => {
    // It was taken away, or another patient was opened.
    if (other === null) running.current?.abort();
  }, [other]);

  const begin = (): AbortSignal => {
    running.current?.abort();
    running.current = new AbortController();
    return running.current.signal;
  };
  const now = (change: Partial<OtherPlan>): void => dispatch({ kind: 'other-now', change });
  const onProgress = (busy: string): void => now({ busy });

  const compare = async (choice: OtherCase): Promise<void> => {
    const signal = begin();
    now({ choice, busy: words.comparing, problem: null, compared: null });
    const given = choice.from === 'own' ? choice.found : choice.from === 'first' ? caseFile : null;
    try {
      const compared = await desk.ask(
        'compare',
        {
          trial,
          caseText: given?.text ?? null,
          casePath: given?.path ?? 'case',
          acceptProposal: choice.from === 'proposed' && choice.accept,
        },
        onProgress,
        signal,
      );
      now({ busy: null, compared });
    } catch (error) {
      now({ busy: null, problem: problemOf(error) });
    }
  };

  const open = async (name: string, pick: () => Promise<readonly PickedFile[]>): Promise<void> => {
    const signal = begin();
    dispatch({
      kind: 'other',
      other: { name, busy: words.reading, problem: null, opened: null, choice: null, compared: null },
    });
    try {
      const files = await pick();
      if (signal.aborted) return;
      const opened = await desk.ask('compareOpen', { files }, onProgress, signal);
      now({ opened });
      await compare(firstChoice(opened, caseFile !== null));
    } catch (error) {
      if (!signal.aborted) now({ busy: null, problem: problemOf(error) });
    }
  };

  return {
    open: (name, pick) => void open(name, pick),
    compare: (choice) => void compare(choice),
    close: () => dispatch({ kind: 'other', other: null }),
  };
}
