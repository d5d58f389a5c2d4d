import type { Interval } from '../../core/index.ts';
import { coverageSvg } from '../../src/report/coverage-svg.ts';
import type { CoverageBar } from '../../src/report/coverage-svg.ts';
import { shownCoverage, shownRange, shownValue, shownVolume } from '../../src/report/shown.ts';
import type { TaughtFinding, TeachingGlance, TeachingVerdict } from '../../src/worker/messages.ts';
import { Drawing } from '../panels/Drawing.tsx';
import { Colon } from '../panels/Colon.tsx';
import { English } from '../panels/English.tsx';
import { Sign } from '../panels/Sign.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './Teach.module.css';

/** Where the classes of coverage change, for digits and lines. */
const LIMITS = [80, 90];

interface AnswerProps {
  readonly glance: TeachingGlance;
  readonly verdict: TeachingVerdict | null;
}

/** Truth, value, interval and class of both targets, and the sentences that decide. */
export function Answer({ glance, verdict }: AnswerProps) {
  const all = useWords();
  const words = all.teach;
  const digits = all.result.digits;
  const rows = (['ptv', 'gtv'] as const).map((role) => {
    const { truth, computedPercent, computedCm3 } = glance[role];
    const target = verdict?.lesion[role] ?? null;
    const taught = verdict?.findings.find(({ finding }) => finding.rule.endsWith(`/${role}-coverage`)) ?? null;
    return { role, truth, computedPercent, computedCm3, target, taught };
  });
  const bars = rows.flatMap(({ role, truth, computedPercent, target }): CoverageBar[] => {
    if (computedPercent === null) return [];
    const coverage: Interval = target?.coveragePercent ?? {
      value: computedPercent,
      low: computedPercent,
      high: computedPercent,
    };
    return [
      {
        label: role.toUpperCase(),
        role,
        coverage,
        best: target?.coverageBestEstimatePercent ?? null,
        shown: digits(shownCoverage(coverage, LIMITS)),
        truth: truth.coveragePercent,
      },
    ];
  });
  const waiting = verdict === null ? `${words.working} …` : '-';
  return (
    <>
      <section>
        <h2>{words.coverage}</h2>
        <Drawing
          markup={coverageSvg(bars, LIMITS, { label: all.check.coverageLabel, limit: all.check.limit, digits })}
        />
        <p className={styles.soft}>{words.coverageLead}</p>
        <div className={styles.scroll} role="region" aria-label={words.coverage} tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{words.target}</th>
                <th scope="col">{words.volume}</th>
                <th scope="col">{words.truth}</th>
                <th scope="col">{words.computed}</th>
                <th scope="col">{words.interval}</th>
                <th scope="col">{words.best}</th>
                <th scope="col">{words.outcome}</th>
                <th scope="col">{words.ofTruth}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ role, truth, computedPercent, computedCm3, target, taught }) => (
                <tr key={role}>
                  <th scope="row">{role.toUpperCase()}</th>
                  <td>{computedCm3 === null ? words.notDrawn : digits(shownVolume(computedCm3))}</td>
                  <td>
                    {digits(shownValue(truth.coveragePercent, '%', LIMITS))}
                    <span className={styles.small}>
                      {truth.method === 'closed-form'
                        ? words.closedForm
                        : words.within(digits(truth.errorPercent.toPrecision(1)))}
                    </span>
                  </td>
                  <td>{computedPercent === null ? '-' : digits(shownValue(computedPercent, '%', LIMITS))}</td>
                  <td>
                    {target === null || target.coveragePercent === null
                      ? waiting
                      : digits(shownRange(target.coveragePercent.low, target.coveragePercent.high, '%', LIMITS)) || '-'}
                  </td>
                  <td>
                    {target === null ? waiting : digits(shownValue(target.coverageBestEstimatePercent, '%', LIMITS))}
                  </td>
                  <td>{taught === null ? waiting : <Outcome outcome={taught.finding.outcome} />}</td>
                  <td>{taught?.ofTruth == null ? waiting : <Outcome outcome={taught.ofTruth} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className={styles.soft}>{words.maximum(digits(shownValue(glance.maximumGy, 'Gy')))}</p>
      </section>
      <section aria-live="polite">
        <h2>{words.rules}</h2>
        {verdict === null ? (
          <p className={styles.soft}>{words.working} …</p>
        ) : (
          <ul className={styles.findings}>
            {verdict.findings.map((taught) => (
              <Taught key={taught.finding.rule} taught={taught} />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function Taught({ taught: { finding, items } }: { readonly taught: TaughtFinding }) {
  const words = useWords();
  const isCoverage = finding.rule.endsWith('coverage');
  const said = words.result.said(finding);
  return (
    <li>
      <strong>{words.result.rule(finding.rule)}</strong>
      <Colon /> <Outcome outcome={finding.outcome} />{' '}
      <span className={styles.soft}>
        {said !== words.result.short(finding.outcome) && <English>{said}</English>} ({finding.cite.registry})
      </span>
      <ul className={styles.sentences}>
        {items.map(({ item, words: sentence, decides }) => (
          <li key={item} className={decides && isCoverage ? styles.decides : styles.soft}>
            <b>{item}</b> <English>{sentence}</English>
            {decides && isCoverage && <em> ← {words.teach.decides}</em>}
          </li>
        ))}
      </ul>
    </li>
  );
}

export function Outcome({ outcome }: { readonly outcome: TaughtFinding['finding']['outcome'] }) {
  const words = useWords().result;
  return <Sign outcome={outcome} words={words.short(outcome)} />;
}
