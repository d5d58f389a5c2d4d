import { foldedName } from './target-name.ts';

/** The cells of a line: parted by tabs, semicolons, bars, commas that are no decimals, or wide spaces. */
export function cellsOf(text: string): string[] {
  const mark = ['\t', ';', '|'].find((each) => text.includes(each));
  const cells =
    mark !== undefined
      ? text.split(mark)
      : /,.*,/.test(text) && !/\d,\d/.test(text)
        ? text.split(',')
        : text.trim().split(/\s{2,}/);
  return cells.map(unquoted);
}

/** "PTV 1 V100% 96.4 %" parted behind a known name. */
export function wordsOf(text: string, names: readonly string[]): string[] {
  const known = names.filter((name) => text.trim().startsWith(name)).sort((a, b) => b.length - a.length)[0];
  const [first = ''] = text.trim().split(/\s+/);
  const roi = known ?? first;
  const rest = text
    .trim()
    .slice(roi.length)
    .replace(/^[\s:,]+/, '');
  const [, label = '', value = ''] = /^(.+?)\s*[:=]?\s+([+-]?\d[\d.,]*\s*\S*)$/.exec(rest) ?? [];
  return [roi.replace(/[:,]$/, ''), label, value];
}

/** A name without case, accents, quotes and what parts its words. */
export function bareName(name: string): string {
  return foldedName(unquoted(name)).replace(/[\s_-]+/g, '');
}

export function unquoted(cell: string): string {
  return cell
    .trim()
    .replace(/^"(.*)"$/s, '$1')
    .trim();
}
