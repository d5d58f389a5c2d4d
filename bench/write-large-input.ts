import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureCommand } from './checked-in-memory.ts';
import { LARGE, SMALL, writeLargeInput } from './large-input.ts';

/**
 * `npm run large-input`: writes a synthetic patient of 3,000 CT slices, 300 structures and a dose of 1 GB to a temporary
 * folder, checks it with the built command, writes docs/large-input.md and deletes what it wrote. `--small` prints the same
 * of a small one and writes no page; `--keep` leaves the files.
 */
const isSmall = process.argv.includes('--small');
const large = isSmall ? SMALL : LARGE;
const folder = mkdtempSync(join(tmpdir(), 'trabecula-large-'));
const MB = 2 ** 20;
try {
  console.log(`writing to ${folder}`);
  const bytes = writeLargeInput(folder, large);
  const doseBytes = 4 * large.dose[0] * large.dose[1] * large.dose[2];
  const allowed = 1.5 * doseBytes + 500 * MB;
  const check = ['check', folder, '--trial', 'himars', '--case', join(folder, 'case.json'), '--format', 'json'];
  const rows: string[][] = [];
  const inspected = await measureCommand(['inspect', folder, '--format', 'json']);
  const checked = await measureCommand(check);
  const ended = await measureCommand(check, isSmall ? 50 : 8000);
  for (const [name, { status, seconds, peakBytes }] of [
    ['inspect', inspected],
    ['check', checked],
  ] as const) {
    rows.push([name, String(status), seconds.toFixed(1), (peakBytes / MB).toFixed(0), (allowed / MB).toFixed(0)]);
    console.log(rows.at(-1)?.join('  '));
  }
  console.log(`SIGINT: ended after ${ended.endedAfterMs?.toFixed(0) ?? '?'} ms`);
  if (checked.stderr !== '') console.log(checked.stderr);
  const result = JSON.parse(checked.stdout === '' ? '{}' : checked.stdout) as { outcome?: string; lesions?: unknown[] };
  const isWithin = checked.peakBytes < allowed && [0, 1, 2].includes(checked.status ?? -1);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const page = `# Huge input

Written by \`npm run large-input\` on ${cpus().length} x ${cpus()[0]?.model.trim() ?? 'processor'}: a synthetic patient of ${large.slices} CT slices of
${large.ctSize} x ${large.ctSize} pixels, ${large.structures} structures and a dose of ${large.dose.join(' x ')} nodes (${(doseBytes / MB).toFixed(0)} MB in memory), ${(bytes / 2 ** 30).toFixed(2)} GB of files,
written to a temporary folder plane by plane and deleted afterwards.

${[line(['command', 'status', 'seconds', 'peak MB', 'allowed MB']), line(['---', '---', '---', '---', '---']), ...rows.map(line)].join('\n')}

Allowed is one and a half times the dose in memory and 500 MB. The outcome was "${result.outcome ?? 'none'}" for ${result.lesions?.length ?? 0} lesions.
Ctrl+C during the check ended it after ${ended.endedAfterMs?.toFixed(0) ?? '?'} ms.

- A file is read when it is looked into and kept only as long as that takes: of a CT slice the header and the hash of the
  file stay, its pixels are decoded when marrow is worked out on the CT. A file that changed in between is refused.
- A dose stored in 32 bits takes its file and the array, twice the array in all.
- The page holds all files in memory: more than 1.5 GB it refuses before it reads anything, and says so.
`;
  if (!isSmall) writeFileSync(new URL('../docs/large-input.md', import.meta.url), page);
  process.exitCode = isWithin ? 0 : 1;
} finally {
  if (!process.argv.includes('--keep')) rmSync(folder, { recursive: true, force: true });
}
