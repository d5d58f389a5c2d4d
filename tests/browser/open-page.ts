import type { Browser, BrowserContext, Page } from 'playwright';
import { inject } from 'vitest';

export interface OpenPage {
  readonly page: Page;
  /** Errors of the page and on its console, refusals of its policy included. */
  readonly errors: readonly string[];
  /** Addresses asked for so far. */
  readonly requests: readonly string[];
}

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** Where the page is; the built one as it is served. */
  readonly address?: string;
}

/** The built page in a context of its own, watched. */
export async function openPage(browser: Browser, search = '', look: Look = {}): Promise<OpenPage> {
  const { width = 1440, height = 900, colorScheme = 'light', address = inject('page') } = look;
  const context: BrowserContext = await browser.newContext({ viewport: { width, height }, colorScheme });
  const page = await context.newPage();
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
  });
  context.on('request', (request) => {
    if (!request.url().startsWith('blob:')) requests.push(request.url());
  });
  await page.goto(`${address}${search}`);
  return { page, errors, requests };
}
