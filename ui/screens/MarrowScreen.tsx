import { useEffect, useRef, useState } from 'react';
import type { CaseFile, InspectResult, MarrowResult } from '../../core/index.ts';
import { withRange, cm3 } from '../../src/report/marrow-words.ts';
import type { DeskClient } from '../desk-client.ts';
import { BudgetBar } from '../marrow/BudgetBar.tsx';
import { Declarations } from '../marrow/Declarations.tsx';
import { LesionTable } from '../marrow/LesionTable.tsx';
import { firstDraft } from '../marrow/marrow-draft.ts';
import type { Change, MarrowDraft } from '../marrow/marrow-draft.ts';
import { historyOf, stepped } from '../marrow/marrow-history.ts';
import type { MarrowHistory, MarrowStep } from '../marrow/marrow-history.ts';
import styles from '../marrow/marrow.module.css';
import { MarrowOutputs } from '../marrow/MarrowOutputs.tsx';
import { MarrowTrace } from '../marrow/MarrowTrace.tsx';
import { MarrowVerdicts } from '../marrow/MarrowVerdicts.tsx';
import { ReadingsGrid } from '../marrow/ReadingsGrid.tsx';
import { SetsBeside } from '../marrow/SetsBeside.tsx';
import { TYPED_EXAMPLE, typedDraftOf } from '../marrow/typed-draft.ts';
import { TypedTable } from '../marrow/TypedTable.tsx';
import { useMarrow } from '../marrow/use-marrow.ts';
import { parsedCase } from '../case-draft.ts';
import { English } from '../panels/English.tsx';
import { useLanguage, useWords } from '../words/use-words.ts';

interface MarrowScreenProps {
  /** What was asked here before; null: nothing yet. */
  readonly kept: MarrowHistory | null;
  readonly keep: (history: MarrowHistory) => void;
  /** The case to begin with; null where no files are open. */
  readonly caseFile: CaseFile | null;
  /** What the opened files hold; null where none are open. */
  readonly found: InspectResult | null;
  readonly ask: DeskClient['ask'];
  readonly check: (text: string) => void;
  readonly openSkeleton: () => void;
}

const OBJECTIVES = ['order', 'most-volume', 'most-lesions'] as const;
/** Until a result names the trial's levels. */
const NO_LEVELS: MarrowResult['trial']['levels'] = [];

