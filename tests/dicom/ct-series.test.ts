import { describe, expect, it } from 'vitest';
import { isTrabeculaError } from '../../core/index.ts';
import { readCtSeries, type CtImage } from '../../src/dicom/index.ts';
import { CT, ctFile, storedOf, words } from './ct-files.ts';
import { el } from './dicom-bytes.ts';

const Z = [-40, -37.5, -35];
const series = (changes = {}): { path: string; bytes: Uint8Array }[] => Z.map((z, n) => ctFile(n, z, changes));

async function refusal(files: { path: string; bytes: Uint8Array }[]): Promise<string> {
  try {
    const ct = await readCtSeries(files);
    for (let k = 0; k < ct.grid.size[2]; k++) ct.huOfSlice(k);
  } catch (error) {
    if (isTrabeculaError(error)) return error.message;
    throw error;
  }
  return 'read without complaint';
}

const hu = (ct: CtImage, k: number): number[] => Array.from(ct.huOfSlice(k));

describe('a CT series', () => {
  it('is a volume along LPS, its slices ascending in z whatever the order of the files', async () => {
    const [a, b, c] = series();
    const ct = await readCtSeries([c!, a!, b!]);
    expect(ct.grid).toEqual({
      size: [5, 4, 3],
      spacingMm: [CT.columnSpacingMm, CT.rowSpacingMm, 2.5],
      originMm: [CT.x, CT.y, -40],
      axes: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    });
    for (const k of [0, 1, 2]) expect(hu(ct, k)).toEqual(storedOf(k).map((v) => v - 1024));
    expect(ct.reference.slices.map(({ sopInstanceUid, zMm }) => [sopInstanceUid, zMm])).toEqual(
      Z.map((z, n) => [`1.2.3.50.${n}`, z]),
    );
    expect(ct.reference.patient.patientName).toBe('Nobody^Test');
    expect(ct.remarks).toEqual([]);
  });

  it('is the same in every uncompressed syntax', async () => {
    for (const syntax of ['implicit-little', 'explicit-little', 'explicit-big', 'deflated'] as const) {
      const ct = await readCtSeries(Z.map((z, n) => ctFile(n, z, {}, { syntax })));
      for (const k of [0, 1, 2]) expect(hu(ct, k), syntax).toEqual(storedOf(k).map((v) => v - 1024));
    }
  });

  it('is the same from bytes that lie anywhere in a larger buffer', async () => {
    const files = series().map(({ path, bytes }) => {
      const larger = Buffer.alloc(bytes.length + 40, 0xee);
      larger.set(bytes, 13);
      return { path, bytes: larger.subarray(13, 13 + bytes.length) };
    });
    const ct = await readCtSeries(files);
    for (const k of [0, 1, 2]) expect(hu(ct, k)).toEqual(storedOf(k).map((v) => v - 1024));
  });

  it('uses slope and intercept of each slice, also broken ones', async () => {
    const scaled = { '0028,1052': el('0028,1052', 'DS', '-500.5'), '0028,1053': el('0028,1053', 'DS', '0.25') };
    const ct = await readCtSeries([ctFile(0, -40), ctFile(1, -37.5, scaled)]);
    expect(hu(ct, 0)).toEqual(storedOf(0).map((v) => v - 1024));
    expect(hu(ct, 1)).toEqual(storedOf(1).map((v) => v * 0.25 - 500.5));
  });

  it('takes the stored bits only, with their sign', async () => {
    const stored = [0, 1, 2047, 2048, 4095, ...new Array<number>(15).fill(7)];
    const withOverlay = stored.map((v) => v | 0xa000);
    const signed = { '0028,0103': el('0028,0103', 'US', [1]), '0028,1052': el('0028,1052', 'DS', '10') };
    const unsignedCt = await readCtSeries([ctFile(0, 0, { '7FE0,0010': el('7FE0,0010', 'OW', words(withOverlay)) })]);
    expect(hu(unsignedCt, 0).slice(0, 5)).toEqual([-1024, -1023, 1023, 1024, 3071]);
    const signedCt = await readCtSeries([
      ctFile(0, 0, { ...signed, '7FE0,0010': el('7FE0,0010', 'OW', words(withOverlay)) }),
    ]);
    expect(hu(signedCt, 0).slice(0, 5)).toEqual([10, 11, 2057, -2038, 9]);
    const high = {
      '0028,0102': el('0028,0102', 'US', [15]),
      '7FE0,0010': el('7FE0,0010', 'OW', words(stored.map((v) => (v << 4) | 9))),
    };
    expect(hu(await readCtSeries([ctFile(0, 0, high)]), 0).slice(0, 5)).toEqual([-1024, -1023, 1023, 1024, 3071]);
  });

  it('keeps numbers beyond 16 bits', async () => {
    const wide = { '0028,0101': el('0028,0101', 'US', [16]), '0028,0102': el('0028,0102', 'US', [15]) };
    const stored = [65535, 40000, ...new Array<number>(18).fill(0)];
    const ct = await readCtSeries([ctFile(0, 0, { ...wide, '7FE0,0010': el('7FE0,0010', 'OW', words(stored)) })]);
    expect(hu(ct, 0).slice(0, 3)).toEqual([64511, 38976, -1024]);
  });

  it('lies where a patient on the front or feet first puts it', async () => {
    const prone = { '0020,0037': el('0020,0037', 'DS', '-1\\0\\0\\0\\-1\\0') };
    const ct = await readCtSeries(series(prone));
    expect(ct.grid.axes).toEqual([
      [-1, 0, 0],
      [0, -1, 0],
      [0, 0, 1],
    ]);
  });

  it('leaves out localisers and takes a slice given twice once, with a remark', async () => {
    const localiser = { '0008,0008': el('0008,0008', 'CS', 'ORIGINAL\\PRIMARY\\LOCALIZER') };
    const twin = { ...ctFile(1, -37.5, { '0008,0018': el('0008,0018', 'UI', '1.2.3.50.77') }), path: 'twin.dcm' };
    const ct = await readCtSeries([...series(), { ...ctFile(9, 100, localiser), path: 'scout.dcm' }, twin]);
    expect(ct.grid.size).toEqual([5, 4, 3]);
    expect(ct.remarks.join('\n')).toMatch(/1 localiser\(s\) left out[\s\S]*1 CT image\(s\) given twice/);
  });

  it('fills a missing slice from the nearest, with a remark, and keeps its place', async () => {
    const ct = await readCtSeries([0, 2.5, 7.5, 10].map((z, n) => ctFile(n, z)));
    expect(ct.grid.size[2]).toBe(5);
    expect(ct.grid.spacingMm[2]).toBeCloseTo(2.5, 9);
    expect(ct.remarks.join()).toMatch(/1 CT slice\(s\) missing between z 2\.5 and 7\.5 mm/);
    expect(hu(ct, 3)).toEqual(storedOf(2).map((v) => v - 1024));
    expect([hu(ct, 1), hu(ct, 2)][1]).toEqual(hu(ct, 1));
  });

  it.each([
    ['irregular distances', [0, 2.5, 6, 8.5].map((z, n) => ctFile(n, z)), /regular distances.*3\.500 mm/],
    ['two phases', [ctFile(0, 0), ctFile(1, 2.5), ctFile(2, 2.5)], /two different CT images lie at one position/],
    [
      'a tilted gantry',
      series({
        '0020,0037': el('0020,0037', 'DS', '1\\0\\0\\0\\0.9961947\\-0.0871557'),
        '0018,1120': el('0018,1120', 'DS', '5'),
      }),
      /tilted gantry/,
    ],
    [
      'slices sheared aside',
      Z.map((z, n) => ctFile(n, z, { '0020,0032': el('0020,0032', 'DS', `-31.5\\${12.25 + n}\\${z}`) })),
      /not lie straight above each other/,
    ],
    [
      'sagittal slices',
      series({ '0020,0037': el('0020,0037', 'DS', '0\\1\\0\\0\\0\\-1') }),
      /oblique to the patient axes, or not axial/,
    ],
    [
      'other pixels',
      [ctFile(0, 0), ctFile(1, 2.5, { '0028,0030': el('0028,0030', 'DS', '1.5\\0.8') })],
      /PixelSpacing.*do not fit together/,
    ],
    ['no rescale', series({ '0028,1053': null }), /RescaleSlope.*no Hounsfield units/],
    ['electron density', series({ '0028,1054': el('0028,1054', 'LO', 'ED') }), /RescaleType.*no Hounsfield units.*ED/],
    ['pixels cut short', series({ '7FE0,0010': el('7FE0,0010', 'OW', words(storedOf(0).slice(2))) }), /wrong length/],
    ['one slice without thickness', [ctFile(0, 0, { '0018,0050': null })], /no volume/],
  ])('is refused by name: %s', async (_, files, message) => {
    expect(await refusal(files)).toMatch(message);
  });
});
