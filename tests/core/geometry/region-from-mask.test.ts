import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundsOf,
  holdsPoint,
  isTrabeculaError,
  regionFromMask,
  regionToMask,
  volumeCm3Of,
} from '../../../core/index.ts';
import type { Lps, VoxelGrid, Voxels } from '../../../core/index.ts';
import { evenly } from '../evenly.ts';
import { expectSound } from './sound-slab.ts';

const LPS: VoxelGrid['axes'] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const GRID: VoxelGrid = { size: [5, 4, 3], spacingMm: [1.5, 2, 3.5], originMm: [-7, 11, 100], axes: LPS };
const VOXEL_CM3 = (1.5 * 2 * 3.5) / 1000;

/** All 48 ways to lay three indices along LPS, left-handed ones too. */
const ORIENTATIONS: VoxelGrid['axes'][] = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
].flatMap((order) =>
  [0, 1, 2, 3, 4, 5, 6, 7].map(
    (signs) =>
      order.map((lps, n) =>
        [0, 1, 2].map((a) => (a === lps ? ((signs >> n) & 1 ? -1 : 1) : 0)),
      ) as unknown as VoxelGrid['axes'],
  ),
);

function mask(values: readonly number[], grid: VoxelGrid = GRID): Voxels {
  return { grid, values: Float64Array.from(values) };
}

/** A mask that is 0 but for the voxels given as (i, j, k, share). */
function sparse(...voxels: [number, number, number, number][]): Voxels {
  const values = new Float64Array(60);
  for (const [i, j, k, share] of voxels) values[i + 5 * (j + 4 * k)] = share;
  return { grid: GRID, values };
}

function centreOf({ grid }: Voxels, n: number): Lps {
  const [ni, nj] = grid.size;
  const index = [n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj))];
  return [0, 1, 2].map(
    (a) => grid.originMm[a]! + index.reduce((sum, at, s) => sum + at * grid.spacingMm[s]! * grid.axes[s]![a]!, 0),
  ) as unknown as Lps;
}

const shares = fc.array(fc.oneof(fc.constantFrom(0, 1, 0.5), evenly(0, 1)), {
  minLength: 60,
  maxLength: 60,
});
const bits = fc.array(fc.constantFrom(0, 1), { minLength: 60, maxLength: 60 });
const orientation = fc.constantFrom(...ORIENTATIONS);

