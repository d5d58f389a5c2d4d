import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchChromium } from './launch-chromium.ts';
import { openPage } from './open-page.ts';
import { statesOf, WALKS } from './page-states.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** A theme changes colours and a language changes words: each of both is looked at, not all four pairs. */
const LOOKS = [
  { language: 'en', theme: 'light' },
  { language: 'fr', theme: 'dark' },
] as const;

const looked: string[] = [];
afterAll(() => {
  console.log(
    `States without a violation of axe (en light, fr dark), a sideways scroll or a request:\n${looked.join('\n')}`,
  );
});

async function wear(page: Page, { language, theme }: (typeof LOOKS)[number]): Promise<void> {
  const [languages, themes] = await page.getByRole('banner').getByRole('combobox').all();
  await languages?.selectOption(language);
  await themes?.selectOption(theme);
}

async function violations(page: Page): Promise<string[]> {
  // In this page: axe would otherwise open one more to put its results together.
  const found = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}

/** What is wider than the page: a phone, and 1440 pixels at 200 % zoom. */
async function sideways(page: Page): Promise<string[]> {
  const wide: string[] = [];
  for (const size of [
    { width: 390, height: 844 },
    { width: 720, height: 450 },
  ]) {
    await page.setViewportSize(size);
    // Charts are drawn anew for another width, a moment later.
    const fits = page.waitForFunction((most) => document.documentElement.scrollWidth <= most, size.width, {
      timeout: 5000,
    });
    await fits.catch(async () => {
      wide.push(`${String(await page.evaluate(() => document.documentElement.scrollWidth))} of ${String(size.width)}`);
    });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  return wide;
}

for (const walk of WALKS) {
  const { name, search, opened } = walk;
  it(`has no violation of axe, no sideways scroll and no request in any state of: ${name}`, async () => {
    const { page, errors, requests } = await openPage(browser, search);
    let allowed = 0;
    for (const [index, state] of (await statesOf(walk, page)).entries()) {
      await state.reach(page);
      for (const look of LOOKS) {
        await wear(page, look);
        expect(await violations(page), `${name}: ${state.name}, ${look.language} ${look.theme}`).toEqual([]);
        expect(await page.locator('html').getAttribute('lang')).toBe(look.language);
      }
      await wear(page, LOOKS[0]);
      expect(await sideways(page), `${name}: ${state.name}`).toEqual([]);
      if (index < opened) allowed = requests.length;
      if (opened > 0) expect(requests.slice(allowed), `${name}: ${state.name}`).toEqual([]);
      looked.push(`  ${name}: ${state.name}`);
    }
    expect(errors).toEqual([]);
    expect(requests.filter((address) => !address.startsWith(inject('page')))).toEqual([]);
    await page.context().close();
  }, 300_000);
}
