import { useId, useState } from 'react';
import type { ShownEntry } from '../../src/worker/ledger-messages.ts';
import { Colon } from '../panels/Colon.tsx';
import { useLanguage, useWords } from '../words/use-words.ts';
import fields from '../screens/ScheduleScreen.module.css';
import styles from './cohort.module.css';
import { NoNumber } from './cohort-draft.ts';
import { contentOfTyped, FACT_FIELDS, FACT_KINDS } from './entry-fields.ts';
import type { FactKind, Typed } from './entry-fields.ts';
import type { UsedLedger } from './use-ledger.ts';

/** What the form begins with: an entry of a kind, or one that is to be corrected. */
export interface EntryStart {
  readonly kind: FactKind;
  readonly typed: Typed;
  readonly corrects: ShownEntry | null;
}

interface EntryFormProps {
  readonly start: EntryStart;
  readonly ledger: UsedLedger;
  readonly subjects: readonly string[];
  readonly by: string;
  readonly setBy: (by: string) => void;
  /** JSON of the check that is open; null: none is. */
  readonly openCheck: (() => Promise<string>) | null;
  readonly leaveCorrection: () => void;
}

/** One entry as a form, by its kind; or the correction of one, or a result file by its hash. */
export function EntryForm({ start, ledger, subjects, by, setBy, openCheck, leaveCorrection }: EntryFormProps) {
  const { ledger: words, number } = useWords();
  const language = useLanguage();
  const [kind, setKind] = useState(start.kind);
  const [typed, setTyped] = useState(start.typed);
  const [at, setAt] = useState('');
  const [why, setWhy] = useState('');
  const [isWithdrawn, setWithdrawn] = useState(false);
  const [whose, setWhose] = useState('');
  const [refused, setRefused] = useState<string | null>(null);
  const list = useId();
  const help = useId();
  const { corrects } = start;

  const record = async (): Promise<void> => {
    setRefused(null);
    let content: Readonly<Record<string, unknown>>;
    try {
      content = contentOfTyped(kind, typed, language);
    } catch (error) {
      if (!(error instanceof NoNumber)) throw error;
      setRefused(`"${error.message}": ${number[error.why]}`);
      return;
    }
    const entry =
      corrects === null
        ? content
        : {
            kind: 'correction',
            corrects: corrects.sequence,
            instead: isWithdrawn ? null : content,
            ...(why.trim() === '' ? {} : { reason: why.trim() }),
          };
    if ((await ledger.ask('add', { by, at, text: JSON.stringify(entry) })) === null) return;
    // The next entry is as a rule of the same subject.
    setTyped({ ...pick(typed, 'subject'), ...pick(typed, 'trial') });
    if (corrects !== null) leaveCorrection();
  };
  const recordResult = async (text: string, path: string): Promise<void> => {
    const subject = whose.trim() === '' ? null : whose.trim();
    await ledger.ask('addResult', { by, at, text, path, subject });
  };

  const field = ({ key, type, optional }: (typeof FACT_FIELDS)[FactKind][number]) => {
    const label = `${words.fields[key] ?? key}${optional === true ? ` (${words.optional})` : ''}`;
    const value = typed[key] ?? '';
    const change = (next: string): void => setTyped({ ...typed, [key]: next });
    return (
      <label key={`${kind} ${key}`} className={fields.field}>
        <span>{label}</span>
        {typeof type === 'object' ? (
          <select value={value} onChange={({ currentTarget }) => change(currentTarget.value)}>
            <option value="">{words.choose}</option>
            {type.map((each) => (
              <option key={each} value={each}>
                {words.options[each] ?? each}
              </option>
            ))}
          </select>
        ) : (
          <input
            type={type === 'date' ? 'date' : 'text'}
            inputMode={type === 'number' ? 'decimal' : undefined}
            list={type === 'subject' && kind !== 'subject' ? list : undefined}
            aria-describedby={type === 'instant' ? help : undefined}
            autoComplete="off"
            value={value}
            onChange={({ currentTarget }) => change(currentTarget.value)}
          />
        )}
        {type === 'instant' && (
          <span className={fields.help} id={help}>
            {words.instantHelp}
          </span>
        )}
      </label>
    );
  };

  return (
    <section aria-label={words.add}>
      <h2>{corrects === null ? words.add : words.correcting(corrects.sequence)}</h2>
      <datalist id={list}>
        {subjects.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void record();
        }}
      >
        <div className={fields.form}>
          {corrects === null ? (
            <label className={fields.field}>
              <span>{words.kind}</span>
              <select value={kind} onChange={({ currentTarget }) => setKind(currentTarget.value as FactKind)}>
                {FACT_KINDS.map((each) => (
                  <option key={each} value={each}>
                    {words.kinds[each]}
                  </option>
                ))}
              </select>
            </label>
          ) : (
            <div>
              <label className={fields.field}>
                <span>{words.whyCorrected}</span>
                <input value={why} autoComplete="off" onChange={({ currentTarget }) => setWhy(currentTarget.value)} />
              </label>
              <label>
                <input
                  type="checkbox"
                  checked={isWithdrawn}
                  onChange={({ currentTarget }) => setWithdrawn(currentTarget.checked)}
                />{' '}
                {words.withdraw}
              </label>
            </div>
          )}
          {!isWithdrawn && FACT_FIELDS[kind].map(field)}
          <label className={fields.field}>
            <span>{words.by}</span>
            <input value={by} autoComplete="off" onChange={({ currentTarget }) => setBy(currentTarget.value)} />
          </label>
          <label className={fields.field}>
            <span>{words.at}</span>
            <input value={at} autoComplete="off" onChange={({ currentTarget }) => setAt(currentTarget.value)} />
          </label>
        </div>
        <p className={styles.buttons}>
          <button type="submit" disabled={ledger.isBusy}>
            {words.record}
          </button>
          {corrects !== null && (
            <button type="button" onClick={leaveCorrection}>
              {words.cancel}
            </button>
          )}
        </p>
      </form>
      <div role="status" aria-live="polite">
        {ledger.recorded !== null && <p>{words.recorded(ledger.recorded)}</p>}
      </div>
      {(refused !== null || ledger.problem?.ofEntry === true) && (
        <p role="alert" className={styles.bad}>
          {words.refused}
          <Colon /> {refused ?? <span lang="en">{ledger.problem?.message}</span>}
        </p>
      )}
      {corrects === null && (
        <fieldset className={styles.buttons}>
          <legend>{words.fromResult}</legend>
          <label>
            {words.resultSubject}{' '}
            <input value={whose} autoComplete="off" onChange={({ currentTarget }) => setWhose(currentTarget.value)} />
          </label>
          <input
            type="file"
            accept=".json"
            aria-label={words.fromResult}
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              if (file !== undefined) void file.text().then((text) => recordResult(text, file.name));
              currentTarget.value = '';
            }}
          />
          {openCheck !== null && (
            <button type="button" onClick={() => void openCheck().then((text) => recordResult(text, words.openCheck))}>
              {words.openCheck}
            </button>
          )}
        </fieldset>
      )}
    </section>
  );
}

function pick(typed: Typed, key: string): Typed {
  const value = typed[key];
  return value === undefined ? {} : { [key]: value };
}
