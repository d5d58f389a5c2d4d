import { mkdirSync, rmSync } from 'node:fs';
import { launchChromium } from './launch-chromium.ts';
import { statesOf, WALKS } from './page-states.ts';
import { serveBuiltPage } from './serve-built-page.ts';

/**
 * `npm run screens [WALK]`: every state of the page as a picture in out/screens, on a screen and on a phone, to be looked
 * at. The phone is dark and French.
 */
const FOLDER = 'out/screens';
const LOOKS = [
  { width: 1440, height: 900, language: 'en', colorScheme: 'light' },
  { width: 390, height: 844, language: 'fr', colorScheme: 'dark' },
] as const;

const [, , only] = process.argv;
if (only === undefined) rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const { address, close } = await serveBuiltPage();
const browser = await launchChromium();
try {
  for (const walk of WALKS) {
    const { name, search } = walk;
    if (only !== undefined && name !== only) continue;
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${address}${search}`);
    for (const [index, state] of (await statesOf(walk, page)).entries()) {
      await state.reach(page);
      for (const { width, height, language, colorScheme } of LOOKS) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme });
        await page.getByRole('banner').getByRole('combobox').first().selectOption(language);
        // Charts are drawn anew for another width.
        await page.waitForTimeout(300);
        const file = `${name}-${index + 1}-${state.name}-${width}x${height}`.replace(/[^\w-]+/g, '-');
        await page.screenshot({ path: `${FOLDER}/${file}.png`, fullPage: true });
        process.stdout.write(`${FOLDER}/${file}.png\n`);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.emulateMedia({ colorScheme: 'light' });
      await page.getByRole('banner').getByRole('combobox').first().selectOption('en');
    }
    await context.close();
  }
} finally {
  await browser.close();
  await close();
}
