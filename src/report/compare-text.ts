import type { CompareResult } from '../../core/index.ts';
import { briefTitle, changeWords, comparedTitle, deltaWords, sideClass, sideMark, sideValue } from './compare-words.ts';
import { visible } from './escape-html.ts';
import { counted, ruleTitle, shownDifference, shownValue } from './shown.ts';
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

const OUTCOME_MARKS = { worse: '!!', open: '? ', 'not-worse': 'ok' } as const;

function verdict({ outcome, words, remarks, plans, findings }: CompareResult): string[] {
  const flipped = findings.filter((finding) => finding.flips).length;
  return [
    `${OUTCOME_MARKS[outcome]} ${words.toUpperCase()}`,
    ...wrapText(
      `${counted(findings.length, 'finding')} compared: ${counted(flipped, 'class').replace(/classs$/, 'classes')} changed.`,
      INDENT,
    ),
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

function lesions({ lesions: all }: CompareResult): string[] {
  const rows = all.flatMap(({ id, in: where, names, facts }) => [
    ...(where === 'both' ? [] : [[id, `in ${where.toUpperCase()} only`, '', '', '']]),
    ...names.map(({ what, a, b }) => [id, what, a ?? 'none', b ?? 'none', '']),
    ...facts
      .filter(({ delta }) => where === 'both' && delta !== 0)
      .map(({ what, unit, a, b, delta }) => [
        id,
        what,
        shownValue(a, unit),
        shownValue(b, unit),
        shownDifference(delta, unit, a),
      ]),
  ]);
  if (rows.length === 0) return all.length === 0 ? [] : ['Lesions: prescriptions, volumes and doses are the same.'];
  return ['Lesions: what is not the same', ...textColumns([['', '', 'A', 'B', 'B - A'], ...rows], [], INDENT)];
}

function basis({ basis: rows }: CompareResult): string[] {
  const isReading = (what: string): boolean => what.startsWith('reading ');
  const readings = rows.filter(({ what }) => isReading(what));
  const same = rows.filter((row) => row.same && !isReading(row.what)).map(({ what }) => what);
  if (readings.every((row) => row.same)) same.push('all readings');
  const others = rows.filter((row) => !row.same);
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

function notCompared({ notCompared: rules }: CompareResult): string[] {
  if (rules.length === 0) return [];
  const named = rules.map(
    ({ rule, in: where, why }) => `${ruleTitle(rule)} (${where === 'both' ? '' : `in ${where.toUpperCase()}: `}${why})`,
  );
  return wrapText(`Not compared: ${named.join(', ')}.`, '', INDENT);
}
