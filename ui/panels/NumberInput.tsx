import { useId, useState } from 'react';
import { readNumber } from '../words/read-number.ts';
import { useLanguage, useWords } from '../words/use-words.ts';

interface NumberInputProps {
  readonly label: string;
  readonly value: unknown;
  /** Undefined: nothing, or nothing that is a number. */
  readonly change: (value: number | undefined) => void;
}

/** A number with a point or a comma. What is not taken says why, and counts as unknown. */
export function NumberInput({ label, value, change }: NumberInputProps) {
  const words = useWords().number;
  const language = useLanguage();
  const [text, setText] = useState(typeof value === 'number' ? String(value) : '');
  const why = useId();
  const read = readNumber(text, language);
  return (
    <>
      <input
        type="text"
        inputMode="decimal"
        size={8}
        aria-label={label}
        aria-invalid={read.kind === 'refused'}
        aria-describedby={read.kind === 'refused' ? why : undefined}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          const next = readNumber(target.value, language);
          change(next.kind === 'number' ? next.value : undefined);
        }}
      />
      {read.kind === 'refused' && <span id={why}>{words[read.why]}</span>}
    </>
  );
}
