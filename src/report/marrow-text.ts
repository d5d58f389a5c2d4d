import type { MarrowResult } from '../../core/index.ts';
import { visible } from './escape-html.ts';
import {
  axesWord,
  budgetRows,
  cm3,
  lesionRemarks,
  nearestWord,
  priorityWord,
  proposedWord,
  readingRows,
  verdictsOf,
  withRange,
} from './marrow-words.ts';
import { shortHash } from './shown.ts';
import { textColumns, wrapText } from './text-columns.ts';

const INDENT = '   ';

/** The marrow result for people: level, exclusion and proposal first, then volumes, readings, lesions and what it rests on. */
export function marrowText(result: MarrowResult): string {
  const blocks = [
    head(result),
    ...verdictsOf(result).map(({ title, sentences }) => [title, ...paragraphs(sentences)]),
    volumes(result),
    budgets(result),
    readings(result),
    lesions(result),
    estimate(result),
    list(
      'Warnings',
      result.warnings.map(({ code, message }) => `${message} [${code}]`),
    ),
    basis(result),
    [result.notice],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => `${block.map(visible).join('\n')}\n`)
    .join('\n');
}

function head({ software, trial, subject, rulesNotice }: MarrowResult): string[] {
  return [
    ...wrapText(
      `${software.name} ${software.version}: bone marrow reserve of ${subject ?? 'a patient'}, ${trial.id} (${trial.registry})`,
      '',
    ),
    ...wrapText(rulesNotice, ''),
  ];
}

function paragraphs(sentences: readonly string[]): string[] {
  return sentences.flatMap((sentence) => wrapText(sentence, INDENT, `${INDENT}  `));
}

function volumes({ trabecularCm3, intersectionCm3, reserveCm3, trabecular, declared }: MarrowResult): string[] {
  const yes = (value: boolean | null): string =>
    value === null ? 'not declared' : value ? 'declared' : 'declared not to be';
  return [
    'Bone marrow reserve',
    ...textColumns(
      [
        ['trabecular bone', withRange(trabecularCm3, cm3), trabecular.from],
        ['of it in lesions', withRange(intersectionCm3, cm3), 'all lesions, treated or not'],
        ['reserve', withRange(reserveCm3, cm3), 'trabecular bone less what lesions take of it'],
      ],
      [],
      INDENT,
    ),
    ...wrapText(
      `Kind of bone: ${declared.kind ?? 'not declared'}; skeleton complete: ${yes(declared.skeletonComplete)}; all tumour in GTV_Total: ${yes(declared.gtvTotalComplete)}`,
      INDENT,
      `${INDENT}  `,
    ),
  ];
}

function budgets(result: MarrowResult): string[] {
  const rows = budgetRows(result);
  return rows.length === 0 ? [] : ['What the levels allow', ...textColumns(rows, [], INDENT)];
}

function readings(result: MarrowResult): string[] {
  return [
    'Readings of "irradiation volume", for the treated lesions',
    ...textColumns(
      [['reading', 'nodes', 'volume', 'of the reserve', 'lowest level not exceeded'], ...readingRows(result)],
      [],
      INDENT,
    ),
  ];
}

function lesions(result: MarrowResult): string[] {
  const { lesions: all } = result;
  if (all.length === 0) return ['NO LESIONS.'];
  return [
    'Lesions',
    ...textColumns(
      [
        ['', 'proposed', 'site', 'GTV', 'in trabecular', 'PTV', 'axes mm', 'nearest', 'priority', ''],
        ...all.map((lesion) => [
          lesion.id,
          proposedWord(lesion.id, result),
          lesion.site ?? '?',
          cm3(lesion.volumeCm3),
          lesion.inTrabecularCm3 === null || lesion.inTrabecularRangeCm3 === null
            ? '-'
            : withRange({ value: lesion.inTrabecularCm3, ...lesion.inTrabecularRangeCm3 }, cm3),
          cm3(lesion.ptvCm3),
          axesWord(lesion),
          nearestWord(lesion),
          priorityWord(lesion),
          lesionRemarks(lesion),
        ]),
      ],
      [],
      INDENT,
    ),
  ];
}

function estimate({ trabecular }: MarrowResult): string[] {
  const { estimate: made } = trabecular;
  if (made === null) return [];
  return [
    `Trabecular bone is an ESTIMATE${made.accepted ? ', accepted in the case' : ', not accepted in the case'}`,
    ...wrapText(`${made.method}; whole bones ${cm3(made.wholeBoneCm3)}`, INDENT, `${INDENT}  `),
    ...textColumns(
      made.sensitivity.map(({ change, trabecularCm3 }) => [change, cm3(trabecularCm3)]),
      [],
      INDENT,
    ),
    ...made.flags.flatMap((flag) => wrapText(`- ${flag}`, INDENT, `${INDENT}  `)),
  ];
}

function basis({ inputs, trial }: MarrowResult): string[] {
  return [
    'What it rests on',
    ...wrapText(`Trial: ${trial.title} (${trial.registry}, record of ${trial.recordDate})`, INDENT, `${INDENT}  `),
    ...trial.items.flatMap(({ item, words }) => wrapText(`${item}: ${words}`, `${INDENT}  `, `${INDENT}       `)),
    ...wrapText(
      'In brackets after a value: its range over end caps and shapes between slices, or over what is not said',
      INDENT,
      `${INDENT}  `,
    ),
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
