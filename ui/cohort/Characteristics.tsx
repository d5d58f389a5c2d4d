import { useState } from 'react';
import type { Simulated, SimulateWishes } from '../../src/worker/messages.ts';
import { saveFile } from '../files/save-file.ts';
import { Colon } from '../panels/Colon.tsx';
import { HtmlReport } from '../panels/HtmlReport.tsx';
import { useLanguage, useWords } from '../words/use-words.ts';
import fields from '../screens/ScheduleScreen.module.css';
import styles from './cohort.module.css';
import { enteredOf, NoNumber, numberOf, numbersOf } from './cohort-draft.ts';
import type { CohortDraft } from './cohort-draft.ts';

interface CharacteristicsProps {
  readonly draft: CohortDraft;
  readonly simulate: (wishes: Omit<SimulateWishes, 'trial'>) => Promise<Simulated>;
}

/** What the design would do on average: charts with their tables, as the command line writes them. */
export function Characteristics({ draft, simulate }: CharacteristicsProps) {
  const words = useWords();
  const language = useLanguage();
  const own = words.cohort;
  const [curve, setCurve] = useState('');
  const [attainable, setAttainable] = useState('');
  const [seed, setSeed] = useState('1');
  const [shown, setShown] = useState<Simulated | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isWorking, setWorking] = useState(false);

  const run = async (): Promise<void> => {
    setProblem(null);
    setWorking(true);
    try {
      const curves = curve
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => ({ name: line.trim(), toxicity: numbersOf(line, language) }));
      const ratios = numbersOf(attainable, language);
      const wishes = {
        curves,
        seed: numberOf(seed, language) ?? 1,
        attainablePercent: ratios.length === 0 ? null : ratios,
      };
      setShown(await simulate({ ...enteredOf(draft, language), ...wishes }));
    } catch (error) {
      setShown(null);
      if (error instanceof NoNumber) setProblem(`"${error.message}": ${words.number[error.why]}`);
      else setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setWorking(false);
    }
  };
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <div className={fields.form}>
          <label className={fields.field}>
            <span>{own.curve}</span>
            <textarea
              value={curve}
              aria-describedby="curve-help"
              onChange={({ currentTarget }) => setCurve(currentTarget.value)}
            />
            <span className={fields.help} id="curve-help">
              {own.curveHelp}
            </span>
          </label>
          <label className={fields.field}>
            <span>{own.attainable}</span>
            <textarea value={attainable} onChange={({ currentTarget }) => setAttainable(currentTarget.value)} />
          </label>
          <label className={fields.field}>
            <span>{own.seed}</span>
            <input value={seed} autoComplete="off" onChange={({ currentTarget }) => setSeed(currentTarget.value)} />
          </label>
        </div>
        <p>
          <button type="submit">{own.simulate}</button>
        </p>
      </form>
      <div role="status" aria-live="polite">
        {isWorking && <p>{own.working}</p>}
      </div>
      {problem !== null && (
        <p role="alert" className={styles.bad}>
          {own.cannot}
          <Colon /> {problem}
        </p>
      )}
      {shown !== null && (
        <>
          <p className={styles.buttons}>
            <button type="button" onClick={() => saveFile('cohort-simulate.html', 'text/html', shown.html)}>
              {own.saveHtml}
            </button>
            <button type="button" onClick={() => saveFile('cohort-simulate.json', 'application/json', shown.json)}>
              {own.saveJson}
            </button>
          </p>
          <HtmlReport html={shown.html} label={own.shown} />
        </>
      )}
    </>
  );
}
