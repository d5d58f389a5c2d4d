import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { screen } from '../../src/app/screen.ts';
import { screenJson } from '../../src/report/screen-json.ts';
import { trabecula } from '../built-command.ts';
import { scratchFolder } from '../cli/scratch-folder.ts';
import { chainedLines, COHORT_DESIGN, cohortContents } from '../ledger/cohort-entries.ts';
import { launchChromium } from './launch-chromium.ts';
import { openPage } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
const folder = scratchFolder();
const wait = { timeout: 60_000 };

const ok = (...words: readonly string[]): string => {
  const { status, stdout, stderr } = trabecula(...words);
  expect([words.slice(0, 2), status, stderr]).toEqual([words.slice(0, 2), 0, '']);
  return stdout;
};
const written = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

async function saved(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, button)]);
  return readFileSync(await download.path(), 'utf8');
}

async function cohort(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Cohort', exact: true }).click();
}

/** Fills the form of an entry, each field by its label, and waits until it is recorded. */
async function record(page: Page, fields: Readonly<Record<string, string>>, number: number): Promise<void> {
  const form = page.getByRole('region', { name: 'Add an entry' });
  for (const [label, value] of Object.entries(fields)) {
    const field = form.locator('label', { has: page.getByText(label, { exact: true }) }).locator('input, select');
    if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption({ label: value });
    else await field.fill(value);
  }
  await form.getByRole('button', { name: 'Record', exact: true }).press('Enter');
  await form.getByText(`Recorded as entry ${String(number)}.`).waitFor(wait);
}

