/** Broken RT objects, each with what its error must say. */
import { el, sq } from './dicom-bytes.ts';
import { STORED, contour, doseFile, doseReference, listedRoi, pixels, planFile, structureFile } from './rt-files.ts';

export interface BrokenFile {
  readonly what: string;
  readonly bytes: Uint8Array;
  /** Each must stand in the message. */
  readonly says: readonly string[];
}

const dose = (
  what: string,
  tag: string,
  value: Parameters<typeof el>[2] | null,
  vr: string,
  ...says: string[]
): BrokenFile => ({
  what,
  bytes: doseFile({ [tag]: value === null ? null : el(tag, vr, value) }),
  says: [`(${tag})`, ...says],
});

const drawing = (what: string, points: string, count: number, ...says: string[]): BrokenFile => ({
  what,
  bytes: structureFile({
    '3006,0039': sq('3006,0039', [[sq('3006,0040', [contour(points, count)]), el('3006,0084', 'IS', '1')]]),
  }),
  says: ['(3006,0050) ContourData', 'ROIContourSequence item 1', 'ContourSequence item 1', ...says],
});

const cut = (bytes: Uint8Array, share: number): Uint8Array => bytes.slice(0, Math.floor(bytes.length * share));

export const BROKEN_FILES: readonly BrokenFile[] = [
  dose('no image position', '0020,0032', null, 'DS', 'missing'),
  dose('an image position of two values', '0020,0032', '1\\2', 'DS', 'found 2', 'expected 3'),
  dose('OHIF#5743: no orientation', '0020,0037', null, 'DS', 'missing'),
  dose('directions that are not perpendicular', '0020,0037', '1\\0\\0\\0.1\\1\\0', 'DS', 'perpendicular'),
  dose('directions of length zero', '0020,0037', '0\\0\\0\\0\\0\\0', 'DS', 'perpendicular'),
  dose('no pixel spacing', '0028,0030', null, 'DS', 'missing'),
  dose('a spacing of zero', '0028,0030', '2.5\\0', 'DS', 'found 2.5\\0'),
  dose('a negative spacing', '0028,0030', '-2.5\\1', 'DS', 'positive'),
  dose('no rows', '0028,0010', [0], 'US', 'no pixels'),
  dose('no columns at all', '0028,0011', null, 'US', 'missing'),
  {
    what: 'fewer frames than offsets',
    bytes: doseFile({ '0028,0008': el('0028,0008', 'IS', '3') }),
    says: ['(3004,000C) GridFrameOffsetVector', '4 offsets', 'expected 3'],
  },
  dose('no frames', '0028,0008', '0', 'IS', 'no frames'),
  dose('frames without offsets', '3004,000C', null, 'DS', 'missing', '4 offsets'),
  dose('a frame offset that is neither zero nor z', '3004,000C', '5\\8\\11\\15', 'DS', 'found 5', '-30.25'),
  dose('two planes at one place', '3004,000C', '0\\3\\3\\10', 'DS', 'two planes'),
  dose('a frame offset that is no number', '3004,000C', '0\\3\\x\\10', 'DS', 'value 3', '"x"'),
  dose('no scaling', '3004,000E', null, 'DS', 'missing'),
  dose('a scaling of zero', '3004,000E', '0', 'DS', 'positive'),
  dose('a negative scaling', '3004,000E', '-0.01', 'DS', 'found -0.01'),
  dose('a scaling with a decimal comma', '3004,000E', '0,01', 'DS', '"0,01"'),
  dose('8-bit pixels', '0028,0100', [8], 'US', 'found 8', '16 or 32'),
  dose('12 of 16 bits', '0028,0101', [12], 'US', 'found 12'),
  dose('a colour image', '0028,0002', [3], 'US', 'expected 1'),
  dose('an inverted image', '0028,0004', 'MONOCHROME1', 'CS', 'MONOCHROME2'),
  dose('no pixels', '7FE0,0010', null, 'OW', 'missing'),
  dose('a plane too few', '7FE0,0010', pixels(STORED.slice(0, 18)), 'OW', 'found 36 bytes', 'expected 48 bytes'),
  dose('a plane too many', '7FE0,0010', pixels([...STORED, 1, 1, 1, 1, 1, 1]), 'OW', 'found 60 bytes'),
  {
    what: 'a negative physical dose',
    bytes: doseFile({
      '0028,0103': el('0028,0103', 'US', [1]),
      '7FE0,0010': el('7FE0,0010', 'OW', pixels(STORED.map((n) => n + 0xfff0))),
    }),
    says: ['(0028,0103) PixelRepresentation', 'negative'],
  },
  {
    what: 'absolute offsets on planes that are not axial',
    bytes: doseFile({
      '0020,0037': el('0020,0037', 'DS', '1\\0\\0\\0\\0\\-1'),
      '3004,000C': el('3004,000C', 'DS', '-30.25\\-27.25\\-24.25\\-20.25'),
    }),
    says: ['(3004,000C)', 'not axial'],
  },
  { what: 'a dose cut inside its pixels', bytes: cut(doseFile(), 0.99), says: ['(7FE0,0010) PixelData'] },
  {
    what: 'an explicit dose cut inside its pixels',
    bytes: cut(doseFile({}, { syntax: 'explicit-little' }), 0.99),
    says: ['(7FE0,0010) PixelData'],
  },
  {
    what: 'a deflated dose cut short',
    bytes: cut(doseFile({}, { syntax: 'deflated' }), 0.9),
    says: ['compressed data'],
  },
  { what: 'a structure set cut inside a contour', bytes: cut(structureFile(), 0.8), says: ['ROIContourSequence'] },
  {
    what: 'an explicit structure set cut inside a contour',
    bytes: cut(structureFile({}, { syntax: 'explicit-little' }), 0.8),
    says: ['cut short'],
  },
  drawing('a contour of eight numbers', '1\\2\\3\\4\\5\\6\\7\\8', 3, 'found 8 values'),
  drawing('a contour of fewer points than it says', '1\\2\\3\\4\\5\\6', 3, 'found 2 points', 'expected 3 points'),
  drawing('a contour with an empty number', '1\\2\\3\\\\5\\6', 2, 'value 4', '""'),
  drawing('a contour with NaN', '1\\2\\NaN', 1, 'value 3', '"NaN"'),
  {
    what: 'two ROIs of one number',
    bytes: structureFile({ '3006,0020': sq('3006,0020', [listedRoi(1, 'A'), listedRoi(1, 'B')]) }),
    says: ['(3006,0022) ROINumber', 'item 2'],
  },
  {
    what: 'an ROI number that is no number',
    bytes: structureFile({ '3006,0020': sq('3006,0020', [[el('3006,0022', 'IS', 'one')]]) }),
    says: ['(3006,0022) ROINumber', '"one"'],
  },
  {
    what: 'a prescription that is no number',
    bytes: planFile({ '300A,0010': sq('300A,0010', [doseReference({ '300A,0026': el('300A,0026', 'DS', '27Gy') })]) }),
    says: ['(300A,0026) TargetPrescriptionDose', '"27Gy"', 'DoseReferenceSequence item 1'],
  },
  {
    what: 'a plan without SOP Instance UID',
    bytes: planFile({ '0008,0018': null }, { header: 'bare' }),
    says: ['(0008,0018) SOPInstanceUID'],
  },
];
