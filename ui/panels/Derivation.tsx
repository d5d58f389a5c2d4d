import type { CaseFile, CheckResult, Finding } from '../../core/index.ts';
import { flipLines } from '../../src/report/flip-words.ts';
import { originLines } from '../../src/report/origin-words.ts';
import { asFound } from '../../src/report/rank.ts';
import { shownLimit, shownRange, shownValue } from '../../src/report/shown.ts';
import { useWords } from '../words/use-words.ts';
import { Colon } from './Colon.tsx';
import { Decide } from './Decide.tsx';
import { English } from './English.tsx';
import { Sign } from './Sign.tsx';
import styles from './Derivation.module.css';

interface DerivationProps {
  readonly result: CheckResult;
  readonly finding: Finding;
  /** The case to add a decision to. */
  readonly draft: CaseFile;
  readonly recheck: (draft: CaseFile) => void;
}

/** How one finding came about: value, interval, limit, readings, and where the record says so. */
export function Derivation({ result, finding, draft, recheck }: DerivationProps) {
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
          {words.settled}
          <Colon /> <English>{settledBy.words}.</English>
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
        <Lines heading={words.flips} lines={flipLines(found)} />
        <Lines heading={words.whyHere} lines={originLines(result, found)} />
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
      <Decide result={result} finding={finding} draft={draft} recheck={recheck} />
    </section>
  );
}

/** Sentences of a result under a heading; nothing where there are none. */
function Lines({ heading, lines }: { readonly heading: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div className={styles.pair}>
      <dt>{heading}</dt>
      <dd>
        {lines.map((line) => (
          <div key={line}>
            <English>{line}</English>
          </div>
        ))}
      </dd>
    </div>
  );
}
