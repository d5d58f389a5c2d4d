import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { format } from 'prettier';
import { preview } from 'vite';
import { PHANTOMS } from '../core/index.ts';
import type { PhantomCt } from '../core/index.ts';
import { patientFiles } from '../src/app/phantom.ts';
import { leafThrough } from './slices-frames.ts';

/**
 * `npm run bench:slices`: frames per second while leafing through the demonstration patient over a CT of 512 x 512 x 200 in a
 * real browser. Prints the page and writes docs/speed-slices.md. Best on a machine that does nothing else.
 */
const demo = PHANTOMS['himars-demo']?.();
if (demo?.ct == null) throw new Error('the demonstration patient has no CT to be replaced');
const { originMm, columns, rows, columnSpacingMm, rowSpacingMm, zMm, hounsfield } = demo.ct;
const SIDE = 512;
const SLICES = 200;
const [low, high] = [Math.min(...zMm), Math.max(...zMm)];
const ct: PhantomCt = {
  ...demo.ct,
  columns: SIDE,
  rows: SIDE,
  columnSpacingMm: Number(((columns * columnSpacingMm) / SIDE).toFixed(4)),
  rowSpacingMm: Number(((rows * rowSpacingMm) / SIDE).toFixed(4)),
  zMm: Array.from({ length: SLICES }, (_, k) => Number((low + ((high - low) * k) / (SLICES - 1)).toFixed(3))),
  originMm,
  // Something in every pixel, as a scanner leaves it.
  hounsfield: (x, y, z) => hounsfield(x, y, z) + 40 * Math.sin(x * 1.7) * Math.sin(y * 2.3 + z),
};

const folder = mkdtempSync(join(tmpdir(), 'trabecula-slices-'));
try {
  console.log(`writing a CT of ${SIDE} x ${SIDE} x ${SLICES}`);
  for (const { path, bytes } of patientFiles({ ...demo, ct })) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  execFileSync('npx', ['vite', 'build', '--logLevel', 'error'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const server = await preview({ logLevel: 'error', preview: { port: 0, strictPort: false } });
  const panes = await leafThrough(server.resolvedUrls?.local[0] ?? '', folder).finally(() => server.close());
  const ms = (value: number): string => value.toFixed(1);
  const page = `# How fast slices turn

Written by \`npm run bench:slices\`: nothing below is edited by hand. The demonstration patient over a CT of
${SIDE} x ${SIDE} x ${SLICES}, with five isodoses, the cold part of a target and the outlines of all targets, in a window of
1440 x 900; one plane a frame, there and back. Chromium without a graphics card on ${cpus().length} processors
(${cpus()[0]?.model ?? 'unknown'}); the screen would show 60 frames a second at most.

| pane | frames a second | frame, median ms | 95 % of frames within ms | own work, median ms | own work, longest ms |
| --- | --: | --: | --: | --: | --: |
${panes
  .map(
    (of) =>
      `| ${of.pane} | ${of.framesPerSecond.toFixed(0)} | ${ms(of.medianMs)} | ${ms(of.slowestTwentiethMs)} | ${ms(of.workMedianMs)} | ${ms(of.workSlowestMs)} |`,
  )
  .join('\n')}
`;
  const formatted = await format(page, { parser: 'markdown', printWidth: 120 });
  await writeFile('docs/speed-slices.md', formatted);
  console.log(formatted);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
