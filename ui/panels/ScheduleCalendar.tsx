import type { ScheduleShown } from '../../src/worker/messages.ts';
import { useLanguage, useWords } from '../words/use-words.ts';
import { Colon } from './Colon.tsx';
import { English } from './English.tsx';
import { Wide } from './Wide.tsx';
import styles from '../screens/ScheduleScreen.module.css';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The weeks of a schedule, a day in each cell, with what is broken where it shows. */
export function ScheduleCalendar({ shown: { weeks, result } }: { readonly shown: ScheduleShown }) {
  const words = useWords().schedule;
  const language = useLanguage();
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const named = (date: string): string => day.format(new Date(`${date}T00:00Z`));
  const undated = result.fractions.filter(({ date }) => date === null);
  return (
    <section>
      <h2>{words.calendar}</h2>
      {weeks.length > 0 && (
        <Wide label={words.calendar}>
          <table className={styles.calendar}>
            <caption>{result.zone}</caption>
            <thead>
              <tr>
                {DAYS.map((each) => (
                  <th key={each} scope="col">
                    {words.days[each]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeks.map(({ monday, days }) => (
                <tr key={monday}>
                  {days.map(({ date, fractions, broken, passedOver }) => (
                    <td key={date}>
                      <time className={styles.day} dateTime={date}>
                        {named(date)}
                      </time>
                      {fractions.map(({ number, time, lesions, origin }) => (
                        <div
                          key={number}
                          className={[styles.fraction, origin === 'proposal' ? styles.proposal : ''].join(' ')}
                        >
                          <b>{time}</b> {words.fraction(number)}
                          {origin === 'proposal' && `, ${words.proposed}`}
                          {origin === 'record' && `, ${words.recorded}`}
                          <br />
                          {lesions.join(', ')}
                        </div>
                      ))}
                      {broken.map(({ rule, reading, from, words: why }) => (
                        <div key={`${rule} ${from} ${why}`} className={styles['fails']}>
                          {words.broken[rule]}
                          {reading === null ? '' : `, ${words.reading[reading]}`} ({words.since} {from}):{' '}
                          <English>{why}</English>
                        </div>
                      ))}
                      {passedOver !== null && (
                        <div className={styles.day}>
                          {words.leftOut}
                          <Colon /> <English>{passedOver}</English>
                        </div>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      {undated.length > 0 && (
        <p>
          {words.undated}: {undated.map(({ start }) => start).join(', ')}
        </p>
      )}
      {result.fractions.length === 0 && <p>{words.none}</p>}
    </section>
  );
}
