import type { ReactNode } from 'react';
import { Wide } from '../panels/Wide.tsx';
import styles from './cohort.module.css';

interface HeadedTableProps {
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell of a row names it. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  /** Columns of numbers, counted from 0. */
  readonly numbers?: readonly number[];
  /** Whether a heading above says the caption already. */
  readonly isHeaded?: boolean;
}

/** A table with a head, rows that are named by their first cell, and a scroll of its own. */
export function HeadedTable({ caption, head, rows, numbers = [], isHeaded = false }: HeadedTableProps) {
  const kind = (column: number): string | undefined => (numbers.includes(column) ? styles.number : undefined);
  return (
    <Wide label={caption}>
      <table className={styles.table}>
        <caption className={isHeaded ? styles.unseen : undefined}>{caption}</caption>
        <thead>
          <tr>
            {head.map((each, column) => (
              <th key={each} scope="col" className={kind(column)}>
                {each}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [name, ...cells] }) => (
            <tr key={key}>
              <th scope="row" className={kind(0)}>
                {name}
              </th>
              {cells.map((cell, index) => (
                // A table's columns stay where they are.
                <td key={head[index + 1]} className={kind(index + 1)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
