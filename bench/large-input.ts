import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Node } from '../tests/fuzz/dicom-tree.ts';
import { fileOf, sequence, text, words } from '../tests/fuzz/dicom-tree.ts';

/**
 * A synthetic patient larger than any that is met: written file by file and plane by plane, so that it is never in memory
 * as a whole, and never kept.
 */
export interface LargeInput {
  readonly slices: number;
  readonly structures: number;
  /** Nodes of the dose; stored in 16 bits, held in 32. */
  readonly dose: readonly [columns: number, rows: number, planes: number];
  /** Columns and rows of a CT slice. */
  readonly ctSize: number;
}

export const LARGE: LargeInput = { slices: 3000, structures: 300, dose: [512, 512, 1024], ctSize: 512 };
export const SMALL: LargeInput = { slices: 40, structures: 24, dose: [64, 64, 96], ctSize: 64 };

const LESIONS = 6;
const CORNERS = 72;
const UID = { study: '1.2.826.1', frame: '1.2.826.2', ct: '1.2.826.3', structureSet: '1.2.826.4', plan: '1.2.826.5' };
/** What everything lies in, mm. */
const EXTENT_MM = [480, 480, 1800] as const;
const RADIUS_MM = 12;
const PRESCRIBED_GY = 27;
const SCALING_GY = 6e-4;

const common = (sopClass: string, uid: string, modality: string): Node[] => [
  text(0x00080016, 'UI', sopClass),
  text(0x00080018, 'UI', uid),
  text(0x00080060, 'CS', modality),
  text(0x00100010, 'PN', 'Phantom^Large'),
  text(0x00100020, 'LO', 'PHANTOM-LARGE-INPUT'),
  text(0x0020000d, 'UI', UID.study),
  text(0x0020000e, 'UI', modality === 'CT' ? UID.ct : `${uid}.1`),
  text(0x00200052, 'UI', UID.frame),
];

const centreOf = (n: number): readonly [number, number, number] => [
  160 + 30 * n,
  140 + 35 * n,
  200 + ((EXTENT_MM[2] - 400) * n) / LESIONS,
];

/** Writes the files to a folder; answers how many bytes. */
export function writeLargeInput(folder: string, large: LargeInput): number {
  mkdirSync(join(folder, 'CT'), { recursive: true });
  const bytes =
    writeSlices(folder, large) + writeStructures(folder, large) + writeDose(folder, large) + writePlan(folder);
  writeFileSync(join(folder, 'case.json'), JSON.stringify(caseFile(), null, 2));
  return bytes;
}

function writeSlices(folder: string, { slices, ctSize }: LargeInput): number {
  const pixels = Array.from({ length: ctSize * ctSize }, (_, n) => (n * 7) % 1200);
  let total = 0;
  for (let k = 0; k < slices; k++) {
    const spacing = EXTENT_MM[0] / ctSize;
    const file = fileOf(
      [
        ...common('1.2.840.10008.5.1.4.1.1.2', `${UID.ct}.${k + 1}`, 'CT'),
        text(0x00180050, 'DS', String(EXTENT_MM[2] / slices)),
        text(0x00200032, 'DS', `0\\0\\${((EXTENT_MM[2] * k) / slices).toFixed(3)}`),
        text(0x00200037, 'DS', '1\\0\\0\\0\\1\\0'),
        words(0x00280002, [1]),
        text(0x00280004, 'CS', 'MONOCHROME2'),
        words(0x00280010, [ctSize]),
        words(0x00280011, [ctSize]),
        text(0x00280030, 'DS', `${spacing}\\${spacing}`),
        words(0x00280100, [16]),
        words(0x00280101, [16]),
        words(0x00280102, [15]),
        words(0x00280103, [0]),
        text(0x00281052, 'DS', '-1000'),
        text(0x00281053, 'DS', '1'),
        words(0x7fe00010, pixels, 'OW'),
      ],
      'explicit-little',
    );
    writeFileSync(join(folder, 'CT', `CT_${String(k + 1).padStart(5, '0')}.dcm`), file);
    total += file.length;
  }
  return total;
}