describe('a mask as a solid', () => {
  it('fills a voxel of 1 from face to face', () => {
    expect(boundsOf(regionFromMask(sparse([2, 1, 1, 1])))).toEqual({
      x0: -7 + 1.5 * 1.5,
      x1: -7 + 2.5 * 1.5,
      y0: 11 + 0.5 * 2,
      y1: 11 + 1.5 * 2,
      z0: 100 + 0.5 * 3.5,
      z1: 100 + 1.5 * 3.5,
    });
  });

  it('makes one run of neighbouring voxels', () => {
    const { slabs } = regionFromMask(sparse([1, 2, 0, 1], [2, 2, 0, 1], [3, 2, 0, 1]));
    expect(slabs).toHaveLength(1);
    expect([...slabs[0]!.endsMm]).toEqual([-7 + 0.5 * 1.5, -7 + 3.5 * 1.5]);
  });

  it.each([
    ['against the fuller neighbour on its left', [0, 1, 0.4, 0.2, 0], [-7 + 0.5 * 1.5, -7 + 1.5 * 1.5 + 0.4 * 1.5 + 0]],
    ['against the fuller neighbour on its right', [0, 0.2, 0.4, 1, 0], [-7 + 2.5 * 1.5 - 0.4 * 1.5, -7 + 3.5 * 1.5]],
    ['in the middle between equal neighbours', [0, 0, 0.4, 0, 0], [-7 + (2 - 0.2) * 1.5, -7 + (2 + 0.2) * 1.5]],
  ])('lays the run of a share %s', (_, row, [x0, x1]) => {
    const region = regionFromMask(mask([...row, ...new Array<number>(55).fill(0)]));
    const ends = [...region.slabs[0]!.endsMm];
    expect(ends.some((end) => Math.abs(end - x0!) < 1e-12)).toBe(true);
    expect(ends.some((end) => Math.abs(end - x1!) < 1e-12)).toBe(true);
  });

  it('keeps the volume that the shares say (platipy#218: edge voxels are fractional)', () => {
    fc.assert(
      fc.property(shares, orientation, (values, axes) => {
        const region = regionFromMask(mask(values, { ...GRID, axes }));
        const sum = values.reduce((total, share) => total + share, 0);
        expect(volumeCm3Of(region)).toBeCloseTo(sum * VOXEL_CM3, 9);
        expectSound(region.slabs);
      }),
    );
  });

  it('holds the centres of exactly the voxels that are 1, however the grid lies', () => {
    fc.assert(
      fc.property(bits, orientation, (values, axes) => {
        const voxels = mask(values, { ...GRID, axes });
        const region = regionFromMask(voxels);
        values.forEach((bit, n) => expect(holdsPoint(region, ...centreOf(voxels, n))).toBe(bit === 1));
      }),
      { numRuns: 60 },
    );
  });

  it('has runs that ascend and do not touch, in rows and slabs that ascend', () => {
    fc.assert(
      fc.property(shares, orientation, (values, axes) => {
        let top = -Infinity;
        for (const slab of regionFromMask(mask(values, { ...GRID, axes })).slabs) {
          expect(slab.z0Mm).toBeGreaterThanOrEqual(top);
          expect(slab.z1Mm).toBeGreaterThan(slab.z0Mm);
          top = slab.z1Mm;
          const { rowEdgesMm, rowStart, endsMm } = slab;
          expect(rowStart).toHaveLength(rowEdgesMm.length);
          expect(endsMm).toHaveLength(2 * rowStart.at(-1)!);
          for (let r = 0; r + 1 < rowEdgesMm.length; r++) {
            expect(rowEdgesMm[r + 1]!).toBeGreaterThan(rowEdgesMm[r]!);
            for (let e = 2 * rowStart[r]! + 1; e < 2 * rowStart[r + 1]!; e++) {
              expect(endsMm[e]!).toBeGreaterThan(endsMm[e - 1]!);
            }
          }
        }
      }),
    );
  });

  it('of nothing is empty', () => {
    expect(regionFromMask(sparse()).slabs).toEqual([]);
  });

  it('takes the shares of every kind of number array', () => {
    for (const kind of [Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array]) {
      const values = new kind(60);
      values[17] = 1;
      expect(volumeCm3Of(regionFromMask({ grid: GRID, values }))).toBeCloseTo(VOXEL_CM3, 12);
    }
  });
});

describe('a solid as a mask', () => {
  it('gives the mask of voxels back exactly, on its own grid', () => {
    fc.assert(
      fc.property(bits, orientation, (values, axes) => {
        const grid = { ...GRID, axes };
        const { share, outsideCm3 } = regionToMask(regionFromMask(mask(values, grid)), grid);
        share.forEach((s, n) => expect(s).toBeCloseTo(values[n]!, 9));
        expect(outsideCm3).toBeCloseTo(0, 12);
      }),
    );
  });

  it('gives shares back exactly, on their own grid', () => {
    fc.assert(
      fc.property(shares, orientation, (values, axes) => {
        const grid = { ...GRID, axes };
        const { share } = regionToMask(regionFromMask(mask(values, grid)), grid);
        share.forEach((s, n) => expect(s).toBeCloseTo(values[n]!, 9));
      }),
    );
  });

  it('keeps the volume on any other grid, counting what lies beyond it', () => {
    fc.assert(
      fc.property(shares, orientation, evenly(-6, 6), (values, axes, shift) => {
        const region = regionFromMask(mask(values));
        const other: VoxelGrid = { size: [4, 3, 5], spacingMm: [2.5, 1.25, 3], originMm: [-6 + shift, 12, 98], axes };
        const { share, outsideCm3 } = regionToMask(region, other);
        const inside = share.reduce((sum, s) => sum + s, 0) * ((2.5 * 1.25 * 3) / 1000);
        expect(inside + outsideCm3).toBeCloseTo(volumeCm3Of(region), 9);
      }),
    );
  });
});

