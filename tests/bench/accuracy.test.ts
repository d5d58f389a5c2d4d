import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { keptSection, PAGE } from '../../bench/accuracy-kept.ts';
import { accuracyPage, SECTIONS } from '../../bench/accuracy-page.ts';
import { ballShareInEllipsoid } from '../../bench/ellipsoid-share.ts';
import { measuredTarget } from '../../bench/interval-measured.ts';
import type { SeedRows } from '../../bench/interval-suite.ts';
import { type NelmsSuite, test2Of } from '../../bench/nelms-generated.ts';
import { NELMS_SHAPES, truthOf } from '../../bench/nelms-shapes.ts';
import { sphereIntersection, sphereVolume } from '../../core/phantom/closed-form.ts';

describe('docs/accuracy.md', () => {
  it('is what the command writes from the sections that it kept', async () => {
    const kept = await Promise.all(SECTIONS.map(({ name }) => keptSection(name)));
    expect(kept.every((section) => section !== null)).toBe(true);
    const page = await format(accuracyPage(kept), { ...(await resolveConfig(PAGE)), parser: 'markdown' });
    expect(await readFile(PAGE, 'utf8')).toBe(page);
  });

  it('names the command and the commit of each section', async () => {
    const page = await readFile(PAGE, 'utf8');
    for (const { name } of SECTIONS) {
      expect(page).toMatch(
        new RegExp(`Measured with \`npm run accuracy -- \\d+ --only ${name}\` at commit [0-9a-f]{12}`),
      );
    }
  });
});

describe('the interval of a coverage, as it was measured last', () => {
  /** Classes from small to large. */
  const GOAL_WIDTHS = [20, 8, 3];
  /** The goals are for a full run; the median of a small one strays by points. */
  const FULL = 2000;

  it('held the truth in at least 95 % of every class on the tuning seed and on the one held out', async () => {
    const seeds = (await keptSection('interval'))!.result as readonly SeedRows[];
    expect(seeds).toHaveLength(2);
    for (const { bySize } of seeds) {
      expect(bySize).toHaveLength(3);
      for (const { inside, targets } of bySize) expect(inside / targets).toBeGreaterThanOrEqual(0.95);
    }
  });

  it('was no wider than asked for in a full run', async () => {
    const seeds = (await keptSection('interval'))!.result as readonly SeedRows[];
    for (const { targets, bySize } of seeds.filter((seed) => seed.targets >= FULL)) {
      expect(bySize.reduce((sum, row) => sum + row.targets, 0)).toBe(targets);
      bySize.forEach(({ medianWidth }, n) => expect(medianWidth).toBeLessThanOrEqual(GOAL_WIDTHS[n]!));
    }
  });
});

describe('the shapes of Nelms et al., as they were measured last', () => {
  it('had nothing off by 3 % on fine contours as prisms, and fewer off on coarse ones when interpolated', async () => {
    const [prism, interpolated] = (await keptSection('nelms-generated'))!.result as readonly NelmsSuite[];
    expect([prism!.betweenSlices, interpolated!.betweenSlices]).toEqual(['prism', 'interpolated']);
    expect(prism!.test1.off3Percent).toBe(0);
    expect(prism!.test2.off3Percent).toBeLessThanOrEqual(11);
    expect(interpolated!.test2.off3Percent).toBeLessThan(prism!.test2.off3Percent);
  });
});

describe('the true coverage of a random target', () => {
  // Two balls have a lens in common, which has a closed form.
  it.each([
    [1.1, [0.3, 0, 0]],
    [1.2, [0, -0.3, 0.4]],
    [0.95, [0, 0, 0.1]],
    [1.5, [0.6, 0.2, -0.75]],
  ] as const)('is that of a lens when isodose (radius %s) and target are balls', (radius, centre) => {
    const truth = sphereIntersection(1, radius, Math.hypot(...centre)) / sphereVolume(1);
    expect(Math.abs(ballShareInEllipsoid(centre, [radius, radius, radius], 120) - truth)).toBeLessThan(1.5e-4);
  });

  it('is that of counted points when the isodose is a lopsided ellipsoid', () => {
    const [cx, cy, cz] = [0.11, -0.23, 0.17];
    const [a, b, c] = [0.8, 1.15, 0.95];
    const points = 160;
    let inside = 0;
    let both = 0;
    for (let n = 0; n < points ** 3; n++) {
      const at = (k: number): number => -1 + (2 * ((Math.floor(n / points ** k) % points) + 0.5)) / points;
      const [x, y, z] = [at(0), at(1), at(2)];
      if (x * x + y * y + z * z > 1) continue;
      inside++;
      if (((x - cx) / a) ** 2 + ((y - cy) / b) ** 2 + ((z - cz) / c) ** 2 <= 1) both++;
    }
    expect(Math.abs(ballShareInEllipsoid([cx, cy, cz], [a, b, c], 120) - both / inside)).toBeLessThan(5e-4);
  });
});

describe('the answers of Nelms et al. for the shapes drawn here', () => {
  // Volumes of the published answers, cm³, at contours every 3 mm; doses of the smooth shapes without caps, Gy.
  it.each([
    ['sphere', 'SI', 7.2384, 5.41, 26.585],
    ['axial cylinder', 'SI', 12.2145, 2.765, 29.225],
    ['axial cylinder', 'AP', 12.2145, 4.785, 27.21],
    ['axial cone', 'SI', 4.2977, 9.475, 29.4],
    ['axial cone', 'AP', 4.2977, 5.755, 26.24],
    ['rotated cylinder', 'SI', 10.8573, 4.788, 27.212],
    ['rotated cylinder', 'AP', 10.8573, 4.24, 27.76],
    ['rotated cone', 'SI', 3.6191, 6.2111, 25.7889],
    ['rotated cone', 'AP', 3.6191, 9.1706, 27.9197],
  ] as const)('are those for the %s along %s', (name, gradient, volumeCm3, d99Gy, d1Gy) => {
    const shape = NELMS_SHAPES.find((one) => one.name === name)!;
    const truth = truthOf(shape, gradient, 3);
    expect(truth.V).toBeCloseTo(volumeCm3, 3);
    // Published to half a centigray.
    expect(Math.abs(truth.D99 - 100 * d99Gy)).toBeLessThan(0.51);
    expect(Math.abs(truth.D1 - 100 * d1Gy)).toBeLessThan(0.51);
    expect(Math.abs(truth.Dmax - truth.Dmin - (gradient === 'SI' ? 2700 : 2400))).toBeLessThan(1e-9);
  });
});

describe('the suites, a small part of them', () => {
  it('find at most 11 of 255 metrics off by more than 3 % with exact prisms, contours as coarse as the dose', () => {
    const all = NELMS_SHAPES.flatMap((shape) => test2Of(shape, 'prism').deviations);
    expect(all).toHaveLength(255);
    expect(all.filter(({ percent }) => !(Math.abs(percent) <= 3)).length).toBeLessThanOrEqual(11);
  });

  it('find the true coverage in the interval of all but one of 24 random targets', () => {
    const all = Array.from({ length: 24 }, (_, n) => measuredTarget(n, 7));
    const outside = all.filter(({ low, high, truePercent }) => !(low <= truePercent && truePercent <= high));
    expect(outside.length).toBeLessThanOrEqual(1);
    // An interval of everything would hold every truth.
    const large = all.filter(({ volumeCm3 }) => volumeCm3 > 5).map(({ low, high }) => high - low);
    expect(large.sort((a, b) => a - b)[large.length >> 1]).toBeLessThan(3);
  });
});
