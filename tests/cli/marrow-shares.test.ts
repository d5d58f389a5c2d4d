import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CaseFile, type MarrowResult, marrowResultSchema, PHANTOMS } from '../../core/index.ts';
import type { ConvexSolid } from '../../core/phantom/convex-solid.ts';
import { skeletonParts } from '../../core/phantom/skeleton-bones.ts';
import { patientUids } from '../../src/dicom/write-modules.ts';
import { writePhantom } from '../../src/dicom/write-phantom.ts';
import { trabecula } from '../built-command.ts';
import { segElements } from '../dicom/ct-files.ts';
import { dicomFile, el, sq } from '../dicom/dicom-bytes.ts';
import { scratchFolder } from './scratch-folder.ts';

/** Two bones as shares of voxels, a segmentation model's way to keep volumes on a coarse grid. */
const folder = scratchFolder();
const BONES = ['vertebrae_L3', 'hip_left'];
const GRID = {
  size: [36, 29, 55],
  spacingMm: [4, 3.5, 4.2],
  originMm: [-26, -18, -120],
} as const;
const UIDS = patientUids({ name: 'skeleton' });

let caseFile: CaseFile;
let bonesCm3: number;
let intersectionCm3: number;
const shares = new Float32Array(GRID.size[0] * GRID.size[1] * GRID.size[2]);

/** What a solid fills of each voxel: exact along x, by the middle of 6 x 6 strips across. */
function addShares(solid: ConvexSolid): void {
  const [columns, rows, planes] = GRID.size;
  const [dx, dy, dz] = GRID.spacingMm;
  const [x0, y0, z0] = GRID.originMm;
  const strips = [0, 1, 2, 3, 4, 5].map((n) => (n - 2.5) / 6);
  for (let k = 0; k < planes; k++) {
    for (let j = 0; j < rows; j++) {
      for (const u of strips) {
        for (const v of strips) {
          const span = solid.spanAt(y0 + (j + u) * dy, z0 + (k + v) * dz);
          if (span === null) continue;
          for (let i = 0; i < columns; i++) {
            const face = x0 + (i - 0.5) * dx;
            const inside = Math.min(span[1], face + dx) - Math.max(span[0], face);
            if (inside > 0) shares[i + columns * (j + rows * k)]! += inside / dx / 36;
          }
        }
      }
    }
  }
}

function fractionalSegmentation(type: 'OCCUPANCY' | 'PROBABILITY'): Uint8Array {
  const [columns, rows, planes] = GRID.size;
  const [dx, dy, dz] = GRID.spacingMm;
  const [x0, y0, z0] = GRID.originMm;
  const frames = Array.from({ length: planes }, (_, k) => ({ segment: 1, zMm: z0 + k * dz, pixels: [] }));
  const changes = [
    el('0008,0018', 'UI', type === 'OCCUPANCY' ? '1.2.3.61' : '1.2.3.62'),
    el('0010,0020', 'LO', 'PHANTOM-skeleton'),
    el('0020,000D', 'UI', UIDS.study),
    el('0020,0052', 'UI', UIDS.frameOfReference),
    el('0028,0100', 'US', [8]),
    el('0028,0101', 'US', [8]),
    el('0028,0102', 'US', [7]),
    el('0062,0001', 'CS', 'FRACTIONAL'),
    el('0062,000E', 'US', [200]),
    el('0062,0010', 'CS', type),
    sq('5200,9229', [
      [
        sq('0020,9116', [[el('0020,0037', 'DS', '1\\0\\0\\0\\1\\0')]]),
        sq('0028,9110', [
          [el('0018,0050', 'DS', `${dz}`), el('0018,0088', 'DS', `${dz}`), el('0028,0030', 'DS', `${dy}\\${dx}`)],
        ]),
      ],
    ]),
    sq(
      '5200,9230',
      frames.map(({ segment, zMm }) => [
        sq('0020,9113', [[el('0020,0032', 'DS', `${x0}\\${y0}\\${zMm.toFixed(4)}`)]]),
        sq('0062,000A', [[el('0062,000B', 'US', [segment])]]),
      ]),
    ),
    el(
      '7FE0,0010',
      'OB',
      Uint8Array.from(shares, (share) => Math.round(200 * share)),
    ),
  ];
  const changed = Object.fromEntries(changes.map((element) => [element.tag, element]));
  return dicomFile(segElements({ columns, rows, frames, changes: changed }), { syntax: 'explicit-little' });
}

