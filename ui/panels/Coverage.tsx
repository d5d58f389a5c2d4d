import type { CheckResult } from '../../core/index.ts';
import { coverageBars, coverageLimits } from '../../src/report/coverage-bars.ts';
import { coverageSvg } from '../../src/report/coverage-svg.ts';
import { useWords } from '../words/use-words.ts';
import { Drawing } from './Drawing.tsx';
import styles from './Coverage.module.css';

/** Coverage of every target with its interval against the limits. Every bar carries its numbers. */
export function Coverage({ result }: { readonly result: CheckResult }) {
  const { check: words, result: say } = useWords();
  const bars = coverageBars(result);
  const { intervalMeans } = result.conventions;
  if (bars.length === 0) return null;
  return (
    <section>
      <h2>{words.coverage}</h2>
      <figure className={styles.figure}>
        <Drawing
          markup={coverageSvg(bars, coverageLimits(result), {
            label: words.coverageLabel,
            limit: words.limit,
            digits: say.digits,
          })}
        />
        <figcaption>{words.coverageLead(say.sentence(intervalMeans) ?? intervalMeans)}</figcaption>
      </figure>
    </section>
  );
}
