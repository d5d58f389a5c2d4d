/**
 * Every way in which something missing or contradictory could read as a pass, by name:
 *
 * - the case: no lesions, no GTV, no PTV, no prescription, a regimen of no trial, another trial, unknown keys and ROIs,
 *   a target or a dose reference that no lesion names, a pairing that nobody confirmed or that cannot be, a
 *   prescription that contradicts the plan, several or odd prescriptions;
 * - the structures: listed but not drawn, of no volume, in another frame of reference, named twice;
 * - the dose: relative, errors, effective, of several plans, of a fraction, of beams, sums, rounding, a grid that ends
 *   inside a target, a choice not made;
 * - the links: another patient, another or no frame of reference, an older plan, older structures, no plan;
 * - the rules: readings that were not chosen, a hot point outside the targets, a record without rules on dose.
 *
 * The patient of box-patient.ts has none of these; every test changes one thing.
 */
import { describe, expect, it } from 'vitest';
import { exitStatusOf } from '../../core/index.ts';
import type { PhantomPatient } from '../../core/index.ts';
import {
  amendOnly,
  boxDose,
  boxPatient,
  boxRoi,
  caseWith,
  codes,
  containing,
  emptyRoi,
  findingOf,
  flat,
  GTV,
  messages,
  moved,
  PLAN_1,
  notEvaluable,
  PTV,
  refusalOf,
  resultOf,
  RX,
  slope,
  volumeCm3Of,
} from './box-patient.ts';

describe('a plan without anything wrong', () => {
  it('passes, so that every test below shows what it changes', async () => {
    const result = await resultOf();
    expect(result.outcome).toBe('no-deviation-found');
    expect(exitStatusOf(result.outcome)).toBe(0);
    expect(result.warnings).toEqual([]);
    expect(result.summary.open).toEqual([]);
    expect(findingOf(result, 'ptv-coverage').value).toBeCloseTo(95, 1);
  });
});

describe('a case that names no', () => {
  it('lesion checks nothing, and every target is named as forgotten', async () => {
    const result = await notEvaluable({ caseFile: caseWith({ lesions: [] }) });
    expect(result.findings).toEqual([]);
    expect(result.summary.rulesChecked).toBe(0);
    expect(result.summary.checkedLine).toMatch(/^Checked 0 of 9 HIMARS rules/);
    for (const roi of ['GTV_1', 'PTV_1']) expect(messages(result)).toContain(`${roi} is a target that no lesion`);
  });

  it('lesions at all checks nothing', async () => {
    const caseFile = { schema: 'trabecula/case/1', confirm: ['pairing'] };
    const result = await notEvaluable({ caseFile });
    expect(result.summary.words).toContain('the case names no lesions');
  });

  it('GTV leaves the GTV rule unchecked, and the GTV in the files is named as forgotten, though it lies in the PTV', async () => {
    const result = await notEvaluable({ caseFile: caseWith({}, { gtv: undefined }) });
    expect(findingOf(result, 'gtv-coverage')).toMatchObject({ outcome: 'not-evaluable', value: null });
    expect(result.lesions[0]?.outcome).toBe('not-evaluable');
    expect(messages(result)).toContain('GTV_1 is a target that no lesion of the case names');
  });

  it('PTV leaves the PTV rule unchecked, and the maximum is that of the GTV', async () => {
    const result = await notEvaluable({ caseFile: caseWith({}, { ptv: undefined }) });
    expect(findingOf(result, 'ptv-coverage')).toMatchObject({ outcome: 'not-evaluable', value: null });
    expect(findingOf(result, 'maximum-dose').roiName).toBe('GTV_1');
    expect(messages(result)).toContain('PTV_1 is a target that no lesion of the case names');
    expect(messages(result)).toContain('to PTV_1 is named by no lesion of the case');
  });

  it('prescription checks no rule, and what the plan says is shown, not taken', async () => {
    const caseFile = caseWith({}, { prescription: undefined });
    const result = await notEvaluable({ caseFile });
    expect(result.findings.map(({ outcome }) => outcome)).toEqual(Array(5).fill('not-evaluable'));
    expect(result.lesions[0]).toMatchObject({ prescription: null, ptv: { coveragePercent: null } });
    expect(findingOf(result, 'regimen').reason).toContain('27 Gy in 3 (dose reference 1');
  });
});

