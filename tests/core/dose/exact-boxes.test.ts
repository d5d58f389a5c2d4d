import { describe, expect, it } from 'vitest';
import { computeDvh, type DoseGrid, type Region, volumeAtDose, volumeCm3Of } from '../../../core/index.ts';
import { volumeAtLevel } from '../../../core/dose/dvh.ts';
import type { Slab } from '../../../core/geometry/region.ts';
import { doseOnNodes } from '../../reference/dose-on-nodes.ts';

/** Solids of a few boxes in doses whose volumes are sums over these boxes: small enough to be told by formula. */
type Range = readonly [number, number];
interface Box {
  readonly x: Range;
  readonly y: Range;
  readonly z: Range;
}

/** Uneven on purpose: nothing lies on a node, rows and slabs differ in height, runs touch neither each other nor nodes. */
const SLABS: readonly { readonly z: Range; readonly rows: readonly (readonly [number, readonly Range[]])[] }[] = [
  {
    z: [-7.3, -2.1],
    rows: [
      [-6.2, [[-8.9, -1.7]]],
      [
        -4.1,
        [
          [-9.7, -6.1],
          [-5.3, -0.4],
          [1.1, 1.9],
          [2.3, 11.7],
        ],
      ],
      [-1.4, []],
      [0.3, [[-13.9, 14.2]]],
      [7.9, []],
    ],
  },
  {
    z: [-2.1, 0.6],
    rows: [
      [-9.3, [[-3.1, 8.8]]],
      [-8.8, []],
    ],
  },
  {
    z: [1.9, 9.4],
    rows: [
      [
        -0.9,
        [
          [-7.7, -7.2],
          [-2.9, 0.2],
        ],
      ],
      [
        2.2,
        [
          [-6.6, 3.4],
          [3.9, 12.1],
        ],
      ],
      [11.8, []],
    ],
  },
];

/** Each row begins at its number and ends where the next one begins. */
const REGION: Region = {
  slabs: SLABS.map(({ z, rows }): Slab => {
    const runs = rows.slice(0, -1).map(([, each]) => each);
    let count = 0;
    return {
      z0Mm: z[0],
      z1Mm: z[1],
      rowEdgesMm: Float64Array.from(rows, ([y]) => y),
      rowStart: Uint32Array.from([0, ...runs.map((each) => (count += each.length))]),
      endsMm: Float64Array.from(runs.flat(2)),
      outline: null,
    };
  }),
};

const BOXES: readonly Box[] = SLABS.flatMap(({ z, rows }) =>
  rows.slice(0, -1).flatMap(([y, runs], r) => runs.map((x): Box => ({ x, y: [y, rows[r + 1]![0]], z }))),
);

const WIDE = {
  x: [-15, -11.2, -6.9, -6.1, -2.5, 0.7, 3.1, 7.7, 9, 12.6, 16],
  y: [-10, -7.1, -4.4, -3.3, 0.9, 5.2, 6.1, 9.9, 13],
  z: [-8, -6.6, -3.1, -1, 0.1, 2.7, 5.9, 7, 11],
};
/** The solid leaves it on all six sides, and boxes lie wholly beyond it on each. */
const NARROW = {
  x: [-7.4, -6.9, -6.1, -2.5, 0.7, 3.1, 3.7],
  y: [-4.4, -3.3, 0.9, 5.2, 6.1],
  z: [-6.6, -3.1, -1, 0.1, 2.7, 5.9],
};
type Nodes = typeof WIDE;

const AXES = ['x', 'y', 'z'] as const;
type AxisName = (typeof AXES)[number];

const length = ([from, to]: Range): number => Math.max(0, to - from);
const clip = ([from, to]: Range, nodes: readonly number[]): Range => [
  Math.max(from, nodes[0]!),
  Math.min(to, nodes.at(-1)!),
];
const within = (box: Box, nodes: Nodes): Box => ({
  x: clip(box.x, nodes.x),
  y: clip(box.y, nodes.y),
  z: clip(box.z, nodes.z),
});
const mm3 = ({ x, y, z }: Box): number => length(x) * length(y) * length(z);
const total = (of: (box: Box) => number): number => BOXES.reduce((sum, box) => sum + of(box), 0) / 1000;

/** Length of a range where the line through nodes and values is at or above a level. */
function lengthAbove(range: Range, nodes: readonly number[], values: readonly number[], level: number): number {
  let above = 0;
  for (let n = 0; n + 1 < nodes.length; n++) {
    const [from, to] = [Math.max(range[0], nodes[n]!), Math.min(range[1], nodes[n + 1]!)];
    if (to <= from) continue;
    const at = (x: number): number =>
      values[n]! + ((values[n + 1]! - values[n]!) * (x - nodes[n]!)) / (nodes[n + 1]! - nodes[n]!) - level;
    const [a, b] = [at(from), at(to)];
    above += (to - from) * (a >= 0 && b >= 0 ? 1 : a < 0 && b < 0 ? 0 : Math.max(a, b) / Math.abs(a - b));
  }
  return above;
}

