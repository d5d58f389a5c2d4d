import type { ReactNode } from 'react';
import type { FoundCase } from '../../src/worker/messages.ts';
import { Colon } from '../panels/Colon.tsx';
import { Found } from '../panels/Found.tsx';
import { CONFIRMABLE } from '../case-draft.ts';
import { English } from '../panels/English.tsx';
import { PickFiles } from '../panels/PickFiles.tsx';
import type { BringFiles } from '../page.ts';
import type { State } from '../state.ts';
import { useWords } from '../words/use-words.ts';
import styles from './OpenScreen.module.css';

interface OpenScreenProps {
  readonly state: State;
  readonly open: (name: string, pick: BringFiles) => void;
  readonly openDemo: () => void;
  readonly expectFiles: () => void;
  readonly openSkeleton: () => void;
  readonly teach: () => void;
  /** To the lesions and prescriptions. */
  readonly edit: () => void;
  readonly check: (caseFile: FoundCase | null, acceptProposal?: boolean, dose?: string) => void;
  /** Another way to a patient. */
  readonly children?: ReactNode;
}

/** Drop or pick; what is being read; what was found, refused, and why. */
export function OpenScreen({
  state,
  open,
  openDemo,
  openSkeleton,
  teach,
  expectFiles,
  edit,
  check,
  children,
}: OpenScreenProps) {
  const words = useWords().open;
  const { busy, problem, opened, caseFile, checked } = state;
  const { confirmed } = useWords().structures;
  // A refusal that names its own way out has one, on the page a box to tick; the others have none.
  const asked = CONFIRMABLE.find((word) => problem?.message.includes(`"confirm": ["${word}"]`) === true);
  const isConfirmable = asked !== undefined;
  const isOfDoses = problem?.message.includes('objects of kind dose are there') === true;
  const doses = isOfDoses ? (opened?.found.objects.filter(({ kind }) => kind === 'dose') ?? []) : [];
  return (
    <>
      <h1>{words.heading}</h1>
      <p>{words.lead}</p>
      <PickFiles name={words.heading} words={words} open={open} expectFiles={expectFiles} />
      {children}
      <ul className={styles.tries} aria-label={words.tries} onPointerEnter={expectFiles} onFocus={expectFiles}>
        {(
          [
            [words.demo, words.demoLead, openDemo],
            [words.skeleton, words.skeletonLead, openSkeleton],
            [words.teach, words.teachLead, teach],
          ] as const
        ).map(([name, lead, act]) => (
          <li key={name}>
            <button type="button" onClick={act}>
              {name}
            </button>{' '}
            <span className={styles.soft}>{lead}</span>
          </li>
        ))}
      </ul>
      {problem !== null && (
        <section className={styles.problem} role="alert">
          <h2>{words.cannot}</h2>
          {doses.length > 0 ? (
            <Doses doses={doses} choose={(dose) => check(caseFile, false, dose)} />
          ) : (
            <p>
              <English>{problem.message.replace(/,? (?:or )?"confirm": \[[^\]]*\]/, '')}</English>
            </p>
          )}
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

interface DosesProps {
  readonly doses: readonly { readonly sopInstanceUid: string; readonly label: string | null; readonly path: string }[];
  readonly choose: (sopInstanceUid: string) => void;
}

/** Several doses, and nothing says which is meant: a person does. */
function Doses({ doses, choose }: DosesProps) {
  const words = useWords().open;
  return (
    <>
      <p>{words.severalDoses}</p>
      <ul className={styles.cases}>
        {doses.map(({ sopInstanceUid, label, path }) => (
          <li key={sopInstanceUid}>
            <button type="button" onClick={() => choose(sopInstanceUid)}>
              {words.checkDose(label ?? path)}
            </button>{' '}
            <span className={styles.soft}>{path}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
