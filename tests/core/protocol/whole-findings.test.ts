import { describe, expect, it } from 'vitest';
import type { Finding, MeasuredLesion, Prescription, TargetResult } from '../../../core/index.ts';
import { aLesion, aTarget, exactly, findingOf } from './a-lesion.ts';

/** Findings with everything they carry but what would change their class and whether a person may decide them: those have tests of their own. */

type Said = Omit<Finding, 'rule' | 'lesion' | 'cite' | 'words' | 'flips' | 'decidable'>;
function said(rule: string, lesion: MeasuredLesion, readings: Record<string, string> = {}): Said {
  const {
    rule: _,
    lesion: __,
    cite: ___,
    words: ____,
    flips: _____,
    decidable: ______,
    ...rest
  } = findingOf(rule, { lesions: [lesion], readings });
  return rest;
}
const rx = (changes: Partial<Prescription> = {}): Prescription => ({
  doseGy: 20,
  fractions: 3,
  isodosePercent: null,
  isodoseOf: null,
  source: 'case file',
  ...changes,
});
const NOTHING = { value: null, low: null, high: null, limit: null, between: null, readings: [] } as const;
const unprescribed = aLesion({ prescription: null });

describe('a finding on coverage', () => {
  it('says ROI, metric, value, interval and limit', () => {
    expect(said('himars/ptv-coverage', aLesion({ ptv: aTarget({ coveragePercent: exactly(85) }) }))).toEqual({
      roiName: 'PTV_1',
      metric: 'V100%[%]',
      unit: '%',
      value: 85,
      low: 85,
      high: 85,
      limit: 90,
      outcome: 'acceptable-deviation',
      between: null,
      readings: [],
      reason: null,
    });
  });

  it('gives the note of the band only once it is settled', () => {
    const open = aLesion({ gtv: aTarget({ coveragePercent: { value: 89, low: 88, high: 91 } }) });
    expect(said('himars/gtv-coverage', open)).toMatchObject({ outcome: 'undecided', reason: null });
  });

  it('under the reading that was chosen does not offer it as another', () => {
    const lesion = aLesion({ gtv: aTarget({ coveragePercent: exactly(75) }) });
    expect(said('himars/gtv-coverage', lesion, { targetVolume: 'gtv' })).toMatchObject({
      outcome: 'unacceptable-deviation',
      readings: [],
      reason: 'target volume read as the GTV',
    });
  });

  it.each([
    ['himars/gtv-coverage', { gtv: null }, 'no GTV'],
    ['himars/ptv-coverage', { ptv: null }, 'no PTV'],
    ['himars/ptv-coverage', { prescription: null }, 'no prescription'],
    ['himars/ptv-coverage', { ptv: aTarget({ coveragePercent: null }) }, 'the coverage could not be computed'],
  ])('%s without %o says what is missing, whoever left the reason out', (rule, changes, reason) => {
    const finding = said(rule, aLesion(changes));
    expect(finding).toMatchObject({ ...NOTHING, outcome: 'not-evaluable', reason });
  });
});