describe('a case file', () => {
  it('for another trial is refused', async () => {
    expect(await refusalOf({ caseFile: caseWith({ trial: 'rave' }) })).toMatchObject({
      kind: 'contradiction',
      message: 'case.json, trial: the case is for another trial (found rave; expected himars)',
    });
  });

  it.each([
    [{ ...caseWith({}), lesion: [] }, 'unknown key "lesion", nearest is "lesions"'],
    [caseWith({}, { highrisk: true } as object), 'unknown key "highrisk", nearest is "highRisk"'],
    [caseWith({ confirm: ['pairings'] } as object), 'nearest is "pairing"'],
    [caseWith({ readings: { isodoseof: 'of-maximum' } }), 'nearest is "isodoseOf"'],
    [caseWith({ readings: { isodoseOf: 'maximum' } }), 'nearest is "of-maximum"'],
  ])('with a word that is not known is refused, with the nearest (%#)', async (caseFile, words) => {
    const { kind, message } = await refusalOf({ caseFile });
    expect(kind).toBe('unreadable');
    expect(message).toContain(words);
  });

  it('that confirms prints every word', async () => {
    const confirm = ['links', 'dose-type', 'prescription', 'pairing'] as const;
    const result = await resultOf({ caseFile: caseWith({ confirm: [...confirm] }) });
    expect(result).toMatchObject({ confirmed: confirm, outcome: 'no-deviation-found' });
  });
});

describe('a prescription', () => {
  it('of neither regimen is not met, whatever the coverage', async () => {
    const patient = boxPatient({
      plans: [{ ...PLAN_1, prescriptions: [{ roiName: 'PTV_1', doseGy: 24 }] }],
      doses: [boxDose(slope(0.95, 24))],
    });
    const result = await resultOf({ patient, caseFile: caseWith({}, { prescription: { doseGy: 24, fractions: 3 } }) });
    expect(findingOf(result, 'ptv-coverage').outcome).toBe('per-protocol');
    expect(findingOf(result, 'regimen').outcome).toBe('not-met');
    expect(result.outcome).toBe('not-met');
  });

  it.each([
    ['dose', { doseGy: 35, fractions: 3 }],
    ['fractions', { doseGy: 27, fractions: 5 }],
  ])('that contradicts the plan in its %s is refused', async (_, prescription) => {
    const { kind, message } = await refusalOf({ caseFile: caseWith({}, { prescription }) });
    expect(kind).toBe('contradiction');
    expect(message).toContain('the prescription of lesion L1 contradicts the plan');
    expect(message).toContain('27 Gy in 3');
  });

  it('that contradicts the plan may be confirmed, and the result says so', async () => {
    const caseFile = caseWith({ confirm: ['prescription'] }, { prescription: { doseGy: 27, fractions: 5 } });
    const result = await resultOf({ caseFile });
    expect(result.confirmed).toEqual(['prescription']);
    expect(messages(result)).toContain(
      'confirmed: lesion L1 is checked at 27 Gy in 5, though the plan says 27 Gy in 3',
    );
  });

  it('within 0.01 Gy of the plan does not contradict it, more does', async () => {
    const near = await resultOf({ caseFile: caseWith({}, { prescription: { doseGy: 27.01, fractions: 3 } }) });
    expect(findingOf(near, 'regimen').outcome).toBe('met');
    const far = await refusalOf({ caseFile: caseWith({}, { prescription: { doseGy: 27.02, fractions: 3 } }) });
    expect(far.kind).toBe('contradiction');
  });

  it('of a plan that states several for one lesion is shown with all of them, and none is taken', async () => {
    const prescriptions = [
      { roiName: 'PTV_1', doseGy: 27 },
      { roiName: 'GTV_1', doseGy: 35 },
    ];
    const patient = boxPatient({ plans: [{ ...PLAN_1, prescriptions }] });
    const result = await notEvaluable({ patient, caseFile: caseWith({}, { prescription: undefined }) });
    expect(findingOf(result, 'regimen').reason).toMatch(/27 Gy in 3 .*35 Gy in 3/);
    const proposed = await resultOf({ patient, caseFile: null });
    expect(proposed.lesions.map(({ prescription }) => prescription)).toEqual([null]);
  });

  it('of a plan with two fraction groups is not taken, since the fractions are not clear', async () => {
    const amend = amendOnly('RP', {
      FractionGroupSequence: [1, 2].map((number) => ({
        FractionGroupNumber: String(number),
        NumberOfFractionsPlanned: '3',
        NumberOfBeams: '0',
        NumberOfBrachyApplicationSetups: '0',
      })),
    });
    const result = await resultOf({ caseFile: null, amend });
    expect(result.lesions[0]?.prescription).toBeNull();
    expect(findingOf(result, 'regimen').reason).toContain('2 fraction groups (3 + 3 fractions)');
  });

  it('that beam doses contradict is not taken', async () => {
    const amend = amendOnly('RP', {
      FractionGroupSequence: [
        {
          FractionGroupNumber: '1',
          NumberOfFractionsPlanned: '3',
          NumberOfBeams: '1',
          NumberOfBrachyApplicationSetups: '0',
          ReferencedBeamSequence: [{ BeamDose: '2', BeamMeterset: '100', ReferencedBeamNumber: '1' }],
        },
      ],
    });
    const result = await resultOf({ caseFile: null, amend });
    expect(result.lesions[0]?.prescription).toBeNull();
    expect(findingOf(result, 'regimen').reason).toContain('beam doses × fractions give 6 Gy');
  });
});

