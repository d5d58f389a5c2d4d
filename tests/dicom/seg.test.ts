import { describe, expect, it } from 'vitest';
import { boundsOf, isTrabeculaError, regionFromMask, volumeCm3Of } from '../../core/index.ts';
import { readSegmentation, type Segmentation } from '../../src/dicom/index.ts';
import { encapsulatedFile, segElements, type SegFixture } from './ct-files.ts';
import { dicomFile, el, sq, type Wrapping } from './dicom-bytes.ts';

/** Three columns, five rows: 15 bits a frame, so that frames begin within bytes. 0.5 x 2 x 3 mm: 3 mm³ a voxel. */
const frame = (...inside: number[]): number[] => Array.from({ length: 15 }, (_, n) => (inside.includes(n) ? 1 : 0));
const FIXTURE: SegFixture = {
  columns: 3,
  rows: 5,
  // Out of order, the two segments mixed, and none at z = 6.
  frames: [
    { segment: 2, zMm: 9, pixels: frame(14) },
    { segment: 1, zMm: 3, pixels: frame(0, 4) },
    { segment: 1, zMm: 12, pixels: frame(7) },
    { segment: 2, zMm: 3, pixels: frame(4, 5, 6) },
    { segment: 1, zMm: 9, pixels: frame(1, 2, 3) },
  ],
};

const read = (
  fixture: SegFixture = FIXTURE,
  wrapping: Wrapping = { syntax: 'explicit-little' },
): Promise<Segmentation> => readSegmentation({ path: 'SEG.dcm', bytes: dicomFile(segElements(fixture), wrapping) });

/** Indices of the voxels that are set: column, row, slice, and their values. */
function cells(seg: Segmentation, segments: number[]): string[] {
  const mask = seg.maskOf(segments);
  if (mask === null) return [];
  const [ni, nj] = mask.grid.size;
  return Array.from(mask.values).flatMap((value, n) =>
    value === 0
      ? []
      : [`${n % ni},${Math.floor(n / ni) % nj},${Math.floor(n / (ni * nj))}${value === 1 ? '' : `=${value}`}`],
  );
}

async function refusal(fixture: Partial<SegFixture>): Promise<string> {
  try {
    const seg = await read({ ...FIXTURE, ...fixture });
    const mask = seg.maskOf([1, 2]);
    if (mask !== null) regionFromMask(mask, 'SEG.dcm');
  } catch (error) {
    if (isTrabeculaError(error)) return error.message;
    throw error;
  }
  return 'read without complaint';
}

const byteFrames = (values: readonly number[][]): Uint8Array => {
  const bytes = values.flat();
  return Uint8Array.from(bytes.length % 2 === 0 ? bytes : [...bytes, 0]);
};
const fractional = (type: string, values: number[][]): SegFixture => ({
  ...FIXTURE,
  changes: {
    '0028,0100': el('0028,0100', 'US', [8]),
    '0062,0001': el('0062,0001', 'CS', 'FRACTIONAL'),
    '0062,0010': el('0062,0010', 'CS', type),
    '0062,000E': el('0062,000E', 'US', [200]),
    '7FE0,0010': el('7FE0,0010', 'OB', byteFrames(values)),
  },
});

