import type { MarrowResult } from '../../core/index.ts';
import { verdictsOf } from '../../src/report/marrow-words.ts';
import { English } from '../panels/English.tsx';
import { useWords } from '../words/use-words.ts';
import type { Change } from './marrow-draft.ts';
import styles from './marrow.module.css';

interface MarrowVerdictsProps {
  readonly result: MarrowResult;
  readonly change: (change: Change) => void;
}

const TONES = { fine: styles.fine, bad: styles.bad, open: styles.waiting } as const;
const SIGNS = { fine: '✓', bad: '✕', open: '?' } as const;

/** Level, exclusion, proposal and the user's own set, each with its reason; and the ways out where priority lesions exceed. */
export function MarrowVerdicts({ result, change }: MarrowVerdictsProps) {
  const { marrow: words, result: say } = useWords();
  const { selection } = result;
  return (
    <>
      <div className={styles.verdicts}>
        {verdictsOf(result).map(({ title, tone, sentences: [first = '', ...rest] }) => (
          <section
            key={title}
            className={`${styles.verdict ?? ''} ${TONES[tone] ?? ''}`}
            aria-label={say.sentence(title) ?? title}
          >
            <p className={styles.soft}>
              <English>{title}</English>
            </p>
            <strong>
              <span aria-hidden="true">{SIGNS[tone]}</span> <English>{first}</English>
            </strong>
            {rest.map((sentence) => (
              <p key={sentence}>
                <English>{sentence}</English>
              </p>
            ))}
          </section>
        ))}
      </div>
      {selection.status === 'priority-exceeds-level' && (
        <section className={styles.problem}>
          <h2>{words.exceeds}</h2>
          <p>{words.exceedsLead}</p>
          <ul>
            {selection.options.map(({ words: said, level, lesions, readings }) => (
              <li key={said}>
                <English>{said}</English>{' '}
                {level !== null && (
                  <button type="button" className={styles.small} onClick={() => change({ kind: 'level', level })}>
                    {words.tryLevel(level)}
                  </button>
                )}
                {lesions !== null && (
                  <button type="button" className={styles.small} onClick={() => change({ kind: 'pick', lesions })}>
                    {words.use}
                  </button>
                )}
                {readings.map((reading) => (
                  <button
                    key={`${reading.reading} ${reading.nodes}`}
                    type="button"
                    className={styles.small}
                    onClick={() => change({ kind: 'reading', reading })}
                  >
                    {words.tryReading(reading.reading, reading.nodes)}
                  </button>
                ))}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
