import type { CaseFile, CheckResult } from '../../core/index.ts';
import { furtherWarnings } from '../../src/report/obstacles.ts';
import { findingsOf, findingsOfNoLesion, lesionsWorstFirst, worstPossibleBadness } from '../../src/report/rank.ts';
import { Coverage } from '../panels/Coverage.tsx';
import { Derivation } from '../panels/Derivation.tsx';
import { LesionPanel } from '../panels/LesionPanel.tsx';
import { Matrix } from '../panels/Matrix.tsx';
import { PasteNumbers } from '../panels/PasteNumbers.tsx';
import { Proposal } from '../panels/Proposal.tsx';
import { Verdict } from '../panels/Verdict.tsx';
import type { Page } from '../page.ts';
import type { Selected } from '../state.ts';
import { Warnings } from '../panels/Warnings.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './CheckScreen.module.css';

interface CheckScreenProps {
  readonly result: CheckResult;
  readonly selected: Selected | null;
  readonly select: (selected: Selected | null) => void;
  /** Takes the proposal as confirmed; null where nothing was proposed. */
  readonly accept: (() => void) | null;
  /** The proposal, to be looked at. */
  readonly proposed: CaseFile | null;
  /** To the slices through a lesion. */
  readonly showSlices: (selected: Selected) => void;
  /** To the lesions and prescriptions. */
  readonly edit: () => void;
  /** The case in use, for decisions and numbers that are added to it. */
  readonly draft: CaseFile;
  readonly recheck: (draft: CaseFile) => void;
  readonly ask: Page['ask'];
}

/** Verdict, matrix, the lesion that was chosen, and coverage of all. */
export function CheckScreen({
  result,
  selected,
  select,
  accept,
  proposed,
  edit,
  draft,
  recheck,
  ask,
  showSlices,
}: CheckScreenProps) {
  const words = useWords().check;
  const isThere = selected !== null && result.lesions.some(({ id }) => id === selected.lesion);
  const shown = isThere ? selected : worstCell(result);
  const lesion = result.lesions.find(({ id }) => id === shown?.lesion);
  const warnings = furtherWarnings(result);
  const loose = findingsOfNoLesion(result);
  return (
    <>
      <h1 className={styles.hidden}>{words.heading}</h1>
      <p className={styles.soft}>
        {result.rulesNotice} {result.trial.registry}.
      </p>
      <Verdict result={result} />
      {accept !== null && proposed !== null && result.lesions.length > 0 ? (
        <Proposal proposed={proposed} accept={accept} edit={edit} />
      ) : (
        result.summary.blockers.length > 0 && (
          <p className={styles.buttons}>
            <button type="button" onClick={edit}>
              {words.editCase}
            </button>
          </p>
        )
      )}
      <Matrix result={result} selected={shown} select={select} />
      {lesion !== undefined && shown !== null && (
        <LesionPanel
          key={lesion.id}
          result={result}
          lesion={lesion}
          selected={shown}
          draft={draft}
          recheck={recheck}
          ask={ask}
          showSlices={() => showSlices(shown)}
        />
      )}
      {result.lesions.length > 0 && <PasteNumbers draft={draft} recheck={recheck} ask={ask} />}
      <Coverage result={result} />
      {loose.length > 0 && (
        <section>
          <h2>{words.otherFindings}</h2>
          {loose.map((finding) => (
            <Derivation
              key={`${finding.rule} ${finding.lesion}`}
              result={result}
              finding={finding}
              draft={draft}
              recheck={recheck}
            />
          ))}
        </section>
      )}
      <Warnings heading={words.warnings} warnings={warnings} />
    </>
  );
}

/** What a reader looks at first. */
function worstCell(result: CheckResult): Selected | null {
  const [lesion] = lesionsWorstFirst(result);
  if (lesion === undefined) return null;
  const worst = findingsOf(result, lesion).sort((a, b) => worstPossibleBadness(b) - worstPossibleBadness(a))[0];
  return { lesion: lesion.id, rule: worst?.rule ?? null };
}