function ask(bone: object): { status: number; result: MarrowResult } {
  const path = join(folder, 'case.json');
  const trabecularBone = { ...bone, kind: 'trabecular', skeletonComplete: true };
  writeFileSync(path, JSON.stringify({ ...caseFile, trabecularBone }));
  const { status, stdout, stderr } = trabecula('marrow', folder, '--case', path, '--level', '-1', '--format', 'json');
  expect(stderr).toBe('');
  return { status, result: marrowResultSchema.parse(JSON.parse(stdout)) };
}

beforeAll(() => {
  const patient = PHANTOMS['skeleton']!({ fine: false });
  const kept = /^(GTV|PTV)_[128]$/;
  const rois = patient.rois.filter(({ roiName }) => kept.test(roiName));
  for (const { path, bytes } of writePhantom({ ...patient, rois, ct: null, doses: [], plans: [] })) {
    writeFileSync(join(folder, path), bytes);
  }
  const parts = skeletonParts().filter(({ bone }) => BONES.includes(bone));
  for (const { inner } of parts) addShares(inner);
  bonesCm3 = parts.reduce((sum, { inner }) => sum + inner.volumeMm3, 0) / 1000;
  // L1 and L2 lie within these bones, the node L8 outside of any.
  const lesions = (patient.caseFile.lesions ?? []).filter(({ id }) => ['L1', 'L2', 'L8'].includes(id));
  intersectionCm3 = patient
    .marrow!.truth.lesions.filter(({ id }) => ['L1', 'L2'].includes(id))
    .reduce((sum, { inTrabecularCm3 }) => sum + inTrabecularCm3, 0);
  caseFile = {
    ...patient.caseFile,
    lesions: lesions.map(({ tps: _, dose: __, ...lesion }) => lesion),
    gtvTotal: { rois: 'all-lesions', complete: true },
  };
  const raw = new DataView(new ArrayBuffer(4 * shares.length));
  shares.forEach((share, n) => raw.setFloat32(4 * n, Math.min(1, share), true));
  const axes = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  writeFileSync(join(folder, 'bones.raw'), new Uint8Array(raw.buffer));
  writeFileSync(join(folder, 'bones.json'), JSON.stringify({ ...GRID, axes, dtype: 'float32', file: 'bones.raw' }));
  writeFileSync(join(folder, 'occupancy.dcm'), fractionalSegmentation('OCCUPANCY'));
  writeFileSync(join(folder, 'probability.dcm'), fractionalSegmentation('PROBABILITY'));
}, 60_000);

const within = (value: number | null | undefined, wanted: number, share: number): void => {
  expect(Math.abs((value ?? NaN) / wanted - 1)).toBeLessThan(share);
};

describe('trabecular bone as shares of voxels', () => {
  it.each([
    ['a fractional segmentation', { seg: 'occupancy.dcm' }, []],
    ['a plain array', { array: 'bones.json' }, ['frame-of-reference']],
  ] as const)('of %s keeps its volume, and what lesions take of it', (_, bone, expected) => {
    const { status, result } = ask(bone);
    within(result.trabecularCm3?.value, bonesCm3, 0.002);
    within(result.intersectionCm3?.value, intersectionCm3, 0.005);
    within(result.reserveCm3?.value, bonesCm3 - intersectionCm3, 0.005);
    // A segmentation carries its frame of reference, an array does not.
    expect(result.warnings.map(({ code }) => code).filter((code) => code === 'frame-of-reference')).toEqual(expected);
    expect(status).toBe(0);
  });

  it('of a segmentation of probabilities is cut at one half, and says so', () => {
    const { result } = ask({ seg: 'probability.dcm', segments: [1] });
    const cut = shares.filter((share) => Math.round(200 * share) >= 100).length;
    within(result.trabecularCm3?.value, (cut * 4 * 3.5 * 4.2) / 1000, 1e-4);
    expect(result.warnings.map(({ message }) => message).join('\n')).toContain('fractional, probability');
  });

  it('of a plain array in no frame or another one gives no level', () => {
    const { status, result } = ask({ array: 'bones.json', frameOfReferenceUid: '1.2.3.4' });
    expect([status, result.level.lowestNotExceeded, result.selection.proposed]).toEqual([2, 'not-evaluable', []]);
    expect(result.level.reason).toContain('another frame of reference');
  });
});
