import type { Lps } from './axes.ts';
import { distanceMmTo } from './distance-to-region.ts';
import { boundsOf, distanceToBounds } from './region-size.ts';
import type { BoundsMm, Region } from './region.ts';

/** Edge of the blocks of space for which it is remembered which solids can be the nearest, mm. */
const BLOCK_MM = 8;
/** Edge of the larger blocks that those lie in: most solids are far from all of one. */
const LARGE_BLOCK_MM = 64;
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
  readonly #all: readonly number[];
  readonly #largeBlocks = new Map<number, Block>();
  readonly #blocks = new Map<number, Block>();

  constructor(regions: readonly Region[]) {
    this.#regions = regions;
    this.#boxes = regions.map(boundsOf);
    this.#all = regions.map((_, n) => n);
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
    const large = this.#known(this.#largeBlocks, at, LARGE_BLOCK_MM, () => this.#all);
    if (large.candidates.length < 2) return large;
    return this.#known(this.#blocks, at, BLOCK_MM, () => large.candidates.map(({ n }) => n));
  }

  #known(blocks: Map<number, Block>, at: Lps, edgeMm: number, among: () => readonly number[]): Block {
    const [bx, by, bz] = [blockOf(at[0], edgeMm), blockOf(at[1], edgeMm), blockOf(at[2], edgeMm)];
    const key = (bx * MOST_BLOCKS + by) * MOST_BLOCKS + bz;
    const known = blocks.get(key);
    if (known !== undefined) return known;
    const middle: Lps = [middleOf(bx, edgeMm), middleOf(by, edgeMm), middleOf(bz, edgeMm)];
    const found = this.#measure(middle, edgeMm, among());
    blocks.set(key, found);
    return found;
  }

  /** Which of some solids can be nearest to a point of the block around `middle`. */
  #measure(middle: Lps, edgeMm: number, among: readonly number[]): Block {
    // Twice the way from the middle to a corner.
    const diagonalMm = Math.sqrt(3) * edgeMm;
    const byBox: { n: number; fromBoxMm: number }[] = [];
    for (const n of among) {
      const box = this.#boxes[n]!;
      if (box !== null) byBox.push({ n, fromBoxMm: distanceToBounds(box, middle) });
    }
    byBox.sort((a, b) => a.fromBoxMm - b.fromBoxMm);
    const near: Candidate[] = [];
    let leastMm = Infinity;
    for (const { n, fromBoxMm } of byBox) {
      const withinMm = leastMm + diagonalMm + ROUNDING_MM;
      if (fromBoxMm > withinMm) break;
      const mm = distanceMmTo(this.#regions[n]!, middle, withinMm);
      near.push({ n, mm });
      leastMm = Math.min(leastMm, mm);
    }
    const candidates = near.filter(({ mm }) => mm <= leastMm + diagonalMm + ROUNDING_MM);
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

function blockOf(mm: number, edgeMm: number): number {
  return Math.floor(mm / edgeMm) + MOST_BLOCKS / 2;
}

function middleOf(block: number, edgeMm: number): number {
  return (block - MOST_BLOCKS / 2 + 0.5) * edgeMm;
}
