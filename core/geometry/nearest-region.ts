import type { Lps } from './axes.ts';
import { distanceMmTo } from './distance-to-region.ts';
import { boundsOf } from './region-size.ts';
import type { BoundsMm, Region } from './region.ts';

/** Edge of the blocks of space for which it is remembered which solids can be the nearest, mm. */
const BLOCK_MM = 8;
/** No point of a block is farther from its middle than this. */
const HALF_DIAGONAL_MM = (Math.sqrt(3) / 2) * BLOCK_MM;
/** Blocks per axis that a key can tell apart. */
const MOST_BLOCKS = 1 << 16;

/**
 * Which of several solids is nearest to a point, for very many points close together. Distances change by no more than
 * the way between points: in most blocks of space only one solid can be the nearest, and then none is measured.
 */
export class NearestRegion {
  readonly #regions: readonly Region[];
  readonly #boxes: readonly (BoundsMm | null)[];
  readonly #candidates = new Map<number, readonly number[]>();

  constructor(regions: readonly Region[]) {
    this.#regions = regions;
    this.#boxes = regions.map(boundsOf);
  }

  /** Index of the nearest solid, of equals the first; null if all are empty. */
  nearestTo(at: Lps): number | null {
    const candidates = this.#candidatesAround(at);
    if (candidates.length === 1) return candidates[0]!;
    let nearest: number | null = null;
    let best = Infinity;
    for (const n of candidates) {
      if (distanceToBox(this.#boxes[n]!, at) >= best) continue;
      const distance = distanceMmTo(this.#regions[n]!, at, best);
      if (distance >= best) continue;
      best = distance;
      nearest = n;
    }
    return nearest;
  }

  #candidatesAround(at: Lps): readonly number[] {
    const [bx, by, bz] = [blockOf(at[0]), blockOf(at[1]), blockOf(at[2])];
    const key = (bx * MOST_BLOCKS + by) * MOST_BLOCKS + bz;
    const known = this.#candidates.get(key);
    if (known !== undefined) return known;
    const found = this.#measure([middleOf(bx), middleOf(by), middleOf(bz)]);
    this.#candidates.set(key, found);
    return found;
  }

  /** The solids that can be nearest to some point of the block around `middle`, in their order. */
  #measure(middle: Lps): readonly number[] {
    const byBox = this.#boxes
      .flatMap((box, n) => (box === null ? [] : [{ n, leastMm: distanceToBox(box, middle) }]))
      .sort((a, b) => a.leastMm - b.leastMm);
    const near: { n: number; mm: number }[] = [];
    let best = Infinity;
    for (const { n, leastMm } of byBox) {
      const within = best + 2 * HALF_DIAGONAL_MM;
      if (leastMm > within) break;
      const mm = distanceMmTo(this.#regions[n]!, middle, within);
      near.push({ n, mm });
      best = Math.min(best, mm);
    }
    return near
      .filter(({ mm }) => mm <= best + 2 * HALF_DIAGONAL_MM)
      .map(({ n }) => n)
      .sort((a, b) => a - b);
  }
}

function blockOf(mm: number): number {
  return Math.floor(mm / BLOCK_MM) + MOST_BLOCKS / 2;
}

function middleOf(block: number): number {
  return (block - MOST_BLOCKS / 2 + 0.5) * BLOCK_MM;
}

function distanceToBox(box: BoundsMm | null, [x, y, z]: Lps): number {
  if (box === null) return Infinity;
  const { x0, x1, y0, y1, z0, z1 } = box;
  return Math.hypot(Math.max(x0 - x, 0, x - x1), Math.max(y0 - y, 0, y - y1), Math.max(z0 - z, 0, z - z1));
}
