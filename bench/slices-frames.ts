/// <reference lib="dom" />
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';
import type { Page } from 'playwright';

/** How leafing through one pane went. */
export interface FramesOfPane {
  readonly pane: string;
  readonly framesPerSecond: number;
  /** From one frame to the next, ms. */
  readonly medianMs: number;
  readonly slowestTwentiethMs: number;
  /** What the page itself works for a frame, ms. */
  readonly workMedianMs: number;
  readonly workSlowestMs: number;
}

const FRAMES = 150;

/** Opens a folder on the page, goes to the slices and leafs through each pane, one plane a frame. */
export async function leafThrough(address: string, folder: string): Promise<FramesOfPane[]> {
  const browser = await chromium.launch({
    ...(existsSync('/usr/bin/chromium') ? { executablePath: '/usr/bin/chromium' } : {}),
    args: ['--no-sandbox'],
  });
  try {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    // tsx marks functions by a `__name` of its own, which the page does not have.
    await page.addInitScript('globalThis.__name = (named) => named;');
    await page.addInitScript(timeFrames);
    await page.goto(address);
    await page.locator('input[webkitdirectory]').setInputFiles(folder);
    await page.getByRole('region', { name: 'Verdict' }).waitFor({ timeout: 600_000 });
    await page.getByRole('button', { name: 'Slices', exact: true }).click();
    await page.getByText(/^centre /).waitFor({ timeout: 600_000 });
    await page.getByRole('button', { name: 'Fit all' }).click();
    const panes: FramesOfPane[] = [];
    for (const pane of ['Axial', 'Coronal', 'Sagittal']) panes.push(await leafPane(page, pane));
    return panes;
  } finally {
    await browser.close();
  }
}

/** In the page: how long each frame's work takes. */
function timeFrames(): void {
  const own = window.requestAnimationFrame.bind(window);
  const works: number[] = [];
  Object.assign(window, { works });
  window.requestAnimationFrame = (callback) =>
    own((at) => {
      const start = performance.now();
      callback(at);
      works.push(performance.now() - start);
    });
}

async function leafPane(page: Page, pane: string): Promise<FramesOfPane> {
  const slider = page.getByRole('slider', { name: new RegExp(`^${pane}`) });
  await slider.focus();
  await page.keyboard.press('End');
  await page.waitForTimeout(1000);
  const measured = await slider.evaluate(
    (element, frames) =>
      new Promise<{ gaps: number[]; works: number[] }>((resolve) => {
        const { works } = window as unknown as { works: number[] };
        works.length = 0;
        const gaps: number[] = [];
        let last = performance.now();
        let up = true;
        const turn = (): void => {
          const now = performance.now();
          gaps.push(now - last);
          last = now;
          if (gaps.length > frames) {
            resolve({ gaps: gaps.slice(1), works: [...works] });
            return;
          }
          if (gaps.length === Math.round(frames / 2)) up = false;
          element.dispatchEvent(new WheelEvent('wheel', { deltaY: up ? -100 : 100, bubbles: true, cancelable: true }));
          setTimeout(() => requestAnimationFrame(turn));
        };
        requestAnimationFrame(turn);
      }),
    FRAMES,
  );
  const gaps = ascending(measured.gaps);
  // The frames of this loop do no work of their own.
  const works = ascending(measured.works.filter((ms) => ms > 0.2));
  return {
    pane,
    framesPerSecond: (1000 * gaps.length) / gaps.reduce((sum, gap) => sum + gap, 0),
    medianMs: share(gaps, 0.5),
    slowestTwentiethMs: share(gaps, 0.95),
    workMedianMs: share(works, 0.5),
    workSlowestMs: works.at(-1) ?? NaN,
  };
}

function ascending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}

function share(sorted: readonly number[], of: number): number {
  return sorted[Math.floor(of * (sorted.length - 1))] ?? NaN;
}
