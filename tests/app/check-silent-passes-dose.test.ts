/** Ways in which something missing or contradictory could read as a pass; the list is in check-silent-passes-case.test.ts. */
import { describe, expect, it } from 'vitest';
import { sampleDose } from '../../core/index.ts';
import type { CaseFile, DoseField, PhantomDose, PhantomPatient } from '../../core/index.ts';
import {
  amendOnly,
  boxDose,
  boxPatient,
  boxRoi,
  caseWith,
  containing,
  filesOf,
  findingOf,
  flat,
  GTV,
  lesion,
  messages,
  notEvaluable,
  refusalOf,
  resultOf,
  RX,
  slope,
  PLAN_1,
  PTV,
  GRID,
} from './box-patient.ts';

describe('a dose', () => {
  const dosed = (more: Partial<PhantomDose>): PhantomPatient => boxPatient({ doses: [boxDose(slope(0.95), more)] });

  it('that is missing is refused', async () => {
    const files = filesOf(boxPatient()).filter(({ path }) => !path.startsWith('RD'));
    expect(await refusalOf({ files })).toMatchObject({ kind: 'nothing-found' });
  });

  it.each([
    ['in relative units', { doseUnits: 'RELATIVE' }, 'DoseUnits'],
    ['that holds errors', { doseType: 'ERROR' }, 'DoseType'],
  ] as const)('%s is refused, whatever is confirmed', async (_, more, attribute) => {
    const caseFile = caseWith({ confirm: ['dose-type'] });
    expect(await refusalOf({ patient: dosed(more), caseFile })).toMatchObject({
      kind: 'unreadable',
      message: containing(attribute),
    });
  });

  it.each([
    ['EFFECTIVE', { doseType: 'EFFECTIVE' }],
    ['MULTI_PLAN', { doseSummationType: 'MULTI_PLAN' }],
    ['FRACTION', { doseSummationType: 'FRACTION' }],
  ] as const)('%s gives values and no verdict, for better or worse, until it is confirmed', async (word, more) => {
    const unconfirmed = await notEvaluable({ patient: dosed(more) });
    expect(messages(unconfirmed)).toContain(word);
    expect(unconfirmed.lesions[0]?.ptv?.coveragePercent?.value).toBeCloseTo(95, 1);
    expect(findingOf(unconfirmed, 'ptv-coverage').outcome).toBe('not-evaluable');
    const cold = boxPatient({ doses: [boxDose(slope(0.7), more)] });
    await notEvaluable({ patient: cold });

    const confirmed = await resultOf({ patient: dosed(more), caseFile: caseWith({ confirm: ['dose-type'] }) });
    expect(confirmed).toMatchObject({ outcome: 'no-deviation-found', confirmed: ['dose-type'] });
    expect(messages(confirmed)).toContain('confirmed: ');
    expect(messages(confirmed)).toContain(word);
  });

  it.each(['DoseType', 'DoseSummationType'])('without a %s gives no verdict until it is confirmed', async (keyword) => {
    const amend = amendOnly('RD', { [keyword]: undefined });
    expect(messages(await notEvaluable({ amend }))).toContain(`${keyword} is absent`);
  });

  describe('of beams', () => {
    const beams = [1, 2].map((beamNumber) =>
      boxDose(flat(beamNumber * 0.5 * RX), { label: `BEAM_${beamNumber}`, doseSummationType: 'BEAM', beamNumber }),
    );

    it('alone is not added up: the PLAN dose is missing, and nothing was checked', async () => {
      const result = await notEvaluable({ patient: boxPatient({ doses: beams }) });
      expect(result.summary.words).toContain('the PLAN dose is missing: only 2 BEAM doses are there');
      expect(result.lesions[0]?.ptv).toMatchObject({ dmaxGy: null, coveragePercent: null, volumeCm3: 14.4 });
      for (const rule of ['ptv-coverage', 'gtv-coverage', 'prescription-isodose', 'maximum-dose'])
        expect(findingOf(result, rule).outcome).toBe('not-evaluable');
    });

    it('beside that of the plan is left aside: the plan dose alone is checked', async () => {
      const result = await resultOf({ patient: boxPatient({ doses: [boxDose(slope(0.95)), ...beams] }) });
      expect(result.outcome).toBe('no-deviation-found');
      expect(result.lesions[0]?.ptv?.dmaxGy).toBeCloseTo(RX + 0.2 * 28.5, 2);
      expect(result.inputs.filter(({ modality }) => modality === 'RTDOSE')).toHaveLength(1);
    });

    it('that a lesion asks for gives no verdict, not even confirmed', async () => {
      const patient = boxPatient({
        doses: [boxDose(slope(0.95), { label: 'BEAM_1', doseSummationType: 'BEAM', beamNumber: 1 })],
      });
      for (const confirm of [[], ['dose-type'] as const]) {
        const caseFile = caseWith({ confirm: [...confirm] }, { dose: 'BEAM_1' });
        expect(messages(await notEvaluable({ patient, caseFile }))).toContain('only part of a plan');
      }
    });
  });

  it('that is one of two must be chosen, by case or by option', async () => {
    const doses = [slope(0.95), slope(0.7)].map((field, n) => boxDose(field, { label: `D${n + 1}` }));
    const patient = boxPatient({ doses });
    expect(await refusalOf({ patient })).toMatchObject({
      kind: 'usage',
      message: containing('RD_D2.dcm'),
    });
    const byCase = await resultOf({ patient, caseFile: caseWith({}, { dose: 'D2' }) });
    const byOption = await resultOf({ patient, request: { dose: 'RD_D1.dcm' } });
    expect([byCase.outcome, byOption.outcome]).toEqual(['unacceptable-deviation', 'no-deviation-found']);
  });

  it('that is chosen by an option which no lesion would use is refused', async () => {
    const doses = [slope(0.95), slope(0.7)].map((field, n) => boxDose(field, { label: `D${n + 1}` }));
    const checked = { patient: boxPatient({ doses }), caseFile: caseWith({}, { dose: 'D2' }), request: { dose: 'D1' } };
    expect(await refusalOf(checked)).toMatchObject({ kind: 'usage' });
  });

  it('that the case names and the files do not have is refused', async () => {
    expect(await refusalOf({ caseFile: caseWith({}, { dose: 'PLAN_2' }) })).toMatchObject({
      kind: 'usage',
      message: containing('no dose "PLAN_2"'),
    });
  });
});

