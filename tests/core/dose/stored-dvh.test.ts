import { describe, expect, it } from 'vitest';
import { doseAtVolume, type Dvh, isTrabeculaError, parseMetric, volumeAtDose } from '../../../core/index.ts';
import { compareMetric, largestDoseDifference } from '../../../core/dose/compare-dvhs.ts';
import { dvhFromStored, type StoredDvh } from '../../../core/dose/stored-dvh.ts';
import { conventionLike, SYSTEM_NAMES } from '../../../core/dose/system-conventions.ts';

function stored(part: Partial<Omit<StoredDvh, 'binWidthsGy' | 'volumes'>> & { widths: number[]; volumes: number[] }) {
  const { widths, volumes, ...rest } = part;
  return {
    kind: 'differential',
    volumeUnit: 'cm3',
    minimumGy: null,
    maximumGy: null,
    meanGy: null,
    ...rest,
    binWidthsGy: Float64Array.from(widths),
    volumes: Float64Array.from(volumes),
  } satisfies StoredDvh;
}

/** 12 cm³: none below 5 Gy, 3 cm³ from 5 to 8 Gy, 7 cm³ to 9 Gy, 2 cm³ to 13 Gy, none to 20 Gy. */
const DIFFERENTIAL = stored({ widths: [5, 3, 1, 4, 7], volumes: [0, 3, 7, 2, 0] });
const CUMULATIVE = stored({ kind: 'cumulative', widths: [5, 3, 1, 4, 7], volumes: [12, 9, 2, 0, 0] });

describe.each([
  ['differential', DIFFERENTIAL],
  ['cumulative', CUMULATIVE],
])('a %s histogram in cm³', (_, histogram) => {
  const dvh = dvhFromStored(histogram, 999);

  it('is a curve that is linear inside each bin', () => {
    expect(dvh.volumeCm3).toBe(12);
    expect(dvh.outsideDoseCm3).toBe(0);
    expect([0, 4, 5, 6.5, 8, 8.5, 9, 12, 13, 19].map((dose) => volumeAtDose(dvh, dose))).toEqual(
      [12, 12, 12, 10.5, 9, 5.5, 2, 0.5, 0, 0].map((cm3): unknown => expect.closeTo(cm3, 6)),
    );
    expect(doseAtVolume(dvh, 5.5)).toBeCloseTo(8.5, 9);
  });

  it('reaches from the last dose of the whole to the first of nothing', () => {
    expect([dvh.minGy, dvh.maxGy]).toEqual([5, 13]);
  });

  it('has the mean of its bins', () => {
    expect(dvh.meanGy).toBeCloseTo((3 * 6.5 + 7 * 8.5 + 2 * 11) / 12, 9);
  });
});

describe('what the planning system says of the whole', () => {
  it('counts before what its bins give', () => {
    const { minGy, maxGy, meanGy } = dvhFromStored({ ...DIFFERENTIAL, minimumGy: 5.5, maximumGy: 12.5, meanGy: 8 }, 1);
    expect([minGy, maxGy, meanGy]).toEqual([5.5, 12.5, 8]);
  });
});

