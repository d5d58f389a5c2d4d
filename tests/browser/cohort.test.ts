import { AxeBuilder } from '@axe-core/playwright';
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

async function enterThreePlusThree(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Cohort', exact: true }).click();
  await page.getByLabel('Name of this version').fill('draft 1');
  await page.getByLabel('Window, in days').fill('42');
  await page.getByLabel('Subjects before a level can be chosen (3 or 6)').fill('6');
  await page.getByLabel('Toxicity of each level, lowest first, parted by blanks').fill('0.1 0.2 0,3 0.4');
}

it('a design says what is missing, then what it would do, with the published numbers and without a complaint of axe', async () => {
  const { page, errors } = await openPage(browser);
  await enterThreePlusThree(page);
  await page.getByRole('button', { name: 'Work it out' }).press('Enter');
  expect(await page.getByRole('alert').innerText()).toContain('doseLimitingToxicity.definition');
  await page.getByLabel('Dose-limiting toxicity: definition').fill('thrombopenia of grade 4');
  await page.getByRole('button', { name: 'Work it out' }).press('Enter');
  const report = page.getByRole('article', { name: 'Operating characteristics' });
  await report.getByRole('img').waitFor();
  // Published for these toxicities: 0.28463, 0.36867, 0.22828, 0.08170; none 0.03672.
  const cells = await report.getByRole('cell').allInnerTexts();
  for (const share of ['28.5 %', '36.9 %', '22.8 %', '8.2 %']) expect(cells).toContain(share);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as JSON' }).click(),
  ]);
  const result = JSON.parse(readFileSync(await download.path(), 'utf8')) as { scenarios: { none: number }[] };
  expect(result.scenarios[0]?.none).toBeCloseTo(0.03672, 5);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  expect(errors).toEqual([]);
});
