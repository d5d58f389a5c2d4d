import type { CheckResult } from '../../core/index.ts';
import { useWords } from '../words/use-words.ts';
import styles from './CheckedLine.module.css';

/** How many rules were checked and which were not: always in sight. */
export function CheckedLine({ result }: { readonly result: CheckResult }) {
  const { count, not, which } = useWords().result.checked(result);
  return (
    <p className={styles.line}>
      {count}
      {which !== '' && (
        <>
          {' '}
          {not} {which}
        </>
      )}
    </p>
  );
}