interface Ball {
  readonly roiName: string;
  readonly type: string;
  readonly centre: readonly [number, number, number];
  readonly radiusMm: number;
  readonly spacingMm: number;
}

/** A body, targets in pairs, and organs of every size. */
function balls({ structures }: LargeInput): Ball[] {
  const targets = Array.from({ length: LESIONS }, (_, n) => n).flatMap((n): Ball[] => [
    { roiName: `GTV_${n + 1}`, type: 'GTV', centre: centreOf(n), radiusMm: RADIUS_MM - 4, spacingMm: 1.25 },
    { roiName: `PTV_${n + 1}`, type: 'PTV', centre: centreOf(n), radiusMm: RADIUS_MM, spacingMm: 1.25 },
  ]);
  const organs = Array.from({ length: structures - targets.length }, (_, n): Ball => {
    const share = (by: number): number => ((n + 1) * by) % 1;
    return {
      roiName: `Organ_${n + 1}`,
      type: 'ORGAN',
      centre: [80 + 320 * share(0.618), 80 + 320 * share(0.414), 120 + (EXTENT_MM[2] - 240) * share(0.732)],
      radiusMm: 10 + 60 * share(0.271),
      spacingMm: 2.5,
    };
  });
  return [...targets, ...organs];
}

function outlinesOf({ centre, radiusMm, spacingMm }: Ball): Node[][] {
  const contours: Node[][] = [];
  const [x, y, z] = centre;
  const half = Math.floor(radiusMm / spacingMm);
  for (let k = -half; k <= half; k++) {
    const r = Math.sqrt(Math.max(1, radiusMm ** 2 - (k * spacingMm) ** 2));
    const points: string[] = [];
    for (let n = 0; n < CORNERS; n++) {
      const angle = (2 * Math.PI * n) / CORNERS;
      points.push(
        `${(x + r * Math.cos(angle)).toFixed(3)}\\${(y + r * Math.sin(angle)).toFixed(3)}\\${z + k * spacingMm}`,
      );
    }
    contours.push([
      text(0x30060042, 'CS', 'CLOSED_PLANAR'),
      text(0x30060046, 'IS', String(CORNERS)),
      text(0x30060050, 'DS', points.join('\\')),
    ]);
  }
  return contours;
}

function writeStructures(folder: string, large: LargeInput): number {
  const all = balls(large).map((ball, n) => ({ ...ball, number: String(n + 1) }));
  const file = fileOf(
    [
      ...common('1.2.840.10008.5.1.4.1.1.481.3', UID.structureSet, 'RTSTRUCT'),
      text(0x30060002, 'SH', 'Large'),
      sequence(0x30060010, [[text(0x00200052, 'UI', UID.frame)]]),
      sequence(
        0x30060020,
        all.map(({ number, roiName }) => [
          text(0x30060022, 'IS', number),
          text(0x30060024, 'UI', UID.frame),
          text(0x30060026, 'LO', roiName),
        ]),
      ),
      sequence(
        0x30060039,
        all.map((ball) => [sequence(0x30060040, outlinesOf(ball)), text(0x30060084, 'IS', ball.number)]),
      ),
      sequence(
        0x30060080,
        all.map(({ number, type }) => [
          text(0x30060082, 'IS', number),
          text(0x30060084, 'IS', number),
          text(0x300600a4, 'CS', type),
        ]),
      ),
    ],
    'implicit-little',
  );
  writeFileSync(join(folder, 'RS.dcm'), file);
  return file.length;
}

