import { describe, expect, it } from 'vitest';
import {
  computeDvh,
  conformityIndexPaddick,
  doseAtPoint,
  doseFromVoxels,
  gradientIndexPaddick,
  gridBounds,
  isodoseVolumes,
  maximumBeyond,
  regionFromMask,
  regionOfBox,
  volumeAtDose,
} from '../../../core/index.ts';
import type { DoseGrid, Lps, Region, VoxelGrid } from '../../../core/index.ts';

const LPS: VoxelGrid['axes'] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

function doseOf(field: (at: Lps) => number, grid: VoxelGrid): DoseGrid {
  const [ni, nj, nk] = grid.size;
  const values = new Float64Array(ni * nj * nk);
  for (let n = 0; n < values.length; n++) {
    const index = [n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj))];
    const at = [0, 1, 2].map(
      (a) => grid.originMm[a]! + index.reduce((sum, i, s) => sum + i * grid.spacingMm[s]! * grid.axes[s]![a]!, 0),
    ) as unknown as Lps;
    values[n] = field(at);
  }
  return doseFromVoxels({ grid, values });
}

const gaussian =
  ([cx, cy, cz]: Lps, sigmaMm: number, peakGy: number) =>
  ([x, y, z]: Lps): number =>
    peakGy * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2 + (z - cz) ** 2) / (2 * sigmaMm ** 2));

const sphereCm3 = (rMm: number): number => (4 / 3) * Math.PI * (rMm / 10) ** 3;

/** 80 x 78 x 81 mm around the point (10, -5, 40). */
const FINE: VoxelGrid = { size: [65, 79, 55], spacingMm: [1.25, 1, 1.5], originMm: [-30, -44, -0.5], axes: LPS };
const CENTRE: Lps = [10, -5, 40];
const DOSE = doseOf(gaussian(CENTRE, 12, 40), FINE);
const box = (x0: number, x1: number, y0: number, y1: number, z0: number, z1: number): Region =>
  regionOfBox({ x0, x1, y0, y1, z0, z1 });
const TARGET = box(5, 15, -10, 0, 35, 45);

