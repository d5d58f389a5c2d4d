import type { CohortNext, NextAssignment } from '../../core/index.ts';
import { designBlocks, levelName } from './design-text.ts';
import { visible } from './escape-html.ts';
import { textColumns, wrapText } from './text-columns.ts';

const INDENT = '   ';

/** The next assignment for people: the answer, the reason, who is where, what the pending outcomes would change. */
export function cohortNextText({ software, design, next, notice }: CohortNext): string {
  const blocks = [
    [`${software.name} ${software.version}: next assignment under ${design.method}, version ${design.version}`],
    [answerWords(next), ...wrapText(`Reason: ${next.reason}.`, INDENT)],
    standing(next, design.maxSubjects),
    whatIf(next),
    next.warnings.length === 0
      ? []
      : ['To note', ...next.warnings.flatMap((each) => wrapText(`- ${each}`, INDENT, `${INDENT}  `))],
    ...designBlocks(design),
    [notice],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => `${block.map(visible).join('\n')}\n`)
    .join('\n');
}

/** The answer in one sentence. */
export function answerWords({ action, level, percent, notBefore, chosen, settled }: NextAssignment): string {
  if (action === 'assign') {
    const day = notBefore === null ? '' : `, not before ${notBefore}`;
    return `The next subject goes to ${levelName(level)} (${percent ?? ''} %)${day}.`;
  }
  if (action === 'wait') return 'Nobody enters now.';
  if (!settled) return 'Nobody more may enter, and no level is chosen.';
  return chosen === null
    ? 'The trial stops: no level is tolerable.'
    : `The trial ends: ${levelName(chosen)} is chosen.`;
}

function standing({ levels, enrolled }: NextAssignment, maxSubjects: number | null): string[] {
  const of = maxSubjects === null ? '' : ` of ${maxSubjects}`;
  const rows = levels.map((at) => [
    String(at.level),
    `${at.percent} %`,
    String(at.subjects),
    String(at.toxicities),
    String(at.pending),
    at.achieved === null ? '' : `${at.achieved.lowestPercent} to ${at.achieved.highestPercent} %`,
    String(at.notTesting.length),
  ]);
  const head = ['level', 'ratio', 'known', 'toxic', 'pending', 'ratio reached', 'not testing it'];
  return [`Subjects (${enrolled}${of})`, ...textColumns([head, ...rows], [0, 1, 2, 3, 4, 5, 6], INDENT)];
}

function whatIf({ whatIf: cases }: NextAssignment): string[] {
  if (cases.length === 0) return [];
  const rows = cases.map(({ toxicities, action, level, chosen, reason }) => [
    toxicities.map((each) => `${each.toxicities} of ${each.pending} at level ${each.level}`).join(', '),
    action === 'assign'
      ? `to ${levelName(level)}`
      : chosen === null
        ? 'stop, none chosen'
        : `stop, ${levelName(chosen)}`,
    reason,
  ]);
  return ['If toxicities among the pending are', ...textColumns(rows, [], INDENT)];
}
