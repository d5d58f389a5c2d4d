import { useState } from 'react';
import { COMPARE_FORMATS, type CompareFormat } from '../../src/worker/messages.ts';
import { saveFile } from '../files/save-file.ts';
import type { Page } from '../page.ts';
import { Colon } from '../panels/Colon.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './compare.module.css';

const FILES: Readonly<Record<CompareFormat, readonly [ending: string, type: string]>> = {
  html: ['html', 'text/html'],
  pdf: ['pdf', 'application/pdf'],
  json: ['json', 'application/json'],
  text: ['txt', 'text/plain'],
};

/** The comparison as the command line writes it. */
export function CompareOutputs({ ask }: { readonly ask: Page['ask'] }) {
  const { compare: words, report } = useWords();
  const [problem, setProblem] = useState<string | null>(null);
  const save = (format: CompareFormat): void => {
    const [ending, type] = FILES[format];
    ask('compareReport', { format }).then(
      (content) => {
        setProblem(null);
        saveFile(`trabecula-compare.${ending}`, type, content);
      },
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <section>
      <h2>{words.keep}</h2>
      <p className={styles.buttons}>
        {COMPARE_FORMATS.map((format) => (
          <button key={format} type="button" onClick={() => save(format)}>
            {report.save[format]}
          </button>
        ))}
      </p>
      {problem !== null && (
        <p role="alert">
          {report.cannot}
          <Colon /> {problem}
        </p>
      )}
    </section>
  );
}