describe('the volume of an isodose', () => {
  it.each([20, 15, 10, 2])('of %d Gy in a Gaussian dose is that of its sphere', (levelGy) => {
    const { volumes } = isodoseVolumes(DOSE, [{ region: TARGET, levelGy }], 'pooled');
    const truth = sphereCm3(12 * Math.sqrt(2 * Math.log(40 / levelGy)));
    expect(volumes[0]!.volumeCm3 / truth).toBeCloseTo(1, 2);
    expect(volumes[0]!.reachesGridEdge).toBe(false);
  });

  it.each([38, 36, 30])('of %d Gy, few voxels wide, is that of the trilinear dose, point by point', (levelGy) => {
    const pitch = 0.2;
    let points = 0;
    for (let x = 0.5 * pitch - 10; x < 30; x += pitch) {
      for (let y = 0.5 * pitch - 25; y < 15; y += pitch) {
        for (let z = 0.5 * pitch + 20; z < 60; z += pitch) {
          if (Math.hypot(x - 10, y + 5, z - 40) < 10 && doseAtPoint(DOSE, [x, y, z])! >= levelGy) points++;
        }
      }
    }
    const { volumes } = isodoseVolumes(DOSE, [{ region: TARGET, levelGy }], 'pooled');
    expect(volumes[0]!.volumeCm3 / ((points * pitch ** 3) / 1000)).toBeCloseTo(1, 2);
  });

  it('gives the Paddick indices of the Gaussian model: conformity 1 and gradient (2 ln 2 + 1)^1.5 at sigma = R', () => {
    const levelGy = 40 * Math.exp(-0.5);
    const at = (level: number): number =>
      isodoseVolumes(DOSE, [{ region: TARGET, levelGy: level }], 'pooled').volumes[0]!.volumeCm3;
    const prescriptionIsodoseCm3 = at(levelGy);
    const targetCm3 = sphereCm3(12);
    const pci = conformityIndexPaddick({ targetCm3, targetCoveredCm3: prescriptionIsodoseCm3, prescriptionIsodoseCm3 });
    expect(pci).toBeCloseTo(1, 1);
    const gi = gradientIndexPaddick({ halfPrescriptionIsodoseCm3: at(levelGy / 2), prescriptionIsodoseCm3 });
    expect(gi! / (2 * Math.log(2) + 1) ** 1.5).toBeCloseTo(1, 2);
  });

  it('agrees with the histogram of the box of the whole grid, which is computed another way', () => {
    for (const levelGy of [30, 25, 12.5, 3, 0.4]) {
      const dvh = computeDvh(regionOfBox(gridBounds(DOSE)), DOSE, [levelGy]);
      const { volumes } = isodoseVolumes(DOSE, [{ region: TARGET, levelGy }], 'pooled');
      expect(volumes[0]!.volumeCm3 / volumeAtDose(dvh, levelGy)).toBeCloseTo(1, 2);
    }
  });

  it('is the same on an oblique grid', () => {
    const [c, s] = [Math.cos(0.3), Math.sin(0.3)];
    const axes: VoxelGrid['axes'] = [
      [c, s, 0],
      [-s, c, 0],
      [0, 0, 1],
    ];
    const originMm: Lps = [10 - 40 * c + 39 * s, -5 - 40 * s - 39 * c, 0];
    const tilted = doseOf(gaussian(CENTRE, 12, 40), { ...FINE, originMm, axes });
    for (const sharing of ['pooled', 'nearest-target'] as const) {
      const { volumes } = isodoseVolumes(tilted, [{ region: TARGET, levelGy: 20 }], sharing);
      expect(volumes[0]!.volumeCm3 / sphereCm3(12 * Math.sqrt(2 * Math.log(2)))).toBeCloseTo(1, 2);
    }
  });

  it('says when the isodose leaves the grid', () => {
    const level = (levelGy: number): boolean =>
      isodoseVolumes(DOSE, [{ region: TARGET, levelGy }], 'pooled').volumes[0]!.reachesGridEdge;
    expect(level(40 * Math.exp(-(39 ** 2) / (2 * 144)) * 0.9)).toBe(true);
    expect(level(1)).toBe(false);
  });

  it('of one dose plane is nothing known, not nothing', () => {
    const flat = doseOf(() => 30, { ...FINE, size: [65, 79, 1] });
    expect(isodoseVolumes(flat, [{ region: TARGET, levelGy: 20 }], 'pooled').volumes).toEqual([
      { volumeCm3: 0, reachesGridEdge: true },
    ]);
  });
});

describe('isodoses of two lesions that run together (Varian-Code-Samples#122)', () => {
  const WIDE: VoxelGrid = { size: [101, 50, 48], spacingMm: [1, 1.5, 1.5], originMm: [-50, -36, -35], axes: LPS };
  const left = gaussian([-14, 0, 0], 8, 40);
  const right = gaussian([14, 0, 0], 8, 30);
  const dose = doseOf((at) => left(at) + right(at), WIDE);
  const targets = [box(-19, -9, -5, 5, -5, 5), box(9, 19, -5, 5, -5, 5)];
  const at = (levels: [number, number], sharing: 'pooled' | 'nearest-target'): number[] =>
    isodoseVolumes(
      dose,
      targets.map((region, n) => ({ region, levelGy: levels[n]! })),
      sharing,
    ).volumes.map(({ volumeCm3 }) => volumeCm3);

  it('count twice when pooled, once when given to the nearest target', () => {
    const [a, b] = at([5, 5], 'pooled');
    const [c, d] = at([5, 5], 'nearest-target');
    expect(a).toBe(b);
    expect(c! + d!).toBeCloseTo(a!, 9);
    expect(c!).toBeGreaterThan(d!);
  });

  it('belong to each target alone at a level that keeps them apart', () => {
    const [c, d] = at([27, 18], 'nearest-target');
    const radius = (peak: number, level: number): number => 8 * Math.sqrt(2 * Math.log(peak / level));
    expect(c! / sphereCm3(radius(40, 27))).toBeCloseTo(1, 1);
    expect(d! / sphereCm3(radius(30, 18))).toBeCloseTo(1, 1);
  });

  it('take each target at its own level', () => {
    expect(at([27, 5], 'nearest-target')[0]).toBeCloseTo(at([27, 27], 'nearest-target')[0]!, 9);
  });
});

