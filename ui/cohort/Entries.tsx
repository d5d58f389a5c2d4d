import type { LedgerView, ShownEntry } from '../../src/worker/ledger-messages.ts';
import { English } from '../panels/English.tsx';
import { Wide } from '../panels/Wide.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './cohort.module.css';

interface EntriesProps {
  readonly view: LedgerView;
  readonly correct: (entry: ShownEntry) => void;
}

/** All entries, the last first; none is ever changed, and a wrong one is corrected by another. */
export function Entries({ view: { entries }, correct }: EntriesProps) {
  const words = useWords().ledger;
  if (entries.length === 0) return <p>{words.noEntries}</p>;
  return (
    <section>
      <h2>{words.entries}</h2>
      <div className={styles.entries}>
        <Wide label={words.entries}>
          <table className={styles.table}>
            <caption>{words.declared}</caption>
            <thead>
              <tr>
                {words.entryHead.map((head) =>
                  head === '' ? (
                    <td key="" />
                  ) : (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {entries.toReversed().map((entry) => (
                <tr key={entry.sequence} className={entry.correctedBy === null ? undefined : styles.withdrawn}>
                  <th scope="row">{entry.sequence}</th>
                  <td>{entry.at.replace(/(:\d\d)?(\.\d+)?Z$/, 'Z').replace('T', ' ')}</td>
                  <td>{entry.by}</td>
                  <td>
                    <English>{entry.words}</English>
                    {entry.correctedBy !== null && (
                      <>
                        {' '}
                        <b>({words.corrected(entry.correctedBy)})</b>
                      </>
                    )}
                  </td>
                  <td>
                    {entry.content.kind !== 'correction' && (
                      <button
                        type="button"
                        aria-label={words.correcting(entry.sequence)}
                        onClick={() => correct(entry)}
                      >
                        {words.correct}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      </div>
    </section>
  );
}
