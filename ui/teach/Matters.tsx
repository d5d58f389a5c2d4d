import type { Interval } from '../../core/index.ts';
import { shownCoverage } from '../../src/report/shown.ts';
import { byEffect } from '../../src/report/what-matters.ts';
import type { TeachingNudge } from '../../src/worker/messages.ts';
import { useWords } from '../words/use-words.ts';
import { Outcome } from './Answer.tsx';
import styles from './Teach.module.css';

interface MattersProps {
  readonly nudges: readonly TeachingNudge[];
  /** Coverage of the PTV as the settings are. */
  readonly now: Interval | null;
  readonly isOpen: boolean;
  readonly open: () => void;
}

const LIMITS = [80, 90];

/** One setting at a time, a step down and a step up. */
export function Matters({ nudges, now, isOpen, open }: MattersProps) {
  const { teach: words, result } = useWords();
  return (
    <section>
      <h2>{words.matters}</h2>
      {!isOpen && (
        <button type="button" onClick={open}>
          {words.showMatters}
        </button>
      )}
      {isOpen && (
        <div className={styles.scroll} role="region" aria-label={words.matters} tabIndex={0}>
          <table className={styles.table}>
            <caption>{words.mattersLead}</caption>
            <thead>
              <tr>
                <th scope="col">{words.setting}</th>
                <th scope="col">{words.down}</th>
                <th scope="col">{words.up}</th>
              </tr>
            </thead>
            <tbody>
              {byEffect(nudges, now).map(({ name, moved }) => (
                <tr key={name}>
                  <th scope="row">{words.numbers[name]}</th>
                  {moved.map((each, n) => (
                    <td key={n}>
                      {each === null ? (
                        <span className={styles.soft}>{words.beyond}</span>
                      ) : (
                        <>
                          <span className={styles.soft}>{result.digits(String(each.to))}: </span>
                          {result.digits(shownCoverage(each.coverage, LIMITS))} <Outcome outcome={each.outcome} />
                        </>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
