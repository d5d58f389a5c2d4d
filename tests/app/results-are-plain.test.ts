/** Results are data that another program can rely on: of the form of their schema, finite, and the same every time. */
import { describe, expect, it } from 'vitest';
import { checkResultSchema, dvhResultSchema } from '../../core/index.ts';
import type { CheckResult } from '../../core/index.ts';
import { dvh } from '../../src/app/dvh.ts';
import {
  amendOnly,
  boxDose,
  boxPatient,
  boxRoi,
  caseWith,
  type Checked,
  emptyRoi,
  filesOf,
  flat,
  GTV,
  lesion,
  moved,
  PLAN_1,
  PTV,
  resultOf,
  slope,
} from './box-patient.ts';

/** Places of numbers that JSON would change or lose. */
function strangeNumbers(value: unknown, place = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? [] : [`${place}: ${value}`];
  if (value === undefined) return [`${place}: undefined`];
  if (Array.isArray(value)) return value.flatMap((inner, n) => strangeNumbers(inner, `${place}[${n}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => strangeNumbers(inner, `${place}.${key}`));
}

const patient = boxPatient();
const organ = boxRoi('Rectum', 'ORGAN', { x: [-9, 7], y: [12.5, 17], z: [-10, 10] });
const two = boxPatient({
  rois: [...patient.rois, boxRoi('PTV_2', 'PTV', { x: [18, 30], y: [-6, 2], z: [-5, 10] }), organ],
  plans: [PLAN_1, { ...PLAN_1, label: 'PLAN_2', prescriptions: [{ roiName: 'PTV_2', doseGy: 27 }] }],
  doses: [boxDose(slope(0.95)), boxDose(flat(28), { label: 'PLAN_2', plan: 'PLAN_2' })],
});
const tps = { system: 'S', ptvVolumeCm3: 14, ptvCoveragePercent: 95, gtvCoveragePercent: 99, dmaxGy: 33 };
const twoLesions = caseWith({
  lesions: [
    lesion({ dose: 'PLAN_1', tps, site: 'bone', highRisk: true, symptomatic: false }),
    lesion({ id: 'L2', gtv: undefined, ptv: 'PTV_2', dose: 'PLAN_2' }),
  ],
});

const CHECKS: readonly (readonly [string, Checked])[] = [
  ['of a good plan', {}],
  ['of two plans, with organs and a report to compare with', { patient: two, caseFile: twoLesions }],
  ['of a proposal', { caseFile: null }],
  ['without lesions', { caseFile: caseWith({ lesions: [] }) }],
  ['without a prescription', { caseFile: caseWith({}, { prescription: undefined }) }],
  ['of a GTV alone', { caseFile: caseWith({}, { ptv: undefined }) }],
  [
    'of a PTV that was never drawn',
    { patient: boxPatient({ rois: [boxRoi('GTV_1', 'GTV', GTV), emptyRoi('PTV_1', 'PTV')] }) },
  ],
  [
    'of targets beyond the grid',
    {
      patient: boxPatient({
        rois: [boxRoi('GTV_1', 'GTV', moved(GTV, [0, 0, 20])), boxRoi('PTV_1', 'PTV', moved(PTV, [0, 0, 40])), organ],
      }),
    },
  ],
  ['of a dose of 0 Gy', { patient: boxPatient({ doses: [boxDose(flat(0))] }) }],
  [
    'of beam doses',
    { patient: boxPatient({ doses: [boxDose(flat(9), { doseSummationType: 'BEAM', beamNumber: 1 })] }) },
  ],
  ['of an effective dose', { patient: boxPatient({ doses: [boxDose(slope(0.95), { doseType: 'EFFECTIVE' })] }) }],
  ['of an older plan', { amend: amendOnly('RP', { SOPInstanceUID: '1.2.3' }) }],
  [
    'of a target in a single plane',
    { patient: boxPatient({ rois: [boxRoi('GTV_1', 'GTV', { ...GTV, z: [0, 5] }), boxRoi('PTV_1', 'PTV', PTV)] }) },
  ],
];

describe.each(CHECKS)('the result of a check %s', (_, checked) => {
  it('has the form of its schema, only finite numbers, and is the same twice and in any order of files', async () => {
    const result = await resultOf(checked);
    expect(checkResultSchema.parse(result)).toEqual(result);
    expect(strangeNumbers(result)).toEqual([]);
    const files = filesOf(checked.patient ?? patient, checked.amend).reverse();
    const again = await resultOf({ ...checked, files });
    expect(JSON.stringify(again)).toBe(JSON.stringify(result));
    checkEachOnce(result);
  });
});

function checkEachOnce({ findings, lesions, warnings, inputs }: CheckResult): void {
  const pairs = findings.map(({ rule, lesion: id }) => `${id} ${rule}`);
  expect(new Set(pairs).size).toBe(pairs.length);
  expect(findings).toHaveLength(5 * lesions.length);
  expect(new Set(warnings.map(({ message }) => message)).size).toBe(warnings.length);
  expect(new Set(inputs.map(({ sha256 }) => sha256)).size).toBe(inputs.length);
}

describe('the result of dvh', () => {
  it.each(CHECKS.filter(([name]) => !name.includes('two plans')))(
    'for the files of a check %s has the form of its schema and only finite numbers, in any order of files',
    async (_, { patient: of = patient, amend }) => {
      const asked = { rois: [], metrics: [], endCaps: 'half-slice', curve: true, confirm: [] } as const;
      const files = filesOf(of, amend);
      const result = await dvh({ ...asked, files });
      expect(dvhResultSchema.parse(result)).toEqual(result);
      expect(strangeNumbers(result)).toEqual([]);
      expect(JSON.stringify(await dvh({ ...asked, files: [...files].reverse() }))).toBe(JSON.stringify(result));
    },
  );
});
