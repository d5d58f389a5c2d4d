import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchChromium } from './launch-chromium.ts';
import { openPage } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

it('opens and checks without a network once it was loaded, and keeps nothing but its own files', async () => {
  const { page, errors } = await openPage(browser);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.getByRole('button', { name: 'Open demo patient' }).click();
  const verdict = page.getByRole('region', { name: 'Verdict' });
  await verdict.waitFor({ timeout: 60_000 });
  const manifest = await page.locator('link[rel="manifest"]').getAttribute('href');
  const { icons } = (await (await page.request.get(new URL(manifest ?? '', inject('page')).href)).json()) as {
    icons: { src: string }[];
  };
  expect((await page.request.get(new URL(icons[0]?.src ?? '', inject('page')).href)).ok()).toBe(true);
  await page.context().setOffline(true);
  await page.goto(`${inject('page')}?demo=himars&lang=fr`);
  await page.getByRole('region', { name: 'Verdict' }).waitFor({ timeout: 60_000 });
  expect(await page.getByRole('region', { name: 'Verdict' }).innerText()).toContain('Déviation inacceptable');
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    const stores = (await indexedDB.databases()).length + sessionStorage.length;
    return {
      stores,
      cookies: document.cookie,
      local: Object.keys(localStorage),
      addresses: requests.flat().map(({ url }) => url),
    };
  });
  expect(kept).toMatchObject({ stores: 0, cookies: '', local: [] });
  const paths = kept.addresses.map((address) => address.slice(inject('page').length));
  expect(
    paths.filter(
      (path) => !/^(assets\/[\w.-]+|demo\/himars-demo\.zip|index\.html|icon\.svg|manifest\.webmanifest)$/.test(path),
    ),
  ).toEqual([]);
  expect(paths).toContain('index.html');
  expect(errors).toEqual([]);
});
