import { describe, expect, it } from 'vitest';
import { boundsOf, isTrabeculaError, volumeCm3Of } from '../../core/index.ts';
import { check } from '../../src/app/check.ts';
import { sourcesFromArrays } from '../../src/app/check-arrays.ts';
import { doseOfArray, maskOfArray, readArrayHeader, type PlainArrayFiles } from '../../src/app/plain-arrays.ts';

const HEADER = {
  size: [3, 4, 5],
  spacingMm: [1.5, 2, 2.5],
  originMm: [-10, 20, 30],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  dtype: 'float32',
  file: 'a.raw',
};

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function files(header: object, data: Uint8Array): PlainArrayFiles {
  return { headerPath: 'a.json', header: utf8(JSON.stringify(header)), dataPath: 'a.raw', data };
}

/** Bytes of numbers, little-endian, written one by one. */
function raw(dtype: string, values: readonly number[]): Uint8Array {
  const bytes = Number(/\d+/.exec(dtype)![0]) / 8;
  const view = new DataView(new ArrayBuffer(values.length * bytes));
  values.forEach((value, n) => {
    const at = n * bytes;
    if (dtype === 'float64') view.setFloat64(at, value, true);
    else if (dtype === 'float32') view.setFloat32(at, value, true);
    else if (bytes === 1) view.setUint8(at, value);
    else if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
  });
  return new Uint8Array(view.buffer);
}

const count = Array.from({ length: 60 }, (_, n) => n);

function refusal(run: () => unknown): { kind: string; message: string } {
  try {
    run();
  } catch (error) {
    if (isTrabeculaError(error)) return { kind: error.kind, message: error.message };
    throw error;
  }
  throw new Error('accepted');
}

describe('a dose as a plain array', () => {
  it.each(['uint8', 'int16', 'uint16', 'int32', 'uint32', 'float32', 'float64'])('is read from %s', (dtype) => {
    const dose = doseOfArray(files({ ...HEADER, dtype }, raw(dtype, count)));
    expect([...dose.doseGy]).toEqual(count);
    expect([...dose.xMm]).toEqual([-10, -8.5, -7]);
    expect([...dose.yMm]).toEqual([20, 22, 24, 26]);
    expect([...dose.zMm]).toEqual([30, 32.5, 35, 37.5, 40]);
    expect(dose.axes).toBeNull();
  });

  it('is read from bytes that begin anywhere in a buffer', () => {
    const bytes = new Uint8Array(60 * 4 + 3);
    bytes.set(raw('float32', count), 3);
    expect([...doseOfArray(files(HEADER, bytes.subarray(3))).doseGy]).toEqual(count);
  });

  it('may be in cGy', () => {
    const dose = doseOfArray(files({ ...HEADER, dtype: 'uint16', unit: 'cGy' }, raw('uint16', count)));
    expect(dose.doseGy[50]).toBeCloseTo(0.5, 7);
  });

  it('is laid along LPS from permuted and mirrored axes, left-handed ones too', () => {
    // i to the feet, j to the left, k to posterior: left-handed after the mirror.
    const axes = [
      [0, 0, -1],
      [1, 0, 0],
      [0, 1, 0],
    ];
    const dose = doseOfArray(files({ ...HEADER, axes }, raw('float32', count)));
    expect([...dose.xMm]).toEqual([-10, -8, -6, -4]);
    expect([...dose.yMm]).toEqual([20, 22.5, 25, 27.5, 30]);
    expect([...dose.zMm]).toEqual([27, 28.5, 30]);
    for (const [i, j, k] of [
      [0, 0, 0],
      [2, 1, 4],
      [1, 3, 2],
    ] as const) {
      expect(dose.doseGy[j + 4 * (k + 5 * (2 - i))]).toBe(i + 3 * (j + 4 * k));
    }
  });

  it('that is negative is refused', () => {
    const { message } = refusal(() =>
      doseOfArray(
        files(
          HEADER,
          raw(
            'float32',
            count.map((n) => n - 7),
          ),
        ),
      ),
    );
    expect(message).toContain('a.raw: the dose is negative (found -7 Gy at index (0, 0, 0)');
  });

  it('with a value that is not finite is refused', () => {
    const { message } = refusal(() => doseOfArray(files(HEADER, raw('float32', count.with(31, NaN)))));
    expect(message).toContain('found NaN at index (1, 2, 2)');
  });
});

