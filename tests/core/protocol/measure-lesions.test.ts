import { describe, expect, it } from 'vitest';
import {
  computeDvh,
  DEFAULT_CONVENTION,
  EMPTY,
  measureLesions,
  measureOrgans,
  regionOfBox,
  volumeAtDose,
} from '../../../core/index.ts';
import type { MeasuredLesion, Structure } from '../../../core/index.ts';
import { rectangle, stack } from '../geometry/polygons.ts';
import { aBox, aDose, aLesionToMeasure, aStructure, boxCm3, spots } from './a-box.ts';

const PTV_BOX = aBox([-20, 20], [-12, 9], [-10, 5]);
const GTV_BOX = aBox([-8, 6], [-6, 3], [-5, 2.5]);
const PTV = aStructure('PTV_1', PTV_BOX);
const GTV = aStructure('GTV_1', GTV_BOX);
/** 28 Gy at x = 0, 0.1 Gy less for every mm: 27 Gy at x = 10. */
const slope = aDose((x) => 28 - 0.1 * x);

function only(lesions: readonly MeasuredLesion[]): MeasuredLesion {
  const [lesion, ...others] = lesions;
  if (lesion === undefined || others.length > 0) throw new Error(`${lesions.length} lesions`);
  return lesion;
}

const measured = (changes: Parameters<typeof aLesionToMeasure>[0]): MeasuredLesion =>
  only(measureLesions([aLesionToMeasure({ ptv: PTV, gtv: GTV, gtvReason: null, dose: slope, ...changes })], []));

describe('a lesion in a straight slope', () => {
  it('has the coverage, doses and volumes of the closed form', () => {
    const { ptv, gtv } = measured({});
    expect(ptv?.volumeCm3).toBeCloseTo(boxCm3(PTV_BOX), 9);
    expect(ptv?.coveragePercent?.value).toBeCloseTo(75, 3);
    expect(gtv?.coveragePercent?.value).toBeCloseTo(100, 6);
    const at = (share: number): number => 30 - 4 * share;
    expect(ptv?.dmaxGy).toBeCloseTo(30, 5);
    expect(ptv?.dminGy).toBeCloseTo(26, 5);
    expect(ptv?.dmeanGy).toBeCloseTo(28, 5);
    expect(ptv?.d98PercentGy).toBeCloseTo(at(0.98), 3);
    expect(ptv?.d95PercentGy).toBeCloseTo(at(0.95), 3);
    expect(ptv?.d50PercentGy).toBeCloseTo(at(0.5), 3);
    expect(ptv?.d2PercentGy).toBeCloseTo(at(0.02), 3);
    expect(ptv?.d0035ccGy).toBeCloseTo(at(0.035 / boxCm3(PTV_BOX)), 3);
    expect(ptv?.reason).toBeNull();
  });

  it('has a curve from the whole volume at 0 Gy to the maximum', () => {
    const curve = measured({}).ptv?.curve;
    expect(curve?.doseGy[0]).toBe(0);
    expect(curve?.volumePercent[0]).toBeCloseTo(100, 9);
    expect(curve?.doseGy.at(-1)).toBeCloseTo(30, 5);
    const n = curve?.doseGy.findIndex((dose) => dose >= 27.5) ?? 0;
    expect(curve?.volumePercent[n]).toBeCloseTo(25 * (30 - (curve?.doseGy[n] ?? NaN)), 1);
  });

  it('carries the step in which its dose is stored, for the rules', () => {
    expect(measured({ dose: { ...slope, stepGy: 0.02 } }).doseStepGy).toBe(0.02);
  });

  it('says how much of the GTV lies outside the PTV', () => {
    expect(measured({}).gtvOutsidePtvCm3).toBe(0);
    const reaching = aStructure('GTV_1', aBox([14, 26], [-6, 3], [-5, 2.5]));
    expect(measured({ gtv: reaching }).gtvOutsidePtvCm3).toBeCloseTo((6 * 9 * 7.5) / 1000, 9);
    expect(measured({ gtv: null }).gtvOutsidePtvCm3).toBeNull();
  });
});

