import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type CaseFile,
  type CheckResult,
  type MarrowResult,
  marrowResultSchema,
  PHANTOMS,
  type PhantomPatient,
  sampleDose,
} from '../../core/index.ts';
import { skeletonLesions, type SkeletonLesion } from '../../core/phantom/skeleton-lesions.ts';
import { writePhantom } from '../../src/dicom/write-phantom.ts';
import { trabecula } from '../built-command.ts';
import { scratchFolder } from './scratch-folder.ts';

/** A whole-body CT with the bones, and two regional plans, each in a frame of its own and elsewhere in space. */
const folder = scratchFolder();
const casePath = join(folder, 'case.json');
const PRESCRIPTION = { doseGy: 27, fractions: 3 };

type Shift = readonly [x: number, y: number, z: number];

let wholeBody: PhantomPatient;
const lesion = (id: string): SkeletonLesion => skeletonLesions().find((each) => each.id === id)!;

/** Every regional plan calls its lesion GTV_1 and PTV_1, as planning systems do. */
function regional(name: string, drawn: SkeletonLesion, shift: Shift): PhantomPatient {
  const n = drawn.id.slice(1);
  const rois = [`GTV_${n}`, `PTV_${n}`].map((roiName) => {
    const roi = wholeBody.rois.find((each) => each.roiName === roiName)!;
    const contours = roi.contours.map((contour) => ({
      ...contour,
      pointsMm: contour.pointsMm.map((value, at) => value + shift[at % 3]!),
    }));
    return { ...roi, roiName: roiName.replace(n, '1'), contours };
  });
  const { x0, x1, y0, y1, z0, z1 } = drawn.ptv.boundsMm;
  // Half of the prescription reaches 1.8 times as far as the PTV.
  const nodes = (low: number, high: number, spacingMm: number): number =>
    2 * Math.ceil((1.9 * (high - low)) / 2 / spacingMm) + 1;
  const [sx, sy, sz] = shift;
  const planes = sampleDose((x, y, z) => drawn.target.field(x - sx, y - sy, z - sz), {
    centreMm: [(x0 + x1) / 2 + sx, (y0 + y1) / 2 + sy, (z0 + z1) / 2 + sz],
    columns: nodes(x0, x1, 2),
    rows: nodes(y0, y1, 1.5),
    columnSpacingMm: 2,
    rowSpacingMm: 1.5,
    planeOffsetsMm: Array.from({ length: nodes(z0, z1, 2.5) }, (_, k) => 2.5 * k),
  });
  return {
    ...wholeBody,
    name: `skeleton-${name}`,
    rois,
    plans: [
      { label: name, fractions: 3, prescriptions: [{ roiName: 'PTV_1', doseGy: PRESCRIPTION.doseGy }], beams: 3 },
    ],
    doses: [
      {
        label: name,
        plan: name,
        doseUnits: 'GY',
        doseType: 'PHYSICAL',
        doseSummationType: 'PLAN',
        frameOffsets: 'relative',
        planes,
      },
    ],
  };
}

function write(patient: PhantomPatient, into: string): void {
  mkdirSync(join(folder, into));
  for (const { path, bytes } of writePhantom(patient)) writeFileSync(join(folder, into, path), bytes);
}

beforeAll(() => {
  const patient = PHANTOMS['skeleton']!({ fine: false });
  wholeBody = { ...patient, ct: null, doses: [], plans: [] };
  const kept = /^(GTV_[189]|PTV_[189]|TB_Spine)$/;
  write({ ...wholeBody, rois: wholeBody.rois.filter(({ roiName }) => kept.test(roiName)) }, 'wholebody');
  write(regional('SPINE', lesion('L1'), [31, -17, 400]), 'spine');
  // Since the whole-body CT the node L8 has grown to the size of L9.
  write(regional('NODE', lesion('L9'), [-70, 12, -90]), 'node');
  const plan = (id: string, dose: string): object => ({
    id,
    gtv: 'GTV_1',
    ptv: 'PTV_1',
    marrow: { gtv: `GTV_${id.slice(1)}`, ptv: `PTV_${id.slice(1)}` },
    ...lesion(id).facts,
    prescription: PRESCRIPTION,
    dose,
  });
  const caseFile = {
    schema: 'trabecula/case/1',
    trial: 'himars',
    lesions: [plan('L1', 'SPINE'), plan('L8', 'NODE')],
    trabecularBone: {
      structureSet: 'wholebody/RS.dcm',
      rois: ['TB_Spine'],
      kind: 'trabecular',
      skeletonComplete: true,
    },
    gtvTotal: { rois: 'all-lesions', complete: true },
    readings: { irradiationVolume: 'gtv', nodes: 'with' },
  };
  writeFileSync(casePath, JSON.stringify(caseFile));
}, 60_000);

const within = (value: number | null | undefined, wanted: number, share: number): void => {
  expect(Math.abs((value ?? NaN) / wanted - 1)).toBeLessThan(share);
};

