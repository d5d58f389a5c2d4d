import type { CheckResult } from '../../core/index.ts';
import { briefWords, overallWords } from '../../core/index.ts';
import { visible } from './escape-html.ts';
import { citedSections, organsByDose } from './grouped.ts';
import { findingLines, lesionText } from './lesion-text.ts';
import { briefValue, matrixOf } from './matrix.ts';
import { exclusionSentence, levelSentences, reserveSentence } from './marrow-words.ts';
import { furtherWarnings, obstacles } from './obstacles.ts';
import { factLines } from './plain-facts.ts';
import { chosenBy, howToRead } from './open-readings.ts';
import { findingsOfNoLesion, lesionsWorstFirst, markOf, MARKS, toneOf } from './rank.ts';
import { listed, shortened, shortHash, shownDose, shownValue, shownVolume } from './shown.ts';
import { beyondOutcome, countWords, provenance } from './summary-words.ts';
import { textColumns, wrapText } from './text-columns.ts';

const INDENT = '   ';

/**
 * The check for people: the verdict and all lesions on the first screen, then each lesion, worst possible first, then
 * what it rests on. The last line counts the rules. Plain text without colour; every line ends with a newline.
 */
export function checkText(result: CheckResult): string {
  const blocks = [
    head(result),
    verdict(result),
    matrix(result),
    [result.notice],
    ...lesionsWorstFirst(result).map((lesion) => lesionText(result, lesion)),
    looseFindings(result),
    hottestOutside(result),
    organsAtRisk(result),
    marrow(result),
    list(
      'Warnings',
      furtherWarnings(result).map(({ code, message }) => `${message} [${code}]`),
    ),
    readings(result),
    citations(result),
    basis(result),
    [result.summary.checkedLine],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => `${block.map(visible).join('\n')}\n`)
    .join('\n');
}

function head({ software, trial, subject, rulesNotice }: CheckResult): string[] {
  return [
    ...wrapText(
      `${software.name} ${software.version}: ${subject ?? 'plan'} against ${trial.id} (${trial.registry})`,
      '',
    ),
    ...wrapText(rulesNotice, ''),
  ];
}

function verdict(result: CheckResult): string[] {
  const { outcome, summary, lesions } = result;
  const against = obstacles(result);
  const facts = factLines(result);
  const outright = summary.blockers.some(({ weight }) => weight === 'outright');
  return [
    `${MARKS[toneOf(outcome)]} ${overallWords(outcome).toUpperCase()}`,
    ...wrapText([`${countWords(result)}.`, ...beyondOutcome(result)].join(' '), INDENT),
    ...(lesions.length === 0 ? [`${INDENT}NO LESION WAS CHECKED.`] : []),
    ...provenance(result).flatMap((line) => wrapText(line, INDENT)),
    ...(facts.length === 0 ? [] : [`${INDENT}What is wrong, as computed:`]),
    ...facts.flatMap((fact) => wrapText(`- ${fact}`, INDENT, `${INDENT}  `)),
    ...(against.length === 0
      ? []
      : [`${INDENT}${outright ? 'Nothing is settled, because' : 'Against a verdict without deviation'}:`]),
    ...against.flatMap(({ messages, remedy }) => [
      ...messages.flatMap((message) => wrapText(`- ${message}`, INDENT, `${INDENT}  `)),
      ...(remedy === null ? [] : wrapText(`To do: ${remedy}`, `${INDENT}  `, `${INDENT}    `)),
    ]),
  ];
}

/** One line per lesion. Marks are padded to one width, so that values stand below each other. */
function matrix(result: CheckResult): string[] {
  const { columns, rows } = matrixOf(result);
  if (rows.length === 0 || columns.length === 0) return [];
  const isWithheld = result.findings.some(({ withheld }) => withheld !== undefined);
  const widths = columns.map((_, n) =>
    Math.max(...rows.map(({ lesion, findings }) => (findings[n] ? briefValue(findings[n], lesion).length : 0))),
  );
  const blank = ' '.repeat(isWithheld ? 4 : 2);
  const headRow = (name: string, of: (column: (typeof columns)[number]) => string): string[] => [
    `   ${name}`,
    ...columns.map((column) => `${blank} ${of(column)}`.trimEnd()),
    '',
  ];
  const lines = textColumns([
    [...headRow('Lesion', ({ head: title }) => title).slice(0, -1), 'Outcome'],
    ...(columns.some(({ limits }) => limits !== '') ? [headRow('limit', ({ limits }) => limits)] : []),
    headRow('cited', ({ items }) => (items === '' ? '' : `[${items}]`)),
    ...rows.map(({ lesion, findings }) => [
      `${MARKS[toneOf(lesion.outcome)]} ${shortened(lesion.id, 12)}`,
      ...findings.map((finding, n) =>
        finding === null
          ? ''
          : `${markOf(finding).padEnd(blank.length)} ${briefValue(finding, lesion).padStart(widths[n] ?? 0)}`,
      ),
      briefWords(lesion.outcome),
    ]),
  ]);
  return [
    ...lines,
    ...wrapText(
      `ok met or no deviation, ! acceptable deviation, !! unacceptable or not met, ? open${isWithheld ? '; in brackets: what it would be' : ''}`,
      INDENT,
    ),
  ];
}

