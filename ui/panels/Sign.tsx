import { SYMBOLS, toneOf } from '../../src/report/rank.ts';
import styles from './Sign.module.css';

interface SignProps {
  readonly outcome: string;
  readonly words: string;
  /** In dashes: the verdict is withheld. */
  readonly withheld?: boolean;
}

/** An outcome as sign, colour and words: never by colour alone. */
export function Sign({ outcome, words, withheld = false }: SignProps) {
  const tone = toneOf(outcome);
  return (
    <span className={`${styles.sign ?? ''} ${styles[tone] ?? ''}`}>
      <b aria-hidden="true" className={withheld ? styles.withheld : undefined}>
        {SYMBOLS[tone]}
      </b>
      {words}
    </span>
  );
}
