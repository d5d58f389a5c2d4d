import { useCallback, useEffect, useReducer } from 'react';
import { NOTICE } from '../core/index.ts';
import type { FoundCase, PickedFile } from '../src/worker/messages.ts';
import { draftOf } from './case-draft.ts';
import { DeskProblem } from './desk-client.ts';
import type { DeskClient } from './desk-client.ts';
import { fetchDemo } from './files/fetch-demo.ts';
import { loadCharts } from './panels/load-charts.ts';
import { Banner } from './panels/Banner.tsx';
import { CheckedLine } from './panels/CheckedLine.tsx';
import { Nothing } from './panels/Nothing.tsx';
import { CheckScreen } from './screens/CheckScreen.tsx';
import { ReportScreen } from './screens/ReportScreen.tsx';
import { OpenScreen } from './screens/OpenScreen.tsx';
import { StructuresScreen } from './screens/StructuresScreen.tsx';
import { isReady, reduce, START } from './state.ts';
import styles from './App.module.css';
import { useWords } from './words/use-words.ts';

const TRIAL = 'himars';

/** The page: one reducer, one worker, one screen at a time. */
export function App({ desk }: { readonly desk: DeskClient }) {
  const words = useWords();
  const [state, dispatch] = useReducer(reduce, START);

  const check = useCallback(
    async (caseFile: FoundCase | null, acceptProposal = false) => {
      dispatch({ kind: 'checking', caseFile });
      try {
        const checked = await desk.ask(
          'check',
          { trial: TRIAL, caseText: caseFile?.text ?? null, casePath: caseFile?.path ?? 'case', acceptProposal },
          (progress) => {
            dispatch({ kind: 'progress', words: progress });
          },
        );
        dispatch({ kind: 'checked', checked });
      } catch (error) {
        dispatch({ kind: 'failed', problem: problemOf(error) });
      }
    },
    [desk],
  );

  const open = useCallback(
    async (name: string, pick: () => Promise<readonly PickedFile[]>, packed = false) => {
      desk.cancel();
      dispatch({ kind: 'reading', name });
      try {
        // Whatever is needed later is fetched before the patient is there.
        const [files] = await Promise.all([pick(), desk.ask('prepare', {}), loadCharts()]);
        const opened = await desk.ask('open', { files, packed }, (progress) => {
          dispatch({ kind: 'progress', words: progress });
        });
        dispatch({ kind: 'opened', opened });
        const [only, ...others] = opened.cases;
        if (others.length === 0) await check(only ?? null);
        else dispatch({ kind: 'choosing' });
      } catch (error) {
        dispatch({ kind: 'failed', problem: problemOf(error) });
      }
    },
    [desk, check],
  );

  const openDemo = useCallback(() => {
    void open(words.open.demoName, fetchDemo, true);
  }, [open, words]);

  useEffect(() => {
    if (new URLSearchParams(location.search).get('demo') === TRIAL) openDemo();
    // Once, when the page opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const { screen, checked } = state;
  return (
    <div className={styles.page}>
      <Banner state={state} go={(to) => dispatch({ kind: 'go', screen: to })} />
      <main className={styles.main} id="main" tabIndex={-1}>
        <div role="status" aria-live="polite">
          {state.busy !== null && (
            <p className={styles.busy}>
              <span>
                {state.name}: {state.busy} …
              </span>
              <button
                type="button"
                onClick={() => {
                  desk.cancel();
                  dispatch({ kind: 'cancelled' });
                }}
              >
                {words.open.cancel}
              </button>
            </p>
          )}
        </div>
        {screen === 'open' && (
          <OpenScreen
            state={state}
            open={(name, pick) => void open(name, pick)}
            openDemo={openDemo}
            edit={() => dispatch({ kind: 'go', screen: 'structures' })}
            check={(caseFile) => void check(caseFile)}
          />
        )}
        {screen !== 'open' && state.busy === null && !isReady(screen, state) && (
          <Nothing go={() => dispatch({ kind: 'go', screen: 'open' })} />
        )}
        {screen === 'structures' && state.opened !== null && state.busy === null && (
          <StructuresScreen
            found={state.opened.found}
            result={checked?.result ?? null}
            initial={draftOf(state.caseFile, checked, state.opened.found, TRIAL)}
            check={(text) => void check({ path: words.structures.heading, text })}
          />
        )}
        {screen === 'report' && checked !== null && (
          <ReportScreen result={checked.result} report={(format) => desk.ask('report', { format })} />
        )}
        {screen === 'check' && checked !== null && (
          <CheckScreen
            result={checked.result}
            selected={state.selected}
            select={(selected) => dispatch({ kind: 'select', selected })}
            edit={() => dispatch({ kind: 'go', screen: 'structures' })}
            accept={checked.result.pairing === 'proposed' ? () => void check(null, true) : null}
          />
        )}
      </main>
      <footer className={styles.footer}>
        {checked === null ? null : <CheckedLine result={checked.result} />}
        <p className={styles.notice}>{NOTICE}</p>
      </footer>
    </div>
  );
}

function problemOf(error: unknown): DeskProblem['problem'] {
  if (error instanceof DeskProblem) return error.problem;
  return { kind: 'internal', message: error instanceof Error ? error.message : String(error), facts: null };
}
