export const WIDTH = 100;
/** Beyond this, what follows would be squeezed into a column too narrow to read. */
const WIDEST_START = 66;

/**
 * Rows as aligned columns, two spaces apart; columns named in `right` are flush right. A last cell that would run past
 * the width is broken at blanks and goes on below its own column, or below the row if that column begins far right.
 */
export function textColumns(
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
  indent = '',
): string[] {
  return columnRows(rows, right, indent).flat();
}

/** As `textColumns`, with the lines of each row kept together. */
export function columnRows(
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
  indent = '',
): string[][] {
  const widths: number[] = [];
  for (const row of rows) {
    row.slice(0, -1).forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, lengthOf(cell));
    });
    const last = row.length - 1;
    if (right.includes(last)) widths[last] = Math.max(widths[last] ?? 0, lengthOf(row[last] ?? ''));
  }
  return rows.map((row) => {
    const last = row.length - 1;
    const cells = row.map((cell, column) => {
      if (column === last && !right.includes(column)) return cell;
      const blanks = ' '.repeat((widths[column] ?? 0) - lengthOf(cell));
      return right.includes(column) ? blanks + cell : cell + blanks;
    });
    const line = (indent + cells.join('  ')).trimEnd();
    const text = row[last] ?? '';
    if (lengthOf(line) <= WIDTH || right.includes(last) || !text.includes(' ')) return [line];
    const start = indent + cells.slice(0, -1).join('  ') + '  ';
    if (lengthOf(start) > WIDEST_START)
      return [start.trimEnd(), ...wrapText(text, `${indent}      `, undefined, WIDTH)];
    const wrapped = wrapText(text, ' '.repeat(lengthOf(start)), undefined, WIDTH);
    return wrapped.map((part, index) => (index === 0 ? start + part.trimStart() : part));
  });
}

/** Long text broken at blanks, so that a line stays within `width`; following lines get the `hanging` indent. */
export function wrapText(text: string, indent: string, hanging = indent, width = WIDTH): string[] {
  const lines: string[] = [];
  let line = indent;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && lengthOf(line) + 1 + lengthOf(word) > width) {
      lines.push(line);
      line = hanging;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  lines.push(line);
  return lines;
}

function lengthOf(text: string): number {
  return [...text].length;
}
