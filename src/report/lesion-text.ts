import type { CheckResult, Finding, LesionResult, TargetResult } from '../../core/index.ts';
import { overallWords, shortWords, wordsOf } from '../../core/index.ts';
import { decisionLines } from './decision-words.ts';
import { flipLines } from './flip-words.ts';
import { indexWords } from './index-words.ts';
import { briefValue } from './matrix.ts';
import { sharedReasons, whyUnchecked } from './obstacles.ts';
import { asFound, findingsOf, isFine, markOf, MARKS, toneOf } from './rank.ts';
import {
  lesionFacts,
  limitsOf,
  listed,
  lowerFirst,
  prescriptionWords,
  ruleHead,
  ruleTitle,
  shownCoverage,
  shownDifference,
  shownLimit,
  shownRange,
  shownValue,
  shownVolume,
  targetDoses,
} from './shown.ts';
import { textColumns, wrapText } from './text-columns.ts';

const INDENT = '   ';
const HANGING = '      ';

/** One lesion: what needs reading in full, what is met in a line, then doses, indices and the planning system's numbers. */
export function lesionText(result: CheckResult, lesion: LesionResult): string[] {
  const findings = findingsOf(result, lesion);
  return [
    ...wrapText(
      `${MARKS[toneOf(lesion.outcome)]} Lesion ${lesion.id}: ${lowerFirst(overallWords(lesion.outcome))}`,
      '',
      INDENT,
    ),
    ...wrapText(`${lesionFacts(lesion)}; ${prescriptionWords(lesion)}`, INDENT),
    ...findingLines(findings, lesion, sharedReasons(result)),
    ...targetLines('PTV', lesion.ptv, lesion, findings),
    ...targetLines('GTV', lesion.gtv, lesion, findings),
    ...(lesion.gtvOutsidePtvCm3 === null || lesion.gtvOutsidePtvCm3 === 0
      ? []
      : [`${INDENT}GTV outside its PTV: ${shownVolume(lesion.gtvOutsidePtvCm3)}`]),
    ...indexLine(lesion),
    ...tpsTable(lesion),
  ];
}

/** Findings in full, those without a value by their reason, and those that are met in one line. */
export function findingLines(
  findings: readonly Finding[],
  lesion: LesionResult | null,
  saidAbove: readonly string[],
): string[] {
  const toRead = findings.filter((finding) => !isFine(finding));
  const unchecked = toRead.filter((finding) => whyUnchecked(finding) !== null && finding.value === null);
  const why = [...new Set(unchecked.map(whyUnchecked))].filter((reason) => reason !== null);
  return [
    ...toRead.filter((finding) => !unchecked.includes(finding)).flatMap((finding) => findingInFull(finding, lesion)),
    ...why.flatMap((reason) => {
      const rules = unchecked.filter((finding) => whyUnchecked(finding) === reason).map(({ rule }) => ruleTitle(rule));
      const brief = saidAbove.includes(reason) ? (reason.split('; ')[0] ?? reason) : reason;
      const names = listed(rules.map((rule, n) => (n === 0 ? rule : lowerTitle(rule))));
      return wrapText(`${MARKS.open} ${names} not checked: ${brief}`, INDENT, HANGING);
    }),
    ...unchecked.flatMap((finding) =>
      decisionLines(finding).flatMap((line) => wrapText(`${ruleTitle(finding.rule)}: ${line}`, HANGING)),
    ),
    ...metLine(findings.filter(isFine), lesion),
  ];
}

function findingInFull(finding: Finding, lesion: LesionResult | null): string[] {
  const { value, low, high, unit, limit, cite, roiName, readings, withheld, settledBy } = finding;
  const limits = limit === null ? [] : [limit];
  const words = fullWords(asFound(finding));
  const range = shownRange(low, high, unit, limits);
  const beside = [asFound(finding).outcome === 'undecided' ? '' : range, mostLikely(finding, lesion) ?? ''].filter(
    (part) => part !== '',
  );
  const numbers = [
    `${shownValue(value, unit, limits)}${beside.length === 0 ? '' : ` (${beside.join(', ')})`}`,
    ...(limit === null ? [] : [shownLimit(limit, unit)]),
  ].join(', ');
  const of = roiName === null ? '' : ` of ${roiName}`;
  return [
    ...wrapText(
      `${markOf(finding)} ${ruleTitle(finding.rule)}${of}: ${numbers}; ${withheld === undefined ? '' : 'else: '}${words} [${cite.item}]`,
      INDENT,
      HANGING,
    ),
    ...(settledBy === undefined ? [] : wrapText(`${settledBy.words}.`, HANGING)),
    ...(withheld === undefined ? flipLines(finding).flatMap((line) => wrapText(`${line}.`, HANGING)) : []),
    ...textColumns(
      readings.map((reading) => [
        `read as ${reading.name}:`,
        shownValue(reading.value, unit, reading.limit === null ? [] : [reading.limit]),
        shortWords(reading.outcome) +
          (reading.limit === null || reading.limit === limit ? '' : ` (${shownLimit(reading.limit, unit)})`),
      ]),
      [1],
      `${HANGING}   `,
    ),
    ...decisionLines(finding).flatMap((line) => wrapText(line, HANGING)),
  ];
}

