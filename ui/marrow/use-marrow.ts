import { useEffect, useMemo, useState } from 'react';
import type { MarrowResult } from '../../core/index.ts';
import type { DeskClient } from '../desk-client.ts';
import type { Language } from '../words/language.ts';
import { caseText } from '../case-draft.ts';
import { caseWithLevel, type MarrowDraft, wishOf } from './marrow-draft.ts';
import { typedText, type WrongField } from './typed-draft.ts';

export interface MarrowView {
  /** Of the last question that had an answer; null before the first, and after a problem. */
  readonly result: MarrowResult | null;
  readonly problem: string | null;
  /** Whether another answer is under way. */
  readonly isWaiting: boolean;
  /** Fields that cannot be read as numbers: nothing is asked until they are right. */
  readonly wrong: readonly WrongField[];
}

/** The names under which results and saved files know what was asked. */
export const CASE_PATH = 'case.json';
export const TYPED_PATH = 'typed.json';

type Question =
  | { readonly kind: 'none' }
  | { readonly kind: 'wrong'; readonly wrong: readonly WrongField[] }
  | { readonly kind: 'asked'; readonly ask: (ask: DeskClient['ask']) => Promise<MarrowResult> };

interface Answered {
  readonly to: Question;
  readonly source: MarrowDraft['source'];
  readonly result: MarrowResult | null;
  readonly problem: string | null;
}

/** Asks the worker again whenever the draft changes; of several answers only the last is shown. */
export function useMarrow(draft: MarrowDraft, ask: DeskClient['ask'], language: Language): MarrowView {
  const question = useMemo(() => questionOf(draft, language), [draft, language]);
  const [answered, setAnswered] = useState<Answered | null>(null);
  const { source } = draft;
  useEffect(() => {
    if (question.kind !== 'asked') return undefined;
    let isWanted = true;
    const take = (result: MarrowResult | null, problem: string | null): void => {
      if (isWanted) setAnswered({ to: question, source, result, problem });
    };
    question.ask(ask).then(
      (result) => take(result, null),
      (error: unknown) => take(null, error instanceof Error ? error.message : String(error)),
    );
    return () => {
      isWanted = false;
    };
    // The question is all that an answer hangs on; `ask` is made anew each time the page is drawn.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [question]);
  // Numbers from files are not shown under typed ones, nor the other way.
  const last = answered?.source === source && question.kind !== 'none' ? answered : null;
  const isAnswered = last?.to === question;
  return {
    result: last?.result ?? null,
    problem: isAnswered ? last.problem : null,
    isWaiting: question.kind === 'asked' && !isAnswered,
    wrong: question.kind === 'wrong' ? question.wrong : [],
  };
}

function questionOf(draft: MarrowDraft, language: Language): Question {
  const { source, caseFile, typed, level } = draft;
  const wish = wishOf(draft);
  if (source === 'files') {
    if (caseFile === null) return { kind: 'none' };
    const text = caseText(caseWithLevel(caseFile, level));
    return { kind: 'asked', ask: (ask) => ask('marrow', { caseText: text, casePath: CASE_PATH, wish }) };
  }
  if (typed.rows.length === 0 && typed.trabecular === '') return { kind: 'none' };
  const { text, wrong } = typedText(typed, level, language);
  if (text === null) return { kind: 'wrong', wrong };
  return { kind: 'asked', ask: (ask) => ask('marrowTyped', { text, path: TYPED_PATH, wish }) };
}