describe('a lesion of which something is missing', () => {
  it('without a dose has volumes, the reason, and no number of dose', () => {
    const { ptv, hottestOutside, indices } = measured({ dose: null, doseReason: 'the PLAN dose is missing' });
    expect(ptv).toMatchObject({
      coveragePercent: null,
      dminGy: null,
      dmaxGy: null,
      dmeanGy: null,
      d95PercentGy: null,
      d0035ccGy: null,
      curve: null,
      reason: 'the PLAN dose is missing',
    });
    expect(ptv?.volumeCm3).toBeCloseTo(boxCm3(PTV_BOX), 9);
    expect([hottestOutside, indices]).toEqual([null, []]);
  });

  it('without a prescription has doses, the reason, and no coverage', () => {
    const { ptv, indices } = measured({ prescription: null, prescriptionReason: 'no prescription is given' });
    expect(ptv).toMatchObject({ coveragePercent: null, reason: 'no prescription is given' });
    expect(ptv?.dmaxGy).toBeCloseTo(30, 5);
    expect(indices).toEqual([]);
  });

  it('without a PTV has the GTV, and the hottest point is sought outside it', () => {
    const lesion = measured({ ptv: null, ptvReason: 'the case names no PTV' });
    expect(lesion).toMatchObject({
      ptv: null,
      ptvReason: 'the case names no PTV',
      gtvOutsidePtvCm3: null,
      indices: [],
    });
    expect(lesion.hottestOutside?.atMm[0]).toBe(-60);
  });

  it('partly outside the grid counts that part as cold, and has no minimum or mean', () => {
    // The grid ends at z = 25: of 20 mm 5 lie beyond.
    const { ptv } = measured({ ptv: aStructure('PTV_1', aBox([-20, 0], [-12, 9], [10, 30])), gtv: null });
    expect(ptv?.outsideDoseCm3).toBeCloseTo((20 * 21 * 5) / 1000, 9);
    expect(ptv?.coveragePercent?.value).toBeCloseTo(75, 6);
    expect(ptv?.coveragePercent?.high).toBeCloseTo(100, 6);
    expect(ptv?.coveragePercent?.low).toBeLessThanOrEqual(75.000001);
    expect(ptv).toMatchObject({ dminGy: null, dmeanGy: null, d95PercentGy: null });
    expect(ptv?.d50PercentGy).toBeCloseTo(30 - 2 * (0.5 / 0.75), 3);
    expect(ptv?.reason).toBe('2.10 cm³ of 8.40 cm³ lie outside the dose grid and count as 0 Gy');
  });
});

describe('a target of no volume, or beyond the dose', () => {
  const empty: Structure = { ...PTV, solid: { kind: 'mask', region: EMPTY } };
  const beyond = aStructure('PTV_1', aBox([70, 80], [-12, 9], [10, 20]));

  it('has no coverage, dose or curve', () => {
    const { ptv, indices } = measured({ ptv: empty, gtv: null });
    expect(ptv).toMatchObject({
      volumeCm3: 0,
      coveragePercent: null,
      coverageBestEstimatePercent: null,
      dmeanGy: null,
      d50PercentGy: null,
      curve: null,
      reason: 'it has no volume',
    });
    for (const { value } of indices ?? []) expect(value).toBeNull();
    expect(measured({ ptv: beyond, gtv: null }).ptv).toMatchObject({ dmaxGy: null, dmeanGy: null, curve: null });
  });

  it('as an organ has no mean', () => {
    for (const organ of [empty, beyond])
      expect(measureOrgans([organ], slope, DEFAULT_CONVENTION)[0]).toMatchObject({ dmeanGy: null, d0035ccGy: null });
  });

  it('without a dose and without a reason has "no dose" for one', () => {
    expect(measured({ dose: null }).ptv?.reason).toBe('no dose');
  });
});

