import { useEffect, useState } from 'react';
import type { Checked, CtAnswer, Slices } from '../../src/worker/messages.ts';
import type { DeskClient } from '../desk-client.ts';
import { SliceDesk } from '../slices/SliceDesk.tsx';
import { slicesOf } from '../slices/slices-of.ts';
import { Colon } from '../panels/Colon.tsx';
import { useWords } from '../words/use-words.ts';

interface SlicesScreenProps {
  readonly checked: Checked;
  readonly ask: DeskClient['ask'];
  /** The lesion to begin with; null: the worst. */
  readonly lesion: string | null;
}

/** Asks for what there is to see, and shows it as soon as solids and dose are there; the CT follows. */
export function SlicesScreen({ checked, ask, lesion }: SlicesScreenProps) {
  const words = useWords().slices;
  const [slices, setSlices] = useState<Slices | null>(null);
  const [cts, setCts] = useState<ReadonlyMap<string | null, CtAnswer>>(new Map());
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    let isCurrent = true;
    const asked = slicesOf(checked, ask);
    const load = async (): Promise<void> => {
      const found = await asked.slices;
      if (!isCurrent) return;
      setSlices(found);
      for (const frame of new Set(found.views.map(({ frameOfReferenceUid }) => frameOfReferenceUid))) {
        const ct = await asked.ctOf(frame);
        if (isCurrent) setCts((before) => new Map(before).set(frame, ct));
      }
    };
    load().catch((error: unknown) => {
      if (isCurrent) setProblem(error instanceof Error ? error.message : String(error));
    });
    return () => {
      isCurrent = false;
    };
  }, [checked, ask]);

  return (
    <>
      <h1>{words.heading}</h1>
      {problem !== null && (
        <p role="alert">
          {words.failed}
          <Colon /> <span lang="en">{problem}</span>
        </p>
      )}
      {problem === null && slices === null && <p role="status">{words.reading} …</p>}
      {slices !== null && <SliceDesk slices={slices} cts={cts} result={checked.result} lesion={lesion} />}
    </>
  );
}
