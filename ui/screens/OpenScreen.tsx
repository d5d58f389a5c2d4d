import { useRef, useState } from 'react';
import type { FoundCase, PickedFile } from '../../src/worker/messages.ts';
import { filesDropped, filesPicked, opensNoFolders } from '../files/files-dropped.ts';
import { Colon } from '../panels/Colon.tsx';
import { Found } from '../panels/Found.tsx';
import { CONFIRMABLE } from '../case-draft.ts';
import { English } from '../panels/English.tsx';
import type { State } from '../state.ts';
import { useWords } from '../words/use-words.ts';
import styles from './OpenScreen.module.css';

interface OpenScreenProps {
  readonly state: State;
  readonly open: (name: string, pick: () => Promise<readonly PickedFile[]>) => void;
  readonly openDemo: () => void;
  readonly expectFiles: () => void;
  /** To the lesions and prescriptions. */
  readonly edit: () => void;
  readonly check: (caseFile: FoundCase | null) => void;
}

/** Drop or pick; what is being read; what was found, refused, and why. */
export function OpenScreen({ state, open, openDemo, expectFiles, edit, check }: OpenScreenProps) {
  const words = useWords().open;
  const { busy, problem, opened, caseFile, checked } = state;
  const { confirmed } = useWords().structures;
  // A refusal that names its own way out has one, on the page a box to tick; the others have none.
  const asked = CONFIRMABLE.find((word) => problem?.message.includes(`"confirm": ["${word}"]`) === true);
  const isConfirmable = asked !== undefined;
  const [isOver, setOver] = useState(false);
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const openPicked = (input: HTMLInputElement): void => {
    const picked = filesPicked(input.files ?? []);
    // The same folder again is a change too.
    input.value = '';
    const [first] = picked;
    if (first !== undefined) open(first.path.split('/')[0] ?? first.path, () => Promise.resolve(picked));
  };
  return (
    <>
      <h1>{words.heading}</h1>
      <p>{words.lead}</p>
      <div
        className={`${styles.drop ?? ''} ${isOver ? (styles.over ?? '') : ''}`}
        onPointerEnter={expectFiles}
        onFocus={expectFiles}
        onDragEnter={expectFiles}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => {
          setOver(false);
        }}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const dropped = filesDropped(event.dataTransfer);
          open(event.dataTransfer.files[0]?.name ?? words.heading, () => dropped);
        }}
      >
        <p>{words.drop}</p>
        {opensNoFolders() && <p className={styles.soft}>{words.folderHere}</p>}
        <p className={styles.buttons}>
          <button type="button" onClick={() => folder.current?.click()}>
            {words.pickFolder}
          </button>
          <button type="button" onClick={() => files.current?.click()}>
            {words.pickFiles}
          </button>
          <button type="button" onClick={openDemo}>
            {words.demo}
          </button>
        </p>
        <p className={styles.soft}>{words.demoLead}</p>
        <input
          ref={folder}
          type="file"
          hidden
          aria-label={words.pickFolder}
          {...{ webkitdirectory: '' }}
          onChange={(event) => {
            openPicked(event.currentTarget);
          }}
        />
        <input
          ref={files}
          type="file"
          hidden
          multiple
          aria-label={words.pickFiles}
          onChange={(event) => {
            openPicked(event.currentTarget);
          }}
        />
      </div>
      {problem !== null && (
        <section className={styles.problem} role="alert">
          <h2>{words.cannot}</h2>
          <p>
            <English>{problem.message.replace(/,? (?:or )?"confirm": \[[^\]]*\]/, '')}</English>
          </p>
          {problem.kind === 'contradiction' && !isConfirmable && <p className={styles.soft}>{words.noWay}</p>}
          {asked !== undefined && (
            <p>
              {words.orConfirm}
              <Colon /> {confirmed[asked]}.
            </p>
          )}
          {opened !== null && isConfirmable && (
            <button type="button" onClick={edit}>
              {words.edit}
            </button>
          )}
        </section>
      )}
      {opened !== null && (
        <>
          {busy === null && checked === null && problem === null && opened.cases.length > 1 && (
            <section>
              <h2>{words.severalCases}</h2>
              <ul className={styles.cases}>
                {opened.cases.map((each) => (
                  <li key={each.path}>
                    <button
                      type="button"
                      onClick={() => {
                        check(each);
                      }}
                    >
                      {words.useCase} {each.path}
                    </button>
                  </li>
                ))}
                <li>
                  <button
                    type="button"
                    onClick={() => {
                      check(null);
                    }}
                  >
                    {words.propose}
                  </button>
                </li>
              </ul>
            </section>
          )}
          {caseFile !== null && <p>{words.caseUsed(caseFile.path)}</p>}
          {opened.cases.length === 0 && <p>{words.noCase}</p>}
          <Found found={opened.found} said={problem?.message ?? null} />
        </>
      )}
    </>
  );
}
