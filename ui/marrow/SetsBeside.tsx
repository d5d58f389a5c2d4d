import type { MarrowResult } from '../../core/index.ts';
import { setsBeside } from '../../src/report/marrow-words.ts';
import { English } from '../panels/English.tsx';
import { useWords } from '../words/use-words.ts';
import type { Change } from './marrow-draft.ts';
import styles from './marrow.module.css';

interface SetsBesideProps {
  readonly result: MarrowResult;
  readonly change: (change: Change) => void;
}

/** Ties, near-ties and greedy beside the proposal, each with why; any of them can be ticked. */
export function SetsBeside({ result, change }: SetsBesideProps) {
  const { marrow: words, result: say } = useWords();
  const sets = setsBeside(result);
  if (sets.length === 0) return null;
  return (
    <section>
      <h2>{words.beside}</h2>
      <p className={styles.soft}>{words.besideLead}</p>
      <table className={`${styles.table ?? ''} ${styles.sets ?? ''}`}>
        <thead>
          <tr>
            <td />
            <th scope="col">{words.set}</th>
            <th scope="col">{words.takes}</th>
            <th scope="col">{words.why}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {sets.map(({ kind, lesions, used, why }) => (
            <tr key={`${kind} ${lesions.join(' ')} ${why}`}>
              <th scope="row">{words.kinds[kind]}</th>
              <td>{lesions.join(', ') || words.nothing}</td>
              <td className={styles.number}>{say.digits(used)}</td>
              <td>
                <English>{why}</English>
              </td>
              <td>
                {kind !== 'proposal' && lesions.length > 0 && (
                  <button type="button" className={styles.small} onClick={() => change({ kind: 'pick', lesions })}>
                    {words.use}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
