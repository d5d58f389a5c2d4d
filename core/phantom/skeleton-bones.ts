import type { Lps } from '../geometry/axes.ts';
import { convexEllipsoid, convexTube } from './convex-solid.ts';
import type { ConvexSolid } from './convex-solid.ts';

/**
 * A spine, a pelvis and two femora with a cortical shell, of simple solids. Flat ends lie half way between slices of 3 mm
 * and of 1 mm, and round solids are so high and so placed that their slices add up to their own volume within 0.1 %: what
 * slices lose is not to be mistaken for what the program loses.
 */
export interface BonePart {
  /** The ROI that the part is drawn in. The parts of one ROI lie apart; parts of different ROIs may overlap. */
  readonly roi: BoneRoi;
  /** The bone that it belongs to, by the names and numbers that segmentation models use. */
  readonly bone: string;
  readonly whole: ConvexSolid;
  /** What the cortical shell encloses. */
  readonly inner: ConvexSolid;
  /** Spongiosa, or the fatty marrow of a shaft. */
  readonly filling: 'spongiosa' | 'fatty marrow';
}

export type BoneRoi = 'Spine' | 'Sacrum' | 'Bone_Pelvic' | 'FemurHeads' | 'FemurNecks' | 'Trochanters' | 'FemurShafts';

export const BONE_ROIS: readonly BoneRoi[] = [
  'Spine',
  'Sacrum',
  'Bone_Pelvic',
  'FemurHeads',
  'FemurNecks',
  'Trochanters',
  'FemurShafts',
];

const SHELL_MM = 3;
const OUTLINE = { sagMm: 0.03 };

export function skeletonParts(): readonly BonePart[] {
  return [...spine(), ...pelvis(), ...femur('left', 1), ...femur('right', -1)];
}

function spine(): readonly BonePart[] {
  const lumbar = Array.from({ length: 5 }, (_, k) =>
    vertebra(`vertebrae_L${5 - k}`, [0, 40, 18 + 33 * k], [25, 17.5], 27),
  );
  const thoracic = Array.from({ length: 12 }, (_, k) =>
    vertebra(`vertebrae_T${12 - k}`, [0, 45, 180 + 24 * k], [17, 14.5], 21),
  );
  return [...lumbar, ...thoracic];
}

function vertebra(bone: string, centreMm: Lps, [a, b]: readonly [number, number], heightMm: number): BonePart {
  return {
    roi: 'Spine',
    bone,
    whole: convexTube(centreMm, [a, b], heightMm, OUTLINE),
    inner: convexTube(centreMm, [a - SHELL_MM, b - SHELL_MM], heightMm - 2 * SHELL_MM, OUTLINE),
    filling: 'spongiosa',
  };
}

function pelvis(): readonly BonePart[] {
  return [
    shelled('Sacrum', 'sacrum', [0, 55, -52], [48, 22, 48]),
    shelled('Bone_Pelvic', 'hip_left', [78, 30, -52], [26, 46, 64]),
    shelled('Bone_Pelvic', 'hip_right', [-78, 30, -52], [26, 46, 64]),
  ];
}

function femur(side: 'left' | 'right', sign: 1 | -1): readonly BonePart[] {
  const bone = `femur_${side}`;
  return [
    shelled('FemurHeads', bone, [92 * sign, 25, -149.5], [24.8, 24.8, 24.8]),
    shelled('FemurNecks', bone, [115 * sign, 25, -152.5], [30, 14.2, 14.2]),
    shelled('Trochanters', bone, [138 * sign, 28, -172], [20, 20, 38]),
    {
      roi: 'FemurShafts',
      bone,
      whole: convexTube([136 * sign, 28, -261], [15, 15], 141, OUTLINE),
      inner: convexTube([136 * sign, 28, -258], [10, 10], 135, OUTLINE),
      filling: 'fatty marrow',
    },
  ];
}

function shelled(roi: BoneRoi, bone: string, centreMm: Lps, [a, b, c]: Lps): BonePart {
  return {
    roi,
    bone,
    whole: convexEllipsoid(centreMm, [a, b, c], OUTLINE),
    inner: convexEllipsoid(centreMm, [a - SHELL_MM, b - SHELL_MM, c - SHELL_MM], OUTLINE),
    filling: 'spongiosa',
  };
}

/** Numbers by which a widely used model (TotalSegmentator, version 2) labels these bones. */
export const BONE_LABELS: Readonly<Record<string, number>> = {
  sacrum: 25,
  ...Object.fromEntries(Array.from({ length: 5 }, (_, k) => [`vertebrae_L${5 - k}`, 27 + k])),
  ...Object.fromEntries(Array.from({ length: 12 }, (_, k) => [`vertebrae_T${12 - k}`, 32 + k])),
  femur_left: 75,
  femur_right: 76,
  hip_left: 77,
  hip_right: 78,
};
