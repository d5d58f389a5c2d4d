import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCaseFile } from '../../core/index.ts';
import { launchChromium } from './launch-chromium.ts';
import { openPage } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const shipped = (path: string): string => fileURLToPath(new URL(`../../test-data/${path}`, import.meta.url));
const wait = { timeout: 60_000 };

it('refuses structures of another patient, says so, and leaves no way on', async () => {
  const { page, errors } = await openPage(browser);
  await page
    .locator('input[multiple]')
    .setInputFiles([shipped('sphere/RS.dcm'), shipped('gtv-fails-ptv-passes/RD_PLAN_1.dcm')]);
  const alert = page.getByRole('alert');
  await alert.waitFor(wait);
  expect(await alert.innerText()).toContain('(0010,0020) PatientID');
  expect(await page.getByRole('region', { name: 'Verdict' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  expect(await page.getByRole('main').innerText()).toContain('No patient is open');
  await page.getByRole('button', { name: 'Structures', exact: true }).click();
  for (const label of await page.getByRole('checkbox').all()) await label.check();
  await page.getByRole('button', { name: 'Check with this case' }).click();
  await alert.waitFor(wait);
  expect(await alert.innerText()).toContain('(0010,0020) PatientID');
  expect(errors).toEqual([]);
});

it('says of files without DICOM that there is none', async () => {
  const { page } = await openPage(browser);
  await page.locator('input[multiple]').setInputFiles([fileURLToPath(import.meta.url)]);
  const alert = page.getByRole('alert');
  await alert.waitFor(wait);
  expect(await alert.innerText()).toContain('no DICOM object in 1 file');
});

it('takes the case of an opened folder, and saves it changed as the command line reads it', async () => {
  const { page, errors } = await openPage(browser);
  await page.locator('input[webkitdirectory]').setInputFiles(shipped('gtv-fails-ptv-passes'));
  await page.getByRole('region', { name: 'Verdict' }).waitFor(wait);
  await page.getByRole('button', { name: 'Structures', exact: true }).click();
  const given = readCaseFile(readFileSync(shipped('gtv-fails-ptv-passes/case.json'), 'utf8'), 'given');
  const [lesion] = given.lesions ?? [];
  const prescription = page.getByLabel(`${lesion?.id ?? ''}: Gy / fractions`);
  await prescription.fill('26,5 / 3');
  await prescription.blur();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save case file' }).click(),
  ]);
  const saved = readCaseFile(readFileSync(await download.path(), 'utf8'), 'saved');
  expect(saved.lesions?.[0]?.prescription).toEqual({ ...lesion?.prescription, doseGy: 26.5, fractions: 3 });
  expect({ ...saved, lesions: null }).toEqual({ ...given, lesions: null });
  // The plan says 35 Gy in 5: not taken unless it is confirmed.
  await page.getByRole('button', { name: 'Check with this case' }).click();
  await page.getByRole('alert').waitFor(wait);
  expect(await page.getByRole('alert').innerText()).toContain('contradicts the plan');
  await page.getByRole('button', { name: 'Correct or confirm under Structures' }).click();
  await page.getByLabel('that the prescriptions hold although the plan says otherwise').check();
  await page.getByRole('button', { name: 'Check with this case' }).click();
  await page.getByRole('region', { name: 'Verdict' }).waitFor(wait);
  expect(await page.getByRole('table').first().innerText()).toContain('26.5 Gy/3');
  expect(errors).toEqual([]);
});

it('asks which dose is meant where there are several, and keeps to it', async () => {
  const { page, errors } = await openPage(browser);
  const names = ['RS', 'RD_PELVIS_27Gy', 'RD_SPINE_35Gy', 'RP_PELVIS_27Gy', 'RP_SPINE_35Gy'];
  await page.locator('input[multiple]').setInputFiles(names.map((name) => shipped(`himars-demo/${name}.dcm`)));
  const alert = page.getByRole('alert');
  await alert.waitFor(wait);
  expect(await alert.innerText()).not.toContain('--dose');
  await page.getByRole('button', { name: 'Check in the dose SPINE_35Gy' }).press('Enter');
  await page.getByRole('region', { name: 'Verdict' }).waitFor(wait);
  // The plan of that dose prescribes it.
  expect(await page.getByRole('table').first().innerText()).toContain('35 Gy in 5');
  await page.getByRole('button', { name: 'Structures', exact: true }).click();
  await page.getByRole('button', { name: 'Check with this case' }).click();
  await page.getByRole('region', { name: 'Verdict' }).waitFor(wait);
  expect(errors).toEqual([]);
});
