import type { CohortStatus, StatusSubject } from '../../core/index.ts';
import { visible } from './escape-html.ts';
import { textColumns, wrapText } from './text-columns.ts';

const INDENT = '   ';

/** The cohort for people: levels, subjects, what was decided. */
export function cohortStatusText(status: CohortStatus): string {
  const { software, trial, head, levels, subjects, decisions, warnings, corrections, notice } = status;
  const blocks = [
    [
      `${software.name} ${software.version}: cohort of ${trial ?? 'no trial yet'}, by ${head.sequence === 1 ? '1 entry' : `${head.sequence} entries`}, ${corrections} of them corrections`,
    ],
    levels.length === 0
      ? ['No subject has a level.']
      : [
          'Levels',
          ...textColumns(
            [
              ['level', 'known', 'dose-limiting', 'pending', 'not evaluable'],
              ...levels.map((at) => [at.level, at.subjects, at.toxicities, at.pending, at.notEvaluable].map(String)),
            ],
            [0, 1, 2, 3, 4],
            INDENT,
          ),
        ],
    subjects.length === 0
      ? []
      : ['Subjects', ...textColumns([SUBJECT_HEAD, ...subjects.map(subjectCells)], [1, 4, 6], INDENT)],
    decisions.length === 0
      ? []
      : [
          'Decisions',
          ...textColumns(
            decisions.map(({ sequence, level, subject, decision, reason }) => [
              `entry ${sequence}`,
              subject ?? (level === null ? '' : `level ${level}`),
              `${decision}: ${reason}`,
            ]),
            [],
            INDENT,
          ),
        ],
    warnings.length === 0
      ? []
      : ['To note', ...warnings.flatMap((each) => wrapText(`- ${each}`, INDENT, `${INDENT}  `))],
    [`head ${head.sequence}:${head.hash}`, 'Who made an entry and when is self-declared.', notice],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => `${block.map(visible).join('\n')}\n`)
    .join('\n');
}

const SUBJECT_HEAD = ['', 'level', 'screening', 'plan', 'ratio', 'first fraction', 'fractions', 'dose-limiting'];

function subjectCells(subject: StatusSubject): string[] {
  const { id, level, screening, planCheck, achievedPercent, start, fractions, toxicity } = subject;
  return [
    id,
    level === null ? 'none' : String(level),
    screening ?? 'none',
    planCheck ?? 'none',
    ratioWords(achievedPercent),
    start ?? 'none',
    String(fractions),
    toxicity,
  ];
}

/** Volume over reserve with two decimals; nothing where there is none. */
export function ratioWords(percent: number | null): string {
  return percent === null ? '' : `${percent.toFixed(2)} %`;
}
