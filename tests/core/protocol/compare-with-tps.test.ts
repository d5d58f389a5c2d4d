import { describe, expect, it } from 'vitest';
import { DEFAULT_CONVENTION } from '../../../core/index.ts';
import type { Convention, Coverage, TpsComparison } from '../../../core/index.ts';
import { compareWithTps } from '../../../core/protocol/compare-with-tps.ts';
import { aTarget, exactly } from './a-lesion.ts';

const stated = DEFAULT_CONVENTION;

function coverage(...others: readonly (Partial<Convention> & { percent: number; volumeCm3: number })[]): Coverage {
  const byConvention = [{ percent: 91, volumeCm3: 14 }, ...others].map(({ percent, volumeCm3, ...parts }) => ({
    convention: { ...stated, ...parts },
    percent,
    volumeCm3,
  }));
  return { percent: exactly(91), volumeCm3: exactly(14), bestEstimatePercent: 91, byConvention };
}

const ptv = {
  result: aTarget({ volumeCm3: 14, coveragePercent: exactly(91), dmaxGy: 32.4 }),
  coverage: coverage(
    { endCaps: 'none', percent: 93, volumeCm3: 12.8 },
    { betweenSlices: 'interpolated', percent: 92, volumeCm3: 13.6 },
    { endCaps: 'none', betweenSlices: 'interpolated', doseInterpolation: 'tricubic', percent: 95, volumeCm3: 12.4 },
  ),
};

function rowsOf(tps: Parameters<typeof compareWithTps>[0]): TpsComparison['rows'] {
  return compareWithTps(tps, { gtv: null, ptv, stated }).rows;
}

