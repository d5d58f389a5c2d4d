import { useMemo } from 'react';
import type { Checked } from '../../src/worker/messages.ts';
import type { DeskClient } from '../desk-client.ts';
import { slicesOf } from '../slices/slices-of.ts';
import { SlicesToSee } from '../slices/SlicesToSee.tsx';
import { useWords } from '../words/use-words.ts';

interface SlicesScreenProps {
  readonly checked: Checked;
  readonly ask: DeskClient['ask'];
  /** The lesion to begin with; null: the worst. */
  readonly lesion: string | null;
}

/** What was checked, in slices. */
export function SlicesScreen({ checked, ask, lesion }: SlicesScreenProps) {
  const words = useWords().slices;
  // What was asked of a check is kept with it; `ask` is made anew each time the page is drawn.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const asked = useMemo(() => slicesOf(checked, ask), [checked]);
  return (
    <>
      <h1>{words.heading}</h1>
      <SlicesToSee asked={asked} result={checked.result} lesion={lesion} />
    </>
  );
}
