import type { Node } from './dicom-tree.ts';
import { sequence, text, words } from './dicom-tree.ts';

/** A small lopsided patient as trees: two solids of five planes in a dose of 7 x 6 x 5 nodes. Made anew for each mutant. */

const UID = { dose: '1.2.3.1', structureSet: '1.2.3.2', plan: '1.2.3.3', frame: '1.2.3.9', study: '1.2.3.8' };
const Z = [-6, -3.5, -1, 1.5, 4];

const common = (sopClass: string, uid: string, modality: string): Node[] => [
  text(0x00080005, 'CS', 'ISO_IR 100'),
  text(0x00080016, 'UI', sopClass),
  text(0x00080018, 'UI', uid),
  text(0x00080060, 'CS', modality),
  text(0x00100010, 'PN', 'Fuzz^Patient'),
  text(0x00100020, 'LO', 'P1'),
  text(0x0020000d, 'UI', UID.study),
  text(0x0020000e, 'UI', '1.2.3.7'),
  text(0x00200052, 'UI', UID.frame),
];

function outline(radius: number, x: number, y: number, z: number, corners: number): string {
  const points: string[] = [];
  for (let n = 0; n < corners; n++) {
    const angle = (2 * Math.PI * n) / corners;
    const r = radius * (1 + 0.2 * Math.cos(3 * angle + z));
    points.push((x + r * Math.cos(angle)).toFixed(2), (y + 0.7 * r * Math.sin(angle)).toFixed(2), String(z));
  }
  return points.join('\\');
}

const contour = (radius: number, x: number, y: number, z: number, corners: number): Node[] => [
  text(0x30060042, 'CS', 'CLOSED_PLANAR'),
  text(0x30060046, 'IS', String(corners)),
  text(0x30060050, 'DS', outline(radius, x, y, z, corners)),
];

const roi = (number: string, name: string): Node[] => [
  text(0x30060022, 'IS', number),
  text(0x30060024, 'UI', UID.frame),
  text(0x30060026, 'LO', name),
];

const observation = (number: string, type: string): Node[] => [
  text(0x30060082, 'IS', number),
  text(0x30060084, 'IS', number),
  text(0x300600a4, 'CS', type),
];

export function structureSetTree(): Node[] {
  return [
    ...common('1.2.840.10008.5.1.4.1.1.481.3', UID.structureSet, 'RTSTRUCT'),
    text(0x30060002, 'SH', 'Fuzz'),
    sequence(0x30060010, [[text(0x00200052, 'UI', UID.frame)]]),
    sequence(0x30060020, [roi('1', 'PTV_1'), roi('7', 'GTV_1')]),
    sequence(0x30060039, [
      [
        sequence(
          0x30060040,
          Z.map((z) => contour(8, 1, -2, z, 11)),
        ),
        text(0x30060084, 'IS', '1'),
      ],
      [
        sequence(
          0x30060040,
          Z.slice(1, 4).map((z) => contour(5, 2, -1, z, 7)),
        ),
        text(0x30060084, 'IS', '7'),
      ],
    ]),
    sequence(0x30060080, [observation('1', 'PTV'), observation('7', 'GTV')]),
  ];
}

const SIZE = [7, 6, 5] as const;

export function doseTree(): Node[] {
  const stored: number[] = [];
  for (let k = 0; k < SIZE[2]; k++)
    for (let j = 0; j < SIZE[1]; j++)
      for (let i = 0; i < SIZE[0]; i++) {
        const [x, y, z] = [-12 + 4 * i, -14 + 5 * j, -8 + 3.5 * k];
        stored.push(Math.round(3000 * Math.exp(-(((x - 2) / 14) ** 2 + ((y + 1) / 11) ** 2 + (z / 9) ** 2))));
      }
  return [
    ...common('1.2.840.10008.5.1.4.1.1.481.2', UID.dose, 'RTDOSE'),
    text(0x00200032, 'DS', '-12\\-14\\-8'),
    text(0x00200037, 'DS', '1\\0\\0\\0\\1\\0'),
    words(0x00280002, [1]),
    text(0x00280004, 'CS', 'MONOCHROME2'),
    text(0x00280008, 'IS', String(SIZE[2])),
    words(0x00280010, [SIZE[1]]),
    words(0x00280011, [SIZE[0]]),
    text(0x00280030, 'DS', '5\\4'),
    words(0x00280100, [16]),
    words(0x00280101, [16]),
    words(0x00280102, [15]),
    words(0x00280103, [0]),
    text(0x30040002, 'CS', 'GY'),
    text(0x30040004, 'CS', 'PHYSICAL'),
    text(0x3004000a, 'CS', 'PLAN'),
    text(0x3004000c, 'DS', '0\\3.5\\7\\10.5\\14'),
    text(0x3004000e, 'DS', '0.01'),
    sequence(0x300c0002, [[text(0x00081150, 'UI', '1.2.840.10008.5.1.4.1.1.481.5'), text(0x00081155, 'UI', UID.plan)]]),
    words(0x7fe00010, stored, 'OW'),
  ];
}

export function planTree(): Node[] {
  return [
    ...common('1.2.840.10008.5.1.4.1.1.481.5', UID.plan, 'RTPLAN'),
    text(0x300a0002, 'SH', 'SBRT'),
    sequence(0x300a0010, [
      [
        text(0x300a0012, 'IS', '1'),
        text(0x300a0014, 'CS', 'VOLUME'),
        text(0x300a0020, 'CS', 'TARGET'),
        text(0x300a0026, 'DS', '27'),
        text(0x30060084, 'IS', '1'),
      ],
    ]),
    sequence(0x300a0070, [
      [
        text(0x300a0071, 'IS', '1'),
        text(0x300a0078, 'IS', '3'),
        sequence(0x300c0004, [[text(0x300a0084, 'DS', '9'), text(0x300c0006, 'IS', '1')]]),
      ],
    ]),
    sequence(0x300c0060, [[text(0x00081155, 'UI', UID.structureSet)]]),
  ];
}
