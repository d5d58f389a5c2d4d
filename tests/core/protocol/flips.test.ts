import { describe, expect, it } from 'vitest';
import { aLesion, aTarget, exactly, findingOf } from './a-lesion.ts';

const near = (value: number, digits: number): number => expect.closeTo(value, digits) as number;

/** A PTV of 20 cm³ whose share at dose falls by 5 points per Gy: D90% is 2 Gy above where 100 % is received. */
const withCurve = (percent: number) => {
  const ptv = aTarget({ volumeCm3: 20, coveragePercent: exactly(percent) });
  const resolved = {
    coverage: { percent: exactly(percent), volumeCm3: exactly(20), bestEstimatePercent: percent, byConvention: [] },
    doseSpacingMm: 2,
    sliceSpacingMm: 2,
    outsideDoseCm3: 0,
    doseAtPercentGy: (share: number) => 27 + (percent - share) / 5,
  };
  return aLesion({ ptv, resolved: { gtv: null, ptv: resolved } });
};
const flips = (percent: number) => findingOf('himars/ptv-coverage', { lesions: [withCurve(percent)] }).flips;

describe('what would change a class', () => {
  it('is said on either side of a coverage: in points, in volume at dose, and as a change of all of the dose', () => {
    // 6 points of 20 cm³ are 1.2 cm³; D90% is 27 - 6/5 Gy, so the dose must rise by as much.
    expect(flips(84)).toEqual([
      { to: 'per-protocol', limit: 90, change: 6, volumeCm3: near(1.2, 9), doseGy: near(1.2, 9) },
      {
        to: 'unacceptable-deviation',
        limit: 80,
        change: -4,
        volumeCm3: near(-0.8, 9),
        doseGy: near(-0.8, 9),
      },
    ]);
  });

  it('is only on the side where there is another class', () => {
    expect(flips(96)?.map(({ to, change }) => [to, change])).toEqual([['acceptable-deviation', -6]]);
    expect(flips(70)?.map(({ to, change }) => [to, change])).toEqual([['acceptable-deviation', 10]]);
    // Exactly 90 % is enough: the least less is not.
    expect(flips(90)?.map(({ to, change }) => [to, change])).toEqual([['acceptable-deviation', 0]]);
  });

  it('of a maximum is a change of that maximum in Gy', () => {
    // Dmax 32.4 Gy is 120 % of 27 Gy; 130 % are 35.1 Gy.
    const [flip] = findingOf('himars/maximum-dose', { lesions: [aLesion()] }).flips ?? [];
    expect(flip).toEqual({ to: 'not-met', limit: 130, change: 10, volumeCm3: null, doseGy: near(2.7, 9) });
    // 27 Gy over 32.4 Gy is 83.3 %; 80 % are reached at 33.75 Gy.
    const [isodose] = findingOf('himars/prescription-isodose', { lesions: [aLesion()] }).flips ?? [];
    expect(isodose?.doseGy).toBeCloseTo(33.75 - 32.4, 9);
  });
});
