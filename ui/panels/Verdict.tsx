import type { CheckResult } from '../../core/index.ts';
import { obstacles } from '../../src/report/obstacles.ts';
import { toneOf } from '../../src/report/rank.ts';
import { beyondOutcome, countWords, provenance } from '../../src/report/summary-words.ts';
import { useWords } from '../words/use-words.ts';
import { Sign } from './Sign.tsx';
import styles from './Verdict.module.css';

/** The outcome of the whole plan in words, and what stands against a better one. */
export function Verdict({ result }: { readonly result: CheckResult }) {
  const { check: words, result: say } = useWords();
  const { outcome, summary, lesions } = result;
  const against = obstacles(result);
  const outright = summary.blockers.some(({ weight }) => weight === 'outright');
  return (
    <section className={`${styles.verdict ?? ''} ${styles[toneOf(outcome)] ?? ''}`} aria-label={words.verdict}>
      <p className={styles.outcome} role="status">
        <Sign outcome={outcome} words={say.overall(outcome)} />
      </p>
      <p>
        {countWords(result)}. {beyondOutcome(result).join(' ')}
      </p>
      {lesions.length === 0 && <p className={styles.loud}>{words.noLesion}</p>}
      {provenance(result).map((line) => (
        <p key={line} className={styles.loud}>
          {line}
        </p>
      ))}
      {against.length > 0 && (
        <>
          <p className={styles.loud}>{outright ? words.nothingSettled : words.against}:</p>
          <ul>
            {against.map(({ messages, remedy }) => (
              <li key={messages.join('\n')}>
                {messages.map((message) => (
                  <div key={message}>{message}</div>
                ))}
                {remedy !== null && (
                  <div className={styles.soft}>
                    {words.toDo}: {onThePage(remedy, words.remedyProposal)}
                  </div>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** A remedy that names options of the command line has another name here. */
function onThePage(remedy: string, instead: string): string {
  return remedy.includes('--write-case') ? instead : remedy;
}
