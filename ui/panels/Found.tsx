import type { InspectResult } from '../../core/index.ts';
import { useWords } from '../words/use-words.ts';
import { Colon } from './Colon.tsx';
import { Warnings } from './Warnings.tsx';
import styles from './Found.module.css';

interface FoundProps {
  readonly found: InspectResult;
  /** What is said already. */
  readonly said: string | null;
}

/** What the files hold: objects, how they refer to each other, what was refused or passed over, and why. */
export function Found({ found, said }: FoundProps) {
  const words = useWords().open;
  const { objects, images, links, passedOver, warnings } = found;
  const refusals = found.refusals.filter((refusal) => refusal !== said);
  return (
    <>
      {refusals.length > 0 && (
        <section className={styles.refused}>
          <h2>{words.refused}</h2>
          <ul>
            {refusals.map((refusal) => (
              <li key={refusal}>{refusal}</li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{words.found}</h2>
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{words.what}</th>
                <th scope="col">{words.label}</th>
                <th scope="col">{words.file}</th>
                <th scope="col" className={styles.number}>
                  {words.size}
                </th>
              </tr>
            </thead>
            <tbody>
              {objects.map(({ path, kind, modality, label, bytes }) => (
                <tr key={path}>
                  <th scope="row">
                    {words.objects[kind]} <span className={styles.soft}>{modality}</span>
                  </th>
                  <td>{label ?? ''}</td>
                  <td className={styles.path}>{path}</td>
                  <td className={styles.number}>{words.kilobytes(Math.ceil(bytes / 1024))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {images > 0 && <p className={styles.soft}>{words.images(images)}</p>}
      </section>
      <section>
        <h2>{words.links}</h2>
        {links.length === 0 && <p>{words.noLinks}</p>}
        <ul>
          {links.map(({ from, to, says, status, message }) => (
            <li key={`${from} ${to} ${says}`} className={status === 'contradicts' ? styles.bad : undefined}>
              <b>{words.link[status]}</b>
              <Colon /> {message ?? says}
            </li>
          ))}
        </ul>
      </section>
      <Warnings heading={words.warnings} warnings={warnings} />
      {passedOver.length > 0 && (
        <details>
          <summary>
            {words.passedOver} ({passedOver.length})
          </summary>
          <ul>
            {passedOver.map(({ path, why }) => (
              <li key={path}>
                {path}: {why}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
