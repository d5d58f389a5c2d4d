import type { Lps } from '../geometry/axes.ts';
import type { CaseLesion } from '../protocol/case-file.ts';
import { MM3_PER_CM3 } from '../quantity.ts';
import { fourthPowerDose } from './closed-form.ts';
import { convexEllipsoid, convexTube } from './convex-solid.ts';
import type { ConvexSolid } from './convex-solid.ts';
import { ellipsoidalField } from './doses.ts';
import { designTarget } from './target.ts';
import type { DesignedTarget } from './target.ts';

/** Density on the CT: dissolved bone, hardened bone, or no bone at all. */
export type Density = 'lytic' | 'sclerotic' | 'soft';

export interface SkeletonLesion {
  readonly id: string;
  readonly where: string;
  readonly gtv: ConvexSolid;
  readonly ptv: ConvexSolid;
  readonly target: DesignedTarget;
  readonly density: Density;
  readonly facts: Pick<CaseLesion, 'site' | 'highRisk' | 'symptomatic'>;
}

export const PRESCRIPTION = { doseGy: 27, fractions: 3 };
const OUTLINE = { sagMm: 0.02 };
const MAXIMUM_RATIO = 1.2;

interface RoundLesion {
  readonly id: string;
  readonly where: string;
  readonly centreMm: Lps;
  readonly semiAxesMm: Lps;
  /** Size of the GTV as a share of the PTV's. */
  readonly gtvScale: number;
  readonly ptvCoverage: number;
  readonly towards: Lps;
  readonly density: Density;
  readonly facts: SkeletonLesion['facts'];
}

/** The two that overlap in the sacrum: of one shape, so that what they share is known in closed form. */
export const OVERLAPPING = {
  first: { id: 'L4', centreMm: [-10, 55, -55] as Lps, semiAxesMm: [16, 13, 18.7] as Lps },
  second: { id: 'L5', centreMm: [9, 57, -49] as Lps, scale: 15.7 / 18.7 },
} as const;

const [a, b, c] = OVERLAPPING.first.semiAxesMm;
const { scale } = OVERLAPPING.second;

const ROUND: readonly RoundLesion[] = [
  {
    id: 'L1',
    where: 'within the third lumbar vertebra',
    centreMm: [3, 40, 84],
    semiAxesMm: [15, 11, 9.6],
    gtvScale: 0.762,
    ptvCoverage: 0.962,
    towards: [0, -1, 0],
    density: 'lytic',
    facts: { site: 'bone', highRisk: true, symptomatic: true },
  },
  {
    id: 'L2',
    where: 'within the left iliac bone',
    centreMm: [78, 32, -50],
    semiAxesMm: [19, 32, 39.8],
    gtvScale: 0.9,
    ptvCoverage: 0.958,
    towards: [-1, 0.5, 1],
    density: 'sclerotic',
    facts: { site: 'bone', highRisk: false, symptomatic: false },
  },
  {
    id: 'L3',
    where: 'right iliac bone, growing out of it',
    centreMm: [-96, 20, -30],
    semiAxesMm: [18, 20, 21.6],
    gtvScale: 0.82,
    ptvCoverage: 0.97,
    towards: [1, 0.4, 1],
    density: 'lytic',
    facts: { site: 'bone', highRisk: false, symptomatic: true },
  },
  {
    id: OVERLAPPING.first.id,
    where: 'within the sacrum',
    centreMm: OVERLAPPING.first.centreMm,
    semiAxesMm: [a, b, c],
    gtvScale: 0.8,
    ptvCoverage: 0.975,
    towards: [-1, 0, -1],
    density: 'lytic',
    facts: { site: 'bone', highRisk: false, symptomatic: false },
  },
  {
    id: OVERLAPPING.second.id,
    where: 'within the sacrum, overlapping L4',
    centreMm: OVERLAPPING.second.centreMm,
    semiAxesMm: [a * scale, b * scale, c * scale],
    gtvScale: 0.8,
    ptvCoverage: 0.972,
    towards: [1, 0, 1],
    density: 'sclerotic',
    facts: { site: 'bone', highRisk: false, symptomatic: false },
  },
  {
    id: 'L7',
    where: 'right femoral head and neck, growing out of it',
    centreMm: [-106, 25, -152],
    semiAxesMm: [19, 13.5, 15.7],
    gtvScale: 0.8,
    ptvCoverage: 0.965,
    towards: [1, 1, 0],
    density: 'lytic',
    facts: { site: 'bone', highRisk: false, symptomatic: true },
  },
  {
    id: 'L8',
    where: 'left para-aortic node',
    centreMm: [28, 0, 90.5],
    semiAxesMm: [9, 8, 12.8],
    gtvScale: 0.75,
    ptvCoverage: 0.96,
    towards: [1, -1, 0],
    density: 'soft',
    facts: { site: 'node', highRisk: false, symptomatic: false },
  },
  {
    id: 'L9',
    where: 'right iliac node',
    centreMm: [-45, -25, -60],
    semiAxesMm: [12, 11, 15.6],
    gtvScale: 0.78,
    ptvCoverage: 0.968,
    towards: [0, -1, 1],
    density: 'soft',
    facts: { site: 'node', highRisk: false, symptomatic: false },
  },
  {
    id: 'L10',
    where: 'left trochanter and shaft, within the bone',
    centreMm: [138, 28, -172],
    semiAxesMm: [14.5, 14.5, 27.7],
    gtvScale: 0.85,
    ptvCoverage: 0.966,
    towards: [-1, 0, 2],
    density: 'sclerotic',
    facts: { site: 'bone', highRisk: false, symptomatic: false },
  },
];

