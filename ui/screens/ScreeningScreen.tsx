import { useEffect, useState } from 'react';
import type { ScreenForm, Screened } from '../../src/worker/messages.ts';
import type { DeskClient } from '../desk-client.ts';
import { saveFile } from '../files/save-file.ts';
import { Colon } from '../panels/Colon.tsx';
import { ScreeningForm } from '../panels/ScreeningForm.tsx';
import { ScreeningResult } from '../panels/ScreeningResult.tsx';
import styles from '../panels/Screening.module.css';
import { screeningDraftOf, textOf } from '../screening-draft.ts';
import { useWords } from '../words/use-words.ts';

interface ScreeningScreenProps {
  /** The case file in use, with whatever was changed here; null: an empty one. */
  readonly caseText: string | null;
  readonly change: (caseText: string | null) => void;
  readonly ask: DeskClient['ask'];
}

/** One patient, all trials, what is missing. */
export function ScreeningScreen({ caseText, change, ask }: ScreeningScreenProps) {
  const words = useWords().screening;
  const [form, setForm] = useState<ScreenForm | null>(null);
  const [screened, setScreened] = useState<Screened | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // A form is drawn anew for another case: its inputs keep what is typed until it can be read.
  const [version, setVersion] = useState(0);
  const draft = screeningDraftOf(caseText);
  const text = caseText ?? textOf(draft);
  const failed = (error: unknown): void => {
    setScreened(null);
    setProblem(error instanceof Error ? error.message : String(error));
  };
  useEffect(() => {
    ask('screenForm', {}).then(setForm, failed);
    // Once: the trials do not change while the page is open.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useEffect(() => {
    let isWanted = true;
    const take = (next: () => void) => (): void => {
      if (isWanted) next();
    };
    const timer = setTimeout(() => {
      ask('screen', { caseText: text }).then(
        (answer) =>
          take(() => {
            setScreened(answer);
            setProblem(null);
          })(),
        (error: unknown) => take(() => failed(error))(),
      );
    }, 150);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
    // The worker answers the same question with the same answer: a new case is a new question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text]);
  const replace = (next: string | null): void => {
    change(next);
    setVersion(version + 1);
  };
  return (
    <>
      <h1>{words.heading}</h1>
      <p>{words.lead}</p>
      <p className={styles.buttons}>
        <label>
          {words.openCase}{' '}
          <input
            type="file"
            accept=".json"
            onChange={({ target }) => {
              void target.files?.[0]?.text().then(replace);
            }}
          />
        </label>
        <label>
          {words.takeMarrow}{' '}
          <input
            type="file"
            accept=".json"
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              if (file === undefined) return;
              void file
                .text()
                .then((marrowText) => ask('caseWithMarrow', { caseText: text, marrowText, marrowPath: file.name }))
                .then((merged) => replace(textOf(screeningDraftOf(merged))), failed);
              target.value = '';
            }}
          />
        </label>
        <button type="button" onClick={() => saveFile('case.json', 'application/json', text)}>
          {words.saveCase}
        </button>
        <button
          type="button"
          disabled={screened === null}
          onClick={() => {
            if (screened !== null) saveFile('trabecula-screen.json', 'application/json', screened.json);
          }}
        >
          {words.saveJson}
        </button>
        <button type="button" onClick={() => replace(textOf(screeningDraftOf(null)))}>
          {words.clear}
        </button>
      </p>
      <div className={styles.columns}>
        <div className={styles.answer} role="region" aria-label={words.answer} tabIndex={0}>
          <p role="status" className={styles.spoken}>
            {screened?.result.trials
              .map(({ acronym, outcome }) => `${acronym}: ${words.trialOutcomes[outcome]}`)
              .join('; ')}
          </p>
          {problem !== null && (
            <p role="alert">
              {words.problem}
              <Colon /> <span lang="en">{problem}</span>
            </p>
          )}
          {screened === null ? (
            problem === null && <p>{words.working} …</p>
          ) : (
            <ScreeningResult result={screened.result} />
          )}
        </div>
        <div>
          {form === null ? (
            <p>{words.loading} …</p>
          ) : (
            <ScreeningForm key={version} form={form} draft={draft} change={(next) => change(textOf(next))} />
          )}
        </div>
      </div>
    </>
  );
}
