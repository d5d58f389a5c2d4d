import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { trabecula } from '../built-command.ts';
import { scratchFolder } from '../cli/scratch-folder.ts';
import { launchChromium } from './launch-chromium.ts';
import { openPage } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
const folder = scratchFolder();

async function saved(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}

describe('screening on the page', () => {
  it('answers for all five trials as one types, with the JSON of the command, and asks no server meanwhile', async () => {
    const { page, errors, requests } = await openPage(browser);
    await page.getByRole('button', { name: 'Screen', exact: true }).click();
    const result = page.getByRole('region', { name: 'Result' });
    await result.getByRole('row').nth(5).waitFor({ timeout: 60_000 });
    const before = requests.length;
    await page.getByLabel('Pseudonym, never a name').fill('P01');
    await page.getByLabel('male, female or unknown').selectOption('female');
    // 50 ng/dL by a decimal comma, as a French keyboard has it; the unit decides what it is.
    await page.getByLabel('testosterone', { exact: true }).fill('1,75');
    await page.getByLabel('testosterone: unit').selectOption('nmol/L');
    await page.getByRole('button', { name: 'Add a lesion' }).click();
    await page.getByLabel('L1: Organ').selectOption('bone');
    await result.getByText('barred').first().waitFor();
    const caseText = await saved(page, 'Save case file');
    expect(JSON.parse(caseText)).toMatchObject({
      subject: 'P01',
      patient: { sex: 'female', laboratory: { testosterone: { value: 1.75, unit: 'nmol/L' } } },
      lesions: [{ id: 'L1', organ: 'bone' }],
    });
    await page.waitForTimeout(600);
    writeFileSync(join(folder, 'case'), caseText);
    const command = trabecula('screen', '--case', join(folder, 'case'), '--format', 'json');
    expect(command.status).toBe(1);
    expect(await saved(page, 'Save result as JSON')).toBe(command.stdout);
    expect(requests.slice(before)).toEqual([]);
    expect(requests.filter((address) => !address.startsWith(inject('page')))).toEqual([]);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    expect(errors).toEqual([]);
  });
});
