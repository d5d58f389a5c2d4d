import { useState } from 'react';
import type { DesignFile } from '../../core/index.ts';
import type { Simulated, SimulateWishes } from '../../src/worker/messages.ts';
import { saveFile } from '../files/save-file.ts';
import { Colon } from '../panels/Colon.tsx';
import { HtmlReport } from '../panels/HtmlReport.tsx';
import { readNumber } from '../words/read-number.ts';
import { useLanguage, useWords } from '../words/use-words.ts';
import styles from './ScheduleScreen.module.css';

interface CohortScreenProps {
  readonly simulate: (wishes: Omit<SimulateWishes, 'trial'>) => Promise<Simulated>;
}

type Method = DesignFile['method'];

const METHODS: readonly Method[] = ['3+3', 'rolling-six', 'boin', 'mtpi', 'crm'];

const COMMON = ['version', 'definition', 'windowDays', 'maxSubjects'] as const;
const OWN = {
  '3+3': ['candidateSubjects'],
  'rolling-six': ['candidateSubjects'],
  boin: ['cohortSize', 'targetToxicity', 'eliminateAbove'],
  mtpi: ['cohortSize', 'targetToxicity', 'epsilonBelow', 'epsilonAbove', 'eliminateAbove'],
  crm: ['cohortSize', 'targetToxicity', 'skeleton', 'priorVariance', 'maySkipLevels', 'stopAbove'],
} as const satisfies Record<Method, readonly string[]>;

type Field = (typeof COMMON)[number] | (typeof OWN)[Method][number];

/** A design as it is entered, and what it would do on average: charts with their tables, as the command line writes them. */
export function CohortScreen({ simulate }: CohortScreenProps) {
  const words = useWords();
  const language = useLanguage();
  const own = words.cohort;
  const [method, setMethod] = useState<Method>('3+3');
  const [typed, setTyped] = useState<Partial<Record<Field, string>>>({});
  const [maySkip, setMaySkip] = useState(false);
  const [curve, setCurve] = useState('');
  const [attainable, setAttainable] = useState('');
  const [seed, setSeed] = useState('1');
  const [shown, setShown] = useState<Simulated | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isWorking, setWorking] = useState(false);

  const numberOf = (text: string): number | null => {
    const read = readNumber(text, language);
    if (read.kind === 'refused') throw new Error(`"${text}": ${words.number[read.why]}`);
    return read.kind === 'number' ? read.value : null;
  };
  const numbersOf = (text: string): number[] =>
    text.split(/[\s;]+/).flatMap((word) => numberOf(word.replace(/,$/, '')) ?? []);
  const valueOf = (field: Field): unknown => {
    const text = typed[field]?.trim() ?? '';
    if (field === 'maySkipLevels') return maySkip;
    if (field === 'skeleton') return numbersOf(text);
    return field === 'version' ? (text === '' ? null : text) : numberOf(text);
  };

  const run = (): void => {
    try {
      const entered = {
        ...Object.fromEntries(
          [...COMMON, ...OWN[method]]
            .filter((field) => field !== 'definition' && field !== 'windowDays')
            .map((field) => [field, valueOf(field)]),
        ),
        doseLimitingToxicity: {
          definition: typed.definition?.trim() === '' ? null : (typed.definition ?? null),
          windowDays: valueOf('windowDays'),
        },
      };
      const curves = curve
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => ({ name: line.trim(), toxicity: numbersOf(line) }));
      const ratios = numbersOf(attainable);
      setWorking(true);
      setProblem(null);
      simulate({
        method,
        entered,
        curves,
        seed: numberOf(seed) ?? 1,
        attainablePercent: ratios.length === 0 ? null : ratios,
      }).then(
        (answer) => {
          setWorking(false);
          setShown(answer);
        },
        (error: unknown) => {
          setWorking(false);
          setShown(null);
          setProblem(error instanceof Error ? error.message : String(error));
        },
      );
    } catch (error) {
      setShown(null);
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };

  return (
    <>
      <h1>{own.heading}</h1>
      <p>{own.lead}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <label className={styles.field}>
          <span>{own.method}</span>
          <select value={method} onChange={({ currentTarget }) => setMethod(currentTarget.value as Method)}>
            {METHODS.map((each) => (
              <option key={each} value={each}>
                {own.methods[each]}
              </option>
            ))}
          </select>
        </label>
        <div className={styles.form}>
          {[...COMMON, ...OWN[method]].map((field) =>
            field === 'maySkipLevels' ? (
              <p key={field}>
                <label>
                  <input
                    type="checkbox"
                    checked={maySkip}
                    onChange={({ currentTarget }) => setMaySkip(currentTarget.checked)}
                  />{' '}
                  {own.fields[field]}
                </label>
              </p>
            ) : (
              <label key={field} className={styles.field}>
                <span>{own.fields[field]}</span>
                <input
                  value={typed[field] ?? ''}
                  autoComplete="off"
                  onChange={({ currentTarget: { value } }) => setTyped({ ...typed, [field]: value })}
                />
              </label>
            ),
          )}
          <label className={styles.field}>
            <span>{own.curve}</span>
            <textarea
              value={curve}
              aria-describedby="curve-help"
              onChange={({ currentTarget }) => setCurve(currentTarget.value)}
            />
            <span className={styles.help} id="curve-help">
              {own.curveHelp}
            </span>
          </label>
          <label className={styles.field}>
            <span>{own.attainable}</span>
            <textarea value={attainable} onChange={({ currentTarget }) => setAttainable(currentTarget.value)} />
          </label>
          <label className={styles.field}>
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
        <p role="alert" className={styles['fails']}>
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
            <button type="button" onClick={() => saveFile('design.json', 'application/json', shown.design)}>
              {own.saveDesign}
            </button>
          </p>
          <HtmlReport html={shown.html} label={own.shown} />
        </>
      )}
    </>
  );
}
