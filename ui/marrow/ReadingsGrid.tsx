import type { MarrowResult } from '../../core/index.ts';
import { cm3, ratio, withRange } from '../../src/report/marrow-words.ts';
import { English } from '../panels/English.tsx';
import { useWords } from '../words/use-words.ts';
import type { Change } from './marrow-draft.ts';
import styles from './marrow.module.css';

interface ReadingsGridProps {
  readonly result: MarrowResult;
  readonly change: (change: Change) => void;
}

const SIGNS = { inside: '✓', outside: '✕', undecided: '?', 'not-evaluable': '–' } as const;

/** Every reading of the irradiation volume under every level, and the one that the protocol means. */
export function ReadingsGrid({ result, change }: ReadingsGridProps) {
  const {
    marrow: words,
    result: { digits },
  } = useWords();
  const { declared, readings, trial } = result;
  const limits = trial.levels.map(({ percent }) => percent);
  return (
    <section>
      <h2>{words.readings}</h2>
      <p className={styles.soft}>{words.readingsLead}</p>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={words.readings}>
        <table className={styles.table}>
          <thead>
            <tr>
              <td />
              <th scope="col">{words.reading}</th>
              <th scope="col">{words.nodes}</th>
              <th scope="col">{words.volume}</th>
              <th scope="col">{words.ofReserve}</th>
              {trial.levels.map(({ id, percent }) => (
                <th key={id} scope="col">
                  {words.levelOption(id, percent)}
                </th>
              ))}
              <th scope="col">{words.why}</th>
            </tr>
          </thead>
          <tbody>
            {readings.map(({ reading, nodes, volumeCm3, ratioPercent, levels, reason }) => {
              const isChosen = declared.reading === reading && declared.nodes === nodes;
              return (
                <tr key={`${reading} ${nodes}`} className={isChosen ? styles.chosen : undefined}>
                  <td>
                    <input
                      type="radio"
                      name="marrow-reading"
                      aria-label={words.readingOption(reading, nodes)}
                      checked={isChosen}
                      onChange={() => change({ kind: 'reading', reading: { reading, nodes } })}
                    />
                  </td>
                  <th scope="row">{reading}</th>
                  <td>{words.nodesOf[nodes]}</td>
                  <td className={styles.number}>{digits(cm3(volumeCm3))}</td>
                  <td className={styles.number}>{digits(withRange(ratioPercent, (value) => ratio(value, limits)))}</td>
                  {levels.map(({ level, outcome }) => (
                    <td key={level} className={`${styles.outcome ?? ''} ${styles[outcome] ?? ''}`}>
                      <span aria-hidden="true">{SIGNS[outcome]}</span> {words.outcomes[outcome]}
                    </td>
                  ))}
                  <td className={styles.soft}>
                    {reason === null || reason === result.level.reason ? null : <English>{reason}</English>}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {declared.reading !== null && (
        <p>
          <button type="button" className={styles.small} onClick={() => change({ kind: 'reading', reading: null })}>
            {words.noReading}
          </button>
        </p>
      )}
    </section>
  );
}
