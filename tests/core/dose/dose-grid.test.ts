import { describe, expect, it } from 'vitest';
import type { DoseGrid, Lps, StoredDosePlanes } from '../../../core/index.ts';
import {
  addDoses,
  computeDvh,
  doseAtPoint,
  doseAtVolume,
  gridBounds,
  isTrabeculaError,
  layDosePlanes,
  regionFromContours,
  volumeAtDose,
} from '../../../core/index.ts';
import { circle, stack } from '../geometry/polygons.ts';
import { doseOnNodes, nodesOver } from '../../reference/dose-on-nodes.ts';

/**
 * Linear along each axis with every cross term: trilinear interpolation gives it back exactly at any point, and any
 * swap, mirror image or shift of an axis changes it.
 */
const field = (x: number, y: number, z: number): number =>
  40 + 0.31 * x - 0.17 * y + 0.053 * z + 0.011 * x * y - 0.007 * y * z + 0.013 * x * z + 0.0009 * x * y * z;

interface Layout {
  readonly row: Lps;
  readonly column: Lps;
  readonly columns: number;
  readonly rows: number;
  readonly columnSpacing: number;
  readonly rowSpacing: number;
  readonly offsets: readonly number[];
  readonly originMm: Lps;
}

function cross(a: Lps, b: Lps): Lps {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** Voxel centre by C.7.6.2.1.1: origin + row · Δcolumns · i + column · Δrows · j + normal · offset. */
function centreOf(
  { row, column, columnSpacing, rowSpacing, originMm }: Layout,
  i: number,
  j: number,
  offset: number,
): Lps {
  const normal = cross(row, column);
  const along = (a: 0 | 1 | 2): number =>
    originMm[a] + row[a] * columnSpacing * i + column[a] * rowSpacing * j + normal[a] * offset;
  return [along(0), along(1), along(2)];
}

function store(layout: Layout, dose = field): StoredDosePlanes {
  const doseGy: number[] = [];
  for (const offset of layout.offsets) {
    for (let j = 0; j < layout.rows; j++) {
      for (let i = 0; i < layout.columns; i++) doseGy.push(dose(...centreOf(layout, i, j, offset)));
    }
  }
  return {
    originMm: layout.originMm,
    rowDirection: layout.row,
    columnDirection: layout.column,
    columns: layout.columns,
    rows: layout.rows,
    columnSpacingMm: layout.columnSpacing,
    rowSpacingMm: layout.rowSpacing,
    planeOffsetsMm: layout.offsets,
    doseGy: Float32Array.from(doseGy),
    stepGy: 0,
  };
}

/** Lopsided in every respect: 5 columns 3.1 mm apart, 7 rows 1.7 mm apart, planes as given. */
const LOPSIDED = { columns: 5, rows: 7, columnSpacing: 3.1, rowSpacing: 1.7, originMm: [-11.3, 7.9, 23.7] as Lps };

/** Points of the box of voxel centres, by a low-discrepancy sequence. */
function* pointsIn(layout: Layout, count = 60): Generator<Lps> {
  const far = layout.offsets.reduce((a, b) => Math.max(a, b));
  const near = layout.offsets.reduce((a, b) => Math.min(a, b));
  for (let n = 1; n <= count; n++) {
    const [u, v, w] = [(n * 0.8191725) % 1, (n * 0.6710436) % 1, (n * 0.5497005) % 1];
    yield centreOf(layout, u * (layout.columns - 1), v * (layout.rows - 1), near + w * (far - near));
  }
}

function expectField(layout: Layout): DoseGrid {
  const grid = layDosePlanes(store(layout));
  expect(grid.axes).toBeNull();
  for (const nodes of [grid.xMm, grid.yMm, grid.zMm]) {
    expect(nodes.every((at, n) => n === 0 || at > nodes[n - 1]!)).toBe(true);
  }
  for (const point of pointsIn(layout)) expect(doseAtPoint(grid, point)).toBeCloseTo(field(...point), 3);
  return grid;
}

const OFFSETS: Readonly<Record<string, readonly number[]>> = {
  ascending: [0, 2.3, 4.6, 6.9],
  descending: [0, -2.3, -4.6, -6.9],
  uneven: [0, 1.1, 4.7, 5.9, 9.2],
  'uneven and descending': [0, -1.1, -4.7, -5.9, -9.2],
  unsorted: [0, 4.7, 1.1, -3.3, 9.2],
};

/** Directions of columns and rows for the eight ways to lie, looked at from the feet of the couch. */
const PATIENTS: readonly (readonly [string, string, Lps, Lps])[] = [
  ['HFS', 'head first, supine', [1, 0, 0], [0, 1, 0]],
  ['HFP', 'dicompyler-core#29, dicompyler#107: head first, prone', [-1, 0, 0], [0, -1, 0]],
  ['HFDR', 'dicompyler-core#274: head first, on the right side', [0, 1, 0], [-1, 0, 0]],
  ['HFDL', 'dicompyler-core#274: head first, on the left side', [0, -1, 0], [1, 0, 0]],
  ['FFS', 'dicompyler-core#29, dicompyler#107: feet first, supine', [-1, 0, 0], [0, 1, 0]],
  ['FFP', 'pymedphys PR#929, CERR#214: feet first, prone', [1, 0, 0], [0, -1, 0]],
  ['FFDR', 'dicompyler-core#274: feet first, on the right side', [0, -1, 0], [-1, 0, 0]],
  ['FFDL', 'dicompyler-core#274: feet first, on the left side', [0, 1, 0], [1, 0, 0]],
];

const AXES: readonly Lps[] = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
];
/** All 24: axial, sagittal and coronal planes, each in eight ways. */
const PLANES = AXES.flatMap((row) =>
  AXES.filter((column) => column.every((part, a) => part * row[a]! === 0)).map((column) => ({ row, column })),
);

