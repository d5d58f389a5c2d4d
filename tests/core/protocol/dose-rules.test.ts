import { describe, expect, it } from 'vitest';
import type { Finding, MeasuredLesion, Prescription, TargetResult } from '../../../core/index.ts';
import { aLesion, aTarget, check, findingOf, himars, himarsJson } from './a-lesion.ts';
import { loadTrial } from '../../../core/index.ts';

const rx = (changes: Partial<Prescription> = {}): Prescription => ({
  doseGy: 27,
  fractions: 3,
  isodosePercent: null,
  isodoseOf: null,
  source: 'case file',
  ...changes,
});
const withDose = (ptv: Partial<TargetResult>, changes: Partial<MeasuredLesion> = {}): MeasuredLesion =>
  aLesion({ ptv: aTarget(ptv), ...changes });
const hot = (doseGy: number): MeasuredLesion['hottestOutside'] => ({ doseGy, atMm: [1, 2, 3], roiNames: ['Rib_L'] });

describe('himars/prescription-isodose', () => {
  const isodose = (
    dmaxGy: number,
    prescription: Partial<Prescription> = {},
    readings: Record<string, string> = {},
    more: Partial<TargetResult> = {},
  ): Finding =>
    findingOf('himars/prescription-isodose', {
      lesions: [withDose({ dmaxGy, ...more }, { prescription: rx(prescription) })],
      readings,
    });

  // 125 % of 27 Gy is 33.75 Gy.
  it.each([
    [27, 'met'],
    [33.74, 'met'],
    [33.75, 'met'],
    [33.76, 'depends-on-reading'],
    [35, 'depends-on-reading'],
    [40, 'depends-on-reading'],
  ])('Dmax of %s Gy and nothing stated: %s', (dmaxGy, outcome) => {
    expect(isodose(dmaxGy).outcome).toBe(outcome);
  });

  it('above 125 % says what each reading says', () => {
    // Rx/Dmax = 27/36 = 75 %; Rx/D2% = 27/33 = 81.8 %.
    const finding = isodose(36, {}, {}, { d2PercentGy: 33 });
    expect(finding).toMatchObject({ outcome: 'depends-on-reading', value: 75, limit: 80, metric: 'Rx/Dmax[%]' });
    expect(finding.readings).toEqual([
      { name: 'of-maximum', outcome: 'not-met', value: 75, limit: 80 },
      { name: 'of-point', outcome: 'not-evaluable', value: null, limit: 80 },
      { name: 'of-near-maximum', outcome: 'met', value: 2700 / 33, limit: 80 },
    ]);
  });

  it('takes D0.035cc for the near-maximum below 2 cm³, as ICRU 91 does, and D2% from there up', () => {
    const doses = { d2PercentGy: 33, d0035ccGy: 35 };
    const nearOf = (volumeCm3: number): number | null | undefined =>
      isodose(36, {}, {}, { ...doses, volumeCm3 }).readings.find(({ name }) => name === 'of-near-maximum')?.value;
    expect(nearOf(1.99)).toBeCloseTo(2700 / 35, 12);
    expect(nearOf(2)).toBeCloseTo(2700 / 33, 12);
  });

  it('read as of the maximum it is not met above 125 %', () => {
    expect(isodose(33.76, {}, { isodoseOf: 'of-maximum' })).toMatchObject({ outcome: 'not-met', limit: 80 });
    expect(isodose(33.75, {}, { isodoseOf: 'of-maximum' }).outcome).toBe('met');
  });

  it('a case may name the rule instead of the reading', () => {
    expect(isodose(34, {}, { 'prescription-isodose': 'of-maximum' }).outcome).toBe('not-met');
    expect(isodose(34, {}, { 'himars/prescription-isodose': 'of-maximum' }).outcome).toBe('not-met');
  });

  it('the case saying "of the maximum" chooses the reading', () => {
    expect(isodose(34, { isodoseOf: 'maximum', isodosePercent: 80 }).outcome).toBe('not-met');
    expect(isodose(33.75, { isodoseOf: 'maximum', isodosePercent: 80 }).outcome).toBe('met');
  });

  it('a stated 80 % of the maximum that the dose puts at 70 % is a contradiction, said and not met', () => {
    const finding = isodose(2700 / 70, { isodoseOf: 'maximum', isodosePercent: 80 });
    expect(finding.outcome).toBe('not-met');
    expect(finding.value).toBeCloseTo(70, 10);
    expect(finding.reason).toContain('contradiction: the case states 80 % of the maximum, the dose says 70.0 %');
  });

  it('a stated isodose near the measured one is no contradiction', () => {
    expect(isodose(33, { isodoseOf: 'maximum', isodosePercent: 81 }).reason).not.toContain('contradiction');
  });

  it.each([undefined, 'maximum', 'point', 'near-maximum'] as const)(
    'a stated isodose of 79 (of %s) is not met, whatever the dose',
    (of) => {
      const finding = isodose(28, { isodosePercent: 79, isodoseOf: of ?? null });
      expect(finding).toMatchObject({ outcome: 'not-met', value: 79, limit: 80 });
    },
  );

  it('a stated isodose of a normalisation point is taken at its word, and said to be', () => {
    const finding = isodose(35, { isodosePercent: 80, isodoseOf: 'point' });
    expect(finding).toMatchObject({ outcome: 'met', value: 80, metric: 'prescription isodose[%]' });
    expect(finding.reason).toContain('an RTDOSE does not hold the normalisation point');
  });

  it('of the near-maximum is measured', () => {
    expect(isodose(36, { isodosePercent: 80, isodoseOf: 'near-maximum' }, {}, { d2PercentGy: 33.5 }).outcome).toBe(
      'met',
    );
    expect(isodose(36, { isodosePercent: 80, isodoseOf: 'near-maximum' }, {}, { d2PercentGy: 34 }).outcome).toBe(
      'not-met',
    );
    expect(isodose(36, {}, { isodoseOf: 'of-near-maximum' }, { d2PercentGy: null })).toMatchObject({
      outcome: 'not-evaluable',
    });
  });

  it('a percentage without what it is of does not settle a dose above 125 %', () => {
    expect(isodose(34, { isodosePercent: 80 }).outcome).toBe('depends-on-reading');
  });

  it('naming the point without a percentage settles nothing', () => {
    expect(isodose(34, { isodoseOf: 'point' }).outcome).toBe('depends-on-reading');
    expect(isodose(34, {}, { isodoseOf: 'of-point' })).toMatchObject({ outcome: 'not-evaluable' });
  });

  it("the trial's reading goes before the words of the case", () => {
    expect(isodose(34, { isodosePercent: 80, isodoseOf: 'point' }, { isodoseOf: 'of-maximum' }).outcome).toBe(
      'not-met',
    );
    expect(isodose(33, { isodosePercent: 70, isodoseOf: 'point' }, { isodoseOf: 'of-maximum' }).outcome).toBe('met');
  });
});

