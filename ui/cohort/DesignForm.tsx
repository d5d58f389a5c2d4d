import { useWords } from '../words/use-words.ts';
import { Colon } from '../panels/Colon.tsx';
import { English } from '../panels/English.tsx';
import { saveFile } from '../files/save-file.ts';
import fields from '../screens/ScheduleScreen.module.css';
import styles from './cohort.module.css';
import { COMMON, draftOfDesign, METHODS, OWN } from './cohort-draft.ts';
import type { CohortDraft, Field, Method } from './cohort-draft.ts';

interface DesignFormProps {
  readonly draft: CohortDraft;
  readonly change: (draft: CohortDraft) => void;
  /** The design file of what was entered; null while something is missing, and then what. */
  readonly text: string | null;
  readonly problem: string | null;
}

/** An escalation design: entered, or opened from a file. Nothing in it has a default. */
export function DesignForm({ draft, change, text, problem }: DesignFormProps) {
  const own = useWords().cohort;
  const { method, typed } = draft;
  const open = (file: string): void => {
    try {
      const json: unknown = JSON.parse(file);
      if (typeof json !== 'object' || json === null) throw new SyntaxError('no object');
      change(draftOfDesign(json as Readonly<Record<string, unknown>>, draft.by));
    } catch {
      // Nothing of it holds: what is missing is said as for an empty form.
      change(draftOfDesign({ schema: 'unreadable' }, draft.by));
    }
  };
  return (
    <>
      <p>{own.lead}</p>
      <div className={styles.buttons}>
        <label>
          {own.openDesign}{' '}
          <input
            type="file"
            accept=".json"
            onChange={({ currentTarget }) => {
              void currentTarget.files?.[0]?.text().then(open);
              currentTarget.value = '';
            }}
          />
        </label>
        <button
          type="button"
          disabled={text === null}
          onClick={() => {
            if (text !== null) saveFile('design.json', 'application/json', text);
          }}
        >
          {own.saveDesign}
        </button>
      </div>
      <label className={fields.field}>
        <span>{own.method}</span>
        <select
          value={method}
          onChange={({ currentTarget }) => change({ ...draft, method: currentTarget.value as Method })}
        >
          {METHODS.map((each) => (
            <option key={each} value={each}>
              {own.methods[each]}
            </option>
          ))}
        </select>
      </label>
      <div className={fields.form}>
        {([...COMMON, ...OWN[method]] as readonly Field[]).map((field) => (
          <label key={field} className={fields.field}>
            <span>{own.fields[field]}</span>
            <input
              value={typed[field] ?? ''}
              autoComplete="off"
              onChange={({ currentTarget: { value } }) => change({ ...draft, typed: { ...typed, [field]: value } })}
            />
          </label>
        ))}
        {(typed.staggerDays ?? '').trim() !== '' && (
          <label className={fields.field}>
            <span>{own.staggerOf}</span>
            <select
              value={draft.staggerOf}
              onChange={({ currentTarget }) =>
                change({ ...draft, staggerOf: currentTarget.value as CohortDraft['staggerOf'] })
              }
            >
              {(['first-at-level', 'every-subject'] as const).map((each) => (
                <option key={each} value={each}>
                  {own.staggers[each]}
                </option>
              ))}
            </select>
          </label>
        )}
        {method === 'crm' && (
          <p>
            <label>
              <input
                type="checkbox"
                checked={draft.maySkip}
                onChange={({ currentTarget }) => change({ ...draft, maySkip: currentTarget.checked })}
              />{' '}
              {own.fields.maySkipLevels}
            </label>
          </p>
        )}
      </div>
      <p className={text === null ? styles.soft : undefined} role="status">
        {text === null ? (
          <>
            {own.incomplete}
            <Colon /> <English>{problem ?? ''}</English>
          </>
        ) : (
          own.complete(own.methods[method], typed.version ?? '')
        )}
      </p>
    </>
  );
}
