import { lazy, Suspense, useState } from 'react';
import type { MarrowResult } from '../../core/index.ts';
import { REPORT_FORMATS } from '../../src/worker/messages.ts';
import type { MarrowObjectKind, ReportFormat, Slices } from '../../src/worker/messages.ts';
import { caseText } from '../case-draft.ts';
import type { DeskClient } from '../desk-client.ts';
import { saveFile } from '../files/save-file.ts';
import { Colon } from '../panels/Colon.tsx';
import { English } from '../panels/English.tsx';
import { HtmlReport } from '../panels/HtmlReport.tsx';
import { ctsOf } from '../slices/slices-of.ts';
import type { CtOf } from '../slices/slices-of.ts';
import { useLanguage, useWords } from '../words/use-words.ts';
import { caseWithLevel, type MarrowDraft, wishOf } from './marrow-draft.ts';
import { loadMarrowSlices } from './load-marrow-slices.ts';
import styles from './marrow.module.css';
import { typedText } from './typed-draft.ts';
import { CASE_PATH, TYPED_PATH } from './use-marrow.ts';

const SlicesToSee = lazy(async () => ({ default: (await loadMarrowSlices()).SlicesToSee }));

interface MarrowOutputsProps {
  readonly result: MarrowResult;
  readonly draft: MarrowDraft;
  readonly ask: DeskClient['ask'];
  /** Checks the plan with a case; null without files. */
  readonly check: ((text: string) => void) | null;
}

const FILES = {
  html: { name: 'html', type: 'text/html' },
  pdf: { name: 'pdf', type: 'application/pdf' },
  json: { name: 'json', type: 'application/json' },
  csv: { name: 'csv', type: 'text/csv' },
  text: { name: 'txt', type: 'text/plain' },
} as const;
const OBJECTS: readonly MarrowObjectKind[] = ['rtstruct', 'seg'];

/** What can be leafed through, and the result that it is of. */
interface Leafed {
  readonly of: MarrowResult;
  readonly asked: { readonly slices: Promise<Slices | null>; readonly ctOf: CtOf };
}

/** Pictures, reports, DICOM objects and the case: what can be taken away. */
export function MarrowOutputs({ result, draft, ask, check }: MarrowOutputsProps) {
  const words = useWords().marrow;
  const language = useLanguage();
  const [pictures, setPictures] = useState<{ readonly of: MarrowResult; readonly html: string | null } | null>(null);
  const [said, setSaid] = useState<{ readonly of: MarrowResult; readonly words: string } | null>(null);
  const [leafed, setLeafed] = useState<Leafed | null>(null);
  const failed = (error: unknown): void => {
    setSaid({ of: result, words: error instanceof Error ? error.message : String(error) });
  };
  const save = (format: ReportFormat): void => {
    const { name, type } = FILES[format];
    ask('marrowReport', { format }).then((text) => saveFile(`trabecula-marrow.${name}`, type, text), failed);
  };
  const write = (what: MarrowObjectKind): void => {
    ask('marrowWrite', { what }).then((written) => {
      if (written.files === null) {
        setSaid({ of: result, words: written.why });
        return;
      }
      setSaid(null);
      for (const { path, bytes } of written.files) saveFile(path, 'application/dicom', bytes);
    }, failed);
  };
  const { source, caseFile, typed, level } = draft;
  const ownCase = caseFile === null ? null : caseText(caseWithLevel(caseFile, level));
  return (
    <>
      {source === 'files' && (
        <section>
          <h2>{words.pictures}</h2>
          {pictures?.of === result ? (
            pictures.html === null ? (
              <p className={styles.soft}>{words.noPictures}</p>
            ) : (
              <HtmlReport html={pictures.html} label={words.pictures} />
            )
          ) : (
            <p className={styles.controls}>
              <button
                type="button"
                onClick={() => {
                  ask('marrowPictures', {}).then((html) => setPictures({ of: result, html }), failed);
                }}
              >
                {words.showPictures}
              </button>
            </p>
          )}
        </section>
      )}
      {source === 'files' && result.trabecularCm3 !== null && (
        <section className={styles.controls}>
          <h2>{words.slices}</h2>
          {leafed?.of === result ? (
            <Suspense fallback={<p role="status">{words.working} …</p>}>
              <SlicesToSee asked={leafed.asked} result={null} lesion={null} />
            </Suspense>
          ) : (
            <p>
              <button
                type="button"
                onClick={() => setLeafed({ of: result, asked: { slices: ask('marrowSlices', {}), ctOf: ctsOf(ask) } })}
              >
                {words.showSlices}
              </button>
            </p>
          )}
        </section>
      )}
      <section className={styles.controls}>
        <h2>{words.saveHeading}</h2>
        <p className={styles.buttons}>
          {source === 'files' && ownCase !== null && (
            <button type="button" onClick={() => saveFile(CASE_PATH, 'application/json', ownCase)}>
              {words.saveCase}
            </button>
          )}
          {source === 'typed' && (
            <button
              type="button"
              onClick={() => {
                const { text } = typedText(typed, level, language);
                if (text !== null) saveFile(TYPED_PATH, 'application/json', text);
              }}
            >
              {words.saveTyped}
            </button>
          )}
          {source === 'files' && ownCase !== null && check !== null && (
            <button type="button" onClick={() => check(ownCase)}>
              {words.checkCase}
            </button>
          )}
          {REPORT_FORMATS.map((format) => (
            <button key={format} type="button" onClick={() => save(format)}>
              {words.save[format]}
            </button>
          ))}
          {source === 'files' &&
            OBJECTS.map((what) => (
              <button key={what} type="button" onClick={() => write(what)}>
                {words.write[what]}
              </button>
            ))}
          <button type="button" onClick={() => window.print()}>
            {words.print}
          </button>
        </p>
        <div role="status">
          {said?.of === result && (
            <p className={styles.problem}>
              {words.withheld}
              <Colon /> <English>{said.words}</English>
            </p>
          )}
        </div>
        <p className={styles.soft}>
          {words.command}
          <Colon />
        </p>
        <p className={styles.command}>{commandOf(draft)}</p>
      </section>
    </>
  );
}

/** The same question on the command line. */
function commandOf(draft: MarrowDraft): string {
  const { objective, order, must, not, pick } = wishOf(draft);
  return [
    'trabecula marrow',
    draft.source === 'files' ? `FOLDER --case ${CASE_PATH}` : `--typed ${TYPED_PATH}`,
    ...(objective === 'order' ? [] : [`--objective ${objective}`]),
    ...(order.length === 0 ? [] : [`--order ${quoted(order.join(','))}`]),
    ...must.map((id) => `--must ${quoted(id)}`),
    ...not.map((id) => `--not ${quoted(id)}`),
    ...(pick == null ? [] : [`--pick ${quoted(pick.join(','))}`]),
  ].join(' ');
}

function quoted(word: string): string {
  return /^[\w.,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
