import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Draws docs/images/demo.svg for the README: what `npm run demo` really prints, its beginning and its last line.
 * `npm run picture` after a change of the report.
 */
const COLUMNS = 118;
const SHOWN_LINES = 34;
const CHARACTER = { width: 7.2, height: 16 };
const MARGIN = 16;
const COLOURS: Readonly<Record<string, string>> = { '!!': '#ff7b72', '! ': '#e3b341', '? ': '#d2a8ff', ok: '#7ee787' };

const demo = fileURLToPath(new URL('../../dist/cli/demo.mjs', import.meta.url));
const { status, stdout } = spawnSync(process.execPath, [demo], { encoding: 'utf8' });
if (status !== 0) throw new Error(`the demonstration ended with ${String(status)}`);
const lines = stdout.split('\n');
const checked = lines.find((line) => line.startsWith('Checked ')) ?? '';
const shown = [...lines.slice(0, SHOWN_LINES), '   ...', '', ...folded(checked)];

const width = COLUMNS * CHARACTER.width + 2 * MARGIN;
const height = shown.length * CHARACTER.height + 2 * MARGIN;
const rows = shown.flatMap((line, i) => {
  if (line === '') return [];
  const y = MARGIN + (i + 0.75) * CHARACTER.height;
  return [`<text x="${String(MARGIN)}" y="${String(y)}" xml:space="preserve">${painted(line)}</text>`];
});
writeFileSync(
  new URL('demo.svg', import.meta.url),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(0)} ${height.toFixed(0)}" role="img">
<title>The text report of the demonstration patient: an unacceptable deviation, each rule with its number, range, limit and citation</title>
<rect width="100%" height="100%" rx="6" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="12" fill="#c9d1d9">
${rows.join('\n')}
</g>
</svg>
`,
);

/** The marks of outcomes in their colours, also in the columns of a table; a heading wholly. */
function painted(line: string): string {
  const match = /^( *)(!!|! |\? |ok)( .*)$/.exec(line);
  if (match === null) return escaped(line);
  const [, indent = '', mark = '', rest = ''] = match;
  const fill = COLOURS[mark] ?? '';
  const isHeading = indent === '' && !/ {3}/.test(rest);
  if (isHeading) return `<tspan fill="${fill}" font-weight="bold">${escaped(mark + rest)}</tspan>`;
  const cells = rest.split(/(?<= {2})(!!|! |\? |ok)(?= )/);
  return `${indent}<tspan fill="${fill}">${mark}</tspan>${cells
    .map((part) => (COLOURS[part] === undefined ? escaped(part) : `<tspan fill="${COLOURS[part]}">${part}</tspan>`))
    .join('')}`;
}

function folded(line: string): string[] {
  if (line.length <= COLUMNS) return [line];
  const end = line.lastIndexOf(' ', COLUMNS);
  return [line.slice(0, end), ...folded(line.slice(end + 1))];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