describe('a mask as a plain array', () => {
  it('is a solid with ends on voxel faces', () => {
    const mask = maskOfArray(
      files(
        { ...HEADER, dtype: 'uint8' },
        raw(
          'uint8',
          count.map((n) => (n === 16 ? 1 : 0)),
        ),
      ),
    );
    expect(boundsOf(mask)).toEqual({ x0: -9.25, x1: -7.75, y0: 21, y1: 23, z0: 31.25, z1: 33.75 });
  });

  it('may hold shares', () => {
    const mask = maskOfArray(
      files(
        HEADER,
        raw(
          'float32',
          count.map((n) => (n < 3 ? 0.25 : 0)),
        ),
      ),
    );
    expect(volumeCm3Of(mask)).toBeCloseTo((0.75 * 1.5 * 2 * 2.5) / 1000, 9);
  });

  it('has no dose unit', () => {
    expect(refusal(() => maskOfArray(files({ ...HEADER, unit: 'Gy' }, raw('float32', count)))).message).toBe(
      'a.json, unit: a mask has no dose unit (found Gy)',
    );
  });
});

describe('a header that is none', () => {
  it.each<[string, object, RegExp]>([
    ['a missing key', { ...HEADER, dtype: undefined }, /a\.json, dtype: a needed key is missing/],
    ['an unknown key', { ...HEADER, spacing: [1, 1, 1] }, /unknown key "spacing", nearest is "spacingMm"/],
    ['an unknown kind of number', { ...HEADER, dtype: 'float16' }, /a\.json, dtype: .*found "float16"/],
    ['two sizes', { ...HEADER, size: [3, 4] }, /a\.json, size/],
    ['half a voxel', { ...HEADER, size: [3, 4, 2.5] }, /a\.json, size\[2\]: .*found 2\.5/],
    ['no spacing', { ...HEADER, spacingMm: [1, 0, 1] }, /a\.json, spacingMm\[1\]/],
    ['an unknown unit', { ...HEADER, unit: 'mGy' }, /a\.json, unit/],
    ['a file elsewhere', { ...HEADER, file: '../a.raw' }, /a\.json, file: the raw file must lie beside its header/],
  ])('%s is refused', (_, header, message) => {
    const { kind, message: said } = refusal(() => readArrayHeader(utf8(JSON.stringify(header)), 'a.json'));
    expect(kind).toBe('unreadable');
    expect(said).toMatch(message);
  });

  it('text that is not JSON, and bytes that are not text, are refused', () => {
    expect(refusal(() => readArrayHeader(utf8('{'), 'a.json')).message).toContain('a.json: this is not JSON');
    expect(refusal(() => readArrayHeader(Uint8Array.of(0xff, 0xfe, 1), 'a.json')).message).toContain('expected UTF-8');
  });

  it('axes that are not orthonormal are refused, by name', () => {
    const axes = [
      [1, 0, 0],
      [0.1, 1, 0],
      [0, 0, 1],
    ];
    expect(refusal(() => doseOfArray(files({ ...HEADER, axes }, raw('float32', count)))).message).toContain(
      'a.raw, axes: the directions of the grid are not orthonormal',
    );
  });

  it.each([-1, 1])('a raw file that is %d byte too long is refused with both sizes', (more) => {
    const { message } = refusal(() => doseOfArray(files(HEADER, new Uint8Array(240 + more))));
    expect(message).toContain(`found ${240 + more} bytes; expected 3 x 4 x 5 of float32 = 240 bytes`);
  });
});

