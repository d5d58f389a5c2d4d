import { useState } from 'react';
import type { CaseLesion } from '../../core/index.ts';
import type { LesionChange } from '../case-draft.ts';
import { readNumber } from '../words/read-number.ts';
import { useLanguage, useWords } from '../words/use-words.ts';
import styles from './LesionForm.module.css';

interface LesionFormProps {
  readonly lesion: CaseLesion;
  /** Names that may be chosen. */
  readonly roiNames: readonly string[];
  readonly change: (change: LesionChange) => void;
  readonly remove: () => void;
}

/** One lesion of the case as a row of fields. What is left open stays unknown; unknown is not "no". */
export function LesionForm({ lesion, roiNames, change, remove }: LesionFormProps) {
  const words = useWords().structures;
  const { id, gtv, ptv, site, highRisk, symptomatic, prescription } = lesion;
  const name = (field: string): string => `${id}: ${field}`;
  const roi = (role: 'gtv' | 'ptv', label: string, chosen: string | undefined) => (
    <td data-label={label}>
      <select
        aria-label={name(label)}
        value={chosen ?? ''}
        onChange={({ currentTarget: { value } }) => change({ [role]: value === '' ? undefined : value })}
      >
        <option value="">{words.none}</option>
        {[...new Set([...(chosen === undefined ? [] : [chosen]), ...roiNames])].map((roiName) => (
          <option key={roiName}>{roiName}</option>
        ))}
      </select>
    </td>
  );
  const flag = (key: 'highRisk' | 'symptomatic', label: string, value: boolean | null | undefined) => (
    <td data-label={label}>
      <select
        aria-label={name(label)}
        value={value == null ? '' : String(value)}
        onChange={({ currentTarget }) =>
          change({ [key]: currentTarget.value === '' ? undefined : currentTarget.value === 'true' })
        }
      >
        <option value="">{words.unknown}</option>
        <option value="true">{words.yes}</option>
        <option value="false">{words.no}</option>
      </select>
    </td>
  );
  return (
    <tr className={styles.row}>
      <th scope="row">{id}</th>
      {roi('gtv', words.gtv, gtv)}
      {roi('ptv', words.ptv, ptv)}
      <td data-label={words.prescription}>
        <Prescription
          key={prescription === undefined ? '' : `${prescription.doseGy}/${prescription.fractions}`}
          name={name(words.prescription)}
          given={prescription}
          change={(next) => change({ prescription: next })}
        />
      </td>
      <td data-label={words.site}>
        <select
          aria-label={name(words.site)}
          value={site ?? ''}
          onChange={({ currentTarget: { value } }) =>
            change({ site: value === 'bone' || value === 'node' ? value : undefined })
          }
        >
          <option value="">{words.unknown}</option>
          <option value="bone">{words.bone}</option>
          <option value="node">{words.node}</option>
        </select>
      </td>
      {flag('highRisk', words.highRisk, highRisk)}
      {flag('symptomatic', words.symptomatic, symptomatic)}
      <td>
        <button type="button" aria-label={`${words.remove} ${id}`} onClick={remove}>
          {words.remove}
        </button>
      </td>
    </tr>
  );
}

interface PrescriptionProps {
  readonly name: string;
  readonly given: CaseLesion['prescription'];
  readonly change: (next: CaseLesion['prescription']) => void;
}

/** "27 / 3": Gy in so many fractions, with a point or a comma. */
function Prescription({ name, given, change }: PrescriptionProps) {
  const words = useWords().structures;
  const [text, setText] = useState(given === undefined ? '' : `${given.doseGy} / ${given.fractions}`);
  const language = useLanguage();
  const [, doseText = '', fractions = ''] = /^\s*([^/]+)\/\s*(\d+)\s*$/.exec(text) ?? [];
  const dose = readNumber(doseText, language);
  const isWrong = text.trim() !== '' && (dose.kind !== 'number' || dose.value < 0);
  return (
    <>
      <input
        aria-label={name}
        aria-invalid={isWrong}
        placeholder="27 / 3"
        size={8}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onBlur={() => {
          if (text.trim() === '') change(undefined);
          else if (dose.kind === 'number' && !isWrong) {
            change({ ...given, doseGy: dose.value, fractions: Number(fractions) });
          }
        }}
      />
      {isWrong && <span className={styles.wrong}>{words.prescriptionForm}</span>}
    </>
  );
}