describe('a finding on the prescription isodose', () => {
  const isodose = (
    ptv: Partial<TargetResult>,
    prescription: Partial<Prescription> = {},
    readings: Record<string, string> = {},
    more: Partial<MeasuredLesion> = {},
  ): Said =>
    said(
      'himars/prescription-isodose',
      aLesion({ ptv: aTarget({ volumeCm3: 8, ...ptv }), prescription: rx(prescription), ...more }),
      readings,
    );
  // 20 of 32 Gy is 62.5 %, 20 of 30.5 Gy 65.6 %, 20 of 25 Gy exactly the limit of 80 %.
  const hot = { dmaxGy: 32, d2PercentGy: 24 };
  const settled = { roiName: 'PTV_1', unit: '%', low: null, high: null, limit: 80, between: null };
  const ofMaximum = { name: 'of-maximum', outcome: 'not-met', value: 62.5, limit: 80 };
  const noPoint = { name: 'of-point', outcome: 'not-evaluable', value: null, limit: 80 };
  const ofNear = { name: 'of-near-maximum', outcome: 'met', value: 2000 / 24, limit: 80 };

  it('that is met says Rx over Dmax and needs no other reading', () => {
    expect(isodose({ dmaxGy: 25 })).toEqual({
      ...settled,
      metric: 'Rx/Dmax[%]',
      value: 80,
      outcome: 'met',
      readings: [],
      reason: null,
    });
  });

  it('of a dose that the target reaches nowhere is not evaluable, and says what it has at most', () => {
    expect(isodose({ dmaxGy: 7.125 })).toMatchObject({
      ...NOTHING,
      outcome: 'not-evaluable',
      reason: 'no isodose is the prescribed one: PTV_1 has at most 7.13 of 20.00 Gy',
    });
    // Rounding and another grid may leave the maximum a little below the prescription.
    expect(isodose({ dmaxGy: 19.7 }).outcome).toBe('met');
    expect(isodose({ dmaxGy: 19.6 }).outcome).toBe('not-evaluable');
  });

  it('that hangs on the reading says how hot the target is, and what each reading says', () => {
    expect(isodose(hot)).toEqual({
      ...settled,
      metric: 'Rx/Dmax[%]',
      value: 62.5,
      outcome: 'depends-on-reading',
      readings: [ofMaximum, noPoint, ofNear],
      reason: 'Dmax is 160.0 % of the prescription; what 100 % is decides',
    });
  });

  it('read as of the maximum says so', () => {
    expect(isodose(hot, {}, { isodoseOf: 'of-maximum' })).toEqual({
      ...settled,
      metric: 'Rx/Dmax[%]',
      value: 62.5,
      outcome: 'not-met',
      readings: [ofMaximum, noPoint, ofNear],
      reason: 'read as of-maximum; Dmax is 160.0 % of the prescription',
    });
  });

  it('read as of the near-maximum says so', () => {
    expect(isodose(hot, {}, { isodoseOf: 'of-near-maximum' })).toEqual({
      ...settled,
      metric: 'Rx/near-maximum[%]',
      value: 2000 / 24,
      outcome: 'met',
      readings: [],
      reason: 'read as of-near-maximum',
    });
    const lost = isodose({ ...hot, d2PercentGy: null }, {}, { isodoseOf: 'of-near-maximum' });
    expect(lost).toEqual({
      ...NOTHING,
      roiName: 'PTV_1',
      metric: 'Rx/Dmax[%]',
      unit: '%',
      outcome: 'not-evaluable',
      readings: [ofMaximum, noPoint, { ...noPoint, name: 'of-near-maximum' }],
      reason: 'no near-maximum dose in PTV_1',
    });
  });

  it('a near-maximum of 0 Gy is none', () => {
    const { readings } = isodose({ ...hot, d2PercentGy: 0 });
    expect(readings[2]).toEqual({ ...noPoint, name: 'of-near-maximum' });
  });

  it('read as of a point that the case does not state is not evaluable, with what was measured', () => {
    expect(isodose(hot, {}, { isodoseOf: 'of-point' })).toEqual({
      ...settled,
      metric: 'Rx/Dmax[%]',
      value: 62.5,
      outcome: 'not-evaluable',
      readings: [ofMaximum, noPoint, ofNear],
      reason: 'the case gives no isodosePercent of the normalisation point, and an RTDOSE does not hold it',
    });
  });

  it('of a point is what the case states, even where the maximum would do', () => {
    const stated = { isodosePercent: 85, isodoseOf: 'point' } as const;
    const ofPoint = { ...settled, metric: 'prescription isodose[%]', value: 85, outcome: 'met', readings: [] };
    expect(isodose({ dmaxGy: 25 }, stated)).toEqual({ ...ofPoint, reason: 'read as of-point' });
    expect(isodose(hot, stated)).toEqual({
      ...ofPoint,
      reason: 'read as of-point; as the case states; an RTDOSE does not hold the normalisation point',
    });
    // Without a percentage there is nothing to take it from.
    expect(isodose({ dmaxGy: 25 }, { isodoseOf: 'point' }, { isodoseOf: 'of-point' })).toEqual({
      ...settled,
      metric: 'Rx/Dmax[%]',
      value: 80,
      outcome: 'met',
      readings: [],
      reason: 'read as of-point',
    });
  });

  it('stated below the limit is not met, and says that the case states it', () => {
    expect(isodose({ dmaxGy: 25, d2PercentGy: 24 }, { isodosePercent: 70.5 })).toEqual({
      ...settled,
      metric: 'prescription isodose[%]',
      value: 70.5,
      outcome: 'not-met',
      readings: [{ ...ofMaximum, outcome: 'met', value: 80 }, noPoint, ofNear],
      reason: 'the case states the 70.5 % isodose',
    });
  });

  it('a percentage of something else than the reading asks does not settle it', () => {
    // Stated: 70 % of the maximum. Asked: of the near-maximum, which is above 80 %.
    const stated = { isodosePercent: 70, isodoseOf: 'maximum' } as const;
    expect(isodose(hot, stated, { isodoseOf: 'of-near-maximum' })).toMatchObject({
      outcome: 'met',
      reason: 'read as of-near-maximum; contradiction: the case states 70 % of the maximum, the dose says 62.5 %',
    });
  });

  it('up to two points between what is stated and measured are no contradiction', () => {
    const of = 'maximum';
    expect(isodose({ dmaxGy: 25 }, { isodosePercent: 82, isodoseOf: of }).reason).toBe('read as of-maximum');
    expect(isodose({ dmaxGy: 25 }, { isodosePercent: 82.001, isodoseOf: of }).reason).toBe(
      'read as of-maximum; contradiction: the case states 82.001 % of the maximum, the dose says 80.0 %',
    );
    expect(isodose({ dmaxGy: 25 }, { isodoseOf: of }).reason).toBe('read as of-maximum');
    expect(isodose({ dmaxGy: 25 }, { isodosePercent: 99 }).reason).toBeNull();
    // 20 of 24.8 Gy is 80.65 %: shown with two decimals beside 79 it would not be, beside 80.7 it is.
    expect(isodose({ ...hot, dmaxGy: 24.8 }, { isodosePercent: 83.2, isodoseOf: of }).reason).toContain('says 80.6 %');
  });

  it('with part of the target outside the grid keeps what was measured', () => {
    const cut = { outsideDoseCm3: 0.4 };
    const doubt = '0.400 cm³ of PTV_1 lie outside the dose grid';
    expect(isodose({ ...hot, ...cut, dmaxGy: 25 })).toEqual({
      ...settled,
      metric: 'Rx/Dmax[%]',
      value: 80,
      outcome: 'not-evaluable',
      readings: [{ ...ofMaximum, outcome: 'met', value: 80 }, noPoint, ofNear],
      reason: doubt,
    });
    expect(isodose({ ...hot, ...cut }, {}, { isodoseOf: 'of-near-maximum' })).toEqual({
      ...settled,
      metric: 'Rx/Dmax[%]',
      value: 2000 / 24,
      outcome: 'not-evaluable',
      readings: [ofMaximum, noPoint, ofNear],
      reason: doubt,
    });
    // What is exceeded stays exceeded.
    expect(isodose({ ...hot, ...cut, d2PercentGy: 26 }, {}, { isodoseOf: 'of-near-maximum' }).outcome).toBe('not-met');
  });

  it('without prescription, target or dose says which', () => {
    const asked = { ...NOTHING, roiName: 'PTV_1', metric: 'Rx/Dmax[%]', unit: '%', outcome: 'not-evaluable' };
    expect(said('himars/prescription-isodose', unprescribed)).toEqual({ ...asked, reason: 'no prescription' });
    expect(isodose({ dmaxGy: 0 })).toEqual({ ...asked, reason: 'no dose in PTV_1' });
    expect(isodose({ dmaxGy: 0, outsideDoseCm3: 7 }).reason).toBe('7.00 cm³ of PTV_1 lie outside the dose grid');
    expect(isodose({ dmaxGy: null })).toEqual({ ...asked, roiName: null, reason: 'no dose in PTV_1' });
    const nowhere = aLesion({ ptv: null, gtv: null });
    expect(said('himars/prescription-isodose', nowhere)).toEqual({ ...asked, roiName: null, reason: 'no target' });
  });
});

