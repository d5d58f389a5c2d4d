import { useEffect, useState } from 'react';
import type { CheckResult } from '../../core/index.ts';
import type { CtAnswer, Slices } from '../../src/worker/messages.ts';
import { Colon } from '../panels/Colon.tsx';
import { useWords } from '../words/use-words.ts';
import { SliceDesk } from './SliceDesk.tsx';
import type { CtOf } from './slices-of.ts';

interface SlicesToSeeProps {
  /** Asked once by whoever shows this; null: there is nothing to see. */
  readonly asked: { readonly slices: Promise<Slices | null>; readonly ctOf: CtOf };
  /** The check that the slices are of; null where they are of none. */
  readonly result: CheckResult | null;
  /** The lesion to begin with; null: the first. */
  readonly lesion: string | null;
}

/** Shows slices as soon as solids and dose are there; the CT follows. */
export function SlicesToSee({ asked, result, lesion }: SlicesToSeeProps) {
  const words = useWords().slices;
  const [slices, setSlices] = useState<Slices | null | 'reading'>('reading');
  const [cts, setCts] = useState<ReadonlyMap<string | null, CtAnswer>>(new Map());
  const [problem, setProblem] = useState<string | null>(null);
  const failed = (error: unknown): void => setProblem(error instanceof Error ? error.message : String(error));

  useEffect(() => {
    let isCurrent = true;
    const load = async (): Promise<void> => {
      const found = await asked.slices;
      if (!isCurrent) return;
      setSlices(found);
      for (const frame of new Set(found?.views.map(({ frameOfReferenceUid }) => frameOfReferenceUid))) {
        const ct = await asked.ctOf(frame, null);
        if (isCurrent) setCts((before) => new Map(before).set(frame, ct));
      }
    };
    load().catch((error: unknown) => {
      if (isCurrent) failed(error);
    });
    return () => {
      isCurrent = false;
    };
  }, [asked]);

  const chooseCt = (frame: string | null, seriesInstanceUid: string): void => {
    asked.ctOf(frame, seriesInstanceUid).then((ct) => setCts((before) => new Map(before).set(frame, ct)), failed);
  };

  if (problem !== null)
    return (
      <p role="alert">
        {words.failed}
        <Colon /> <span lang="en">{problem}</span>
      </p>
    );
  if (slices === 'reading') return <p role="status">{words.reading} …</p>;
  if (slices === null) return <p role="status">{words.nothing}</p>;
  return <SliceDesk slices={slices} cts={cts} chooseCt={chooseCt} result={result} lesion={lesion} />;
}
