import type { CheckResult } from '../../core/index.ts';
import styles from './CheckedLine.module.css';

/** How many rules were checked and which were not: always in sight. */
export function CheckedLine({ result }: { readonly result: CheckResult }) {
  return <p className={styles.line}>{result.summary.checkedLine}</p>;
}
