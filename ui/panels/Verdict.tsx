import type { CheckResult } from '../../core/index.ts';
import { obstacles } from '../../src/report/obstacles.ts';
import { plainFacts } from '../../src/report/plain-facts.ts';
import { toneOf } from '../../src/report/rank.ts';
import { useWords } from '../words/use-words.ts';
import { Colon } from './Colon.tsx';
import { English } from './English.tsx';
import { Sign } from './Sign.tsx';
import styles from './Verdict.module.css';

/** The outcome of the whole plan in words, and what stands against a better one. */
export function Verdict({ result }: { readonly result: CheckResult }) {
  const { check: words, result: say } = useWords();
  const { outcome, summary, lesions } = result;
  const against = obstacles(result);
  const { facts, more } = plainFacts(result);
  const outright = summary.blockers.some(({ weight }) => weight === 'outright');
  return (
    <section className={`${styles.verdict ?? ''} ${styles[toneOf(outcome)] ?? ''}`} aria-label={words.verdict}>
      <p className={styles.outcome} role="status">
        <Sign outcome={outcome} words={say.overall(outcome)} />
      </p>
      <p>
        {say.counts(result)}. {say.beyond(result).join(' ')}
      </p>
      {lesions.length === 0 && <p className={styles.loud}>{words.noLesion}</p>}
      {say.vouched(result).map((line) => (
        <p key={line} className={styles.loud}>
          {line}
        </p>
      ))}
      {facts.length > 0 && (
        <>
          <p className={styles.loud}>
            {say.wrong}
            <Colon />
          </p>
          <ul>
            {facts.map((fact) => (
              <li key={`${fact.rule} ${fact.lesions.join(' ')}`}>{say.fact(fact)}</li>
            ))}
            {more > 0 && <li>{say.more(more)}</li>}
          </ul>
        </>
      )}
      {against.length > 0 && (
        <>
          <p className={styles.loud}>
            {outright ? words.nothingSettled : words.against}
            <Colon />
          </p>
          <ul>
            {against.map(({ kind, messages, remedy }) => (
              <li key={messages.join('\n')}>
                {messages.map((message) => (
                  <div key={message}>
                    <English>{message}</English>
                  </div>
                ))}
                {remedy !== null && (
                  <div className={styles.soft}>
                    {words.toDo}
                    <Colon /> <Remedy kind={kind} remedy={remedy} />
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

/** What a case file or an option would say has a place on the page; any other remedy is the result's own. */
function Remedy({ kind, remedy }: { readonly kind: string; readonly remedy: string }) {
  const own = (useWords().check.remedies as Readonly<Record<string, string>>)[kind];
  return own !== undefined && /"\w+":|--\w/.test(remedy) ? own : <English>{remedy}</English>;
}
