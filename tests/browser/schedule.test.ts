import { AxeBuilder } from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readCaseFile } from '../../core/index.ts';
import { launchChromium } from './launch-chromium.ts';
import { openPage, type OpenPage } from './open-page.ts';

let browser: Browser;
let opened: OpenPage;
beforeAll(async () => {
  browser = await launchChromium();
  opened = await openPage(browser, '?demo=himars');
  await opened.page.getByRole('region', { name: 'Verdict' }).waitFor({ timeout: 60_000 });
});
afterAll(() => browser.close());

describe('the schedule on the page', () => {
  it('names a broken interval in the calendar, by keyboard, without an error or a request', async () => {
    const { page, errors, requests } = opened;
    const before = requests.length;
    await page.getByRole('button', { name: 'Schedule' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Schedule of fractions' }).waitFor();
    await page.getByLabel('Time zone of the clinic').fill('Europe/Paris');
    // The clocks go forward in the night between the two.
    await page.getByLabel('One fraction in each line').fill('2026-03-28 09:00\n2026-03-29 09:00\n2026-04-01 09:00');
    await page.getByRole('button', { name: 'Check these fractions' }).press('Enter');
    await page.getByText('The schedule is broken').waitFor();
    const cell = page.getByRole('cell').filter({ has: page.locator('time[datetime="2026-03-29"]') });
    expect(await cell.innerText()).toMatch(
      /fraction 2[^]*Interval broken \(since 2026-03-28T09:00\): 23 h from start to start/,
    );
    expect(errors).toEqual([]);
    expect(requests.slice(before)).toEqual([]);
    expect(requests.filter((address) => !address.startsWith(inject('page')))).toEqual([]);
  });

  it('puts what was typed into the case file, which the command line reads, and reads it back', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Put into the case' }).click();
    await page.getByText('The case holds these fractions now').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save case file' }).click(),
    ]);
    const saved = readCaseFile(readFileSync(await download.path(), 'utf8'), 'case.json');
    expect(saved.schedule).toEqual({
      zone: 'Europe/Paris',
      fractions: [{ start: '2026-03-28T09:00' }, { start: '2026-03-29T09:00' }, { start: '2026-04-01T09:00' }],
      complete: false,
    });
    // Nothing else of the case is lost.
    expect(saved.lesions?.map(({ id }) => id)).toEqual(['L1', 'L2', 'L3', 'L4', 'L5', 'L6']);
    await page.getByRole('button', { name: 'Structures', exact: true }).click();
    await page.getByRole('button', { name: 'Schedule', exact: true }).click();
    await expect.poll(() => page.getByLabel('One fraction in each line').inputValue()).toContain('2026-03-28 09:00');
    await expect.poll(() => page.getByLabel('Time zone of the clinic').inputValue()).toBe('Europe/Paris');
    await page.getByText('The schedule is broken').waitFor();
  });

  it('proposes days that keep the rule, and saves them as a calendar that another parser reads', async () => {
    const { page } = opened;
    await page.getByLabel('One fraction in each line').fill('');
    await page.getByLabel('From', { exact: true }).fill('2026-10-21');
    await page.getByLabel('Days off').fill('2026-10-23');
    await page.getByRole('button', { name: 'Propose', exact: true }).press('Enter');
    await page.getByText('No break found in the fractions known').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as iCalendar' }).click(),
    ]);
    const calendar = new ICAL.Component(ICAL.parse(readFileSync(await download.path(), 'utf8')) as unknown[]);
    const starts = calendar
      .getAllSubcomponents('vevent')
      .map((each) => new ICAL.Event(each).startDate.toJSDate().toISOString());
    expect(starts).toEqual([
      '2026-10-21T07:00:00.000Z',
      '2026-10-26T08:00:00.000Z',
      '2026-10-28T08:00:00.000Z',
      '2026-10-30T08:00:00.000Z',
      '2026-11-02T08:00:00.000Z',
    ]);
  });

  it('says what it lacks in words, and has nothing that axe complains of', async () => {
    const { page } = opened;
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    await page.getByLabel('Time zone of the clinic').fill('Europe/Pariss');
    await page.getByRole('button', { name: 'Propose', exact: true }).click();
    expect(await page.getByRole('alert').innerText()).toContain('no such time zone');
  });
});
