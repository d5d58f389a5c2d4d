import type { CheckResult, Finding, LesionResult, TargetResult } from '../../core/index.ts';
import { overallWords, shortWords, wordsOf } from '../../core/index.ts';
import { visible } from './escape-html.ts';
import { findingsOf, findingsOfNoLesion, lesionsWorstFirst, MARKS, toneOf } from './rank.ts';
import {
  because,
  lesionFacts,
  lowerFirst,
  limitsOf,
  prescriptionWords,
  readingWords,
  ruleTitle,
  shortHash,
  shownCoverage,
  shownDifference,
  shownDose,
  shownLimit,
  shownRange,
  shownValue,
  shownVolume,
  targetDoses,
} from './shown.ts';
import { columnRows, textColumns, wrapText } from './text-columns.ts';

/**
 * The check for people: verdict first, then the lesions worst possible first, then what was not checked. The last line
 * counts the rules. Plain text without colour; every line ends with a newline.
 */
export function checkText(result: CheckResult): string {
  const blocks = [
    head(result),
    verdict(result),
    ...lesionsWorstFirst(result).map((lesion) => lesionBlock(result, lesion)),
    looseFindings(result),
    hottestOutside(result),
    organsAtRisk(result),
    notChecked(result),
    list(
      'Warnings',
      result.warnings.map(({ code, message }) => `${message} [${code}]`),
    ),
    citations(result),
    list(
      'How the record was read where it leaves something open',
      result.readings.map((reading) => `${reading.question} ${readingWords(reading)}`),
    ),
    conventions(result),
    inputs(result),
    [result.summary.checkedLine],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => `${block.map(visible).join('\n')}\n`)
    .join('\n');
}

function head({ software, trial, subject, notice, rulesNotice }: CheckResult): string[] {
  return [
    `${software.name} ${software.version}: ${subject ?? 'plan'} against ${trial.id}`,
    ...wrapText(`${trial.title} (${trial.registry}, record of ${trial.recordDate})`, ''),
    ...wrapText(notice, ''),
    ...wrapText(rulesNotice, ''),
  ];
}

function verdict({ outcome, summary, pairing, confirmed, findings, lesions }: CheckResult): string[] {
  const open = summary.open.length;
  return [
    `${MARKS[toneOf(outcome)]} ${overallWords(outcome).toUpperCase()}`,
    ...because(outcome, summary.words).flatMap((words) => wrapText(words, '   ')),
    `   Settled at worst: ${summary.worstSettled === null ? 'nothing settled' : lowerFirst(overallWords(summary.worstSettled))}. ` +
      `Worst still possible: ${lowerFirst(overallWords(summary.worstPossible))}.`,
    `   ${count(lesions.length, 'lesion')}, ${count(findings.length, 'finding')}, ${open} open.`,
    ...(pairing === 'proposed'
      ? wrapText(
          'PAIRING NOT CONFIRMED: lesions and prescriptions are proposals of this program; see --write-case and --accept-proposal.',
          '   ',
        )
      : pairing === 'accepted'
        ? ['   Lesions and prescriptions are proposals of this program, accepted by the user unseen by it.']
        : []),
    ...(confirmed.length === 0 ? [] : [`   Confirmed by the user, not by the data: ${confirmed.join(', ')}.`]),
    ...(lesions.length === 0 ? ['   NO LESION WAS CHECKED.'] : []),
  ];
}

function lesionBlock(result: CheckResult, lesion: LesionResult): string[] {
  const findings = findingsOf(result, lesion);
  return [
    `${MARKS[toneOf(lesion.outcome)]} Lesion ${lesion.id}: ${lowerFirst(overallWords(lesion.outcome))}`,
    `   ${lesionFacts(lesion)}; ${prescriptionWords(lesion)}`,
    ...findingLines(findings),
    ...targetLines('PTV', lesion.ptv, lesion, findings),
    ...targetLines('GTV', lesion.gtv, lesion, findings),
    ...(lesion.gtvOutsidePtvCm3 === null ? [] : [`   GTV outside its PTV: ${shownVolume(lesion.gtvOutsidePtvCm3)}`]),
    ...indexLine(lesion),
    ...tpsLines(lesion),
  ];
}

function findingLines(findings: readonly Finding[]): string[] {
  const rows = columnRows(
    findings.map((finding) => {
      const limits = finding.limit === null ? [] : [finding.limit];
      return [
        MARKS[toneOf(finding.outcome)],
        ruleTitle(finding.rule),
        finding.roiName ?? '',
        shownValue(finding.value, finding.unit, limits),
        shownRange(finding.low, finding.high, finding.unit, limits),
        shownLimit(finding.limit, finding.unit),
        `[${finding.cite.item}]`,
        wordsOf(finding),
      ];
    }),
    [3, 4],
    '   ',
  );
  return findings.flatMap((finding, index) => [...(rows[index] ?? []), ...findingDetails(finding)]);
}

