import type { Loop } from './contour-stack.ts';

/** Numbers kept of an edge: start, way to its end, 1 / length², smallest and largest x. */
const FIELDS = 7;
const MOST_BUCKETS = 256;

/** Nearest distance to the edges of a set of polygons, by buckets of y. */
export class EdgeIndex {
  /** Edges by bucket, FIELDS numbers each; an edge stands in every bucket that it reaches. */
  readonly #edges: Float64Array;
  /** Where each bucket begins, counted in edges. */
  readonly #starts: Int32Array;
  readonly #low: number;
  readonly #height: number;
  /** The edge that was nearest last: mostly it is near the next point, too. */
  #last = 0;

  constructor(loops: readonly Loop[]) {
    const count = loops.reduce((sum, loop) => sum + loop.length / 2, 0);
    let low = Infinity;
    let high = -Infinity;
    for (const loop of loops) {
      for (let a = 1; a < loop.length; a += 2) {
        low = Math.min(low, loop[a]!);
        high = Math.max(high, loop[a]!);
      }
    }
    const buckets = Math.max(1, Math.min(MOST_BUCKETS, count >> 1));
    this.#low = low;
    this.#height = Math.max((high - low) / buckets, 1e-6);
    const starts = new Int32Array(buckets + 1);
    this.#eachPlace(loops, buckets, (bucket) => starts[bucket + 1]!++);
    for (let n = 0; n < buckets; n++) starts[n + 1]! += starts[n]!;
    const next = starts.slice();
    const edges = new Float64Array(FIELDS * starts[buckets]!);
    this.#eachPlace(loops, buckets, (bucket, loop, b, a) => {
      const dx = loop[a]! - loop[b]!;
      const dy = loop[a + 1]! - loop[b + 1]!;
      const length2 = dx * dx + dy * dy;
      const first = Math.min(loop[a]!, loop[b]!);
      edges.set(
        [loop[b]!, loop[b + 1]!, dx, dy, length2 === 0 ? 0 : 1 / length2, first, first + Math.abs(dx)],
        FIELDS * next[bucket]!++,
      );
    });
    this.#starts = starts;
    this.#edges = edges;
  }

  #eachPlace(
    loops: readonly Loop[],
    buckets: number,
    visit: (bucket: number, loop: Loop, from: number, to: number) => void,
  ): void {
    for (const loop of loops) {
      for (let a = 0, b = loop.length - 2; a < loop.length; b = a, a += 2) {
        const first = this.#bucketOf(Math.min(loop[a + 1]!, loop[b + 1]!), buckets);
        const last = this.#bucketOf(Math.max(loop[a + 1]!, loop[b + 1]!), buckets);
        for (let n = first; n <= last; n++) visit(n, loop, b, a);
      }
    }
  }

  #bucketOf(y: number, buckets: number): number {
    return Math.max(0, Math.min(buckets - 1, Math.floor((y - this.#low) / this.#height)));
  }

  /** Unsigned distance in mm of a point of the plane to the nearest edge; infinite without any. */
  distanceMm(x: number, y: number): number {
    const edges = this.#edges;
    const starts = this.#starts;
    const buckets = starts.length - 1;
    if (edges.length === 0) return Infinity;
    const home = this.#bucketOf(y, buckets);
    let nearest = this.#last;
    let best = distance2(edges, nearest, x, y);
    let radius = Math.sqrt(best);
    for (let ring = 0; ring < buckets; ring++) {
      const below = home - ring;
      const above = home + ring;
      // The nearest y of the buckets at this ring; nothing farther out can be nearer than what was found.
      const toBelow = y - (this.#low + (below + 1) * this.#height);
      const toAbove = this.#low + above * this.#height - y;
      if (ring > 0 && toBelow >= radius && toAbove >= radius) break;
      for (let side = 0; side < (ring === 0 ? 1 : 2); side++) {
        const bucket = side === 0 ? below : above;
        if (bucket < 0 || bucket >= buckets) continue;
        const end = FIELDS * starts[bucket + 1]!;
        for (let e = FIELDS * starts[bucket]!; e < end; e += FIELDS) {
          if (edges[e + 5]! - x >= radius || x - edges[e + 6]! >= radius) continue;
          const d2 = distance2(edges, e, x, y);
          if (d2 >= best) continue;
          best = d2;
          radius = Math.sqrt(d2);
          nearest = e;
        }
      }
    }
    this.#last = nearest;
    return radius;
  }
}

function distance2(edges: Float64Array, e: number, x: number, y: number): number {
  const px = x - edges[e]!;
  const py = y - edges[e + 1]!;
  const dx = edges[e + 2]!;
  const dy = edges[e + 3]!;
  const t = (px * dx + py * dy) * edges[e + 4]!;
  const s = t < 0 ? 0 : t > 1 ? 1 : t;
  const ex = px - s * dx;
  const ey = py - s * dy;
  return ex * ex + ey * ey;
}
