import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DoseGrid, Lps } from '../../../core/index.ts';
import { doseAtPoint } from '../../../core/index.ts';
import { splineDose } from '../../../core/dose/spline-dose.ts';
import { doseOnNodes, nodesOver } from '../../reference/dose-on-nodes.ts';
import { randomDose } from '../../reference/random-cases.ts';

/** Uneven nodes, another number along each axis, far beyond the box: what lies outside its margin is cut off. */
const NODES = [
  [-31, -27, -22, -17, -12.5, -8, -5, -1, 2, 6, 9.5, 13, 18, 22, 27, 30],
  [-28, -24, -19, -15, -11, -6.5, -3, 0.5, 4, 9, 12, 16, 21, 26, 29],
  [-30, -26, -22, -19, -13, -9, -6, -2, 1.5, 5, 9, 14, 19, 24, 28, 33, 37],
] as const;
const BOX = { x0: -6, x1: 7, y0: -5, y1: 8, z0: -7, z1: 4 };

const on = (field: (x: number, y: number, z: number) => number): DoseGrid => doseOnNodes(...NODES, field);

function* pointsInBox(count: number): Generator<Lps> {
  for (let n = 1; n <= count; n++) {
    yield [
      BOX.x0 + ((n * 0.8191725) % 1) * (BOX.x1 - BOX.x0),
      BOX.y0 + ((n * 0.6710436) % 1) * (BOX.y1 - BOX.y0),
      BOX.z0 + ((n * 0.5497005) % 1) * (BOX.z1 - BOX.z0),
    ];
  }
}

/**
 * The natural cubic spline another way: in each cell a polynomial c0 + c1·t + c2·t² + c3·t³, its 4(n - 1) coefficients
 * from the values, the continuity of the first and second derivative and no curvature at the ends, by elimination with
 * pivots. No tridiagonal system, no second derivatives as unknowns.
 */
function naturalSpline(nodes: readonly number[], values: readonly number[]): (x: number) => number {
  const cells = nodes.length - 1;
  const size = 4 * cells;
  const rows: number[][] = [];
  const equation = (
    terms: readonly (readonly [cell: number, power: number, factor: number])[],
    right: number,
  ): void => {
    const row = new Array<number>(size + 1).fill(0);
    for (const [cell, power, factor] of terms) row[4 * cell + power]! += factor;
    row[size] = right;
    rows.push(row);
  };
  for (let c = 0; c < cells; c++) {
    const h = nodes[c + 1]! - nodes[c]!;
    equation([[c, 0, 1]], values[c]!);
    equation(
      [0, 1, 2, 3].map((power) => [c, power, h ** power] as const),
      values[c + 1]!,
    );
    if (c + 1 === cells) continue;
    equation(
      [
        [c, 1, 1],
        [c, 2, 2 * h],
        [c, 3, 3 * h * h],
        [c + 1, 1, -1],
      ],
      0,
    );
    equation(
      [
        [c, 2, 2],
        [c, 3, 6 * h],
        [c + 1, 2, -2],
      ],
      0,
    );
  }
  equation([[0, 2, 2]], 0);
  const last = nodes[cells]! - nodes[cells - 1]!;
  equation(
    [
      [cells - 1, 2, 2],
      [cells - 1, 3, 6 * last],
    ],
    0,
  );
  const solved = eliminate(rows);
  return (x) => {
    const c = Math.max(
      0,
      Math.min(
        cells - 1,
        nodes.findLastIndex((at) => at <= x),
      ),
    );
    const t = x - nodes[c]!;
    return [0, 1, 2, 3].reduce((sum, power) => sum + solved[4 * c + power]! * t ** power, 0);
  };
}

function eliminate(rows: number[][]): number[] {
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let r = column; r < n; r++) {
      if (Math.abs(rows[r]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = r;
    }
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let r = 0; r < n; r++) {
      if (r === column) continue;
      const factor = rows[r]![column]! / rows[column]![column]!;
      for (let k = column; k <= n; k++) rows[r]![k]! -= factor * rows[column]![k]!;
    }
  }
  return rows.map((row, r) => row[n]! / row[r]!);
}

