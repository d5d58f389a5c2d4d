import type { ScheduleResult } from '../../core/index.ts';
import { useWords } from '../words/use-words.ts';
import { English } from './English.tsx';
import { Wide } from './Wide.tsx';
import styles from '../screens/ScheduleScreen.module.css';

/** What each rule of a schedule comes to, and under which reading. */
export function ScheduleRules({ result: { rules, answers } }: { readonly result: ScheduleResult }) {
  const words = useWords().schedule;
  const outcome = (each: (typeof answers)[number]['outcome']) => (
    <span className={styles[each]}>{words.outcome[each]}</span>
  );
  return (
    <>
      <h2>{words.rules}</h2>
      <Wide label={words.rules}>
        <table className={styles.table}>
          <thead>
            <tr>
              {words.ruleHead.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rules.map(({ rule, limit, outcome: found, words: why, cite }) => (
              <tr key={rule}>
                <th scope="row">{words.rule[rule]}</th>
                <td>
                  <English>{limit}</English>
                </td>
                <td>{outcome(found)}</td>
                <td>
                  <English>{why}</English>
                </td>
                <td>
                  {cite.registry}, {cite.item}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <details>
        <summary>{words.readings}</summary>
        <Wide label={words.readings}>
          <table className={styles.table}>
            <thead>
              <tr>
                {words.readingHead.map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {answers.map(({ rule, of, lesion, reading, outcome: found, words: why }) => (
                <tr key={`${rule} ${of} ${lesion ?? ''} ${reading ?? ''}`}>
                  <th scope="row">{words.rule[rule]}</th>
                  <td>{of === 'patient' ? words.patient : (lesion ?? words.lesions)}</td>
                  <td>{reading === null ? '' : words.reading[reading]}</td>
                  <td>{outcome(found)}</td>
                  <td>
                    <English>{why}</English>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      </details>
    </>
  );
}
