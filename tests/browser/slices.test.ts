import loadCharls from '@cornerstonejs/codec-charls/wasmjs';
import loadOpenJpeg from '@cornerstonejs/codec-openjpeg/wasmjs';
import loadOpenJph from '@cornerstonejs/codec-openjph/wasmjs';
import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spherePhantom } from '../../core/index.ts';
import type { Lps, PatientOrientation } from '../../core/index.ts';
import { patientFiles } from '../../src/app/phantom.ts';
import { settleCase } from '../../src/app/settle-case.ts';
import { slices } from '../../src/app/slices.ts';
import { readExport } from '../../src/dicom/index.ts';
import type { FileBytes } from '../../src/dicom/index.ts';
import { ctElements, encapsulatedFile } from '../dicom/ct-files.ts';
import { el } from '../dicom/dicom-bytes.ts';
import { launchChromium } from './launch-chromium.ts';
import { openPage } from './open-page.ts';
import type { OpenPage } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const wait = { timeout: 60_000 };
const toSlices = async (page: Page): Promise<void> => {
  await page.getByRole('region', { name: 'Verdict' }).waitFor(wait);
  await page.getByRole('button', { name: 'Slices', exact: true }).click();
  await page.getByRole('slider').first().waitFor(wait);
};
const pane = (page: Page, name: 'Axial' | 'Coronal' | 'Sagittal'): Locator =>
  page.getByRole('slider', { name: new RegExp(`^${name}`) });
const said = (page: Page): Promise<string | null> => pane(page, 'Axial').getAttribute('aria-valuetext');

async function pick(page: Page, files: readonly FileBytes[]): Promise<void> {
  await page.locator('input[multiple]:not([webkitdirectory])').setInputFiles(
    files.map(({ path, bytes }) => ({
      name: path.replaceAll('/', '_'),
      mimeType: 'application/dicom',
      buffer: Buffer.from(bytes),
    })),
  );
}

describe('the slices of the demonstration patient', () => {
  let demo: OpenPage;
  let opened = 0;
  beforeAll(async () => {
    demo = await openPage(browser, '?demo=himars');
    await demo.page.getByRole('region', { name: 'Verdict' }).waitFor(wait);
    opened = demo.requests.length;
  });

  it('are reached from a lesion, and begin where its target is coldest', async () => {
    const { page } = demo;
    await page.getByRole('button', { name: /^L6/ }).click();
    await page.getByRole('button', { name: 'Show on slices' }).click();
    await page.getByRole('slider').first().waitFor(wait);
    expect(await page.getByRole('combobox', { name: 'Target' }).locator('option:checked').innerText()).toContain(
      'L6 PTV',
    );
    const coldest = (await page.getByRole('button', { name: /^Coldest point/ }).innerText()).replace(
      'Coldest point: ',
      '',
    );
    await expect.poll(() => said(page)).toContain(coldest);
  });

  it('are leafed through, jumped in and zoomed by keyboard alone', async () => {
    const { page } = demo;
    const axial = pane(page, 'Axial');
    await axial.focus();
    await page.keyboard.press('h');
    const hottest = (await page.getByRole('button', { name: /^Hottest point/ }).innerText()).replace(
      'Hottest point: ',
      '',
    );
    await expect.poll(() => said(page)).toContain(hottest);
    const at = async (): Promise<number> => Number(await axial.getAttribute('aria-valuenow'));
    const before = await at();
    await page.keyboard.press('PageUp');
    await expect.poll(at).toBeGreaterThan(before);
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    await expect.poll(at).toBeLessThan(before);
    await page.keyboard.press('Home');
    await expect.poll(at).toBe(Number(await axial.getAttribute('aria-valuemax')));
    await page.keyboard.press('c');
    await pane(page, 'Coronal').focus();
    const left = async (): Promise<number> => Number(await pane(page, 'Sagittal').getAttribute('aria-valuenow'));
    const x = await left();
    await page.keyboard.press('ArrowRight');
    await expect.poll(left).toBeGreaterThan(x);
  });

  it('lead to the point of each finding that deviates or is open, by button and by key', async () => {
    const { page } = demo;
    const findings = page.getByRole('group', { name: 'Findings to look at' });
    // The worst first: the unacceptable deviation of L4, then what L6 does not meet. L5's GTV has no contours, and no point.
    const ways = await findings.getByRole('button').evaluateAll((all) => all.map((each) => each.ariaLabel ?? ''));
    expect(ways.slice(0, 2)).toEqual([
      expect.stringMatching(/^L4 PTV coverage: coldest point \d/),
      expect.stringMatching(/^L6 GTV coverage: coldest point \d/),
    ]);
    expect(await findings.innerText()).toMatch(/L5 GTV coverage\s+not checked\s+no point to show/);
    const doseOf = (way = ''): string => / ([\d.]+ Gy)$/.exec(way)?.[1] ?? 'no dose';
    await findings.getByRole('button', { name: /^L6 GTV coverage/ }).click();
    const target = page.getByRole('combobox', { name: 'Target' }).locator('option:checked');
    await expect.poll(() => target.innerText()).toContain('L6 GTV');
    await expect.poll(() => said(page)).toContain(doseOf(ways[1]));
    await pane(page, 'Axial').press('p');
    await expect.poll(() => target.innerText()).toContain('L4 PTV');
    await expect.poll(() => said(page)).toContain(doseOf(ways[0]));
    await pane(page, 'Axial').press('n');
    await expect.poll(() => said(page)).toContain(doseOf(ways[1]));
  });

  it('say in words what they show, and ask for nothing', async () => {
    const { page, errors, requests } = demo;
    await page.getByRole('combobox', { name: 'Target' }).selectOption({ label: 'L6 PTV: PTV_6' });
    await page.getByRole('button', { name: /^Coldest point/ }).click();
    const table = page.getByRole('table', { name: /three planes in words/ });
    await expect.poll(() => table.innerText()).toContain('PTV_6');
    expect((await table.innerText()).split('\n').filter((line) => /^(Axial|Coronal|Sagittal)/.test(line)).length).toBe(
      3,
    );
    // The CT is there, with its window.
    await page.getByText('centre 300 HU, width 1500 HU').waitFor(wait);
    expect(await said(page)).toMatch(/-?\d+ HU$/);
    await page.getByLabel('Wash').check();
    await page.getByLabel('Other isodoses, Gy').fill('20; 15,5');
    expect(requests.slice(opened)).toEqual([]);
    expect(errors).toEqual([]);
  });
});