describe('a lesion with everything', () => {
  const tps = {
    system: 'TPS',
    version: '16.1',
    ptvVolumeCm3: boxCm3(PTV_BOX),
    ptvCoveragePercent: 74,
    gtvCoveragePercent: 99,
    dmaxGy: 33,
  };

  it('has its names, its indices, and the comparison with what the planning system says', () => {
    const lesion = measured({ tps });
    expect([lesion.ptv?.roiName, lesion.gtv?.roiName]).toEqual(['PTV_1', 'GTV_1']);
    expect(lesion.ptv).toHaveProperty('roiNumber', null);
    expect(lesion.indices?.map(({ name }) => name)).toContain('CI (RTOG)');
    const coverage = lesion.tps?.rows.find(({ quantity }) => quantity === 'PTV coverage');
    expect(coverage).toMatchObject({ tps: 74, here: expect.closeTo(75, 3) as number });
    expect(measured({}).tps).toBeNull();
    expect(lesion.ptv?.coverageBestEstimatePercent).toBeCloseTo(75, 3);
  });

  it('drawn in contours has the volumes that ends and shapes leave open, and the distance of its planes', () => {
    const contours: Structure = {
      ...PTV,
      solid: {
        kind: 'contours',
        stack: stack(...[-9, -6, -3, 0, 3].map((z) => [z, [rectangle(-20, 20, -12, 9)]] as const)),
        singlePlaneThicknessMm: null,
      },
    };
    const { ptv, resolved } = measured({ ptv: contours, gtv: null });
    const slice = (40 * 21 * 3) / 1000;
    expect(ptv?.volumeCm3).toBeCloseTo(5 * slice, 9);
    expect(ptv?.volumeRangeCm3.low).toBeLessThan(4.01 * slice);
    expect(ptv?.volumeRangeCm3.high).toBeGreaterThan(5 * slice);
    expect(resolved?.ptv).toMatchObject({ sliceSpacingMm: 3, doseSpacingMm: 3 });
  });

  it('has no GTV outside its PTV where only rounding is, and names the GTV that holds the hottest point', () => {
    expect(measured({ gtv: aStructure('GTV_1', aBox([14, 20.0000001], [-6, 3], [-5, 2.5])) }).gtvOutsidePtvCm3).toBe(0);
    const reaching = aStructure('GTV_1', aBox([14, 26], [-6, 3], [-5, 2.5]));
    const dose = aDose(spots([[24, 0, 0, 40]], 28));
    expect(measured({ gtv: reaching, dose }).hottestOutside).toEqual({
      doseGy: 40,
      atMm: [24, 0, 0],
      roiNames: ['GTV_1'],
    });
  });
});

describe('what a coverage was worked out from', () => {
  it('is told with it: the spacing of the coarsest axis, what lies outside, and that a mask has no slices', () => {
    const { resolved, ptv } = measured({});
    expect(resolved?.ptv).toMatchObject({ doseSpacingMm: 3, sliceSpacingMm: null, outsideDoseCm3: 0 });
    expect(resolved?.ptv?.coverage.percent).toEqual(ptv?.coveragePercent);
    expect(resolved?.gtv?.coverage.percent.value).toBeCloseTo(100, 6);
    const high = measured({ ptv: aStructure('PTV_1', aBox([-20, 0], [-12, 9], [10, 30])), gtv: null }).resolved;
    expect(high?.ptv?.outsideDoseCm3).toBeCloseTo((20 * 21 * 5) / 1000, 9);
    expect(high?.gtv).toBeNull();
  });

  it('is not there without a coverage', () => {
    expect(measured({ dose: null }).resolved ?? { gtv: null, ptv: null }).toEqual({ gtv: null, ptv: null });
    expect(measured({ prescription: null }).resolved ?? { gtv: null, ptv: null }).toEqual({ gtv: null, ptv: null });
  });

  it('is exact at the prescribed dose, in a dose that is no straight line', () => {
    const bumpy = aDose((x, y, z) => 27 + Math.sin(x / 3) + Math.cos(y / 4 + z / 5));
    const region = regionOfBox(PTV_BOX);
    const dvh = computeDvh(region, bumpy, [27]);
    const share = (100 * volumeAtDose(dvh, 27)) / dvh.volumeCm3;
    expect(measured({ dose: bumpy }).ptv?.coveragePercent?.value).toBeCloseTo(share, 9);
  });
});

