import { describe, expect, it } from 'vitest';
import { proposePrescriptions } from '../../src/dicom/index.ts';
import type { ProposedPrescription } from '../../src/dicom/index.ts';
import { el, sq } from './dicom-bytes.ts';
import type { TestElement } from './dicom-bytes.ts';
import { readPlan, readStructures } from './read-one.ts';
import { doseReference, fractionGroup } from './rt-files.ts';

type Elements = readonly TestElement[];

async function propose(
  references: readonly Elements[],
  groups: readonly Elements[],
): Promise<readonly ProposedPrescription[]> {
  const plan = await readPlan({ '300A,0010': sq('300A,0010', references), '300A,0070': sq('300A,0070', groups) });
  return proposePrescriptions(plan, await readStructures());
}

const type = (structureType: string): Record<string, TestElement | null> => ({
  '300A,0014': el('300A,0014', 'CS', structureType),
  '3006,0084': null,
});
const gy = (dose: string): Record<string, TestElement | null> => ({ '300A,0026': el('300A,0026', 'DS', dose) });

describe('prescriptions proposed from a plan', () => {
  it('dicompyler#21: a VOLUME reference gives dose, fractions and ROI', async () => {
    expect(await propose([doseReference()], [fractionGroup()])).toMatchObject([
      {
        doseGy: 27,
        fractions: 3,
        roiNumber: 1,
        roiName: 'PTV_1',
        beamDoseGy: 27,
        oddities: [],
        usable: true,
        why: null,
      },
    ]);
  });

  it('matRad#22, #198: each target dose reference is one proposal, references to organs at risk are none', async () => {
    const second = doseReference({
      ...gy('35'),
      '300A,0012': el('300A,0012', 'IS', '2'),
      '3006,0084': el('3006,0084', 'IS', '7'),
    });
    const organ = doseReference({ '300A,0020': el('300A,0020', 'CS', 'ORGAN_AT_RISK') });
    const proposals = await propose([doseReference(), second, organ], [fractionGroup()]);
    expect(proposals.map(({ doseGy, roiName }) => [doseGy, roiName])).toEqual([
      [27, 'PTV_1'],
      [35, 'GTV_1'],
    ]);
  });

  it('OnkoDICOM#15: a reference without a dose is shown and not usable', async () => {
    const [proposal] = await propose([doseReference({ '300A,0026': null })], [fractionGroup()]);
    expect(proposal).toMatchObject({ doseGy: null, usable: false, why: 'no target prescription dose is stated' });
  });

  it('dicompyler#55: beam doses are never taken for the prescription', async () => {
    const [proposal] = await propose([], [fractionGroup()]);
    expect(proposal).toMatchObject({ doseGy: null, fractions: 3, beamDoseGy: 27, usable: false });
    expect(proposal?.why).toContain('27 Gy');
  });

  it('dicompyler#55: beam doses that contradict the target dose make it unusable', async () => {
    const [low, high] = [
      await propose([doseReference(gy('70'))], [fractionGroup()]),
      await propose([doseReference(gy('14'))], [fractionGroup()]),
    ];
    for (const [proposal] of [low, high]) expect(proposal).toMatchObject({ usable: false });
    expect(low[0]?.why).toBe('beam doses × fractions give 27 Gy, the dose reference 70 Gy');
  });

  it('beam doses specified inside the target at up to 1.5 times the prescription are noted only', async () => {
    const [proposal] = await propose([doseReference(gy('21.6'))], [fractionGroup()]);
    expect(proposal).toMatchObject({ doseGy: 21.6, usable: true });
    expect(proposal?.oddities).toHaveLength(1);
  });

  it('DVH-Analytics#57: several fraction groups are shown and not added up', async () => {
    const second = fractionGroup({ '300A,0071': el('300A,0071', 'IS', '2'), '300A,0078': el('300A,0078', 'IS', '2') });
    const [proposal] = await propose([doseReference()], [fractionGroup(), second]);
    expect(proposal).toMatchObject({ doseGy: 27, fractions: null, usable: false });
    expect(proposal?.why).toContain('2 fraction groups (3 + 2 fractions)');
  });

  it('of several fraction groups, the one that names the reference tells its fractions and dose', async () => {
    const naming = fractionGroup({
      '300A,0078': el('300A,0078', 'IS', '5'),
      '300C,0004': null,
      '300C,0050': sq('300C,0050', [[el('300A,0026', 'DS', '35'), el('300C,0051', 'IS', '1')]]),
    });
    const other = fractionGroup({ '300C,0004': null });
    const [proposal] = await propose([doseReference({ '300A,0026': null })], [other, naming]);
    expect(proposal).toMatchObject({ doseGy: 35, fractions: 5, usable: true });
    const [contradicted] = await propose([doseReference()], [other, naming]);
    expect(contradicted).toMatchObject({
      usable: false,
      why: 'the dose reference states 27 Gy, its fraction groups 35 Gy',
    });
  });

  it.each([
    ['SITE', 'SITE'],
    ['POINT', 'point'],
    ['COORDINATES', 'point'],
    ['VOLUME', 'without an ROI number'],
  ])('of type %s without an ROI say so', async (structureType, words) => {
    const [proposal] = await propose([doseReference(type(structureType))], [fractionGroup()]);
    expect(proposal).toMatchObject({ roiNumber: null, roiName: null, usable: true });
    expect(proposal?.oddities.join()).toContain(words);
  });

  it('named by description find the ROI of exactly that name, and say that it is only a name', async () => {
    const named = doseReference({ ...type('SITE'), '300A,0016': el('300A,0016', 'LO', 'Empty') });
    const [proposal] = await propose([named], [fractionGroup()]);
    expect(proposal).toMatchObject({ roiName: 'Empty', target: 'Empty' });
    expect(proposal?.oddities).toContain('the target is named only by the description "Empty"');
    expect(proposal?.oddities).toContain('ROI "Empty" has no contours');
  });

  it('for an ROI that is not there say so', async () => {
    const [proposal] = await propose([doseReference({ '3006,0084': el('3006,0084', 'IS', '99') })], [fractionGroup()]);
    expect(proposal).toMatchObject({ roiNumber: 99, roiName: null });
    expect(proposal?.oddities.join()).toContain('ROI 99');
  });

  it.each([
    ['no group', [], 'no fraction group'],
    ['no number', [fractionGroup({ '300A,0078': null })], 'number of fractions is not stated'],
  ] as const)('without fractions (%s) are not usable', async (_, groups, why) => {
    const [proposal] = await propose([doseReference()], groups);
    expect(proposal).toMatchObject({ fractions: null, usable: false });
    expect(proposal?.why).toContain(why);
  });

  it('count brachytherapy setups and ion plans as well', async () => {
    const setups = fractionGroup({
      '300C,0004': null,
      '300C,000A': sq('300C,000A', [[el('300A,00A4', 'DS', '9'), el('300C,000C', 'IS', '1')]]),
    });
    const plan = await readPlan({
      '0008,0016': el('0008,0016', 'UI', '1.2.840.10008.5.1.4.1.1.481.8'),
      '300A,0070': sq('300A,0070', [setups]),
    });
    expect(proposePrescriptions(plan, null)).toMatchObject([
      { doseGy: 27, fractions: 3, beamDoseGy: 27, usable: true },
    ]);
  });
});
