/**
 * Rows of RFC 4180 CSV, also with LF alone. Null where it is none: a quote inside an unquoted cell, or one that is never
 * closed.
 */
export function parseCsv(text: string): readonly (readonly string[])[] | null {
  const rows: string[][] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|$)/gy;
  const body = text.replace(/^\uFEFF/, '');
  let row: string[] = [];
  while (cell.lastIndex < body.length || row.length > 0) {
    const match = cell.exec(body);
    if (match === null) return null;
    const [, quoted, plain = '', end] = match;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
