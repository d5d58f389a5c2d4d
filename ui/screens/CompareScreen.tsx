import { useEffect } from 'react';
import type { CheckResult } from '../../core/index.ts';
import { CompareCurves } from '../compare/CompareCurves.tsx';
import { ComparedLesions } from '../compare/ComparedLesions.tsx';
import { CompareOutputs } from '../compare/CompareOutputs.tsx';
import { CompareTable } from '../compare/CompareTable.tsx';
import { CompareVerdict } from '../compare/CompareVerdict.tsx';
import type { OtherPlan } from '../compare/other-plan.ts';
import { OtherPlanBar } from '../compare/OtherPlanBar.tsx';
import type { OtherPlanDesk } from '../compare/use-other-plan.ts';
import { secondPlanFiles } from '../files/second-plan-files.ts';
import type { Page } from '../page.ts';
import { Colon } from '../panels/Colon.tsx';
import { English } from '../panels/English.tsx';
import { PickFiles } from '../panels/PickFiles.tsx';
import { Proposal } from '../panels/Proposal.tsx';
import { useWords } from '../words/use-words.ts';
import styles from '../compare/compare.module.css';

interface CompareScreenProps {
  /** The check of the plan that is open: A. */
  readonly first: CheckResult;
  readonly name: string | null;
  readonly other: OtherPlan | null;
  /** Whether the first plan has a case file that may be used for the second, too. */
  readonly hasCase: boolean;
  readonly desk: OtherPlanDesk;
  readonly ask: Page['ask'];
}

/** The demonstration patient has a second plan, which is made here. */
const DEMO_SUBJECT = 'phantom-himars-demo';

/** Two plans of one patient side by side: which classes flip from A to B, and why. */
export function CompareScreen({ first, name, other, hasCase, desk, ask }: CompareScreenProps) {
  const { compare: words } = useWords();
  const waits = other !== null && other.busy === null && other.problem === null && other.compared === null;
  const choice = other?.choice ?? null;
  useEffect(() => {
    // The first plan was checked anew meanwhile.
    if (waits && choice !== null) desk.compare(choice);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [waits]);
  return (
    <>
      <h1>{words.heading}</h1>
      <p>{words.lead}</p>
      {other === null ? (
        <PickFiles name={words.planB} words={words} open={desk.open}>
          {first.subject === DEMO_SUBJECT && (
            <button type="button" onClick={() => desk.open(words.demoName, () => secondPlanFiles(ask))}>
              {words.demo}
            </button>
          )}
        </PickFiles>
      ) : (
        <OtherPlanBar first={first} name={name} other={other} hasCase={hasCase} desk={desk} />
      )}
      <div role="status" aria-live="polite">
        {other?.busy != null && (
          <p className={styles.busy}>
            <span>
              {other.name}
              <Colon /> <English>{other.busy}</English> …
            </span>
            <button type="button" onClick={desk.close}>
              {words.cancel}
            </button>
          </p>
        )}
      </div>
      {other?.problem != null && (
        <section className={styles.problem} role="alert">
          <h2>{words.cannot}</h2>
          <p>
            <English>{other.problem.message}</English>
          </p>
          {other.problem.kind === 'contradiction' && <p className={styles.soft}>{words.noWay}</p>}
          {other.problem.kind !== 'contradiction' && choice !== null && (
            <p className={styles.soft}>{words.otherCase}</p>
          )}
        </section>
      )}
      {other?.compared != null && (
        <>
          <CompareVerdict result={other.compared.result} />
          {other.compared.proposedCase !== null && choice?.from === 'proposed' && !choice.accept && (
            <Proposal
              proposed={other.compared.proposedCase}
              accept={() => desk.compare({ from: 'proposed', accept: true })}
              edit={null}
            />
          )}
          <CompareTable result={other.compared.result} />
          <CompareCurves key={other.name} first={first} result={other.compared.result} ask={ask} />
          <ComparedLesions result={other.compared.result} />
          <CompareOutputs ask={ask} />
        </>
      )}
    </>
  );
}