describe('the ledger of the page', () => {
  it('takes in what the command exported, answers with its JSON, and gives back what the command verifies', async () => {
    const command = join(folder, 'command');
    ok('ledger', 'restore', written('backup.jsonl', await chainedLines(cohortContents())), '--ledger', command);
    const exported = written('exported.csv', ok('ledger', 'export', '--ledger', command, '--format', 'csv'));
    const design = written('design.json', JSON.stringify(COHORT_DESIGN));
    const { page, errors, requests } = await openPage(browser);
    await cohort(page);
    await press(page, 'Make a ledger');
    await page.getByLabel('Import an exported file').setInputFiles(exported, wait);
    await page.getByText('18 entries taken in, 0 were here already.').waitFor(wait);
    await page.getByLabel('Open a design file').setInputFiles(design);
    await page.getByText('Nobody enters now.').waitFor(wait);
    const asked = requests.length;
    const status = ['cohort', 'status', '--ledger', command, '--format', 'json'];
    expect(await saved(page, 'Save cohort status as JSON')).toBe(ok(...status));
    const next = trabecula('cohort', 'next', '--ledger', command, '--design', design, '--format', 'json');
    expect(next.status).toBe(2);
    expect(await saved(page, 'Save next assignment as JSON')).toBe(next.stdout);
    expect(await page.getByRole('table', { name: 'If toxicities' }).getByRole('row').count()).toBe(4);
    expect(await page.getByText('P02 does not test it').innerText()).toContain('Level 1');

    const form = page.getByRole('region', { name: 'Add an entry' });
    await record(
      page,
      { 'Who makes the entry': 'B. Nurse', 'Subject, a pseudonym': 'P04', 'Trial, such as himars': 'himars' },
      19,
    );
    await form.getByLabel('What is recorded').selectOption('toxicity');
    await form.getByLabel('Grade, 1 to 5').fill('9');
    await press(page, 'Record');
    await form.getByRole('alert').waitFor();
    expect(await form.getByRole('alert').innerText()).toMatch(/Refused: .*term/);
    await record(
      page,
      {
        'Grade, 1 to 5': '4',
        Toxicity: 'neutropenia',
        'Dose-limiting': 'yes',
        'First day': '2026-03-10',
        'Subject, a pseudonym': 'P02',
      },
      20,
    );
    const hash = 'ab'.repeat(32);
    await record(
      page,
      {
        'What is recorded': 'plan check',
        'Subject, a pseudonym': 'P02',
        'Trial, such as himars': 'himars',
        Outcome: 'no deviation found',
        'SHA-256 of the result file': hash,
      },
      21,
    );
    await record(
      page,
      {
        'What is recorded': 'fraction',
        'Subject, a pseudonym': 'P02',
        'Lesions, parted by blanks': 'L1 L2',
        'Number of the fraction': '2',
        'Start, with its zone': '2026-03-29T09:30:00+02:00',
      },
      22,
    );
    await record(
      page,
      {
        'What is recorded': 'evaluation of the window',
        'Subject, a pseudonym': 'P03',
        'Dose-limiting toxicity in the whole window': 'no',
        'Last day of the window': '2026-04-09',
        Why: 'counts',
      },
      23,
    );
    await page.getByText('The next subject goes to level 1 (30 %)').waitFor(wait);
    await press(page, 'Record this assignment');
    await record(page, { 'Subject, a pseudonym': 'P04' }, 24);
    await record(page, { 'What is recorded': 'decision', Decision: 'go on', Why: 'board of 10 April' }, 25);
    const caseText = JSON.stringify({ schema: 'trabecula/case/1', subject: 'P04', patient: { sex: 'female' } });
    const result = screenJson(await screen({ caseText, casePath: 'case', trials: ['himars'] }));
    const inputs = form.getByLabel('Record a result file of check, marrow or screen, by its hash');
    await inputs.last().setInputFiles(written('result.json', result));
    await form.getByText('Recorded as entry 26.').waitFor(wait);
    await press(page, 'Correct entry 20');
    const correction = page.getByRole('region', { name: 'Add an entry' });
    await correction.getByLabel('Why it is corrected').fill('grade 3 on a second look');
    await correction.getByLabel('Grade, 1 to 5').fill('3');
    await correction.getByRole('button', { name: 'Record', exact: true }).press('Enter');
    await page.getByText('corrected by entry 27').waitFor(wait);

    await press(page, 'Verify');
    await page.getByText('The ledger is whole. 27 entries.').waitFor(wait);
    const head = (await page.getByText(/^head 27:/).innerText()).trim();
    expect(requests.slice(asked)).toEqual([]);
    const lines = written('page.jsonl', await saved(page, 'Export as JSON lines'));
    const restored = join(folder, 'restored');
    ok('ledger', 'restore', lines, '--ledger', restored);
    expect(ok('ledger', 'verify', '--ledger', restored, '--anchor', head)).toContain('whole: 27 entries');
    expect(JSON.parse(await saved(page, 'Save cohort status as JSON'))).toMatchObject({
      corrections: 2,
      subjects: [
        {},
        { id: 'P02', toxicity: 'yes', planCheck: 'no-deviation-found', toxicities: [{ grade: 3 }] },
        {},
        { level: 1, screening: 'barred' },
      ],
    });
    expect(errors).toEqual([]);
    expect(requests.filter((address) => !address.startsWith(inject('page')))).toEqual([]);
    await page.context().close();
  }, 300_000);

  it('is open in one tab at a time, there again without a network, and erased only by a typed word', async () => {
    const { page, errors, requests } = await openPage(browser);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await cohort(page);
    await press(page, 'Make a ledger');
    await page.getByText('0 entries.').waitFor(wait);
    await record(
      page,
      { 'Who makes the entry': 'N', 'Subject, a pseudonym': 'P01', 'Trial, such as himars': 'himars' },
      1,
    );
    const second = await page.context().newPage();
    await second.goto(inject('page'));
    await cohort(second);
    await second.getByText('open in another tab or window').waitFor(wait);
    expect(await second.getByRole('button', { name: 'Record', exact: true }).count()).toBe(0);
    await page.close();
    await page.context().setOffline(true);
    await press(second, 'Try again');
    await second.getByText('subject P01 in himars').waitFor(wait);
    await second.reload();
    await cohort(second);
    await second.getByText('1 entry.').first().waitFor(wait);
    await press(second, 'Erase the ledger …');
    expect(await second.getByRole('button', { name: 'Erase for good' }).isDisabled()).toBe(true);
    await second.getByLabel(/^This removes the only entry/).fill('ERASE');
    await press(second, 'Erase for good');
    await second.getByRole('button', { name: 'Make a ledger' }).waitFor(wait);
    expect(await second.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
    expect(errors).toEqual([]);
    expect(requests.filter((address) => !address.startsWith(inject('page')))).toEqual([]);
    await page.context().close();
  });

  it('asks for nothing while a patient is open: it says so, or was loaded before', async () => {
    const { page, requests } = await openPage(browser, '?demo=himars');
    await page.getByRole('region', { name: 'Verdict' }).waitFor(wait);
    const before = requests.length;
    await cohort(page);
    await page.getByText('nothing is asked of any server while a patient is open').waitFor(wait);
    expect(await page.getByRole('button', { name: 'Make a ledger' }).count()).toBe(0);
    expect(requests.slice(before)).toEqual([]);
    await page.goto(inject('page'));
    await cohort(page);
    await press(page, 'Make a ledger');
    await page.getByText('0 entries.').waitFor(wait);
    await page.goto(`${inject('page')}?demo=himars`);
    await page.getByRole('region', { name: 'Verdict' }).waitFor(wait);
    const opened = requests.length;
    await cohort(page);
    await record(
      page,
      { 'Who makes the entry': 'N', 'Subject, a pseudonym': 'phantom-himars-demo', 'Trial, such as himars': 'himars' },
      1,
    );
    await press(page, 'Record the check that is open');
    await page.getByText('2 entries.').waitFor(wait);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(requests.slice(opened)).toEqual([]);
    await page.context().close();
  });
});
