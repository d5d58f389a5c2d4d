import type { ScreenCriterion, ScreenResult, ScreenTrial } from '../../core/index.ts';
import { useWords } from '../words/use-words.ts';
import { English } from './English.tsx';
import styles from './Screening.module.css';
import { Wide } from './Wide.tsx';

const SHOWN_MISSING = 8;
const GROUPS = ['disease', 'patient', 'formal'] as const;

/** The answer: every trial in a line, what is missing, and the reasons of each trial. */
export function ScreeningResult({ result }: { readonly result: ScreenResult }) {
  const words = useWords().screening;
  const { trials, missing, questions, together } = result;
  return (
    <>
      <Wide label={words.result}>
        <table className={styles.table}>
          <caption>{words.result}</caption>
          <thead>
            <tr>
              <th scope="col">{words.trial}</th>
              <th scope="col">{words.outcome}</th>
              <th scope="col">{words.why}</th>
            </tr>
          </thead>
          <tbody>
            {trials.map((trial) => (
              <tr key={trial.id}>
                <th scope="row">{trial.acronym}</th>
                <td className={styles[trial.outcome]}>{words.trialOutcomes[trial.outcome]}</td>
                <td>
                  <English>{reasonOf(trial)}</English>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <Lines heading={words.questions} lines={questions} />
      {missing.length > 0 && (
        <section>
          <h2>{words.missing}</h2>
          <ol>
            {missing.slice(0, SHOWN_MISSING).map(({ what, trials: of }) => (
              <li key={what}>
                <English>{what}</English> <small>({of.join(', ')})</small>
              </li>
            ))}
          </ol>
          {missing.length > SHOWN_MISSING && <p>{words.moreMissing(missing.length - SHOWN_MISSING)}</p>}
        </section>
      )}
      <Lines heading={words.together} lines={together} />
      {trials.map((trial) => (
        <TrialReasons key={trial.id} trial={trial} />
      ))}
    </>
  );
}

function Lines({ heading, lines }: { readonly heading: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h2>{heading}</h2>
      <ul>
        {lines.map((line) => (
          <li key={line}>
            <English>{line}</English>
          </li>
        ))}
      </ul>
    </section>
  );
}

function TrialReasons({ trial }: { readonly trial: ScreenTrial }) {
  const words = useWords().screening;
  return (
    <details>
      <summary>
        {trial.acronym} ({trial.registry}): <English>{trial.words}</English>
      </summary>
      {GROUPS.map((group) => {
        const criteria = trial.criteria.filter((criterion) => criterion.group === group);
        if (criteria.length === 0) return null;
        const caption = `${trial.acronym}: ${words.criteria[group]}`;
        return (
          <Wide key={group} label={caption}>
            <table className={styles.table}>
              <caption>{caption}</caption>
              <thead>
                <tr>
                  {[words.criterion, words.outcome, words.found, words.limit, words.item].map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {criteria.map((criterion) => (
                  <CriterionRow key={criterion.id} criterion={criterion} />
                ))}
              </tbody>
            </table>
          </Wide>
        );
      })}
    </details>
  );
}

function CriterionRow({ criterion }: { readonly criterion: ScreenCriterion }) {
  const words = useWords().screening;
  const { kind, name, outcome, value, limit, cite, reading, readings } = criterion;
  const differ = new Set(readings.map((each) => each.outcome)).size > 1;
  return (
    <tr>
      <th scope="row">
        <English>{name}</English>
        {reading !== null && differ && (
          <small className={styles.reading}>
            <English>
              {reading.question}{' '}
              {readings.map((each) => `${each.name}: ${words.outcomes[kind][each.outcome]}`).join('; ')}
            </English>
          </small>
        )}
      </th>
      <td className={styles[outcome]}>{words.outcomes[kind][outcome]}</td>
      <td>{value ?? ''}</td>
      <td>{limit ?? ''}</td>
      <td>{cite.item}</td>
    </tr>
  );
}

/** What bars, or what is missing first. */
function reasonOf({ outcome, criteria, missing, words }: ScreenTrial): string {
  const named = (wanted: ScreenCriterion['outcome']): string =>
    criteria
      .flatMap((criterion) => (criterion.outcome === wanted ? [`${criterion.name} [${criterion.cite.item}]`] : []))
      .join('; ');
  if (outcome === 'barred') return named('fails');
  if (outcome === 'depends-on-reading') return named('depends-on-reading');
  return outcome === 'unknown' ? (missing[0] ?? words) : words;
}
