import { useState } from 'react';
import type { CaseFile, TpsReading } from '../../core/index.ts';
import { shownValue } from '../../src/report/shown.ts';
import { withTps } from '../case-draft.ts';
import type { Page } from '../page.ts';
import { useWords } from '../words/use-words.ts';
import { English } from './English.tsx';
import styles from './PasteNumbers.module.css';

interface PasteNumbersProps {
  readonly draft: CaseFile;
  readonly recheck: (draft: CaseFile) => void;
  readonly ask: Page['ask'];
}

/** The planning system's numbers, pasted; first what is understood of them is shown, then they go into the case. */
export function PasteNumbers({ draft, recheck, ask }: PasteNumbersProps) {
  const { tps: words } = useWords();
  const [text, setText] = useState('');
  const [system, setSystem] = useState('');
  const [version, setVersion] = useState('');
  const [reading, setReading] = useState<TpsReading | null>(null);
  return (
    <details className={styles.paste}>
      <summary>{words.heading}</summary>
      <p className={styles.soft}>{words.lead}</p>
      <label className={styles.field}>
        {words.text}
        <textarea
          rows={6}
          spellCheck={false}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            setReading(null);
          }}
        />
      </label>
      <div className={styles.row}>
        <label>
          {words.system} <input value={system} onChange={({ currentTarget }) => setSystem(currentTarget.value)} />
        </label>
        <label>
          {words.version}{' '}
          <input size={8} value={version} onChange={({ currentTarget }) => setVersion(currentTarget.value)} />
        </label>
        <button
          type="button"
          disabled={text.trim() === ''}
          onClick={() => void ask('read-tps', { text }).then(setReading)}
        >
          {words.read}
        </button>
      </div>
      <div role="status">{reading !== null && <Preview reading={reading} />}</div>
      {reading !== null && reading.reports.length > 0 && (
        <button type="button" onClick={() => recheck(withTps(draft, reading.reports, { system, version }))}>
          {words.take}
        </button>
      )}
    </details>
  );
}

function Preview({ reading: { understood, passedOver } }: { readonly reading: TpsReading }) {
  const { tps: words, result: say } = useWords();
  return (
    <>
      {understood.length === 0 ? (
        <p>{words.nothing}</p>
      ) : (
        <table className={styles.table}>
          <caption>{words.understood(understood.length)}</caption>
          <thead>
            <tr>
              {[words.line, words.lesion, words.roi, words.quantity, words.value, words.how].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {understood.map(({ line, lesion, roiName, quantity, value, unit, how, key }) => (
              <tr key={`${lesion} ${key}`}>
                <td>{line}</td>
                <td>{lesion}</td>
                <td>{roiName}</td>
                <th scope="row">{quantity}</th>
                <td>{say.digits(shownValue(value, unit))}</td>
                <td>
                  <English>{how ?? ''}</English>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {passedOver.length > 0 && (
        <table className={styles.table}>
          <caption>{words.passedOver(passedOver.length)}</caption>
          <thead>
            <tr>
              {[words.line, words.text2, words.why].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {passedOver.map(({ line, text, why }) => (
              <tr key={`${line} ${why}`}>
                <td>{line}</td>
                <td>{text}</td>
                <td>
                  <English>{why}</English>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