describe('the largest dose 2 cm from a target', () => {
  /** Every node, one by one, against the definition. */
  const bruteForce = (dose: DoseGrid, target: Region, distanceMm: number): number => {
    let best = -Infinity;
    let n = 0;
    for (const z of dose.zMm) {
      for (const y of dose.yMm) {
        for (const x of dose.xMm) {
          const value = dose.doseGy[n++]!;
          let distance = Infinity;
          for (const slab of target.slabs) {
            for (let r = 0; r + 1 < slab.rowEdgesMm.length; r++) {
              for (let e = slab.rowStart[r]!; e < slab.rowStart[r + 1]!; e++) {
                distance = Math.min(
                  distance,
                  Math.hypot(
                    Math.max(slab.endsMm[2 * e]! - x, 0, x - slab.endsMm[2 * e + 1]!),
                    Math.max(slab.rowEdgesMm[r]! - y, 0, y - slab.rowEdgesMm[r + 1]!),
                    Math.max(slab.z0Mm - z, 0, z - slab.z1Mm),
                  ),
                );
              }
            }
          }
          if (distance >= distanceMm && value > best) best = value;
        }
      }
    }
    return best;
  };
  const COARSE: VoxelGrid = { size: [27, 21, 25], spacingMm: [3, 4, 3.5], originMm: [-30, -44, -0.5], axes: LPS };
  /** An L of voxels, so that the box around it says little. */
  const L: Region = regionFromMask({
    grid: { size: [3, 3, 2], spacingMm: [6, 5, 4], originMm: [4, -9, 38], axes: LPS },
    values: Uint8Array.from([1, 0, 0, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0]),
  });

  it.each([5, 12, 20, 28])('is what a search of all nodes finds, at %d mm', (distanceMm) => {
    const dose = doseOf(([x, y, z]) => 30 * Math.exp(-Math.hypot(x - 8, y + 2, z - 41) / 15) + 0.01 * (x + 40), COARSE);
    const found = maximumBeyond(dose, [L], distanceMm);
    expect(found.doseGy).toBeCloseTo(bruteForce(dose, L, distanceMm), 6);
  });

  it('is the dose of the shell in a falling dose', () => {
    const found = maximumBeyond(DOSE, [box(9.9, 10.1, -5.1, -4.9, 39.9, 40.1)]);
    expect(found.doseGy).toBeLessThanOrEqual(40 * Math.exp(-(20 ** 2) / 288));
    expect(found.doseGy).toBeGreaterThan(40 * Math.exp(-(21 ** 2) / 288));
    expect(found.complete).toBe(true);
  });

  it('says when the grid does not reach so far around the target', () => {
    expect(maximumBeyond(DOSE, [box(-20, 15, -10, 0, 35, 45)]).complete).toBe(false);
    expect(maximumBeyond(DOSE, [TARGET], 200)).toEqual({ doseGy: null, atMm: null, complete: false });
  });

  it('of no target is not known', () => {
    expect(maximumBeyond(DOSE, [{ slabs: [] }])).toEqual({ doseGy: null, atMm: null, complete: false });
  });

  it('gives the place in LPS on an oblique grid, too', () => {
    const [c, s] = [Math.cos(0.3), Math.sin(0.3)];
    const axes: VoxelGrid['axes'] = [
      [c, s, 0],
      [-s, c, 0],
      [0, 0, 1],
    ];
    const field = gaussian([1, 2, 3], 15, 50);
    const tilted = doseOf(field, { ...COARSE, originMm: [-30 * c + 30 * s, -30 * s - 30 * c, -30], axes });
    const found = maximumBeyond(tilted, [box(0, 2, 1, 3, 2, 4)]);
    expect(field(found.atMm!)).toBeCloseTo(found.doseGy!, 5);
  });
});
