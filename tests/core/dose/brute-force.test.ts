import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContourStack, DoseGrid, Dvh, Region, VoxelGrid } from '../../../core/index.ts';
import { computeDvh, regionFromContours, regionFromMask, volumeAtDose } from '../../../core/index.ts';
import { isInside } from '../geometry/polygons.ts';
import { doses, solids } from './random-solids.ts';

/**
 * A slow, simple kernel that shares nothing with the engine: points in a lattice, even-odd by a ray in +y, and the dose
 * as a sum of eight weighted nodes.
 */
interface Counted {
  readonly volumeCm3: number;
  readonly outsideCm3: number;
  /** Dose of every point inside the solid and the grid, ascending. */
  readonly sortedGy: Float64Array;
  readonly pointCm3: number;
  readonly meanGy: number;
}

function cellBelow(nodes: Float64Array, at: number): number {
  for (let n = 0; n + 1 < nodes.length; n++) if (at >= nodes[n]! && at <= nodes[n + 1]!) return n;
  return -1;
}

function eightNodes({ xMm, yMm, zMm, doseGy }: DoseGrid, x: number, y: number, z: number): number | null {
  const [i, j, k] = [cellBelow(xMm, x), cellBelow(yMm, y), cellBelow(zMm, z)];
  if (i < 0 || j < 0 || k < 0) return null;
  const u = (x - xMm[i]!) / (xMm[i + 1]! - xMm[i]!);
  const v = (y - yMm[j]!) / (yMm[j + 1]! - yMm[j]!);
  const w = (z - zMm[k]!) / (zMm[k + 1]! - zMm[k]!);
  let sum = 0;
  for (let corner = 0; corner < 8; corner++) {
    const [a, b, c] = [corner & 1, (corner >> 1) & 1, corner >> 2];
    const weight = (a ? u : 1 - u) * (b ? v : 1 - v) * (c ? w : 1 - w);
    sum += weight * doseGy[i + a + xMm.length * (j + b + yMm.length * (k + c))]!;
  }
  return sum;
}

interface Piece {
  readonly z0: number;
  readonly z1: number;
  readonly holds: (x: number, y: number) => boolean;
}

function count(pieces: readonly Piece[], dose: DoseGrid, pitch: number, reach: number): Counted {
  const found: number[] = [];
  let [inside, outside] = [0, 0];
  for (const { z0, z1, holds } of pieces) {
    const layers = Math.max(2, Math.ceil((z1 - z0) / pitch));
    const weight = (z1 - z0) / layers;
    for (let x = -reach + pitch / 2; x < reach; x += pitch) {
      for (let y = -reach + pitch / 2; y < reach; y += pitch) {
        if (!holds(x, y)) continue;
        for (let n = 0; n < layers; n++) {
          const gy = eightNodes(dose, x, y, z0 + (n + 0.5) * weight);
          if (gy === null) outside += weight;
          else {
            inside += weight;
            found.push(gy);
          }
        }
      }
    }
  }
  const area = (pitch * pitch) / 1000;
  const sortedGy = Float64Array.from(found).sort();
  return {
    volumeCm3: (inside + outside) * area,
    outsideCm3: outside * area,
    sortedGy,
    pointCm3: (inside * area) / Math.max(1, sortedGy.length),
    meanGy: sortedGy.reduce((sum, gy) => sum + gy, 0) / sortedGy.length,
  };
}

function volumeFrom({ sortedGy, pointCm3 }: Counted, level: number): number {
  let [low, high] = [0, sortedGy.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sortedGy[middle]! < level) low = middle + 1;
    else high = middle;
  }
  return (sortedGy.length - low) * pointCm3;
}

/** Each plane half way to its neighbours; the planes are evenly spaced. */
function piecesOf({ planes }: ContourStack, spacing: number): Piece[] {
  return planes.map(({ zMm, loops }) => ({
    z0: zMm - spacing / 2,
    z1: zMm + spacing / 2,
    holds: (x, y) => isInside(loops, x, y),
  }));
}

/** Share of the whole solid by which the two may differ: sampling error of the points, and the engine's boxes. */
const SHARE = 0.015;

function expectAlike(dvh: Dvh, counted: Counted): void {
  const allowed = SHARE * counted.volumeCm3;
  expect(Math.abs(dvh.volumeCm3 - counted.volumeCm3)).toBeLessThan(allowed);
  expect(Math.abs(dvh.outsideDoseCm3 - counted.outsideCm3)).toBeLessThan(allowed);
  if (counted.sortedGy.length < 500) return;
  const [coldest, hottest] = [counted.sortedGy[0]!, counted.sortedGy.at(-1)!];
  expect(Math.abs(dvh.meanGy! - counted.meanGy)).toBeLessThan(0.01 * (hottest - coldest));
  // The points lie inside, so the true extremes lie beyond theirs, by what the dose changes over a pitch at most.
  expect(dvh.minGy!).toBeLessThanOrEqual(coldest + 1e-5);
  expect(dvh.maxGy!).toBeGreaterThanOrEqual(hottest - 1e-5);
  expect(coldest - dvh.minGy!).toBeLessThan(0.2 * (hottest - coldest));
  expect(dvh.maxGy! - hottest).toBeLessThan(0.2 * (hottest - coldest));
  for (let n = 1; n < 12; n++) {
    const level = coldest + ((hottest - coldest) * n) / 12;
    expect(Math.abs(volumeAtDose(dvh, level) - volumeFrom(counted, level)), `V(${level})`).toBeLessThan(allowed);
  }
}