describe('himars/maximum-dose', () => {
  const maximum = (
    ptv: Partial<TargetResult>,
    readings: Record<string, string> = {},
    more: Partial<MeasuredLesion> = {},
  ): Finding => findingOf('himars/maximum-dose', { lesions: [withDose(ptv, more)], readings });

  // 130 % of 27 Gy is 35.1 Gy.
  it.each([
    [35.09, 35, 'met'],
    [35.1, 35.1, 'met'],
    [35.11, 35.1, 'depends-on-reading'],
    [35.11, 34, 'depends-on-reading'],
    [35.2, 35.11, 'not-met'],
    [50, 49, 'not-met'],
  ])('Dmax %s Gy, D0.035cc %s Gy: %s', (dmaxGy, d0035ccGy, outcome) => {
    expect(maximum({ dmaxGy, d0035ccGy })).toMatchObject({ outcome, limit: 130 });
  });

  it('the same at 35 Gy in 5 fractions, where the limit is 45.5 Gy', () => {
    const prescription = rx({ doseGy: 35, fractions: 5 });
    expect(maximum({ dmaxGy: 45.5, d0035ccGy: 45 }, {}, { prescription }).outcome).toBe('met');
    expect(maximum({ dmaxGy: 45.51, d0035ccGy: 45.51 }, {}, { prescription }).outcome).toBe('not-met');
  });

  it('shows both statistics where they disagree', () => {
    const { readings, reason } = maximum({ dmaxGy: 36.45, d0035ccGy: 33.75 });
    expect(readings.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['point-maximum', 'not-met'],
      ['d0.035cc', 'met'],
    ]);
    expect(readings[0]?.value).toBeCloseTo(135, 10);
    expect(readings[1]?.value).toBeCloseTo(125, 10);
    expect(reason).toContain('statistic');
  });

  it('a chosen statistic settles it', () => {
    expect(maximum({ dmaxGy: 36, d0035ccGy: 34 }, { maximumStatistic: 'point-maximum' }).outcome).toBe('not-met');
    expect(maximum({ dmaxGy: 36, d0035ccGy: 34 }, { maximumStatistic: 'd0.035cc' })).toMatchObject({
      outcome: 'met',
      metric: 'D0.035cc[%]',
    });
    expect(maximum({ dmaxGy: 36, d0035ccGy: 35.2 }, { maximumStatistic: 'd0.035cc' }).outcome).toBe('not-met');
  });

  it('a target below 0.035 cm³ has no D0.035cc: above the limit it stays open', () => {
    expect(maximum({ dmaxGy: 36, d0035ccGy: null }).outcome).toBe('depends-on-reading');
    expect(maximum({ dmaxGy: 36, d0035ccGy: null }, { maximumStatistic: 'd0.035cc' }).outcome).toBe('not-evaluable');
    expect(maximum({ dmaxGy: 35, d0035ccGy: null }).outcome).toBe('met');
  });

  it('above the limit outside all PTVs it depends on the place', () => {
    const finding = maximum({ dmaxGy: 32 }, {}, { hottestOutside: hot(35.2) });
    expect(finding).toMatchObject({ outcome: 'depends-on-reading' });
    expect(finding.reason).toContain('place');
    expect(finding.readings.map(({ name, outcome }) => [name, outcome])).toContainEqual(['anywhere', 'not-met']);
    expect(maximum({ dmaxGy: 32 }, {}, { hottestOutside: hot(35.1) }).outcome).toBe('met');
  });

  it('a chosen place settles it, as far as the statistic is known there', () => {
    const outside = { hottestOutside: hot(36) };
    expect(maximum({ dmaxGy: 32 }, { maximumPlace: 'in-target' }, outside).outcome).toBe('met');
    expect(maximum({ dmaxGy: 32 }, { maximumPlace: 'anywhere' }, outside).outcome).toBe('depends-on-reading');
    expect(
      maximum({ dmaxGy: 32 }, { maximumPlace: 'anywhere', maximumStatistic: 'point-maximum' }, outside).outcome,
    ).toBe('not-met');
    expect(maximum({ dmaxGy: 32 }, { maximumPlace: 'anywhere', maximumStatistic: 'd0.035cc' }, outside).outcome).toBe(
      'not-evaluable',
    );
  });

  it('a maximum exceeded in the target stays not met whatever is outside', () => {
    expect(maximum({ dmaxGy: 37, d0035ccGy: 36 }, {}, { hottestOutside: hot(40) }).outcome).toBe('not-met');
  });

  it('both questions at once are both named', () => {
    const { reason } = maximum({ dmaxGy: 36, d0035ccGy: 34 }, {}, { hottestOutside: hot(40) });
    expect(reason).toMatch(/statistic.*place/);
  });
});

