import type { KeyboardEvent } from 'react';
import type { CheckResult, Finding, LesionResult } from '../../core/index.ts';
import { briefValue, matrixOf } from '../../src/report/matrix.ts';
import { asFound, isFine, toneOf } from '../../src/report/rank.ts';
import { shownRange } from '../../src/report/shown.ts';
import type { Selected } from '../state.ts';
import { useWords } from '../words/use-words.ts';
import { Sign } from './Sign.tsx';
import styles from './Matrix.module.css';

interface MatrixProps {
  readonly result: CheckResult;
  readonly selected: Selected | null;
  readonly select: (selected: Selected) => void;
}

/** A row per lesion, worst possible first, and a column per rule. Arrow keys go from cell to cell. */
export function Matrix({ result, selected, select }: MatrixProps) {
  const { check: words, result: say } = useWords();
  const { columns, rows } = matrixOf(result);
  const isSelected = (lesion: string, rule: string | null): boolean =>
    selected?.lesion === lesion && selected.rule === rule;
  return (
    <div className={styles.scroll}>
      <table className={styles.matrix} onKeyDown={moveFocus}>
        <caption>{words.matrix}</caption>
        <thead>
          <tr>
            <th scope="col">{words.lesion}</th>
            {columns.map(({ rule, limits, items }) => (
              <th key={rule} scope="col">
                {say.rule(rule)}
                <span className={styles.limits}>
                  {[limits === '' ? '' : `${words.limit} ${say.digits(limits)}`, items]
                    .filter((part) => part !== '')
                    .join(', ')}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ lesion, findings }) => (
            <tr key={lesion.id}>
              <th scope="row">
                <button
                  type="button"
                  className={styles.cell}
                  aria-pressed={isSelected(lesion.id, null)}
                  onClick={() => {
                    select({ lesion: lesion.id, rule: null });
                  }}
                >
                  <span className={styles.name}>{lesion.id}</span>
                  <span className={styles.brief}>
                    <Sign outcome={lesion.outcome} words={say.brief(lesion.outcome)} />
                  </span>
                </button>
              </th>
              {findings.map((finding, n) => (
                <td key={columns[n]?.rule ?? n} data-label={say.rule(finding?.rule ?? columns[n]?.rule ?? '')}>
                  {finding === null ? (
                    '-'
                  ) : (
                    <button
                      type="button"
                      className={styles.cell}
                      aria-pressed={isSelected(lesion.id, finding.rule)}
                      onClick={() => {
                        select({ lesion: lesion.id, rule: finding.rule });
                      }}
                    >
                      <Cell finding={finding} lesion={lesion} />
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {result.findings.some(({ withheld }) => withheld !== undefined) && (
        <p className={styles.soft}>{words.brackets}</p>
      )}
    </div>
  );
}

function Cell({ finding, lesion }: { readonly finding: Finding; readonly lesion: LesionResult }) {
  const say = useWords().result;
  const found = asFound(finding);
  const withheld = finding.withheld !== undefined;
  const limits = found.limit === null ? [] : [found.limit];
  const range = say.digits(shownRange(found.low, found.high, found.unit, limits));
  const distance = say.distance(found);
  const words = say.short(found.outcome);
  return (
    <>
      <span className={styles.value}>
        <Sign outcome={found.outcome} words={say.digits(briefValue(found, lesion))} withheld={withheld} />
        {range !== '' && <span className={styles.range}> {range}</span>}
      </span>
      <span
        className={`${styles.brief ?? ''} ${isFine(finding) ? (styles.soft ?? '') : (styles[toneOf(found.outcome)] ?? '')}`}
      >
        {withheld ? `(${words})` : words}
      </span>
      {distance !== null && <span className={styles.distance}>{distance}</span>}
    </>
  );
}

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function moveFocus(event: KeyboardEvent<HTMLTableElement>): void {
  const step = STEPS[event.key];
  const cell = event.target instanceof Element ? event.target.closest<HTMLTableCellElement>('td, th') : null;
  const row = cell?.parentElement;
  if (step === undefined || cell === null || !(row instanceof HTMLTableRowElement)) return;
  const next =
    event.currentTarget.rows[row.rowIndex + step[0]]?.cells[cell.cellIndex + step[1]]?.querySelector('button');
  if (next === null || next === undefined) return;
  event.preventDefault();
  next.focus();
}
