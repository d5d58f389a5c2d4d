import { intersect, subtract } from '../geometry/region-algebra.ts';
import { boundsOf, volumeCm3Of } from '../geometry/region-size.ts';
import type { BoundsMm, Region } from '../geometry/region.ts';

/**
 * A piece of space that belongs to these lesions and no others, cm³. The volume of any set of lesions together, overlaps
 * counted once, is the sum of the parts that belong to at least one of them.
 */
export interface VolumePart {
  /** Indices of lesions, ascending. */
  readonly lesions: readonly number[];
  readonly volumeCm3: number;
}

interface Piece {
  readonly lesions: readonly number[];
  readonly region: Region;
  readonly bounds: BoundsMm;
}

/** Pieces below this are what rounding leaves between solids that only touch. */
const NOTHING_CM3 = 1e-9;

/** The parts of lesions that may overlap; null stands for a lesion without a solid. */
export function volumeParts(regions: readonly (Region | null)[]): VolumePart[] {
  let pieces: Piece[] = [];
  regions.forEach((region, lesion) => {
    if (region === null) return;
    let rest: Region = region;
    let box = boundsOf(rest);
    const next: Piece[] = [];
    for (const piece of pieces) {
      if (box === null || !boxesMeet(box, piece.bounds)) {
        next.push(piece);
        continue;
      }
      const shared = intersect(piece.region, rest);
      if (volumeCm3Of(shared) <= NOTHING_CM3) {
        next.push(piece);
        continue;
      }
      push(next, piece.lesions, subtract(piece.region, rest));
      push(next, [...piece.lesions, lesion], shared);
      rest = subtract(rest, piece.region);
      box = boundsOf(rest);
    }
    push(next, [lesion], rest);
    pieces = next;
  });
  return pieces.map(({ lesions, region }) => ({ lesions, volumeCm3: volumeCm3Of(region) }));
}

/** Volume of the lesions that `has` holds for, overlaps counted once. */
export function volumeOfParts(parts: readonly VolumePart[], has: (lesion: number) => boolean): number {
  let volumeCm3 = 0;
  for (const part of parts) if (part.lesions.some(has)) volumeCm3 += part.volumeCm3;
  return volumeCm3;
}

function push(pieces: Piece[], lesions: readonly number[], region: Region): void {
  const bounds = boundsOf(region);
  if (bounds === null || volumeCm3Of(region) <= NOTHING_CM3) return;
  pieces.push({ lesions, region, bounds });
}

function boxesMeet(a: BoundsMm, b: BoundsMm): boolean {
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1 && a.z0 < b.z1 && b.z0 < a.z1;
}