describe('the grid of a dose', () => {
  /** The grid ends at z = 20. */
  const at = (z: readonly [number, number], field: DoseField = flat(1.1 * RX)): PhantomPatient =>
    boxPatient({
      rois: [boxRoi('GTV_1', 'GTV', GTV), boxRoi('PTV_1', 'PTV', { ...PTV, z })],
      doses: [boxDose(field)],
    });

  it('that ends inside a target counts the rest as cold, once also as covered, and says how many cm³', async () => {
    const result = await notEvaluable({ patient: at([-5, 25]) });
    const { ptv } = result.lesions[0]!;
    expect(ptv?.volumeCm3).toBeCloseTo((30 * 24 * 30) / 1000, 6);
    expect(ptv?.outsideDoseCm3).toBeCloseTo((30 * 24 * 5) / 1000, 6);
    expect(ptv?.coveragePercent?.value).toBeCloseTo((100 * 25) / 30, 6);
    expect(ptv?.coveragePercent?.high).toBeCloseTo(100, 6);
    expect(ptv?.coveragePercent?.low).toBeLessThanOrEqual((100 * 25) / 30);
    expect(ptv?.dminGy).toBeNull();
    expect(ptv?.reason).toMatch(/3\.60 cm³ of 21\.6 cm³ lie outside the dose grid/);
    expect(findingOf(result, 'ptv-coverage')).toMatchObject({
      outcome: 'undecided',
      between: ['acceptable-deviation', 'per-protocol'],
    });
    expect(findingOf(result, 'maximum-dose')).toMatchObject({
      outcome: 'not-evaluable',
      reason: containing('lie outside the dose grid'),
    });
  });

  it('that does not reach a target at all gives no maximum, no class, and no 0 Gy', async () => {
    const result = await notEvaluable({ patient: at([25, 40]) });
    const { ptv } = result.lesions[0]!;
    expect(ptv).toMatchObject({ dmaxGy: null, dmeanGy: null, d95PercentGy: null, d0035ccGy: null, curve: null });
    expect(ptv?.coveragePercent).toEqual({ value: 0, low: 0, high: 100 });
    expect(findingOf(result, 'ptv-coverage')).toMatchObject({
      outcome: 'undecided',
      between: ['unacceptable-deviation', 'per-protocol'],
    });
    for (const rule of ['prescription-isodose', 'maximum-dose'])
      expect(findingOf(result, rule).outcome).toBe('not-evaluable');
  });

  it('that ends inside a target does not hide a deviation in the rest', async () => {
    const result = await resultOf({ patient: at([-5, 25], slope(0.5)) });
    expect(findingOf(result, 'ptv-coverage').outcome).toBe('unacceptable-deviation');
  });
});

