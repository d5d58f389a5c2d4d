import { useEffect, useState } from 'react';
import type { CheckResult } from '../../core/index.ts';
import { REPORT_FORMATS } from '../../src/worker/messages.ts';
import type { ReportFormat } from '../../src/worker/messages.ts';
import { saveFile } from '../files/save-file.ts';
import { Colon } from '../panels/Colon.tsx';
import { HtmlReport } from '../panels/HtmlReport.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './ReportScreen.module.css';

interface ReportScreenProps {
  readonly result: CheckResult;
  readonly report: (format: ReportFormat) => Promise<string | Uint8Array<ArrayBuffer>>;
}

const FILES = {
  html: { name: 'html', type: 'text/html' },
  pdf: { name: 'pdf', type: 'application/pdf' },
  json: { name: 'json', type: 'application/json' },
  csv: { name: 'csv', type: 'text/csv' },
  text: { name: 'txt', type: 'text/plain' },
} as const;

/** The command line's own report, to read, print and save. */
export function ReportScreen({ result, report }: ReportScreenProps) {
  const words = useWords().report;
  const [html, setHtml] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const failed = (error: unknown): void => {
    setProblem(error instanceof Error ? error.message : String(error));
  };
  useEffect(() => {
    let isWanted = true;
    report('html').then((text) => {
      if (isWanted && typeof text === 'string') setHtml(text);
    }, failed);
    return () => {
      isWanted = false;
    };
    // A result has one report; `report` is made anew each time the page is drawn.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [result]);
  const save = (format: ReportFormat): void => {
    const { name, type } = FILES[format];
    report(format).then((text) => {
      saveFile(`trabecula-check.${name}`, type, text);
    }, failed);
  };
  return (
    <>
      <div className={styles.controls}>
        <h1>{words.heading}</h1>
        <p>{words.lead}</p>
        <p className={styles.buttons}>
          {REPORT_FORMATS.map((format) => (
            <button
              key={format}
              type="button"
              onClick={() => {
                save(format);
              }}
            >
              {words.save[format]}
            </button>
          ))}
          <button
            type="button"
            onClick={() => {
              window.print();
            }}
          >
            {words.print}
          </button>
        </p>
      </div>
      {problem !== null && (
        <p role="alert">
          {words.cannot}
          <Colon /> {problem}
        </p>
      )}
      {html !== null && <HtmlReport html={html} label={words.shown} />}
    </>
  );
}
