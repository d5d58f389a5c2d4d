import { describe, expect, it } from 'vitest';
import { assessLinks, linkFacts } from '../../src/dicom/index.ts';
import { linkedObjects } from './objects.ts';

const NOTHING: readonly string[] = [];
const refusal = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

describe('links', () => {
  it('that all agree find nothing', async () => {
    const linked = await linkedObjects();
    expect(assessLinks({ ...linked, confirm: NOTHING }).findings).toEqual([]);
    expect(linkFacts(linked).map(({ status }) => status)).toEqual(['agrees', 'agrees']);
  });

  it('to another patient are refused, or confirmed with the word "patient"', async () => {
    const linked = await linkedObjects();
    const other = { ...linked, structureSet: { ...linked.structureSet, patientId: 'P2' } };
    const error = refusal(() => assessLinks({ ...other, confirm: ['links', 'frame-of-reference'] }));
    expect(error).toMatchObject({
      kind: 'contradiction',
      facts: { attribute: '(0010,0020) PatientID', found: '"P2"' },
    });
    expect(assessLinks({ ...other, confirm: ['patient'] }).findings).toMatchObject([
      { code: 'patient', severity: 'confirmed' },
    ]);
    expect(
      refusal(() => assessLinks({ ...linked, plan: { ...linked.plan, patientId: 'P2' }, confirm: NOTHING })),
    ).toMatchObject({
      kind: 'contradiction',
    });
  });

  it('without a PatientID are a warning, not a match', async () => {
    const linked = await linkedObjects();
    const { findings } = assessLinks({ ...linked, dose: { ...linked.dose, patientId: null }, confirm: NOTHING });
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.every(({ code, severity }) => code === 'patient' && severity === 'warning')).toBe(true);
  });

  it('OHIF#3537, rt-utils#29: into another frame of reference are refused, or confirmed', async () => {
    const linked = await linkedObjects();
    const other = { ...linked, dose: { ...linked.dose, frameOfReferenceUid: '9.9' }, plan: null };
    expect(refusal(() => assessLinks({ ...other, confirm: ['patient', 'links'] }))).toMatchObject({
      kind: 'contradiction',
      facts: { expected: expect.stringContaining('9.9') as string },
    });
    expect(assessLinks({ ...other, confirm: ['frame-of-reference'] }).findings).toContainEqual(
      expect.objectContaining({ code: 'frame-of-reference', severity: 'confirmed' }),
    );
  });

  it('rt-utils#82, #10: without a frame of reference are a warning, not a match', async () => {
    const linked = await linkedObjects();
    const doseless = assessLinks({ ...linked, dose: { ...linked.dose, frameOfReferenceUid: null }, confirm: NOTHING });
    expect(doseless.findings).toMatchObject([{ code: 'frame-of-reference', severity: 'warning' }]);
    const rois = linked.structureSet.rois.map((roi) => ({ ...roi, frameOfReferenceUid: null }));
    const frameless = { ...linked.structureSet, rois, frameOfReferenceUid: null, referencedFrameOfReferenceUids: [] };
    expect(assessLinks({ ...linked, structureSet: frameless, confirm: NOTHING }).findings).toMatchObject([
      { code: 'frame-of-reference', severity: 'warning' },
    ]);
  });

  it('of a few ROIs into another frame name these ROIs and do not stop the rest', async () => {
    const linked = await linkedObjects();
    const rois = linked.structureSet.rois.map((roi, i) => (i === 0 ? { ...roi, frameOfReferenceUid: '9.9' } : roi));
    const { findings } = assessLinks({ ...linked, structureSet: { ...linked.structureSet, rois }, confirm: NOTHING });
    expect(findings).toMatchObject([{ code: 'frame-of-reference', severity: 'warning' }]);
    expect(findings[0]?.message).toContain('"PTV_1"');
    expect(findings[0]?.message).not.toContain('"GTV_1"');
    const confirm = ['frame-of-reference'];
    const confirmed = assessLinks({ ...linked, structureSet: { ...linked.structureSet, rois }, confirm }).findings;
    expect(confirmed).toMatchObject([{ code: 'frame-of-reference', severity: 'confirmed' }]);
    expect(confirmed[0]?.message).not.toContain('not usable');
  });

  it('from the dose to another plan contradict: the dose of an older plan', async () => {
    const linked = await linkedObjects();
    const older = { ...linked, dose: { ...linked.dose, referencedPlanUids: ['1.1.1'] } };
    const { findings } = assessLinks({ ...older, confirm: ['patient'] });
    expect(findings).toMatchObject([{ code: 'links', severity: 'contradiction' }]);
    for (const words of ['1.1.1', 'RP.dcm', 'RD.dcm']) expect(findings[0]?.message).toContain(words);
    expect(assessLinks({ ...older, confirm: ['links'] }).findings).toMatchObject([
      { code: 'links', severity: 'confirmed' },
    ]);
  });

  it('from plan or dose to other structures contradict: older contours', async () => {
    const linked = await linkedObjects();
    const byPlan = assessLinks({
      ...linked,
      plan: { ...linked.plan, referencedStructureSetUids: ['1.1.2'] },
      confirm: NOTHING,
    });
    const byDose = assessLinks({
      ...linked,
      dose: { ...linked.dose, referencedStructureSetUids: ['1.1.2'] },
      confirm: NOTHING,
    });
    expect([byPlan.findings, byDose.findings]).toMatchObject([
      [{ code: 'links', severity: 'contradiction' }],
      [{ code: 'links', severity: 'contradiction' }],
    ]);
  });

  it('matRad#797: that are merely absent are warnings, a missing plan included', async () => {
    const linked = await linkedObjects();
    const unlinked = { ...linked, dose: { ...linked.dose, referencedPlanUids: [] } };
    for (const plan of [linked.plan, null]) {
      const { findings } = assessLinks({ ...unlinked, plan, confirm: NOTHING });
      expect(findings.length).toBeGreaterThan(0);
      expect(findings.every(({ severity }) => severity === 'warning')).toBe(true);
    }
    const gone = assessLinks({ ...linked, plan: null, confirm: NOTHING });
    expect(gone.findings[0]?.message).toContain('1.2.3.3 is not among the files');
  });
});
