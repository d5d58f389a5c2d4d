import type { CheckResult } from '../../core/index.ts';
import { Colon } from '../panels/Colon.tsx';
import { Found } from '../panels/Found.tsx';
import { useWords } from '../words/use-words.ts';
import type { OtherCase, OtherPlan } from './other-plan.ts';
import type { OtherPlanDesk } from './use-other-plan.ts';
import styles from './compare.module.css';

interface OtherPlanBarProps {
  readonly first: CheckResult;
  readonly name: string | null;
  readonly other: OtherPlan;
  readonly hasCase: boolean;
  readonly desk: OtherPlanDesk;
}

/** Which plan is A and which B, whose lesions are taken for B, and what its files hold. */
export function OtherPlanBar({ first, name, other, hasCase, desk }: OtherPlanBarProps) {
  const { compare: words } = useWords();
  const { opened, choice, busy } = other;
  const choices: readonly { readonly words: string; readonly choice: OtherCase }[] = [
    ...(opened?.cases ?? []).map((found) => ({
      words: words.cases.own(found.path),
      choice: { from: 'own', found } as const,
    })),
    ...(hasCase ? [{ words: words.cases.first, choice: { from: 'first' } as const }] : []),
    { words: words.cases.proposed, choice: { from: 'proposed', accept: false } },
  ];
  const chosen = choices.findIndex((each) => choice !== null && isSame(each.choice, choice));
  return (
    <>
      <div className={styles.plans}>
        <p>
          <b>A</b> {name ?? first.subject} <span className={styles.soft}>({words.isOpen})</span>
        </p>
        <p>
          <b>B</b> {other.name}{' '}
          {busy === null && (
            <button type="button" onClick={desk.close}>
              {words.close}
            </button>
          )}
        </p>
        {opened !== null && (
          <p>
            <label>
              {words.caseOf}
              <Colon />{' '}
              <select
                value={chosen}
                disabled={busy !== null}
                onChange={({ currentTarget }) => {
                  const next = choices[Number(currentTarget.value)];
                  if (next !== undefined) desk.compare(next.choice);
                }}
              >
                {choices.map((each, index) => (
                  <option key={each.words} value={index}>
                    {each.words}
                  </option>
                ))}
              </select>
            </label>
          </p>
        )}
      </div>
      {opened !== null && (
        <details open={other.problem !== null}>
          <summary>{words.found}</summary>
          <Found found={opened.found} said={other.problem?.message ?? null} />
        </details>
      )}
    </>
  );
}

function isSame(one: OtherCase, other: OtherCase): boolean {
  if (one.from === 'own') return other.from === 'own' && one.found.path === other.found.path;
  return one.from === other.from;
}
