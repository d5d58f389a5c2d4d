import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import type { CaseFile } from '../../core/index.ts';
import { caseText, draftOf, withSchedule } from '../case-draft.ts';
import { changeDraft, historyOf } from '../draft-history.ts';
import type { Page } from '../page.ts';
import type { Screen } from '../state.ts';
import { loadMarrow } from './load-marrow.ts';
import { CheckScreen } from './CheckScreen.tsx';
import { loadCompare } from './load-compare.ts';
import { loadCohort } from './load-cohort.ts';
import { loadSchedule } from './load-schedule.ts';
import { loadSlices } from './load-slices.ts';
import { loadTeach } from './load-teach.ts';
import { FromPacs } from '../panels/FromPacs.tsx';
import { OpenScreen } from './OpenScreen.tsx';
import { ReportScreen } from './ReportScreen.tsx';
import { ScreeningScreen } from './ScreeningScreen.tsx';
import { StructuresScreen } from './StructuresScreen.tsx';

const SlicesScreen = lazy(() => loadSlices().then((loaded) => ({ default: loaded.SlicesScreen })));
const CompareScreen = lazy(() => loadCompare().then((loaded) => ({ default: loaded.CompareScreen })));
const CohortScreen = lazy(() => loadCohort().then((loaded) => ({ default: loaded.CohortScreen })));
const ScheduleScreen = lazy(() => loadSchedule().then((loaded) => ({ default: loaded.ScheduleScreen })));
const TeachScreen = lazy(() => loadTeach().then((loaded) => ({ default: loaded.TeachScreen })));
const MarrowScreen = lazy(async () => ({ default: (await loadMarrow()).MarrowScreen }));

/** Whose rules are checked. */
export const TRIAL = 'himars';

/**
 * Every screen of state.ts; null where there is nothing to show yet. A heavy one is loaded lazily, and named in prepare.ts,
 * so that it is there before a patient is.
 */
export const VIEWS: Readonly<Record<Screen, (page: Page) => ReactNode>> = {
  open: ({ state, open, openDemo, openSkeleton, expectFiles, go, check, ask }) => (
    <OpenScreen
      state={state}
      open={open}
      openDemo={openDemo}
      expectFiles={expectFiles}
      openSkeleton={openSkeleton}
      teach={() => go('teach')}
      edit={() => go('structures')}
      check={check}
    >
      <FromPacs ask={ask} open={open} />
    </OpenScreen>
  ),
  structures: ({ state: { opened, checked, caseFile, busy, draft }, dispatch, check, words }) =>
    opened === null || busy !== null ? null : (
      <StructuresScreen
        found={opened.found}
        result={checked?.result ?? null}
        history={draft ?? historyOf(draftOf(caseFile, checked, opened.found, TRIAL))}
        edit={(next) => dispatch({ kind: 'edited', draft: next })}
        load={check}
        check={(text) => check({ path: words.structures.heading, text })}
      />
    ),
  check: ({ state: { checked, selected, opened, caseFile }, dispatch, go, check, ask, words }) =>
    checked === null || opened === null ? null : (
      <CheckScreen
        result={checked.result}
        selected={selected}
        select={(next) => dispatch({ kind: 'select', selected: next })}
        proposed={checked.proposedCase}
        showSlices={(cell) => {
          dispatch({ kind: 'select', selected: cell });
          go('slices');
        }}
        edit={() => go('structures')}
        draft={draftOf(caseFile, checked, opened.found, TRIAL)}
        recheck={(draft) => check({ path: caseFile?.path ?? words.structures.heading, text: caseText(draft) })}
        ask={ask}
        accept={checked.result.pairing === 'proposed' ? () => check(null, true) : null}
      />
    ),
  slices: ({ state: { checked, selected }, ask, words }) =>
    checked === null ? null : (
      <Suspense fallback={<p>{words.slices.reading} …</p>}>
        <SlicesScreen checked={checked} ask={ask} lesion={selected?.lesion ?? null} />
      </Suspense>
    ),
  compare: ({ state: { checked, name, other, caseFile }, ask, other: desk }) =>
    checked === null ? null : (
      <Suspense fallback={null}>
        <CompareScreen
          first={checked.result}
          name={name}
          other={other}
          hasCase={caseFile !== null}
          ask={ask}
          desk={desk}
        />
      </Suspense>
    ),
  schedule: ({ state: { caseFile, checked, opened, draft }, dispatch, ask }) => {
    if (opened === null || (caseFile === null && checked === null)) return null;
    // What is edited under Structures and was not checked yet goes along.
    const history = draft ?? historyOf(draftOf(caseFile, checked, opened.found, TRIAL));
    const text = caseText(history.draft);
    return (
      <Suspense fallback={null}>
        <ScheduleScreen
          caseText={text}
          keep={(schedule) => {
            const by = (before: CaseFile): CaseFile => withSchedule(before, schedule);
            dispatch({ kind: 'edited', draft: changeDraft(history, { kind: 'change', by }) });
          }}
          schedule={(wishes) =>
            ask('schedule', { trial: TRIAL, caseText: text, casePath: caseFile?.path ?? 'case', ...wishes })
          }
        />
      </Suspense>
    );
  },
  cohort: ({ state: { cohort, checked, opened, busy }, dispatch, ask, ledger }) => (
    <Suspense fallback={null}>
      <CohortScreen
        draft={cohort}
        change={(draft) => dispatch({ kind: 'cohort', draft })}
        ask={ask}
        trial={TRIAL}
        ledger={ledger}
        isPatientOpen={opened !== null || busy !== null}
        openCheck={checked === null ? null : async () => String(await ask('report', { format: 'json' }))}
      />
    </Suspense>
  ),
  marrow: ({ state: { opened, checked, caseFile, busy, marrow }, dispatch, ask, check, openSkeleton, words }) =>
    busy !== null ? null : (
      <Suspense>
        <MarrowScreen
          kept={marrow}
          keep={(history) => dispatch({ kind: 'marrow', history })}
          found={opened?.found ?? null}
          caseFile={opened === null ? null : draftOf(caseFile, checked, opened.found, TRIAL)}
          ask={ask}
          check={(text) => check({ path: words.marrow.heading, text })}
          openSkeleton={openSkeleton}
        />
      </Suspense>
    ),
  report: ({ state: { checked }, ask }) =>
    checked === null ? null : <ReportScreen result={checked.result} report={(format) => ask('report', { format })} />,
  teach: ({ ask, words }) => (
    <Suspense fallback={<p role="status">{words.teach.loading} …</p>}>
      <TeachScreen ask={ask} />
    </Suspense>
  ),
  screening: ({ state: { screening, caseFile }, dispatch, ask }) => (
    <ScreeningScreen
      caseText={screening ?? caseFile?.text ?? null}
      change={(caseText) => dispatch({ kind: 'screening', caseText })}
      ask={ask}
    />
  ),
};
