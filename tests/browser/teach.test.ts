import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from './launch-chromium.ts';
import { openPage } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const wait = { timeout: 60_000 };
const ptvRow = (page: Page) => page.getByRole('row', { name: /^PTV/ }).first();

it('shows the case of the address, and moves it by keyboard and with a decimal comma, without a request', async () => {
  const { page, errors, requests } = await openPage(
    browser,
    '?lang=en#teach?shiftXMm=2&doseSpacingMm=1&sliceSpacingMm=1&seed=3',
  );
  await page.getByText('acceptable deviation').first().waitFor(wait);
  // A ball of 9 mm in an isodose of 9 mm, 2 mm apart: 1 - 3·2/36 + 8/(16·729) of it.
  expect(await ptvRow(page).innerText()).toContain('83.4 %');
  const before = requests.length;
  await page.getByLabel('Shift x, mm').fill('4,0');
  await ptvRow(page).filter({ hasText: '67.2 %' }).filter({ hasText: 'unacceptable deviation' }).waitFor(wait);
  expect(new URL(page.url()).hash).toBe('#teach?shiftXMm=4&doseSpacingMm=1&sliceSpacingMm=1&seed=3');
  await page.getByLabel('Shift x', { exact: true }).focus();
  for (let n = 0; n < 4; n++) await page.keyboard.press('ArrowLeft');
  await page.waitForFunction(() => location.hash.includes('shiftXMm=2&'));
  await page.getByLabel('Shift x, mm').fill('99');
  expect(await page.getByText('from -8 to 8 mm').count()).toBe(1);
  expect(requests.slice(before)).toEqual([]);
  expect(errors).toEqual([]);
  // Before the worksheet: its drawings are many, and axe looks at each.
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);

  await page.getByRole('button', { name: 'Show the worksheet' }).click();
  const sheet = page.getByRole('article', { name: 'Exercises' });
  await sheet.getByText('Which lesions do you take').first().waitFor(wait);
  const everything = (): Promise<string> =>
    page.evaluate(() =>
      [document.body, ...document.querySelectorAll('*')]
        .map((element) => element.shadowRoot?.textContent ?? '')
        .concat(document.body.textContent)
        .join(' '),
    );
  expect(await everything()).not.toContain('Largest first');
  await page.getByRole('button', { name: 'Show the answers' }).click();
  await page.getByText('Largest first').first().waitFor(wait);
  expect(requests.slice(before)).toEqual([]);
  expect(errors).toEqual([]);
});
