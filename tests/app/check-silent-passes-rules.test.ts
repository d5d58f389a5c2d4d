/** Ways in which something missing or contradictory could read as a pass; the list is in check-silent-passes-case.test.ts. */
import { describe, expect, it } from 'vitest';
import { exitStatusOf } from '../../core/index.ts';
import type { DoseField, PhantomPatient } from '../../core/index.ts';
import {
  boxDose,
  boxPatient,
  boxRoi,
  caseWith,
  containing,
  findingOf,
  flat,
  GTV,
  lesion,
  PTV,
  refusalOf,
  resultOf,
  RX,
  slope,
  type Checked,
} from './box-patient.ts';

describe('the maximum dose and the isodose', () => {
  /** A flat dose with one node of another dose. */
  const spot =
    (doseGy: number, node: readonly [number, number, number], elsewhereGy = 1.1 * RX): DoseField =>
    (x, y, z) =>
      Math.max(Math.abs(x - node[0]), Math.abs(y - node[1]), Math.abs(z - node[2])) < 0.1 ? doseGy : elsewhereGy;
  const dosed = (field: DoseField): PhantomPatient => boxPatient({ doses: [boxDose(field)] });

  it('above 130 % outside all PTVs depends on the place, with the point and its nearest lesion', async () => {
    const result = await resultOf({ patient: dosed(spot(1.32 * RX, [30, 4, -5])) });
    expect(result.outcome).toBe('depends-on-reading');
    expect(findingOf(result, 'maximum-dose')).toMatchObject({
      outcome: 'depends-on-reading',
      reason: containing('place'),
    });
    expect(result.hottestOutsideTargets).toMatchObject({ atMm: [30, 4, -5], nearestLesion: 'L1', roiNames: [] });
    expect(result.hottestOutsideTargets?.percentOfPrescription).toBeCloseTo(132, 2);
  });

  it.each([
    ['in-target', 'met'],
    ['anywhere', 'depends-on-reading'],
  ])('above 130 %% outside all PTVs read as %s is %s', async (place, outcome) => {
    const patient = dosed(spot(1.32 * RX, [30, 4, -5]));
    const result = await resultOf({ patient, caseFile: caseWith({ readings: { maximumPlace: place } }) });
    expect(findingOf(result, 'maximum-dose').outcome).toBe(outcome);
  });

  it('at most 130 % outside all PTVs is met', async () => {
    const result = await resultOf({ patient: dosed(spot(1.29 * RX, [30, 4, -5])) });
    expect(result.outcome).toBe('no-deviation-found');
  });

  it('above 130 % in a single voxel depends on the statistic', async () => {
    const result = await resultOf({ patient: dosed(spot(1.32 * RX, [3, 4, -5])) });
    const finding = findingOf(result, 'maximum-dose');
    expect(finding).toMatchObject({ outcome: 'depends-on-reading', reason: containing('statistic') });
    expect(finding.readings).toMatchObject([
      { name: 'point-maximum', outcome: 'not-met' },
      { name: 'd0.035cc', outcome: 'met' },
      { name: 'anywhere', outcome: 'met' },
    ]);
    expect(exitStatusOf(result.outcome)).toBe(2);
  });

  it('above 125 % of the prescription depends on what 100 % is, and is never simply met', async () => {
    const patient = dosed(flat(1.26 * RX));
    const result = await resultOf({ patient });
    expect(findingOf(result, 'prescription-isodose').outcome).toBe('depends-on-reading');
    expect(findingOf(result, 'maximum-dose').outcome).toBe('met');
    expect(result.outcome).toBe('depends-on-reading');

    const ofMaximum = await resultOf({ patient, caseFile: caseWith({ readings: { isodoseOf: 'of-maximum' } }) });
    expect(findingOf(ofMaximum, 'prescription-isodose').outcome).toBe('not-met');
    expect(ofMaximum.outcome).toBe('not-met');

    const prescription = { doseGy: RX, fractions: 3, isodosePercent: 80, isodoseOf: 'point' as const };
    const ofPoint = await resultOf({ patient, caseFile: caseWith({}, { prescription }) });
    expect(findingOf(ofPoint, 'prescription-isodose').outcome).toBe('met');
  });

  it('up to 125 % of the prescription is met under every reading', async () => {
    const result = await resultOf({ patient: dosed(flat(1.25 * RX)) });
    expect(findingOf(result, 'prescription-isodose').outcome).toBe('met');
  });

  it('are always printed with D0.035cc and D2%', async () => {
    const { ptv } = (await resultOf()).lesions[0]!;
    for (const dose of [ptv?.dmaxGy, ptv?.d0035ccGy, ptv?.d2PercentGy]) expect(dose).toBeGreaterThan(RX);
  });
});

