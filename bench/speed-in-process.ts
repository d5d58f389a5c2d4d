import { readFileSync } from 'node:fs';
import {
  computeDvh,
  DEFAULT_CONVENTION,
  type DoseGrid,
  layDosePlanes,
  type Region,
  regionOf,
  type Structure,
} from '../core/index.ts';
import { structuresOf } from '../src/app/structures.ts';
import { readExport } from '../src/dicom/index.ts';
import type { SpeedSet } from './speed-sets.ts';

export interface InProcess {
  readonly structures: number;
  readonly segments: number;
  /** From contours to a histogram, one structure after the other. */
  readonly structuresPerSecond: number;
  /** The histogram alone, per row x dose-column segment. */
  readonly nanosecondsPerSegment: number;
}

/** Structures per second and nanoseconds per segment, once the code is warm: the median of several rounds. */
export async function inProcess({ structures, dose }: SpeedSet, rounds: number): Promise<InProcess> {
  const read = await readExport([structures, dose].map((path) => ({ path, bytes: readFileSync(path) })));
  const object = read.doses[0]!;
  const grid = layDosePlanes(object.readPlanes());
  const { usable } = structuresOf(read.structureSets[0]!, { object, grid }, ['frame-of-reference']);
  const regions = usable.map(({ solid }) => regionOf(solid, DEFAULT_CONVENTION));
  const segments = regions.reduce((sum, region) => sum + segmentsOf(region, grid), 0);
  const wholeS: number[] = [];
  const histogramS: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const [whole, histogram] = [
      timeS(() => usable.forEach((s) => measureOne(s, grid))),
      timeS(() => histograms(regions, grid)),
    ];
    if (round < 0) continue;
    wholeS.push(whole);
    histogramS.push(histogram);
  }
  return {
    structures: usable.length,
    segments,
    structuresPerSecond: usable.length / medianOf(wholeS),
    nanosecondsPerSegment: (1e9 * medianOf(histogramS)) / Math.max(1, segments),
  };
}

function measureOne({ solid }: Structure, grid: DoseGrid): void {
  computeDvh(regionOf(solid, DEFAULT_CONVENTION), grid);
}

function histograms(regions: readonly Region[], grid: DoseGrid): void {
  for (const region of regions) computeDvh(region, grid);
}

/**
 * How many pieces the runs of a solid fall into when slabs are cut at dose planes, rows at dose rows and runs at dose
 * columns. Counted here on its own, so that the count is the same whatever the kernel does.
 */
export function segmentsOf(region: Region, { xMm, yMm, zMm }: DoseGrid): number {
  let segments = 0;
  for (const { z0Mm, z1Mm, rowEdgesMm, rowStart, endsMm } of region.slabs) {
    const layers = piecesBetween(zMm, z0Mm, z1Mm);
    for (let r = 0; layers > 0 && r + 1 < rowEdgesMm.length; r++) {
      const strips = rowStart[r] === rowStart[r + 1] ? 0 : piecesBetween(yMm, rowEdgesMm[r]!, rowEdgesMm[r + 1]!);
      for (let n = rowStart[r]!; strips > 0 && n < rowStart[r + 1]!; n++) {
        segments += layers * strips * piecesBetween(xMm, endsMm[2 * n]!, endsMm[2 * n + 1]!);
      }
    }
  }
  return segments;
}

/** Pieces of an interval inside the nodes' hull, cut at the nodes. */
function piecesBetween(nodesMm: Float64Array, from: number, to: number): number {
  const low = Math.max(from, nodesMm[0]!);
  const high = Math.min(to, nodesMm.at(-1)!);
  return high > low ? firstAtOrAbove(nodesMm, high) - firstAbove(nodesMm, low) + 1 : 0;
}

function firstAbove(nodesMm: Float64Array, at: number): number {
  let [low, high] = [0, nodesMm.length];
  while (low < high) {
    const mid = (low + high) >>> 1;
    if (nodesMm[mid]! <= at) low = mid + 1;
    else high = mid;
  }
  return low;
}

function firstAtOrAbove(nodesMm: Float64Array, at: number): number {
  const above = firstAbove(nodesMm, at);
  return above > 0 && nodesMm[above - 1] === at ? above - 1 : above;
}

/** CPU seconds of this process: on a machine that others use too, the clock says less. */
export function timeS(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
