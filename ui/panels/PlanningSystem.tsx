import type { TpsComparison } from '../../core/index.ts';
import { shownDifference, shownValue } from '../../src/report/shown.ts';
import { useWords } from '../words/use-words.ts';
import { English } from './English.tsx';
import { Wide } from './Wide.tsx';
import styles from './PlanningSystem.module.css';

/** What the planning system reported beside what was computed here. */
export function PlanningSystem({ comparison }: { readonly comparison: TpsComparison }) {
  const { check: words, result: say } = useWords();
  const name = [comparison.system, comparison.version].filter((part) => part !== null).join(' ');
  return (
    <Wide label={words.tps}>
      <table className={styles.table}>
        <caption>
          {words.tps}
          {name !== '' && ` (${name})`}
        </caption>
        <thead>
          <tr>
            <th scope="col">{words.quantity}</th>
            <th scope="col">{words.planningSystem}</th>
            <th scope="col">{words.here}</th>
            <th scope="col">{words.difference}</th>
            <th scope="col">{words.explainedBy}</th>
          </tr>
        </thead>
        <tbody>
          {comparison.rows.map(({ quantity, unit, tps, here, difference, explainedBy }) => (
            <tr key={quantity}>
              <th scope="row">{quantity}</th>
              <td>{say.digits(shownValue(tps, unit))}</td>
              <td>{say.digits(shownValue(here, unit))}</td>
              <td>{say.digits(shownDifference(difference, unit, tps))}</td>
              <td>
                <English>{explainedBy ?? ''}</English>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