describe('targets that no lesion names', () => {
  const extra = (roiName: string, box = moved(PTV, [0, 0, 0])): PhantomPatient =>
    boxPatient({ rois: [...boxPatient().rois, boxRoi(roiName, 'PTV', box)] });

  it('a PTV elsewhere stands in the way, but not of the lesions that were checked', async () => {
    const patient = extra('PTV_2', { x: [18, 30], y: [-6, 2], z: [-5, 10] });
    const result = await notEvaluable({ patient });
    expect(codes(result)).toContain('not-named');
    expect(result.summary.words).toContain('PTV_2 is a target that no lesion of the case names');
    expect(result.lesions[0]?.outcome).toBe('no-deviation-found');
    expect(result.summary.worstPossible).toBe('unacceptable-deviation');
  });

  it('a second GTV inside a named PTV stands in the way', async () => {
    const second = boxRoi('GTV_2', 'GTV', { x: [6, 12], y: [-3, 4], z: [-5, 5] });
    const result = await notEvaluable({ patient: boxPatient({ rois: [...boxPatient().rois, second] }) });
    expect(messages(result)).toContain('GTV_2 is a target');
  });

  it('a boost PTV inside a named PTV stands in the way', async () => {
    const result = await notEvaluable({ patient: extra('PTV_boost', GTV) });
    expect(messages(result)).toContain('PTV_boost is a target');
  });

  it('a target that was never drawn stands in the way', async () => {
    const patient = boxPatient({ rois: [...boxPatient().rois, emptyRoi('GTV_2', 'GTV')] });
    const result = await notEvaluable({ patient });
    expect(messages(result)).toContain(
      'GTV_2 is a target that no lesion of the case names, and not usable (no contours)',
    );
  });

  it('a target by its type alone stands in the way', async () => {
    const patient = boxPatient({
      rois: [...boxPatient().rois, boxRoi('Sacrum left', 'PTV', { x: [18, 30], y: [-6, 2], z: [-5, 10] })],
    });
    expect(messages(await notEvaluable({ patient }))).toContain('Sacrum left is a target');
  });

  it('a dose reference to a target that no lesion names stands in the way', async () => {
    const patient = boxPatient({
      rois: [...boxPatient().rois, boxRoi('Spine', 'ORGAN', { x: [18, 30], y: [-6, 2], z: [-5, 10] })],
      plans: [{ ...PLAN_1, prescriptions: [...PLAN_1.prescriptions, { roiName: 'Spine', doseGy: 27 }] }],
    });
    const result = await notEvaluable({ patient });
    expect(messages(result)).toContain('of 27 Gy to Spine is named by no lesion of the case');
  });

  it('a dose reference without an ROI, of a dose that no lesion gets, stands in the way', async () => {
    const amend = amendOnly('RP', {
      DoseReferenceSequence: [27, 35].map((doseGy, n) => ({
        DoseReferenceNumber: String(n + 1),
        DoseReferenceStructureType: 'SITE',
        DoseReferenceDescription: `Site ${n + 1}`,
        DoseReferenceType: 'TARGET',
        TargetPrescriptionDose: String(doseGy),
      })),
    });
    const result = await notEvaluable({ amend });
    expect(messages(result)).toContain('of 35 Gy is named by no lesion of the case');
    expect(messages(result)).not.toContain('of 27 Gy is named');
  });

  it('may be confirmed with "pairing": then a warning each, printed as confirmed', async () => {
    const patient = extra('PTV_2', { x: [18, 30], y: [-6, 2], z: [-5, 10] });
    const result = await resultOf({ patient, caseFile: caseWith({ confirm: ['pairing'] }) });
    expect(result.outcome).toBe('no-deviation-found');
    expect(result.confirmed).toEqual(['pairing']);
    expect(messages(result)).toContain('confirmed: PTV_2 is a target');
  });
});

