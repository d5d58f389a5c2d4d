import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoPatient } from '../../.ci/demo-patient.ts';
import { scratchFolder } from '../cli/scratch-folder.ts';
import { launchChromium } from './launch-chromium.ts';
import { openPage } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const root = fileURLToPath(new URL('../../', import.meta.url));
const wait = { timeout: 60_000 };
const scratch = scratchFolder();

/** Drops files or folders from outside the browser, as a file manager does. */
async function drop(page: Page, ...files: string[]): Promise<void> {
  const box = await page.getByText('Drop a folder, files or a zip here').boundingBox();
  const devtools = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', {
      type,
      x: (box?.x ?? 0) + 5,
      y: (box?.y ?? 0) + 5,
      data: { items: [], files, dragOperationsMask: 1 },
    });
  }
}

it('opens a dropped folder with the folders in it, under their paths', async () => {
  const { page, errors } = await openPage(browser);
  await drop(page, join(root, 'test-data/gtv-fails-ptv-passes'));
  await page.getByRole('region', { name: 'Verdict' }).waitFor(wait);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  const found = await page.getByRole('main').innerText();
  expect(found).toContain('gtv-fails-ptv-passes/RS.dcm');
  expect(found).toContain('from the case file gtv-fails-ptv-passes/case.json');
  // The CT lies a folder deeper.
  expect(found).toMatch(/[1-9]\d* images/);
  expect(errors).toEqual([]);
});

it('opens a dropped zip, and the case inside it', async () => {
  const zip = join(scratch, 'export.zip');
  writeFileSync(zip, demoPatient(root));
  const { page, errors } = await openPage(browser);
  await drop(page, zip);
  await page.getByRole('region', { name: 'Verdict' }).waitFor(wait);
  expect(await page.getByRole('region', { name: 'Verdict' }).innerText()).toContain('Unacceptable deviation');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  expect(await page.getByRole('main').innerText()).toContain('from the case file export.zip!case.json');
  expect(errors).toEqual([]);
});

it('says of a dropped set with a dose cut short which file is broken, and shows no verdict', async () => {
  const folder = join(scratch, 'broken');
  mkdirSync(folder);
  for (const file of ['RS.dcm', 'RP_PLAN_1.dcm', 'RD_PLAN_1.dcm']) {
    const bytes = readFileSync(join(root, 'test-data/sphere', file));
    writeFileSync(join(folder, file), file.startsWith('RD') ? bytes.subarray(0, bytes.length / 2) : bytes);
  }
  const { page, errors } = await openPage(browser);
  await drop(page, folder);
  const alert = page.getByRole('alert');
  await alert.waitFor(wait);
  expect(await page.getByRole('main').innerText()).toContain('broken/RD_PLAN_1.dcm');
  expect(await page.getByRole('region', { name: 'Verdict' }).count()).toBe(0);
  expect(errors).toEqual([]);
});