/** Ten lesions: within bone, growing out of it, overlapping, taking a whole vertebra, and nodes that touch no bone. */
export function skeletonLesions(): readonly SkeletonLesion[] {
  const round = ROUND.map(roundLesion);
  return [...round.slice(0, 5), wholeVertebra(), ...round.slice(5)];
}

function roundLesion({ id, where, centreMm, semiAxesMm, density, facts, ...design }: RoundLesion): SkeletonLesion {
  const [x, y, z] = semiAxesMm;
  const ptvSemiAxesMm: Lps = [x / design.gtvScale, y / design.gtvScale, z / design.gtvScale];
  const target = designTarget(
    {
      ...design,
      centreMm,
      ptvSemiAxesMm,
      prescriptionGy: PRESCRIPTION.doseGy,
      maximumRatio: MAXIMUM_RATIO,
      isodoseScale: 1.05,
    },
    OUTLINE,
  );
  return {
    id,
    where,
    gtv: convexEllipsoid(centreMm, semiAxesMm, OUTLINE),
    ptv: convexEllipsoid(centreMm, ptvSemiAxesMm, OUTLINE),
    target,
    density,
    facts,
  };
}

/** The eighth thoracic vertebra with its cortical bone and the tissue about it; the prescription isodose holds its PTV. */
function wholeVertebra(): SkeletonLesion {
  const centreMm: Lps = [0, 45, 276];
  const gtv = convexTube(centreMm, [19.5, 16.5], 27, OUTLINE);
  const ptv = convexTube(centreMm, [24, 21], 33, OUTLINE);
  // The ellipsoid about a cylinder, a little larger.
  const isodose: Lps = [24 * Math.SQRT2, 21 * Math.SQRT2, (33 / 2) * Math.SQRT2];
  const maximumGy = PRESCRIPTION.doseGy * MAXIMUM_RATIO;
  const dose = fourthPowerDose(maximumGy, 1.06 / (MAXIMUM_RATIO - 1) ** 0.25);
  return {
    id: 'L6',
    where: 'the whole eighth thoracic vertebra',
    gtv,
    ptv,
    target: {
      gtv,
      ptv,
      field: ellipsoidalField(centreMm, isodose, dose),
      truth: {
        gtvVolumeCm3: gtv.volumeMm3 / MM3_PER_CM3,
        ptvVolumeCm3: ptv.volumeMm3 / MM3_PER_CM3,
        gtvCoveragePercent: 100,
        ptvCoveragePercent: 100,
        maximumGy,
      },
    },
    density: 'sclerotic',
    facts: { site: 'bone', highRisk: true, symptomatic: false },
  };
}
