import { shortWords, wordsOf } from '../../core/index.ts';
import type { CheckResult, Finding } from '../../core/index.ts';
import { asFound } from '../../src/report/rank.ts';
import { distanceToLimit, ruleTitle, shownLimit, shownRange, shownValue } from '../../src/report/shown.ts';
import { useWords } from '../words/use-words.ts';
import { Sign } from './Sign.tsx';
import styles from './Derivation.module.css';

interface DerivationProps {
  readonly result: CheckResult;
  readonly finding: Finding;
}

/** How one finding came about: value, interval, limit, readings, and where the record says so. */
export function Derivation({ result, finding }: DerivationProps) {
  const words = useWords().check;
  const found = asFound(finding);
  const { rule, roiName, metric, value, low, high, limit, unit, cite, reason, readings, settledBy } = found;
  const limits = limit === null ? [] : [limit];
  const range = shownRange(low, high, unit, limits);
  const distance = distanceToLimit(found);
  const said = wordsOf(found);
  return (
    <section className={styles.derivation} aria-label={`${words.derivation}: ${finding.lesion}, ${ruleTitle(rule)}`}>
      <h3>
        {ruleTitle(rule)}
        {roiName !== null && <span className={styles.soft}> {roiName}</span>}
      </h3>
      <p className={styles.words}>
        <Sign outcome={found.outcome} words={said} withheld={finding.withheld !== undefined} />
      </p>
      {finding.withheld !== undefined && finding.reason !== null && <p>{finding.reason}</p>}
      {reason !== null && !said.includes(reason) && <p>{reason}</p>}
      {settledBy !== undefined && (
        <p>
          {words.settled}: {settledBy.words}.
        </p>
      )}
      <dl className={styles.facts}>
        <dt>{metric}</dt>
        <dd>{shownValue(value, unit, limits)}</dd>
        {range !== '' && (
          <>
            <dt>{words.interval}</dt>
            <dd>
              {range} {unit} <span className={styles.soft}>({result.conventions.intervalMeans})</span>
            </dd>
          </>
        )}
        {limit !== null && (
          <>
            <dt>{words.limit}</dt>
            <dd>
              {shownLimit(limit, unit).replace(/^limit /, '')}
              {distance !== null && <span className={styles.soft}> ({distance})</span>}
            </dd>
          </>
        )}
        {readings.map((reading) => (
          <div key={reading.name} className={styles.pair}>
            <dt>
              {words.readAs} <em>{reading.name}</em>
            </dt>
            <dd>
              {shownValue(reading.value, unit, reading.limit === null ? [] : [reading.limit])}
              {reading.limit !== null && ` (${shownLimit(reading.limit, unit)})`}, {shortWords(reading.outcome)}
            </dd>
          </div>
        ))}
        <dt>{words.citation}</dt>
        <dd>
          {cite.registry}, {cite.section}
          {cite.item.split(', ').map((item) => (
            <div key={item}>
              <b>{item}</b> {result.trial.items?.find((each) => each.item === item)?.words ?? ''}
            </div>
          ))}
        </dd>
      </dl>
    </section>
  );
}
