/** Ways in which something missing or contradictory could read as a pass; the list is in check-silent-passes-case.test.ts. */
import { describe, expect, it } from 'vitest';
import {
  amendOnly,
  boxDose,
  boxPatient,
  boxRoi,
  caseWith,
  codes,
  containing,
  emptyRoi,
  filesOf,
  findingOf,
  GTV,
  lesion,
  messages,
  notEvaluable,
  refusalOf,
  resultOf,
  slope,
  type Checked,
} from './box-patient.ts';

describe('a structure', () => {
  it.each([
    ['GTV_1', 'gtv-coverage'],
    ['PTV_1', 'ptv-coverage'],
  ])('%s that was never drawn is not checked, with the reason', async (roiName, rule) => {
    const rois = boxPatient().rois.map((roi) => (roi.roiName === roiName ? { ...roi, contours: [] } : roi));
    const result = await notEvaluable({ patient: boxPatient({ rois }) });
    expect(findingOf(result, rule)).toMatchObject({
      outcome: 'not-evaluable',
      value: null,
      reason: `ROI ${roiName} is not usable: no contours`,
    });
    expect(messages(result)).not.toContain('named by no lesion');
  });

  it('that the files do not have is refused, with the nearest name', async () => {
    const { kind, message } = await refusalOf({ caseFile: caseWith({}, { ptv: 'PTV_l' }) });
    expect(kind).toBe('contradiction');
    expect(message).toContain('no ROI "PTV_l" in the files');
    expect(message).toContain('"PTV_1"');
  });

  it.each([
    ['trabecularBone', { rois: ['TBB'], kind: 'trabecular', skeletonComplete: true }],
    ['gtvTotal', { rois: ['GTV_Total'], complete: true }],
  ])('that %s names and the files do not have is refused', async (key, value) => {
    const { message } = await refusalOf({ caseFile: caseWith({ [key]: value }) });
    expect(message).toContain('in the files');
  });

  it('whose name two ROIs share is refused', async () => {
    const rois = [...boxPatient().rois, boxRoi('PTV_1', 'PTV', GTV)];
    const { kind, message } = await refusalOf({ patient: boxPatient({ rois }) });
    expect(kind).toBe('contradiction');
    expect(message).toContain('"PTV_1" is used more than once');
  });

  it('that is an organ and cannot be used is said', async () => {
    const patient = boxPatient({ rois: [...boxPatient().rois, emptyRoi('SpinalCord', 'ORGAN')] });
    expect(messages(await resultOf({ patient }))).toContain('SpinalCord is not usable: no contours');
  });

  it('set that is missing is refused', async () => {
    const files = filesOf(boxPatient()).filter(({ path }) => !path.startsWith('RS'));
    expect(await refusalOf({ files })).toMatchObject({
      kind: 'nothing-found',
      message: containing('no structure set (RTSTRUCT)'),
    });
  });

  it('set that is one of two must be chosen', async () => {
    const amend = amendOnly('RS', { SOPInstanceUID: '1.2.3.4' });
    const second = filesOf(boxPatient(), amend).filter(({ path }) => path === 'RS.dcm');
    const files = [...filesOf(boxPatient()), ...second.map(({ bytes }) => ({ path: 'older/RS.dcm', bytes }))];
    const { kind, message } = await refusalOf({ files });
    expect(kind).toBe('usage');
    expect(message).toContain('--structure-set');
    expect(message).toContain('older/RS.dcm (1.2.3.4');
    const chosen = await resultOf({ files, request: { structureSet: 'RS.dcm' } }).catch(() => null);
    // "RS.dcm" is the whole path of one file and the end of the other's: the whole path wins.
    expect(chosen?.outcome).toBe('no-deviation-found');
    expect((await resultOf({ files, request: { structureSet: '1.2.3.4' } })).outcome).toBe('not-evaluable');
  });
});

describe('a patient', () => {
  it.each(['RS', 'RP', 'RD'])('other than that of the %s is refused', async (object) => {
    const amend = amendOnly(object, { PatientID: 'SOMEBODY ELSE' });
    expect(await refusalOf({ amend })).toMatchObject({
      kind: 'contradiction',
      message: containing('(0010,0020) PatientID'),
    });
  });

  it('that is confirmed is printed, and nothing passes', async () => {
    const amend = amendOnly('RS', { PatientID: 'SOMEBODY ELSE' });
    const result = await notEvaluable({ amend, caseFile: caseWith({ confirm: ['patient'] }) });
    expect(result.confirmed).toEqual(['patient']);
    expect(messages(result)).toContain('SOMEBODY ELSE');
    expect(result.lesions[0]?.outcome).toBe('not-evaluable');
  });

  it('that is confirmed where nothing contradicts passes nothing either', async () => {
    await notEvaluable({ caseFile: caseWith({ confirm: ['patient'] }) });
    await notEvaluable({ caseFile: caseWith({ confirm: ['frame-of-reference'] }) });
  });

  it('that is confirmed leaves a deviation a deviation', async () => {
    const patient = boxPatient({ doses: [boxDose(slope(0.7))] });
    const amend = amendOnly('RS', { PatientID: 'SOMEBODY ELSE' });
    const result = await resultOf({ patient, amend, caseFile: caseWith({ confirm: ['patient'] }) });
    expect(result.outcome).toBe('unacceptable-deviation');
  });

  it('that is not named is a warning', async () => {
    const result = await resultOf({ amend: amendOnly('RS', { PatientID: '' }) });
    expect(result.outcome).toBe('no-deviation-found');
    expect(codes(result)).toEqual(['patient']);
  });
});

