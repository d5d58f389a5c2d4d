import { contours } from 'd3-contour';
import type { Loop } from '../geometry/contour-stack.ts';
import type { DosePlane } from './cut-dose.ts';

/** An isodose in a plane, along the plane's axes u and v. */
export interface Isodose {
  /** Where the dose is the level, as polylines u0 v0 u1 v1 ...; a closed one repeats its first point. */
  readonly lines: readonly Float64Array[];
  /** Where the dose is at least the level, as closed polygons, the inside by even-odd; they also run along the plane's rim. */
  readonly areas: readonly Loop[];
}

/**
 * The one door to d3-contour. It finds which neighbouring nodes an isodose parts; where it passes between them is worked out
 * here, linearly along the edge, since the nodes need not be evenly spaced. Its rings close along the rim of what is known,
 * half a step beyond the outermost nodes: lines end there, areas are drawn back to the nodes.
 */
export function isodose({ uMm, vMm, doseGy }: DosePlane, levelGy: number): Isodose {
  const [columns, rows] = [uMm.length, vMm.length];
  const lines: Float64Array[] = [];
  const areas: Loop[] = [];
  // d3-contour takes any array of numbers.
  const found = contours()
    .size([columns, rows])
    .smooth(false)
    .contour(doseGy as unknown as number[], levelGy);
  for (const ring of found.coordinates.flat()) {
    const area = new Float64Array(2 * (ring.length - 1));
    const isRim = new Uint8Array(ring.length - 1);
    for (let n = 0; n + 1 < ring.length; n++) {
      const [x, y] = ring[n] as [number, number];
      const crossed = Number.isInteger(x)
        ? crossing(uMm, vMm, doseGy, x, y, levelGy)
        : crossing(vMm, uMm, doseGy, y, x, levelGy, columns);
      area[2 * n] = Number.isInteger(x) ? crossed.atMm : crossed.asideMm;
      area[2 * n + 1] = Number.isInteger(x) ? crossed.asideMm : crossed.atMm;
      isRim[n] = crossed.isRim ? 1 : 0;
    }
    areas.push(area);
    lines.push(...withoutRim(area, isRim));
  }
  return { lines, areas };
}

interface Crossing {
  readonly atMm: number;
  readonly asideMm: number;
  readonly isRim: boolean;
}

/**
 * Where the level lies between node `edge - 1` and node `edge` along one axis, at the node `beside - 0.5` of the other.
 * With `columns` the axis is v.
 */
function crossing(
  alongMm: Float64Array,
  otherMm: Float64Array,
  doseGy: Float32Array,
  edge: number,
  beside: number,
  levelGy: number,
  columns?: number,
): Crossing {
  const other = beside - 0.5;
  const at = (n: number): number =>
    n < 0 || n >= alongMm.length
      ? NaN
      : doseGy[columns === undefined ? n + alongMm.length * other : other + columns * n]!;
  const [below, above] = [at(edge - 1), at(edge)];
  const asideMm = otherMm[other]!;
  if (Number.isNaN(below)) return { atMm: alongMm[edge]!, asideMm, isRim: true };
  if (Number.isNaN(above)) return { atMm: alongMm[edge - 1]!, asideMm, isRim: true };
  const share = (levelGy - below) / (above - below);
  return { atMm: alongMm[edge - 1]! + share * (alongMm[edge]! - alongMm[edge - 1]!), asideMm, isRim: false };
}

/** A ring cut where it runs along the rim; whole where it does not. */
function withoutRim(ring: Loop, isRim: Uint8Array): Float64Array[] {
  const count = isRim.length;
  const start = isRim.indexOf(1);
  if (start < 0) return [Float64Array.of(...ring, ring[0]!, ring[1]!)];
  const lines: Float64Array[] = [];
  let open: number[] = [];
  for (let n = 1; n <= count; n++) {
    const p = (start + n) % count;
    if (isRim[p] === 0) open.push(ring[2 * p]!, ring[2 * p + 1]!);
    else {
      if (open.length > 2) lines.push(Float64Array.from(open));
      open = [];
    }
  }
  return lines;
}
