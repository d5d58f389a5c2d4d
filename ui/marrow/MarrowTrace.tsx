import { useWords } from '../words/use-words.ts';
import { changeWords } from './marrow-change-words.ts';
import type { MarrowHistory } from './marrow-history.ts';
import styles from './marrow.module.css';

/** Everything that was changed on this screen, in order; what was taken back stays on the list. */
export function MarrowTrace({ history }: { readonly history: MarrowHistory }) {
  const words = useWords();
  const { done, undone } = history;
  return (
    <section>
      <h2>{words.marrow.trace}</h2>
      {done.length + undone.length === 0 ? (
        <p className={styles.soft}>{words.marrow.traceNone}</p>
      ) : (
        <ol className={styles.trace} tabIndex={0}>
          {done.map(({ change }, n) => (
            <li key={n}>{changeWords(change, words)}</li>
          ))}
          {[...undone].reverse().map(({ change }, n) => (
            <li key={`undone ${n}`} className={styles.undone}>
              {changeWords(change, words)} ({words.marrow.undone})
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
