import type { PhantomCt } from './patient.ts';
import { planesBetween } from './shapes.ts';
import type { SlicePlanes, PhantomSolid } from './shapes.ts';

const AIR = -1000;
const SOFT_TISSUE = 40;
const SPONGIOSA = 220;

/**
 * A coarse planning CT: air, soft tissue within `body`, spongiosa within `bone`, with a few HU of fixed texture so
 * that no two slices are alike. One pixel of air is left around the body.
 */
export function softTissueCt(
  body: PhantomSolid,
  planes: SlicePlanes,
  [columnSpacingMm, rowSpacingMm]: readonly [number, number],
  bone: PhantomSolid | null,
): PhantomCt {
  const zMm = planesBetween(body.z0Mm, body.z1Mm, planes);
  const outline = body.cut(zMm[Math.floor(zMm.length / 2)] ?? body.z0Mm).flatMap((loop) => [...loop]);
  const xs = outline.filter((_, index) => index % 2 === 0);
  const ys = outline.filter((_, index) => index % 2 === 1);
  const [x0, x1] = [Math.min(...xs) - columnSpacingMm, Math.max(...xs) + columnSpacingMm];
  const [y0, y1] = [Math.min(...ys) - rowSpacingMm, Math.max(...ys) + rowSpacingMm];
  return {
    columns: Math.ceil((x1 - x0) / columnSpacingMm) + 1,
    rows: Math.ceil((y1 - y0) / rowSpacingMm) + 1,
    columnSpacingMm,
    rowSpacingMm,
    originMm: [Math.round(x0), Math.round(y0)],
    zMm,
    hounsfield: (x, y, z) => {
      if (!body.holds(x, y, z)) return AIR;
      const texture = Math.round(6 * Math.sin(0.9 * x + 0.3 * z) * Math.cos(0.7 * y - 0.2 * z));
      return (bone?.holds(x, y, z) === true ? SPONGIOSA : SOFT_TISSUE) + texture;
    },
  };
}
