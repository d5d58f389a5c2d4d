import { chromium } from 'playwright';
import type { Browser } from 'playwright';
import { chromiumOptions } from './chromium-options.ts';

/** A real browser for the built page. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch(await chromiumOptions());
}
