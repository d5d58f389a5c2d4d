import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../core/index.ts';
import { exitStatusOf } from '../../src/cli/exit-status.ts';
import { CHECK_FIXTURE } from '../report/check-result-fixture.ts';

type Summary = CheckResult['summary'];
const UNDECIDED = { rule: 'himars/ptv-coverage', lesion: 'L1', outcome: 'undecided' } as const;

function statusOf(
  outcome: CheckResult['outcome'],
  worstSettled: Summary['worstSettled'],
  open: Summary['open'],
  lesions = CHECK_FIXTURE.lesions,
): number {
  return exitStatusOf({
    ...CHECK_FIXTURE,
    outcome,
    lesions,
    summary: { ...CHECK_FIXTURE.summary, worstSettled, open },
  });
}

describe('the exit status of a check', () => {
  it.each(['unacceptable-deviation', 'not-met', 'acceptable-deviation'] as const)(
    'is 1 when %s is settled, open questions or not',
    (outcome) => {
      expect(statusOf(outcome, outcome, [])).toBe(1);
      expect(statusOf(outcome, outcome, [UNDECIDED])).toBe(1);
    },
  );

  it('is 2 when nothing is settled and something is open', () => {
    expect(statusOf('undecided', null, [UNDECIDED])).toBe(2);
    expect(statusOf('not-evaluable', null, [])).toBe(2);
    expect(statusOf('no-deviation-found', null, [UNDECIDED])).toBe(2);
  });

  it('is 2 when the record has no rule, and when there is no lesion', () => {
    expect(statusOf('no-rule-in-source', null, [])).toBe(2);
    expect(statusOf('no-deviation-found', null, [], [])).toBe(2);
  });

  it('is 0 only when no deviation was found and nothing is open', () => {
    expect(statusOf('no-deviation-found', null, [])).toBe(0);
  });
});
