import { describe, expect, it } from 'vitest';
import { boundsOf, holdsPoint, isTrabeculaError, regionFromMask, volumeCm3Of, type Region } from '../../core/index.ts';
import { contentOf, maskOfLabels, readNifti, sharesOf } from '../../src/nifti/index.ts';
import { gzipped, niftiBytes, type NiftiFields } from './nifti-bytes.ts';

type Triple = readonly [number, number, number];

const SIZE: Triple = [5, 4, 3];
const SPACING: Triple = [2, 3, 5];
/** Centre of the voxel with the smallest x, y, z in RAS. */
const FIRST: Triple = [-17, 40, -310];

/** One solid in RAS space, without any symmetry: the voxels whose index along x, y, z is listed. */
const CELLS = [
  [0, 0, 0],
  [1, 0, 0],
  [2, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [0, 0, 2],
  [4, 3, 2],
] as const;

function isFilled(x: number, y: number, z: number): boolean {
  return CELLS.some(([i, j, k]) => i === x && j === y && k === z);
}

const PERMUTATIONS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/** The solid as stored with index axis a along RAS axis order[a], in the direction of sign[a]. */
function stored(order: Triple, sign: Triple): { fields: NiftiFields; values: number[]; columns: number[][] } {
  const size = order.map((along) => SIZE[along as 0]);
  const columns = order.map((along, a) => [0, 1, 2].map((x) => (x === along ? sign[a]! * SPACING[along as 0] : 0)));
  const offset = [0, 1, 2].map((x) => {
    const a = order.indexOf(x);
    return FIRST[x as 0] + (sign[a]! < 0 ? (SIZE[x as 0] - 1) * SPACING[x as 0] : 0);
  });
  const values: number[] = [];
  for (let k = 0; k < size[2]!; k++) {
    for (let j = 0; j < size[1]!; j++) {
      for (let i = 0; i < size[0]!; i++) {
        const at = [0, 0, 0];
        [i, j, k].forEach((n, a) => (at[order[a]!] = sign[a]! < 0 ? size[a]! - 1 - n : n));
        values.push(isFilled(at[0]!, at[1]!, at[2]!) ? 7 : 0);
      }
    }
  }
  const sform = [0, 1, 2].map((x) => [columns[0]![x]!, columns[1]![x]!, columns[2]![x]!, offset[x]!] as const);
  return { fields: { size, sform }, values, columns };
}

/** Quaternion of the rotation whose columns are the index directions; the third is turned if it is no rotation. */
function quaternionOf(columns: number[][]): { b: number; c: number; d: number; qfac: number } {
  const unit = columns.map((c) => c.map((x) => x / Math.hypot(...c)));
  const [[a1, a2, a3], [b1, b2, b3], third] = unit as [number[], number[], number[]];
  const cross = [a2! * b3! - a3! * b2!, a3! * b1! - a1! * b3!, a1! * b2! - a2! * b1!];
  const qfac = cross[0]! * third[0]! + cross[1]! * third[1]! + cross[2]! * third[2]! > 0 ? 1 : -1;
  const r = [unit[0]!, unit[1]!, cross];
  const R = (row: number, col: number): number => r[col]![row]!;
  // The largest of the four squares decides, so that nothing is divided by 0.
  const squares = [
    1 + R(0, 0) + R(1, 1) + R(2, 2),
    1 + R(0, 0) - R(1, 1) - R(2, 2),
    1 - R(0, 0) + R(1, 1) - R(2, 2),
    1 - R(0, 0) - R(1, 1) + R(2, 2),
  ].map((s) => Math.sqrt(Math.max(0, s)) / 2);
  const most = squares.indexOf(Math.max(...squares));
  const s = 4 * squares[most]!;
  const q = [
    [s / 4, (R(2, 1) - R(1, 2)) / s, (R(0, 2) - R(2, 0)) / s, (R(1, 0) - R(0, 1)) / s],
    [(R(2, 1) - R(1, 2)) / s, s / 4, (R(0, 1) + R(1, 0)) / s, (R(0, 2) + R(2, 0)) / s],
    [(R(0, 2) - R(2, 0)) / s, (R(0, 1) + R(1, 0)) / s, s / 4, (R(1, 2) + R(2, 1)) / s],
    [(R(1, 0) - R(0, 1)) / s, (R(0, 2) + R(2, 0)) / s, (R(1, 2) + R(2, 1)) / s, s / 4],
  ][most]!;
  const turn = q[0]! < 0 ? -1 : 1;
  return { b: turn * q[1]!, c: turn * q[2]!, d: turn * q[3]!, qfac };
}

async function regionOf(bytes: Uint8Array): Promise<Region> {
  const image = await readNifti({ path: 'bones.nii', bytes });
  return regionFromMask(maskOfLabels(image, [7]), 'bones.nii');
}

function expectTheSolid(region: Region, tolerance = 1e-4): void {
  expect(volumeCm3Of(region)).toBeCloseTo((CELLS.length * 2 * 3 * 5) / 1000, 5);
  const bounds = boundsOf(region)!;
  // In LPS the patient's right and front have the smaller numbers: RAS x from -18 to -8 becomes 8 to 18.
  const [x0, y0, z0] = FIRST;
  expect(Math.abs(bounds.x1 - -(x0 - 1))).toBeLessThan(tolerance);
  expect(Math.abs(bounds.y1 - -(y0 - 1.5))).toBeLessThan(tolerance);
  expect(Math.abs(bounds.z0 - (z0 - 2.5))).toBeLessThan(tolerance);
  for (let i = 0; i < 5; i++) {
    for (let j = 0; j < 4; j++) {
      for (let k = 0; k < 3; k++) {
        const inside = holdsPoint(region, -(x0 + 2 * i), -(y0 + 3 * j), z0 + 5 * k);
        expect(inside, `${i} ${j} ${k}`).toBe(isFilled(i, j, k));
      }
    }
  }
}

const ORIENTATIONS = PERMUTATIONS.flatMap((order) =>
  Array.from({ length: 8 }, (_, n) => [order, [n & 1 ? -1 : 1, n & 2 ? -1 : 1, n & 4 ? -1 : 1]] as const),
) as readonly (readonly [Triple, Triple])[];

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    const image = await readNifti({ path: 'bones.nii', bytes });
    const content = contentOf(image);
    regionFromMask(content.kind === 'shares' ? sharesOf(image) : maskOfLabels(image, [7]), 'bones.nii');
  } catch (error) {
    if (isTrabeculaError(error)) return error.message;
    throw error;
  }
  return 'read without complaint';
}

