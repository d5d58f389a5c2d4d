import type { PhantomCt } from './patient.ts';
import { planesBetween } from './shapes.ts';
import type { PhantomSolid, SlicePlanes } from './shapes.ts';
import type { BonePart } from './skeleton-bones.ts';
import type { Density, SkeletonLesion } from './skeleton-lesions.ts';

/** Hounsfield units of tissues at 120 kV, round numbers. */
const HU = {
  air: -1000,
  softTissue: 40,
  fluid: 10,
  cortical: 1000,
  spongiosa: 200,
  fattyMarrow: -70,
  lytic: 35,
  sclerotic: 700,
} as const;

/** Sampled at pixel centres, without blur, with a few HU of fixed texture. */
export function skeletonCt(
  body: PhantomSolid,
  canal: PhantomSolid,
  parts: readonly BonePart[],
  lesions: readonly SkeletonLesion[],
  slices: SlicePlanes,
  [columnSpacingMm, rowSpacingMm]: readonly [number, number],
): PhantomCt {
  const tissueAt = slicewise(body, canal, parts, lesions);
  const [halfX, halfY] = [177, 112.5];
  return {
    columns: Math.round((2 * halfX) / columnSpacingMm) + 1,
    rows: Math.round((2 * halfY) / rowSpacingMm) + 1,
    columnSpacingMm,
    rowSpacingMm,
    originMm: [-halfX, -halfY],
    // Two slices of air at either end: the skeleton is not cut off.
    zMm: planesBetween(body.z0Mm - 2 * slices.spacingMm, body.z1Mm + 2 * slices.spacingMm, slices),
    hounsfield: (x, y, z) => {
      const hu = tissueAt(x, y, z);
      return hu === HU.air ? hu : hu + Math.round(6 * Math.sin(0.9 * x + 0.3 * z) * Math.cos(0.7 * y - 0.2 * z));
    },
  };
}

/** Only what a slice cuts is asked for its pixels. */
function slicewise(
  body: PhantomSolid,
  canal: PhantomSolid,
  parts: readonly BonePart[],
  lesions: readonly SkeletonLesion[],
): (x: number, y: number, z: number) => number {
  let at = Number.NaN;
  let bones: readonly BonePart[] = [];
  let tumours: readonly SkeletonLesion[] = [];
  return (x, y, z) => {
    if (z !== at) {
      at = z;
      bones = parts.filter(({ whole }) => z >= whole.z0Mm && z <= whole.z1Mm);
      tumours = lesions.filter(({ gtv }) => z >= gtv.z0Mm && z <= gtv.z1Mm);
    }
    if (!body.holds(x, y, z)) return HU.air;
    const lesion = tumours.find(({ gtv }) => gtv.holds(x, y, z));
    const inBone = bones.some(({ whole }) => whole.holds(x, y, z));
    if (lesion !== undefined) return inBone ? inLesion(lesion.density) : HU.softTissue;
    if (!inBone) return canal.holds(x, y, z) ? HU.fluid : HU.softTissue;
    const inner = bones.filter((bone) => bone.inner.holds(x, y, z));
    if (inner.length === 0) return HU.cortical;
    return inner.some(({ filling }) => filling === 'spongiosa') ? HU.spongiosa : HU.fattyMarrow;
  };
}

function inLesion(density: Density): number {
  return density === 'soft' ? HU.softTissue : HU[density];
}