/** Reserve, level and choice of lesions, from the opened files or from typed numbers. */
export function MarrowScreen({ kept, keep, caseFile, found, ask, check, openSkeleton }: MarrowScreenProps) {
  const words = useWords().marrow;
  const language = useLanguage();
  const [history, setHistory] = useState(() => kept ?? historyOf(firstDraft(caseFile)));
  const step = (next: MarrowStep): void => {
    const after = stepped(history, next);
    setHistory(after);
    keep(after);
  };
  const { draft, done, undone } = history;
  const { result, problem, isWaiting, wrong } = useMarrow(draft, ask, language);
  const [levels, setLevels] = useState(NO_LEVELS);
  if (result !== null && result.trial.levels !== levels && levels.length === 0) setLevels(result.trial.levels);
  useEffect(() => {
    // Typed volumes are a patient too: what is needed is fetched before the first of them.
    void ask('prepare', {});
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const change = (next: Change): void => step({ kind: 'change', change: next });
  const roiNames = (found?.rois ?? []).filter(({ usable }) => usable).map(({ roiName }) => roiName);
  const isEmpty = draft.source === 'typed' && draft.typed.rows.length === 0 && draft.typed.trabecular === '';
  return (
    <>
      <h1>{words.heading}</h1>
      <p className={styles.soft}>{words.lead}</p>
      <div className={styles.controls}>
        <div className={styles.bar}>
          <label>
            {words.source}
            <select
              value={draft.source}
              onChange={({ currentTarget: { value } }) =>
                change({ kind: 'source', source: value === 'files' ? 'files' : 'typed' })
              }
            >
              <option value="files" disabled={draft.caseFile === null}>
                {words.sources.files}
              </option>
              <option value="typed">{words.sources.typed}</option>
            </select>
          </label>
          <label>
            {words.level}
            <select
              value={draft.level ?? ''}
              onChange={({ currentTarget: { value } }) =>
                change({ kind: 'level', level: value === '' ? null : Number(value) })
              }
            >
              <option value="">{words.none}</option>
              {draft.level !== null && levels.every(({ id }) => id !== draft.level) && (
                <option value={draft.level}>{draft.level}</option>
              )}
              {levels.map(({ id, percent }) => (
                <option key={id} value={id}>
                  {words.levelOption(id, percent)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {words.objective}
            <select
              value={draft.objective}
              onChange={({ currentTarget: { value } }) =>
                change({ kind: 'objective', objective: OBJECTIVES.find((each) => each === value) ?? 'order' })
              }
            >
              {OBJECTIVES.map((each) => (
                <option key={each} value={each}>
                  {words.objectives[each]}
                </option>
              ))}
            </select>
          </label>
          <button type="button" disabled={done.length === 0} onClick={() => step({ kind: 'undo' })}>
            {words.undo}
          </button>
          <button type="button" disabled={undone.length === 0} onClick={() => step({ kind: 'redo' })}>
            {words.redo}
          </button>
          <Load draft={draft} load={change} />
        </div>
        {isEmpty && (
          <>
            <p className={styles.buttons}>
              <button type="button" onClick={() => change({ kind: 'rows', how: 'example', typed: TYPED_EXAMPLE })}>
                {words.example}
              </button>
              <button type="button" onClick={openSkeleton}>
                {words.skeletonDemo}
              </button>
            </p>
            <p className={styles.soft}>{words.exampleLead}</p>
          </>
        )}
      </div>
      <p className={styles.soft} role="status">
        {isWaiting && !isEmpty ? `${words.working} …` : ''}
        {wrong.length > 0 && !isEmpty ? words.wrongLead : ''}
      </p>
      {problem !== null && (
        <section className={styles.problem} role="alert">
          <h2>{words.cannot}</h2>
          <p>
            <English>{problem}</English>
          </p>
        </section>
      )}
      {draft.source === 'typed' && <TypedTable typed={draft.typed} wrong={wrong} change={change} />}
      <div className={isWaiting || wrong.length > 0 ? styles.stale : undefined} aria-busy={isWaiting}>
        {result !== null && (
          <>
            <MarrowVerdicts result={result} change={change} />
            <div className={styles.columns}>
              <BudgetBar result={result} />
              <Reserve result={result} />
            </div>
            <LesionTable result={result} draft={draft} change={change} />
            <SetsBeside result={result} change={change} />
            <ReadingsGrid result={result} change={change} />
          </>
        )}
        {!isEmpty && (
          <Declarations
            draft={draft}
            roiNames={roiNames}
            estimate={result?.trabecular.estimate ?? null}
            change={change}
          />
        )}
        {result !== null && (
          <>
            {result.warnings.length > 0 && (
              <section>
                <h2>{words.warnings}</h2>
                <ul>
                  {result.warnings.map(({ code, message }) => (
                    <li key={`${code} ${message}`}>
                      <English>{message}</English>
                    </li>
                  ))}
                </ul>
              </section>
            )}
            <MarrowOutputs result={result} draft={draft} ask={ask} check={found === null ? null : check} />
          </>
        )}
      </div>
      <MarrowTrace history={history} />
    </>
  );
}

/** The reserve and what it is made of. */
function Reserve({ result }: { readonly result: MarrowResult }) {
  const { marrow: words, result: say } = useWords();
  const { trabecularCm3, intersectionCm3, reserveCm3, trabecular } = result;
  const { estimate } = trabecular;
  return (
    <section>
      <h2>{words.volumes}</h2>
      <table className={styles.table}>
        <tbody>
          {[
            [words.trabecular, withRange(trabecularCm3, cm3)],
            [words.ofItInLesions, withRange(intersectionCm3, cm3)],
            [words.reserve, withRange(reserveCm3, cm3)],
          ].map(([name, volume]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className={styles.number}>{say.digits(volume ?? '')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.soft}>
        <English>{trabecular.from}</English>
      </p>
      {estimate !== null && (
        <div lang="en">
          <p>{estimate.method}</p>
          <table className={styles.table}>
            <tbody>
              {estimate.sensitivity.map((row) => (
                <tr key={row.change}>
                  <th scope="row">{row.change}</th>
                  <td className={styles.number}>{say.digits(cm3(row.trabecularCm3))}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <ul>
            {estimate.flags.map((flag) => (
              <li key={flag}>{flag}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

interface LoadProps {
  readonly draft: MarrowDraft;
  readonly load: (change: Change) => void;
}

/** A case file or typed volumes from an earlier time. */
function Load({ draft, load }: LoadProps) {
  const words = useWords().marrow;
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const read = async (file: File): Promise<void> => {
    const text = await file.text();
    const typed = typedDraftOf(text);
    const caseFile = typed === null ? parsedCase(text) : null;
    setProblem(
      typed !== null || (caseFile !== null && draft.caseFile !== null)
        ? null
        : caseFile !== null
          ? words.needsPatient
          : words.notLoaded,
    );
    const fresh = { order: [], must: [], not: [], pick: null } as const;
    if (typed !== null) {
      load({ kind: 'loaded', name: file.name, draft: { ...draft, ...fresh, ...typed, source: 'typed' } });
    } else if (caseFile !== null && draft.caseFile !== null) {
      const level = caseFile.level ?? null;
      load({ kind: 'loaded', name: file.name, draft: { ...draft, ...fresh, caseFile, level, source: 'files' } });
    }
  };
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {words.load}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label={words.load}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file !== undefined) void read(file);
          currentTarget.value = '';
        }}
      />
      {problem !== null && (
        <span className={styles.wrong} role="alert">
          {problem}
        </span>
      )}
    </>
  );
}
