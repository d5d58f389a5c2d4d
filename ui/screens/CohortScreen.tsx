import { useEffect, useState } from 'react';
import type { ShownEntry } from '../../src/worker/ledger-messages.ts';
import { Characteristics } from '../cohort/Characteristics.tsx';
import { enteredOf, NoNumber } from '../cohort/cohort-draft.ts';
import type { CohortDraft } from '../cohort/cohort-draft.ts';
import { CohortStanding } from '../cohort/CohortStanding.tsx';
import { DesignForm } from '../cohort/DesignForm.tsx';
import { Entries } from '../cohort/Entries.tsx';
import { typedOfContent } from '../cohort/entry-fields.ts';
import type { FactKind, Typed } from '../cohort/entry-fields.ts';
import { EntryForm } from '../cohort/EntryForm.tsx';
import type { EntryStart } from '../cohort/EntryForm.tsx';
import { LedgerPanel } from '../cohort/LedgerPanel.tsx';
import { useLedger } from '../cohort/use-ledger.ts';
import type { DeskClient } from '../desk-client.ts';
import type { LedgerClient } from '../ledger-client.ts';
import { useLanguage, useWords } from '../words/use-words.ts';

interface CohortScreenProps {
  readonly draft: CohortDraft;
  readonly change: (draft: CohortDraft) => void;
  readonly ask: DeskClient['ask'];
  /** Whose levels a design that is typed has. */
  readonly trial: string;
  readonly ledger: LedgerClient;
  readonly isPatientOpen: boolean;
  readonly openCheck: (() => Promise<string>) | null;
}

/** The cohort of a trial: its ledger, who is next and why, what is recorded, the design and what it would do. */
export function CohortScreen({ draft, change, ask, trial, ledger, isPatientOpen, openCheck }: CohortScreenProps) {
  const words = useWords();
  const language = useLanguage();
  const [design, setDesign] = useState<{ text: string | null; problem: string | null }>({ text: null, problem: null });
  const used = useLedger(ledger, design.text, isPatientOpen);
  const [start, setStart] = useState<EntryStart>({ kind: 'subject', typed: {}, corrects: null });
  // A form is drawn anew for another start: what was typed in it is no part of the page's state.
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let isWanted = true;
    const take = (next: typeof design): void => {
      if (isWanted) setDesign(next);
    };
    const timer = setTimeout(() => {
      try {
        ask('design', { trial, ...enteredOf(draft, language) }).then(
          (text) => take({ text, problem: null }),
          (error: unknown) => take({ text: null, problem: error instanceof Error ? error.message : String(error) }),
        );
      } catch (error) {
        if (!(error instanceof NoNumber)) throw error;
        take({ text: null, problem: `"${error.message}": ${words.number[error.why]}` });
      }
    }, 150);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
    // The worker answers the same question with the same answer: another draft is another question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [draft, language, trial]);

  const begin = (next: EntryStart): void => {
    setStart(next);
    setVersion(version + 1);
    document.querySelector('#entry')?.scrollIntoView({ block: 'start' });
  };
  const { view } = used;
  return (
    <>
      <h1>{words.cohort.heading}</h1>
      <LedgerPanel ledger={used} isPatientOpen={isPatientOpen} />
      {used.stage === 'open' && view !== null && (
        <>
          <CohortStanding
            view={view}
            choose={used.choose}
            assign={({ level, reason }) =>
              begin({ kind: 'level', typed: { level: String(level ?? ''), reason }, corrects: null })
            }
          />
          <div id="entry">
            <EntryForm
              key={version}
              start={start}
              ledger={used}
              subjects={view.status.result.subjects.map(({ id }) => id)}
              by={draft.by}
              setBy={(by) => change({ ...draft, by })}
              openCheck={openCheck}
              leaveCorrection={() => begin({ kind: 'subject', typed: {}, corrects: null })}
            />
          </div>
          <Entries view={view} correct={(entry) => begin(correctionOf(entry, view.entries))} />
        </>
      )}
      <section aria-label={words.cohort.designHeading}>
        <h2>{words.cohort.designHeading}</h2>
        <DesignForm draft={draft} change={change} text={design.text} problem={design.problem} />
      </section>
      <section aria-label={words.cohort.characteristics}>
        <h2>{words.cohort.characteristics}</h2>
        <Characteristics draft={draft} simulate={(wishes) => ask('simulate', { trial, ...wishes })} />
      </section>
    </>
  );
}

/** A correction begins with what the entry says now: after an earlier correction, with that. */
function correctionOf(entry: ShownEntry, entries: readonly ShownEntry[]): EntryStart {
  const latest = entries.find(({ sequence }) => sequence === entry.correctedBy)?.content;
  const content = latest?.kind === 'correction' && latest.instead !== null ? latest.instead : entry.content;
  return { kind: content.kind as FactKind, typed: typedOfContent(content) satisfies Typed, corrects: entry };
}
