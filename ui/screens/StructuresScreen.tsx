import { useState } from 'react';
import type { CaseFile, CheckResult, InspectResult } from '../../core/index.ts';
import { shownVolume } from '../../src/report/shown.ts';
import {
  caseText,
  CONFIRMABLE,
  withConfirmed,
  withLesion,
  withNewLesion,
  withoutLesion,
  withReading,
} from '../case-draft.ts';
import { saveFile } from '../files/save-file.ts';
import { LesionForm } from '../panels/LesionForm.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './StructuresScreen.module.css';

interface StructuresScreenProps {
  readonly found: InspectResult;
  readonly result: CheckResult | null;
  readonly initial: CaseFile;
  readonly check: (text: string) => void;
}

/** The lesions of the case, what is confirmed and how the record is read; below, every ROI that there is. */
export function StructuresScreen({ found, result, initial, check }: StructuresScreenProps) {
  const words = useWords().structures;
  const [draft, setDraft] = useState(initial);
  const usable = found.rois.filter(({ usable: isUsable }) => isUsable).map(({ roiName }) => roiName);
  const readings = result?.readings ?? [];
  return (
    <>
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
      </p>
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
      </p>
      <p className={styles.soft}>{words.saveLead}</p>
      <Rois found={found} />
    </>
  );
}

function Rois({ found }: { readonly found: InspectResult }) {
  const words = useWords().structures;
  const roles = new Map(
    found.pairs.flatMap(({ lesion, gtv, ptv, why }) =>
      [
        { name: gtv, role: `GTV ${lesion}`, why },
        { name: ptv, role: `PTV ${lesion}`, why },
      ].map(({ name, ...role }) => [name ?? '', role] as const),
    ),
  );
  return (
    <section>
      <h2>{words.rois}</h2>
      <div className={styles.scroll}>
        <table className={styles.rois}>
          <thead>
            <tr>
              {[words.roi, words.type, words.volume, words.role, words.why].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.rois.map(
              ({ structureSetUid, roiNumber, roiName, interpretedType, volumeCm3, usable, reason, remarks }) => (
                <tr key={`${structureSetUid} ${roiNumber}`}>
                  <th scope="row">{roiName}</th>
                  <td>{interpretedType ?? ''}</td>
                  <td className={styles.number}>{volumeCm3 === null ? '-' : shownVolume(volumeCm3)}</td>
                  <td>{usable ? (roles.get(roiName)?.role ?? '') : words.notUsable}</td>
                  <td className={styles.soft}>
                    {[reason, roles.get(roiName)?.why, ...remarks].filter((part) => part != null).join('; ')}
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}
