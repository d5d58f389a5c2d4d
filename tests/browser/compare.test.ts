import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phantomFiles } from '../../src/app/phantom.ts';
import { trabecula } from '../built-command.ts';
import { launchChromium } from './launch-chromium.ts';
import { openPage, type OpenPage } from './open-page.ts';

const shipped = (path: string): string => fileURLToPath(new URL(`../../test-data/${path}`, import.meta.url));
const second = mkdtempSync(join(tmpdir(), 'second-plan-'));
const wait = { timeout: 60_000 };

let browser: Browser;
let opened: OpenPage;
beforeAll(async () => {
  for (const { path, bytes } of phantomFiles('himars-demo-revised')) writeFileSync(join(second, path), bytes);
  browser = await launchChromium();
  opened = await openPage(browser, '?demo=himars');
  await opened.page.getByRole('region', { name: 'Verdict' }).waitFor(wait);
});
afterAll(async () => {
  await browser.close();
  rmSync(second, { recursive: true });
});

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).focus();
  await page.keyboard.press('Enter');
}

describe('two plans on the page', () => {
  it('compares with the second plan by keyboard alone: what flips first, with both values, classes and the reason', async () => {
    const { page, errors, requests } = opened;
    const before = requests.length;
    await press(page, 'Compare');
    await press(page, 'Compare with the demo’s second plan');
    await page.getByRole('region', { name: 'Comparison' }).waitFor(wait);
    expect(await page.getByRole('region', { name: 'Comparison' }).innerText()).toContain('A class is worse in B');
    const first = page.getByRole('row').nth(1);
    expect(await first.innerText()).toMatch(
      /L1 PTV coverage[^]*96\.3 %[^]*no deviation[^]*85\.7 %[^]*acceptable deviation[^]*-10\.6 points[^]*worse[^]*the value crosses 90 %/,
    );
    await page.getByRole('img', { name: /Dose-volume histogram: A: PTV_1, B: PTV_1/ }).waitFor(wait);
    expect(errors).toEqual([]);
    expect(requests.slice(before)).toEqual([]);
  });

  it('has the comparison of the command line to the last digit', async () => {
    const { page } = opened;
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Save as JSON')]);
    const cases = ['--case-a', shipped('himars-demo/case.json'), '--case-b', join(second, 'case.json')];
    const command = trabecula(
      'compare',
      shipped('himars-demo'),
      second,
      '--trial',
      'himars',
      ...cases,
      '--format',
      'json',
    );
    expect(command.status).toBe(1);
    expect(readFileSync(await download.path(), 'utf8')).toBe(command.stdout);
  });

  it('refuses another patient and says why, keeps the first plan when it is cancelled, and compares after that', async () => {
    const { page, errors, requests } = opened;
    const before = requests.length;
    await press(page, 'Take plan B away');
    const files = ['RS', 'RD_PLAN_1', 'RP_PLAN_1'].map((file) => shipped(`sphere/${file}.dcm`));
    await page.locator('input[multiple]').setInputFiles(files);
    await page.getByRole('alert').waitFor(wait);
    expect(await page.getByRole('alert').innerText()).toMatch(/different patients[^]*no way around/);
    await press(page, 'Take plan B away');
    await press(page, 'Compare with the demo’s second plan');
    await press(page, 'Cancel');
    await page.getByRole('button', { name: 'Pick the folder of plan B' }).waitFor();
    await press(page, 'Check');
    expect(await page.getByRole('region', { name: 'Verdict' }).innerText()).toContain('Unacceptable deviation');
    await press(page, 'Compare');
    await page.locator('input[webkitdirectory]').setInputFiles(second);
    await page.getByRole('region', { name: 'Comparison' }).waitFor(wait);
    expect(errors).toEqual([]);
    expect(requests.slice(before)).toEqual([]);
  });
});