describe('a finding on the maximum dose', () => {
  const maximum = (
    ptv: Partial<TargetResult>,
    readings: Record<string, string> = {},
    more: Partial<MeasuredLesion> = {},
  ): Said => said('himars/maximum-dose', aLesion({ ptv: aTarget(ptv), prescription: rx(), ...more }), readings);
  const elsewhere = (doseGy: number): Partial<MeasuredLesion> => ({
    hottestOutside: { doseGy, atMm: [1, 2, 3], roiNames: [] },
  });
  // The limit is 130 % of 20 Gy: 26 Gy.
  const settled = { roiName: 'PTV_1', unit: '%', low: null, high: null, limit: 130, between: null };
  const reading = (name: string, value: number): Finding['readings'][number] => ({
    name,
    outcome: value <= 130 ? 'met' : 'not-met',
    value,
    limit: 130,
  });

  it('that is met needs no reading', () => {
    expect(maximum({ dmaxGy: 25, d0035ccGy: 24 }, {}, elsewhere(22))).toEqual({
      ...settled,
      metric: 'Max[%]',
      value: 125,
      outcome: 'met',
      readings: [],
      reason: null,
    });
  });

  it('that is met under the small volume says that volume, or the point where there is none', () => {
    const small = { maximumStatistic: 'd0.035cc' };
    expect(maximum({ dmaxGy: 25, d0035ccGy: 24 }, small)).toMatchObject({ metric: 'D0.035cc[%]', value: 120 });
    expect(maximum({ dmaxGy: 25, d0035ccGy: null }, small)).toMatchObject({ metric: 'Max[%]', value: 125 });
    expect(maximum({ dmaxGy: 25, d0035ccGy: 24 }, { maximumStatistic: 'point-maximum' })).toMatchObject({
      metric: 'Max[%]',
      value: 125,
    });
  });

  it('met, but not under every reading, still lists them', () => {
    expect(maximum({ dmaxGy: 28, d0035ccGy: 25 }, { maximumStatistic: 'd0.035cc' })).toEqual({
      ...settled,
      metric: 'D0.035cc[%]',
      value: 125,
      outcome: 'met',
      readings: [reading('point-maximum', 140), reading('d0.035cc', 125)],
      reason: 'read as d0.035cc',
    });
  });

  it.each([
    [{ maximumStatistic: 'point-maximum' }, 'not-met', 'read as point-maximum'],
    [{}, 'depends-on-reading', 'statistic: the hottest point is above the limit, D0.035cc is not'],
  ])('above the limit in a point alone, under %o', (readings, outcome, reason) => {
    expect(maximum({ dmaxGy: 28, d0035ccGy: 25 }, readings)).toEqual({
      ...settled,
      metric: 'Max[%]',
      value: 140,
      outcome,
      readings: [reading('point-maximum', 140), reading('d0.035cc', 125)],
      reason,
    });
  });

  it('above the limit under both statistics needs no reason', () => {
    expect(maximum({ dmaxGy: 28, d0035ccGy: 27 })).toMatchObject({ outcome: 'not-met', value: 140, reason: null });
  });

  it('of a target too small for the statistic says so', () => {
    const reason = 'the hottest point is above the limit, and the target is smaller than 0.035 cm³';
    expect(maximum({ dmaxGy: 28, d0035ccGy: null })).toEqual({
      ...settled,
      metric: 'Max[%]',
      value: 140,
      outcome: 'depends-on-reading',
      readings: [reading('point-maximum', 140)],
      reason,
    });
    expect(maximum({ dmaxGy: 28, d0035ccGy: null }, { maximumStatistic: 'd0.035cc' })).toMatchObject({
      outcome: 'not-evaluable',
      reason,
    });
  });

  describe('above the limit outside all PTVs', () => {
    const outside = 'the hottest point outside all PTVs is above the limit';
    const inside = { dmaxGy: 25, d0035ccGy: 24 };
    const offered = [reading('point-maximum', 125), reading('d0.035cc', 120), reading('anywhere', 150)];

    it.each([
      [{}, 125, 'depends-on-reading', `place: ${outside}`],
      [{ maximumPlace: 'in-target' }, 125, 'met', null],
      [
        { maximumPlace: 'anywhere' },
        150,
        'depends-on-reading',
        `statistic: ${outside}, and D0.035cc is not computed there`,
      ],
      [{ maximumPlace: 'anywhere', maximumStatistic: 'point-maximum' }, 150, 'not-met', `read as anywhere: ${outside}`],
      [
        { maximumPlace: 'anywhere', maximumStatistic: 'd0.035cc' },
        150,
        'not-evaluable',
        `${outside}, and D0.035cc is not computed there`,
      ],
    ])('under %o', (readings, value, outcome, reason) => {
      expect(maximum(inside, readings, elsewhere(30))).toEqual({
        ...settled,
        metric: 'Max[%]',
        value,
        outcome,
        readings: offered,
        reason,
      });
    });

    it('and in a point of the target both questions are named', () => {
      expect(maximum({ dmaxGy: 28, d0035ccGy: 24 }, {}, elsewhere(30)).reason).toBe(
        `statistic: the hottest point is above the limit, D0.035cc is not; place: ${outside}`,
      );
    });

    it('and in a target too small for the chosen statistic only the place is named', () => {
      const lesion = { ...elsewhere(30) };
      const finding = maximum({ dmaxGy: 28, d0035ccGy: null }, { maximumStatistic: 'd0.035cc' }, lesion);
      expect(finding).toMatchObject({ outcome: 'depends-on-reading', value: 140, reason: `place: ${outside}` });
    });
  });

  it('with part of the target outside the grid keeps what was measured', () => {
    expect(maximum({ dmaxGy: 25, d0035ccGy: 24, outsideDoseCm3: 0.4 }, {}, elsewhere(30))).toMatchObject({
      outcome: 'depends-on-reading',
    });
    expect(maximum({ dmaxGy: 28, d0035ccGy: 24, outsideDoseCm3: 0.4 }, { maximumStatistic: 'd0.035cc' })).toEqual({
      ...settled,
      metric: 'Max[%]',
      value: 120,
      outcome: 'not-evaluable',
      readings: [reading('point-maximum', 140), reading('d0.035cc', 120)],
      reason: '0.400 cm³ of PTV_1 lie outside the dose grid',
    });
  });

  it('without prescription or target says which', () => {
    const asked = { ...NOTHING, roiName: 'PTV_1', metric: 'Max[%]', unit: '%', outcome: 'not-evaluable' };
    expect(said('himars/maximum-dose', unprescribed)).toEqual({ ...asked, reason: 'no prescription' });
    expect(said('himars/maximum-dose', aLesion({ ptv: null, gtv: null }))).toEqual({
      ...asked,
      roiName: null,
      reason: 'no target',
    });
  });
});

describe('a finding on the regimen', () => {
  it('says the dose, the nearest dose of a regimen, and the regimens', () => {
    const regimen = { roiName: null, metric: 'prescribed dose', unit: 'Gy', low: null, high: null, between: null };
    const given = (doseGy: number, fractions: number): Said =>
      said('himars/regimen', aLesion({ prescription: rx({ doseGy, fractions }) }));
    expect(given(35, 5)).toEqual({ ...regimen, value: 35, limit: 35, outcome: 'met', readings: [], reason: null });
    expect(given(24, 1)).toEqual({
      ...regimen,
      value: 24,
      limit: 27,
      outcome: 'not-met',
      readings: [],
      reason: '24 Gy in 1 fraction is none of 27 Gy in 3 fractions, 35 Gy in 5 fractions',
    });
    expect(said('himars/regimen', unprescribed)).toEqual({
      ...regimen,
      value: null,
      limit: null,
      outcome: 'not-evaluable',
      readings: [],
      reason: 'no prescription',
    });
  });
});