describe('a histogram in percent', () => {
  it('is laid over the volume of the structure', () => {
    const dvh = dvhFromStored(stored({ volumeUnit: 'percent', widths: [10, 10], volumes: [25, 75] }), 8);
    expect([dvh.volumeCm3, volumeAtDose(dvh, 10), volumeAtDose(dvh, 15)]).toEqual([
      8,
      expect.closeTo(6, 6),
      expect.closeTo(3, 6),
    ]);
  });

  it('of the cumulative kind stands for 100 %, though its first edge leaves some below', () => {
    const dvh = dvhFromStored(
      stored({ kind: 'cumulative', volumeUnit: 'percent', widths: [10, 10], volumes: [80, 20] }),
      8,
    );
    expect([dvh.volumeCm3, volumeAtDose(dvh, 10), volumeAtDose(dvh, 20)]).toEqual([
      8,
      expect.closeTo(6.4, 6),
      expect.closeTo(1.6, 6),
    ]);
    // Nothing is said of what lies above: it stays at the last dose.
    expect(dvh.maxGy).toBe(20);
    expect(dvh.meanGy).toBeCloseTo((10 * 0.5 * (8 + 6.4) + 10 * 0.5 * (6.4 + 1.6)) / 8, 9);
  });

  it('may add up to 100 % with a percent of rounding, and no farther', () => {
    const of = (...volumes: number[]) => dvhFromStored(stored({ volumeUnit: 'percent', widths: [10, 10], volumes }), 8);
    expect(of(50, 51).volumeCm3).toBe(8);
    expect(of(49, 50).volumeCm3).toBe(8);
    expect(() => of(50, 51.5)).toThrow('in percent, the whole structure comes to 101.5');
    expect(() => of(49, 49.5)).toThrow('in percent, the whole structure comes to 98.5');
    const cumulative = (first: number) =>
      dvhFromStored(stored({ kind: 'cumulative', volumeUnit: 'percent', widths: [10, 10], volumes: [first, 3] }), 8);
    expect(cumulative(50).volumeCm3).toBe(8);
    expect(cumulative(101).volumeCm3).toBe(8);
    expect(() => cumulative(49)).toThrow('comes to 49');
    expect(() => cumulative(102)).toThrow('comes to 102');
  });
});

describe('a cumulative histogram', () => {
  it('may rise by a thousandth of its volume, as printed digits do, and is then flat', () => {
    const dvh = dvhFromStored(stored({ kind: 'cumulative', widths: [1, 1, 1], volumes: [10, 5, 5.009] }), 1);
    expect(volumeAtDose(dvh, 2.5)).toBeCloseTo(5, 9);
  });

  it('that rises more is refused, with the bin', () => {
    expect(() => dvhFromStored(stored({ kind: 'cumulative', widths: [1, 1, 1], volumes: [10, 5, 5.02] }), 1)).toThrow(
      'the cumulative histogram rises at bin 3',
    );
  });
});

describe('a histogram that is none is refused as unreadable', () => {
  it.each([
    ['no bins', { widths: [], volumes: [] }, 'no bins'],
    ['a bin without a volume', { widths: [1, 1], volumes: [3] }, 'bins without a volume'],
    ['a volume without a bin', { widths: [1], volumes: [3, 4] }, 'bins without a volume'],
    ['a negative width', { widths: [1, -1], volumes: [3, 4] }, 'below zero'],
    ['a width that is no number', { widths: [1, NaN], volumes: [3, 4] }, 'below zero'],
    ['a negative volume', { widths: [1, 1], volumes: [3, -4] }, 'below zero'],
    ['a volume that is no number', { widths: [1, 1], volumes: [3, NaN] }, 'below zero'],
    ['no width at all', { widths: [0, 0], volumes: [3, 4] }, 'a width of zero'],
    ['no volume at all', { widths: [1, 1], volumes: [0, 0] }, 'holds no volume'],
  ])('%s', (_, part, message) => {
    try {
      dvhFromStored(stored(part), 5);
    } catch (error) {
      expect(isTrabeculaError(error) && error.kind).toBe('unreadable');
      expect((error as Error).message).toContain(message);
      return;
    }
    throw new Error('accepted');
  });

  it('but one bin of no width among others is none the worse', () => {
    expect(dvhFromStored(stored({ widths: [2, 0, 2], volumes: [3, 0, 1] }), 5).volumeCm3).toBe(4);
  });
});

