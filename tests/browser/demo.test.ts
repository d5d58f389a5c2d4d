import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { trabecula } from '../built-command.ts';
import { launchChromium } from './launch-chromium.ts';
import { openPage } from './open-page.ts';
import type { OpenPage } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const demo = fileURLToPath(new URL('../../test-data/himars-demo', import.meta.url));

const verdict = (page: Page): Locator => page.getByRole('region', { name: 'Verdict' });

async function saved(page: Page, button: string, encoding: 'utf8' | 'latin1' = 'utf8'): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return readFileSync(await download.path(), encoding);
}

/** What is drawn on its pages, and its fonts: browser and Node compress the same bytes differently. */
function partsOfPdf(pdf: string): string[] {
  const parts = [...pdf.matchAll(/stream\r?\n([^]*?)\r?\nendstream/g)].map(([, part = '']) =>
    Buffer.from(part, 'latin1'),
  );
  expect(parts.length).toBeGreaterThan(5);
  return parts.map((part) =>
    createHash('sha256')
      .update(part[0] === 0x78 ? inflateSync(part) : part)
      .digest('hex'),
  );
}

describe('the demonstration patient', () => {
  let demoPage: OpenPage;
  beforeAll(async () => {
    demoPage = await openPage(browser, '?demo=himars');
    await verdict(demoPage.page).waitFor({ timeout: 60_000 });
  });

  it('is checked when the address asks for it, in words, without an error or a request elsewhere', async () => {
    const { page, errors, requests } = demoPage;
    expect(await verdict(page).innerText()).toContain('Unacceptable deviation');
    const worst = page.getByRole('table').first().locator('tbody tr').first();
    expect(await worst.innerText()).toContain('L4');
    expect(await worst.innerText()).toContain('unacceptable deviation');
    expect(await page.getByRole('contentinfo').innerText()).toMatch(/Checked \d+ of \d+ HIMARS rules\. Not checked: /);
    expect(errors).toEqual([]);
    expect(requests.filter((address) => !address.startsWith(inject('page')))).toEqual([]);
  });

  it('shows how a finding came about and where the record says so, by keyboard alone', async () => {
    const { page } = demoPage;
    await page.getByRole('button', { name: /^L4/ }).focus();
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    const derivation = page.getByRole('region', { name: 'How it came about: L6, GTV coverage' });
    const said = await derivation.innerText();
    expect(said).toContain('not met');
    expect(said).toContain('NCT06978296');
    expect(said).toContain('H22');
  });

  it('has the numbers of the command line to the last digit', async () => {
    const { page } = demoPage;
    await page.getByRole('button', { name: 'Report' }).click();
    const command = trabecula('check', demo, '--trial', 'himars', '--case', `${demo}/case.json`, '--format', 'json');
    expect(await saved(page, 'Save as JSON')).toBe(command.stdout);
  });

  it.each(['CSV', 'PDF'])('saves as %s what the command line writes', async (format) => {
    const { page } = demoPage;
    const path = join(tmpdir(), `trabecula-${process.pid}-check.${format.toLowerCase()}`);
    const words = ['--case', `${demo}/case.json`, '--format', format.toLowerCase(), '--out', path];
    trabecula('check', demo, '--trial', 'himars', ...words);
    await page.getByRole('button', { name: 'Report', exact: true }).click();
    const [own, written] = [await saved(page, `Save as ${format}`, 'latin1'), readFileSync(path, 'latin1')];
    rmSync(path);
    expect(own.length).toBeGreaterThan(1000);
    if (format === 'PDF') expect(partsOfPdf(own)).toEqual(partsOfPdf(written));
    else expect(own).toBe(written);
  });

  it('is the same after the button, and nothing is asked for once it is open', async () => {
    const { page, errors, requests } = await openPage(browser);
    await page.getByRole('button', { name: 'Open demo patient' }).click();
    await verdict(page).waitFor({ timeout: 60_000 });
    expect(await verdict(page).innerText()).toContain('Unacceptable deviation');
    const before = requests.length;
    await page.getByRole('button', { name: /^L6/ }).click();
    await page
      .getByRole('img', { name: /Dose-volume histogram/ })
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Report' }).click();
    await saved(page, 'Save as CSV');
    expect(requests.slice(before)).toEqual([]);
    expect(errors).toEqual([]);
  });
});
