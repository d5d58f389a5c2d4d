import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { decidedOn } from '../../core/index.ts';
import type { CaseFile, CheckResult, Finding, FindingOutcome } from '../../core/index.ts';
import { decisionLines } from '../../src/report/decision-words.ts';
import { withDecision, withDecisionTakenBack } from '../case-draft.ts';
import { useWords } from '../words/use-words.ts';
import { English } from './English.tsx';
import styles from './Decide.module.css';

interface DecideProps {
  readonly result: CheckResult;
  readonly finding: Finding;
  readonly draft: CaseFile;
  /** Checks again, with a case that was changed. */
  readonly recheck: (draft: CaseFile) => void;
}

/** What persons decided of a finding, and, while it is open, a form for one decision more. */
export function Decide({ result, finding, draft, recheck }: DecideProps) {
  const { decide: words, result: say } = useWords();
  const { rule, lesion, decidable = [], decisions = [] } = finding;
  const standing = decisions.some(({ standing: each }) => each !== 'withdrawn');
  if (decidable.length === 0 && decisions.length === 0) return null;
  return (
    <div className={styles.decide}>
      {decisionLines(finding).map((line) => (
        <p key={line} className={styles.decision}>
          <English>{line}</English>
        </p>
      ))}
      {standing && (
        <details>
          <summary>{words.takeBack}</summary>
          <p className={styles.soft}>{words.takeBackLead}</p>
          <SignForm
            classes={null}
            submit={words.takeBack}
            sign={(signed) => recheck(withDecisionTakenBack(draft, { rule, lesion }, signed))}
          />
        </details>
      )}
      {decidable.length > 0 && (
        <details>
          <summary>{words.heading}</summary>
          <p className={styles.soft}>{words.lead}</p>
          <SignForm
            classes={decidable.map((outcome) => ({ outcome, words: say.short(outcome) }))}
            submit={words.sign}
            sign={({ outcome, ...signed }) => {
              const of = decidedOn(finding, result.inputs);
              const whose = lesion === '' ? {} : { lesion };
              recheck(withDecision(draft, { rule, ...whose, outcome: outcome as DecidedOutcome, ...signed, of }));
            }}
          />
        </details>
      )}
    </div>
  );
}

type DecidedOutcome = NonNullable<CaseFile['decisions']>[number]['outcome'];

interface SignFormProps {
  /** What may be chosen; null: nothing is. */
  readonly classes: readonly { readonly outcome: FindingOutcome; readonly words: string }[] | null;
  readonly submit: string;
  readonly sign: (signed: {
    readonly outcome: string;
    readonly by: string;
    readonly date: string;
    readonly reason: string;
  }) => void;
}

/** Who, when and why: typed by the person, since the page has no clock and no identity that it would vouch for. */
function SignForm({ classes, submit, sign }: SignFormProps) {
  const { decide: words } = useWords();
  const [isMissing, setIsMissing] = useState(false);
  const take = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const said = (key: string): string => {
      const value = data.get(key);
      return typeof value === 'string' ? value.trim() : '';
    };
    const signed = { outcome: said('outcome'), by: said('by'), date: said('date'), reason: said('reason') };
    const needed = classes === null ? [signed.by, signed.date, signed.reason] : Object.values(signed);
    setIsMissing(needed.includes(''));
    if (needed.includes('')) return;
    const { outcome, ...who } = signed;
    sign(classes === null ? (who as typeof signed) : { outcome, ...who });
  };
  return (
    <form className={styles.form} onSubmit={take} noValidate>
      {classes !== null && (
        <label>
          {words.outcome}
          <select name="outcome" defaultValue="">
            <option value="">{words.choose}</option>
            {classes.map(({ outcome, words: name }) => (
              <option key={outcome} value={outcome}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        {words.by}
        <input name="by" type="text" autoComplete="off" />
      </label>
      <label>
        {words.date}
        <input name="date" type="date" />
      </label>
      <label className={styles.wide}>
        {words.reason}
        <textarea name="reason" rows={2} />
      </label>
      {isMissing && (
        <p role="alert" className={styles.wrong}>
          {words.missing}
        </p>
      )}
      <button type="submit">{submit}</button>
    </form>
  );
}
