import { type ComparedFinding, shortWords } from '../../core/index.ts';
import { MARKS, type Tone, toneOf } from './rank.ts';
import { ruleHead, ruleTitle, shortened, shownDifference, shownRange, shownValue } from './shown.ts';

type Side = NonNullable<ComparedFinding['a']>;

const CHANGES: Readonly<Record<ComparedFinding['change'], string>> = {
  worse: 'worse',
  unsettled: 'no longer settled',
  open: 'open in both',
  'only-a': 'in A only',
  'only-b': 'in B only',
  settled: 'settled in B',
  better: 'better',
  same: 'the same',
};

/** What became of a class, and whether nothing is known about better or worse. */
export function changeWords({ change, mayBeWorse }: ComparedFinding): string {
  const isTold = change === 'worse' || change === 'only-a' || change === 'only-b';
  return `${CHANGES[change]}${mayBeWorse && !isTold ? ', may be worse' : ''}`;
}

/** "L1, PTV coverage" */
export function comparedTitle({ lesion, rule }: ComparedFinding): string {
  return lesion === '' ? ruleTitle(rule) : `${lesion}, ${ruleTitle(rule)}`;
}

/** The same for a narrow column. */
export function briefTitle({ lesion, rule }: ComparedFinding): string {
  return lesion === '' ? ruleHead(rule) : `${shortened(lesion, 12)} ${ruleHead(rule)}`;
}

/** "78.1 % (77.0-79.2)" with enough decimals beside the limits of both plans. */
export function sideValue(side: Side | null, { a, b, unit, crossed }: ComparedFinding): string {
  if (side === null) return 'none';
  const limits = [...crossed, ...[a, b].flatMap((each) => each?.limit ?? [])];
  const range = shownRange(side.low, side.high, unit, limits);
  return `${shownValue(side.value, unit, limits)}${range === '' ? '' : ` (${range})`}`;
}

/** The class in words; in brackets what it would be where its verdict is withheld. */
export function sideClass(side: Side | null): string {
  if (side === null) return 'none';
  const { outcome, withheld } = side;
  return withheld === undefined ? shortWords(outcome) : `${shortWords(outcome)} (${shortWords(withheld)})`;
}

function sideTone(side: Side | null): Tone {
  return side === null ? 'none' : toneOf(side.outcome);
}

/** In brackets where the verdict is withheld. */
export function sideMark(side: Side | null): string {
  return side?.withheld === undefined ? MARKS[sideTone(side)] : `(${MARKS[toneOf(side.withheld)].trim()})`;
}

/** "-23.7 points"; a dash where there is none. */
export function deltaWords({ delta, unit }: ComparedFinding): string {
  return shownDifference(delta, unit).replace(/ %$/, ' points');
}
