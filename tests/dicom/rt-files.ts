/** Small RT objects for tests, lopsided on purpose: every size and spacing differs. */
import { dicomFile, el, sq } from './dicom-bytes.ts';
import type { TestElement, Wrapping } from './dicom-bytes.ts';

export const UID = { dose: '1.2.3.1', structureSet: '1.2.3.2', plan: '1.2.3.3', frame: '1.2.3.9', study: '1.2.3.8' };

/** Replaces elements by tag, adds new ones in tag order, and drops those given as null. */
export function changed(
  elements: readonly TestElement[],
  changes: Readonly<Record<string, TestElement | null>>,
): readonly TestElement[] {
  const kept = elements.filter(({ tag }) => !(tag in changes));
  const added = Object.values(changes).filter((element) => element !== null);
  return [...kept, ...added].sort((a, b) => (a.tag < b.tag ? -1 : 1));
}

type Changes = Readonly<Record<string, TestElement | null>>;

const common = (sopClass: string, uid: string, modality: string): readonly TestElement[] => [
  el('0008,0016', 'UI', sopClass),
  el('0008,0018', 'UI', uid),
  el('0008,0060', 'CS', modality),
  el('0010,0020', 'LO', 'P1'),
  el('0020,000D', 'UI', UID.study),
  el('0020,000E', 'UI', '1.2.3.7'),
  el('0020,0052', 'UI', UID.frame),
];

/** Stored numbers 1, 2, 3, ...: any swap of columns, rows or planes shows. */
export const STORED = Array.from({ length: 24 }, (_, i) => i + 1);

/** Pixel values in the byte order and depth of the file. */
export function pixels(values: readonly number[], bits: 16 | 32 = 16, little = true): Uint8Array {
  const view = new DataView(new ArrayBuffer((values.length * bits) / 8));
  values.forEach((value, i) => {
    if (bits === 16) view.setUint16(2 * i, value, little);
    else view.setUint32(4 * i, value, little);
  });
  return new Uint8Array(view.buffer);
}

export function doseElements(changes: Changes = {}): readonly TestElement[] {
  return changed(
    [
      ...common('1.2.840.10008.5.1.4.1.1.481.2', UID.dose, 'RTDOSE'),
      el('0020,0032', 'DS', '-10.5\\20\\-30.25'),
      el('0020,0037', 'DS', '1\\0\\0\\0\\1\\0'),
      el('0028,0002', 'US', [1]),
      el('0028,0004', 'CS', 'MONOCHROME2'),
      el('0028,0008', 'IS', '4'),
      el('0028,0010', 'US', [2]),
      el('0028,0011', 'US', [3]),
      el('0028,0030', 'DS', '2.5\\1.25'),
      el('0028,0100', 'US', [16]),
      el('0028,0101', 'US', [16]),
      el('0028,0103', 'US', [0]),
      el('3004,0002', 'CS', 'GY'),
      el('3004,0004', 'CS', 'PHYSICAL'),
      el('3004,000A', 'CS', 'PLAN'),
      el('3004,000C', 'DS', '0\\3\\6\\10'),
      el('3004,000E', 'DS', '0.5'),
      sq('300C,0002', [[el('0008,1155', 'UI', UID.plan)]]),
      el('7FE0,0010', 'OW', pixels(STORED)),
    ],
    changes,
  );
}

export const contour = (points: string, count: number, type = 'CLOSED_PLANAR'): readonly TestElement[] => [
  el('3006,0042', 'CS', type),
  el('3006,0046', 'IS', String(count)),
  el('3006,0050', 'DS', points),
];

export const listedRoi = (number: number, name: string, frame: string = UID.frame): readonly TestElement[] => [
  el('3006,0022', 'IS', String(number)),
  el('3006,0024', 'UI', frame),
  el('3006,0026', 'LO', name),
];

const TRIANGLE = '0\\0\\-30\\4\\0\\-30\\0\\3\\-30';

export function structureElements(changes: Changes = {}): readonly TestElement[] {
  return changed(
    [
      ...common('1.2.840.10008.5.1.4.1.1.481.3', UID.structureSet, 'RTSTRUCT'),
      el('3006,0002', 'SH', 'Plan contours'),
      sq('3006,0010', [[el('0020,0052', 'UI', UID.frame)]]),
      sq('3006,0020', [listedRoi(1, 'PTV_1'), listedRoi(7, 'GTV_1'), listedRoi(3, 'Empty')]),
      sq('3006,0039', [
        [sq('3006,0040', [contour(TRIANGLE, 3), contour(TRIANGLE, 3)]), el('3006,0084', 'IS', '1')],
        [sq('3006,0040', [contour('1\\2\\3', 1, 'POINT')]), el('3006,0084', 'IS', '7')],
      ]),
      sq('3006,0080', [[el('3006,0082', 'IS', '1'), el('3006,0084', 'IS', '1'), el('3006,00A4', 'CS', 'PTV')]]),
    ],
    changes,
  );
}

export const doseReference = (more: Changes = {}): readonly TestElement[] =>
  changed(
    [
      el('300A,0012', 'IS', '1'),
      el('300A,0014', 'CS', 'VOLUME'),
      el('300A,0020', 'CS', 'TARGET'),
      el('300A,0026', 'DS', '27'),
      el('3006,0084', 'IS', '1'),
    ],
    more,
  );

export const fractionGroup = (more: Changes = {}): readonly TestElement[] =>
  changed(
    [
      el('300A,0071', 'IS', '1'),
      el('300A,0078', 'IS', '3'),
      sq('300C,0004', [
        [el('300A,0084', 'DS', '4'), el('300C,0006', 'IS', '1')],
        [el('300A,0084', 'DS', '5'), el('300C,0006', 'IS', '2')],
      ]),
    ],
    more,
  );

export function planElements(changes: Changes = {}): readonly TestElement[] {
  return changed(
    [
      ...common('1.2.840.10008.5.1.4.1.1.481.5', UID.plan, 'RTPLAN'),
      el('300A,0002', 'SH', 'SBRT'),
      sq('300A,0010', [doseReference()]),
      sq('300A,0070', [fractionGroup()]),
      sq('300C,0060', [[el('0008,1155', 'UI', UID.structureSet)]]),
    ],
    changes,
  );
}

export const doseFile = (changes: Changes = {}, wrapping: Wrapping = {}): Uint8Array =>
  dicomFile(doseElements(changes), wrapping);
export const structureFile = (changes: Changes = {}, wrapping: Wrapping = {}): Uint8Array =>
  dicomFile(structureElements(changes), wrapping);
export const planFile = (changes: Changes = {}, wrapping: Wrapping = {}): Uint8Array =>
  dicomFile(planElements(changes), wrapping);