describe('two histograms side by side', () => {
  /** Straight from 100 % at `low` to nothing at `high`. */
  const ramp = (low: number, high: number, cm3: number): Dvh =>
    dvhFromStored(stored({ widths: [low, high - low], volumes: [0, cm3] }), cm3);
  const [here, theirs] = [ramp(10, 20, 4), ramp(9, 23, 8)];
  const compare = (text: string, inPercent: boolean, prescriptionGy: number | null = null, ours = here) =>
    compareMetric(parseMetric(text), text, ours, { dvh: theirs, inPercent }, prescriptionGy);

  it('differ by here less there', () => {
    expect(compare('D50%[Gy]', false)).toEqual({
      metric: 'D50%[Gy]',
      unit: 'Gy',
      here: expect.closeTo(15, 9) as number,
      planningSystem: expect.closeTo(16, 9) as number,
      difference: expect.closeTo(-1, 9) as number,
      reason: null,
    });
  });

  it('have nothing to compare in cm³ where the planning system has percent only', () => {
    for (const text of ['D0.5cc[Gy]', 'V12Gy[cc]']) {
      const found = compare(text, true);
      expect(found.here).not.toBeNull();
      expect([found.planningSystem, found.difference]).toEqual([null, null]);
      expect(found.reason).toBe('the planning system gives volumes in percent only');
      expect(compare(text, false).planningSystem).not.toBeNull();
    }
    expect(compare('D50%[Gy]', true).difference).toBeCloseTo(-1, 9);
  });

  it('say why there is no value, here before there', () => {
    expect(compare('V50%[%]', false).reason).toBe('no prescription');
    expect(compare('V50%[%]', false, 20).reason).toBeNull();
    const tooMuch = compare('D6cc[Gy]', true);
    expect(tooMuch.here).toBeNull();
    expect(tooMuch.reason).toBe('6 cm³ is more than the structure holds (4 cm³)');
    expect(compare('D6cc[Gy]', false).planningSystem).toBeCloseTo(23 - (14 * 6) / 8, 9);
    expect(compare('D6cc[Gy]', false).difference).toBeNull();
  });

  it('are farthest apart in dose at one of the whole per cents from 1 to 99', () => {
    // At p %: 20 - 0.1 p here, 23 - 0.14 p there. At 1 % they are 2.96 apart, at 99 % -0.96.
    expect(largestDoseDifference(here, theirs)).toEqual({
      atVolumePercent: 1,
      hereGy: expect.closeTo(19.9, 9) as number,
      planningSystemGy: expect.closeTo(22.86, 9) as number,
      differenceGy: expect.closeTo(-2.96, 9) as number,
    });
    const atTheEnd = largestDoseDifference(ramp(10, 20, 4), ramp(2, 20.5, 4));
    expect(atTheEnd?.atVolumePercent).toBe(99);
    expect(atTheEnd?.differenceGy).toBeCloseTo(10.1 - (20.5 - 18.5 * 0.99), 9);
  });

  it('have no difference where one knows no dose', () => {
    const cold: Dvh = { ...here, minGy: null, maxGy: null, meanGy: null };
    expect(largestDoseDifference(cold, theirs)).toBeNull();
    expect(largestDoseDifference(theirs, cold)).toBeNull();
  });
});

describe('the conventions of other systems', () => {
  it('are those that the accuracy page has evidence for', () => {
    expect(SYSTEM_NAMES).toEqual(['eclipse', 'cerr', 'slicerrt', 'planiq']);
    const solids = SYSTEM_NAMES.map((name) => {
      const { system, endCaps, betweenSlices, evidence } = conventionLike(name);
      expect(evidence).toMatch(/within \d/);
      return [system, endCaps, betweenSlices];
    });
    expect(solids).toEqual([
      ['Eclipse', 'rounded', 'interpolated'],
      ['CERR', 'half-slice', 'prism'],
      ['SlicerRT', 'rounded', 'interpolated'],
      ['PlanIQ', 'half-slice', 'prism'],
    ]);
  });

  it('are found in any case', () => {
    expect(conventionLike('SlicerRT')).toBe(conventionLike('slicerrt'));
  });

  it.each(['monaco', 'toString', ''])('of "%s" are refused for want of evidence, with what there is', (name) => {
    expect(() => conventionLike(name)).toThrow(`no evidence for "${name}"`);
    expect(() => conventionLike(name)).toThrow('eclipse, cerr, slicerrt, planiq, or --end-caps');
  });
});
