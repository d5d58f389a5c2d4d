import { AxeBuilder } from '@axe-core/playwright';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { naming, pacsOf } from '../../.ci/pacs-of-page.ts';
import { builtMain } from '../built-command.ts';
import { type SmallPacs, smallPacs } from '../dicomweb/small-pacs.ts';
import { launchChromium } from './launch-chromium.ts';
import { openPage } from './open-page.ts';

const built = fileURLToPath(new URL('../../dist/page/', import.meta.url));
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };
const wait = { timeout: 60_000 };

let browser: Browser;
let pacs: SmallPacs;
let address: string;
const closing: (() => unknown)[] = [];

/** The built page with a PACS named in it, as a build with TRABECULA_DICOMWEB would have it. */
beforeAll(async () => {
  browser = await launchChromium();
  pacs = await smallPacs('gtv-fails-ptv-passes');
  const html = naming(readFileSync(`${built}index.html`, 'utf8'), pacsOf(pacs.url));
  const server = createServer((asked, answer) => {
    const path = new URL(asked.url ?? '/', 'http://page').pathname;
    const body = path === '/' || path === '/index.html' ? html : readFileSync(`${built}${path}`);
    answer.writeHead(200, { 'content-type': TYPES[extname(path) || '.html'] ?? 'application/octet-stream' }).end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closing.push(
    () => server.closeAllConnections(),
    () => server.close(),
    pacs.close,
    () => browser.close(),
  );
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  for (const close of closing) await close();
});

/** What the command prints, while this process goes on serving. */
async function command(...words: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [builtMain, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) text += String(chunk);
  return text;
}

it('finds a patient at the PACS, fetches the study, and checks it as the command line does', async () => {
  const { page, errors, requests } = await openPage(browser, '', { address });
  // Nothing is asked of the PACS before somebody asks.
  await page.getByRole('heading', { name: 'From the PACS' }).waitFor(wait);
  expect(pacs.asked).toEqual([]);

  await page.getByLabel('Patient ID').fill('nobody');
  await page.getByRole('button', { name: 'Search studies' }).press('Enter');
  await page.getByText('No study of this patient').waitFor(wait);
  await page.getByLabel('Patient ID').fill(pacs.patient);
  await page.getByLabel('Patient ID').press('Enter');
  const fetchIt = page.getByRole('button', { name: 'Fetch and open the study of 2026-02-02 Synthetic patient' });
  await fetchIt.waitFor(wait);
  const axe = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(axe.violations).toEqual([]);

  await page.getByText('User and password').click();
  await page.getByLabel('User', { exact: true }).fill('physicist');
  await page.getByLabel('Password', { exact: true }).fill('wörd');
  await fetchIt.press('Enter');
  await page.getByRole('region', { name: 'Verdict' }).waitFor(wait);
  expect(pacs.authorizations.at(-1)).toBe(`Basic ${Buffer.from('physicist:wörd').toString('base64')}`);
  expect(new Set(requests.map((url) => new URL(url).origin))).toEqual(
    new Set([new URL(address).origin, new URL(pacs.url).origin]),
  );

  const asked = requests.length;
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as JSON' }).click(),
  ]);
  const fromServer = await command(
    'check',
    '--dicomweb',
    pacs.url,
    '--study',
    pacs.study,
    '--trial',
    'himars',
    '--format',
    'json',
  );
  expect(readFileSync(await download.path(), 'utf8')).toBe(fromServer);
  expect(requests.slice(asked)).toEqual([]);
  expect(errors).toEqual([]);
});

it('can be ended while the PACS is slow, and says why a study does not come', async () => {
  const { page } = await openPage(browser, '', { address });
  pacs.trouble = (asked) => asked.method !== 'OPTIONS';
  const before = pacs.asked.length;
  await page.getByLabel('Study Instance UID').fill('1.2.3');
  await page.getByRole('button', { name: 'Fetch and open' }).click();
  await expect.poll(() => pacs.asked.length).toBeGreaterThan(before);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' });

  pacs.trouble = null;
  await page.getByRole('button', { name: 'Fetch and open' }).click();
  const alert = page.getByRole('alert');
  await alert.waitFor(wait);
  expect(await alert.innerText()).toContain('the server has no such study');
});

it('is nowhere on a page that was built without a PACS, and no other server is in its policy', async () => {
  const { page } = await openPage(browser);
  await page.getByRole('button', { name: 'Open demo patient' }).waitFor(wait);
  expect(await page.getByText('PACS').count()).toBe(0);
  const answer = await fetch(inject('page'));
  expect(answer.headers.get('content-security-policy')).toContain("connect-src 'self';");
  expect(await answer.text()).toContain("connect-src 'self';");
});

it.each([
  [
    'https://pacs.example:8443/dicom-web?x=1',
    { address: 'https://pacs.example:8443/dicom-web', origin: 'https://pacs.example:8443' },
  ],
  ['/dicom-web', { address: '/dicom-web', origin: null }],
  ['', null],
])('a page for the PACS "%s" is built', (named, pacsNamed) => {
  expect(pacsOf(named)).toEqual(pacsNamed);
});

it.each(['http://pacs.example/', 'https://me:hunter2@pacs.example/', '//pacs.example/', 'pacs', "'; script-src *"])(
  'a page for the PACS "%s" is not',
  (named) => {
    expect(() => pacsOf(named)).toThrow(/^(?!.*hunter2).*TRABECULA_DICOMWEB/);
  },
);
