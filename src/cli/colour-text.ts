import pc from 'picocolors';

const PAINTS: Readonly<Record<string, (text: string) => string>> = {
  '!!': pc.red,
  '!': pc.yellow,
  '?': pc.magenta,
  ok: pc.green,
};

/**
 * Colours the marks: a heading wholly, any other line at its beginning and in the columns of a table. Marks and words
 * stay, so colour carries nothing alone.
 */
export function colourText(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const match = /^( *)(\(?)(!!|!|\?|ok)(\)? .*)$/.exec(line);
      if (match === null) return line;
      const [, indent = '', bracket = '', mark = '', rest = ''] = match;
      const paint = PAINTS[mark] ?? ((same: string) => same);
      const isHeading = indent === '' && !/ {3}/.test(rest);
      if (isHeading) return pc.bold(paint(mark + rest));
      return `${indent}${bracket}${paint(mark)}${inColumns(rest)}`;
    })
    .join('\n');
}

/** Marks that stand behind at least two blanks begin a cell. */
function inColumns(rest: string): string {
  return rest.replace(
    /( {2,}\(?)(!!|!|\?|ok)(?=[ )])/g,
    (_, blanks: string, mark: string) => blanks + (PAINTS[mark] ?? String)(mark),
  );
}
