import type { Loop } from './contour-stack.ts';

/** Nearest distance to the edges of a set of polygons, by buckets of y. */
export class EdgeIndex {
  readonly #edges: Float64Array;
  readonly #buckets: readonly (readonly number[])[];
  readonly #low: number;
  readonly #height: number;

  constructor(loops: readonly Loop[]) {
    const edges: number[] = [];
    for (const loop of loops) {
      for (let a = 0, b = loop.length - 2; a < loop.length; b = a, a += 2) {
        edges.push(loop[b]!, loop[b + 1]!, loop[a]!, loop[a + 1]!);
      }
    }
    this.#edges = Float64Array.from(edges);
    let low = Infinity;
    let high = -Infinity;
    for (let e = 1; e < edges.length; e += 2) {
      low = Math.min(low, edges[e]!);
      high = Math.max(high, edges[e]!);
    }
    const wanted = Math.max(1, Math.min(256, edges.length >> 3));
    this.#low = low;
    this.#height = Math.max((high - low) / wanted, 1e-6);
    const buckets: number[][] = Array.from({ length: wanted }, () => []);
    for (let e = 0; e < edges.length; e += 4) {
      const first = this.#bucketOf(Math.min(edges[e + 1]!, edges[e + 3]!), wanted);
      const last = this.#bucketOf(Math.max(edges[e + 1]!, edges[e + 3]!), wanted);
      for (let n = first; n <= last; n++) buckets[n]!.push(e);
    }
    this.#buckets = buckets;
  }

  #bucketOf(y: number, buckets: number): number {
    return Math.max(0, Math.min(buckets - 1, Math.floor((y - this.#low) / this.#height)));
  }

  /** Unsigned distance in mm of a point of the plane to the nearest edge. */
  distanceMm(x: number, y: number): number {
    const buckets = this.#buckets;
    const home = this.#bucketOf(y, buckets.length);
    let best = Infinity;
    for (let ring = 0; ring < buckets.length; ring++) {
      const below = home - ring;
      const above = home + ring;
      // The nearest y of a bucket at this ring; nothing farther out can be nearer than what was found.
      const reach = ring === 0 ? 0 : Math.min(y - this.#topOf(below), this.#bottomOf(above) - y);
      if (reach > 0 && reach * reach >= best) break;
      if (below >= 0) best = this.#nearest(buckets[below]!, x, y, best);
      if (ring > 0 && above < buckets.length) best = this.#nearest(buckets[above]!, x, y, best);
    }
    return Math.sqrt(best);
  }

  #topOf(bucket: number): number {
    return this.#low + (bucket + 1) * this.#height;
  }

  #bottomOf(bucket: number): number {
    return this.#low + bucket * this.#height;
  }

  #nearest(bucket: readonly number[], x: number, y: number, best: number): number {
    const edges = this.#edges;
    for (const e of bucket) {
      const ax = edges[e]!;
      const ay = edges[e + 1]!;
      const dx = edges[e + 2]! - ax;
      const dy = edges[e + 3]! - ay;
      const length2 = dx * dx + dy * dy;
      const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length2));
      const ex = ax + t * dx - x;
      const ey = ay + t * dy - y;
      const d2 = ex * ex + ey * ey;
      if (d2 < best) best = d2;
    }
    return best;
  }
}