/** The middle of the pixels of one colour in a pane, CSS pixels; and the pane's size. */
function middleOf(
  locator: Locator,
  [r, g, b]: readonly [number, number, number],
): Promise<{ count: number; x: number; y: number; width: number; height: number }> {
  return locator
    .locator('canvas')
    .first()
    .evaluate(
      (canvas: HTMLCanvasElement, colour) => {
        const { data, width, height } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        let [count, x, y] = [0, 0, 0];
        for (let n = 0; n < width * height; n++) {
          if (colour.some((value, c) => Math.abs((data[4 * n + c] ?? 0) - value) > 3)) continue;
          count++;
          x += (n % width) + 0.5;
          y += Math.floor(n / width) + 0.5;
        }
        return { count, x: x / count, y: y / count, width: canvas.clientWidth, height: canvas.clientHeight };
      },
      [r, g, b],
    );
}

it.each(['HFS', 'FFP'] as const)(
  'a hot spot aside of the middle is drawn where it is, in all planes, for %s',
  async (orientation: PatientOrientation) => {
    const files = patientFiles(
      spherePhantom({
        radiusMm: 14,
        coveragePercent: 60,
        isodoseRadiusMm: 14,
        towards: [3, -2, 4],
        centreMm: [21, -33, 52],
        sliceSpacingMm: 2,
        doseSpacingMm: [2, 2.5, 3],
        orientation,
        withCt: false,
      }),
    );
    const settled = await settleCase({
      files,
      trial: 'himars',
      caseText: new TextDecoder().decode(files.find(({ path }) => path === 'case.json')?.bytes),
      acceptProposal: false,
    });
    const dose = slices(settled).views[0]!.dose!;
    const hottest = dose.doseGy.indexOf(Math.max(...dose.doseGy));
    const [nx, ny] = [dose.xMm.length, dose.yMm.length];
    const hot: Lps = [
      dose.xMm[hottest % nx]!,
      dose.yMm[Math.floor(hottest / nx) % ny]!,
      dose.zMm[Math.floor(hottest / (nx * ny))]!,
    ];
    const nodes = [dose.xMm, dose.yMm, dose.zMm];
    const low = nodes.map((along) => along[0]!);
    const high = nodes.map((along) => along.at(-1)!);

    const { page, errors } = await openPage(browser);
    await pick(page, files);
    await toSlices(page);
    await page.getByRole('button', { name: 'None' }).click();
    for (const percent of ['80', '90', '100', '125', '130'])
      await page.getByLabel(new RegExp(`^${percent} %`)).uncheck();
    await page.getByLabel(/^Hatch/).uncheck();
    await page.getByLabel('Lines').uncheck();
    await page.getByLabel('Wash').check();
    await page.getByLabel('Other isodoses, Gy').fill('31.5');
    await page.getByRole('button', { name: /^Hottest point/ }).click();
    await page.getByRole('button', { name: 'Fit all' }).click();
    await page.waitForTimeout(300);
    // #e39cc4 at 22 % on black.
    const found = {
      Axial: await middleOf(pane(page, 'Axial'), [50, 34, 43]),
      Coronal: await middleOf(pane(page, 'Coronal'), [50, 34, 43]),
      Sagittal: await middleOf(pane(page, 'Sagittal'), [50, 34, 43]),
    };
    // Right of a pane and down in it, as axes of the patient and their sign.
    const axes = { Axial: [0, 1, 1], Coronal: [0, 2, -1], Sagittal: [1, 2, -1] } as const;
    const mmPerPixel = Math.max(
      ...Object.entries(found).flatMap(([name, { width, height }]) => {
        const [u, v] = axes[name as keyof typeof axes];
        return [(high[u]! - low[u]!) / width, (high[v]! - low[v]!) / height];
      }),
    );
    for (const [name, { count, x, y, width, height }] of Object.entries(found)) {
      const [u, v, down] = axes[name as keyof typeof axes];
      expect(count).toBeGreaterThan(100);
      const aside = [
        (hot[u] - (low[u]! + high[u]!) / 2) / mmPerPixel,
        (down * (hot[v] - (low[v]! + high[v]!) / 2)) / mmPerPixel,
      ];
      // Far enough from the middle that a flip or a swap would show.
      for (const pixels of aside) expect(Math.abs(pixels)).toBeGreaterThan(15);
      expect(Math.hypot(x - width / 2 - aside[0]!, y - height / 2 - aside[1]!)).toBeLessThan(6);
    }
    expect(errors).toEqual([]);
    await page.context().close();
  },
);

