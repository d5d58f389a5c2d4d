import type { CheckResult, Finding, FindingOutcome, LesionResult } from '../../core/index.ts';

/** Worst first. An open question stands where the worst of its possible answers stands, just behind it. */
const BADNESS: Readonly<Record<FindingOutcome, number>> = {
  'unacceptable-deviation': 90,
  'not-met': 80,
  'not-evaluable': 60,
  'depends-on-reading': 55,
  undecided: 50,
  'acceptable-deviation': 40,
  'no-rule-in-source': 20,
  'per-protocol': 0,
  met: 0,
};

/** A finding as it would be if nothing stood against the whole plan. */
export function asFound(finding: Finding): Finding {
  const { withheld } = finding;
  if (withheld === undefined) return finding;
  return { ...finding, outcome: withheld.outcome, words: withheld.words, reason: withheld.reason };
}

/** How bad a finding may turn out to be. */
export function worstPossibleBadness(given: Finding): number {
  const finding = asFound(given);
  const possible = [...(finding.between ?? []), ...finding.readings.map((reading) => reading.outcome)];
  const open = isOpen(finding.outcome) ? possible.map((outcome) => BADNESS[outcome] - 1) : [];
  return Math.max(BADNESS[finding.outcome], ...open);
}

/** The lesions, worst possible first; equal ones in the order of the case. */
export function lesionsWorstFirst(result: CheckResult): LesionResult[] {
  const badness = (lesion: LesionResult): number[] =>
    findingsOf(result, lesion)
      .map(worstPossibleBadness)
      .sort((a, b) => b - a);
  return result.lesions
    .map((lesion, order) => ({ lesion, order, badness: badness(lesion) }))
    .sort((a, b) => compareLists(b.badness, a.badness) || a.order - b.order)
    .map(({ lesion }) => lesion);
}

/** The findings of one lesion in the order of the rules. */
export function findingsOf(result: CheckResult, lesion: LesionResult): Finding[] {
  return result.findings.filter((finding) => finding.lesion === lesion.id);
}

/** Findings that belong to no lesion: they must not get lost. */
export function findingsOfNoLesion(result: CheckResult): Finding[] {
  const ids = new Set(result.lesions.map((lesion) => lesion.id));
  return result.findings.filter((finding) => !ids.has(finding.lesion));
}

export function isOpen(outcome: FindingOutcome): boolean {
  return outcome === 'undecided' || outcome === 'depends-on-reading' || outcome === 'not-evaluable';
}

/** Nothing in it needs to be read: the rule is met or without deviation, or would be. */
export function isFine(finding: Finding): boolean {
  return toneOf(asFound(finding).outcome) === 'fine';
}

export type Tone = 'bad' | 'deviation' | 'open' | 'fine' | 'none';

const TONES: Readonly<Record<string, Tone>> = {
  'unacceptable-deviation': 'bad',
  'not-met': 'bad',
  'acceptable-deviation': 'deviation',
  undecided: 'open',
  'depends-on-reading': 'open',
  'not-evaluable': 'open',
  'per-protocol': 'fine',
  met: 'fine',
  'no-deviation-found': 'fine',
  // Of a comparison.
  worse: 'bad',
  open: 'open',
  'not-worse': 'fine',
};

export function toneOf(outcome: string): Tone {
  return TONES[outcome] ?? 'none';
}

/** Two characters before a line, so that nothing hangs on colour. */
export const MARKS: Readonly<Record<Tone, string>> = {
  bad: '!!',
  deviation: '! ',
  open: '? ',
  fine: 'ok',
  none: '- ',
};

/** The same as one sign, where the type is not of one width. */
export const SYMBOLS: Readonly<Record<Tone, string>> = { bad: '!!', deviation: '!', open: '?', fine: '✓', none: '–' };

/** The mark of a finding; in brackets where its verdict is withheld. */
export function markOf(finding: Finding): string {
  const mark = MARKS[toneOf(asFound(finding).outcome)];
  return finding.withheld === undefined ? mark : `(${mark.trim()})`;
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? -1) - (b[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