describe('a pairing', () => {
  it('that was proposed by the program gives values and no verdict', async () => {
    const result = await notEvaluable({ caseFile: null });
    expect(result.pairing).toBe('proposed');
    expect(result.lesions[0]?.ptv?.coveragePercent?.value).toBeCloseTo(95, 1);
    expect(new Set(result.findings.map(({ outcome }) => outcome))).toEqual(new Set(['not-evaluable']));
    expect(findingOf(result, 'ptv-coverage')).toMatchObject({
      reason: containing('pairing not confirmed'),
    });
  });

  it('that was proposed gives no verdict on a deviation either', async () => {
    const patient = boxPatient({ doses: [boxDose(slope(0.7))] });
    expect((await resultOf({ patient, caseFile: null })).outcome).toBe('not-evaluable');
  });

  it('that the user accepts is checked', async () => {
    const result = await resultOf({ caseFile: null, request: { acceptProposal: true } });
    expect(result).toMatchObject({ pairing: 'accepted', outcome: 'no-deviation-found' });
  });

  it('of a GTV with a PTV that it does not touch stands in the way', async () => {
    const away = { x: [18, 30], y: [-6, 2], z: [-5, 10] } as const;
    const patient = boxPatient({ rois: [boxRoi('GTV_1', 'GTV', away), boxRoi('PTV_1', 'PTV', PTV)] });
    const result = await resultOf({ patient });
    expect(result.lesions[0]?.gtvOutsidePtvCm3).toBeCloseTo(volumeCm3Of(away), 6);
    expect(codes(result)).toContain('pairing');
    const dose = boxDose(flat(1.1 * RX));
    await notEvaluable({ patient: { ...patient, doses: [dose] } });
  });

  it('of a GTV that reaches out of its PTV says how many cm³', async () => {
    const out = { ...GTV, x: [9, 19] } as const;
    const patient = boxPatient({
      rois: [boxRoi('GTV_1', 'GTV', out), boxRoi('PTV_1', 'PTV', PTV)],
      doses: [boxDose(flat(1.1 * RX))],
    });
    const result = await resultOf({ patient });
    expect(result.lesions[0]?.gtvOutsidePtvCm3).toBeCloseTo((4 * 12 * 10) / 1000, 6);
  });
});
