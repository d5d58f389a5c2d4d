import type { CompareResult } from '../../core/index.ts';
import {
  basisWords,
  briefTitle,
  changeWords,
  comparedCounts,
  comparedRows,
  comparedTitle,
  deltaWords,
  notComparedWords,
  sideClass,
  sideMark,
  sideValue,
} from './compare-words.ts';
import { visible } from './escape-html.ts';
import { MARKS, toneOf } from './rank.ts';
import { counted } from './shown.ts';
import { textColumns, wrapText } from './text-columns.ts';

const INDENT = '   ';

/** The comparison for people: what is worse first, then all classes, lesions and what both plans rest on. */
export function compareText(result: CompareResult): string {
  const blocks = [
    head(result),
    verdict(result),
    flips(result),
    table(result),
    lesions(result),
    basis(result),
    notCompared(result),
    [result.notice],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => `${block.map(visible).join('\n')}\n`)
    .join('\n');
}

function head({ software, subject, trial, rulesNotice }: CompareResult): string[] {
  return [
    ...wrapText(
      `${software.name} ${software.version}: two plans of ${subject ?? 'one patient'} against ${trial.id} (${trial.registry})`,
      '',
    ),
    ...wrapText(rulesNotice, ''),
  ];
}

function verdict(result: CompareResult): string[] {
  const { outcome, words, remarks, plans } = result;
  return [
    `${MARKS[toneOf(outcome)]} ${words.toUpperCase()}`,
    ...wrapText(comparedCounts(result), INDENT),
    ...remarks.flatMap((remark) => wrapText(`- ${remark}`, INDENT, `${INDENT}  `)),
    ...(['a', 'b'] as const).flatMap((side) => {
      const { words: said, lesions: count, rulesChecked, rulesTotal, blockers } = plans[side];
      const against = blockers.length === 0 ? '' : ` Against a verdict: ${blockers.join('; ')}.`;
      return wrapText(
        `${side.toUpperCase()}: ${said}; ${counted(count, 'lesion')}, ${rulesChecked} of ${rulesTotal} rules checked.${against}`,
        INDENT,
        `${INDENT}   `,
      );
    }),
  ];
}

function flips({ findings }: CompareResult): string[] {
  const flipped = findings.filter((finding) => finding.flips);
  const isKnown = !findings.some(({ mayBeWorse }) => mayBeWorse);
  if (flipped.length === 0) return [isKnown ? 'No class changed.' : 'No class is known to have changed.'];
  return [
    'What changed, worst first',
    ...flipped.flatMap((finding) => [
      ...wrapText(
        `${comparedTitle(finding)}: ${sideClass(finding.a)} in A, ${sideClass(finding.b)} in B (${changeWords(finding)})`,
        INDENT,
        `${INDENT}  `,
      ),
      ...finding.why.flatMap((why) => wrapText(`- ${why}`, `${INDENT}  `, `${INDENT}    `)),
    ]),
  ];
}

function table({ findings }: CompareResult): string[] {
  if (findings.length === 0) return [];
  return textColumns([
    ['', 'A', '', 'B', 'B - A', ''],
    ...findings.map((finding) => [
      briefTitle(finding),
      `${sideMark(finding.a)} ${sideValue(finding.a, finding)}`,
      finding.flips ? '->' : '',
      `${sideMark(finding.b)} ${sideValue(finding.b, finding)}`,
      deltaWords(finding),
      finding.change === 'same' ? '' : changeWords(finding),
    ]),
  ]);
}

function lesions(result: CompareResult): string[] {
  const rows = comparedRows(result);
  if (rows.length === 0) {
    return result.lesions.length === 0 ? [] : ['Lesions: prescriptions, volumes and doses are the same.'];
  }
  const cells = rows.map(({ lesion, what, a, b, delta }) => [lesion, what, a, b, delta]);
  return ['Lesions: what is not the same', ...textColumns([['', '', 'A', 'B', 'B - A'], ...cells], [], INDENT)];
}

function basis(result: CompareResult): string[] {
  const { others, same } = basisWords(result);
  return [
    'What both rest on (files by the first digits of their sha256)',
    ...textColumns(
      others.map(({ what, a, b }) => [what, `A: ${a}`, `B: ${b}`]),
      [],
      INDENT,
    ),
    ...(same.length === 0 ? [] : wrapText(`the same: ${same.join(', ')}`, INDENT, `${INDENT}  `)),
  ];
}

function notCompared(result: CompareResult): string[] {
  const named = notComparedWords(result);
  return named.length === 0 ? [] : wrapText(`Not compared: ${named.join(', ')}.`, '', INDENT);
}
