import { useState } from 'react';
import type { StudiesResult } from '../../core/index.ts';
import type { PacsAccess } from '../../src/worker/messages.ts';
import { configuredPacs } from '../files/configured-pacs.ts';
import type { Page } from '../page.ts';
import { useWords } from '../words/use-words.ts';
import { English } from './English.tsx';
import { Wide } from './Wide.tsx';
import styles from './FromPacs.module.css';

type FromPacsProps = Pick<Page, 'ask' | 'open'>;

/** A study from the configured PACS instead of files: found by its patient or named by its UID. Nothing where there is no PACS. */
export function FromPacs({ ask, open }: FromPacsProps) {
  const { pacs: words } = useWords();
  const [server] = useState(configuredPacs);
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [withCt, setWithCt] = useState(false);
  const [patientId, setPatientId] = useState('');
  const [uid, setUid] = useState('');
  const [found, setFound] = useState<StudiesResult | 'searching' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  if (server === null) return null;
  const access: PacsAccess = { url: server, login: user === '' ? null : { user, password } };
  const search = (): void => {
    setProblem(null);
    setFound('searching');
    ask('pacsStudies', { access, patientId }).then(setFound, (error: unknown) => {
      setFound(null);
      setProblem(error instanceof Error ? error.message : String(error));
    });
  };
  const fetchStudy = (studyInstanceUid: string): void => {
    open(words.name, (onProgress) => ask('pacsFetch', { access, studyInstanceUid, withCt }, onProgress));
  };
  return (
    <section className={styles.pacs} aria-labelledby="from-pacs">
      <h2 id="from-pacs">{words.heading}</h2>
      <p className={styles.soft}>{words.lead(server)}</p>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          search();
        }}
      >
        <label>
          {words.patientId}{' '}
          <input value={patientId} autoComplete="off" onChange={(event) => setPatientId(event.currentTarget.value)} />
        </label>
        <button type="submit" disabled={patientId.trim() === ''}>
          {words.search}
        </button>
      </form>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          fetchStudy(uid.trim());
        }}
      >
        <label>
          {words.study}{' '}
          <input size={36} value={uid} autoComplete="off" onChange={(event) => setUid(event.currentTarget.value)} />
        </label>
        <button type="submit" disabled={uid.trim() === ''}>
          {words.fetch}
        </button>
      </form>
      <p className={styles.row}>
        <label>
          <input type="checkbox" checked={withCt} onChange={(event) => setWithCt(event.currentTarget.checked)} />{' '}
          {words.withCt}
        </label>
      </p>
      <details>
        <summary>{words.login}</summary>
        <p className={styles.row}>
          <label>
            {words.user}{' '}
            <input value={user} autoComplete="off" onChange={(event) => setUser(event.currentTarget.value)} />
          </label>
          <label>
            {words.password}{' '}
            <input
              type="password"
              value={password}
              autoComplete="off"
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
          </label>
        </p>
        <p className={styles.soft}>{words.notKept}</p>
      </details>
      {problem !== null && (
        <div className={styles.problem} role="alert">
          <p>
            <strong>{words.cannot}</strong>
          </p>
          <p>
            <English>{problem}</English>
          </p>
          {problem.includes('cannot be reached') && <p className={styles.soft}>{words.perhaps}</p>}
        </div>
      )}
      <div role="status">
        {found === 'searching' && <p>{words.searching}</p>}
        {found !== null && found !== 'searching' && <Studies found={found} fetchStudy={fetchStudy} />}
      </div>
    </section>
  );
}

interface StudiesProps {
  readonly found: StudiesResult;
  readonly fetchStudy: (uid: string) => void;
}

function Studies({ found: { patientId, studies }, fetchStudy }: StudiesProps) {
  const { pacs: words } = useWords();
  if (studies.length === 0) return <p>{words.none}</p>;
  return (
    <Wide label={words.found(patientId)}>
      <table className={styles.table}>
        <caption>{words.found(patientId)}</caption>
        <thead>
          <tr>
            <th scope="col">{words.open}</th>
            <th scope="col">{words.date}</th>
            <th scope="col">{words.what}</th>
            <th scope="col">{words.modalities}</th>
            <th scope="col">{words.objects}</th>
            <th scope="col">{words.study}</th>
          </tr>
        </thead>
        <tbody>
          {studies.map(({ studyInstanceUid, date, description, modalities, instances }) => (
            <tr key={studyInstanceUid}>
              <td>
                <button
                  type="button"
                  aria-label={words.openStudy(shownDate(date), description ?? '')}
                  onClick={() => fetchStudy(studyInstanceUid)}
                >
                  {words.open}
                </button>
              </td>
              <td>{shownDate(date)}</td>
              <td>{description ?? '-'}</td>
              <td>{modalities.length === 0 ? '-' : modalities.join(' ')}</td>
              <td className={styles.number}>{instances ?? '-'}</td>
              <td>{studyInstanceUid}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** "2026-02-02"; what is no date stays as it is. */
function shownDate(date: string | null): string {
  return date === null ? '-' : date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
}
