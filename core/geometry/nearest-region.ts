import type { Lps } from './axes.ts';
import { distanceMmTo } from './distance-to-region.ts';
import { boundsOf, distanceToBounds } from './region-size.ts';
import type { BoundsMm, Region } from './region.ts';

/** Edge of the blocks of space for which it is remembered which solids can be the nearest, mm. */
const BLOCK_MM = 8;
/** No point of a block is farther from its middle than this. */
const HALF_DIAGONAL_MM = (Math.sqrt(3) / 2) * BLOCK_MM;
/** Distances are compared with this much to spare. */
const ROUNDING_MM = 1e-9;
/** Blocks per axis that a key can tell apart. */
const MOST_BLOCKS = 1 << 16;

/**
 * Which of several solids is nearest to a point, for very many points close together. Distances change by no more than
 * the way between points: in most blocks of space only one solid can be the nearest, and then none is measured.
 */
export class NearestRegion {
  readonly #regions: readonly Region[];
  readonly #boxes: readonly (BoundsMm | null)[];
  readonly #blocks = new Map<number, Block>();

  constructor(regions: readonly Region[]) {
    this.#regions = regions;
    this.#boxes = regions.map(boundsOf);
  }

  /** Index of the nearest solid, of equals the first; null if all are empty. */
  nearestTo(at: Lps): number | null {
    const { middle, leastMm, candidates } = this.#blockAround(at);
    if (candidates.length < 2) return candidates[0]?.n ?? null;
    const wayMm = Math.hypot(at[0] - middle[0], at[1] - middle[1], at[2] - middle[2]);
    const near = candidates.filter(({ mm }) => mm - wayMm <= leastMm + wayMm + ROUNDING_MM);
    if (near.length === 1) return near[0]!.n;
    let nearest = 0;
    let best = Infinity;
    for (const { n } of near) {
      // One at the same distance that comes earlier in the list wins, and so must be measured.
      const withinMm = best + ROUNDING_MM;
      if (distanceToBounds(this.#boxes[n]!, at) >= withinMm) continue;
      const distance = distanceMmTo(this.#regions[n]!, at, withinMm);
      if (distance < best || (distance === best && n < nearest)) {
        best = distance;
        nearest = n;
      }
    }
    return nearest;
  }

  #blockAround(at: Lps): Block {
    const [bx, by, bz] = [blockOf(at[0]), blockOf(at[1]), blockOf(at[2])];
    const key = (bx * MOST_BLOCKS + by) * MOST_BLOCKS + bz;
    const known = this.#blocks.get(key);
    if (known !== undefined) return known;
    const found = this.#measure([middleOf(bx), middleOf(by), middleOf(bz)]);
    this.#blocks.set(key, found);
    return found;
  }

  /** The solids that can be nearest to some point of the block around `middle`. */
  #measure(middle: Lps): Block {
    const byBox = this.#boxes
      .flatMap((box, n) => (box === null ? [] : [{ n, fromBoxMm: distanceToBounds(box, middle) }]))
      .sort((a, b) => a.fromBoxMm - b.fromBoxMm);
    const near: Candidate[] = [];
    let leastMm = Infinity;
    for (const { n, fromBoxMm } of byBox) {
      const withinMm = leastMm + 2 * HALF_DIAGONAL_MM + ROUNDING_MM;
      if (fromBoxMm > withinMm) break;
      const mm = distanceMmTo(this.#regions[n]!, middle, withinMm);
      near.push({ n, mm });
      leastMm = Math.min(leastMm, mm);
    }
    const candidates = near.filter(({ mm }) => mm <= leastMm + 2 * HALF_DIAGONAL_MM + ROUNDING_MM);
    return { middle, leastMm, candidates: candidates.sort((a, b) => a.mm - b.mm) };
  }
}

/** A solid that can be the nearest in a block, and its distance from the middle. */
interface Candidate {
  readonly n: number;
  readonly mm: number;
}

interface Block {
  readonly middle: Lps;
  /** From there to the nearest of the solids. */
  readonly leastMm: number;
  /** Nearest to the middle first. */
  readonly candidates: readonly Candidate[];
}

function blockOf(mm: number): number {
  return Math.floor(mm / BLOCK_MM) + MOST_BLOCKS / 2;
}

function middleOf(block: number): number {
  return (block - MOST_BLOCKS / 2 + 0.5) * BLOCK_MM;
}
