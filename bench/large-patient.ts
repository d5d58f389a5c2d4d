import type { CaseFile, PhantomPatient, StoredDosePlanes } from '../core/index.ts';
import type { PhantomContour } from '../core/index.ts';
import { contoursOf } from '../core/phantom/shapes.ts';
import { type DesignedTarget, designTarget } from '../core/phantom/target.ts';
import { LEVEL_MM, largeSkeleton } from './large-skeleton.ts';

type Point = readonly [x: number, y: number, z: number];

const COLUMNS = 250;
const ROWS = 200;
const PLANES = 360;
const SPACING_MM = 2.5;
const REGIMEN = { doseGy: 27, fractions: 3 };
/** 16 bits reach to 52 Gy. */
const STEP_GY = 8e-4;
/** The dose of one lesion is followed out to this distance, mm; beyond, the bath of all of them is left. */
const REACH_MM = 55;
const BATH_GY = 1.5;
const GOLDEN = 0.618033988749895;

/**
 * A patient of the largest size that is met in practice: 60 lesions (GTV and PTV each), a skeleton of 2,000 cm³ over
 * 900 mm, contours every 2.5 mm, and a dose of 250 x 200 x 360 nodes. The same every time.
 */
export function largePatient(): PhantomPatient {
  const targets = centres().map((centreMm, n) => ({ id: `L${n + 1}`, n: n + 1, target: targetAt(centreMm, n) }));
  const skeleton = largeSkeleton(2000, SPACING_MM);
  const draw = (solid: DesignedTarget['ptv']): readonly PhantomContour[] =>
    contoursOf(solid, { spacingMm: SPACING_MM }, 0.01);
  const caseFile: CaseFile = {
    schema: 'trabecula/case/1',
    subject: 'large synthetic patient',
    trial: 'himars',
    lesions: targets.map(({ id, n }) => ({
      id,
      gtv: `GTV_${n}`,
      ptv: `PTV_${n}`,
      site: 'bone',
      prescription: REGIMEN,
    })),
    trabecularBone: { rois: ['Skeleton'], kind: 'trabecular', skeletonComplete: true },
  };
  return {
    name: 'large-patient',
    description: 'Sixty lesions and a whole skeleton, for measuring speed',
    patientId: 'PHANTOM-large',
    patientName: 'Phantom^Large',
    rois: [
      ...targets.flatMap(({ n, target }) => [
        {
          roiName: `GTV_${n}`,
          interpretedType: 'GTV' as const,
          contours: draw(target.gtv),
          colour: [255, 0, 0] as const,
        },
        {
          roiName: `PTV_${n}`,
          interpretedType: 'PTV' as const,
          contours: draw(target.ptv),
          colour: [255, 128, 192] as const,
        },
      ]),
      {
        roiName: 'Skeleton',
        interpretedType: 'ORGAN',
        colour: [240, 224, 160],
        contours: skeleton.planes.flatMap(({ zMm, loops }) => loops.map((loop) => contourOf(loop, zMm))),
      },
    ],
    plans: [
      {
        label: 'PLAN',
        fractions: REGIMEN.fractions,
        prescriptions: targets.map(({ n }) => ({ roiName: `PTV_${n}`, doseGy: REGIMEN.doseGy })),
        beams: 4,
      },
    ],
    doses: [
      {
        label: 'PLAN',
        plan: 'PLAN',
        doseUnits: 'GY',
        doseType: 'PHYSICAL',
        doseSummationType: 'PLAN',
        frameOffsets: 'relative',
        planes: doseOf(targets.map(({ target }) => target)),
      },
    ],
    ct: null,
    caseFile,
    truth: { volumes: [], lesions: [], outcomes: [] },
  };
}

/** Where metastases lie: 17 vertebrae, 16 in ribs, 15 in the pelvis, 6 in the femora, 4 in the sternum, 2 in the skull. */
function centres(): Point[] {
  const spine = Array.from({ length: 17 }, (_, n): Point => [n % 2 === 0 ? 4 : -4, 20, -227 + n * LEVEL_MM]);
  const ribs = Array.from({ length: 16 }, (_, n): Point => {
    const angle = 0.9 + 1.3 * ((n * GOLDEN) % 1);
    return [(n % 2 === 0 ? 1 : -1) * 140 * Math.sin(angle), 10 + 88 * Math.cos(angle), 60 + 16 * n];
  });
  const pelvis = Array.from({ length: 15 }, (_, n): Point => {
    const ring = [-100, -60, 0, 60, 100][n % 5]!;
    return [ring, ring === 0 ? 62 : 10, -345 + 45 * Math.floor(n / 5)];
  });
  const femora = Array.from({ length: 6 }, (_, n): Point => [n % 2 === 0 ? 104 : -104, 3, -395 - 20 * (n >> 1)]);
  const sternum = Array.from({ length: 4 }, (_, n): Point => [0, -85, 150 + 40 * n]);
  const skull: Point[] = [
    [70, 5, 385],
    [-70, 5, 385],
  ];
  return [...spine, ...ribs, ...pelvis, ...femora, ...sternum, ...skull];
}

