import type { ReactNode } from 'react';
import styles from './Wide.module.css';

interface WideProps {
  /** What it holds, for whoever does not see it. */
  readonly label: string;
  readonly children: ReactNode;
}

/** Holds a table that may be wider than a narrow screen: it scrolls by itself, by keyboard too, and the page does not. */
export function Wide({ label, children }: WideProps) {
  return (
    <div className={styles.wide} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
