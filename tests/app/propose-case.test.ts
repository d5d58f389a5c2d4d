import { describe, expect, it } from 'vitest';
import { readCaseFile } from '../../core/index.ts';
import type { CaseFile, PhantomPatient, PhantomRoi } from '../../core/index.ts';
import {
  answerOf,
  boxDose,
  boxPatient,
  boxRoi,
  type Box,
  type Checked,
  emptyRoi,
  findingOf,
  flat,
  GTV,
  moved,
  PLAN_1,
  PTV,
  refusalOf,
} from './box-patient.ts';

/** Side by side along z, each GTV in its own PTV; the boxes differ, so that a swap shows. */
const SMALL_PTV: Box = { x: [-9, 6], y: [-8, 8], z: [-20, -10] };
const SMALL_GTV: Box = { x: [-6, 0], y: [-4, 2], z: [-20, -10] };

async function proposed(more: Checked): Promise<CaseFile> {
  const { proposedCase } = await answerOf({ ...more, caseFile: null });
  if (proposedCase === null) throw new Error('nothing proposed');
  return readCaseFile(JSON.stringify(proposedCase), 'proposal');
}

const patientOf = (rois: readonly PhantomRoi[], more: Partial<PhantomPatient> = {}): PhantomPatient =>
  boxPatient({ rois, doses: [boxDose(flat(30))], ...more });

const pairsOf = async (...rois: PhantomRoi[]): Promise<(string | undefined)[][]> =>
  ((await proposed({ patient: patientOf(rois) })).lesions ?? []).map(({ gtv, ptv }) => [gtv, ptv]);

describe('lesions are paired', () => {
  it('by name', async () => {
    const pairs = await pairsOf(
      boxRoi('GTV_2', 'GTV', SMALL_GTV),
      boxRoi('PTV_1', 'PTV', PTV),
      boxRoi('GTV_1', 'GTV', GTV),
      boxRoi('PTV_2', 'PTV', SMALL_PTV),
    );
    expect(pairs).toEqual([
      ['GTV_1', 'PTV_1'],
      ['GTV_2', 'PTV_2'],
    ]);
  });

  it('by place when names are swapped: a GTV is never put with a PTV that it does not touch', async () => {
    const pairs = await pairsOf(
      boxRoi('GTV_2', 'GTV', GTV),
      boxRoi('PTV_1', 'PTV', PTV),
      boxRoi('GTV_1', 'GTV', SMALL_GTV),
      boxRoi('PTV_2', 'PTV', SMALL_PTV),
    );
    expect(pairs).toEqual([
      ['GTV_2', 'PTV_1'],
      ['GTV_1', 'PTV_2'],
    ]);
  });

  it('by place when names say nothing', async () => {
    const pairs = await pairsOf(
      boxRoi('GTV iliac', 'GTV', SMALL_GTV),
      boxRoi('PTV sacrum', 'PTV', PTV),
      boxRoi('GTV sacrum left', 'GTV', GTV),
      boxRoi('PTV pelvis', 'PTV', SMALL_PTV),
    );
    expect(pairs).toEqual([
      ['GTV sacrum left', 'PTV sacrum'],
      ['GTV iliac', 'PTV pelvis'],
    ]);
  });

  it.each([
    ['GTV_1', 'PTV_1_2700'],
    ['GTVp1', 'PTVp1_27Gy'],
    ['gtv 1', 'PTV1_900x3'],
    ['GTV1', 'PTV_1_High'],
    ['iGTV_1', 'PTV-1'],
  ])('though the dose stands in the name: %s with %s', async (gtv, ptv) => {
    expect(await pairsOf(boxRoi(gtv, 'GTV', GTV), boxRoi(ptv, 'PTV', PTV), boxRoi('PTV_2', 'PTV', SMALL_PTV))).toEqual([
      [gtv, ptv],
      [undefined, 'PTV_2'],
    ]);
  });

  it('with nobody when a GTV lies in two PTVs, which are left for a person to pair', async () => {
    const pairs = await pairsOf(
      boxRoi('GTV a', 'GTV', GTV),
      boxRoi('PTV b', 'PTV', PTV),
      boxRoi('PTV c', 'PTV', moved(PTV, [-2, 0, 0])),
    );
    expect(pairs).toEqual([
      [undefined, 'PTV b'],
      [undefined, 'PTV c'],
      ['GTV a', undefined],
    ]);
  });

  it('with nobody when there is no GTV, or none that was drawn', async () => {
    expect(await pairsOf(boxRoi('PTV_1', 'PTV', PTV))).toEqual([[undefined, 'PTV_1']]);
    expect(await pairsOf(boxRoi('PTV_1', 'PTV', PTV), emptyRoi('GTV_1', 'GTV'))).toEqual([[undefined, 'PTV_1']]);
  });

  it('without unions: PTV_TOTAL and GTV_TOTAL are no lesions', async () => {
    const pairs = await pairsOf(
      boxRoi('PTV_TOTAL', 'PTV', [PTV, SMALL_PTV]),
      boxRoi('GTV_TOTAL', 'GTV', [GTV, SMALL_GTV]),
      boxRoi('GTV_1', 'GTV', GTV),
      boxRoi('PTV_1', 'PTV', PTV),
      boxRoi('GTV_2', 'GTV', SMALL_GTV),
      boxRoi('PTV_2', 'PTV', SMALL_PTV),
    );
    expect(pairs).toEqual([
      ['GTV_1', 'PTV_1'],
      ['GTV_2', 'PTV_2'],
    ]);
  });
});

