import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright';
import { format } from 'prettier';
import { largeSet } from './large-set.ts';
import { launchChromium } from './launch-chromium.ts';
import { serveBuiltPage } from './serve-built-page.ts';

/**
 * `npm run bench:page`: what the page loads before a patient is opened, how long a verdict takes once the last byte is read,
 * and what blocks the page meanwhile, in a real browser. Printed, and written into docs/page.md; nothing is asserted. With
 * TRABECULA_DATA=FOLDER also for lung-sbrt-2018.
 */
const GOAL = { firstLoadKb: 250, verdictMs: 1000, longTaskMs: 50 };
const RUNS = 3;
/** What a person takes at least to choose a folder, once the button is pressed: the page uses it to get ready. */
const CHOOSING_MS = 1500;
const DOC = 'docs/page.md';

interface Loaded {
  readonly file: string;
  readonly bytes: number;
  readonly zipped: number;
}

interface Timed {
  readonly set: string;
  readonly megabytes: number;
  readonly files: number;
  readonly readMs: number[];
  readonly verdictMs: number[];
  /** Longest task of each run, 0 if none took 50 ms. */
  readonly longestMs: number[];
}

async function firstLoad(browser: Browser, address: string): Promise<Loaded[]> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const loaded: Promise<Loaded>[] = [];
  page.on('response', (response) => {
    const file = new URL(response.url()).pathname.slice(1) || 'index.html';
    loaded.push(
      response.body().then((body) => ({ file, bytes: body.length, zipped: gzipSync(body, { level: 9 }).length })),
    );
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  const all = await Promise.all(loaded);
  await context.close();
  return all.sort((a, b) => b.zipped - a.zipped);
}

declare global {
  interface Window {
    measured: { picked: number; read: number; verdict: number; longest: number };
  }
}

/** Runs in the page: notes when the last byte was read, when the verdict stood there, and what blocked in between. */
function watch(): void {
  const measured = { picked: 0, read: 0, verdict: 0, longest: 0 };
  window.measured = measured;
  document.addEventListener(
    'change',
    ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === 'file') measured.picked = performance.now();
    },
    { capture: true },
  );
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      if (measured.picked > 0 && startTime > measured.picked) measured.longest = Math.max(measured.longest, duration);
    }
  }).observe({ type: 'longtask' });
  new MutationObserver(() => {
    const said = document.querySelector('main [role="status"]')?.textContent ?? '';
    if (measured.read === 0 && measured.picked > 0 && said !== '' && !/: (reading|reading file .*) …/.test(said))
      measured.read = performance.now();
    if (measured.verdict === 0 && document.querySelector('[aria-label="Verdict"]') !== null)
      measured.verdict = performance.now();
  }).observe(document, { childList: true, subtree: true, characterData: true });
}

async function timed(browser: Browser, address: string, set: string, folder: string): Promise<Timed> {
  const found = execFileSync('find', ['-L', folder, '-type', 'f', '-printf', '%s\n'], { encoding: 'utf8' })
    .trim()
    .split('\n');
  const result: Timed = {
    set,
    megabytes: found.reduce((sum, size) => sum + Number(size), 0) / 1e6,
    files: found.length,
    readMs: [],
    verdictMs: [],
    longestMs: [],
  };
  for (let run = 0; run < RUNS; run++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(watch);
    await page.goto(address, { waitUntil: 'networkidle' });
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Pick a folder' }).click();
    const chooser = await choosing;
    await page.waitForTimeout(CHOOSING_MS);
    await chooser.setFiles(folder);
    await page.getByRole('region', { name: 'Verdict' }).waitFor({ timeout: 120_000 });
    await page.waitForTimeout(500);
    const { picked, read, verdict, longest } = await page.evaluate(() => window.measured);
    result.readMs.push(read - picked);
    result.verdictMs.push(verdict - read);
    result.longestMs.push(longest);
    await context.close();
  }
  return result;
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
const ms = (values: readonly number[]): string =>
  `${middle(values).toFixed(0)} (${values.map((value) => value.toFixed(0)).join(', ')})`;
const kb = (bytes: number): string => (bytes / 1000).toFixed(1);

const scratch = mkdtempSync(join(tmpdir(), 'trabecula-page-'));
const { address, close } = await serveBuiltPage();
const browser = await launchChromium();
try {
  const large = join(scratch, 'large');
  for (const { path, bytes } of largeSet()) {
    mkdirSync(dirname(join(large, path)), { recursive: true });
    writeFileSync(join(large, path), bytes);
  }
  const loaded = await firstLoad(browser, address);
  const data = process.env['TRABECULA_DATA'];
  const sets = [
    { set: 'demonstration patient', folder: 'test-data/himars-demo' },
    { set: 'demonstration patient with a fine CT', folder: large },
    ...(data !== undefined && existsSync(join(data, 'lung-sbrt-2018'))
      ? [{ set: 'lung-sbrt-2018', folder: join(data, 'lung-sbrt-2018') }]
      : []),
  ];
  const rows: Timed[] = [];
  for (const { set, folder } of sets) rows.push(await timed(browser, address, set, folder));
  const total = loaded.reduce((sum, { zipped }) => sum + zipped, 0);
  const text = [
    `Before a patient is opened, gzipped (goal ${String(GOAL.firstLoadKb)} kB in all):`,
    '',
    '| File | kB gzipped | kB |',
    '| --- | ---: | ---: |',
    ...loaded.map(({ file, zipped, bytes }) => `| ${file} | ${kb(zipped)} | ${kb(bytes)} |`),
    `| **in all** | **${kb(total)}**${total > GOAL.firstLoadKb * 1000 ? ' over the goal' : ''} | ${kb(loaded.reduce((sum, { bytes }) => sum + bytes, 0))} |`,
    '',
    `From a picked folder to the verdict, in ms: the middle of ${String(RUNS)} runs, and each run (goals: ${String(GOAL.verdictMs)} ms from the last byte to the verdict, no task of the page over ${String(GOAL.longTaskMs)} ms). The folder is chosen ${String(CHOOSING_MS / 1000)} s after the button is pressed:`,
    '',
    '| Set | MB | files | to the last byte | from there to the verdict | longest task of the page |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(
      ({ set, megabytes, files, readMs, verdictMs, longestMs }) =>
        `| ${set} | ${megabytes.toFixed(1)} | ${String(files)} | ${ms(readMs)} | ${ms(verdictMs)} | ${ms(longestMs)} |`,
    ),
    '',
    `0 stands for: none over ${String(GOAL.longTaskMs)} ms. Measured on ${cpus()[0]?.model.trim() ?? 'an unknown machine'}, ${String(cpus().length)} processors with ${(loadavg()[0] ?? 0).toFixed(1)} processes waiting for them, ${browser.browserType().name()} ${browser.version()}, commit ${execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim()}.`,
  ].join('\n');
  process.stdout.write(`${text}\n`);
  const page = readFileSync(DOC, 'utf8').replace(
    /(<!-- measured -->)[\s\S]*(<!-- end of measured -->)/,
    (_all, from: string, to: string) => `${from}\n\n${text}\n\n${to}`,
  );
  writeFileSync(DOC, await format(page, { parser: 'markdown', printWidth: 120 }));
} finally {
  await browser.close();
  await close();
  rmSync(scratch, { recursive: true, force: true });
}