function findingDetails(finding: Finding): string[] {
  const indent = '        ';
  const reason = finding.reason;
  return [
    ...(reason === null || wordsOf(finding).includes(reason) ? [] : wrapText(reason, indent)),
    ...finding.readings.map((reading) => {
      const limits = reading.limit === null ? [] : [reading.limit];
      const value = shownValue(reading.value, finding.unit, limits);
      const limit =
        reading.limit === null ? '' : ` (limit ${reading.limit}${finding.unit === '' ? '' : ` ${finding.unit}`})`;
      return `${indent}read as ${reading.name}: ${value}${limit}, ${shortWords(reading.outcome)}`;
    }),
  ];
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
  const outside =
    target.outsideDoseCm3 > 0 ? `; ${shownVolume(target.outsideDoseCm3)} OUTSIDE THE DOSE GRID, counted as cold` : '';
  return [
    `   ${role} ${target.roiName}: ${shownVolume(target.volumeCm3)}${range === '' ? '' : ` (${range})`}, ` +
      `at prescription ${shownCoverage(target.coveragePercent, limitsOf(findings, target.roiName))}${outside}`,
    ...wrapText(
      targetDoses(target, lesion)
        .map(({ name, shown }) => `${name} ${shown}`)
        .join(', '),
      '       ',
    ),
    ...(target.reason === null ? [] : wrapText(target.reason, '       ')),
  ];
}

function indexLine(lesion: LesionResult): string[] {
  const indices = lesion.indices ?? [];
  if (indices.length === 0) return [];
  const shown = indices.map(({ name, value, unit, reason }) =>
    value === null
      ? `${name} not computed${reason === null ? '' : ` (${reason})`}`
      : `${name} ${shownValue(value, unit)}`,
  );
  return wrapText(`Indices, no rule: ${shown.join(', ')}`, '   ', '       ');
}

function tpsLines({ tps }: LesionResult): string[] {
  if (tps === null) return [];
  const name = [tps.system, tps.version].filter((part) => part !== null).join(' ');
  return [
    `   Planning system${name === '' ? '' : ` (${name})`} beside this program:`,
    ...textColumns(
      tps.rows.map(({ quantity, unit, tps: theirs, here, difference, explainedBy }) => [
        quantity,
        shownValue(theirs, unit),
        `here ${shownValue(here, unit)}`,
        difference === null ? '' : `difference ${shownDifference(difference, unit)}`,
        explainedBy === null ? '' : `closest with ${explainedBy}`,
      ]),
      [1],
      '       ',
    ),
  ];
}

function looseFindings(result: CheckResult): string[] {
  const findings = findingsOfNoLesion(result);
  return findings.length === 0 ? [] : ['Findings on the whole plan', ...findingLines(findings)];
}

function hottestOutside({ hottestOutsideTargets: hottest, lesions }: CheckResult): string[] {
  if (hottest === null) return lesions.length === 0 ? [] : ['Hottest point outside all PTVs: not computed'];
  const { doseGy, atMm, roiNames, nearestLesion, percentOfPrescription } = hottest;
  const where = roiNames.length === 0 ? 'in no ROI' : `in ${roiNames.join(', ')}`;
  const share =
    percentOfPrescription === null
      ? ''
      : `, ${shownValue(percentOfPrescription, '%', [130])} of the prescription of ${nearestLesion}`;
  return wrapText(
    `Hottest point outside all PTVs: ${shownDose(doseGy)} ${where} at (${atMm.map((x) => x.toFixed(1)).join(', ')}) mm, nearest lesion ${nearestLesion}${share}`,
    '',
    '   ',
  );
}

function organsAtRisk({ organsAtRisk: organs }: CheckResult): string[] {
  if (organs.length === 0) return [];
  return [
    'Organs at risk, not checked: no limit in this record',
    ...textColumns(
      organs.map(({ roiName, volumeCm3, d0035ccGy, dmeanGy, dose, reason }) => [
        roiName,
        shownVolume(volumeCm3),
        `D0.035cc ${shownDose(d0035ccGy)}`,
        `Dmean ${shownDose(dmeanGy)}`,
        [dose === null ? null : `in ${dose}`, reason].filter((part) => part !== null).join('; '),
      ]),
      [1],
      '   ',
    ),
  ];
}

function notChecked({ notChecked: rules }: CheckResult): string[] {
  return rules.length === 0
    ? []
    : [
        'Not checked',
        ...textColumns(
          rules.map(({ rule, why }) => [ruleTitle(rule), why]),
          [],
          '   ',
        ),
      ];
}

function citations({ findings, trial }: CheckResult): string[] {
  const places = new Map<string, string>();
  for (const { cite } of findings) places.set(`[${cite.item}]`, `${cite.registry}, ${cite.section}`);
  if (places.size === 0) return [];
  const items = (trial.items ?? []).flatMap(({ item, words }) => wrapText(`${item}: ${words}`, '   ', '       '));
  return ['Rules cited', ...textColumns([...places].sort(), [], '   '), ...items];
}

function conventions({ conventions: used }: CheckResult): string[] {
  return [
    `Computed with end caps ${used.endCaps}, ${used.betweenSlices} between slices, ${used.doseInterpolation} dose.`,
    ...wrapText(`Ranges, and what stands in brackets after a value: ${used.intervalMeans}.`, ''),
  ];
}

function inputs({ inputs: files }: CheckResult): string[] {
  return [
    'Inputs',
    ...textColumns(
      files.map(({ modality, sopInstanceUid, sha256, bytes }) => [
        modality,
        sopInstanceUid,
        `sha256 ${shortHash(sha256)}`,
        `${bytes} bytes`,
      ]),
      [3],
      '   ',
    ),
  ];
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.flatMap((line) => wrapText(line, '   ', '     '))];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