describe('the maximum of a lesion', () => {
  const ids = ['himars/maximum-dose', 'himars/prescription-isodose'];

  it.each(ids)('%s: is that of the GTV when the case names no PTV', (rule) => {
    const lesion = aLesion({
      ptv: null,
      ptvReason: 'the case names no PTV for L1',
      gtv: aTarget({ roiName: 'GTV_1', dmaxGy: 33 }),
    });
    expect(findingOf(rule, { lesions: [lesion] })).toMatchObject({ roiName: 'GTV_1', outcome: 'met' });
  });

  it.each(ids)('%s: a PTV that could not be used is not stood in for by its GTV', (rule) => {
    const lesion = aLesion({
      ptv: null,
      ptvReason: 'PTV_1 has no usable contour',
      gtv: aTarget({ roiName: 'GTV_1', dmaxGy: 33 }),
    });
    const finding = findingOf(rule, { lesions: [lesion] });
    expect(finding.outcome).toBe('not-evaluable');
    expect(finding.reason).toContain('PTV_1 has no usable contour');
  });

  it.each(ids)('%s: is not evaluable while part of the target lies outside the dose grid', (rule) => {
    const finding = findingOf(rule, { lesions: [withDose({ outsideDoseCm3: 0.52 })] });
    expect(finding.outcome).toBe('not-evaluable');
    expect(finding.reason).toContain('0.520 cm³ of PTV_1 lie outside the dose grid');
  });

  it('what is exceeded inside the grid stays exceeded', () => {
    const lesions = [withDose({ outsideDoseCm3: 0.52, dmaxGy: 40, d0035ccGy: 39 })];
    expect(findingOf('himars/maximum-dose', { lesions }).outcome).toBe('not-met');
  });

  it.each(ids)('%s: no target and no dose are not evaluable', (rule) => {
    const lost = aLesion({ ptv: null, gtv: null, ptvReason: 'PTV_1 is empty', gtvReason: 'GTV_1 is empty' });
    expect(findingOf(rule, { lesions: [lost] })).toMatchObject({
      outcome: 'not-evaluable',
      reason: 'PTV_1 is empty',
      value: null,
    });
    const dark = withDose({ dmaxGy: null, reason: 'no dose for L1' });
    expect(findingOf(rule, { lesions: [dark] })).toMatchObject({
      outcome: 'not-evaluable',
      reason: 'no dose for L1',
      value: null,
    });
  });

  it('half a step of the stored dose is never decisive', () => {
    // Steps of 0.02 Gy: 35.1 Gy may be stored as 35.11, 33.75 Gy as 33.76.
    const at = (dmaxGy: number, doseStepGy: number): (string | undefined)[] =>
      ids.map(
        (rule) => findingOf(rule, { lesions: [withDose({ dmaxGy, d0035ccGy: dmaxGy }, { doseStepGy })] }).outcome,
      );
    expect(at(35.11, 0.02)[0]).toBe('met');
    expect(at(35.111, 0.02)[0]).toBe('not-met');
    expect(at(33.76, 0.02)[1]).toBe('met');
    expect(at(33.761, 0.02)[1]).toBe('depends-on-reading');
  });

  it('rounding to single precision is never decisive', () => {
    // A prescription whose 130 % is not a float32: the stored dose comes out above it.
    const prescription = rx({ doseGy: 26.9 });
    const dmaxGy = Math.fround(26.9 * 1.3);
    expect(dmaxGy / 26.9).toBeGreaterThan(1.3);
    expect(
      findingOf('himars/maximum-dose', { lesions: [withDose({ dmaxGy, d0035ccGy: dmaxGy }, { prescription })] })
        .outcome,
    ).toBe('met');
  });
});

