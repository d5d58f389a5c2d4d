import { useState } from 'react';
import type { MarrowResult } from '../../core/index.ts';
import { axesWord, cm3, lesionRemarks, nearestWord, priorityWord } from '../../src/report/marrow-words.ts';
import { useWords } from '../words/use-words.ts';
import type { Change, Lock, MarrowDraft } from './marrow-draft.ts';
import styles from './marrow.module.css';

interface LesionTableProps {
  readonly result: MarrowResult;
  readonly draft: MarrowDraft;
  readonly change: (change: Change) => void;
}

type Lesion = MarrowResult['lesions'][number];
type Column = 'group' | 'id' | 'gtv' | 'ptv' | 'inside';

const LOCKS: readonly Lock[] = ['free', 'in', 'out'];

/** Lesions to tick, lock and put in order; what comes first is ticked and says why. */
export function LesionTable({ result, draft, change }: LesionTableProps) {
  const {
    marrow: words,
    page: { colon },
    result: { digits },
  } = useWords();
  const [sort, setSort] = useState<{ readonly column: Column; readonly isDown: boolean }>({
    column: 'group',
    isDown: false,
  });
  const { selection, picked } = result;
  const places = new Map(ordered(result, draft).map((id, n) => [id, n]));
  const rows = [...result.lesions].sort((a, b) => {
    const by = compare(a, b, sort.column, places);
    return sort.isDown ? -by : by;
  });
  const isJudged = selection.status !== 'not-evaluable' || picked !== null;
  const ticked =
    draft.pick ?? (selection.status === 'priority-exceeds-level' ? selection.priority : selection.proposed);
  const steps = new Map((picked ?? selection).steps.map((step) => [step.id, step]));
  const head = (column: Column, title: string) => {
    const direction = sort.isDown ? 'descending' : 'ascending';
    return (
      <th scope="col" aria-sort={sort.column === column ? direction : 'none'}>
        <button
          type="button"
          className={styles.head}
          title={words.sortBy(title)}
          onClick={() => setSort({ column, isDown: sort.column === column && !sort.isDown })}
        >
          {title} <span aria-hidden="true">{sort.column !== column ? '↕' : sort.isDown ? '↓' : '↑'}</span>
        </button>
      </th>
    );
  };
  const move = (id: string, by: -1 | 1): void => {
    const order = ordered(result, draft);
    const from = order.indexOf(id);
    const [taken] = order.splice(from, 1);
    if (taken === undefined) return;
    order.splice(from + by, 0, taken);
    change({ kind: 'order', lesion: id, order });
  };
  return (
    <section>
      <h2>{words.lesions}</h2>
      <p className={styles.soft}>{words.lesionsLead}</p>
      <p className={styles.soft} role="status">
        {draft.pick === null ? words.proposalShown : words.ownSet}{' '}
        {draft.pick !== null && (
          <button type="button" className={styles.small} onClick={() => change({ kind: 'proposal' })}>
            {words.toProposal}
          </button>
        )}
      </p>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={words.lesions}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{words.treat}</th>
              {head('id', words.lesion)}
              {head('group', words.group)}
              <th scope="col">{words.site}</th>
              {head('gtv', words.gtv)}
              {head('inside', words.inside)}
              {head('ptv', words.ptv)}
              <th scope="col">{words.axes}</th>
              <th scope="col">{words.nearest}</th>
              <th scope="col">{words.adds}</th>
              <th scope="col">{words.sum}</th>
              <th scope="col">{words.lock}</th>
              <th scope="col">{words.remarks}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((lesion) => {
              const { id, priority } = lesion;
              const lock: Lock = draft.must.includes(id) ? 'in' : draft.not.includes(id) ? 'out' : 'free';
              const isTicked = lock !== 'out' && ticked.includes(id);
              // What comes first is not unticked in passing: leaving it out is said under the lock.
              const isFixed = lock !== 'free' || (priority === true && isTicked);
              const step = steps.get(id);
              return (
                <tr key={id}>
                  <td>
                    <input
                      type="checkbox"
                      aria-label={`${words.treat} ${id}`}
                      checked={isTicked}
                      disabled={isFixed || !isJudged}
                      onChange={({ currentTarget: { checked } }) =>
                        change({ kind: 'tick', lesion: id, on: checked, ticked })
                      }
                    />
                  </td>
                  <th scope="row">{id}</th>
                  <td>
                    {priority === null
                      ? words.notSaid
                      : priority
                        ? `${words.first}${colon} ${priorityWord(lesion)}`
                        : words.other}
                  </td>
                  <td>{lesion.site === null ? '?' : words[lesion.site]}</td>
                  <td className={styles.number}>{digits(cm3(lesion.volumeCm3))}</td>
                  <td className={styles.number}>{digits(cm3(lesion.inTrabecularCm3))}</td>
                  <td className={styles.number}>{digits(cm3(lesion.ptvCm3))}</td>
                  <td className={styles.number}>{digits(axesWord(lesion))}</td>
                  <td className={styles.outcome}>{digits(nearestWord(lesion))}</td>
                  <td className={styles.number}>{step === undefined ? '-' : digits(cm3(step.addsCm3))}</td>
                  <td className={styles.number}>{step === undefined ? '-' : digits(cm3(step.sumCm3))}</td>
                  <td className={styles.outcome}>
                    <select
                      aria-label={`${words.lock} ${id}`}
                      value={lock}
                      onChange={({ currentTarget: { value } }) =>
                        change({ kind: 'lock', lesion: id, lock: LOCKS.find((each) => each === value) ?? 'free' })
                      }
                    >
                      {LOCKS.map((each) => (
                        <option key={each} value={each}>
                          {words.locks[each]}
                        </option>
                      ))}
                    </select>{' '}
                    {draft.objective === 'order' && (
                      <>
                        <button
                          type="button"
                          className={styles.small}
                          aria-label={`${words.up} ${id}`}
                          disabled={places.get(id) === 0}
                          onClick={() => move(id, -1)}
                        >
                          ↑
                        </button>{' '}
                        <button
                          type="button"
                          className={styles.small}
                          aria-label={`${words.down} ${id}`}
                          disabled={places.get(id) === result.lesions.length - 1}
                          onClick={() => move(id, 1)}
                        >
                          ↓
                        </button>
                      </>
                    )}
                  </td>
                  <td className={styles.soft}>{lesionRemarks(lesion)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** All ids in the user's own order; those not put in order follow in that of the case. */
function ordered({ lesions }: MarrowResult, { order }: MarrowDraft): string[] {
  const ids = lesions.map(({ id }) => id);
  const known = order.filter((id) => ids.includes(id));
  return [...known, ...ids.filter((id) => !known.includes(id))];
}

function compare(a: Lesion, b: Lesion, column: Column, places: ReadonlyMap<string, number>): number {
  const inOrder = (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0);
  const volume = (one: number | null, other: number | null): number => (one ?? -1) - (other ?? -1);
  const group = ({ priority }: Lesion): number => (priority === true ? 0 : priority === null ? 1 : 2);
  switch (column) {
    case 'group':
      return group(a) - group(b) || inOrder;
    case 'id':
      return a.id.localeCompare(b.id, undefined, { numeric: true });
    case 'gtv':
      return volume(a.volumeCm3, b.volumeCm3);
    case 'ptv':
      return volume(a.ptvCm3, b.ptvCm3);
    case 'inside':
      return volume(a.inTrabecularCm3, b.inTrabecularCm3);
  }
}
