import { describe, expect, it } from 'vitest';
import type { Lps, StoredDosePlanes } from '../../../core/index.ts';
import { addDoses, doseAtPoint, gridBounds, layDosePlanes } from '../../../core/index.ts';

/** Odd, unequal sizes and spacings, so that any swap shows. */
const COLUMNS = 5;
const ROWS = 4;
const OFFSETS = [0, 2.5, 6, 7.5];
const COLUMN_SPACING = 1.5;
const ROW_SPACING = 2;
const ORIGIN: Lps = [-11, 23, 40];

/** A dose that tells every point of space apart. Linear, so that trilinear interpolation is exact. */
const doseAt = ([x, y, z]: Lps): number => 50 + 0.5 * x - 0.75 * y + 0.25 * z;

const plus = (a: Lps, s: number, d: Lps): Lps => [a[0] + s * d[0], a[1] + s * d[1], a[2] + s * d[2]];
const crossed = (a: Lps, b: Lps): Lps => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

function stored(
  rowDirection: Lps,
  columnDirection: Lps,
  planeOffsetsMm: readonly number[] = OFFSETS,
): StoredDosePlanes {
  const normal = crossed(rowDirection, columnDirection);
  const doseGy = new Float32Array(COLUMNS * ROWS * planeOffsetsMm.length);
  planeOffsetsMm.forEach((offset, p) => {
    for (let row = 0; row < ROWS; row++) {
      for (let column = 0; column < COLUMNS; column++) {
        const inRow = plus(ORIGIN, column * COLUMN_SPACING, rowDirection);
        const at = plus(plus(inRow, row * ROW_SPACING, columnDirection), offset, normal);
        doseGy[column + COLUMNS * (row + ROWS * p)] = doseAt(at);
      }
    }
  });
  return {
    originMm: ORIGIN,
    rowDirection,
    columnDirection,
    columns: COLUMNS,
    rows: ROWS,
    columnSpacingMm: COLUMN_SPACING,
    rowSpacingMm: ROW_SPACING,
    planeOffsetsMm,
    doseGy,
    stepGy: 0.001,
  };
}

/** Every patient orientation, image planes along each pair of axes. */
const UNITS: Lps[] = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
];
const ORIENTATIONS = UNITS.flatMap((row) =>
  UNITS.filter((column) => row[0] * column[0] + row[1] * column[1] + row[2] * column[2] === 0).map(
    (column) => [row.join(' '), column.join(' '), row, column] as const,
  ),
);

describe('dose planes laid along the patient axes', () => {
  it.each(ORIENTATIONS)(
    'rows along %s, columns along %s: every node has the dose of its place',
    (_r, _c, row, column) => {
      for (const offsets of [OFFSETS, OFFSETS.map((offset) => -offset), [6, 0, 7.5, 2.5]]) {
        const grid = layDosePlanes(stored(row, column, offsets));
        expect(grid.axes).toBeNull();
        for (const axis of [grid.xMm, grid.yMm, grid.zMm]) {
          expect([...axis].every((at, n) => n === 0 || at > axis[n - 1]!)).toBe(true);
        }
        let worst = 0;
        grid.zMm.forEach((z, k) => {
          grid.yMm.forEach((y, j) => {
            grid.xMm.forEach((x, i) => {
              const value = grid.doseGy[i + grid.xMm.length * (j + grid.yMm.length * k)]!;
              worst = Math.max(worst, Math.abs(value - doseAt([x, y, z])));
            });
          });
        });
        expect(worst).toBeLessThan(1e-4);
        expect(grid.doseGy).toHaveLength(COLUMNS * ROWS * OFFSETS.length);
      }
    },
  );

  it('keep the axes of an oblique grid, and the dose at every point', () => {
    const [c, s] = [Math.cos(0.3), Math.sin(0.3)];
    const [row, column]: Lps[] = [
      [c, s, 0],
      [-s * c, c * c, s],
    ];
    const grid = layDosePlanes(stored(row!, column!));
    expect(grid.axes).not.toBeNull();
    const inside = plus(plus(plus(ORIGIN, 3.1, row!), 4.7, column!), 5.2, crossed(row!, column!));
    expect(doseAtPoint(grid, inside)).toBeCloseTo(doseAt(inside), 4);
    expect(doseAtPoint(grid, plus(inside, -5, row!))).toBeNull();
  });

  it('take a direction that is parallel but for rounding as parallel', () => {
    expect(layDosePlanes(stored([1, 1e-6, 0], [-1e-6, 1, 0])).axes).toBeNull();
  });

  it('are bounded by the outermost nodes', () => {
    const grid = layDosePlanes(stored([1, 0, 0], [0, 1, 0]));
    expect(gridBounds(grid)).toEqual({ x0: -11, x1: -5, y0: 23, y1: 29, z0: 40, z1: 47.5 });
  });

  it('know nothing just beyond them', () => {
    const grid = layDosePlanes(stored([1, 0, 0], [0, 1, 0]));
    expect(doseAtPoint(grid, [-5, 29, 47.5])).toBeCloseTo(doseAt([-5, 29, 47.5]), 4);
    for (const beyond of [
      [-4.999, 25, 45],
      [-6, 22.999, 45],
      [-6, 25, 47.501],
    ] as const) {
      expect(doseAtPoint(grid, beyond)).toBeNull();
    }
  });

  it('refuse an array that does not fit', () => {
    expect(() => layDosePlanes({ ...stored([1, 0, 0], [0, 1, 0]), rows: ROWS + 1 })).toThrow(/80 values.*5 x 5 x 4/);
  });
});

describe('doses that are added', () => {
  const axial = layDosePlanes(stored([1, 0, 0], [0, 1, 0]));

  it('add node by node, and their steps with them', () => {
    const mirrored = layDosePlanes(stored([1, 0, 0], [0, 1, 0], [7.5, 6, 2.5, 0]));
    const sum = addDoses([axial, mirrored, axial]);
    expect(sum.stepGy).toBeCloseTo(0.003, 12);
    expect(doseAtPoint(sum, [-7.3, 26.1, 44])).toBeCloseTo(3 * doseAt([-7.3, 26.1, 44]), 3);
  });

  it('leave the first one as it was', () => {
    const before = axial.doseGy.slice();
    addDoses([axial, axial]);
    expect(axial.doseGy).toEqual(before);
  });

  it('are refused on different grids', () => {
    const shifted = { ...axial, xMm: axial.xMm.map((x) => x + 0.01) };
    const turned = { ...axial, axes: { x: [0, 1, 0], y: [-1, 0, 0], z: [0, 0, 1] } as const };
    expect(() => addDoses([axial, shifted])).toThrow(/different grids/);
    expect(() => addDoses([axial, turned])).toThrow(/different grids/);
    expect(() => addDoses([turned, { ...turned, axes: { ...turned.axes, x: [0, 0.8, 0.6] } }])).toThrow(
      /different grids/,
    );
    expect(() => addDoses([])).toThrow(/no dose/);
  });
});