describe('a DICOM segmentation', () => {
  it('gives each segment its own pixels, frames in any order, missing ones empty', async () => {
    const seg = await read();
    expect(cells(seg, [1])).toEqual(['0,0,0', '1,1,0', '1,0,2', '2,0,2', '0,1,2', '1,2,3']);
    expect(cells(seg, [2])).toEqual(['1,1,0', '2,1,0', '0,2,0', '2,4,2']);
    expect(seg.segments).toEqual([
      { number: 1, label: 'Sacrum' },
      { number: 2, label: 'Left hip' },
    ]);
    expect(seg.frameOfReferenceUid).toBe('1.2.3.9');
  });

  it('unites segments, overlaps counted once, where the file puts them', async () => {
    const seg = await read();
    const region = regionFromMask(seg.maskOf([1, 2])!);
    expect(volumeCm3Of(region)).toBeCloseTo((9 * 3) / 1000, 9);
    // Columns from -7 by 0.5, rows from 40 by 2, slices from 3 by 3: faces half a voxel out.
    expect(boundsOf(region)).toEqual({ x0: -7.25, x1: -5.75, y0: 39, y1: 49, z0: 1.5, z1: 13.5 });
    expect(seg.maskOf([7])).toBeNull();
  });

  it('is the same in implicit VR and deflated', async () => {
    const expected = cells(await read(), [1, 2]);
    for (const syntax of ['implicit-little', 'deflated'] as const) {
      expect(cells(await read(FIXTURE, { syntax }), [1, 2])).toEqual(expected);
    }
  });

  it('may run along the patient in other directions and carry its geometry per frame', async () => {
    const frames = FIXTURE.frames.slice(0, 2);
    const orientation = '0\\0\\-1\\0\\1\\0';
    const perFrame = frames.map(({ segment, zMm }) => [
      sq('0020,9113', [[el('0020,0032', 'DS', `${-zMm}\\40\\100`)]]),
      sq('0020,9116', [[el('0020,0037', 'DS', orientation)]]),
      sq('0028,9110', [[el('0018,0050', 'DS', '3'), el('0018,0088', 'DS', '3'), el('0028,0030', 'DS', '2\\0.5')]]),
      sq('0062,000A', [[el('0062,000B', 'US', [segment])]]),
    ]);
    const seg = await read({
      ...FIXTURE,
      frames,
      changes: { '5200,9229': sq('5200,9229', [[]]), '5200,9230': sq('5200,9230', perFrame) },
    });
    // Columns run against z, rows along y: the normal is their cross product, (1, 0, 0).
    const bounds = boundsOf(regionFromMask(seg.maskOf([2])!))!;
    expect(bounds).toEqual({ x0: -10.5, x1: -7.5, y0: 47, y1: 49, z0: 98.75, z1: 99.25 });
  });

  it('keeps occupancies as shares and cuts probabilities at half of the maximum, and says which', async () => {
    const values = [frame(14).map((v) => v * 50), frame().fill(0), frame(), frame(), frame(3).map((v) => v * 200)];
    values[1]![4] = 100;
    values[1]![0] = 99;
    const occupancy = await read(fractional('OCCUPANCY', values));
    expect(cells(occupancy, [2])).toEqual(['2,4,2=0.25']);
    expect(volumeCm3Of(regionFromMask(occupancy.maskOf([1])!))).toBeCloseTo(((1 + 0.5 + 0.495) * 3) / 1000, 6);
    expect(occupancy.rule).toMatch(/occupancy/);
    const probability = await read(fractional('PROBABILITY', values));
    expect(cells(probability, [1])).toEqual(['1,1,0', '0,1,2']);
    expect(cells(probability, [2])).toEqual([]);
    expect(probability.rule).toMatch(/probability: inside from half/);
  });

  it('may be a label map, whose frames hold all segments', async () => {
    const values = [frame(1).map((v) => v * 2), frame(0, 4)].map((pixels) => pixels);
    const frames = [
      { segment: 1, zMm: 6, pixels: values[0]! },
      { segment: 1, zMm: 3, pixels: values[1]! },
    ];
    const labelMap: SegFixture = {
      ...FIXTURE,
      frames,
      changes: {
        '0008,0016': el('0008,0016', 'UI', '1.2.840.10008.5.1.4.1.1.66.7'),
        '0028,0100': el('0028,0100', 'US', [8]),
        '0062,0001': el('0062,0001', 'CS', 'LABELMAP'),
        '7FE0,0010': el('7FE0,0010', 'OB', byteFrames(values)),
      },
    };
    const seg = await read(labelMap);
    expect(cells(seg, [1])).toEqual(['0,0,0', '1,1,0']);
    expect(cells(seg, [2])).toEqual(['1,0,1']);
  });

  it('may be run-length coded, a frame by offset or by fragment', async () => {
    const values = [frame(14), frame(0, 4), frame(7), frame(4, 5, 6), frame(1, 2, 3)].map((f) => f.map((v) => v * 200));
    const coded = values.map((pixels) => {
      const header = new Uint8Array(64);
      header[0] = 1;
      header[4] = 64;
      return [Uint8Array.from([...header, 14, ...pixels])];
    });
    for (const table of [true, false]) {
      const bytes = encapsulatedFile(segElements(fractional('OCCUPANCY', values)), '1.2.840.10008.1.2.5', coded, table);
      const seg = await readSegmentation({ path: 'SEG.dcm', bytes });
      expect(cells(seg, [1, 2])).toEqual(cells(await read(), [1, 2]));
    }
  });

  it.each([
    [
      'frames off the grid',
      { frames: FIXTURE.frames.map((f, n) => (n === 2 ? { ...f, zMm: 11 } : f)) },
      /off the grid/,
    ],
    ['an unknown type', { changes: { '0062,0001': el('0062,0001', 'CS', 'SURFACE') } }, /SegmentationType.*SURFACE/],
    ['a frame count that does not fit', { changes: { '0028,0008': el('0028,0008', 'IS', '6') } }, /5 items.*6/],
    ['bits cut short', { changes: { '7FE0,0010': el('7FE0,0010', 'OB', Uint8Array.of(1, 2, 3, 4)) } }, /wrong length/],
    [
      'no fractional type',
      { ...fractional('', [frame(), frame(), frame(), frame(), frame()]) },
      /SegmentationFractionalType/,
    ],
    [
      'an oblique grid',
      {
        changes: {
          '5200,9229': sq('5200,9229', [
            [
              sq('0020,9116', [[el('0020,0037', 'DS', '0.8\\0.6\\0\\-0.6\\0.8\\0')]]),
              sq('0028,9110', [[el('0018,0088', 'DS', '3'), el('0028,0030', 'DS', '2\\0.5')]]),
            ],
          ]),
        },
      },
      /oblique/,
    ],
  ] satisfies [string, Partial<SegFixture>, RegExp][])('is refused by name: %s', async (_, fixture, message) => {
    expect(await refusal(fixture)).toMatch(message);
  });
});
