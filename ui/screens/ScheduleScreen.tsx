import { useEffect, useState } from 'react';
import type { Weekday } from '../../core/index.ts';
import type { ScheduleShown, ScheduleWishes } from '../../src/worker/messages.ts';
import { parsedCase } from '../case-draft.ts';
import { saveFile } from '../files/save-file.ts';
import { Colon } from '../panels/Colon.tsx';
import { English } from '../panels/English.tsx';
import { ScheduleCalendar } from '../panels/ScheduleCalendar.tsx';
import { ScheduleRules } from '../panels/ScheduleRules.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './ScheduleScreen.module.css';

interface ScheduleScreenProps {
  readonly caseText: string;
  /** Puts a schedule into the case that is edited. */
  readonly keep: (schedule: NonNullable<ScheduleShown['caseSchedule']>) => void;
  readonly schedule: (wishes: Pick<ScheduleWishes, 'entered' | 'wish'>) => Promise<ScheduleShown>;
}

const DAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Fractions in a calendar, with what is broken; and a proposal that keeps the rule. */
export function ScheduleScreen({ caseText, keep, schedule }: ScheduleScreenProps) {
  const words = useWords().schedule;
  const [shown, setShown] = useState<ScheduleShown | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isWorking, setWorking] = useState(true);
  const [zone, setZone] = useState('');
  const [fractions, setFractions] = useState('');
  const [complete, setComplete] = useState(false);
  const [isKept, setKept] = useState(false);
  const [from, setFrom] = useState('');
  const [time, setTime] = useState('09:00');
  const [holidays, setHolidays] = useState('');
  const [weekdays, setWeekdays] = useState<readonly Weekday[]>(['mon', 'wed', 'fri']);

  const take = (wishes: Pick<ScheduleWishes, 'entered' | 'wish'>, then?: (answer: ScheduleShown) => void): void => {
    schedule(wishes).then(
      (answer) => {
        setWorking(false);
        setProblem(null);
        setShown(answer);
        then?.(answer);
      },
      (error: unknown) => {
        setWorking(false);
        setShown(null);
        setProblem(error instanceof Error ? error.message : String(error));
      },
    );
  };
  const ask = (wishes: Pick<ScheduleWishes, 'entered' | 'wish'>): void => {
    setWorking(true);
    setKept(false);
    take(wishes);
  };
  useEffect(() => {
    // What the case and the treatment records say, before anything is typed.
    take({ entered: null, wish: null }, ({ result }) => {
      setZone(result.zone ?? '');
      setComplete(parsedCase(caseText)?.schedule?.complete === true);
      const typed = result.fractions.filter(({ origin }) => origin === 'case');
      setFractions(typed.map(({ start, lesions }) => [start.replace('T', ' '), ...lesions].join(' ')).join('\n'));
    });
    // A case has one schedule; `schedule` is made anew each time the page is drawn.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [caseText]);

  const hasSchedule = parsedCase(caseText)?.schedule?.fractions !== undefined;
  const entered = { zone: zone.trim(), fractions, complete };
  const name = shown?.result.subject ?? 'schedule';
  return (
    <>
      <h1>{words.heading}</h1>
      <p>{words.lead}</p>
      <div className={styles.form}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            ask({ entered, wish: null });
          }}
        >
          <fieldset>
            <legend>{words.known}</legend>
            <label className={styles.field}>
              <span>{words.zone}</span>
              <input
                value={zone}
                autoComplete="off"
                spellCheck={false}
                aria-describedby="zone-help"
                onChange={({ currentTarget }) => setZone(currentTarget.value)}
              />
            </label>
            <p className={styles.help} id="zone-help">
              {words.zoneHelp}
            </p>
            <label className={styles.field}>
              <span>{words.fractions}</span>
              <textarea
                value={fractions}
                spellCheck={false}
                aria-describedby="fractions-help"
                onChange={({ currentTarget }) => setFractions(currentTarget.value)}
              />
            </label>
            <p className={styles.help} id="fractions-help">
              {words.fractionsHelp}
            </p>
            <p>
              <label>
                <input
                  type="checkbox"
                  checked={complete}
                  onChange={({ currentTarget }) => setComplete(currentTarget.checked)}
                />{' '}
                {words.complete}
              </label>
            </p>
            <button type="submit">{words.check}</button>
          </fieldset>
        </form>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            ask({ entered, wish: { from, weekdays, time, holidays } });
          }}
        >
          <fieldset>
            <legend>{words.proposal}</legend>
            <div className={styles.pair}>
              <label className={styles.field}>
                <span>{words.from}</span>
                <input
                  type="date"
                  required
                  value={from}
                  onChange={({ currentTarget }) => setFrom(currentTarget.value)}
                />
              </label>
              <label className={styles.field}>
                <span>{words.time}</span>
                <input
                  type="time"
                  required
                  value={time}
                  onChange={({ currentTarget }) => setTime(currentTarget.value)}
                />
              </label>
            </div>
            <fieldset className={styles.days}>
              <legend>{words.weekdays}</legend>
              {DAYS.map((day) => (
                <label key={day}>
                  <input
                    type="checkbox"
                    checked={weekdays.includes(day)}
                    onChange={({ currentTarget }) =>
                      setWeekdays(currentTarget.checked ? [...weekdays, day] : weekdays.filter((each) => each !== day))
                    }
                  />{' '}
                  {words.days[day]}
                </label>
              ))}
            </fieldset>
            <label className={styles.field}>
              <span>{words.holidays}</span>
              <input
                value={holidays}
                autoComplete="off"
                aria-describedby="holidays-help"
                onChange={({ currentTarget }) => setHolidays(currentTarget.value)}
              />
            </label>
            <p className={styles.help} id="holidays-help">
              {words.holidaysHelp}
            </p>
            <button type="submit">{words.propose}</button>
          </fieldset>
        </form>
      </div>
      <div role="status" aria-live="polite">
        {isWorking && <p>{words.working}</p>}
        {shown !== null && (
          <p className={[styles.verdict, styles[shown.result.outcome] ?? ''].join(' ')}>
            {words.overall[shown.result.outcome]}
          </p>
        )}
      </div>
      {problem !== null && (
        <p role="alert" className={styles['fails']}>
          {words.cannot}
          <Colon /> {problem}
        </p>
      )}
      {shown !== null && (
        <>
          <p className={styles.buttons}>
            <button
              type="button"
              disabled={shown.calendar === null}
              onClick={() => {
                saveFile(`${name}.ics`, 'text/calendar', shown.calendar ?? '');
              }}
            >
              {words.saveCalendar}
            </button>
            <button
              type="button"
              onClick={() => {
                saveFile(`${name}-schedule.json`, 'application/json', shown.json);
              }}
            >
              {words.saveJson}
            </button>
            {shown.caseSchedule !== null && (
              <button
                type="button"
                onClick={() => {
                  if (shown.caseSchedule !== null) keep(shown.caseSchedule);
                  setKept(true);
                }}
              >
                {words.keep}
              </button>
            )}
            {hasSchedule && (
              <button type="button" onClick={() => saveFile('case.json', 'application/json', caseText)}>
                {words.saveCase}
              </button>
            )}
          </p>
          <div role="status">{isKept && <p>{words.kept}</p>}</div>
          {shown.calendar === null && shown.result.fractions.length > 0 && (
            <p className={styles.help}>{words.noCalendar}</p>
          )}
          <ScheduleCalendar shown={shown} />
          <ScheduleRules result={shown.result} />
          {shown.result.warnings.length > 0 && (
            <>
              <h2>{words.warnings}</h2>
              <ul>
                {shown.result.warnings.map((warning) => (
                  <li key={warning}>
                    <English>{warning}</English>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </>
  );
}
