import { describe, expect, it } from 'vitest';
import { computeDvh, DEFAULT_CONVENTION, regionOf, volumeAtDose, volumeCm3Of } from '../../../core/index.ts';
import type { ContourStack, DoseGrid, Dvh, Region } from '../../../core/index.ts';
import { doseOnNodes, nodesOver } from '../../reference/dose-on-nodes.ts';
import { linearDoseAt, prismsOf, prismTruth } from '../../reference/prism-truth.ts';
import type { LinearDose } from '../../reference/prism-truth.ts';
import { circle, polygon, rectangle, stack } from '../geometry/polygons.ts';

/** Solids of more than 4,000 dose cells, whose whole cells are boxes: no truth below knows of rows, cells or boxes. */

const SLICE_MM = 3;
/** A turned outline with a hole off its middle and an island in the hole; 90 x 70 mm. */
const LOOPS = [
  polygon([-48, -20], [-10, -39], [44, -12], [31, 30], [-22, 34]),
  circle(14.3, -7.1, 3.2),
  rectangle(-10.4, -4.9, 1.3, 6.2),
];
const SOLID: ContourStack = stack(...Array.from({ length: 15 }, (_, n) => [-20.7 + SLICE_MM * n, LOOPS] as const));
const region = (of: ContourStack): Region =>
  regionOf({ kind: 'contours', stack: of, singlePlaneThicknessMm: null }, DEFAULT_CONVENTION);

function grid(field: (x: number, y: number, z: number) => number, reach = 50): DoseGrid {
  return doseOnNodes(
    nodesOver(-reach, reach, 2.5, 0.7),
    nodesOver(-42, 37, 2, 0.3),
    nodesOver(-25, 25, 3.5, 1.1),
    field,
  );
}

const levels = (dvh: Dvh): number[] =>
  Array.from({ length: 60 }, (_, n) => dvh.minGy! + ((dvh.maxGy! - dvh.minGy!) * (n + 0.5)) / 60);

describe('cells that lie wholly inside a large solid', () => {
  for (const gradient of [
    [0.31, 0, 0],
    [0, -0.27, 0],
    [0, 0, 0.4],
    [0.21, -0.13, 0.3],
    [0.01, 0.02, -0.015],
  ] as const) {
    it(`leave the curve of a linear dose within 0.02 mm of the closed form: ${gradient.join(', ')} Gy/mm`, () => {
      const dose: LinearDose = { atMm: [0, 0, 0], atGy: 40, gradient };
      const truth = prismTruth(prismsOf(SOLID, SLICE_MM), dose);
      const dvh = computeDvh(region(SOLID), grid(linearDoseAt(dose)));
      const steepness = Math.hypot(...gradient);
      expect(Math.abs(dvh.meanGy! - truth.meanGy)).toBeLessThan(0.002 * steepness);
      for (const level of levels(dvh)) {
        const shift = 0.02 * steepness;
        // Rows end at a mean x, which blunts the pointed corners by a few mm³.
        const rounding = 5e-5 * truth.volumeCm3;
        expect(volumeAtDose(dvh, level)).toBeLessThanOrEqual(truth.volumeCm3At(level - shift) + rounding);
        expect(volumeAtDose(dvh, level)).toBeGreaterThanOrEqual(truth.volumeCm3At(level + shift) - rounding);
      }
    });
  }

  it('hold each part of the solid once, with holes, an island, a missing plane, faces within cells', () => {
    const gap = stack(...SOLID.planes.filter((_, n) => n !== 6).map(({ zMm, loops }) => [zMm, loops] as const));
    const slab = [rectangle(-45, 46, -37.1, 30.9)];
    const block = stack(...SOLID.planes.map(({ zMm }) => [zMm, slab] as const));
    for (const of of [SOLID, gap, block]) {
      const dvh = computeDvh(
        region(of),
        grid((x, y, z) => 30 + 0.02 * x - 0.03 * y + 0.01 * z),
      );
      expect(dvh.outsideDoseCm3).toBe(0);
      expect(dvh.volumeCm3AtDose[0]!).toBeCloseTo(volumeCm3Of(region(of)), 9);
    }
  });

  it('beyond the grid nothing is known, and of nodes without a dose nothing near them', () => {
    const flat = (x: number, y: number, z: number): number => 20 + 0.01 * (x + y + z);
    const narrow = computeDvh(region(SOLID), grid(flat, 30));
    const [first, last] = [nodesOver(-30, 30, 2.5, 0.7)[0]!, nodesOver(-30, 30, 2.5, 0.7).at(-1)!];
    const inside = prismTruth(prismsOf(SOLID, SLICE_MM), { atMm: [0, 0, 0], atGy: 0, gradient: [1, 0, 0] });
    const beyond = (shift: number): number =>
      volumeCm3Of(region(SOLID)) - inside.volumeCm3At(first - shift) + inside.volumeCm3At(last + shift);
    expect(narrow.outsideDoseCm3).toBeGreaterThan(beyond(0.01));
    expect(narrow.outsideDoseCm3).toBeLessThan(beyond(-0.01));
    const hole = grid(flat);
    // One node that is not known takes the eight cells around it with it: 5 x 4 x 7 mm.
    const at =
      [...hole.xMm].findIndex((x) => x > 18) +
      hole.xMm.length * ([...hole.yMm].findIndex((y) => y > 0) + hole.yMm.length * 7);
    hole.doseGy[at] = NaN;
    expect(computeDvh(region(SOLID), hole).outsideDoseCm3).toBeCloseTo((5 * 4 * 7) / 1000, 9);
  });

  it('are left to the rows where the dose is a saddle: its volume at a level is that of a product of even numbers', () => {
    const box = stack(...Array.from({ length: 25 }, (_, n) => [1.5 + 3 * n, [rectangle(0, 80, 0, 120)]] as const));
    const saddles = doseOnNodes(
      Array.from({ length: 21 }, (_, n) => 4 * n),
      Array.from({ length: 31 }, (_, n) => 4 * n),
      nodesOver(0, 75, 3),
      (x, y) => 10 + ((x / 4 + y / 4) % 2 === 0 ? 1 : -1),
    );
    const dvh = computeDvh(region(box), saddles);
    // P(s t >= c) = (1 - c + c ln c) / 2 for s and t even over -1 to 1; rows of 2 mm know it to 3.2 %.
    for (const c of [0.05, 0.2, 0.4, 0.7]) {
      const share = (1 - c + c * Math.log(c)) / 2;
      expect(Math.abs(volumeAtDose(dvh, 10 + c) / dvh.volumeCm3 - share)).toBeLessThan(0.05);
      expect(Math.abs(volumeAtDose(dvh, 10 - c) / dvh.volumeCm3 - (1 - share))).toBeLessThan(0.05);
    }
  });
});
