import { useState } from 'react';
import type { ComparedFinding, CompareResult } from '../../core/index.ts';
import { deltaWords, hasDoubt, sideValue } from '../../src/report/compare-words.ts';
import { English } from '../panels/English.tsx';
import { Sign } from '../panels/Sign.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './compare.module.css';

type Side = ComparedFinding['a'];

/** Every finding of both plans, what flips first, with what differs that it rests on. */
export function CompareTable({ result }: { readonly result: CompareResult }) {
  const { compare: words, result: say } = useWords();
  // On a phone, what changed is on the first screens, and the rest when it is wanted.
  const [isAll, setAll] = useState(() => !matchMedia('(max-width: 640px)').matches);
  const { findings } = result;
  const moved = findings.filter(({ flips, mayBeWorse }) => flips || mayBeWorse);
  const shown = isAll ? findings : moved;
  const isKnown = !findings.some(({ mayBeWorse }) => mayBeWorse);
  return (
    <section>
      {!findings.some(({ flips }) => flips) && (
        <p className={styles.loud}>{isKnown ? words.noneChanged : words.noneKnown}</p>
      )}
      <p className={styles.filter}>
        <label>
          {words.show}{' '}
          <select
            value={isAll ? 'all' : 'changed'}
            onChange={({ currentTarget }) => setAll(currentTarget.value === 'all')}
          >
            {(['all', 'changed'] as const).map((each) => (
              <option key={each} value={each}>
                {words.filters[each]}
              </option>
            ))}
          </select>
        </label>{' '}
        <span role="status" className={styles.soft}>
          {shown.length < findings.length && words.hidden(findings.length - shown.length)}
        </span>
      </p>
      <table className={styles.table}>
        <caption>{words.table}</caption>
        <thead>
          <tr>
            <th scope="col">
              {words.lesion}, {words.rule.toLowerCase()}
            </th>
            <th scope="col">A</th>
            <th scope="col">B</th>
            <th scope="col" className={styles.number}>
              {words.difference}
            </th>
            <th scope="col">{words.change}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((finding) => {
            const { lesion, rule, a, b, change, flips, why } = finding;
            return (
              <tr
                key={`${lesion} ${rule} ${String(findings.indexOf(finding))}`}
                className={flips ? undefined : styles.calm}
              >
                <th scope="row">
                  {lesion !== '' && <b>{lesion} </b>}
                  <span className={styles.rule}>{say.rule(rule)}</span>
                </th>
                <Cell side={a} name="A" finding={finding} />
                <Cell side={b} name="B" finding={finding} />
                <td className={styles.number} data-label={words.difference}>
                  {say.digits(deltaWords(finding))}
                </td>
                <td className={styles.change}>
                  <span className={change === 'same' ? styles.soft : styles[change]}>
                    {words.changes[change]}
                    {hasDoubt(finding) && `, ${words.mayBeWorse}`}
                  </span>
                  {why.length > 0 && (
                    <ul>
                      {why.map((each) => (
                        <li key={each}>
                          <English>{each}</English>
                        </li>
                      ))}
                    </ul>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Cell({
  side,
  name,
  finding,
}: {
  readonly side: Side;
  readonly name: string;
  readonly finding: ComparedFinding;
}) {
  const { compare: words, result: say } = useWords();
  if (side === null) return <td data-label={name}>{words.none}</td>;
  const { outcome, withheld } = side;
  const said = withheld === undefined ? say.short(outcome) : `(${say.short(withheld)})`;
  return (
    <td data-label={name}>
      <span className={styles.value}>{say.digits(sideValue(side, finding))}</span>{' '}
      <Sign outcome={withheld ?? outcome} words={said} withheld={withheld !== undefined} />
    </td>
  );
}