describe('a check of plain arrays', () => {
  const grid = { ...HEADER, size: [20, 18, 22], spacingMm: [2, 2.25, 1.75], originMm: [-20, -20, -20] };
  const [ni, nj, nk] = [20, 18, 22];
  const voxels = Array.from(
    { length: ni * nj * nk },
    (_, n) => [n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj))] as const,
  );
  /** Flat but for a cold slope over the last columns of the PTV. */
  const dose = {
    headerPath: 'dose.json',
    header: utf8(JSON.stringify({ ...grid, file: 'dose.raw' })),
    dataPath: 'dose.raw',
    data: raw(
      'float32',
      voxels.map(([i]) => (i <= 10 ? 30 : 20)),
    ),
  };
  const mask = (name: string, holds: (i: number, j: number, k: number) => boolean) => ({
    roiName: name,
    files: {
      headerPath: `${name}.json`,
      header: utf8(JSON.stringify({ ...grid, dtype: 'uint8', file: `${name}.raw` })),
      dataPath: `${name}.raw`,
      data: raw(
        'uint8',
        voxels.map((at) => (holds(...at) ? 1 : 0)),
      ),
    },
  });
  const inner = (j: number, k: number): boolean => j >= 6 && j < 12 && k >= 7 && k < 15;
  /** Masked from column 4 to 11 or so: faces at 3.5 and 11.5. 27 Gy is 0.3 of a column beyond column 10. */
  const masks = [
    mask('GTV_1', (i, j, k) => i >= 5 && i < 9 && inner(j, k)),
    mask('PTV_1', (i, j, k) => i >= 4 && i < 12 && inner(j, k)),
    mask('Empty', () => false),
  ];
  const caseText = JSON.stringify({
    schema: 'trabecula/case/1',
    trial: 'himars',
    lesions: [{ id: 'L1', gtv: 'GTV_1', ptv: 'PTV_1', prescription: { doseGy: 27, fractions: 3 } }],
  });

  it('gives the class and coverage of the closed form', async () => {
    const { result } = await check({
      files: [],
      arrays: { dose, masks },
      trial: 'himars',
      caseText,
      acceptProposal: false,
    });
    const of = (rule: string) => result.findings.find((finding) => finding.rule === rule)!;
    const ptv = result.lesions[0]!.ptv!;
    expect(ptv.volumeCm3).toBeCloseTo((8 * 6 * 8 * 2 * 2.25 * 1.75) / 1000, 6);
    expect(ptv.coveragePercent!.value).toBeCloseTo((100 * (10.3 - 3.5)) / 8, 3);
    expect(of('himars/ptv-coverage').outcome).toBe('acceptable-deviation');
    expect(result.lesions[0]!.gtv!.coveragePercent!.value).toBeCloseTo(100, 6);
    expect(of('himars/gtv-coverage').outcome).toBe('met');
    expect(result.outcome).toBe('acceptable-deviation');
    expect(result.warnings.map(({ code }) => code)).toContain('plain-arrays');
  });

  it('hashes every header and raw file', async () => {
    const { inputs } = await sourcesFromArrays({ dose, masks });
    expect(inputs.map(({ sopInstanceUid }) => sopInstanceUid)).toEqual(
      ['Empty', 'GTV_1', 'PTV_1', 'dose'].flatMap((name) => [`${name}.json`, `${name}.raw`]),
    );
    expect(inputs[1]!).toMatchObject({ bytes: ni * nj * nk, modality: 'mask array' });
    expect(inputs[1]!.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(inputs.map(({ sha256 }) => sha256)).size).toBe(8);
  });

  it('keeps an empty mask as not usable, with its reason', async () => {
    const { unusable, structures } = await sourcesFromArrays({ dose, masks });
    expect(structures.map(({ roiName }) => roiName)).toEqual(['GTV_1', 'PTV_1']);
    expect(unusable).toEqual([{ roiName: 'Empty', interpretedType: null, reason: 'the mask is empty' }]);
  });

  it('refuses a name given to two masks', async () => {
    await expect(sourcesFromArrays({ dose, masks: [masks[0]!, masks[0]!] })).rejects.toThrow('GTV_1 is given twice');
  });
});