function looseFindings(result: CheckResult): string[] {
  const findings = findingsOfNoLesion(result);
  return findings.length === 0 ? [] : ['Findings on the whole plan', ...findingLines(findings, null, [])];
}

function hottestOutside({ hottestOutsideTargets: hottest, lesions }: CheckResult): string[] {
  if (hottest === null) return lesions.length === 0 ? [] : ['Hottest point outside all PTVs: not computed'];
  const { doseGy, atMm, roiNames, nearestLesion, percentOfPrescription } = hottest;
  const share =
    percentOfPrescription === null ? '' : ` (${shownValue(percentOfPrescription, '%', [130])} of its prescription)`;
  return wrapText(
    `Hottest point outside all PTVs: ${shownDose(doseGy)}, nearest lesion ${nearestLesion}${share}, ${
      roiNames.length === 0 ? 'in no ROI' : `in ${roiNames.join(', ')}`
    }, at (${atMm.map((x) => x.toFixed(1)).join(', ')}) mm`,
    '',
    INDENT,
  );
}

function organsAtRisk({ organsAtRisk: organs }: CheckResult): string[] {
  if (organs.length === 0) return [];
  return [
    'Organs at risk: not checked: no limit in this record',
    ...organsByDose(organs).flatMap(({ dose, rows }) =>
      textColumns(
        [
          [dose === null ? '' : `in ${dose}`, 'volume', 'D0.035cc', 'Dmean', ''],
          ...rows.map(({ roiName, volumeCm3, d0035ccGy, dmeanGy, reason }) => [
            roiName,
            shownVolume(volumeCm3),
            shownDose(d0035ccGy),
            shownDose(dmeanGy),
            reason ?? '',
          ]),
        ],
        [1, 2, 3],
        INDENT,
      ),
    ),
  ];
}

function marrow({ marrow: block }: CheckResult): string[] {
  if (block === undefined) return [];
  const sentences = [reserveSentence(block), ...levelSentences(block), exclusionSentence(block)];
  return ['Bone marrow reserve', ...sentences.flatMap((sentence) => wrapText(sentence, INDENT, `${INDENT}  `))];
}

/** A line for each open point of the record, and what an option means where a finding hangs on it. */
function readings(result: CheckResult): string[] {
  const { readings: all } = result;
  if (all.length === 0) return [];
  const remedy = howToRead(result);
  return [
    'How the record was read where it leaves something open',
    ...textColumns(
      all.map((reading) => [
        reading.name,
        reading.chosen ?? 'open',
        chosenBy(reading),
        reading.chosen === null
          ? `${reading.question} (${listed(
              reading.options.map(({ name }) => name),
              'or',
            )})`
          : reading.question,
      ]),
      [],
      INDENT,
    ),
    ...(remedy === null ? [] : wrapText(remedy, INDENT, `${INDENT}  `)),
  ];
}

function citations(result: CheckResult): string[] {
  const { trial } = result;
  const items = trial.items ?? [];
  return citedSections(result).flatMap(({ section, items: cited }, n) => [
    ...(n === 0 ? ['Rules cited'] : []),
    ...wrapText(`${section}${items.length === 0 ? `: ${cited.join(', ')}` : ''}`, INDENT),
    ...cited.flatMap((item) => {
      const words = items.find((each) => each.item === item)?.words;
      return words === undefined ? [] : wrapText(`${item}: ${words}`, `${INDENT}  `, `${INDENT}       `);
    }),
  ]);
}

function basis({ conventions: used, inputs, trial }: CheckResult): string[] {
  return [
    'What it rests on',
    ...wrapText(`Trial: ${trial.title} (${trial.registry}, record of ${trial.recordDate})`, INDENT, `${INDENT}  `),
    ...wrapText(
      `Computed with end caps ${used.endCaps}, ${used.betweenSlices} between slices, ${used.doseInterpolation} dose`,
      INDENT,
      `${INDENT}  `,
    ),
    ...wrapText(`In brackets after a value: ${used.intervalMeans}`, INDENT, `${INDENT}  `),
    ...textColumns(
      inputs.map(({ modality, sopInstanceUid, sha256 }) => [modality, sopInstanceUid, `sha256 ${shortHash(sha256)}`]),
      [],
      INDENT,
    ),
  ];
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.flatMap((line) => wrapText(`- ${line}`, INDENT, `${INDENT}  `))];
}