/** Of the line through nodes and values, over a range. */
function integral(range: Range, nodes: readonly number[], values: readonly number[]): number {
  let sum = 0;
  for (let n = 0; n + 1 < nodes.length; n++) {
    const [from, to] = [Math.max(range[0], nodes[n]!), Math.min(range[1], nodes[n + 1]!)];
    if (to <= from) continue;
    const share = ((from + to) / 2 - nodes[n]!) / (nodes[n + 1]! - nodes[n]!);
    sum += (to - from) * (values[n]! + share * (values[n + 1]! - values[n]!));
  }
  return sum;
}

/** Share of a rectangle where u + v >= level, for u and v over these ranges. */
function shareOfSum([u0, u1]: Range, [v0, v1]: Range, level: number): number {
  const corner = (u: number, v: number): number => Math.max(0, u + v - level) ** 2 / 2;
  return (corner(u1, v1) - corner(u0, v1) - corner(u1, v0) + corner(u0, v0)) / ((u1 - u0) * (v1 - v0));
}

const LEVELS = [3, 8.25, 11.5, 14, 17.75, 22, 26.5, 31, 40];
const ZIGZAG = [12, 21, 9, 30, 17, 33, 6, 24, 15, 28, 11];

describe.each([
  ['over the whole solid', WIDE],
  ['with parts of the solid beyond it on every side', NARROW],
])('a dose grid %s', (_, nodes) => {
  const insideCm3 = total((box) => mm3(within(box, nodes)));
  const outsideCm3 = total(mm3) - insideCm3;

  describe.each(AXES)('a dose that goes up and down along %s alone', (axis: AxisName) => {
    const values = nodes[axis].map((_at, n) => ZIGZAG[n]!);
    const at = (x: number, y: number, z: number): number => values[nodes[axis].indexOf({ x, y, z }[axis])]!;
    const dose = doseOnNodes(nodes.x, nodes.y, nodes.z, at);
    const aboveCm3 = (level: number): number =>
      total((box) => {
        const inside = within(box, nodes);
        if (mm3(inside) === 0) return 0;
        return (mm3(inside) / length(inside[axis])) * lengthAbove(inside[axis], nodes[axis], values, level);
      });

    it('has the volumes of the formula at every level, asked for or read from the curve', () => {
      const dvh = computeDvh(REGION, dose, LEVELS);
      const read = computeDvh(REGION, dose);
      for (const level of LEVELS) {
        expect(volumeAtDose(dvh, level), `at ${level} Gy`).toBeCloseTo(aboveCm3(level), 7);
        expect(Math.abs(volumeAtDose(read, level) - aboveCm3(level)), `at ${level} Gy`).toBeLessThan(2e-3);
      }
    });

    it('has the mean of the formula, and tells what lies beyond the grid', () => {
      const dvh = computeDvh(REGION, dose);
      const doseCm3 = total((box) => {
        const inside = within(box, nodes);
        if (mm3(inside) === 0) return 0;
        return (mm3(inside) / length(inside[axis])) * integral(inside[axis], nodes[axis], values);
      });
      expect(dvh.meanGy).toBeCloseTo(doseCm3 / insideCm3, 5);
      expect(dvh.volumeCm3).toBeCloseTo(total(mm3), 9);
      expect(dvh.outsideDoseCm3).toBeCloseTo(outsideCm3, 9);
      for (const level of LEVELS) {
        const { aboveCm3: above, outsideCm3: outside } = volumeAtLevel(REGION.slabs, dose, level);
        expect([above, outside]).toEqual([expect.closeTo(aboveCm3(level), 7), expect.closeTo(outsideCm3, 9)]);
      }
    });

    it('has the extremes at the ends of the boxes and the nodes between', () => {
      const doses = BOXES.filter((box) => mm3(within(box, nodes)) > 0).flatMap((box) => {
        const [from, to] = within(box, nodes)[axis];
        return nodes[axis].slice(0, -1).flatMap((low, n) => {
          const high = nodes[axis][n + 1]!;
          return [from, to, low, high]
            .filter((place) => place >= Math.max(from, low) && place <= Math.min(to, high))
            .map((place) => values[n]! + ((values[n + 1]! - values[n]!) * (place - low)) / (high - low));
        });
      });
      const { minGy, maxGy } = computeDvh(REGION, dose);
      expect(minGy).toBeCloseTo(Math.min(...doses), 5);
      expect(maxGy).toBeCloseTo(Math.max(...doses), 5);
    });
  });

  describe.each([
    ['x', 'y', 0.61, -0.83],
    ['y', 'z', 0.9, 1.07],
    ['x', 'z', -1.21, 0.37],
    ['x', 'z', 0.29, 1.4],
    ['y', 'z', -0.7, -0.64],
    ['y', 'z', 0.8, -1.1],
    ['x', 'y', -0.5, -0.9],
  ] as const)('a dose that is linear along %s and %s', (one, other, perOne, perOther) => {
    const at = (x: number, y: number, z: number): number =>
      20 + perOne * { x, y, z }[one] + perOther * { x, y, z }[other];
    const dose = doseOnNodes(nodes.x, nodes.y, nodes.z, at);
    const along = (range: Range, perMm: number): Range =>
      perMm > 0 ? [perMm * range[0], perMm * range[1]] : [perMm * range[1], perMm * range[0]];

    it('has the volumes of the formula', () => {
      const dvh = computeDvh(REGION, dose, LEVELS);
      const read = computeDvh(REGION, dose);
      for (const level of LEVELS) {
        const expected = total((box) => {
          const inside = within(box, nodes);
          if (mm3(inside) === 0) return 0;
          return mm3(inside) * shareOfSum(along(inside[one], perOne), along(inside[other], perOther), level - 20);
        });
        expect(volumeAtDose(dvh, level), `at ${level} Gy`).toBeCloseTo(expected, 5);
        expect(Math.abs(volumeAtDose(read, level) - expected), `at ${level} Gy`).toBeLessThan(2e-3);
      }
    });
  });

  it('a dose that is linear along all three has the volumes of the formula to a thousandth of the solid', () => {
    const [gx, gy, gz] = [0.71, -0.52, 0.94];
    const dose = doseOnNodes(nodes.x, nodes.y, nodes.z, (x, y, z) => 20 + gx * x + gy * y + gz * z);
    const dvh = computeDvh(REGION, dose, LEVELS);
    for (const level of LEVELS) {
      const expected = total((box) => {
        const { x, y, z } = within(box, nodes);
        if (length(x) * length(y) * length(z) === 0) return 0;
        // Third differences of the third power: {u >= level} over a box of a linear u.
        let sum = 0;
        for (const [a, signA] of [
          [x[1], 1],
          [x[0], -1],
        ] as const)
          for (const [b, signB] of [
            [y[0], 1],
            [y[1], -1],
          ] as const)
            for (const [c, signC] of [
              [z[1], 1],
              [z[0], -1],
            ] as const)
              sum += signA * signB * signC * Math.max(0, 20 + gx * a + gy * b + gz * c - level) ** 3;
        return sum / (6 * gx * -gy * gz);
      });
      expect(Math.abs(volumeAtDose(dvh, level) - expected), `at ${level} Gy`).toBeLessThan(1e-3 * volumeCm3Of(REGION));
    }
  });
});