describe('where a NIfTI image lies', () => {
  it('is the same patient space for every order and direction of the stored axes, told by the sform', async () => {
    for (const [order, sign] of ORIENTATIONS) {
      const { fields, values } = stored(order, sign);
      expectTheSolid(await regionOf(niftiBytes(fields, values)));
    }
  });

  it('is the same told by the qform alone, with the third axis mirrored where the axes are left-handed', async () => {
    for (const [order, sign] of ORIENTATIONS) {
      const { fields, values, columns } = stored(order, sign);
      const { b, c, d, qfac } = quaternionOf(columns);
      const offset = fields.sform!.map((row) => row[3]) as unknown as Triple;
      const pixdim = [qfac, ...columns.map((column) => Math.hypot(...column))] as unknown as [
        number,
        number,
        number,
        number,
      ];
      const bytes = niftiBytes({ size: fields.size, pixdim, qform: { b, c, d, offset } }, values);
      expectTheSolid(await regionOf(bytes), 1e-3);
    }
  });

  it('stays along the axes for half turns that single precision writes as slightly more than a rotation', async () => {
    const half = Math.SQRT1_2;
    for (const nudge of [0, 3e-8, 1e-7]) {
      const b = half + nudge;
      const bytes = niftiBytes(
        { size: [2, 3, 4], pixdim: [1, 2, 3, 5], qform: { b, c: half + nudge, d: 0, offset: [10, 20, 30] } },
        Array.from({ length: 24 }, (_, n) => (n === 0 ? 7 : 0)),
      );
      // A half turn about (1, 1, 0): i runs along y, j along x, k against z.
      const region = await regionOf(bytes);
      expect(boundsOf(region)!.x0).toBeCloseTo(-11.5, 3);
      expect(boundsOf(region)!.y0).toBeCloseTo(-21, 3);
      expect(boundsOf(region)!.z0).toBeCloseTo(27.5, 3);
    }
  });

  it('is refused where sform and qform differ, by how far', async () => {
    const { fields, values } = stored([0, 1, 2], [1, 1, 1]);
    const pixdim = [1, 2, 3, 5] as const;
    const there = { b: 0, c: 0, d: 0, offset: FIRST };
    expect(await refusal(niftiBytes({ ...fields, pixdim, qform: there }, values))).toBe('read without complaint');
    const moved = { b: 0, c: 0, d: 0, offset: [-17, 44, -310] as const };
    expect(await refusal(niftiBytes({ ...fields, pixdim, qform: moved }, values))).toMatch(
      /sform and qform put the image in two places.*4\.0 mm apart/,
    );
  });

  it('is refused where nothing tells it, and not taken as the corner of the patient', async () => {
    expect(await refusal(niftiBytes({ size: [2, 2, 2] }, new Array<number>(8).fill(7)))).toMatch(
      /nothing says where the image lies/,
    );
  });

  it('is told in metres and micrometres too', async () => {
    const { fields, values } = stored([0, 1, 2], [1, 1, 1]);
    for (const [units, factor] of [
      [1, 0.001],
      [3, 1000],
    ] as const) {
      const sform = fields.sform!.map((row) => row.map((x) => x * factor)) as unknown as NiftiFields['sform'] & object;
      expectTheSolid(await regionOf(niftiBytes({ ...fields, sform, units }, values)), 1e-3);
    }
  });

  it('is refused by name when oblique to the patient', async () => {
    const turned = [
      [1.9, -0.6, 0, 0],
      [0.4, 2.9, 0, 0],
      [0, 0, 5, 0],
    ] as const;
    expect(await refusal(niftiBytes({ size: [2, 2, 2], sform: turned }, new Array<number>(8).fill(7)))).toMatch(
      /not orthonormal|oblique/,
    );
  });
});

