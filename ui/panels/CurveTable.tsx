import { useState } from 'react';
import type { DvhCurves } from '../../src/worker/messages.ts';
import { shownRange, shownValue } from '../../src/report/shown.ts';
import { useWords } from '../words/use-words.ts';
import styles from './DvhChart.module.css';

/** Made when it is opened: hundreds of rows are not wanted by everybody. */
export function CurveTable({
  curves,
  drawn,
  volumeInCm3,
}: {
  readonly curves: DvhCurves;
  readonly drawn: readonly string[];
  readonly volumeInCm3: boolean;
}) {
  const { dvh: words, result: say } = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const shown = curves.curves.filter(({ roiName }) => drawn.includes(roiName));
  const unit = volumeInCm3 ? 'cm³' : '%';
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{words.table}</summary>
      {isOpen && (
        // A part that scrolls can be reached by keyboard.
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={words.table}>
          <table className={styles.table}>
            <caption>{words.tableLead(unit)}</caption>
            <thead>
              <tr>
                <th scope="col">{words.doseGy}</th>
                {curves.dosePercent !== null && <th scope="col">{words.dosePercent}</th>}
                {shown.map(({ roiName }) => (
                  <th key={roiName} scope="col">
                    {roiName}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {curves.doseGy.map((dose, n) => (
                <tr key={dose}>
                  <th scope="row">{say.digits(shownValue(dose, 'Gy').replace(' Gy', ''))}</th>
                  {curves.dosePercent !== null && (
                    <td>{say.digits(shownValue(curves.dosePercent[n] ?? null, '%').replace(' %', ''))}</td>
                  )}
                  {shown.map(({ roiName, curve }) => {
                    const [value, low, high] = volumeInCm3
                      ? [curve?.cm3[n], curve?.lowCm3[n], curve?.highCm3[n]]
                      : [curve?.percent[n], curve?.low[n], curve?.high[n]];
                    const range = shownRange(low ?? null, high ?? null, unit);
                    return (
                      <td key={roiName}>
                        {say.digits(shownValue(value ?? null, unit))}
                        {range !== '' && ` (${say.digits(range)})`}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