/** What the table of readings below says is not said before it. */
function fullWords(finding: Finding): string {
  if (finding.outcome !== 'depends-on-reading') return wordsOf(finding);
  return `${shortWords(finding.outcome)}${finding.reason === null ? '' : `: ${finding.reason}`}`;
}

function metLine(findings: readonly Finding[], lesion: LesionResult | null): string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const parts = findings.map((finding) => {
    const limits = finding.limit === null ? [] : [finding.limit];
    const range = shownRange(finding.low, finding.high, finding.unit, limits);
    const { reason } = asFound(finding);
    const beside = [range, reason ?? ''].filter((part) => part !== '').join('; ');
    const value = lesion === null ? shownValue(finding.value, finding.unit, limits) : briefValue(finding, lesion);
    return `${lowerTitle(ruleHead(finding.rule))} ${value}${beside === '' ? '' : ` (${beside})`}`;
  });
  return wrapText(
    `${markOf(first)} ${first.withheld === undefined ? '' : 'else: '}${parts.join(', ')}`,
    INDENT,
    HANGING,
  );
}

function lowerTitle(title: string): string {
  return /^[A-Z]{2}/.test(title) ? title : lowerFirst(title);
}

function targetLines(
  role: string,
  target: TargetResult | null,
  lesion: LesionResult,
  findings: readonly Finding[],
): string[] {
  if (target === null) return [];
  const { low, high } = target.volumeRangeCm3;
  const range = shownRange(low, high, 'cm³');
  const always = targetDoses(target, lesion).slice(0, 3);
  const others = targetDoses(target, lesion).slice(3);
  const isCovered = findings.some(
    ({ roiName, value, metric }) => roiName === target.roiName && value !== null && metric.startsWith('V100%'),
  );
  const volume = `${shownVolume(target.volumeCm3)}${range === '' ? '' : ` (${range})`}`;
  const coverage =
    isCovered || target.coveragePercent === null
      ? []
      : [`at prescription ${shownCoverage(target.coveragePercent, limitsOf(findings, target.roiName))}`];
  const said = findings.some((finding) => target.reason !== null && whyUnchecked(finding) === target.reason);
  return [
    ...wrapText(
      `${role} ${target.roiName}: ${always.map(({ name, shown }) => `${name} ${shown}`).join(', ')}`,
      INDENT,
      HANGING,
    ),
    ...wrapText(
      [
        volume,
        ...coverage,
        others.map(({ name, shown }) => `${name} ${shown.replace(/ Gy$/, '')}`).join(', ') + ' Gy',
      ].join('; '),
      HANGING,
    ),
    ...(target.outsideDoseCm3 > 0
      ? [`${HANGING}${shownVolume(target.outsideDoseCm3)} OUTSIDE THE DOSE GRID, counted as cold`]
      : []),
    ...(target.reason === null || said ? [] : wrapText(target.reason, HANGING)),
  ];
}

/** What a coverage most likely is, where it reads differently from its value. */
function mostLikely({ roiName, value, metric, limit }: Finding, lesion: LesionResult | null): string | null {
  const target = [lesion?.ptv, lesion?.gtv].find((each) => each?.roiName === roiName);
  const best = target?.coverageBestEstimatePercent ?? null;
  if (best === null || value === null || !metric.startsWith('V100%')) return null;
  const [shown, stated] = [best, value].map((percent) => shownValue(percent, '%', limit === null ? [] : [limit]));
  return shown === stated ? null : `most likely ${shown ?? ''}`;
}

function indexLine(lesion: LesionResult): string[] {
  const words = indexWords(lesion, true);
  return words === null ? [] : wrapText(`Indices: ${words}`, INDENT, HANGING);
}

function tpsTable({ tps }: LesionResult): string[] {
  if (tps === null) return [];
  const name = [tps.system, tps.version].filter((part) => part !== null).join(' ');
  return [
    ...wrapText(`Planning system${name === '' ? '' : ` (${name})`} beside this program:`, INDENT, HANGING),
    ...textColumns(
      [
        ['', 'there', 'here', 'difference', tps.rows.some((row) => row.explainedBy !== null) ? 'closest with' : ''],
        ...tps.rows.map(({ quantity, unit, tps: theirs, here, difference, explainedBy }) => [
          quantity,
          shownValue(theirs, unit),
          shownValue(here, unit),
          shownDifference(difference, unit, theirs),
          explainedBy ?? '',
        ]),
      ],
      [1, 2, 3],
      HANGING,
    ),
  ];
}
