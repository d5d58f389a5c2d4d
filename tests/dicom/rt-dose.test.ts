import { describe, expect, it } from 'vitest';
import { layDosePlanes } from '../../core/index.ts';
import { doseCaution, doseRefusal } from '../../src/dicom/index.ts';
import type { RtDose } from '../../src/dicom/index.ts';
import { el } from './dicom-bytes.ts';
import { STORED, pixels } from './rt-files.ts';
import { readDose } from './read-one.ts';

type Triple = readonly [number, number, number];

const orientation = (text: string) => el('0020,0037', 'DS', text);
const offsets = (text: string) => el('3004,000C', 'DS', text);

/** PS3.3 C.7.6.2.1.1, written out here on its own: where stored voxel (column, row, plane) lies. */
function voxelCentre(six: readonly number[], position: Triple, column: number, row: number, along: number): number[] {
  const [rx = 0, ry = 0, rz = 0, cx = 0, cy = 0, cz = 0] = six;
  const normal = [ry * cz - rz * cy, rz * cx - rx * cz, rx * cy - ry * cx];
  return [0, 1, 2].map(
    (i) =>
      (position[i] ?? 0) +
      ([rx, ry, rz][i] ?? 0) * column * 1.25 +
      ([cx, cy, cz][i] ?? 0) * row * 2.5 +
      (normal[i] ?? 0) * along,
  );
}

const ORIENTATIONS: Readonly<Record<string, string>> = {
  'head first supine': '1\\0\\0\\0\\1\\0',
  'head first prone': '-1\\0\\0\\0\\-1\\0',
  'feet first supine': '-1\\0\\0\\0\\1\\0',
  'feet first prone': '1\\0\\0\\0\\-1\\0',
  'head first, left side down': '0\\-1\\0\\1\\0\\0',
  'head first, right side down': '0\\1\\0\\-1\\0\\0',
  'feet first, left side down': '0\\1\\0\\1\\0\\0',
  'feet first, right side down': '0\\-1\\0\\-1\\0\\0',
};

describe.each(Object.entries(ORIENTATIONS))(
  'dicompyler-core#274, #29, dicompyler#92, #107, #121, CERR#214: %s',
  (_, six) => {
    const numbers = six.split('\\').map(Number);
    const position: Triple = [-10.5, 20, -30.25];
    const relative = [0, 3, 6, 10];
    const normalZ = (numbers[0] ?? 0) * (numbers[4] ?? 0) - (numbers[1] ?? 0) * (numbers[3] ?? 0);

    it.each([
      ['relative', relative.join('\\')],
      ['absolute', relative.map((offset) => -30.25 + offset * normalZ).join('\\')],
    ])('every stored value keeps its place with %s frame offsets (dicompyler-core#284)', async (_form, vector) => {
      const dose = await readDose({ '0020,0037': orientation(six), '3004,000C': offsets(vector) });
      const planes = dose.readPlanes();
      expect(planes.planeOffsetsMm).toEqual(relative);
      const grid = layDosePlanes(planes);
      expect(grid.axes).toBeNull();
      for (let k = 0; k < 4; k++) {
        for (let j = 0; j < 2; j++) {
          for (let i = 0; i < 3; i++) {
            const [x = 0, y = 0, z = 0] = voxelCentre(numbers, position, i, j, relative[k] ?? 0);
            const at = (nodes: Float64Array, value: number): number =>
              nodes.findIndex((node) => Math.abs(node - value) < 1e-9);
            const index = at(grid.xMm, x) + grid.xMm.length * (at(grid.yMm, y) + grid.yMm.length * at(grid.zMm, z));
            expect(grid.doseGy[index]).toBe((STORED[i + 3 * (j + 2 * k)] ?? 0) / 2);
          }
        }
      }
    });
  },
);

