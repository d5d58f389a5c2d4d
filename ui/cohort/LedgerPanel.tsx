import { useState } from 'react';
import type { LedgerExchange } from '../../src/worker/ledger-messages.ts';
import { saveFile } from '../files/save-file.ts';
import { Colon } from '../panels/Colon.tsx';
import { English } from '../panels/English.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './cohort.module.css';
import type { UsedLedger } from './use-ledger.ts';

interface LedgerPanelProps {
  readonly ledger: UsedLedger;
  readonly isPatientOpen: boolean;
}

/** Where the ledger of this browser stands, and what may be done with it as a whole. */
export function LedgerPanel({ ledger, isPatientOpen }: LedgerPanelProps) {
  const words = useWords().ledger;
  const { stage, isReady, problem } = ledger;
  const wouldAsk = isPatientOpen && !isReady;
  return (
    <section aria-label={words.heading}>
      <h2>{words.heading}</h2>
      <div role="status" aria-live="polite">
        {stage === 'looking' && <p>{words.looking} …</p>}
        {stage === 'opening' && <p>{words.opening} …</p>}
        {stage === 'elsewhere' && <p>{words.elsewhere}</p>}
        {stage === 'none' && <p>{words.none}</p>}
        {stage === 'closed' && <p>{words.closed}</p>}
        {(stage === 'none' || stage === 'closed') && wouldAsk && <p className={styles.note}>{words.patientOpen}</p>}
        {ledger.isBusy && <p>{words.working} …</p>}
      </div>
      {(stage === 'none' || stage === 'closed' || stage === 'elsewhere') && !wouldAsk && (
        <p>
          <button type="button" onClick={ledger.open}>
            {stage === 'none' ? words.make : stage === 'closed' ? words.open : words.again}
          </button>
        </p>
      )}
      {problem?.ofEntry === false && (
        <p role="alert" className={styles.bad}>
          {words.refused}
          <Colon /> <English>{problem.message}</English>
        </p>
      )}
      {stage === 'open' && ledger.view !== null && <OpenLedger ledger={ledger} view={ledger.view} />}
    </section>
  );
}

type Verified = LedgerExchange['verify']['gets'];

function OpenLedger({ ledger, view }: { readonly ledger: UsedLedger; readonly view: NonNullable<UsedLedger['view']> }) {
  const words = useWords().ledger;
  const [anchor, setAnchor] = useState('');
  const [verified, setVerified] = useState<Verified | null>(null);
  const [imported, setImported] = useState<LedgerExchange['import']['gets'] | null>(null);
  const [isErasing, setErasing] = useState(false);
  const exported = async (format: 'jsonl' | 'csv'): Promise<void> => {
    const text = await ledger.ask('export', { format });
    const type = format === 'csv' ? 'text/csv' : 'application/x-ndjson';
    if (text !== null) saveFile(`trabecula-ledger.${format}`, type, text);
  };
  return (
    <>
      <p>
        {words.count(view.head.sequence)}. {view.place === 'browser' ? words.inBrowser : <b>{words.inMemory}</b>}{' '}
        {words.declared}
      </p>
      <p className={styles.said}>
        {words.head}
        <Colon /> <code className={styles.mono}>{view.headLine}</code>
      </p>
      <div className={styles.buttons}>
        <button type="button" onClick={() => void exported('jsonl')}>
          {words.exportLines}
        </button>
        <button type="button" onClick={() => void exported('csv')}>
          {words.exportCsv}
        </button>
        <label>
          {words.importFile}{' '}
          <input
            type="file"
            accept=".jsonl,.csv,.json,.txt"
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              setImported(null);
              if (file === undefined) return;
              void file
                .text()
                .then((text) => ledger.ask('import', { text, path: file.name }))
                .then(setImported);
              currentTarget.value = '';
            }}
          />
        </label>
      </div>
      <form
        className={styles.buttons}
        onSubmit={(event) => {
          event.preventDefault();
          setVerified(null);
          void ledger.ask('verify', { anchor }).then(setVerified);
        }}
      >
        <label>
          {words.anchor}{' '}
          <input value={anchor} autoComplete="off" onChange={({ currentTarget }) => setAnchor(currentTarget.value)} />
        </label>
        <button type="submit">{words.verify}</button>
      </form>
      <div role="status" aria-live="polite">
        {imported !== null && (
          <p>
            {words.imported(imported.added, imported.there)} {imported.saysItsEnd ? '' : words.noEnd}
          </p>
        )}
        {verified !== null && (
          <>
            <p className={verified.result.outcome === 'whole' ? undefined : styles.bad}>
              {verified.result.outcome === 'whole' ? words.whole : words.broken} {words.count(verified.result.entries)}.
            </p>
            <details open={verified.result.outcome !== 'whole'}>
              <summary>{words.details}</summary>
              <p className={styles.pre}>
                <English>{verified.text}</English>
              </p>
            </details>
          </>
        )}
      </div>
      <div className={styles.buttons}>
        <button type="button" onClick={ledger.close}>
          {words.close}
        </button>
        <button type="button" aria-expanded={isErasing} onClick={() => setErasing(!isErasing)}>
          {words.erase}
        </button>
      </div>
      {isErasing && (
        <Erase
          entries={view.head.sequence}
          erase={() => {
            setErasing(false);
            ledger.erase();
          }}
          keep={() => setErasing(false)}
        />
      )}
    </>
  );
}

interface EraseProps {
  readonly entries: number;
  readonly erase: () => void;
  readonly keep: () => void;
}

/** Nothing is erased by one press: what is lost is said, and a word is typed. */
function Erase({ entries, erase, keep }: EraseProps) {
  const words = useWords().ledger;
  const [typed, setTyped] = useState('');
  return (
    <form
      className={styles.erase}
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() === words.eraseWord) erase();
      }}
    >
      <label>
        {words.eraseWarning(entries)}{' '}
        <input value={typed} autoComplete="off" onChange={({ currentTarget }) => setTyped(currentTarget.value)} />
      </label>
      <p className={styles.buttons}>
        <button type="submit" disabled={typed.trim() !== words.eraseWord}>
          {words.eraseNow}
        </button>
        <button type="button" onClick={keep}>
          {words.keep}
        </button>
      </p>
    </form>
  );
}