describe('the voxels of a NIfTI image', () => {
  const { fields, values } = stored([1, 2, 0], [1, -1, 1]);

  it('are the same in every number type, byte order and packing', async () => {
    const types = [
      'uint8',
      'int8',
      'int16',
      'uint16',
      'int32',
      'uint32',
      'int64',
      'uint64',
      'float32',
      'float64',
    ] as const;
    for (const datatype of types) {
      for (const bigEndian of [false, true]) {
        const bytes = niftiBytes({ ...fields, datatype, bigEndian }, values);
        expectTheSolid(await regionOf(bytes));
        expectTheSolid(await regionOf(gzipped(bytes)));
      }
    }
  });

  it('are scaled before they are taken as classes', async () => {
    const raw = values.map((value) => (value === 7 ? 30 : 2));
    const image = await readNifti({
      path: 'a.nii',
      bytes: niftiBytes({ ...fields, datatype: 'int16', slope: 0.25, intercept: -0.5 }, raw),
    });
    expect(contentOf(image)).toEqual({ kind: 'labels', voxels: new Map([[7, CELLS.length]]) });
    expectTheSolid(regionFromMask(maskOfLabels(image, [7])));
  });

  it('are counted per class', async () => {
    const image = await readNifti({
      path: 'a.nii',
      bytes: niftiBytes(
        fields,
        values.map((v, n) => (v === 0 && n % 9 === 4 ? 300 - 45 : v)),
      ),
    });
    const content = contentOf(image);
    expect(content.kind === 'labels' && [...content.voxels.keys()]).toEqual([7, 255]);
  });

  it('are shares of one solid where they lie between 0 and 1', async () => {
    const shares = values.map((value, n) => (value === 7 ? 1 : n === values.indexOf(0) ? 0.5 : 0));
    const image = await readNifti({ path: 'a.nii', bytes: niftiBytes({ ...fields, datatype: 'float32' }, shares) });
    expect(contentOf(image)).toEqual({ kind: 'shares' });
    expect(volumeCm3Of(regionFromMask(sharesOf(image)))).toBeCloseTo((7.5 * 30) / 1000, 6);
  });

  it('are refused where they are neither', async () => {
    for (const odd of [-1, 2.5, 70_000, Number.NaN]) {
      const bytes = niftiBytes({ ...fields, datatype: 'float32' }, [...values.slice(1), odd]);
      expect(await refusal(bytes), String(odd)).toMatch(/neither class numbers nor shares/);
    }
    expect(await refusal(niftiBytes({ ...fields, datatype: 'rgb24' }, values))).toMatch(/no labels or shares.*128/);
  });

  it('are one volume: a series over time is refused, one of length 1 is not', async () => {
    expect(await refusal(niftiBytes({ ...fields, size: [...fields.size, 1] }, values))).toBe('read without complaint');
    expect(await refusal(niftiBytes({ ...fields, size: [...fields.size, 2] }, [...values, ...values]))).toMatch(
      /more than three dimensions/,
    );
  });

  it('are refused, never filled up, where the file is cut short', async () => {
    const bytes = niftiBytes(fields, values);
    expect(await refusal(bytes.subarray(0, bytes.length - 1))).toMatch(/shorter than its header says/);
    const packed = gzipped(bytes);
    expect(await refusal(packed.subarray(0, packed.length - 12))).toMatch(/gzip data are broken or cut short/);
    const spoilt = Uint8Array.from(packed);
    spoilt[packed.length - 6]! ^= 0xff;
    expect(await refusal(spoilt)).toMatch(/gzip data are broken or cut short/);
    expect(await refusal(niftiBytes({ ...fields, magic: 'ni1' }, values))).toMatch(/half of a \.hdr\/\.img pair/);
    expect(await refusal(new TextEncoder().encode('a text'))).toMatch(/no NIfTI file/);
  });
});