describe('what the planning system reported', () => {
  it('stands beside ours, with the difference as ours less its', () => {
    expect(rowsOf({ ptvVolumeCm3: 12.5, dmaxGy: 33 })).toMatchObject([
      { quantity: 'PTV volume', unit: 'cm³', tps: 12.5, here: 14, difference: 1.5 },
      { quantity: 'Dmax', unit: 'Gy', tps: 33, here: 32.4, difference: expect.closeTo(-0.6, 9) as number },
    ]);
  });

  it('is explained by the convention that comes closest, in the parts that differ from ours', () => {
    expect(rowsOf({ ptvCoveragePercent: 93.1, ptvVolumeCm3: 12.5 }).map(({ explainedBy }) => explainedBy)).toEqual([
      'no end caps, shape interpolated between slices, tricubic dose',
      'no end caps',
    ]);
    expect(rowsOf({ ptvCoveragePercent: 92.1 })[0]?.explainedBy).toBe('shape interpolated between slices');
  });

  it('is not explained by a convention that leaves half the difference or more', () => {
    // 95 is the closest to 99, and leaves 4 of 8; of 98.9 it leaves less than half.
    expect(rowsOf({ ptvCoveragePercent: 99 })[0]?.explainedBy).toBeNull();
    expect(rowsOf({ ptvCoveragePercent: 98.9 })[0]?.explainedBy).not.toBeNull();
    expect(rowsOf({ ptvCoveragePercent: 85 })[0]?.explainedBy).toBeNull();
  });

  it('needs no explanation where it agrees to a thousandth', () => {
    expect(rowsOf({ ptvCoveragePercent: 91.05 })[0]).toMatchObject({ explainedBy: null });
  });

  it('stands alone where nothing was measured: no 0, no difference', () => {
    const none = compareWithTps(
      { gtvCoveragePercent: 99, gtvVolumeCm3: 3, ptvVolumeCm3: 12.5, dmaxGy: 33 },
      { gtv: null, ptv: null, stated },
    );
    expect(none.rows).toHaveLength(4);
    for (const row of none.rows) expect(row).toMatchObject({ here: null, difference: null, explainedBy: null });
  });

  it('holds a row for each number that was reported, GTV and PTV, and for no other', () => {
    const all = {
      system: 'S',
      version: '1',
      ptvVolumeCm3: 1,
      ptvCoveragePercent: 2,
      gtvVolumeCm3: 3,
      gtvCoveragePercent: 4,
      dmaxGy: 5,
    };
    const gtv = { result: aTarget({ volumeCm3: 3.2, coveragePercent: exactly(98) }), coverage: null };
    const { system, version, rows } = compareWithTps(all, { gtv, ptv, stated });
    expect([system, version]).toEqual(['S', '1']);
    expect(rows.map(({ quantity, tps, here }) => [quantity, tps, here])).toEqual([
      ['PTV volume', 1, 14],
      ['PTV coverage', 2, 91],
      ['GTV volume', 3, 3.2],
      ['GTV coverage', 4, 98],
      ['Dmax', 5, 32.4],
    ]);
    expect(rowsOf({}).length).toBe(0);
    expect(compareWithTps({}, { gtv, ptv, stated })).toMatchObject({ system: null, version: null });
  });

  it('of the maximum is held against the GTV where there is no PTV', () => {
    const gtv = { result: aTarget({ dmaxGy: 31 }), coverage: null };
    expect(compareWithTps({ dmaxGy: 30 }, { gtv, ptv: null, stated }).rows[0]?.here).toBe(31);
  });

  it('has its units and takes GTV and PTV each by its own conventions', () => {
    const gtv = {
      result: aTarget({ volumeCm3: 5, coveragePercent: exactly(97) }),
      coverage: coverage({ endCaps: 'capped', percent: 98, volumeCm3: 4.6 }),
    };
    const reported = {
      ptvVolumeCm3: 12.8,
      ptvCoveragePercent: 93,
      gtvVolumeCm3: 4.6,
      gtvCoveragePercent: 98,
      dmaxGy: 30,
    };
    expect(
      compareWithTps(reported, { gtv, ptv, stated }).rows.map(({ unit, explainedBy }) => [unit, explainedBy]),
    ).toEqual([
      ['cm³', 'no end caps'],
      ['%', 'no end caps'],
      ['cm³', 'end caps of at most 1.5 mm'],
      ['%', 'end caps of at most 1.5 mm'],
      ['Gy', null],
    ]);
  });

  it.each<[Partial<Convention>, Partial<Convention>, string]>([
    [{}, { endCaps: 'rounded' }, 'rounded ends'],
    [{ endCaps: 'none' }, { endCaps: 'half-slice' }, 'half-slice end caps'],
    [{ betweenSlices: 'interpolated' }, { betweenSlices: 'prism' }, 'prism on every slice'],
    [{ doseInterpolation: 'tricubic' }, { doseInterpolation: 'trilinear' }, 'trilinear dose'],
  ])('beside our %o names %o: %s', (ours, other, words) => {
    const convention = { ...stated, ...ours };
    const byConvention = [{ convention: { ...convention, ...other }, percent: 95, volumeCm3: 13 }];
    const measured = { result: aTarget({ coveragePercent: exactly(91) }), coverage: { ...coverage(), byConvention } };
    expect(
      compareWithTps({ ptvCoveragePercent: 95.5 }, { gtv: null, ptv: measured, stated: convention }).rows[0]
        ?.explainedBy,
    ).toBe(words);
  });

  it('is taken to agree within a thousandth of what was reported, and explained beyond', () => {
    // 91 against 91.08, and against 91.1 with another convention at 91.11.
    const close = { ...ptv, coverage: coverage({ endCaps: 'none', percent: 91.1, volumeCm3: 14 }) };
    const explained = (ptvCoveragePercent: number): string | null | undefined =>
      compareWithTps({ ptvCoveragePercent }, { gtv: null, ptv: close, stated }).rows[0]?.explainedBy;
    expect(explained(91.08)).toBeNull();
    expect(explained(91.1)).toBe('no end caps');
  });

  it('of equally near conventions is explained by the first', () => {
    const two = {
      ...ptv,
      coverage: coverage(
        { endCaps: 'none', percent: 95, volumeCm3: 14 },
        { endCaps: 'rounded', percent: 97, volumeCm3: 14 },
      ),
    };
    expect(compareWithTps({ ptvCoveragePercent: 96 }, { gtv: null, ptv: two, stated }).rows[0]?.explainedBy).toBe(
      'no end caps',
    );
  });

  it('has no coverage where none was computed', () => {
    const without = { result: aTarget({ coveragePercent: null }), coverage: null };
    const { rows } = compareWithTps(
      { ptvCoveragePercent: 91, gtvCoveragePercent: 99 },
      { gtv: without, ptv: without, stated },
    );
    expect(rows.map(({ here }) => here)).toEqual([null, null]);
  });

  it('has no maximum where there is no dose', () => {
    const dark = { result: aTarget({ dmaxGy: null }), coverage: null };
    expect(compareWithTps({ dmaxGy: 30 }, { gtv: null, ptv: dark, stated }).rows).toEqual([
      { quantity: 'Dmax', unit: 'Gy', tps: 30, here: null, difference: null, explainedBy: null },
    ]);
  });
});