describe('frame offsets', () => {
  it('CERR#448: descending absolute ones stay descending from the stored origin', async () => {
    const dose = await readDose({ '3004,000C': offsets('-30.25\\-33.25\\-36.25\\-40.25') });
    expect(dose.planeOffsetsMm).toEqual([0, -3, -6, -10]);
  });

  it('may descend in the relative form', async () => {
    expect((await readDose({ '3004,000C': offsets('0\\-3\\-6\\-10') })).planeOffsetsMm).toEqual([0, -3, -6, -10]);
  });

  it('are not needed for a single frame', async () => {
    const dose = await readDose({
      '3004,000C': null,
      '0028,0008': null,
      '7FE0,0010': el('7FE0,0010', 'OW', pixels(STORED.slice(0, 6))),
    });
    expect([dose.size, dose.planeOffsetsMm]).toEqual([[3, 2, 1], [0]]);
  });

  it('that may be read either way on a feet-first grid at z = 0 come with a warning', async () => {
    const dose = await readDose({
      '0020,0032': el('0020,0032', 'DS', '0\\0\\0'),
      '0020,0037': orientation('-1\\0\\0\\0\\1\\0'),
    });
    expect(dose.warnings.map(({ code }) => code)).toContain('frame-offsets');
  });

  it('of an oblique grid run along the normal of its planes', async () => {
    const dose = await readDose({ '0020,0037': orientation('0.8\\0.6\\0\\-0.6\\0.8\\0') });
    expect(dose.rowDirection.map((c) => Number(c.toFixed(12)))).toEqual([0.8, 0.6, 0]);
    expect(dose.columnDirection.map((c) => Number(c.toFixed(12)))).toEqual([-0.6, 0.8, 0]);
    expect(dose.planeOffsetsMm).toEqual([0, 3, 6, 10]);
  });
});

describe('the dose read', () => {
  it('dicompyler-core PR#301, VMAT-TBI#34: the scaling multiplies the stored numbers and nothing else', async () => {
    const dose = await readDose({ '3004,000E': el('3004,000E', 'DS', '1.25E-3') });
    expect(dose.maximumGy).toBe(24 * 0.00125);
    expect(dose.readPlanes().stepGy).toBe(0.00125);
  });

  it('has no finer step than a Float32 can hold', async () => {
    const dose = await readDose({
      '0028,0100': el('0028,0100', 'US', [32]),
      '0028,0101': el('0028,0101', 'US', [32]),
      '3004,000E': el('3004,000E', 'DS', '1.0E-8'),
      '7FE0,0010': el(
        '7FE0,0010',
        'OW',
        pixels(
          Array.from({ length: 24 }, () => 3_510_000_000),
          32,
        ),
      ),
    });
    const planes = dose.readPlanes();
    expect(Math.abs((planes.doseGy[0] ?? 0) - 35.1)).toBeGreaterThan(0.5e-8);
    expect(Math.abs((planes.doseGy[0] ?? 0) - 35.1)).toBeLessThanOrEqual(planes.stepGy / 2);
  });

  it('is a copy: the planes may be changed without touching the next reading', async () => {
    const dose = await readDose();
    dose.readPlanes().doseGy.fill(0);
    expect(dose.readPlanes().doseGy[23]).toBe(12);
  });
});

describe('what a dose means', () => {
  const withCode = (tag: string, value: string | null): Promise<RtDose> =>
    readDose({ [tag]: value === null ? null : el(tag, 'CS', value) });

  it('dicompyler#78: RELATIVE units are read, shown and refused for use', async () => {
    const dose = await withCode('3004,0002', 'RELATIVE');
    expect(dose.doseUnits).toBe('RELATIVE');
    expect(doseRefusal(dose)).toMatchObject({
      kind: 'unreadable',
      facts: { attribute: '(3004,0002) DoseUnits', found: 'RELATIVE' },
    });
  });

  it.each([
    ['3004,0004', 'ERROR', '(3004,0004) DoseType'],
    ['3004,0002', 'CGY', '(3004,0002) DoseUnits'],
    ['3004,0002', null, '(3004,0002) DoseUnits'],
  ])('%s %s is refused for use', async (tag, value, attribute) => {
    expect(doseRefusal(await withCode(tag, value))).toMatchObject({ kind: 'unreadable', facts: { attribute } });
  });

  it.each([
    ['3004,0004', 'EFFECTIVE'],
    ['3004,000A', 'MULTI_PLAN'],
    ['3004,000A', 'FRACTION'],
    ['3004,000A', 'BEAM'],
    ['3004,000A', 'RECORD'],
  ])('DVH-Analytics#68, matRad PR#904: %s %s needs a confirmation', async (tag, value) => {
    const dose = await withCode(tag, value);
    expect(doseRefusal(dose)).toBeNull();
    expect(doseCaution(dose)).toMatchObject({ code: 'dose-type', message: expect.stringContaining(value) as string });
  });

  it.each(['3004,0004', '3004,000A'])('an absent %s needs one too', async (tag) => {
    expect(doseCaution(await withCode(tag, null))?.message).toContain('absent');
  });

  it('the physical dose of a plan is used as it is', async () => {
    const dose = await readDose();
    expect([doseRefusal(dose), doseCaution(dose)]).toEqual([null, null]);
  });
});
