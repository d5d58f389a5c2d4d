/** CT slices and segmentations for tests, lopsided on purpose, native or with fragments of compressed pixels. */
import { dicomFile, el, sq, writeElements, type TestElement, type Wrapping } from './dicom-bytes.ts';
import { changed } from './rt-files.ts';

type Changes = Readonly<Record<string, TestElement | null>>;

export const CT = { columns: 5, rows: 4, rowSpacingMm: 1.5, columnSpacingMm: 0.75, x: -31.5, y: 12.25 } as const;

export function words(values: readonly number[], little = true): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * values.length));
  values.forEach((value, n) => {
    view.setUint16(2 * n, value & 0xffff, little);
  });
  return new Uint8Array(view.buffer);
}

/** Stored numbers of a slice: different in every pixel and slice. */
export const storedOf = (slice: number): number[] => Array.from({ length: 20 }, (_, n) => 900 + 37 * n + 400 * slice);

export function ctElements(slice: number, zMm: number, changes: Changes = {}): readonly TestElement[] {
  return changed(
    [
      el('0008,0008', 'CS', 'ORIGINAL\\PRIMARY\\AXIAL'),
      el('0008,0016', 'UI', '1.2.840.10008.5.1.4.1.1.2'),
      el('0008,0018', 'UI', `1.2.3.50.${slice}`),
      el('0008,0060', 'CS', 'CT'),
      el('0010,0010', 'PN', 'Nobody^Test'),
      el('0010,0020', 'LO', 'P1'),
      el('0018,0050', 'DS', '2.5'),
      el('0020,000D', 'UI', '1.2.3.8'),
      el('0020,000E', 'UI', '1.2.3.51'),
      el('0020,0032', 'DS', `${CT.x}\\${CT.y}\\${zMm}`),
      el('0020,0037', 'DS', '1\\0\\0\\0\\1\\0'),
      el('0020,0052', 'UI', '1.2.3.9'),
      el('0028,0002', 'US', [1]),
      el('0028,0004', 'CS', 'MONOCHROME2'),
      el('0028,0010', 'US', [CT.rows]),
      el('0028,0011', 'US', [CT.columns]),
      el('0028,0030', 'DS', `${CT.rowSpacingMm}\\${CT.columnSpacingMm}`),
      el('0028,0100', 'US', [16]),
      el('0028,0101', 'US', [12]),
      el('0028,0102', 'US', [11]),
      el('0028,0103', 'US', [0]),
      el('0028,1052', 'DS', '-1024'),
      el('0028,1053', 'DS', '1'),
      el('7FE0,0010', 'OW', words(storedOf(slice))),
    ],
    changes,
  );
}

export function ctFile(
  slice: number,
  zMm: number,
  changes: Changes = {},
  wrapping: Wrapping = {},
): { path: string; bytes: Uint8Array } {
  const big =
    wrapping.syntax === 'explicit-big' ? { '7FE0,0010': el('7FE0,0010', 'OW', words(storedOf(slice), false)) } : {};
  return { path: `CT${slice}.dcm`, bytes: dicomFile(ctElements(slice, zMm, { ...big, ...changes }), wrapping) };
}

/** A file whose pixel data are fragments: per frame the pieces it is cut into. `table`: whether to write the offset table. */
export function encapsulatedFile(
  elements: readonly TestElement[],
  transferSyntaxUid: string,
  frames: readonly (readonly Uint8Array[])[],
  table = true,
): Uint8Array {
  const header = writeElements(
    elements.filter(({ tag }) => tag !== '7FE0,0010'),
    true,
    true,
  );
  const even = (bytes: Uint8Array): number[] => [...bytes, ...(bytes.length % 2 === 0 ? [] : [0])];
  const u32 = (n: number): number[] => [n & 255, (n >> 8) & 255, (n >> 16) & 255, n >>> 24];
  const item = (bytes: readonly number[]): number[] => [0xfe, 0xff, 0x00, 0xe0, ...u32(bytes.length), ...bytes];
  const offsets: number[] = [];
  const body: number[] = [];
  for (const pieces of frames) {
    offsets.push(body.length);
    for (const piece of pieces) body.push(...item(even(piece)));
  }
  const pixels = [0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff];
  const tail = [0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0];
  const meta = writeElements(
    [el('0002,0001', 'OB', Uint8Array.of(0, 1)), el('0002,0010', 'UI', transferSyntaxUid)],
    true,
    true,
  );
  const length = writeElements([el('0002,0000', 'UL', Uint8Array.of(meta.length, 0, 0, 0))], true, true);
  return Uint8Array.from([
    ...new Uint8Array(128),
    ...[0x44, 0x49, 0x43, 0x4d],
    ...length,
    ...meta,
    ...header,
    ...pixels,
    ...item(table ? offsets.flatMap(u32) : []),
    ...body,
    ...tail,
  ]);
}

export interface SegFixture {
  readonly columns: number;
  readonly rows: number;
  /** Segment, z and pixels, row by row, of each frame in the order of the file. */
  readonly frames: readonly { readonly segment: number; readonly zMm: number; readonly pixels: readonly number[] }[];
  readonly changes?: Changes;
}

/** A binary segmentation of two segments, 0.5 mm between columns, 2 between rows, 3 between slices. */
export function segElements({ columns, rows, frames, changes = {} }: SegFixture): readonly TestElement[] {
  const bits = frames.flatMap(({ pixels }) => pixels);
  const packed = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, n) => {
    if (bit !== 0) packed[n >> 3]! |= 1 << (n & 7);
  });
  return changed(
    [
      el('0008,0016', 'UI', '1.2.840.10008.5.1.4.1.1.66.4'),
      el('0008,0018', 'UI', '1.2.3.60'),
      el('0008,0060', 'CS', 'SEG'),
      el('0008,103E', 'LO', 'Bones'),
      el('0010,0020', 'LO', 'P1'),
      el('0020,000D', 'UI', '1.2.3.8'),
      el('0020,000E', 'UI', '1.2.3.61'),
      el('0020,0052', 'UI', '1.2.3.9'),
      el('0028,0002', 'US', [1]),
      el('0028,0008', 'IS', String(frames.length)),
      el('0028,0010', 'US', [rows]),
      el('0028,0011', 'US', [columns]),
      el('0028,0100', 'US', [1]),
      el('0028,0101', 'US', [1]),
      el('0028,0102', 'US', [0]),
      el('0028,0103', 'US', [0]),
      el('0062,0001', 'CS', 'BINARY'),
      sq('0062,0002', [
        [el('0062,0004', 'US', [1]), el('0062,0005', 'LO', 'Sacrum')],
        [el('0062,0004', 'US', [2]), el('0062,0005', 'LO', 'Left hip')],
      ]),
      sq('5200,9229', [
        [
          sq('0020,9116', [[el('0020,0037', 'DS', '1\\0\\0\\0\\1\\0')]]),
          sq('0028,9110', [[el('0018,0050', 'DS', '3'), el('0018,0088', 'DS', '3'), el('0028,0030', 'DS', '2\\0.5')]]),
        ],
      ]),
      sq(
        '5200,9230',
        frames.map(({ segment, zMm }) => [
          sq('0020,9113', [[el('0020,0032', 'DS', `-7\\40\\${zMm}`)]]),
          sq('0062,000A', [[el('0062,000B', 'US', [segment])]]),
        ]),
      ),
      el('7FE0,0010', 'OB', packed),
    ],
    changes,
  );
}