describe('a frame of reference', () => {
  const roisIn = (frames: readonly (string | undefined)[]): Checked['amend'] => {
    const rois = boxPatient().rois;
    return (dataSet, path) => {
      if (path !== 'RS.dcm') return dataSet;
      const listed = dataSet['StructureSetROISequence'] as readonly Record<string, string>[];
      return {
        ...dataSet,
        StructureSetROISequence: rois.map((_, n) => ({
          ...listed[n],
          ReferencedFrameOfReferenceUID: frames[n] ?? listed[n]?.['ReferencedFrameOfReferenceUID'] ?? '',
        })),
      };
    };
  };

  it('of the dose other than that of the structures is refused', async () => {
    expect(await refusalOf({ amend: amendOnly('RD', { FrameOfReferenceUID: '1.2.3' }) })).toMatchObject({
      kind: 'contradiction',
      message: containing('different frames of reference'),
    });
  });

  it('that is confirmed is printed, and nothing passes', async () => {
    const amend = amendOnly('RD', { FrameOfReferenceUID: '1.2.3' });
    const result = await notEvaluable({ amend, caseFile: caseWith({ confirm: ['frame-of-reference', 'links'] }) });
    expect(result.confirmed).toEqual(['frame-of-reference', 'links']);
    expect(result.lesions[0]?.ptv?.coveragePercent?.value).toBeCloseTo(95, 1);
  });

  it('of one target alone makes that target unusable', async () => {
    const result = await notEvaluable({ amend: roisIn([undefined, '1.2.3']) });
    expect(findingOf(result, 'ptv-coverage')).toMatchObject({
      outcome: 'not-evaluable',
      reason: containing('another frame of reference'),
    });
    expect(findingOf(result, 'gtv-coverage').outcome).toBe('met');
  });

  it('of one target alone, confirmed, passes nothing', async () => {
    const caseFile = caseWith({ confirm: ['frame-of-reference'] });
    const result = await notEvaluable({ amend: roisIn([undefined, '1.2.3']), caseFile });
    expect(messages(result)).toMatch(/confirmed: RS.dcm: drawn in another frame of reference than .*"PTV_1"/);
  });

  it('that is empty in the dose is a warning, not a match', async () => {
    const result = await resultOf({ amend: amendOnly('RD', { FrameOfReferenceUID: '' }) });
    expect(codes(result)).toContain('frame-of-reference');
    expect(messages(result)).toContain('absent or empty');
  });

  it('of another dose does not lend its structures: each lesion is measured in the frame of its own dose', async () => {
    const other = '1.2.3';
    const doses = ['PLAN_1', 'OTHER'].map((label) => boxDose(slope(0.95), { label, plan: null }));
    const amend: Checked['amend'] = (dataSet, path) => {
      const inFrames = roisIn([undefined, other])?.(dataSet, path) ?? dataSet;
      return path === 'RD_OTHER.dcm' ? { ...inFrames, FrameOfReferenceUID: other } : inFrames;
    };
    const patient = boxPatient({ doses, plans: [] });
    const lesions = [
      lesion({ id: 'L1', ptv: undefined, dose: 'OTHER' }),
      lesion({ id: 'L2', gtv: undefined, dose: 'PLAN_1' }),
      lesion({ id: 'L3', gtv: undefined, dose: 'OTHER' }),
    ];
    const result = await resultOf({ patient, amend, caseFile: caseWith({ lesions }) });
    const reason = containing('another frame of reference');
    expect(findingOf(result, 'gtv-coverage', 'L1')).toMatchObject({ outcome: 'not-evaluable', reason });
    expect(findingOf(result, 'ptv-coverage', 'L2')).toMatchObject({ outcome: 'not-evaluable', reason });
    expect(findingOf(result, 'ptv-coverage', 'L3').outcome).toBe('per-protocol');
  });
});

describe('links', () => {
  it.each([
    ['the dose of an older plan', 'RP', { SOPInstanceUID: '1.2.3.4' }],
    ['the plan of older structures', 'RS', { SOPInstanceUID: '1.2.3.4' }],
    ['a plan in another frame of reference', 'RP', { FrameOfReferenceUID: '1.2.3.4' }],
  ])('that contradict are named, and nothing passes: %s', async (_, object, changes) => {
    const amend = amendOnly(object, changes);
    const result = await notEvaluable({ amend });
    expect(codes(result)).toContain('links');
    expect(messages(result)).toContain('1.2.3.4');
    const confirmed = await resultOf({ amend, caseFile: caseWith({ confirm: ['links'] }) });
    expect(confirmed).toMatchObject({ outcome: 'no-deviation-found', confirmed: ['links'] });
    expect(messages(confirmed)).toContain('confirmed: ');
  });

  it('that contradict leave a deviation a deviation', async () => {
    const patient = boxPatient({ doses: [boxDose(slope(0.85))] });
    const result = await resultOf({ patient, amend: amendOnly('RP', { SOPInstanceUID: '1.2.3.4' }) });
    expect(result.outcome).toBe('acceptable-deviation');
  });

  it('that are merely absent are warnings', async () => {
    const result = await resultOf({ amend: amendOnly('RD', { ReferencedRTPlanSequence: undefined }) });
    expect(result.outcome).toBe('no-deviation-found');
    expect(codes(result)).toContain('links');
  });

  it('to a plan that is not there are warnings', async () => {
    const files = filesOf(boxPatient()).filter(({ path }) => !path.startsWith('RP'));
    const result = await resultOf({ files });
    expect(result.outcome).toBe('no-deviation-found');
    expect(messages(result)).toContain('is not among the files');
  });
});
