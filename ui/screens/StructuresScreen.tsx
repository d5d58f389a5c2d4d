import type { KeyboardEvent } from 'react';
import type { CaseFile, CheckResult, InspectResult } from '../../core/index.ts';
import type { FoundCase } from '../../src/worker/messages.ts';
import {
  caseText,
  CONFIRMABLE,
  withConfirmed,
  withLesion,
  withNewLesion,
  withoutLesion,
  withReading,
  withRoiUse,
} from '../case-draft.ts';
import { changeDraft, type DraftChange, type DraftHistory } from '../draft-history.ts';
import { saveFile } from '../files/save-file.ts';
import { LesionForm } from '../panels/LesionForm.tsx';
import { LesionFacts } from '../panels/LesionFacts.tsx';
import { Rois } from '../panels/Rois.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './StructuresScreen.module.css';

interface StructuresScreenProps {
  readonly found: InspectResult;
  readonly result: CheckResult | null;
  readonly history: DraftHistory;
  readonly edit: (history: DraftHistory) => void;
  readonly check: (text: string) => void;
  /** Takes another case file, and checks with it. */
  readonly load: (caseFile: FoundCase) => void;
}

/** The lesions of the case, what is confirmed and how the record is read; below, every ROI that there is. */
export function StructuresScreen({ found, result, history, edit, check, load }: StructuresScreenProps) {
  const words = useWords().structures;
  const { draft } = history;
  const change = (next: DraftChange): void => edit(changeDraft(history, next));
  const setDraft = (by: (draft: CaseFile) => CaseFile): void => change({ kind: 'change', by });
  const undoByKey = (event: KeyboardEvent<HTMLElement>): void => {
    const isText = event.target instanceof HTMLInputElement && event.target.type === 'text';
    const isRedo = event.key === 'y' || (event.key === 'Z' && event.shiftKey);
    if (isText || !(event.ctrlKey || event.metaKey) || !(isRedo || event.key === 'z')) return;
    event.preventDefault();
    change({ kind: isRedo ? 'redo' : 'undo' });
  };
  const usable = found.rois.filter(({ usable: isUsable }) => isUsable).map(({ roiName }) => roiName);
  const readings = result?.readings ?? [];
  return (
    <div onKeyDown={undoByKey}>
      <h1>{words.heading}</h1>
      <p>{words.lead}</p>
      <table className={styles.lesions}>
        <thead>
          <tr>
            {[
              words.lesion,
              words.gtv,
              words.ptv,
              words.prescription,
              words.site,
              words.highRisk,
              words.symptomatic,
            ].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {(draft.lesions ?? []).map((lesion, index) => (
            <LesionForm
              key={lesion.id}
              lesion={lesion}
              roiNames={usable}
              change={(change) => setDraft((before) => withLesion(before, index, change))}
              remove={() => setDraft((before) => withoutLesion(before, index))}
            />
          ))}
        </tbody>
      </table>
      <p className={styles.buttons}>
        <button
          type="button"
          disabled={usable.length === 0}
          onClick={() => setDraft((before) => withNewLesion(before, usable[0] ?? ''))}
        >
          {words.add}
        </button>
        <button type="button" disabled={history.past.length === 0} onClick={() => change({ kind: 'undo' })}>
          {words.undo}
        </button>
        <button type="button" disabled={history.future.length === 0} onClick={() => change({ kind: 'redo' })}>
          {words.redo}
        </button>
      </p>
      <LesionFacts found={found} draft={draft} />
      <fieldset className={styles.confirm}>
        <legend>{words.confirm}</legend>
        {CONFIRMABLE.map((word) => (
          <label key={word}>
            <input
              type="checkbox"
              checked={draft.confirm?.includes(word) ?? false}
              onChange={({ currentTarget: { checked } }) => setDraft((before) => withConfirmed(before, word, checked))}
            />{' '}
            {words.confirmed[word]}
          </label>
        ))}
      </fieldset>
      {readings.length > 0 && (
        <details className={styles.readings}>
          <summary>{words.readings}</summary>
          {readings.map(({ name, question, options, chosen }) => (
            <label key={name}>
              <span>{question}</span>
              <select
                value={draft.readings?.[name] ?? ''}
                onChange={({ currentTarget: { value } }) =>
                  setDraft((before) => withReading(before, name, value === '' ? undefined : value))
                }
              >
                <option value="">{chosen === null ? words.open : words.asNow(chosen)}</option>
                {options.map((option) => (
                  <option key={option.name} value={option.name}>
                    {option.name}: {option.words}
                  </option>
                ))}
              </select>
            </label>
          ))}
        </details>
      )}
      <p className={styles.buttons}>
        <button type="button" className={styles.main} onClick={() => check(caseText(draft))}>
          {words.check}
        </button>
        <button type="button" onClick={() => saveFile('case.json', 'application/json', caseText(draft))}>
          {words.save}
        </button>
        <label className={styles.load}>
          {words.load}{' '}
          <input
            type="file"
            accept=".json,application/json"
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              if (file !== undefined) void file.text().then((text) => load({ path: file.name, text }));
            }}
          />
        </label>
      </p>
      <p className={styles.soft}>{words.saveLead}</p>
      <Rois
        found={found}
        draft={draft}
        use={(roiName, use) => setDraft((before) => withRoiUse(before, roiName, use))}
      />
    </div>
  );
}
