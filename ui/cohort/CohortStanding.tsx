import type { CohortNext, CohortStatus } from '../../core/index.ts';
import { ratioWords } from '../../src/report/cohort-status-text.ts';
import type { LedgerView } from '../../src/worker/ledger-messages.ts';
import { saveFile } from '../files/save-file.ts';
import { Colon } from '../panels/Colon.tsx';
import { English } from '../panels/English.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './cohort.module.css';
import { HeadedTable } from './HeadedTable.tsx';

interface CohortStandingProps {
  readonly view: LedgerView;
  readonly choose: (trial: string) => void;
  readonly assign: (next: CohortNext['next']) => void;
}

/** Who is next and why, and what the ledger says of levels, subjects and decisions. */
export function CohortStanding({ view, choose, assign }: CohortStandingProps) {
  const words = useWords().ledger;
  const { status, next, trials } = view;
  const answered = next !== null && 'result' in next ? next : null;
  return (
    <>
      {trials.length > 1 && (
        <p>
          <label>
            {words.trial}{' '}
            <select value={status.result.trial ?? ''} onChange={({ currentTarget }) => choose(currentTarget.value)}>
              {trials.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
        </p>
      )}
      <section aria-label={words.next}>
        <h2>{words.next}</h2>
        {next === null && <p>{words.needsDesign}</p>}
        {next !== null && !('result' in next) && (
          <p role="alert" className={styles.bad}>
            {words.refused}
            <Colon /> <English>{next.message}</English>
          </p>
        )}
        {answered !== null && <Next next={answered.result.next} assign={assign} />}
      </section>
      <Levels status={status.result} next={answered?.result ?? null} />
      <Subjects status={status.result} />
      <Said status={status.result} />
      <p className={styles.buttons}>
        <button type="button" onClick={() => saveFile('cohort-status.json', 'application/json', status.json)}>
          {words.saveStatus}
        </button>
        {answered !== null && (
          <button type="button" onClick={() => saveFile('cohort-next.json', 'application/json', answered.json)}>
            {words.saveNext}
          </button>
        )}
      </p>
    </>
  );
}

function Next({ next, assign }: { readonly next: CohortNext['next']; readonly assign: CohortStandingProps['assign'] }) {
  const words = useWords().ledger;
  const { action, reason, whatIf, warnings } = next;
  return (
    <>
      <p className={[styles.answer, action === 'assign' ? '' : styles.waits].join(' ')}>
        <b>{words.answer(next)}</b>
        <br />
        {words.reason}
        <Colon /> <English>{reason}.</English>
      </p>
      {action === 'assign' && (
        <p>
          <button type="button" onClick={() => assign(next)}>
            {words.assign}
          </button>
        </p>
      )}
      {warnings.length > 0 && <Notes lines={warnings} />}
      {whatIf.length > 0 && (
        <HeadedTable
          caption={words.whatIf}
          head={words.whatIfHead}
          rows={whatIf.map(({ toxicities, action: then, level, chosen, reason: why }) => {
            const when = toxicities
              .map((each) => words.whatIfCase(each.toxicities, each.pending, each.level))
              .join(', ');
            return {
              key: when,
              cells: [when, words.whatIfAnswer(then, then === 'assign' ? level : chosen), <English>{why}</English>],
            };
          })}
        />
      )}
    </>
  );
}

/** With a design, every level that it has, and who does not test his; without, the levels that somebody has. */
function Levels({ status, next }: { readonly status: CohortStatus; readonly next: CohortNext | null }) {
  const { ledger: words, result: say } = useWords();
  const ratio = (percent: number): string => say.digits(ratioWords(percent));
  const rows =
    next === null
      ? status.levels.map((at) => ({ ...at, percent: null, achieved: null, notTesting: null }))
      : next.next.levels;
  if (rows.length === 0) return <p>{words.noLevel}</p>;
  return (
    <section>
      <h2>{words.levels}</h2>
      <HeadedTable
        caption={words.levels}
        isHeaded
        head={words.levelHead}
        numbers={[1, 2, 3, 4, 5]}
        rows={rows.map(({ level, percent, subjects, toxicities, pending, notEvaluable, achieved, notTesting }) => ({
          key: String(level),
          cells: [
            level,
            percent === null ? '' : `${say.digits(String(percent))} %`,
            subjects,
            toxicities,
            pending,
            notEvaluable,
            achieved === null ? '' : `${ratio(achieved.lowestPercent)} – ${ratio(achieved.highestPercent)}`,
            notTesting === null ? '' : notTesting.length === 0 ? words.nothing : <b>{notTesting.join(', ')}</b>,
          ],
        }))}
      />
    </section>
  );
}

function Subjects({ status: { subjects } }: { readonly status: CohortStatus }) {
  const { ledger: words, result: say } = useWords();
  if (subjects.length === 0) return <p>{words.noSubject}</p>;
  const option = (value: string | null): string => (value === null ? words.nothing : (words.options[value] ?? value));
  return (
    <section>
      <h2>{words.subjects}</h2>
      <HeadedTable
        caption={words.subjects}
        isHeaded
        head={words.subjectHead}
        numbers={[1, 4, 5, 7]}
        rows={subjects.map((subject) => ({
          key: subject.id,
          cells: [
            subject.id,
            subject.level ?? words.nothing,
            option(subject.screening),
            option(subject.planCheck),
            say.digits(ratioWords(subject.achievedPercent)),
            say.digits(ratioWords(subject.attainablePercent)),
            subject.start ?? words.nothing,
            subject.fractions,
            option(subject.toxicity),
          ],
        }))}
      />
    </section>
  );
}

function Said({ status: { decisions, readings, warnings } }: { readonly status: CohortStatus }) {
  const words = useWords().ledger;
  return (
    <>
      {warnings.length > 0 && <Notes lines={warnings} />}
      {decisions.length > 0 && (
        <section>
          <h2>{words.decisions}</h2>
          <ul>
            {decisions.map(({ sequence, subject, level, decision, reason }) => (
              <li key={sequence}>
                {[subject, level === null ? null : `${words.fields['level'] ?? ''} ${String(level)}`]
                  .filter((part) => part !== null)
                  .map((part) => `${part}: `)
                  .join('')}
                {decision} ({reason})
              </li>
            ))}
          </ul>
        </section>
      )}
      {readings.length > 0 && (
        <section>
          <h2>{words.readings}</h2>
          <ul>
            {readings.map(({ subject, reading, option, reason }) => (
              <li key={`${subject ?? ''} ${reading}`}>
                {subject === null ? '' : `${subject}: `}
                {reading} = {option} ({reason})
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Notes({ lines }: { readonly lines: readonly string[] }) {
  const words = useWords().ledger;
  return (
    <div className={styles.note}>
      <b>{words.toNote}</b>
      <ul>
        {lines.map((line) => (
          <li key={line}>
            <English>{line}</English>
          </li>
        ))}
      </ul>
    </div>
  );
}
