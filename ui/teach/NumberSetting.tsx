import { useId, useState } from 'react';
import { TEACHING_NUMBERS } from '../../core/index.ts';
import type { TeachingNumberName } from '../../core/index.ts';
import { readNumber } from '../words/read-number.ts';
import { useLanguage, useWords } from '../words/use-words.ts';
import styles from './Settings.module.css';

interface NumberSettingProps {
  readonly name: TeachingNumberName;
  readonly value: number;
  readonly change: (value: number) => void;
}

/** A slider with a field for the number itself; a decimal comma is taken as well as a point. */
export function NumberSetting({ name, value, change }: NumberSettingProps) {
  const language = useLanguage();
  const words = useWords();
  const { lowest, highest, step, unit } = TEACHING_NUMBERS[name];
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  const digits = (number: number): string => words.result.digits(String(number));
  const shown = typed ?? digits(value);
  const read = readNumber(shown, language);
  const isFine =
    read.kind === 'number' &&
    read.value >= lowest &&
    read.value <= highest &&
    (name !== 'seed' || Number.isInteger(read.value));
  const why =
    read.kind === 'refused'
      ? words.number[read.why]
      : words.teach.range(digits(lowest), `${digits(highest)} ${unit}`.trim());
  return (
    <div className={styles.setting}>
      <label htmlFor={id}>{words.teach.numbers[name]}</label>
      <input
        id={id}
        className={styles.slider}
        type="range"
        min={lowest}
        max={name === 'seed' ? 99 : highest}
        step={step}
        value={value}
        aria-valuetext={`${digits(value)} ${unit}`.trim()}
        onChange={(event) => {
          setTyped(null);
          change(Number(event.currentTarget.value));
        }}
      />
      <span className={styles.number}>
        <input
          className={styles.field}
          type="text"
          inputMode="decimal"
          aria-label={`${words.teach.numbers[name]}${unit === '' ? '' : `, ${unit}`}`}
          aria-invalid={!isFine}
          aria-describedby={isFine ? undefined : `${id}-why`}
          value={shown}
          onChange={(event) => {
            const text = event.currentTarget.value;
            setTyped(text);
            const now = readNumber(text, language);
            if (
              now.kind === 'number' &&
              now.value >= lowest &&
              now.value <= highest &&
              (name !== 'seed' || Number.isInteger(now.value))
            ) {
              change(now.value);
            }
          }}
          onBlur={() => {
            if (isFine) setTyped(null);
          }}
        />
        <span className={styles.unit}>{unit}</span>
      </span>
      {!isFine && (
        <span id={`${id}-why`} className={styles.why}>
          {why}
        </span>
      )}
    </div>
  );
}