/** PTVs of 0.6 to 30 cm³, covered to between 76 and 99 %. */
function targetAt(centreMm: Point, n: number): DesignedTarget {
  const random = (salt: number): number => ((n + 1) * GOLDEN * salt) % 1;
  const size = 5.5 + 12 * random(1) ** 2;
  const fraction = (mm: number): number => Math.round(mm * 100) / 100;
  return designTarget(
    {
      centreMm: [
        fraction(centreMm[0] + random(3)),
        fraction(centreMm[1] + random(5)),
        fraction(centreMm[2] + random(7)),
      ],
      ptvSemiAxesMm: [
        size * (0.9 + 0.3 * random(11)),
        size * (0.9 + 0.3 * random(13)),
        size * (0.9 + 0.3 * random(17)),
      ],
      gtvScale: 0.74,
      prescriptionGy: REGIMEN.doseGy,
      maximumRatio: 1.15 + 0.15 * random(19),
      ptvCoverage: 0.76 + 0.23 * random(23),
      isodoseScale: 1.03,
      towards: [1, random(29) - 0.5, random(31) - 0.5],
    },
    { sagMm: 0.02 },
  );
}

/** The largest of the lesions' doses at each node, and a bath that falls off towards the ends. */
function doseOf(targets: readonly DesignedTarget[]): StoredDosePlanes {
  const originMm: Point = [-311.25, -238.75, -448.75];
  const doseGy = new Float32Array(COLUMNS * ROWS * PLANES);
  const x = (i: number): number => originMm[0] + i * SPACING_MM;
  const y = (j: number): number => originMm[1] + j * SPACING_MM;
  const z = (k: number): number => originMm[2] + k * SPACING_MM;
  for (let k = 0, at = 0; k < PLANES; k++) {
    for (let j = 0; j < ROWS; j++) {
      for (let i = 0; i < COLUMNS; i++, at++) {
        const share = 1 - (x(i) / 330) ** 2 - (y(j) / 260) ** 2 - 0.5 * (z(k) / 460) ** 2;
        doseGy[at] = share > 0 ? BATH_GY * share : 0;
      }
    }
  }
  for (const { ptv, field } of targets) {
    const { centreMm, reachMm } = boxOf(ptv);
    const range = (axis: 0 | 1 | 2, nodes: number): [number, number] => [
      Math.max(0, Math.ceil((centreMm[axis] - reachMm - originMm[axis]) / SPACING_MM)),
      Math.min(nodes - 1, Math.floor((centreMm[axis] + reachMm - originMm[axis]) / SPACING_MM)),
    ];
    const [i0, i1] = range(0, COLUMNS);
    const [j0, j1] = range(1, ROWS);
    const [k0, k1] = range(2, PLANES);
    for (let k = k0; k <= k1; k++) {
      for (let j = j0; j <= j1; j++) {
        for (let i = i0; i <= i1; i++) {
          const at = i + COLUMNS * (j + ROWS * k);
          doseGy[at] = Math.max(doseGy[at]!, field(x(i), y(j), z(k)));
        }
      }
    }
  }
  return {
    originMm,
    rowDirection: [1, 0, 0],
    columnDirection: [0, 1, 0],
    columns: COLUMNS,
    rows: ROWS,
    columnSpacingMm: SPACING_MM,
    rowSpacingMm: SPACING_MM,
    planeOffsetsMm: Array.from({ length: PLANES }, (_, k) => k * SPACING_MM),
    doseGy: doseGy.map((dose) => Math.round(dose / STEP_GY) * STEP_GY),
    stepGy: STEP_GY,
  };
}

function boxOf({ z0Mm, z1Mm, cut }: DesignedTarget['ptv']): { centreMm: Point; reachMm: number } {
  const middle = 0.5 * (z0Mm + z1Mm);
  const loop = cut(middle)[0]!;
  let [x, y] = [0, 0];
  for (let p = 0; p < loop.length; p += 2) {
    x += loop[p]!;
    y += loop[p + 1]!;
  }
  return { centreMm: [(2 * x) / loop.length, (2 * y) / loop.length, middle], reachMm: REACH_MM };
}

function contourOf(loop: Float64Array, zMm: number): PhantomContour {
  const pointsMm = new Float64Array((loop.length / 2) * 3);
  for (let p = 0; p < loop.length / 2; p++) pointsMm.set([loop[2 * p]!, loop[2 * p + 1]!, zMm], 3 * p);
  return { geometricType: 'CLOSED_PLANAR', pointsMm };
}
