import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trabecula } from '../built-command.ts';
import { launchChromium } from './launch-chromium.ts';
import { openPage } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const proposal = (page: Page): Locator => page.getByRole('region', { name: 'Proposal', exact: true });

async function saved(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}

describe('marrow and level from typed volumes', () => {
  it('judges ticks at once, takes them back with a trace, and saves what the command line gives', async () => {
    const { page, errors } = await openPage(browser);
    await page.getByRole('button', { name: 'Marrow and level' }).click();
    await page.getByRole('button', { name: 'Fill in an example' }).click();
    // No level is named yet: the reason is said, and no budget is called open.
    await page.getByText('Nothing is proposed: no open level is named').waitFor();
    await page.getByLabel('Open level').selectOption('1');
    await proposal(page).getByText('Proposed for level 1: L1, L3, L4, L5, L7.').waitFor();
    // What comes first is ticked, locked, and says why.
    expect(await page.getByRole('checkbox', { name: 'Treat L3' }).isDisabled()).toBe(true);
    expect(await page.getByRole('checkbox', { name: 'Treat L3' }).isChecked()).toBe(true);
    await page.getByRole('checkbox', { name: 'Treat L2' }).focus();
    await page.keyboard.press('Space');
    // 61.3 + 74.5 + 48.2 + 33.9 + 12.5 + 96.0 = 326.4 of 0.3 * (1040.2 - 268.9) = 231.39 cm³.
    await page.getByText('EXCEEDS level 1 by 95.0 cm³').waitFor();
    expect(await page.getByRole('list').last().innerText()).toContain('L2 ticked');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('EXCEEDS level 1').waitFor({ state: 'detached' });
    expect(await page.getByRole('list').last().innerText()).toContain('taken back');

    const path = join(tmpdir(), `trabecula-${process.pid}-typed.json`);
    const typed = await saved(page, 'Save typed volumes');
    writeFileSync(path, typed);
    const command = trabecula('marrow', '--typed', path, '--format', 'json');
    const own = await saved(page, 'Save as JSON');
    expect(own.replace('typed.json', path)).toBe(command.stdout);
    for (const format of ['HTML', 'CSV']) {
      const printed = trabecula('marrow', '--typed', path, '--format', format.toLowerCase()).stdout;
      expect((await saved(page, `Save as ${format}`)).replaceAll('typed.json', path)).toBe(printed);
    }
    // The name of the file stands inside, compressed.
    expect(await saved(page, 'Save as PDF')).toMatch(/^%PDF-1\.7/);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    expect(errors).toEqual([]);
  });

  it('takes a pasted table with decimal commas, and says what is missing instead of a level', async () => {
    const { page, errors } = await openPage(browser, '?lang=fr');
    await page.getByRole('button', { name: 'Moelle et palier' }).click();
    await page.getByLabel('Os spongieux, cm³').fill('1000,5');
    await page.getByLabel('Os spongieux, cm³').press('Tab');
    await page.getByText('Coller un tableau').click();
    await page
      .getByRole('textbox', { name: 'Coller un tableau' })
      .fill(
        'Lésion\tGTV cm³\tSiège\tHaut risque\tSymptomatique\nA\t20,5\tganglion\toui\tnon\nB\t100,25\tganglion\tnon\tnon',
      );
    await page.getByRole('button', { name: 'Reprendre ces lignes' }).click();
    await page.getByText('None of them is told').first().waitFor();
    for (const label of [
      'L’os donné est',
      'C’est le squelette entier',
      'Toute la tumeur est parmi les lésions, traitées ou non',
    ]) {
      await page.getByRole('combobox', { name: label }).selectOption({ index: 1 });
    }
    await page.getByRole('radio', { name: 'gtv, ganglions compris' }).check();
    await page.getByLabel('Palier ouvert').selectOption('-1');
    // 120.75 of 1000.5 cm³.
    await page.getByText(/treated lesions are 12\.1 % of the reserve/).waitFor();
    expect(errors).toEqual([]);
  });
});

it('trabecular bone and reserve are leafed through on slices, over the CT that is named, without a request', async () => {
  const { page, errors, requests } = await openPage(browser, '?demo=himars');
  await page.getByRole('region', { name: 'Verdict' }).waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Marrow and level' }).click();
  const opened = requests.length;
  await page.getByRole('button', { name: 'Show slices' }).click();
  await page.getByText('Planning CT, 128 images').waitFor({ timeout: 60_000 });
  const words = page.getByRole('table', { name: /three planes in words; target: L1/ });
  await expect.poll(() => words.innerText()).toMatch(/Axial.*L1, .*Trabecular bone, Bone marrow reserve/);
  for (const name of ['Trabecular bone', 'Bone marrow reserve'])
    expect(await page.getByRole('checkbox', { name }).isChecked()).toBe(true);
  expect(requests.slice(opened)).toEqual([]);
  expect(errors).toEqual([]);
  await page.context().close();
});