it('a CT compressed three ways is decoded by codecs that are fetched while it is opened, and never after', async () => {
  const [columns, rows] = [40, 36];
  const stored = (k: number): number[] =>
    Array.from({ length: columns * rows }, (_, n) => 900 + 3 * (n % columns) + 11 * Math.floor(n / columns) + 500 * k);
  const encoded = (encoder: CodecEncoder, image: readonly number[]): Uint8Array => {
    encoder
      .getDecodedBuffer({
        width: columns,
        height: rows,
        bitsPerSample: 12,
        componentCount: 1,
        isSigned: false,
        isUsingColorTransform: false,
      })
      .set(new Uint8Array(Uint16Array.from(image).buffer));
    encoder.setDecompositions?.(2);
    encoder.encode();
    const bytes = encoder.getEncodedBuffer().slice();
    encoder.delete();
    return bytes;
  };
  const plan = patientFiles(
    spherePhantom({ radiusMm: 8, coveragePercent: 93, sliceSpacingMm: 2, doseSpacingMm: 3, withCt: false }),
  );
  const [dose] = (await readExport(plan)).doses;
  const encoders = [
    ['1.2.840.10008.1.2.4.80', new (await loadCharls()).JpegLSEncoder()],
    ['1.2.840.10008.1.2.4.90', new (await loadOpenJpeg()).J2KEncoder()],
    ['1.2.840.10008.1.2.4.201', new (await loadOpenJph()).HTJ2KEncoder()],
  ] as const;
  const ct = encoders.map(([uid, encoder], k) => ({
    path: `CT${String(k)}.dcm`,
    bytes: encapsulatedFile(
      ctElements(k, -3 + 3 * k, {
        '0010,0020': el('0010,0020', 'LO', dose?.patientId ?? ''),
        '0020,0032': el('0020,0032', 'DS', `-20\\-18\\${String(-3 + 3 * k)}`),
        '0020,0052': el('0020,0052', 'UI', dose?.frameOfReferenceUid ?? ''),
        '0028,0010': el('0028,0010', 'US', [rows]),
        '0028,0011': el('0028,0011', 'US', [columns]),
        '0028,0030': el('0028,0030', 'DS', '1\\1'),
      }),
      uid,
      [[encoded(encoder, stored(k))]],
    ),
  }));
  const { page, errors, requests } = await openPage(browser);
  await pick(page, [...plan, ...ct]);
  await page.getByRole('region', { name: 'Verdict' }).waitFor(wait);
  // The worker's and, where one keeps the program's files, the service worker's.
  expect(new Set(requests.filter((address) => address.endsWith('.wasm'))).size).toBe(3);
  const opened = requests.length;
  await toSlices(page);
  await page.getByText('centre 300 HU').waitFor(wait);
  await pane(page, 'Axial').focus();
  // Onto the centres of voxels.
  for (const key of ['ArrowRight', 'ArrowDown', 'End', 'PageUp']) await page.keyboard.press(key);
  await expect.poll(() => said(page)).toContain('z 0.0 mm');
  const [, x, y, hu] = /x (-?[\d.]+), y (-?[\d.]+), .*?(-?\d+) HU$/.exec((await said(page)) ?? '') ?? [];
  expect(Number(hu)).toBe(stored(1)[Number(x) + 20 + columns * (Number(y) + 18)]! - 1024);
  expect(requests.slice(opened)).toEqual([]);
  expect(errors).toEqual([]);
  await page.context().close();
});
