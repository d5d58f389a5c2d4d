/** Rows as aligned columns, two spaces apart; columns named in `right` are flush right. Trailing blanks are cut. */
export function textColumns(
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
  indent = '',
): string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, lengthOf(cell));
    });
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const blanks = ' '.repeat((widths[column] ?? 0) - lengthOf(cell));
      return right.includes(column) ? blanks + cell : cell + blanks;
    });
    return (indent + cells.join('  ')).trimEnd();
  });
}

/** Long text broken at blanks, so that a line stays within `width`; following lines get the `hanging` indent. */
export function wrapText(text: string, indent: string, hanging = indent, width = 110): string[] {
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
