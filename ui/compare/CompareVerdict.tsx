import type { CompareResult } from '../../core/index.ts';
import { toneOf } from '../../src/report/rank.ts';
import { Colon } from '../panels/Colon.tsx';
import { English } from '../panels/English.tsx';
import { Sign } from '../panels/Sign.tsx';
import { useWords } from '../words/use-words.ts';
import styles from '../panels/Verdict.module.css';

/** What became of the classes on the whole, and what either plan comes to. */
export function CompareVerdict({ result }: { readonly result: CompareResult }) {
  const { compare: words, result: say } = useWords();
  const { outcome, findings, remarks, plans } = result;
  return (
    <section className={`${styles.verdict ?? ''} ${styles[toneOf(outcome)] ?? ''}`} aria-label={words.verdict}>
      <p className={styles.outcome} role="status">
        <Sign outcome={outcome} words={words.outcomes[outcome]} />
      </p>
      <p>{words.counted(findings.length, findings.filter(({ flips }) => flips).length)}</p>
      {remarks.length > 0 && (
        <ul>
          {remarks.map((remark) => (
            <li key={remark}>
              <English>{remark}</English>
            </li>
          ))}
        </ul>
      )}
      {(['a', 'b'] as const).map((side) => {
        const { outcome: of, lesions, rulesChecked, rulesTotal, blockers } = plans[side];
        return (
          <p key={side}>
            <b>{side.toUpperCase()}</b>
            <Colon /> {words.planSays(say.overall(of), lesions, rulesChecked, rulesTotal)}
            {blockers.length > 0 && (
              <>
                {' '}
                {words.against}
                <Colon /> <English>{blockers.join('; ')}</English>.
              </>
            )}
          </p>
        );
      })}
    </section>
  );
}