/** Gaussians about the lesions on a low bath, plane by plane into the file. */
function writeDose(folder: string, { dose: [columns, rows, planes] }: LargeInput): number {
  const spacing = [EXTENT_MM[0] / columns, EXTENT_MM[1] / rows, EXTENT_MM[2] / planes] as const;
  const header = fileOf(
    [
      ...common('1.2.840.10008.5.1.4.1.1.481.2', `${UID.plan}.1`, 'RTDOSE'),
      text(0x00200032, 'DS', '0\\0\\0'),
      text(0x00200037, 'DS', '1\\0\\0\\0\\1\\0'),
      words(0x00280002, [1]),
      text(0x00280004, 'CS', 'MONOCHROME2'),
      text(0x00280008, 'IS', String(planes)),
      words(0x00280010, [rows]),
      words(0x00280011, [columns]),
      text(0x00280030, 'DS', `${spacing[1]}\\${spacing[0]}`),
      words(0x00280100, [16]),
      words(0x00280101, [16]),
      words(0x00280102, [15]),
      words(0x00280103, [0]),
      text(0x30040002, 'CS', 'GY'),
      text(0x30040004, 'CS', 'PHYSICAL'),
      text(0x3004000a, 'CS', 'PLAN'),
      { tag: 0x3004000c, vr: 'UT', value: offsets(planes, spacing[2]), saidVr: 'UT' },
      text(0x3004000e, 'DS', String(SCALING_GY)),
      sequence(0x300c0002, [[text(0x00081155, 'UI', UID.plan)]]),
    ],
    'explicit-little',
  );
  const length = 2 * columns * rows * planes;
  const file = openSync(join(folder, 'RD.dcm'), 'w');
  writeSync(file, header);
  const head = new DataView(new ArrayBuffer(12));
  [0xe0, 0x7f, 0x10, 0, 0x4f, 0x57, 0, 0].forEach((byte, n) => head.setUint8(n, byte));
  head.setUint32(8, length, true);
  writeSync(file, new Uint8Array(head.buffer));
  const plane = new Uint16Array(columns * rows);
  const sigma = RADIUS_MM / Math.sqrt(2 * Math.log(1.25));
  for (let k = 0; k < planes; k++) {
    plane.fill(1 / SCALING_GY);
    for (let n = 0; n < LESIONS; n++) {
      const [cx, cy, cz] = centreOf(n);
      const along = (c: number, at: number): number => Math.exp(-((at - c) ** 2) / (2 * sigma * sigma));
      const here = (1.25 * PRESCRIBED_GY * along(cz, k * spacing[2])) / SCALING_GY;
      if (here < 1) continue;
      const gx = Float64Array.from({ length: columns }, (_, i) => along(cx, i * spacing[0]));
      for (let j = 0; j < rows; j++) {
        const gy = here * along(cy, j * spacing[1]);
        if (gy < 1) continue;
        for (let i = 0; i < columns; i++) plane[j * columns + i]! += gy * gx[i]!;
      }
    }
    writeSync(file, new Uint8Array(plane.buffer));
  }
  closeSync(file);
  return header.length + 12 + length;
}

function offsets(planes: number, spacing: number): string {
  return Array.from({ length: planes }, (_, k) => String(Number((k * spacing).toFixed(4)))).join('\\');
}

function writePlan(folder: string): number {
  const file = fileOf(
    [
      ...common('1.2.840.10008.5.1.4.1.1.481.5', UID.plan, 'RTPLAN'),
      text(0x300a0002, 'SH', 'Large'),
      sequence(0x300a0070, [[text(0x300a0071, 'IS', '1'), text(0x300a0078, 'IS', '3')]]),
      sequence(0x300c0060, [[text(0x00081155, 'UI', UID.structureSet)]]),
    ],
    'explicit-little',
  );
  writeFileSync(join(folder, 'RP.dcm'), file);
  return file.length;
}

function caseFile(): object {
  return {
    schema: 'trabecula/case/1',
    subject: 'large input',
    trial: 'himars',
    lesions: Array.from({ length: LESIONS }, (_, n) => ({
      id: `L${n + 1}`,
      gtv: `GTV_${n + 1}`,
      ptv: `PTV_${n + 1}`,
      prescription: { doseGy: PRESCRIBED_GY, fractions: 3 },
    })),
  };
}
