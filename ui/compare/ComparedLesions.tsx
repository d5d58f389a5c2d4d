import type { CompareResult } from '../../core/index.ts';
import { basisWords, comparedRows } from '../../src/report/compare-words.ts';
import { Colon } from '../panels/Colon.tsx';
import { English } from '../panels/English.tsx';
import { Wide } from '../panels/Wide.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './compare.module.css';

/** What differs in the lesions and in what both plans rest on, and which rules were not compared. */
export function ComparedLesions({ result }: { readonly result: CompareResult }) {
  const { compare: words, result: say } = useWords();
  const rows = comparedRows(result);
  const { others, same } = basisWords(result);
  return (
    <>
      <h2>{words.lesions}</h2>
      {rows.length === 0 && result.lesions.length > 0 && <p>{words.lesionsSame}</p>}
      {rows.length > 0 && (
        <Wide label={words.lesions}>
          <table className={styles.plain}>
            <thead>
              <tr>
                <th scope="col">{words.lesion}</th>
                <th scope="col">{words.what}</th>
                {['A', 'B', words.difference].map((head) => (
                  <th key={head} scope="col" className={styles.number}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ lesion, what, a, b, delta }) => (
                <tr key={`${lesion} ${what}`}>
                  <th scope="row">{lesion}</th>
                  <td>
                    <English>{what}</English>
                  </td>
                  <td className={styles.number}>{say.digits(a)}</td>
                  <td className={styles.number}>{say.digits(b)}</td>
                  <td className={styles.number}>{say.digits(delta)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      <h2>{words.basis}</h2>
      {others.length > 0 && (
        <Wide label={words.basisDiffers}>
          <table className={styles.plain}>
            <caption>{words.basisDiffers}</caption>
            <thead>
              <tr>
                {[words.what, 'A', 'B'].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {others.map(({ what, a, b }) => (
                <tr key={what}>
                  <th scope="row">
                    <English>{what}</English>
                  </th>
                  <td>{a}</td>
                  <td>{b}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      {same.length > 0 && (
        <p>
          {words.basisSame}
          <Colon />{' '}
          {same.map((each, index) => (
            <span key={each}>
              {index > 0 && ', '}
              <English>{each}</English>
            </span>
          ))}
          .
        </p>
      )}
      {result.notCompared.length > 0 && (
        <p>
          {words.notCompared}
          <Colon />{' '}
          {result.notCompared.map(({ rule, in: where, why }, index) => (
            <span key={rule}>
              {index > 0 && ', '}
              {say.rule(rule)} ({where !== 'both' && `${where.toUpperCase()}, `}
              <English>{why}</English>)
            </span>
          ))}
          .
        </p>
      )}
    </>
  );
}
