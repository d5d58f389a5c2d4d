import { useId, useState } from 'react';
import type { DeskClient } from '../desk-client.ts';
import { saveFile } from '../files/save-file.ts';
import { Colon } from '../panels/Colon.tsx';
import { HtmlReport } from '../panels/HtmlReport.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './Teach.module.css';

/** A worksheet, and its answers once somebody asks for them: until then they are nowhere on the page. */
export function Exercises({ ask }: { readonly ask: DeskClient['ask'] }) {
  const words = useWords().teach;
  const [seed, setSeed] = useState('7');
  const [count, setCount] = useState('10');
  const [sheet, setSheet] = useState<string | null>(null);
  const [key, setKey] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const get = (part: 'worksheet' | 'key', take: (html: string) => void): void => {
    setProblem(null);
    ask('exercises', { seed: Number(seed), count: Number(count), part }).then(take, (error: unknown) => {
      setProblem(error instanceof Error ? error.message : String(error));
    });
  };
  const changed = (set: (text: string) => void, text: string): void => {
    set(text);
    setSheet(null);
    setKey(null);
  };
  return (
    <section className={styles.exercises} aria-labelledby={`${id}-heading`}>
      <div className={styles.controls}>
        <h2 id={`${id}-heading`}>{words.exercises}</h2>
        <p>{words.exercisesLead}</p>
        <p className={styles.buttons}>
          <label htmlFor={`${id}-seed`}>{words.seed}</label>
          <input
            id={`${id}-seed`}
            className={styles.whole}
            inputMode="numeric"
            value={seed}
            onChange={(event) => {
              changed(setSeed, event.currentTarget.value);
            }}
          />
          <label htmlFor={`${id}-count`}>{words.count}</label>
          <input
            id={`${id}-count`}
            className={styles.whole}
            inputMode="numeric"
            value={count}
            onChange={(event) => {
              changed(setCount, event.currentTarget.value);
            }}
          />
          <button type="button" onClick={() => get('worksheet', setSheet)}>
            {words.worksheet}
          </button>
          {sheet !== null && (
            <>
              <button
                type="button"
                onClick={() => {
                  if (key === null) get('key', setKey);
                  else setKey(null);
                }}
              >
                {key === null ? words.answers : words.hideAnswers}
              </button>
              <button type="button" onClick={() => saveFile(`exercises-${seed}.html`, 'text/html', sheet)}>
                {words.saveWorksheet}
              </button>
              <button
                type="button"
                onClick={() => get('key', (html) => saveFile(`exercises-${seed}-key.html`, 'text/html', html))}
              >
                {words.saveKey}
              </button>
              <button type="button" onClick={() => window.print()}>
                {words.print}
              </button>
            </>
          )}
        </p>
        {problem !== null && (
          <p role="alert">
            {words.failed}
            <Colon /> <span lang="en">{problem}</span>
          </p>
        )}
      </div>
      {sheet !== null && <HtmlReport html={sheet} label={words.exercises} />}
      {key !== null && (
        <div className={styles.key}>
          <HtmlReport html={key} label={words.answers} />
        </div>
      )}
    </section>
  );
}
