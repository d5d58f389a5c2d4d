import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DoseGrid, Lps } from '../../../core/index.ts';
import { doseAtPoint, tricubicDose } from '../../../core/index.ts';
import { doseOnNodes } from '../../reference/dose-on-nodes.ts';
import { doses } from './random-solids.ts';

const BOX = { x0: -6, x1: 7, y0: -5, y1: 8, z0: -7, z1: 4 };
const UNEVEN = [
  [-17, -12.5, -8, -5, -1, 2, 6, 9.5, 13],
  [-15, -11, -6.5, -3, 0.5, 4, 9, 12, 16],
  [-19, -13, -9, -6, -2, 1.5, 5, 9, 14],
] as const;

function on(field: (x: number, y: number, z: number) => number): DoseGrid {
  return doseOnNodes(UNEVEN[0], UNEVEN[1], UNEVEN[2], field);
}

function* pointsInBox(count: number): Generator<Lps> {
  for (let n = 1; n <= count; n++) {
    yield [
      BOX.x0 + ((n * 0.8191725) % 1) * (BOX.x1 - BOX.x0),
      BOX.y0 + ((n * 0.6710436) % 1) * (BOX.y1 - BOX.y0),
      BOX.z0 + ((n * 0.5497005) % 1) * (BOX.z1 - BOX.z0),
    ];
  }
}

function rms(field: (...at: Lps) => number, dose: DoseGrid): number {
  let [sum, n] = [0, 0];
  for (const point of pointsInBox(2000)) {
    sum += (doseAtPoint(dose, point)! - field(...point)) ** 2;
    n++;
  }
  return Math.sqrt(sum / n);
}

describe('the tricubic dose', () => {
  it('is a linear dose exactly, on uneven nodes', () => {
    const field = (x: number, y: number, z: number): number => 30 + 0.4 * x - 0.3 * y + 0.2 * z;
    const fine = tricubicDose(on(field), BOX);
    for (const point of pointsInBox(300)) expect(doseAtPoint(fine, point)).toBeCloseTo(field(...point), 4);
  });

  it('keeps every stored value, and covers the box with nodes at most 0.75 mm apart', () => {
    const field = (x: number, y: number, z: number): number => 30 + 5 * Math.sin(x * 0.7 + y) + 3 * Math.cos(z * 1.3);
    const [dose, fine] = [on(field), tricubicDose(on(field), BOX)];
    for (const [nodes, low, high] of [
      [fine.xMm, BOX.x0, BOX.x1],
      [fine.yMm, BOX.y0, BOX.y1],
      [fine.zMm, BOX.z0, BOX.z1],
    ] as const) {
      expect(nodes[0]).toBeLessThanOrEqual(low);
      expect(nodes.at(-1)).toBeGreaterThanOrEqual(high);
      nodes.forEach((at, n) => {
        if (n > 0) expect(at - nodes[n - 1]!).toBeLessThanOrEqual(0.75 + 1e-9);
      });
    }
    for (const x of [-5, -1, 2, 6]) {
      for (const y of [-3, 0.5, 4]) {
        for (const z of [-6, -2, 1.5])
          expect(doseAtPoint(fine, [x, y, z])).toBeCloseTo(doseAtPoint(dose, [x, y, z])!, 4);
      }
    }
  });

  it('never leaves the range of the stored values around it', () => {
    fc.assert(
      fc.property(doses([20, 20, 20], 25), (dose) => {
        const fine = tricubicDose(dose, BOX);
        let worst = 0;
        for (const point of pointsInBox(150)) {
          const [low, high] = rangeOfCell(dose, point);
          const found = doseAtPoint(fine, point)!;
          worst = Math.max(worst, low - found, found - high);
        }
        expect(worst).toBeLessThan(1e-4);
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });

  it.each([5, 8, 12])('is closer than trilinear to a Gaussian of sigma %d mm', (sigma) => {
    const field = (x: number, y: number, z: number): number =>
      40 * Math.exp(-((x - 1) ** 2 + y * y + (z + 1) ** 2) / (2 * sigma * sigma));
    expect(rms(field, tricubicDose(on(field), BOX))).toBeLessThan(0.5 * rms(field, on(field)));
  });

  it('has the stored doses on the nodes up to the last ones, where the box reaches beyond the grid', () => {
    const stored = on((x, y, z) => 30 + 3 * Math.sin(x / 4) + 2 * Math.cos(y / 5) + Math.sin((x + z) / 6));
    const fine = tricubicDose(stored, { x0: -30, x1: 30, y0: -30, y1: 30, z0: -30, z1: 30 });
    for (const x of [-17, -1, 13])
      for (const y of [-15, 0.5, 16])
        for (const z of [-19, -2, 14])
          expect(doseAtPoint(fine, [x, y, z])).toBeCloseTo(doseAtPoint(stored, [x, y, z])!, 4);
    expect(fine.doseGy.every(Number.isFinite)).toBe(true);
  });

  it('can do with two nodes, and with one it leaves the dose as it is', () => {
    const field = (x: number, y: number, z: number): number => 30 + x + y + z;
    const fine = tricubicDose(doseOnNodes([-7, 8], [-6, 9], [-8, 5], field), BOX);
    expect(doseAtPoint(fine, [0.3, 1.7, -2])).toBeCloseTo(30, 4);
    const plane = doseOnNodes([-7, 8], [-6, 9], [0], field);
    expect([...tricubicDose(plane, BOX).zMm]).toEqual([0]);
  });
});

/** Lowest and highest of the eight nodes around a point. */
function rangeOfCell({ xMm, yMm, zMm, doseGy }: DoseGrid, [x, y, z]: Lps): [number, number] {
  const below = (nodes: Float64Array, at: number): number => nodes.findLastIndex((node) => node <= at);
  const [i, j, k] = [below(xMm, x), below(yMm, y), below(zMm, z)];
  const around = [0, 1].flatMap((c) =>
    [0, 1].flatMap((b) => [0, 1].map((a) => doseGy[i + a + xMm.length * (j + b + yMm.length * (k + c))]!)),
  );
  return [Math.min(...around), Math.max(...around)];
}
