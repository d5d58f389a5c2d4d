import { type ComparedFinding, type CompareResult, shortWords } from '../../core/index.ts';
import { MARKS, type Tone, toneOf } from './rank.ts';
import { counted, ruleHead, ruleTitle, shortened, shownDifference, shownRange, shownValue } from './shown.ts';

type ComparedLesion = CompareResult['lesions'][number];

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
export function changeWords(finding: ComparedFinding): string {
  return `${CHANGES[finding.change]}${hasDoubt(finding) ? ', may be worse' : ''}`;
}

/** Whether it has to be said beside the change that B may be worse. */
export function hasDoubt({ change, mayBeWorse }: ComparedFinding): boolean {
  return mayBeWorse && change !== 'worse' && change !== 'only-a' && change !== 'only-b';
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

export function sideTone(side: Side | null): Tone {
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

/** A line of what is not the same in a lesion: numbers as they are shown. */
export interface ComparedRow {
  readonly lesion: string;
  readonly what: string;
  readonly a: string;
  readonly b: string;
  readonly delta: string;
}

/** What of the lesions is not the same in both plans; what differs in digits that are not shown is left out. */
export function comparedRows({ lesions }: CompareResult): ComparedRow[] {
  return lesions.flatMap((lesion) => {
    const { id, in: where, names } = lesion;
    const row = (what: string, a = '', b = '', delta = ''): ComparedRow => ({ lesion: id, what, a, b, delta });
    if (where !== 'both') return [row(`in ${where.toUpperCase()} only`)];
    return [
      ...names.map(({ what, a, b }) => row(what, a ?? 'none', b ?? 'none')),
      ...movedFacts(lesion).map(({ what, unit, a, b, delta }) =>
        row(what, shownValue(a, unit), shownValue(b, unit), shownDifference(delta, unit, a)),
      ),
    ];
  });
}

function movedFacts({ facts }: ComparedLesion): ComparedLesion['facts'] {
  return facts.filter(
    ({ delta, unit }) => delta === null || (delta !== 0 && Number.parseFloat(shownDifference(delta, unit)) !== 0),
  );
}

/** "32 findings compared: 5 classes changed." */
export function comparedCounts({ findings }: CompareResult): string {
  const flipped = findings.filter((finding) => finding.flips).length;
  return `${counted(findings.length, 'finding')} compared: ${counted(flipped, 'class').replace(/classs$/, 'classes')} changed.`;
}

/** What both rest on, in words: what differs, and what is the same. Readings that do not differ are named together. */
export function basisWords({ basis }: CompareResult): {
  readonly others: CompareResult['basis'];
  readonly same: readonly string[];
} {
  const isReading = (what: string): boolean => what.startsWith('reading ');
  const same = basis.filter((row) => row.same && !isReading(row.what)).map(({ what }) => what);
  const readings = basis.filter(({ what }) => isReading(what));
  return {
    others: basis.filter((row) => !row.same),
    same: readings.every((row) => row.same) ? [...same, 'all readings'] : same,
  };
}

/** "Schedule (no treatment dates given)" */
export function notComparedWords({ notCompared }: CompareResult): string[] {
  return notCompared.map(
    ({ rule, in: where, why }) => `${ruleTitle(rule)} (${where === 'both' ? '' : `in ${where.toUpperCase()}: `}${why})`,
  );
}