describe('the hottest point outside', () => {
  it('names the structures that hold it, smallest first', () => {
    const dose = aDose(spots([[30, 3, 5, 40]], 28));
    const others = [
      aStructure('Body', aBox([-58, 58], [-28, 28], [-24, 24])),
      aStructure('Bowel', aBox([28, 40], [-9, 9], [0, 10])),
      aStructure('Rectum', aBox([-50, -40], [-9, 9], [0, 10])),
    ];
    const { hottestOutside } = only(measureLesions([aLesionToMeasure({ ptv: PTV, dose })], others));
    expect(hottestOutside).toEqual({ doseGy: 40, atMm: [30, 3, 5], roiNames: ['Bowel', 'Body'] });
  });

  it('of one dose does not lie in the target of another', () => {
    const other = aStructure('PTV_2', aBox([28, 40], [-9, 9], [0, 10]));
    const dose = aDose(
      spots(
        [
          [30, 3, 5, 40],
          [-30, 3, 5, 33],
        ],
        28,
      ),
    );
    const lesions = [
      aLesionToMeasure({ ptv: PTV, dose }),
      aLesionToMeasure({ id: 'L2', ptv: other, dose: aDose(() => 28) }),
    ];
    const [first, second] = measureLesions(lesions, []);
    expect(first?.hottestOutside?.doseGy).toBe(33);
    expect(second?.hottestOutside?.doseGy).toBe(28);
  });
});

describe('organs', () => {
  const organ = aStructure('SpinalCord', aBox([-10, 10], [12, 18], [-10, 10]));

  it('have their mean and D0.035cc of the closed form, and no verdict', () => {
    const [row] = measureOrgans([organ], slope, DEFAULT_CONVENTION);
    expect(row).toMatchObject({ roiName: 'SpinalCord', reason: null });
    expect(row?.volumeCm3).toBeCloseTo(2.4, 9);
    expect(row?.dmeanGy).toBeCloseTo(28, 5);
    expect(row?.d0035ccGy).toBeCloseTo(29 - 2 * (0.035 / 2.4), 3);
  });

  it('say what lies outside the grid, or that there is no dose', () => {
    const high = aStructure('Kidney_L', aBox([-10, 10], [12, 18], [15, 35]));
    const [row] = measureOrgans(
      [high],
      aDose(() => 12),
      DEFAULT_CONVENTION,
    );
    expect(row?.dmeanGy).toBeCloseTo(6, 5);
    expect(row?.reason).toContain('1.20 cm³ of 2.40 cm³ lie outside the dose grid');
    expect(measureOrgans([organ], null, DEFAULT_CONVENTION)[0]).toMatchObject({
      d0035ccGy: null,
      dmeanGy: null,
      reason: 'no dose',
    });
  });

  it('smaller than 0.035 cm³ have no D0.035cc', () => {
    const lens = aStructure('Lens_L', aBox([0, 3], [0, 3], [0, 3]));
    expect(measureOrgans([lens], slope, DEFAULT_CONVENTION)[0]).toMatchObject({
      d0035ccGy: null,
      reason: 'smaller than 0.035 cm³',
    });
  });
});

describe('many lesions', () => {
  it('are measured in their order, each told as it is done', () => {
    const done: number[] = [];
    const lesions = ['L2', 'L1', 'L3'].map((id) => aLesionToMeasure({ id, ptv: PTV, dose: slope }));
    const measuredAll = measureLesions(lesions, [], DEFAULT_CONVENTION, (n) => done.push(n));
    expect(measuredAll.map(({ id }) => id)).toEqual(['L2', 'L1', 'L3']);
    expect(done).toEqual([1, 2, 3]);
  });
});