describe('nodes without a dose', () => {
  const at = (x: number, _y: number, z: number): number => (x < -6 && z > 5 ? NaN : 20 + x);
  const dose: DoseGrid = doseOnNodes(WIDE.x, WIDE.y, WIDE.z, at);
  // Cells with such a node end at x = -2.5 and begin at z = 2.7.
  const unknown = total(
    ({ x, y, z }) => length([x[0], Math.min(x[1], -2.5)]) * length(y) * length([Math.max(z[0], 2.7), z[1]]),
  );

  it('leave the cells around them out, and only those', () => {
    expect(unknown).toBeGreaterThan(0.1);
    const dvh = computeDvh(REGION, dose, LEVELS);
    expect(dvh.outsideDoseCm3).toBeCloseTo(unknown, 9);
    for (const level of LEVELS) {
      const expected = total((box) => {
        const ramp = (x: Range): number => lengthAbove(x, [-15, 16], [5, 36], level);
        const [low, high]: [Range, Range] = [
          [box.z[0], Math.min(box.z[1], 2.7)],
          [Math.max(box.z[0], 2.7), box.z[1]],
        ];
        return length(box.y) * (length(low) * ramp(box.x) + length(high) * ramp([Math.max(box.x[0], -2.5), box.x[1]]));
      });
      expect(volumeAtDose(dvh, level), `at ${level} Gy`).toBeCloseTo(expected, 6);
      expect(volumeAtLevel(REGION.slabs, dose, level).outsideCm3).toBeCloseTo(unknown, 9);
    }
  });
});

describe('a dose that twists within a cell', () => {
  it('has the volume that sampling it densely finds, to half a per cent', () => {
    // One cell, D = 20 + x·z: a saddle. The solid is a box a little off its middle.
    const dose = doseOnNodes([-6, 6], [-6, 6], [-6, 6], (x, _y, z) => 20 + x * z);
    const slab: Slab = {
      z0Mm: -4.5,
      z1Mm: 5.5,
      rowEdgesMm: Float64Array.of(-2, -1),
      rowStart: Uint32Array.of(0, 1),
      endsMm: Float64Array.of(-5, 4),
      outline: null,
    };
    for (const level of [12, 18, 20, 23, 31]) {
      let above = 0;
      for (let a = 0; a < 300; a++) {
        const x = -5 + (9 * (a + 0.5)) / 300;
        // x·z >= level - 20 along z, by hand.
        const cut = (level - 20) / x;
        above += ((9 / 300) * length(x > 0 ? [Math.max(cut, -4.5), 5.5] : [-4.5, Math.min(cut, 5.5)])) / 1000;
      }
      expect(Math.abs(volumeAtLevel([slab], dose, level).aboveCm3 - above), `at ${level} Gy`).toBeLessThan(0.05 * 0.09);
    }
  });
});
