import type { CheckResult } from '../../core/index.ts';
import { decidedWords, overallWords } from '../../core/index.ts';
import { counted, lowerFirst } from './shown.ts';

/** "6 lesions, 30 findings: 24 without deviation, 1 acceptable deviation, 3 open". */
export function countWords({ lesions, findings, summary }: CheckResult): string {
  const { counts } = summary;
  const parts = [
    [counts['unacceptable-deviation'], 'unacceptable deviation'],
    [counts['not-met'], 'not met'],
    [counts['acceptable-deviation'], 'acceptable deviation'],
    [summary.open.length, 'open'],
    [(counts['per-protocol'] ?? 0) + (counts.met ?? 0), 'met or without deviation'],
  ] as const;
  const shown = parts.filter(([number]) => (number ?? 0) > 0).map(([number, words]) => `${number} ${words}`);
  const all = `${counted(lesions.length, 'lesion')}, ${counted(findings.length, 'finding')}`;
  return shown.length === 0 ? all : `${all}: ${shown.join(', ')}`;
}

/** Of a result whose outcome hides something: that something open may be worse, or that what is settled is fine. */
export function beyondOutcome({ outcome, summary }: CheckResult): string[] {
  const { worstPossible, worstSettled } = summary;
  return [
    ...(worstSettled === 'no-deviation-found' && outcome !== worstSettled
      ? ['What is settled shows no deviation.']
      : []),
    ...(worstPossible === outcome ? [] : [`Worst still possible: ${lowerFirst(overallWords(worstPossible))}.`]),
  ];
}

/** What the user vouches for: what persons decided, a proposal taken unseen, and what the data do not show. */
export function provenance(result: CheckResult): string[] {
  const { pairing, confirmed } = result;
  const decided = decidedWords(result);
  return [
    ...(decided === null ? [] : [decided]),
    ...(pairing === 'accepted'
      ? ['Lesions and prescriptions are proposals of this program, accepted by the user.']
      : []),
    ...(confirmed.length === 0 ? [] : [`Confirmed by the user, not by the data: ${confirmed.join(', ')}.`]),
  ];
}
