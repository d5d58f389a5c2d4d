import { useState } from 'react';
import { useWords } from '../words/use-words.ts';
import { YesNoSelect } from './Declarations.tsx';
import type { Change } from './marrow-draft.ts';
import styles from './marrow.module.css';
import {
  newRow,
  pastedRows,
  type TypedDraft,
  type TypedField,
  type TypedRow,
  type WrongField,
  type YesNo,
} from './typed-draft.ts';

interface TypedTableProps {
  readonly typed: TypedDraft;
  readonly wrong: readonly WrongField[];
  readonly change: (change: Change) => void;
}

/** Volumes to type or paste instead of DICOM. A field counts when it is left, so that undo takes back what was meant. */
export function TypedTable({ typed, wrong, change }: TypedTableProps) {
  const words = useWords().marrow;
  const { rows } = typed;
  const heads: Readonly<Record<TypedField, string>> = {
    gtv: words.gtvCm3,
    ptv: words.ptvCm3,
    inside: words.insideCm3,
  };
  const set = (index: number, part: Partial<TypedRow>): void =>
    change({ kind: 'typed', index, lesion: rows[index]?.id ?? '', change: part });
  const flag = (value: boolean | null): YesNo => (value === null ? '' : value ? 'true' : 'false');
  const known = (value: YesNo): boolean | null => (value === '' ? null : value === 'true');
  return (
    <section>
      <h2>{words.typed}</h2>
      <p className={styles.soft}>{words.typedLead}</p>
      <p>
        <label>
          {words.trabecularCm3}{' '}
          <Field
            name={words.trabecularCm3}
            text={typed.trabecular}
            wrong={wrong.find(({ row }) => row === null)}
            change={(text) => change({ kind: 'typed-bone', text })}
          />
        </label>
      </p>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={words.typed}>
        <table className={styles.table}>
          <thead>
            <tr>
              {[words.idHead, ...Object.values(heads), words.site, words.highRisk, words.symptomatic].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => {
              const field = (key: TypedField | 'id', head: string) => (
                <Field
                  key={`${key} ${row[key]}`}
                  name={`${row.id}: ${head}`}
                  text={row[key]}
                  wrong={wrong.find((each) => each.row === index && each.field === key)}
                  change={(text) => set(index, { [key]: text })}
                />
              );
              return (
                <tr key={index}>
                  <th scope="row">{field('id', words.idHead)}</th>
                  {(['gtv', 'ptv', 'inside'] as const).map((key) => (
                    <td key={key}>{field(key, heads[key])}</td>
                  ))}
                  <td>
                    <select
                      aria-label={`${row.id}: ${words.site}`}
                      value={row.site}
                      onChange={({ currentTarget: { value } }) =>
                        set(index, { site: value === 'bone' || value === 'node' ? value : '' })
                      }
                    >
                      <option value="">{words.notSaidOption}</option>
                      <option value="bone">{words.bone}</option>
                      <option value="node">{words.node}</option>
                    </select>
                  </td>
                  {(['highRisk', 'symptomatic'] as const).map((key) => (
                    <td key={key}>
                      <YesNoSelect
                        label={`${row.id}: ${words[key]}`}
                        value={known(row[key])}
                        change={(value) => set(index, { [key]: flag(value) })}
                      />
                    </td>
                  ))}
                  <td className={styles.controls}>
                    <button
                      type="button"
                      className={styles.small}
                      aria-label={`${words.remove} ${row.id}`}
                      onClick={() =>
                        change({
                          kind: 'rows',
                          how: 'removed',
                          typed: { ...typed, rows: rows.filter((_, n) => n !== index) },
                        })
                      }
                    >
                      {words.remove}
                    </button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className={styles.buttons}>
        <button
          type="button"
          onClick={() => change({ kind: 'rows', how: 'added', typed: { ...typed, rows: [...rows, newRow(rows)] } })}
        >
          {words.add}
        </button>
      </p>
      <Paste take={(text) => change({ kind: 'rows', how: 'pasted', typed: { ...typed, rows: pastedRows(text) } })} />
    </section>
  );
}

interface FieldProps {
  readonly name: string;
  readonly text: string;
  readonly wrong: WrongField | undefined;
  readonly change: (text: string) => void;
}

function Field({ name, text, wrong, change }: FieldProps) {
  const { marrow: words, number } = useWords();
  const [typed, setTyped] = useState(text);
  const [shown, setShown] = useState(text);
  // What undo brings back, or a table that was pasted, goes before what is being typed.
  if (shown !== text) {
    setShown(text);
    setTyped(text);
  }
  const why = wrong?.why;
  return (
    <>
      <input
        aria-label={name}
        aria-invalid={wrong !== undefined}
        size={9}
        value={typed}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
        onKeyDown={({ key }) => {
          if (key === 'Enter' && typed !== text) change(typed);
        }}
        onBlur={() => {
          if (typed !== text) change(typed);
        }}
      />
      {why !== undefined && (
        <span className={styles.wrong}>
          {why === 'missing' || why === 'negative' || why === 'twice' ? words.wrong[why] : number[why]}
        </span>
      )}
    </>
  );
}

function Paste({ take }: { readonly take: (text: string) => void }) {
  const words = useWords().marrow;
  const [text, setText] = useState('');
  return (
    <details className={`${styles.paste ?? ''} ${styles.controls ?? ''}`}>
      <summary>{words.paste}</summary>
      <p className={styles.soft}>{words.pasteLead}</p>
      <textarea aria-label={words.paste} value={text} onChange={({ currentTarget: { value } }) => setText(value)} />
      <p>
        <button
          type="button"
          disabled={text.trim() === ''}
          onClick={() => {
            take(text);
            setText('');
          }}
        >
          {words.take}
        </button>
      </p>
    </details>
  );
}
