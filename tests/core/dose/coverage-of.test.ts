import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import * as trabecula from '../../../core/index.ts';
import { coverageOf } from '../../../core/index.ts';
import type { Lps, VoxelGrid, Voxels } from '../../../core/index.ts';

const LPS: VoxelGrid['axes'] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

function fill(grid: VoxelGrid, value: (at: Lps) => number): Voxels {
  const [ni, nj, nk] = grid.size;
  const values = new Float64Array(ni * nj * nk);
  for (let n = 0; n < values.length; n++) {
    const index = [n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj))];
    values[n] = value(
      [0, 1, 2].map(
        (a) => grid.originMm[a]! + index.reduce((sum, i, s) => sum + i * grid.spacingMm[s]! * grid.axes[s]![a]!, 0),
      ) as unknown as Lps,
    );
  }
  return { grid, values };
}

describe('coverage of a mask in a dose', () => {
  it('does what docs/own-code.md shows', () => {
    const page = readFileSync(new URL('../../../docs/own-code.md', import.meta.url), 'utf8');
    const example = /```js\nimport \{ coverageOf \} from 'trabecula';\n([\s\S]*?)```/.exec(page)![1]!;
    const promised = /\/\/ (coveragePercent .*)/.exec(example)![1]!;
    const answer = runInNewContext(`${example}; ({ coveragePercent, volumeCm3, outsideDoseCm3 });`, {
      coverageOf,
      Float32Array,
      Uint8Array,
    }) as trabecula.CoverageOfMask;
    const rounded = Object.entries(answer).map(([key, value]) => `${key} ${Number((value as number).toFixed(4))}`);
    expect(rounded.join(', ')).toBe(promised);
  });

  it('is exact for boxes of voxels in a dose that is linear along one axis', () => {
    const along = fc.constantFrom(0, 1, 2);
    const level = fc.double({ min: 5, max: 60, noNaN: true });
    fc.assert(
      fc.property(along, level, (axis, prescriptionGy) => {
        const dose = fill(
          { size: [12, 15, 13], spacingMm: [7, 5, 6], originMm: [-10, -5, -8], axes: LPS },
          (at) => at[axis] + 12,
        );
        const mask = fill({ size: [9, 7, 8], spacingMm: [2.5, 3, 4], originMm: [6, 8, 7], axes: LPS }, () => 1);
        const low = mask.grid.originMm[axis] - mask.grid.spacingMm[axis] / 2;
        const length = mask.grid.size[axis] * mask.grid.spacingMm[axis];
        const share = Math.min(1, Math.max(0, (low + length - (prescriptionGy - 12)) / length));
        const { coveragePercent } = coverageOf({ dose, mask, prescriptionGy });
        expect(coveragePercent!).toBeCloseTo(100 * share, 3);
      }),
    );
  });

  it('does not depend on how the arrays lie in memory', () => {
    const field = ([x, y, z]: Lps): number =>
      60 - 0.7 * Math.abs(x - 3) - 0.4 * Math.abs(y + 2) - 0.5 * Math.abs(z - 9);
    const ball = ([x, y, z]: Lps): number => (Math.hypot(x - 5, y, z - 7) <= 12 ? 1 : 0);
    const doseGrid: VoxelGrid = { size: [20, 18, 17], spacingMm: [2.5, 3, 3.5], originMm: [-20, -26, -20], axes: LPS };
    const maskGrid: VoxelGrid = {
      size: [17, 15, 13],
      spacingMm: [1.75, 2, 2.25],
      originMm: [-9, -14, -6.5],
      axes: LPS,
    };
    const reference = coverageOf({ dose: fill(doseGrid, field), mask: fill(maskGrid, ball), prescriptionGy: 51 });
    expect(reference.coveragePercent!).toBeGreaterThan(20);
    expect(reference.coveragePercent!).toBeLessThan(80);
    const relaid = ({ size, spacingMm, originMm }: VoxelGrid, order: readonly number[], flips: number): VoxelGrid => {
      const at = order.map((stored) => stored) as [number, number, number];
      const flip = at.map((_, n) => ((flips >> n) & 1) === 1);
      const origin = [...originMm] as [number, number, number];
      at.forEach((a, n) => (origin[a] = flip[n]! ? originMm[a]! + (size[a]! - 1) * spacingMm[a]! : originMm[a]!));
      return {
        size: [size[at[0]]!, size[at[1]]!, size[at[2]]!],
        spacingMm: [spacingMm[at[0]]!, spacingMm[at[1]]!, spacingMm[at[2]]!],
        originMm: origin,
        axes: at.map((a, n) =>
          [0, 1, 2].map((c) => (c === a ? (flip[n]! ? -1 : 1) : 0)),
        ) as unknown as VoxelGrid['axes'],
      };
    };
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      for (let flips = 0; flips < 8; flips++) {
        const answer = coverageOf({
          dose: fill(relaid(doseGrid, order, flips), field),
          mask: fill(relaid(maskGrid, [...order].reverse(), 7 - flips), ball),
          prescriptionGy: 51,
        });
        expect(answer.coveragePercent!).toBeCloseTo(reference.coveragePercent!, 6);
        expect(answer.volumeCm3).toBeCloseTo(reference.volumeCm3, 9);
      }
    }
  });

  it('agrees with points counted one by one, in a round dose on coarse voxels', () => {
    const field = ([x, y, z]: Lps): number => 40 * Math.exp(-(x * x + y * y + z * z) / 800);
    const doseGrid: VoxelGrid = { size: [25, 31, 21], spacingMm: [2.5, 2, 3], originMm: [-30, -30, -30], axes: LPS };
    const maskGrid: VoxelGrid = { size: [8, 9, 7], spacingMm: [3, 2.5, 3.5], originMm: [-9, -8, -10], axes: LPS };
    const dose = fill(doseGrid, field);
    const mask = fill(maskGrid, ([x, y, z]) => (Math.hypot(x, y + 1, z - 1) < 11 ? 1 : 0));
    const grid = trabecula.doseFromVoxels(dose);
    const parts = 5;
    let inside = 0;
    let covered = 0;
    mask.values.forEach((bit, n) => {
      if (bit !== 1) return;
      const index = [n % 8, Math.floor(n / 8) % 9, Math.floor(n / 72)];
      for (let p = 0; p < parts ** 3; p++) {
        const part = [p % parts, Math.floor(p / parts) % parts, Math.floor(p / parts ** 2)];
        const at = [0, 1, 2].map(
          (a) => maskGrid.originMm[a]! + maskGrid.spacingMm[a]! * (index[a]! - 0.5 + (part[a]! + 0.5) / parts),
        ) as unknown as Lps;
        inside++;
        if (trabecula.doseAtPoint(grid, at)! >= 34) covered++;
      }
    });
    const { coveragePercent } = coverageOf({ dose, mask, prescriptionGy: 34 });
    expect(Math.abs(coveragePercent! - (100 * covered) / inside)).toBeLessThan(0.3);
  });

  it('counts what lies beyond the dose as not covered, and says how much that is', () => {
    const dose = fill({ size: [11, 6, 7], spacingMm: [2, 4, 3], originMm: [0, 0, 0], axes: LPS }, () => 30);
    const mask = fill({ size: [10, 3, 4], spacingMm: [2, 2, 2], originMm: [11, 5, 5], axes: LPS }, () => 1);
    const answer = coverageOf({ dose, mask, prescriptionGy: 27 });
    expect(answer.coveragePercent!).toBeCloseTo(50, 9);
    expect(answer.volumeCm3).toBeCloseTo(0.96, 9);
    expect(answer.outsideDoseCm3).toBeCloseTo(0.48, 9);
  });

  it('of a mask wholly beyond the dose is not known, not 0', () => {
    const dose = fill({ size: [11, 6, 7], spacingMm: [2, 4, 3], originMm: [0, 0, 0], axes: LPS }, () => 30);
    const mask = fill({ size: [2, 3, 4], spacingMm: [2, 2, 2], originMm: [50, 5, 5], axes: LPS }, () => 1);
    expect(coverageOf({ dose, mask, prescriptionGy: 27 })).toMatchObject({ coveragePercent: null });
  });

  it.each<[string, number, (grid: VoxelGrid) => { dose: Voxels; mask: Voxels }, RegExp]>([
    ['an empty mask', 27, (grid) => ({ dose: fill(grid, () => 1), mask: fill(grid, () => 0) }), /the mask is empty/],
    ['no prescription', 0, (grid) => ({ dose: fill(grid, () => 1), mask: fill(grid, () => 1) }), /no prescription/],
    ['a negative dose', 27, (grid) => ({ dose: fill(grid, () => -1), mask: fill(grid, () => 1) }), /dose is negative/],
    ['a dose with holes', 27, (grid) => ({ dose: fill(grid, () => NaN), mask: fill(grid, () => 1) }), /not a number/],
  ])('refuses %s', (_, prescriptionGy, arrays, message) => {
    const grid: VoxelGrid = { size: [3, 4, 5], spacingMm: [1, 2, 3], originMm: [0, 0, 0], axes: LPS };
    expect(() => coverageOf({ ...arrays(grid), prescriptionGy })).toThrow(message);
  });
});