describe('two regional plans beside a whole-body CT', () => {
  let result: MarrowResult;
  let status: number;
  beforeAll(() => {
    const answer = trabecula('marrow', folder, '--case', casePath, '--level', '-1', '--format', 'json');
    expect(answer.stderr).toBe('');
    status = answer.status;
    result = marrowResultSchema.parse(JSON.parse(answer.stdout));
  });

  it('give the ratio of the whole-body CT', () => {
    const { truth } = wholeBody.marrow!;
    const l1 = truth.lesions.find(({ id }) => id === 'L1')!;
    const l8 = truth.lesions.find(({ id }) => id === 'L8')!;
    const spineCm3 = wholeBody.truth.volumes.find(({ roiName }) => roiName === 'TB_Spine')!.volumeCm3;
    within(result.trabecularCm3?.value, spineCm3, 0.002);
    within(result.reserveCm3?.value, spineCm3 - l1.inTrabecularCm3, 0.002);
    within(result.readings.find(({ reading }) => reading === 'gtv')?.volumeCm3, l1.gtvCm3 + l8.gtvCm3, 0.002);
    expect([status, result.selection.status]).toEqual([0, 'fits']);
  });

  it('show both volumes of each lesion, joined by id and plan, and warn of the one that grew', () => {
    const [l1, l8] = result.lesions;
    within(l1?.volumeCm3, lesion('L1').target.truth.gtvVolumeCm3, 0.002);
    within(l1?.planVolumeCm3, lesion('L1').target.truth.gtvVolumeCm3, 0.002);
    within(l8?.volumeCm3, lesion('L8').target.truth.gtvVolumeCm3, 0.002);
    within(l8?.planVolumeCm3, lesion('L9').target.truth.gtvVolumeCm3, 0.002);
    const told = result.warnings.filter(({ code }) => code === 'lesion-volume');
    expect(told.map(({ message }) => message.slice(0, 2))).toEqual(['L8']);
  });

  it('give isodose volumes each in its own frame', () => {
    // The prescription isodose is the PTV 1.05 times as long; half of the dose, (1.4 / 0.2)^(1/4) times that.
    const ptvCm3 = lesion('L1').target.truth.ptvVolumeCm3 + lesion('L9').target.truth.ptvVolumeCm3;
    const of = (name: string): MarrowResult['readings'][number] | undefined =>
      result.readings.find(({ reading, nodes }) => reading === name && nodes === 'with');
    within(of('treated-volume')?.volumeCm3, ptvCm3 * 1.05 ** 3, 0.02);
    within(of('irradiated-volume')?.volumeCm3, ptvCm3 * (1.05 * 7 ** 0.25) ** 3, 0.02);
  });

  it('are both named as what the answer rests on', () => {
    expect(result.inputs.map(({ modality }) => modality).sort()).toEqual([
      'RTDOSE',
      'RTDOSE',
      'RTSTRUCT',
      'RTSTRUCT',
      'RTSTRUCT',
    ]);
  });

  it('are checked each in its own frame, by a case of its own', () => {
    const { lesions, ...shared } = JSON.parse(readFileSync(casePath, 'utf8')) as CaseFile;
    for (const [n, own, drawn] of [
      [0, 'spine/RS.dcm', 'L1'],
      [1, 'node/RS.dcm', 'L9'],
    ] as const) {
      const path = join(folder, `case-${drawn}.json`);
      const { marrow: _, ...planned } = lesions![n]!;
      writeFileSync(path, JSON.stringify({ schema: shared.schema, lesions: [planned] }));
      const words = ['--trial', 'himars', '--case', path, '--structure-set', own, '--format', 'json'];
      const answer = trabecula('check', folder, ...words);
      const { findings } = JSON.parse(answer.stdout) as CheckResult;
      const of = (rule: string): CheckResult['findings'][number] => findings.find((each) => each.rule === rule)!;
      const { truth } = lesion(drawn).target;
      expect(of('himars/ptv-coverage')).toMatchObject({ lesion: planned.id, outcome: 'per-protocol' });
      expect(of('himars/ptv-coverage').low).toBeLessThanOrEqual(truth.ptvCoveragePercent);
      expect(of('himars/ptv-coverage').high).toBeGreaterThanOrEqual(truth.ptvCoveragePercent);
      expect(of('himars/gtv-coverage').outcome).toBe('met');
    }
  });

  it('show no volume beside where the dose does not tell which of two is the plan’s', () => {
    const { lesions, ...shared } = JSON.parse(readFileSync(casePath, 'utf8')) as CaseFile;
    const path = join(folder, 'case-open.json');
    writeFileSync(path, JSON.stringify({ ...shared, lesions: lesions!.map(({ dose: _, ...open }) => open) }));
    const open = trabecula('marrow', folder, '--case', path, '--level', '-1', '--format', 'json');
    const { lesions: told, warnings } = marrowResultSchema.parse(JSON.parse(open.stdout));
    expect(told.map(({ planVolumeCm3 }) => planVolumeCm3)).toEqual([null, null]);
    const messages = warnings.filter(({ code }) => code === 'lesion-volume').map(({ message }) => message);
    expect(messages).toEqual([
      expect.stringMatching(/^L1: GTV_1 is in .*node.RS.dcm, .*spine.RS.dcm;/),
      expect.stringMatching(/^L8: GTV_1 is in/),
    ]);
  });
});
