import { useId } from 'react';
import type { CheckResult } from '../../core/index.ts';
import { English } from './English.tsx';
import styles from './Cited.module.css';

interface CitedProps {
  readonly result: CheckResult;
  /** Items of the trial file, one by one. */
  readonly items: readonly string[];
  /** As they are shown: "H19-21". */
  readonly shown: string;
}

/** Items of the record that open into their words; Escape closes them. */
export function Cited({ result, items, shown }: CitedProps) {
  const id = useId();
  return (
    <>
      <button type="button" className={styles.cited} popoverTarget={id}>
        {shown}
      </button>
      <div id={id} popover="auto" className={styles.words}>
        <p className={styles.soft}>{result.trial.registry}</p>
        {items.map((item) => (
          <p key={item}>
            <b>{item}</b> <English>{result.trial.items?.find((each) => each.item === item)?.words ?? ''}</English>
          </p>
        ))}
      </div>
    </>
  );
}
