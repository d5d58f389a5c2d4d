import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { decisionInForce } from '../../core/index.ts';
import type { CheckResult, Finding, LesionResult } from '../../core/index.ts';
import { briefValue, matrixOf } from '../../src/report/matrix.ts';
import { asFound, isFine, isOpen, toneOf } from '../../src/report/rank.ts';
import { shownRange } from '../../src/report/shown.ts';
import type { Selected } from '../state.ts';
import { useWords } from '../words/use-words.ts';
import { Colon } from './Colon.tsx';
import { Cited } from './Cited.tsx';
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
  const { columns, rows: all } = matrixOf(result);
  const [filter, setFilter] = useState<Filter>('all');
  const rows = all.filter(({ findings }) => findings.some((finding) => finding !== null && KEEPS[filter](finding)));
  const isSelected = (lesion: string, rule: string | null): boolean =>
    selected?.lesion === lesion && selected.rule === rule;
  return (
    <div className={styles.scroll}>
      <p className={styles.filter}>
        <label>
          {words.show}{' '}
          <select value={filter} onChange={({ currentTarget }) => setFilter(currentTarget.value as Filter)}>
            {FILTERS.map((each) => (
              <option key={each} value={each}>
                {words.shown[each]}
              </option>
            ))}
          </select>
        </label>{' '}
        <span role="status" className={styles.soft}>
          {rows.length < all.length && words.hiddenRows(all.length - rows.length)}
        </span>
      </p>
      <table className={styles.matrix} onKeyDown={moveFocus}>
        <caption>{words.matrix}</caption>
        <thead>
          <tr>
            <th scope="col">{words.lesion}</th>
            {columns.map(({ rule, limits, items, itemList }) => (
              <th key={rule} scope="col">
                {say.rule(rule)}
                <span className={styles.limits}>
                  {limits !== '' && `${words.limit} ${say.digits(limits)} `}
                  {items !== '' && <Cited result={result} items={itemList} shown={items} />}
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

const FILTERS = ['all', 'reading', 'open'] as const;
type Filter = (typeof FILTERS)[number];

/** Which findings keep a lesion in the table; the order, worst possible first, stays. */
const KEEPS: Readonly<Record<Filter, (finding: Finding) => boolean>> = {
  all: () => true,
  reading: (finding) => !isFine(finding),
  open: (finding) => isOpen(asFound(finding).outcome),
};

function Cell({ finding, lesion }: { readonly finding: Finding; readonly lesion: LesionResult }) {
  const { decide, result: say } = useWords();
  const decided = decisionInForce(finding);
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
      {decided !== null && (
        <span className={styles.brief}>
          {decide.inCell}
          <Colon /> <Sign outcome={decided.outcome} words={say.short(decided.outcome)} />
        </span>
      )}
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