describe('a mask that is none', () => {
  const refusal = (voxels: Voxels): string => {
    try {
      regionFromMask(voxels, 'ptv.raw');
    } catch (error) {
      if (isTrabeculaError(error) && error.kind === 'unreadable') return error.message;
      throw error;
    }
    throw new Error('accepted');
  };
  const with_ = (value: number): Voxels => sparse([3, 2, 1, value]);

  it('a label map is refused, with the place and value', () => {
    expect(refusal(with_(255))).toBe(
      'ptv.raw: the mask holds a value that is neither 0, 1 nor a share between them (found 255 at index (3, 2, 1); expected 0 to 1)',
    );
    expect(refusal(with_(-0.5))).toContain('found -0.5 at index (3, 2, 1)');
  });

  it('rounding beyond 0 and 1 is not', () => {
    expect(volumeCm3Of(regionFromMask(with_(1.000001)))).toBeCloseTo(VOXEL_CM3, 12);
    expect(volumeCm3Of(regionFromMask(with_(-0.000001)))).toBe(0);
  });

  it('a value that is not finite is refused', () => {
    expect(refusal(with_(NaN))).toBe(
      'ptv.raw: the array holds a value that is not a number (found NaN at index (3, 2, 1); expected finite values)',
    );
  });

  it('an array of another size is refused', () => {
    expect(refusal({ grid: GRID, values: new Uint8Array(59) })).toContain('found 59 values; expected 5 x 4 x 3 = 60');
  });

  it('an oblique grid is refused by name', () => {
    const [c, s] = [Math.cos(0.1), Math.sin(0.1)];
    const axes: VoxelGrid['axes'] = [
      [c, s, 0],
      [-s, c, 0],
      [0, 0, 1],
    ];
    expect(refusal({ grid: { ...GRID, axes }, values: new Uint8Array(60) })).toBe(
      `ptv.raw, axes: the mask is oblique to the patient axes; resample it along them (found (${c}, ${s}, 0), (${-s}, ${c}, 0), (0, 0, 1); expected each axis along x, y or z of the patient)`,
    );
    expect(() => regionToMask({ slabs: [] }, { ...GRID, axes })).toThrow('oblique to the patient axes');
  });

  it.each<[string, Partial<VoxelGrid>, string, string]>([
    [
      'axes that are not unit vectors',
      {
        axes: [
          [2, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
      },
      'axes: the directions of the grid are not orthonormal',
      'three unit vectors at right angles',
    ],
    [
      'axes that are not at right angles',
      {
        axes: [
          [1, 0, 0],
          [0.6, 0.8, 0],
          [0, 0, 1],
        ],
      },
      'axes: the directions of the grid are not orthonormal',
      'three unit vectors at right angles',
    ],
    [
      'two axes that are the same',
      {
        axes: [
          [1, 0, 0],
          [1, 0, 0],
          [0, 0, 1],
        ],
      },
      'axes: the directions of the grid are not orthonormal',
      'three unit vectors at right angles',
    ],
    ['no spacing', { spacingMm: [1, 0, 1] }, 'spacingMm: the grid has no spacing', 'three numbers above 0'],
    ['half a voxel', { size: [5, 4, 2.5] }, 'size: the grid has no size', 'three whole numbers above 0'],
    ['less than no voxel', { size: [5, 4, -3] }, 'size: the grid has no size', 'three whole numbers above 0'],
    ['no origin', { originMm: [0, NaN, 0] }, 'originMm: the grid has no origin', 'three numbers'],
  ])('a grid with %s is refused', (_, part, what, expected) => {
    const said = refusal({ grid: { ...GRID, ...part }, values: new Uint8Array(60) });
    expect(said.startsWith(`ptv.raw, ${what} (found `)).toBe(true);
    expect(said.endsWith(`; expected ${expected})`)).toBe(true);
  });
});