describe('coverage', () => {
  /** The prescribed dose ends at this share of the PTV; the GTV lies where it is asked for. */
  const covered = (ptv: number, gtvX: readonly [number, number]): PhantomPatient =>
    boxPatient({
      rois: [boxRoi('GTV_1', 'GTV', { ...GTV, x: gtvX }), boxRoi('PTV_1', 'PTV', PTV)],
      doses: [boxDose(slope(ptv))],
    });

  it.each([
    [0.93, 'per-protocol', 'no-deviation-found'],
    [0.85, 'acceptable-deviation', 'acceptable-deviation'],
    [0.75, 'unacceptable-deviation', 'unacceptable-deviation'],
  ])('of the PTV at %d is %s', async (share, outcome, overall) => {
    const result = await resultOf({ patient: covered(share, [-11, 1]) });
    expect(findingOf(result, 'ptv-coverage').outcome).toBe(outcome);
    expect(findingOf(result, 'ptv-coverage').value).toBeCloseTo(100 * share, 1);
    expect(result.outcome).toBe(overall);
  });

  it('so close to 90 % that conventions differ is undecided, and no pass', async () => {
    const result = await resultOf({ patient: covered(0.9001, [-11, 1]) });
    expect(findingOf(result, 'ptv-coverage')).toMatchObject({
      outcome: 'undecided',
      between: ['acceptable-deviation', 'per-protocol'],
      limit: 90,
    });
  });

  it('of the GTV below 90 % is not met, without a class, though the PTV passes', async () => {
    // The prescribed dose ends at x = 13.5.
    const result = await resultOf({ patient: covered(0.95, [5, 15]) });
    expect(findingOf(result, 'ptv-coverage').outcome).toBe('per-protocol');
    expect(findingOf(result, 'gtv-coverage')).toMatchObject({
      outcome: 'not-met',
      reason: 'the record gives no deviation class',
      readings: [],
    });
    expect(findingOf(result, 'gtv-coverage').value).toBeCloseTo(85, 1);
    expect(result.outcome).toBe('not-met');
  });

  it('of the GTV below 80 % says under which reading that is an unacceptable deviation', async () => {
    const result = await resultOf({ patient: covered(0.95, [10, 15]) });
    expect(findingOf(result, 'gtv-coverage')).toMatchObject({
      outcome: 'not-met',
      readings: [{ name: 'targetVolume: gtv', outcome: 'unacceptable-deviation' }],
    });
    expect(findingOf(result, 'gtv-coverage').value).toBeCloseTo(70, 1);
  });
});