describe('dose planes are laid along LPS', () => {
  describe.each(PATIENTS)('%s: %s', (_, __, row, column) => {
    it.each(Object.entries(OFFSETS))('%s planes give the dose at every point', (___, offsets) => {
      expectField({ ...LOPSIDED, row, column, offsets });
    });
  });

  it('planes of any direction, sagittal and coronal stacks too, give the dose at every point', () => {
    expect(PLANES).toHaveLength(24);
    for (const directions of PLANES) {
      for (const offsets of Object.values(OFFSETS)) expectField({ ...LOPSIDED, ...directions, offsets });
    }
  });

  it('dicompyler#92, #121, pymedphys PR#1571: columns 3.1 mm and rows 1.7 mm apart are not exchanged', () => {
    const grid = layDosePlanes(store({ ...LOPSIDED, row: [1, 0, 0], column: [0, 1, 0], offsets: [0, 2] }));
    expect(gridBounds(grid)).toMatchObject({ x0: -11.3, y0: 7.9 });
    expect(gridBounds(grid).x1).toBeCloseTo(-11.3 + 4 * 3.1, 9);
    expect(gridBounds(grid).y1).toBeCloseTo(7.9 + 6 * 1.7, 9);
  });

  it('dicompyler#46: a stored value stands for the centre of its voxel, not for its corner', () => {
    const layout: Layout = { ...LOPSIDED, row: [0, -1, 0], column: [0, 0, -1], offsets: [0, 2.2, 5.1] };
    const stored = store(layout);
    const grid = layDosePlanes(stored);
    // The nodes that are not at the rim, where rounding may put a point just outside.
    for (let i = 1; i < 4; i++) {
      for (let j = 1; j < 6; j++) {
        const found = doseAtPoint(grid, centreOf(layout, i, j, layout.offsets[1]!));
        expect(found).toBeCloseTo(stored.doseGy[i + 5 * (j + 7)]!, 4);
      }
    }
  });

  it('CERR#448: a grid 300 mm up or down stays there', () => {
    for (const z of [-300, 0, 300]) {
      const grid = expectField({
        ...LOPSIDED,
        originMm: [-11.3, 7.9, z],
        row: [-1, 0, 0],
        column: [0, 1, 0],
        offsets: OFFSETS['descending']!,
      });
      // Feet first: row x column points to the feet, so descending offsets go up.
      expect(gridBounds(grid).z0).toBeCloseTo(z, 9);
      expect(gridBounds(grid).z1).toBeCloseTo(z + 6.9, 9);
    }
  });

  it('a direction off by 1e-5, as some systems write it, is still that direction', () => {
    const tilt = 1e-5;
    const row: Lps = [Math.sqrt(1 - tilt * tilt), tilt, 0];
    const column: Lps = [-tilt, Math.sqrt(1 - tilt * tilt), 0];
    const layout: Layout = { ...LOPSIDED, row, column, offsets: OFFSETS['ascending']! };
    const grid = layDosePlanes(store(layout));
    expect(grid.axes).toBeNull();
    for (const point of pointsIn({ ...layout, row: [1, 0, 0], column: [0, 1, 0] }, 20)) {
      expect(doseAtPoint(grid, point)).toBeCloseTo(field(...point), 2);
    }
  });

  it('a direction off by so much that the far corner leaves its row is another direction', () => {
    const tilted = (tilt: number): DoseGrid => {
      const row: Lps = [Math.sqrt(1 - tilt * tilt), tilt, 0];
      const column: Lps = [-tilt, Math.sqrt(1 - tilt * tilt), 0];
      return layDosePlanes(store({ ...LOPSIDED, row, column, offsets: OFFSETS['ascending']! }));
    };
    // 12.4 mm long and 10.2 mm wide: a hundredth of a millimetre at 0.0008.
    expect(tilted(0.0007).axes).toBeNull();
    expect(tilted(0.001).axes).not.toBeNull();
  });

  it('what lies in place is not copied', () => {
    const layout: Layout = { ...LOPSIDED, row: [1, 0, 0], column: [0, 1, 0], offsets: OFFSETS['ascending']! };
    const stored = store(layout);
    expect(layDosePlanes(stored).doseGy).toBe(stored.doseGy);
  });

  it('matRad#530: an array that does not fit its grid is refused', () => {
    const stored = store({ ...LOPSIDED, row: [1, 0, 0], column: [0, 1, 0], offsets: [0, 2] });
    for (const doseGy of [stored.doseGy.slice(1), new Float32Array(71)]) {
      let thrown: unknown;
      try {
        layDosePlanes({ ...stored, doseGy });
      } catch (error) {
        thrown = error;
      }
      expect(isTrabeculaError(thrown) && thrown.kind).toBe('unreadable');
      expect(String(thrown)).toContain('5 x 7 x 2');
    }
  });

  it('gives no dose beyond its outermost nodes', () => {
    const grid = layDosePlanes(store({ ...LOPSIDED, row: [1, 0, 0], column: [0, 1, 0], offsets: [0, 2] }));
    const { x0, x1, y0, y1, z0, z1 } = gridBounds(grid);
    const [x, y, z] = [(x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2];
    expect(doseAtPoint(grid, [x, y, z])).not.toBeNull();
    for (const [dx, dy, dz] of AXES) {
      const half = [x1 - x0, y1 - y0, z1 - z0].map((length) => length / 2 + 0.01) as [number, number, number];
      expect(doseAtPoint(grid, [x + dx * half[0], y + dy * half[1], z + dz * half[2]])).toBeNull();
    }
  });
});

const ROUND = [0, 2, 4, 6, 8, 10].map((z): readonly [number, readonly Float64Array[]] => [
  z - 5,
  [circle(8 - Math.abs(z - 4) / 2, 0.7, -1.1)],
]);
const SOLID = regionFromContours(stack(...ROUND), { endCaps: 'half-slice', betweenSlices: 'prism' });

describe('the DVH does not depend on how the planes were stored', () => {
  it.each(PATIENTS.slice(1))('%s (%s) gives what HFS gives', (_, __, row, column) => {
    const dose = (x: number, y: number, z: number): number => 20 + 0.7 * x - 0.3 * y + 0.45 * z;
    const around = (directions: { row: Lps; column: Lps }): DoseGrid => {
      const layout: Layout = {
        ...directions,
        columns: 21,
        rows: 19,
        columnSpacing: 1.9,
        rowSpacing: 2.1,
        offsets: Array.from({ length: 17 }, (___, k) => 2.5 * k),
        originMm: [0, 0, 0],
      };
      const middle = centreOf(layout, 10, 9, 20);
      return layDosePlanes(store({ ...layout, originMm: [-middle[0], -middle[1], -middle[2]] }, dose));
    };
    const [a, b] = [around({ row: [1, 0, 0], column: [0, 1, 0] }), around({ row, column })].map((grid) =>
      computeDvh(SOLID, grid),
    ) as [ReturnType<typeof computeDvh>, ReturnType<typeof computeDvh>];
    expect(b.outsideDoseCm3).toBe(0);
    expect(b.minGy).toBeCloseTo(a.minGy!, 4);
    expect(b.maxGy).toBeCloseTo(a.maxGy!, 4);
    expect(b.meanGy).toBeCloseTo(a.meanGy!, 4);
    for (const share of [0.99, 0.95, 0.5, 0.02]) {
      // 0.02 Gy is 0.02 mm: where dose rows and columns change places, runs are cut elsewhere.
      const difference = doseAtVolume(b, share * b.volumeCm3)! - doseAtVolume(a, share * a.volumeCm3)!;
      expect(Math.abs(difference)).toBeLessThan(0.02);
    }
  });
});

describe('a dose of one plane', () => {
  it('says nothing about a solid: all of it is outside, nothing is zero', () => {
    const flat = layDosePlanes(
      store({
        row: [1, 0, 0],
        column: [0, 1, 0],
        columns: 21,
        rows: 21,
        columnSpacing: 2,
        rowSpacing: 2,
        offsets: [0],
        originMm: [-20, -20, 0],
      }),
    );
    const dvh = computeDvh(SOLID, flat, [10]);
    expect(dvh.outsideDoseCm3).toBeCloseTo(dvh.volumeCm3, 9);
    expect([dvh.minGy, dvh.maxGy, dvh.meanGy]).toEqual([null, null, null]);
    expect(doseAtVolume(dvh, 0.1)).toBeNull();
    expect(doseAtPoint(flat, [0, 0, 0])).toBeNull();
  });

  it.each([
    ['one column', 1, 9],
    ['one row', 9, 1],
  ])('neither does one of %s', (_, columns, rows) => {
    const line = layDosePlanes(
      store({
        row: [1, 0, 0],
        column: [0, 1, 0],
        columns,
        rows,
        columnSpacing: 4,
        rowSpacing: 4,
        offsets: [-10, 0, 10],
        originMm: [0, 0, 0],
      }),
    );
    const dvh = computeDvh(SOLID, line);
    expect(dvh.outsideDoseCm3).toBeCloseTo(dvh.volumeCm3, 9);
    expect(dvh.maxGy).toBeNull();
  });
});

/** Directions of a grid turned by `degrees` about an axis (Rodrigues' formula). */
function turned(degrees: number, about: Lps): { row: Lps; column: Lps } {
  const length = Math.hypot(...about);
  const [ux, uy, uz] = about.map((part) => part / length) as [number, number, number];
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return {
    row: [c + ux * ux * (1 - c), uy * ux * (1 - c) + uz * s, uz * ux * (1 - c) - uy * s],
    column: [ux * uy * (1 - c) - uz * s, c + uy * uy * (1 - c), uz * uy * (1 - c) + ux * s],
  };
}

function obliqueGrid(
  degrees: number,
  about: Lps,
  dose: (x: number, y: number, z: number) => number,
  reach = 24,
): DoseGrid {
  const layout: Layout = {
    ...turned(degrees, about),
    columns: Math.round((2 * reach) / 2.1),
    rows: Math.round((2 * reach) / 1.9),
    columnSpacing: 2.1,
    rowSpacing: 1.9,
    offsets: nodesOver(0, 2 * reach, 2.3),
    originMm: [0, 0, 0],
  };
  const [low, high] = [layout.offsets[0]!, layout.offsets.at(-1)!];
  const middle = centreOf(layout, (layout.columns - 1) / 2, (layout.rows - 1) / 2, (low + high) / 2);
  return layDosePlanes(store({ ...layout, originMm: [-middle[0], -middle[1], -middle[2]] }, dose));
}

describe('an oblique dose grid', () => {
  const ODD: readonly (readonly [number, Lps])[] = [
    [7, [1, 2, 3]],
    [23, [3, -1, 0.5]],
    [45, [-1, 1, 2]],
    [90, [1, 1, 0.3]],
  ];
  const linear = (x: number, y: number, z: number): number => 30 + 0.6 * x - 0.48 * y + 0.64 * z;
  const peak = (x: number, y: number, z: number): number => 40 * Math.exp(-(x * x + y * y + z * z) / (2 * 9 ** 2));

  it.each(ODD)(
    'turned by %d degrees about %s keeps its own axes, and its dose is that of the field',
    (degrees, about) => {
      const grid = obliqueGrid(degrees, about, linear);
      expect(grid.axes).not.toBeNull();
      for (let n = 1; n < 60; n++) {
        const point: Lps = [
          ((n * 0.8191725) % 1) * 20 - 10,
          ((n * 0.6710436) % 1) * 20 - 10,
          ((n * 0.5497) % 1) * 20 - 10,
        ];
        expect(doseAtPoint(grid, point)).toBeCloseTo(linear(...point), 4);
      }
    },
  );

  it.each(ODD)('turned by %d degrees about %s gives the D metrics of a grid along LPS, to 0.1 mm', (degrees, about) => {
    for (const [dose, gradient] of [
      [linear, 1],
      // 40 Gy, sigma 9 mm: the slope at r = 6 to 8 mm.
      [peak, 2.5],
    ] as const) {
      const aligned = computeDvh(
        SOLID,
        doseOnNodes(nodesOver(-24, 24, 2.1), nodesOver(-24, 24, 1.9), nodesOver(-24, 24, 2.3), dose),
      );
      const oblique = computeDvh(SOLID, obliqueGrid(degrees, about, dose), [25]);
      expect(oblique.outsideDoseCm3).toBe(0);
      expect(oblique.volumeCm3).toBe(aligned.volumeCm3);
      for (const share of [0.99, 0.95, 0.5]) {
        const difference =
          doseAtVolume(oblique, share * oblique.volumeCm3)! - doseAtVolume(aligned, share * aligned.volumeCm3)!;
        expect(Math.abs(difference) / gradient, `D${100 * share}%`).toBeLessThan(0.1);
      }
      expect(Math.abs(oblique.meanGy! - aligned.meanGy!) / gradient).toBeLessThan(0.1);
      expect(volumeAtDose(oblique, 25)).toBe(oblique.exactCm3.get(25));
    }
  });

  it('that holds a part of the solid only says no less lies outside than does, and at most a sampled cell around it more', () => {
    const grid = obliqueGrid(23, [3, -1, 0.5], linear, 7);
    const dvh = computeDvh(SOLID, grid);
    // Half the smallest spacing of 1.9 mm, across its corners.
    const cellMm = 0.95 * Math.sqrt(3);
    const { x0, x1, y0, y1, z0, z1 } = gridBounds(grid);
    const depth = ([x, y, z]: Lps): number => {
      const along = (axis: Lps): number => x * axis[0] + y * axis[1] + z * axis[2];
      const [u, v, w] = [along(grid.axes!.x), along(grid.axes!.y), along(grid.axes!.z)];
      return Math.min(u - x0, x1 - u, v - y0, y1 - v, w - z0, z1 - w);
    };
    let [within, wellWithin, all] = [0, 0, 0];
    for (let x = -9; x < 9; x += 0.25) {
      for (let y = -10; y < 8; y += 0.25) {
        for (const { z0Mm, z1Mm, outline } of SOLID.slabs) {
          const [vertexX, vertexY] = outline!.loops[0]!;
          if (Math.hypot(x - 0.7, y + 1.1) > Math.hypot(vertexX! - 0.7, vertexY! + 1.1)) continue;
          for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
            const inGrid = depth([x, y, z0Mm + share * (z1Mm - z0Mm)]);
            all++;
            if (inGrid >= 0) within++;
            if (inGrid >= cellMm) wellWithin++;
          }
        }
      }
    }
    expect(within / all).toBeLessThan(0.9);
    const inside = 1 - dvh.outsideDoseCm3 / dvh.volumeCm3;
    expect(inside).toBeLessThan(within / all + 0.005);
    expect(inside).toBeGreaterThan(wellWithin / all - 0.005);
  });
});

describe('doses are added on one grid only', () => {
  const grid = (shift = 0): DoseGrid => doseOnNodes([0, 2, 5], [0, 3], [1, 2], (x, y) => x + shift + y, 0.01);

  it('node by node, their steps too', () => {
    const sum = addDoses([grid(), grid(1)]);
    expect([...sum.doseGy]).toEqual([...grid().doseGy].map((gy, n) => gy + grid(1).doseGy[n]!));
    expect(sum.stepGy).toBeCloseTo(0.02, 12);
  });

  it('and refused on different ones, or when there is none', () => {
    const moved = { ...grid(), xMm: Float64Array.of(0, 2.1, 5) };
    const tilted: DoseGrid = { ...grid(), axes: { x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] } };
    for (const other of [moved, tilted]) expect(() => addDoses([grid(), other])).toThrow('different grids');
    expect(() => addDoses([])).toThrow('no dose');
  });
});
