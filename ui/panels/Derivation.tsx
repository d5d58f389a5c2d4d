import type { CheckResult, Finding } from '../../core/index.ts';
import { asFound } from '../../src/report/rank.ts';
import { shownLimit, shownRange, shownValue } from '../../src/report/shown.ts';
import { useWords } from '../words/use-words.ts';
import { English } from './English.tsx';
import { Sign } from './Sign.tsx';
import styles from './Derivation.module.css';

interface DerivationProps {
  readonly result: CheckResult;
  readonly finding: Finding;
}

/** How one finding came about: value, interval, limit, readings, and where the record says so. */
export function Derivation({ result, finding }: DerivationProps) {
  const { check: words, result: say } = useWords();
  const found = asFound(finding);
  const { rule, roiName, metric, value, low, high, limit, unit, cite, reason, readings, settledBy } = found;
  const limits = limit === null ? [] : [limit];
  const range = say.digits(shownRange(low, high, unit, limits));
  const distance = say.distance(found);
  const said = say.said(found);
  return (
    <section className={styles.derivation} aria-label={`${words.derivation}: ${finding.lesion}, ${say.rule(rule)}`}>
      <h3>
        {say.rule(rule)}
        {roiName !== null && <span className={styles.soft}> {roiName}</span>}
      </h3>
      <p className={styles.words}>
        <Sign outcome={found.outcome} words={said} withheld={finding.withheld !== undefined} />
      </p>
      {finding.withheld !== undefined && finding.reason !== null && (
        <p>
          <English>{finding.reason}</English>
        </p>
      )}
      {reason !== null && !said.includes(reason) && (
        <p>
          <English>{reason}</English>
        </p>
      )}
      {settledBy !== undefined && (
        <p>
          {words.settled}: <English>{settledBy.words}.</English>
        </p>
      )}
      <dl className={styles.facts}>
        <dt>{metric}</dt>
        <dd>{say.digits(shownValue(value, unit, limits))}</dd>
        {range !== '' && (
          <>
            <dt>{words.interval}</dt>
            <dd>
              {range} {unit}{' '}
              <span className={styles.soft}>
                (<English>{result.conventions.intervalMeans}</English>)
              </span>
            </dd>
          </>
        )}
        {limit !== null && (
          <>
            <dt>{words.limit}</dt>
            <dd>
              {say.digits(shownLimit(limit, unit).replace(/^limit /, ''))}
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
              {say.digits(shownValue(reading.value, unit, reading.limit === null ? [] : [reading.limit]))}
              {reading.limit !== null &&
                ` (${words.limit} ${say.digits(shownLimit(reading.limit, unit).replace(/^limit /, ''))})`}
              , {say.short(reading.outcome)}
            </dd>
          </div>
        ))}
        <dt>{words.citation}</dt>
        <dd>
          {cite.registry}, {cite.section}
          {cite.item.split(', ').map((item) => (
            <div key={item}>
              <b>{item}</b> <English>{result.trial.items?.find((each) => each.item === item)?.words ?? ''}</English>
            </div>
          ))}
        </dd>
      </dl>
    </section>
  );
}