describe('organs at risk', () => {
  const organ = (roiName: string, z: readonly [number, number]) =>
    boxRoi(roiName, 'ORGAN', { x: [-9, 7], y: [12.5, 17], z });
  const rois = [...boxPatient().rois, organ('SpinalCord', [-10, 10]), organ('Kidney_L', [25, 40])];

  it('have doses and no verdict: the record has no limit', async () => {
    const result = await resultOf({ patient: boxPatient({ rois }) });
    expect(result.organsAtRisk[0]).toMatchObject({ roiName: 'SpinalCord', dose: 'PLAN_1', reason: null });
    expect(result.organsAtRisk[0]?.d0035ccGy).toBeGreaterThan(result.organsAtRisk[0]?.dmeanGy ?? Infinity);
    expect(result.findings.some(({ rule }) => rule === 'himars/organs-at-risk')).toBe(false);
    expect(result.notChecked).toContainEqual({ rule: 'himars/organs-at-risk', why: 'no limit in this record' });
    expect(result.summary.checkedLine).toContain('organs at risk (no limit in this record)');
  });

  it('that no dose reaches have one row with the reason, and no 0 Gy', async () => {
    const result = await resultOf({ patient: boxPatient({ rois }) });
    expect(result.organsAtRisk.filter(({ roiName }) => roiName === 'Kidney_L')).toEqual([
      {
        roiName: 'Kidney_L',
        volumeCm3: expect.closeTo((16 * 4.5 * 15) / 1000, 6) as number,
        d0035ccGy: null,
        dmeanGy: null,
        dose: null,
        reason: 'wholly outside the dose grid',
      },
    ]);
  });

  it('that one of two doses does not reach are listed with the other alone', async () => {
    const doses = [
      boxDose(slope(0.95), { label: 'LOW', plan: null }),
      boxDose(slope(0.95), { label: 'HIGH', plan: null, layout: { centreMm: [0, 0, 30] } }),
    ];
    const lesions = [lesion({ dose: 'LOW' }), lesion({ id: 'L2', dose: 'HIGH' })];
    const result = await resultOf({
      patient: boxPatient({ rois, doses, plans: [] }),
      caseFile: caseWith({ lesions }),
    });
    expect(result.organsAtRisk.map(({ roiName, dose }) => [roiName, dose])).toEqual([
      ['SpinalCord', 'LOW'],
      ['Kidney_L', 'HIGH'],
    ]);
    expect(result.organsAtRisk.every(({ dmeanGy }) => (dmeanGy ?? 0) > 0)).toBe(true);
  });
});

describe('a trial', () => {
  const site = (trial: object): Checked => ({ request: { trial: { text: JSON.stringify(trial), path: 'site.json' } } });

  it('that is not known is refused, with the nearest', async () => {
    expect(await refusalOf({ request: { trial: 'himar' } })).toMatchObject({
      kind: 'usage',
      message: containing('"himars"'),
    });
  });

  it('whose record states no dose answers no-rule-in-source, and not a pass', async () => {
    const trial = {
      schema: 'trabecula/trial/1',
      id: 'silent',
      acronym: 'SILENT',
      title: 'A trial whose record states no dose',
      registry: 'NCT00000000',
      recordDate: '2026-01-01',
      items: {},
      readings: {},
      rules: [],
      noDoseRules: 'neither arms nor interventions state a dose',
    };
    const result = await resultOf({ ...site(trial), caseFile: caseWith({ trial: 'silent' }) });
    expect(result.outcome).toBe('no-rule-in-source');
    expect(exitStatusOf(result.outcome)).toBe(2);
    expect(result.findings).toEqual([]);
    expect(result.lesions[0]?.outcome).toBe('no-rule-in-source');
    expect(result.lesions[0]?.ptv?.coveragePercent?.value).toBeCloseTo(95, 1);
  });

  it('of a site, laid over a shipped one, decides by its own limits and says what it changed', async () => {
    const trial = {
      schema: 'trabecula/trial/1',
      id: 'himars-here',
      extends: 'himars',
      items: { P1: 'Our protocol wants 97 % of the PTV covered.' },
      rules: [
        {
          id: 'himars/ptv-coverage',
          cite: { registry: 'our protocol', section: '1', items: ['P1'] },
          bands: [
            { class: 'per-protocol', when: 'coverage >= 97' },
            { class: 'unacceptable-deviation', when: 'coverage < 97' },
          ],
        },
      ],
    };
    const result = await resultOf(site(trial));
    expect(findingOf(result, 'ptv-coverage')).toMatchObject({
      outcome: 'unacceptable-deviation',
      limit: 97,
      cite: { registry: 'our protocol', section: '1', item: 'P1' },
    });
    expect(result.trial.id).toBe('himars-here');
    expect(result.rulesNotice).toContain('himars-here changes himars/ptv-coverage');
  });
});
