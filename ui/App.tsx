import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { ReactNode } from 'react';
import type { FoundCase } from '../src/worker/messages.ts';
import { useOtherPlan } from './compare/use-other-plan.ts';
import type { DeskClient } from './desk-client.ts';
import { fetchDemo } from './files/fetch-demo.ts';
import { FolderNotOpened } from './files/files-dropped.ts';
import { skeletonFiles } from './files/skeleton-files.ts';
import type { LedgerClient } from './ledger-client.ts';
import type { BringFiles, Page } from './page.ts';
import { Banner } from './panels/Banner.tsx';
import { Colon } from './panels/Colon.tsx';
import { English } from './panels/English.tsx';
import { CheckedLine } from './panels/CheckedLine.tsx';
import { warmCharts } from './panels/load-charts.ts';
import { Nothing } from './panels/Nothing.tsx';
import { TEACH_HASH } from './teach/teach-address.ts';
import { prepare } from './prepare.ts';
import { TRIAL, VIEWS } from './screens/views.tsx';
import { reduce, START } from './state.ts';
import type { Screen } from './state.ts';
import styles from './App.module.css';
import type { Words } from './words/en/index.ts';
import { useWords } from './words/use-words.ts';
import { DeskProblem } from './worker-client.ts';

interface AppProps {
  readonly desk: DeskClient;
  readonly ledger: LedgerClient;
  /** The choice of language and appearance, for the banner. */
  readonly preferences: ReactNode;
}

/** The page: one reducer, one worker, one screen at a time. */
export function App({ desk, ledger, preferences }: AppProps) {
  const words = useWords();
  const [state, dispatch] = useReducer(reduce, START);

  const check = useCallback(
    async (caseFile: FoundCase | null, acceptProposal: boolean, dose: string | null) => {
      dispatch({ kind: 'checking', caseFile, dose });
      try {
        const checked = await desk.ask(
          'check',
          {
            trial: TRIAL,
            caseText: caseFile?.text ?? null,
            casePath: caseFile?.path ?? 'case',
            acceptProposal,
            ...(dose === null ? {} : { dose }),
          },
          (progress) => {
            dispatch({ kind: 'progress', words: progress });
          },
        );
        dispatch({ kind: 'checked', checked });
      } catch (error) {
        dispatch({ kind: 'failed', problem: problemOf(error, words) });
      }
    },
    [desk, words],
  );

  const open = useCallback(
    async (name: string, pick: BringFiles, packed = false, screen: Screen = 'open') => {
      desk.clear();
      dispatch({ kind: 'reading', name, screen });
      const onProgress = (progress: string): void => {
        dispatch({ kind: 'progress', words: progress });
      };
      try {
        // Whatever is needed later is fetched before the patient is there.
        const [files] = await Promise.all([pick(onProgress), desk.prepare(), prepare(ledger)]);
        const opened = await desk.ask('open', { files, packed }, onProgress);
        dispatch({ kind: 'opened', opened });
        const [only, ...others] = opened.cases;
        if (others.length === 0) await check(only ?? null, false, null);
        else dispatch({ kind: 'choosing' });
      } catch (error) {
        dispatch({ kind: 'failed', problem: problemOf(error, words) });
      }
    },
    [desk, ledger, check, words],
  );

  // As soon as somebody turns to the files: choosing them takes a person longer than this takes the machine.
  const isFree = state.opened === null && state.busy === null;
  const expectFiles = useCallback(() => {
    // Beside an open patient nothing is fetched.
    if (!isFree) return;
    desk.warmUp();
    prepare(ledger)
      .then(warmCharts)
      .catch(() => undefined);
  }, [desk, isFree, ledger]);

  const openDemo = useCallback(() => {
    void open(words.open.demoName, fetchDemo, true);
  }, [open, words]);

  const openSkeleton = useCallback(() => {
    void open(words.marrow.skeletonName, () => skeletonFiles(desk), false, 'marrow');
  }, [open, desk, words]);

  useEffect(() => {
    if (new URLSearchParams(location.search).get('demo') === TRIAL) openDemo();
    else if (new URLSearchParams(location.search).get('demo') === 'skeleton') openSkeleton();
    else if (location.hash.startsWith(TEACH_HASH)) dispatch({ kind: 'go', screen: 'teach' });
    // Once, when the page opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const other = useOtherPlan({
    desk,
    other: state.other,
    caseFile: state.caseFile,
    trial: TRIAL,
    dispatch,
    problemOf: (error) => problemOf(error, words),
  });
  const { screen, checked, busy, name } = state;
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${words[screen].tab} – ${words.page.title}`;
  }, [words, screen]);
  useEffect(() => {
    // What had the focus may be gone with its screen: the keyboard goes on with the new one.
    if (document.activeElement === document.body && screen !== 'open') main.current?.focus({ preventScroll: true });
  }, [screen, busy]);
  const page: Page = {
    state,
    dispatch,
    go: (to) => dispatch({ kind: 'go', screen: to }),
    open: (called, pick) => void open(called, pick),
    openDemo,
    openSkeleton,
    expectFiles,
    check: (caseFile, acceptProposal = false, dose) => void check(caseFile, acceptProposal, dose ?? state.dose),
    other,
    ask: (kind, asks, onProgress) => desk.ask(kind, asks, onProgress),
    ledger,
    words,
  };
  const view = VIEWS[screen](page);
  return (
    <div className={styles.page}>
      <a className={styles.skip} href="#main">
        {words.page.skip}
      </a>
      <Banner state={state} go={page.go} preferences={preferences} />
      <main ref={main} className={styles.main} id="main" tabIndex={-1}>
        <div role="status" aria-live="polite">
          {busy !== null && (
            <p className={styles.busy}>
              <span>
                {name}
                <Colon /> <English>{busy}</English> …
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
        {view ?? (busy === null && <Nothing go={() => page.go('open')} />)}
      </main>
      <footer className={styles.footer}>
        {checked === null ? null : <CheckedLine result={checked.result} />}
        <p className={styles.notice}>{words.page.notice}</p>
      </footer>
    </div>
  );
}

function problemOf(error: unknown, words: Words): DeskProblem['problem'] {
  if (error instanceof DeskProblem) return error.problem;
  if (error instanceof FolderNotOpened) return { kind: 'unreadable', message: words.open.folderNotOpened, facts: null };
  return { kind: 'internal', message: error instanceof Error ? error.message : String(error), facts: null };
}
