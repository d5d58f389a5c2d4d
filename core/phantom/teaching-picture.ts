import { doseAtPoint } from '../dose/oblique-dose.ts';
import type { DoseGrid } from '../dose/dose-grid.ts';
import type { Region, Slab } from '../geometry/region.ts';
import type { TeachingCase, TeachingTarget } from './teaching-case.ts';
import type { TeachingSettings } from './teaching-settings.ts';

/** u runs across (x or y), z upwards; mm. */
type Point = readonly [u: number, z: number];

export type TeachingView = 'coronal' | 'sagittal';

/** A cut through the middle of a teaching case, true to scale: coronal (x, z) or sagittal (y, z). */
export interface TeachingPicture {
  readonly view: TeachingView;
  /** The cut reaches so far to both sides of the target's centre, mm. */
  readonly halfWidthMm: number;
  readonly halfHeightMm: number;
  /** As they are. */
  readonly gtv: CutOutline;
  readonly ptv: CutOutline;
  /** The PTV as the stated convention makes it of its contours: boxes. */
  readonly ptvAsDrawn: readonly {
    readonly u0: number;
    readonly u1: number;
    readonly z0: number;
    readonly z1: number;
  }[];
  /** Isodoses of the continuous dose, percent of the prescription. */
  readonly isodoses: readonly {
    readonly percent: number;
    readonly centre: Point;
    readonly acrossMm: number;
    readonly alongMm: number;
  }[];
  /** The prescription isodose as the dose grid has it, linear between nodes; empty where there is none. */
  readonly isodoseOfGrid: readonly Point[];
  /** Where the dose is known. */
  readonly nodesUMm: readonly number[];
  readonly nodesZMm: readonly number[];
  /** Where contours were drawn. */
  readonly planesMm: readonly number[];
}

/** A rectangle or an ellipse about the centre. */
export interface CutOutline {
  readonly kind: 'rectangle' | 'ellipse';
  readonly acrossMm: number;
  readonly alongMm: number;
}

const ISODOSES_PERCENT = [50, 80, 100, 125];
const AROUND_MM = 6;
/** Step in z of the isodose of the grid. */
const STEP_MM = 0.25;

/** `ptvRegion`: the PTV under the stated convention; null where it was not drawn. */
export function teachingPicture(
  teaching: TeachingCase,
  { shape }: TeachingSettings,
  view: TeachingView,
  ptvRegion: Region | null,
): TeachingPicture {
  const { dose, grid, ptv, gtv, planesMm } = teaching;
  const halfWidthMm = ptv.size.acrossMm + AROUND_MM;
  const halfHeightMm = ptv.size.alongMm + AROUND_MM;
  const within = (nodes: Float64Array, half: number): number[] => [...nodes].filter((mm) => Math.abs(mm) <= half);
  const outline = ({ size }: TeachingTarget): CutOutline => ({
    kind: shape === 'cylinder' ? 'rectangle' : 'ellipse',
    ...size,
  });
  const [across, aside] = view === 'coronal' ? [0, 1] : [1, 0];
  const isodoses = ISODOSES_PERCENT.flatMap((percent) => {
    const size = dose.isodoseMm((dose.prescribedGy * percent) / 100);
    const share = size === null ? 0 : 1 - (dose.centreMm[aside]! / size.acrossMm) ** 2;
    if (size === null || share <= 0) return [];
    const scale = Math.sqrt(share);
    const centre: Point = [dose.centreMm[across]!, dose.centreMm[2]];
    return [{ percent, centre, acrossMm: scale * size.acrossMm, alongMm: scale * size.alongMm }];
  });
  return {
    view,
    halfWidthMm,
    halfHeightMm,
    gtv: outline(gtv),
    ptv: outline(ptv),
    ptvAsDrawn: (ptvRegion?.slabs ?? []).flatMap((slab) => boxOf(slab, view)),
    isodoses,
    isodoseOfGrid: isodoseOfGrid(grid, dose.prescribedGy, view),
    nodesUMm: within(view === 'coronal' ? grid.xMm : grid.yMm, halfWidthMm),
    nodesZMm: within(grid.zMm, halfHeightMm),
    planesMm,
  };
}

/** What a slab has of the cut. The targets are convex: one stretch. */
function boxOf({ z0Mm, z1Mm, rowEdgesMm, rowStart, endsMm }: Slab, view: TeachingView): TeachingPicture['ptvAsDrawn'] {
  const us: number[] = [];
  for (let row = 0; row + 1 < rowEdgesMm.length; row++) {
    const [y0, y1] = [rowEdgesMm[row]!, rowEdgesMm[row + 1]!];
    for (let n = rowStart[row]!; n < rowStart[row + 1]!; n++) {
      const [x0, x1] = [endsMm[2 * n]!, endsMm[2 * n + 1]!];
      if (view === 'coronal' && y0 <= 0 && y1 > 0) us.push(x0, x1);
      if (view === 'sagittal' && x0 <= 0 && x1 > 0) us.push(y0, y1);
    }
  }
  return us.length === 0 ? [] : [{ u0: Math.min(...us), u1: Math.max(...us), z0: z0Mm, z1: z1Mm }];
}

/** The outline of the dose at or above a level: its first and last crossing on each line across. */
function isodoseOfGrid(grid: DoseGrid, levelGy: number, view: TeachingView): readonly Point[] {
  const nodes = view === 'coronal' ? grid.xMm : grid.yMm;
  const left: Point[] = [];
  const right: Point[] = [];
  const last = grid.zMm.at(-1)!;
  for (let z = grid.zMm[0]!; z <= last; z += STEP_MM) {
    const doses = Array.from(nodes, (u) => doseAtPoint(grid, view === 'coronal' ? [u, 0, z] : [0, u, z]) ?? 0);
    const first = doses.findIndex((dose) => dose >= levelGy);
    if (first === -1) continue;
    const final = doses.findLastIndex((dose) => dose >= levelGy);
    left.push([crossing(nodes, doses, first, first - 1, levelGy), z]);
    right.push([crossing(nodes, doses, final, final + 1, levelGy), z]);
  }
  return [...left, ...right.reverse()];
}

function crossing(
  nodes: Float64Array,
  doses: readonly number[],
  inside: number,
  outside: number,
  levelGy: number,
): number {
  const [u, a] = [nodes[inside]!, doses[inside]!];
  const [v, b] = [nodes[outside], doses[outside]];
  return v === undefined || b === undefined ? u : u + ((v - u) * (a - levelGy)) / (a - b);
}
