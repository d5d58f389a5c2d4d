import type { TpsComparison } from '../../core/index.ts';
import { shownDifference, shownValue } from '../../src/report/shown.ts';
import { useWords } from '../words/use-words.ts';
import styles from './PlanningSystem.module.css';

/** What the planning system reported beside what was computed here. */
export function PlanningSystem({ comparison }: { readonly comparison: TpsComparison }) {
  const words = useWords().check;
  const name = [comparison.system, comparison.version].filter((part) => part !== null).join(' ');
  return (
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
            <td>{shownValue(tps, unit)}</td>
            <td>{shownValue(here, unit)}</td>
            <td>{shownDifference(difference, unit, tps)}</td>
            <td>{explainedBy ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