describe('himars/regimen', () => {
  const regimen = (doseGy: number, fractions: number): Finding =>
    findingOf('himars/regimen', { lesions: [aLesion({ prescription: rx({ doseGy, fractions }) })] });

  it.each([
    [27, 3, 'met'],
    [35, 5, 'met'],
    [27.01, 3, 'met'],
    [26.99, 3, 'met'],
    [34.99, 5, 'met'],
    [27.011, 3, 'not-met'],
    [26.989, 3, 'not-met'],
    [27, 5, 'not-met'],
    [35, 3, 'not-met'],
    [30, 3, 'not-met'],
    [9, 3, 'not-met'],
  ])('%s Gy in %s fractions: %s', (doseGy, fractions, outcome) => {
    expect(regimen(doseGy, fractions).outcome).toBe(outcome);
  });

  it('is not met whatever the coverage', () => {
    const verdict = check({ lesions: [aLesion({ prescription: rx({ doseGy: 25, fractions: 5 }) })] });
    expect(verdict.outcome).toBe('not-met');
    expect(verdict.findings.find(({ rule }) => rule === 'himars/regimen')).toMatchObject({
      reason: '25 Gy in 5 fractions is none of 27 Gy in 3 fractions, 35 Gy in 5 fractions',
      limit: 27,
    });
  });

  it('is asked of every lesion by itself', () => {
    const lesions = [
      aLesion(),
      aLesion({ id: 'L2', prescription: rx({ doseGy: 35, fractions: 5 }) }),
      aLesion({ id: 'L3', prescription: rx({ doseGy: 20, fractions: 5 }) }),
    ];
    const outcomes = check({ lesions }).findings.filter(({ rule }) => rule === 'himars/regimen');
    expect(outcomes.map(({ lesion, outcome }) => [lesion, outcome])).toEqual([
      ['L1', 'met'],
      ['L2', 'met'],
      ['L3', 'not-met'],
    ]);
  });
});

describe('a site with the protocol', () => {
  it('sets limits and readings once, by its own file', async () => {
    const cite = { registry: 'protocol 2.0', section: '6.3', items: ['P1'] };
    const trial = await loadTrial({
      where: 'site.json',
      shipped: { himars: himarsJson },
      source: {
        schema: 'trabecula/trial/1',
        id: 'himars-site',
        extends: 'himars',
        items: { P1: 'The maximum is the dose to 0.035 cm³, at most 125 %.' },
        readings: { maximumStatistic: { default: 'd0.035cc', reason: 'section 6.3' } },
        rules: [
          {
            id: 'himars/maximum-dose',
            cite,
            bands: [
              { class: 'met', when: 'maximum <= 125' },
              { class: 'not-met', when: 'maximum > 125' },
            ],
          },
        ],
      },
    });
    const lesions = [withDose({ dmaxGy: 37, d0035ccGy: 33.9 })];
    expect(findingOf('himars/maximum-dose', { lesions, trial })).toMatchObject({
      outcome: 'not-met',
      limit: 125,
      metric: 'D0.035cc[%]',
      cite: { registry: 'protocol 2.0', section: '6.3', item: 'P1' },
    });
    expect(findingOf('himars/maximum-dose', { lesions, trial: himars }).outcome).toBe('depends-on-reading');
  });
});