/** The nodes that are kept: the cells that the box touches, and four more on each side. */
const KEPT = [
  [BOX.x0, BOX.x1],
  [BOX.y0, BOX.y1],
  [BOX.z0, BOX.z1],
].map(([low, high], axis) => {
  const nodes = NODES[axis]!;
  return nodes.slice(nodes.findLastIndex((at) => at <= low!) - 4, nodes.findIndex((at) => at > high!) + 5);
});

describe('the spline dose', () => {
  it('is a linear dose exactly, and one with every product of x, y and z', () => {
    const field = (x: number, y: number, z: number): number =>
      40 + 0.4 * x - 0.3 * y + 0.2 * z + 0.02 * x * y - 0.03 * y * z + 0.01 * x * z + 0.002 * x * y * z;
    const fine = splineDose(on(field), BOX);
    for (const point of pointsInBox(300)) expect(doseAtPoint(fine, point)).toBeCloseTo(field(...point), 4);
  });

  it('keeps every stored value, for any dose, and covers the box with nodes at most 0.75 mm apart', () => {
    fc.assert(
      fc.property(randomDose('white noise'), (dose) => {
        const fine = splineDose(dose, BOX);
        for (const [nodes, low, high] of [
          [fine.xMm, BOX.x0, BOX.x1],
          [fine.yMm, BOX.y0, BOX.y1],
          [fine.zMm, BOX.z0, BOX.z1],
        ] as const) {
          expect(nodes[0]).toBeLessThanOrEqual(low);
          expect(nodes.at(-1)).toBeGreaterThanOrEqual(high);
          for (let n = 1; n < nodes.length; n++) expect(nodes[n]! - nodes[n - 1]!).toBeLessThanOrEqual(0.75 + 1e-9);
        }
        const within = (nodes: Float64Array, low: number, high: number): number[] =>
          [...nodes].filter((at) => at >= low && at <= high);
        for (const x of within(dose.xMm, BOX.x0, BOX.x1)) {
          for (const y of within(dose.yMm, BOX.y0, BOX.y1)) {
            for (const z of within(dose.zMm, BOX.z0, BOX.z1))
              expect(doseAtPoint(fine, [x, y, z])).toBeCloseTo(doseAtPoint(dose, [x, y, z])!, 4);
          }
        }
      }),
      { numRuns: 8, seed: 3, endOnFailure: true },
    );
  });

  it.each([0, 1, 2] as const)(
    'along axis %d it is the natural cubic spline through the nodes around the box',
    (axis) => {
      const line = (at: number): number => 30 + 9 * Math.sin(0.45 * at) + 4 * Math.cos(0.19 * at * at);
      const fine = splineDose(
        on((...point) => line(point[axis])),
        BOX,
      );
      const nodes = KEPT[axis]!;
      const truth = naturalSpline(
        nodes,
        nodes.map((at) => Math.fround(line(at))),
      );
      const finer = [fine.xMm, fine.yMm, fine.zMm][axis]!;
      for (const at of finer) {
        const point = [BOX.x0, BOX.y0, BOX.z0].map((low, a) => (a === axis ? at : low + 0.3)) as unknown as Lps;
        expect(doseAtPoint(fine, point)).toBeCloseTo(truth(at), 4);
      }
    },
  );

  it('of a product of three lines it is the product of three splines', () => {
    const lines = [
      (at: number): number => 2 + Math.sin(0.4 * at),
      (at: number): number => 3 - Math.cos(0.3 * at + 1),
      (at: number): number => 1.5 + Math.sin(0.5 * at + 2),
    ] as const;
    const fine = splineDose(
      on((x, y, z) => lines[0](x) * lines[1](y) * lines[2](z)),
      BOX,
    );
    const truth = lines.map((line, a) =>
      naturalSpline(
        KEPT[a]!,
        KEPT[a]!.map((at) => line(at)),
      ),
    );
    for (let n = 0; n < 60; n++) {
      const point = [fine.xMm, fine.yMm, fine.zMm].map((nodes, a) => nodes[(n * (7 + a)) % nodes.length]!);
      const product = truth.reduce((all, spline, a) => all * spline(point[a]!), 1);
      expect(doseAtPoint(fine, point as unknown as Lps)).toBeCloseTo(product, 4);
    }
  });

  it('of a cubic it falls short by what the natural ends cost, which dies away within four cells', () => {
    // Evenly spaced, an end's error falls by 2 - sqrt(3) = 0.268 a cell; four cells away 0.5 % are left of it.
    const cubic = (at: number): number => 20 + 0.3 * at - 0.02 * at * at + 0.001 * at ** 3;
    const h = 3;
    const nodes = nodesOver(-40, 40, h);
    const fine = splineDose(
      doseOnNodes(nodes, nodes, nodes, (x) => cubic(x)),
      BOX,
    );
    // Without curvature at the end, the spline is off there by up to h²·D''/(9·sqrt 3) or so.
    const endError = (h * h * Math.max(...[-21, 21].map((at) => Math.abs(-0.04 + 0.006 * at)))) / 9 / Math.sqrt(3);
    let worst = 0;
    for (const x of fine.xMm) worst = Math.max(worst, Math.abs(doseAtPoint(fine, [x, 0, 0])! - cubic(x)));
    expect(worst).toBeLessThan(0.268 ** 4 * endError + 1e-5);
    expect(worst).toBeGreaterThan(0);
  });

  it('comes closer to a Gaussian with the fourth power of the spacing', () => {
    const field = (x: number, y: number, z: number): number => 40 * Math.exp(-(x * x + y * y + z * z) / (2 * 8 ** 2));
    const worst = (h: number): number => {
      const nodes = nodesOver(-40, 40, h);
      const fine = splineDose(doseOnNodes(nodes, nodes, nodes, field), BOX);
      let off = 0;
      // At its own nodes: between them the finer dose is trilinear again.
      for (let n = 0; n < 400; n++) {
        const [x, y, z] = [fine.xMm, fine.yMm, fine.zMm].map((at, a) => at[(n * (11 + 2 * a)) % at.length]!);
        off = Math.max(off, Math.abs(doseAtPoint(fine, [x!, y!, z!])! - field(x!, y!, z!)));
      }
      return off;
    };
    const [coarse, fine] = [worst(4), worst(2)];
    expect(coarse).toBeLessThan(0.35);
    expect(coarse / fine).toBeGreaterThan(9);
  });

  it('follows a peak above its neighbours, unlike what is clamped', () => {
    const field = (x: number, y: number, z: number): number => 40 * Math.exp(-(x * x + y * y + z * z) / (2 * 6 ** 2));
    const nodes = nodesOver(-26, 26, 4, 2);
    const dose = doseOnNodes(nodes, nodes, nodes, field);
    const stored = dose.doseGy.reduce((a, b) => Math.max(a, b));
    const found = doseAtPoint(splineDose(dose, BOX), [0, 0, 0])!;
    expect(found).toBeGreaterThan(stored + 4);
    expect(Math.abs(found - 40)).toBeLessThan(0.5);
  });

  it('can do with two nodes, and with one it leaves the dose as it is', () => {
    const field = (x: number, y: number, z: number): number => 30 + x + y + z;
    const fine = splineDose(doseOnNodes([-7, 8], [-6, 9], [-8, 5], field), BOX);
    expect(doseAtPoint(fine, [0.3, 1.7, -2])).toBeCloseTo(30, 4);
    expect([...splineDose(doseOnNodes([-7, 8], [-6, 9], [0], field), BOX).zMm]).toEqual([0]);
  });
});
