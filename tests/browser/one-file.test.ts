import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { trabecula } from '../built-command.ts';
import { launchChromium } from './launch-chromium.ts';
import { openPage } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  execFileSync('npx', ['vite', 'build', '--config', 'vite.single.config.ts', '--logLevel', 'error'], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  browser = await launchChromium();
});
afterAll(() => browser.close());

const root = fileURLToPath(new URL('../../', import.meta.url));
const file = pathToFileURL(`${root}dist/page-single/trabecula.html`).href;
const demo = `${root}test-data/himars-demo`;
const wait = { timeout: 60_000 };

it('opens from one file without a server, and picks a folder where none can be dropped', async () => {
  const { page, errors, requests } = await openPage(browser, '', { address: file });
  expect(await page.getByRole('main').innerText()).toContain('cannot read a dropped folder: pick the folder');
  await page.locator('input[webkitdirectory]').setInputFiles(`${root}test-data/gtv-fails-ptv-passes`);
  await page.getByRole('region', { name: 'Verdict' }).waitFor(wait);
  expect(await page.getByRole('table').first().innerText()).toContain('35 Gy/5');
  expect(requests).toEqual([file]);
  expect(errors).toEqual([]);
});

it('has the demonstration patient inside, the numbers of the command line, and a policy without unsafe words', async () => {
  const { page, errors, requests } = await openPage(browser, '?demo=himars', { address: file });
  await page.getByRole('region', { name: 'Verdict' }).waitFor(wait);
  expect(await page.getByRole('region', { name: 'Verdict' }).innerText()).toContain('Unacceptable deviation');
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("'unsafe-");
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as JSON' }).click(),
  ]);
  const command = trabecula('check', demo, '--trial', 'himars', '--case', `${demo}/case.json`, '--format', 'json');
  expect(readFileSync(await download.path(), 'utf8')).toBe(command.stdout);
  expect(requests).toEqual([`${file}?demo=himars`]);
  expect(errors).toEqual([]);
});
