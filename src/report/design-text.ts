import type { CohortNext } from '../../core/index.ts';
import { textColumns, wrapText } from './text-columns.ts';

const INDENT = '   ';

export function levelName(level: number | null): string {
  return level === null ? 'no level' : `level ${level}`;
}

/** What no record states, and the rules as they were applied. */
export function designBlocks({ rules, notInRecord }: CohortNext['design']): string[][] {
  return [
    [
      'Not in the record, entered',
      ...textColumns(
        notInRecord.map(({ what, value }) => [what, value]),
        [],
        INDENT,
      ),
    ],
    ['Rules', ...rules.flatMap((rule, n) => wrapText(`${n + 1}. ${rule}`, INDENT, `${INDENT}   `))],
  ];
}
