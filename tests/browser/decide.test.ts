import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './launch-chromium.ts';
import { openPage } from './open-page.ts';
import type { OpenPage } from './open-page.ts';

let browser: Browser;
let demo: OpenPage;
beforeAll(async () => {
  browser = await launchChromium();
  demo = await openPage(browser, '?demo=himars');
  await demo.page.getByRole('region', { name: 'Verdict' }).waitFor({ timeout: 60_000 });
});
afterAll(() => browser.close());

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe('the check of the demonstration patient', () => {
  it('draws the histogram with its range, and gives the same numbers as a table', async () => {
    const { page } = demo;
    await page.getByRole('button', { name: /^L3/ }).click();
    await page.getByRole('img', { name: 'Dose-volume histogram: PTV_3, GTV_3' }).waitFor();
    await page.getByText('The same numbers as a table').click();
    const table = page.getByRole('region', { name: 'The same numbers as a table' });
    const rows = await table.locator('tbody tr').allInnerTexts();
    expect(rows.length).toBeLessThanOrEqual(300);
    expect(rows[0]).toMatch(/^0\.00\s+0\.0\s+100\.0 %\s+100\.0 %$/);
    // At the prescribed 27 Gy, as the matrix has it.
    expect(rows.find((row) => row.startsWith('27.00'))).toMatch(/^27\.00\s+100\.0\s+83\.9 % \(/);
  });

  it('shows only what is open when asked to, worst possible first', async () => {
    const { page } = demo;
    await page.getByLabel('Show').selectOption({ label: 'only what is open' });
    expect(await page.locator('tbody th[scope=row] button').allInnerTexts()).toEqual([
      expect.stringContaining('L5'),
      expect.stringContaining('L3'),
    ]);
    await page.getByLabel('Show').selectOption({ label: 'every lesion' });
  });

  it('takes what is pasted of the planning system, after showing what was understood of it', async () => {
    const { page } = demo;
    await page.getByText('Compare with the planning system').click();
    await page
      .getByLabel('Numbers of the planning system')
      .fill('ROI;Volume [cm³];V100% [%]\nPTV_3;3,31;84,9\nPTV_77;1;2');
    await page.getByRole('button', { name: 'Show what is understood' }).click();
    await page.getByText('Understood (2)').waitFor();
    expect(await page.getByRole('table', { name: /^Not taken/ }).innerText()).toContain(
      '"PTV_77" is no target of a lesion',
    );
    await page.getByRole('button', { name: 'Take these into the case' }).click();
    const coverage = page.getByRole('row', { name: /^PTV coverage\s+84\.9 %/ });
    await coverage.waitFor({ timeout: 30_000 });
  });

  it('lets a person decide an open finding by keyboard, and take it back, while the outcome stays', async () => {
    const { page } = demo;
    const finding = page.getByRole('region', { name: 'How it came about: L3, PTV coverage' });
    await finding.getByText('Decide this finding').focus();
    await page.keyboard.press('Enter');
    await finding.getByRole('button', { name: 'Add this decision' }).click();
    expect(await finding.getByRole('alert').innerText()).toContain('are needed');
    await finding.getByLabel('Decided as').selectOption({ label: 'acceptable deviation' });
    await finding.getByLabel('Name').fill('<i>M. Weber</i>');
    await finding.getByLabel('Date').fill('2026-03-31');
    await finding.getByLabel('Reason').fill('seen on a finer grid');
    expect(await violations(page)).toEqual([]);
    await finding.getByRole('button', { name: 'Add this decision' }).click();
    await finding
      .getByText('Decided by a person: acceptable deviation, <i>M. Weber</i>, 2026-03-31')
      .waitFor({ timeout: 30_000 });
    expect(await finding.innerText()).toContain('too close to call');
    expect(await page.getByRole('region', { name: 'Verdict' }).innerText()).toContain('stay as computed');

    await finding.getByText('Take this decision back').first().click();
    await finding.getByLabel('Name').first().fill('A. Noor');
    await finding.getByLabel('Date').first().fill('2026-04-01');
    await finding.getByLabel('Reason').first().fill('wrong lesion');
    await finding.getByRole('button', { name: 'Take this decision back' }).click();
    await finding.getByText('Decision withdrawn by A. Noor, 2026-04-01: wrong lesion').waitFor({ timeout: 30_000 });
    expect(await page.getByRole('region', { name: 'Verdict' }).innerText()).toContain(
      'No decision by a person applies',
    );
  });
});

describe('the structures of the demonstration patient', () => {
  it('say of every ROI what it is taken for, what needs a person first, and can be undone by keyboard', async () => {
    const { page, errors } = demo;
    await page.getByRole('button', { name: 'Structures' }).click();
    const rois = page.getByRole('region', { name: 'Every ROI' });
    expect(await rois.locator('tbody tr').first().innerText()).toMatch(/GTV_5 to be settled/);
    expect(await rois.getByRole('row', { name: /^PTV_1 / }).innerText()).toMatch(/PTV L1.*high.*the name says PTV/s);
    const risk = page.getByLabel('L3: High risk');
    await risk.selectOption({ label: 'yes' });
    await risk.press('Control+z');
    expect(await risk.inputValue()).toBe('');
    expect(await violations(page)).toEqual([]);
    expect(errors).toEqual([]);
  });
});
