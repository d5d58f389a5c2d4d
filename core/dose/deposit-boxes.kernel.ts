/**
 * Boxes in which the dose is close to linear, and the histogram that they are added to.
 *
 * The dose in a box changes by dx, dy and dz over its edges; its values are distributed like the sum of three uniform
 * ones. The widest and the other two together (as one of equal variance) make a trapezoid: exact for a gradient along any
 * two of the axes.
 *
 * A trapezoid's density bends at four levels, so its cumulative volume has four third differences. Those are collected
 * (split over three bins by the quadratic B-spline, which leaves the volume at every bin edge exact), and summed three
 * times they give the curve of the whole solid.
 */
export interface Tally {
  /** First level and width of the histogram's bins, Gy. */
  readonly firstGy: number;
  readonly binGy: number;
  /** Third differences over the bin edges of the volume below a level, mm³; edge e is at bends[e - 1]. */
  readonly bends: Float64Array;
  insideMm3: number;
  outsideMm3: number;
  doseMm3: number;
}

/** Mass (mm³), centre, dx, dy and dz of each box; the doses in bins. */
export const FIELDS = 5;
/** Boxes wait to be deposited many at a time: two short loops run faster than one long one. */
export const BOXES = new Float64Array(FIELDS * 512);

/** Adds the first `count / FIELDS` boxes to the bends. */
export function depositAll(boxes: Float64Array, count: number, bends: Float64Array): void {
  const span = bends.length - 4;
  for (let n = 0; n < count; n += FIELDS) {
    const dx = Math.abs(boxes[n + 2]!);
    const dz = Math.abs(boxes[n + 4]!);
    const dy = Math.abs(boxes[n + 3]!);
    const longer = dx > dz ? dx : dz;
    const shorter = dx > dz ? dz : dx;
    const widest = longer > dy ? longer : dy;
    const middle = longer > dy ? dy : longer;
    const rest = Math.sqrt(shorter * shorter + middle * middle);
    // Narrower than a bin is spread over one: the histogram cannot tell more.
    const a = widest > 1 ? widest : 1;
    const b = rest > 1 ? rest : 1;
    const bend = (0.5 * boxes[n]!) / (a * b);
    const outer = 0.5 * (a + b);
    const inner = 0.5 * (a - b);
    const centre = boxes[n + 1]!;
    addBend(bends, span, centre - outer, bend);
    addBend(bends, span, centre - inner, -bend);
    addBend(bends, span, centre + inner, -bend);
    addBend(bends, span, centre + outer, bend);
  }
}

/**
 * Nodes bound the dose, the sum of three mean slopes does not quite. A bend below the first edge is the same parabola above
 * it (p is negative); one above the last edge changes nothing in the bins.
 */
function addBend(bends: Float64Array, span: number, level: number, bend: number): void {
  const at = level < span ? level : span;
  const e = at > 0 ? at | 0 : 0;
  const p = at - e;
  const near = bend * (1 - p) * (1 - p);
  const far = bend * p * p;
  bends[e]! += near;
  bends[e + 1]! += 2 * bend - near - far;
  bends[e + 2]! += far;
}
