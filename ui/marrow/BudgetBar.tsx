import type { MarrowResult } from '../../core/index.ts';
import { budgetSvg } from '../../src/report/marrow-budget-svg.ts';
import { budgetRows } from '../../src/report/marrow-words.ts';
import { useWords } from '../words/use-words.ts';
import styles from './marrow.module.css';

/** The open level as a bar with what is used of it, every level as a line, and the same as a table. */
export function BudgetBar({ result }: { readonly result: MarrowResult }) {
  const words = useWords().marrow;
  const drawing = budgetSvg(result);
  const rows = budgetRows(result);
  return (
    <section>
      <h2>{words.budget}</h2>
      {drawing === null ? (
        <p className={styles.soft}>{words.noBudget}</p>
      ) : (
        <>
          <div className={styles.drawing} dangerouslySetInnerHTML={{ __html: drawing.source }} />
          <p className={styles.soft}>{words.budgetLead}</p>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{words.levelHead}</th>
                <th scope="col">{words.ofReserve}</th>
                <th scope="col">{words.allows}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {rows.map(([level = '', percent, allows, open]) => (
                <tr key={level}>
                  <th scope="row">{level.replace('level', words.levelHead.toLowerCase())}</th>
                  <td>{percent}</td>
                  <td>{allows}</td>
                  <td>{open === '' ? '' : words.open}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
