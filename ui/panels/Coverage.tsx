import type { CheckResult } from '../../core/index.ts';
import { coverageBars, coverageLimits } from '../../src/report/coverage-bars.ts';
import { coverageSvg } from '../../src/report/coverage-svg.ts';
import { useWords } from '../words/use-words.ts';
import { Drawing } from './Drawing.tsx';
import styles from './Coverage.module.css';

/** Coverage of every target with its interval against the limits. Every bar carries its numbers. */
export function Coverage({ result }: { readonly result: CheckResult }) {
  const words = useWords().check;
  const bars = coverageBars(result);
  if (bars.length === 0) return null;
  return (
    <section>
      <h2>{words.coverage}</h2>
      <figure className={styles.figure}>
        <Drawing markup={coverageSvg(bars, coverageLimits(result))} />
        <figcaption>{words.coverageLead(result.conventions.intervalMeans)}</figcaption>
      </figure>
    </section>
  );
}
