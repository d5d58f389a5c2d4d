import type { Warning } from '../../core/index.ts';
import { English } from './English.tsx';
import styles from './Warnings.module.css';

/** Everything that was odd and stopped nothing, with its code; nothing where there is none. */
export function Warnings({ heading, warnings }: { readonly heading: string; readonly warnings: readonly Warning[] }) {
  if (warnings.length === 0) return null;
  return (
    <section>
      <h2>{heading}</h2>
      <ul>
        {warnings.map(({ code, message }) => (
          <li key={`${code} ${message}`}>
            <English>{message}</English> <span className={styles.code}>[{code}]</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