/** Fixed seeds: the bound on the sampling error is not a law of nature. */
const RUNS = { numRuns: 20, seed: 20240611, endOnFailure: true } as const;

describe('the engine agrees with counting points, to 1.5 % of the solid everywhere on the curve', () => {
  it('random solids in random doses on uneven nodes', () => {
    fc.assert(
      fc.property(solids, doses(), ({ stack, spacingMm }, dose) => {
        const region = regionFromContours(stack, { endCaps: 'half-slice', betweenSlices: 'prism' });
        const dvh = computeDvh(region, dose);
        expect(dvh.outsideDoseCm3).toBe(0);
        expectAlike(dvh, count(piecesOf(stack, spacingMm), dose, 0.2, 18));
      }),
      RUNS,
    );
  });

  it('random solids that leave the dose grid on all sides', () => {
    fc.assert(
      fc.property(solids, doses([7, 5, 4]), ({ stack, spacingMm }, dose) => {
        const region = regionFromContours(stack, { endCaps: 'half-slice', betweenSlices: 'prism' });
        expectAlike(computeDvh(region, dose), count(piecesOf(stack, spacingMm), dose, 0.2, 18));
      }),
      RUNS,
    );
  });

  it('random masks', () => {
    const grid: VoxelGrid = {
      size: [9, 7, 5],
      spacingMm: [2.5, 3, 3.5],
      originMm: [-10, -9, -7],
      axes: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    };
    const bits = fc.array(fc.constantFrom(0, 1), { minLength: 315, maxLength: 315 });
    fc.assert(
      fc.property(bits, doses([9, 20, 20]), (values, dose) => {
        const region = regionFromMask({ grid, values: Float64Array.from(values) });
        const pieces = [0, 1, 2, 3, 4].map((k): Piece => ({
          z0: -7 + (k - 0.5) * 3.5,
          z1: -7 + (k + 0.5) * 3.5,
          holds: (x, y) => {
            const i = Math.round((x + 10) / 2.5);
            const j = Math.round((y + 9) / 3);
            return i >= 0 && i < 9 && j >= 0 && j < 7 && values[i + 9 * (j + 7 * k)] === 1;
          },
        }));
        expectAlike(computeDvh(region, dose), count(pieces, dose, 0.25, 16));
      }),
      { ...RUNS, numRuns: 10 },
    );
  });

  /**
   * Known shortfall: a dose that jumps from node to node (Monte Carlo noise on a plateau) bends within a cell, and the
   * boxes that stand for its values are straight. Thin slabs have thin boxes: the error is that of the slab thickness.
   * These bounds may fall, never rise.
   */
  it('white noise on a plateau: to 6 % of the solid in slabs as drawn, to 1.5 % in slabs of an eighth', () => {
    const plateau = doses([20, 20, 20], 1).map((dose) => ({
      ...dose,
      doseGy: dose.doseGy.map((_, n) => 27 + (((n + 1) * 0.6180339887) % 1)),
    }));
    fc.assert(
      fc.property(solids, plateau, ({ stack, spacingMm }, dose) => {
        const region = regionFromContours(stack, { endCaps: 'half-slice', betweenSlices: 'prism' });
        const counted = count(piecesOf(stack, spacingMm), dose, 0.2, 18);
        expect(worstShare(computeDvh(region, dose), counted)).toBeLessThan(0.06);
        expect(worstShare(computeDvh(cutInto(8, region), dose), counted)).toBeLessThan(0.015);
      }),
      RUNS,
    );
  });
});

function worstShare(dvh: Dvh, counted: Counted): number {
  const [coldest, hottest] = [counted.sortedGy[0]!, counted.sortedGy.at(-1)!];
  const errors = Array.from({ length: 11 }, (_, n) => {
    const level = coldest + ((hottest - coldest) * (n + 1)) / 12;
    return Math.abs(volumeAtDose(dvh, level) - volumeFrom(counted, level));
  });
  return Math.max(...errors) / counted.volumeCm3;
}

function cutInto(parts: number, { slabs }: Region): Region {
  return {
    slabs: slabs.flatMap((slab) =>
      Array.from({ length: parts }, (_, n) => {
        const at = (part: number): number => slab.z0Mm + ((slab.z1Mm - slab.z0Mm) * part) / parts;
        return { ...slab, z0Mm: at(n), z1Mm: at(n + 1) };
      }),
    ),
  };
}