describe('the rounding of a stored dose', () => {
  const stored = (doseGy: number, stepGy: number): PhantomPatient =>
    boxPatient({ doses: [{ ...boxDose(flat(doseGy)), planes: sampleDose(flat(doseGy), { ...GRID, stepGy }) }] });

  it.each([
    [16, 0.0007],
    [16, 0.0005],
    [16, 0.013],
    [16, 0.11],
    [16, 0.5],
    [32, 1e-8],
    [32, 3.7e-8],
    [32, 1.3e-5],
  ])('never decides: %d bits in steps of %d Gy, flat at the prescription, cover', async (_, stepGy) => {
    const result = await resultOf({ patient: stored(RX, stepGy) });
    for (const rule of ['ptv-coverage', 'gtv-coverage']) {
      const { value, low, high } = findingOf(result, rule);
      for (const covered of [value, low, high]) expect(covered).toBeCloseTo(100, 9);
    }
    expect(result.outcome).toBe('no-deviation-found');
  });

  it('is no excuse for a dose that is a whole step too low', async () => {
    const result = await resultOf({ patient: stored(RX - 0.01, 0.01) });
    expect(findingOf(result, 'ptv-coverage')).toMatchObject({ value: 0, outcome: 'unacceptable-deviation' });
  });

  it('never decides on the maximum either: 130 % stored half a step high is 130 %', async () => {
    // 35.1 / 0.19 = 184.7 is stored as 185 steps, 35.15 Gy.
    const result = await resultOf({ patient: stored(1.3 * RX, 0.19) });
    expect(result.lesions[0]?.ptv?.dmaxGy).toBeCloseTo(35.15, 5);
    expect(findingOf(result, 'maximum-dose').outcome).toBe('met');
    const above = await resultOf({ patient: stored(35.2, 0.001) });
    expect(findingOf(above, 'maximum-dose').outcome).toBe('not-met');
  });
});

