import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from './launch-chromium.ts';
import { openPage } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Tabs on until the focus is on a button of that name, and says what was passed. */
async function tabTo(page: Page, name: string, most = 60): Promise<string[]> {
  const passed: string[] = [];
  for (let n = 0; n < most; n++) {
    await page.keyboard.press('Tab');
    const on = await page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
    });
    if (on === name) return passed;
    passed.push(on);
  }
  throw new Error(`the focus never came to "${name}", but to ${passed.join(' | ')}`);
}

it('goes from open to a saved report by keyboard alone, in the order in which things are seen', async () => {
  const { page, errors } = await openPage(browser);
  await page.getByRole('button', { name: 'Open demo patient' }).waitFor();
  expect((await tabTo(page, 'Open demo patient')).slice(0, 4)).toEqual([
    'To the content',
    'Open',
    'Structures',
    'Check',
  ]);
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Verdict' }).waitFor({ timeout: 60_000 });
  // What had the focus is gone: it goes on with the content, not from the beginning.
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
  const isInMatrix = () => page.evaluate(() => document.activeElement?.closest('tbody') !== null);
  for (let n = 0; n < 20 && !(await isInMatrix()); n++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Lesion L6' }).waitFor();
  await tabTo(page, 'To the content', 200);
  await tabTo(page, 'Report');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Report' }).waitFor();
  await tabTo(page, 'Save as CSV');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(readFileSync(await download.path(), 'utf8')).toContain('L6');
  expect(await page.title()).toBe('Report – Trabecula');
  expect(errors).toEqual([]);
});