describe('a proposal', () => {
  const two = [
    boxRoi('GTV_1', 'GTV', GTV),
    boxRoi('PTV_1', 'PTV', PTV),
    boxRoi('GTV_2', 'GTV', SMALL_GTV),
    boxRoi('PTV_2', 'PTV', SMALL_PTV),
  ];

  it('takes each prescription from the reference to its own target', async () => {
    const prescriptions = [
      { roiName: 'PTV_2', doseGy: 24 },
      { roiName: 'PTV_1', doseGy: 27 },
    ];
    const { lesions } = await proposed({ patient: patientOf(two, { plans: [{ ...PLAN_1, prescriptions }] }) });
    expect(lesions?.map(({ prescription }) => prescription)).toEqual([
      { doseGy: 27, fractions: 3 },
      { doseGy: 24, fractions: 3 },
    ]);
  });

  it('takes no prescription from the reference to another target', async () => {
    const { lesions } = await proposed({ patient: patientOf(two) });
    expect(lesions?.map(({ prescription }) => prescription)).toEqual([{ doseGy: 27, fractions: 3 }, undefined]);
  });

  it('takes one that refers to no ROI for every lesion, and of two none', async () => {
    const references =
      (doses: readonly number[]): Checked['amend'] =>
      (dataSet, path) =>
        path.startsWith('RP')
          ? {
              ...dataSet,
              DoseReferenceSequence: doses.map((doseGy, n) => ({
                DoseReferenceNumber: String(n + 1),
                DoseReferenceStructureType: 'SITE',
                DoseReferenceDescription: 'Pelvis',
                DoseReferenceType: 'TARGET',
                TargetPrescriptionDose: String(doseGy),
              })),
            }
          : dataSet;
    const one = await proposed({ patient: patientOf(two), amend: references([27]) });
    expect(one.lesions?.map(({ prescription }) => prescription?.doseGy)).toEqual([27, 27]);
    const several = await proposed({ patient: patientOf(two), amend: references([27, 35]) });
    expect(several.lesions?.map(({ prescription }) => prescription)).toEqual([undefined, undefined]);
  });

  it('takes none of two references to one target, though only one of them can be used', async () => {
    const amend: Checked['amend'] = (dataSet, path) =>
      path.startsWith('RP')
        ? {
            ...dataSet,
            DoseReferenceSequence: ['27', '0'].map((dose, n) => ({
              DoseReferenceNumber: String(n + 1),
              DoseReferenceStructureType: 'VOLUME',
              DoseReferenceType: 'TARGET',
              ReferencedROINumber: '2',
              TargetPrescriptionDose: dose,
            })),
          }
        : dataSet;
    const { lesions } = await proposed({ patient: patientOf(two), amend });
    expect(lesions?.[0]).toEqual({ id: 'L1', gtv: 'GTV_1', ptv: 'PTV_1' });
  });

  it('says nothing that nobody said: no site, risk, symptoms or isodose', async () => {
    const { lesions, ...rest } = await proposed({ patient: patientOf(two) });
    expect(rest).toEqual({ schema: 'trabecula/case/1', trial: 'himars' });
    expect(Object.keys(lesions?.[0] ?? {})).toEqual(['id', 'gtv', 'ptv', 'prescription']);
    expect(lesions?.[0]?.prescription).toEqual({ doseGy: 27, fractions: 3 });
  });

  it('is a case that gives the same numbers when it is handed back, and then a verdict', async () => {
    const patient = patientOf(two);
    const { result, proposedCase } = await answerOf({ patient, caseFile: null });
    const given = await answerOf({ patient, caseFile: proposedCase ?? {} });
    expect(given.proposedCase).toBeNull();
    expect(given.result.lesions.map(({ ptv }) => ptv)).toEqual(result.lesions.map(({ ptv }) => ptv));
    expect([result.pairing, given.result.pairing]).toEqual(['proposed', 'given']);
    expect(findingOf(result, 'ptv-coverage').outcome).toBe('not-evaluable');
    expect(findingOf(given.result, 'ptv-coverage').outcome).toBe('per-protocol');
  });

  it('needs a choice of dose where there are several', async () => {
    const patient = patientOf(two, { doses: ['A', 'B'].map((label) => boxDose(flat(30), { label })) });
    expect((await refusalOf({ patient, caseFile: null })).kind).toBe('usage');
    const { lesions } = await proposed({ patient, request: { dose: 'B' } });
    expect(lesions).toHaveLength(2);
  });
});