describe('a sum of doses', () => {
  const LABELS = ['A', 'B'] as const;
  const plans = LABELS.map((label, n) => ({
    ...PLAN_1,
    label,
    prescriptions: [{ roiName: 'PTV_1', doseGy: [12, 15][n]! }],
  }));
  /** 12 and 15 Gy: together a dose that covers. Steps are powers of two, so that the sum is exact. */
  const doses = LABELS.map((label, n) => ({
    ...boxDose(flat(0), { label, plan: label }),
    planes: sampleDose(flat([12, 15][n]!), { ...GRID, stepGy: 2 ** -9 }),
  }));
  const patient = boxPatient({ plans, doses });
  const uids = async (): Promise<string[]> => {
    const both = await Promise.all(
      LABELS.map((dose) => resultOf({ patient, caseFile: caseWith({ confirm: ['prescription'] }, { dose }) })),
    );
    return both.map(({ inputs }) => inputs.find(({ modality }) => modality === 'RTDOSE')!.sopInstanceUid);
  };
  const summed = async (more: Partial<CaseFile> = {}): Promise<CaseFile> =>
    caseWith({ sumDoses: await uids(), ...more });

  it('is made only when the case asks for it', async () => {
    expect((await refusalOf({ patient })).kind).toBe('usage');
    const result = await resultOf({ patient, caseFile: await summed() });
    expect(result.outcome).toBe('no-deviation-found');
    expect(result.lesions[0]?.ptv).toMatchObject({ dminGy: 27, dmaxGy: 27, coveragePercent: { value: 100 } });
    expect(messages(result)).toContain('the sum of A and B is checked');
    expect(result.inputs.map(({ modality }) => modality).sort()).toEqual([
      'RTDOSE',
      'RTDOSE',
      'RTPLAN',
      'RTPLAN',
      'RTSTRUCT',
    ]);
  });

  it('is held against what its plans prescribe together, not against each alone', async () => {
    for (const doseGy of [12, 15]) {
      const lesions = [lesion({ prescription: { doseGy, fractions: 3 } })];
      const { kind, message } = await refusalOf({ patient, caseFile: await summed({ lesions }) });
      expect(kind).toBe('contradiction');
      expect(message).toContain('27 Gy in 3');
    }
  });

  it('does not take one dose twice', async () => {
    const [first = ''] = await uids();
    const twice = caseWith({ sumDoses: [first, first] });
    expect(await refusalOf({ patient, caseFile: twice })).toMatchObject({
      kind: 'contradiction',
      message: containing('named twice'),
    });
    const byLabel = caseWith({ sumDoses: [first, 'A'] });
    expect((await refusalOf({ patient, caseFile: byLabel })).kind).toBe('contradiction');
  });

  it('does not take two doses of one plan', async () => {
    const ofOnePlan = { ...patient, doses: doses.map((dose) => ({ ...dose, plan: 'A' })) };
    expect(await refusalOf({ patient: ofOnePlan, caseFile: await summed() })).toMatchObject({
      kind: 'contradiction',
      message: containing('of one plan'),
    });
  });

  it.each<[string, Partial<PhantomDose>, string]>([
    ['of beams', { doseSummationType: 'BEAM', beamNumber: 1 }, 'only part of a plan'],
    ['of another type', { doseType: 'EFFECTIVE' }, 'one type'],
    ['on another grid', { planes: sampleDose(flat(15), { ...GRID, columns: 26, stepGy: 2 ** -9 }) }, 'different grids'],
    [
      'on a shifted grid',
      { planes: sampleDose(flat(15), { ...GRID, centreMm: [0.5, 0, 0], stepGy: 2 ** -9 }) },
      'grids',
    ],
  ])('does not take a dose %s', async (_, changes, words) => {
    const changed = { ...patient, doses: doses.map((dose, n) => (n === 0 ? dose : { ...dose, ...changes })) };
    const { kind, message } = await refusalOf({ patient: changed, caseFile: await summed({ confirm: ['dose-type'] }) });
    expect(kind).toBe('contradiction');
    expect(message).toContain(words);
  });

  it('does not take a dose in another frame of reference, or in none', async () => {
    for (const [object, FrameOfReferenceUID] of [
      ['RD_B', '1.2.3'],
      ['RD_B', ''],
      ['RD', ''],
    ] as const) {
      const amend = amendOnly(object, { FrameOfReferenceUID });
      const caseFile = await summed({ confirm: ['frame-of-reference', 'links'] });
      expect(await refusalOf({ patient, amend, caseFile })).toMatchObject({
        kind: 'contradiction',
        message: containing('frame of reference'),
      });
    }
  });

  it('does not take doses of different or unknown fractionation', async () => {
    const other = { ...patient, plans: plans.map((plan, n) => ({ ...plan, fractions: n === 0 ? 3 : 5 })) };
    const words = containing('one fractionation');
    expect(await refusalOf({ patient: other, caseFile: await summed() })).toMatchObject({ message: words });
    for (const gone of ['RP_B', 'RP']) {
      const files = filesOf(patient).filter(({ path }) => !path.startsWith(gone));
      expect(await refusalOf({ files, caseFile: await summed() })).toMatchObject({ message: words });
    }
  });

  it('that no lesion would use is refused', async () => {
    const caseFile = await summed({ lesions: [lesion({ dose: 'A' })] });
    expect(await refusalOf({ patient, caseFile })).toMatchObject({ kind: 'usage' });
  });
});
