import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  coldPart,
  computeDvh,
  coveredAreas,
  cutDose,
  cutRegion,
  doseAtPoint,
  extremePoints,
  isodose,
  layDosePlanes,
  ORIENTATIONS,
  PLANE_KINDS,
  planeThrough,
  regionFromContours,
  regionOfBox,
  sampleDose,
} from '../../../core/index.ts';
import type { DosePlane, Loop, Lps, PlaneKind } from '../../../core/index.ts';
import { doseOnNodes } from '../../reference/dose-on-nodes.ts';
import { evenly } from '../evenly.ts';
import { circle, isInside, stack } from '../geometry/polygons.ts';
import { doses, solids } from './random-solids.ts';

const PRISM = { endCaps: 'half-slice', betweenSlices: 'prism' } as const;
const IN_PLANE: Readonly<Record<PlaneKind, readonly [0 | 1 | 2, 0 | 1 | 2]>> = {
  axial: [0, 1],
  coronal: [0, 2],
  sagittal: [1, 2],
};

/** Bilinear, by its definition. */
function inPlane({ uMm, vMm, doseGy }: DosePlane, u: number, v: number): number | null {
  const i = uMm.findIndex((at, n) => at <= u && u <= (uMm[n + 1] ?? -Infinity));
  const j = vMm.findIndex((at, n) => at <= v && v <= (vMm[n + 1] ?? -Infinity));
  if (i < 0 || j < 0) return null;
  const [f, g] = [(u - uMm[i]!) / (uMm[i + 1]! - uMm[i]!), (v - vMm[j]!) / (vMm[j + 1]! - vMm[j]!)];
  const at = (a: number, b: number): number => doseGy[i + a + uMm.length * (j + b)]!;
  return (1 - f) * (1 - g) * at(0, 0) + f * (1 - g) * at(1, 0) + (1 - f) * g * at(0, 1) + f * g * at(1, 1);
}

describe('a plane of the dose is the dose', () => {
  it('bilinear between its nodes, wherever the plane lies, and unknown beyond the grid', () => {
    fc.assert(
      fc.property(doses(), evenly(-25, 25), evenly(-25, 25), evenly(-25, 25), (dose, x, y, z) => {
        const at: Lps = [x, y, z];
        const wanted = doseAtPoint(dose, at);
        for (const kind of PLANE_KINDS) {
          const plane = cutDose(dose, planeThrough(kind, at));
          const found = plane === null ? null : inPlane(plane, at[IN_PLANE[kind][0]], at[IN_PLANE[kind][1]]);
          if (wanted === null) expect(found).toBeNull();
          else expect(found).toBeCloseTo(wanted, 4);
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each(Object.keys(ORIENTATIONS) as (keyof typeof ORIENTATIONS)[])(
    'a hot node is where it is, for %s',
    (orientation) => {
      const hot: Lps = [7, -13, 29];
      const dose = layDosePlanes(
        sampleDose((x, y, z) => 40 * Math.exp(-((x - hot[0]) ** 2 + (y - hot[1]) ** 2 + (z - hot[2]) ** 2) / 18), {
          // An odd, unlike number of nodes along each axis, one of them at the hot point.
          centreMm: [1, -1, 23],
          columns: 13,
          rows: 17,
          columnSpacingMm: 3,
          rowSpacingMm: 3,
          planeOffsetsMm: Array.from({ length: 11 }, (_, k) => 3 * k),
          orientation,
        }),
      );
      for (const kind of PLANE_KINDS) {
        const { uMm, vMm, doseGy } = cutDose(dose, planeThrough(kind, hot))!;
        const hottest = doseGy.indexOf(Math.max(...doseGy));
        expect([uMm[hottest % uMm.length], vMm[Math.floor(hottest / uMm.length)]]).toEqual(
          IN_PLANE[kind].map((axis) => hot[axis]),
        );
        const level = isodose({ uMm, vMm, doseGy, stepGy: 0 }, 30);
        // The isodose goes around it and nothing else.
        expect(level.lines.length).toBe(1);
        const us = level.lines[0]!.filter((_, n) => n % 2 === 0);
        const vs = level.lines[0]!.filter((_, n) => n % 2 === 1);
        expect((Math.min(...us) + Math.max(...us)) / 2).toBeCloseTo(hot[IN_PLANE[kind][0]], 2);
        expect((Math.min(...vs) + Math.max(...vs)) / 2).toBeCloseTo(hot[IN_PLANE[kind][1]], 2);
      }
    },
  );

  it('an oblique grid is sampled in the plane, and unknown where it knows nothing', () => {
    const [c, s] = [Math.cos(0.4), Math.sin(0.4)];
    const field = (x: number, y: number, z: number): number => 50 + 0.7 * x - 0.4 * y + 0.9 * z;
    const dose = layDosePlanes(
      sampleDose(field, {
        centreMm: [3, 4, 5],
        columns: 15,
        rows: 11,
        columnSpacingMm: 2,
        rowSpacingMm: 3,
        planeOffsetsMm: [0, 2, 4, 6, 8, 10],
        directions: { row: [c, s, 0], column: [-s, c, 0] },
        stepGy: 1e-5,
      }),
    );
    for (const kind of PLANE_KINDS) {
      const { uMm, vMm, doseGy } = cutDose(dose, planeThrough(kind, [3, 4, 5]))!;
      let known = 0;
      doseGy.forEach((value, n) => {
        const at: [number, number, number] = [3, 4, 5];
        at[IN_PLANE[kind][0]] = uMm[n % uMm.length]!;
        at[IN_PLANE[kind][1]] = vMm[Math.floor(n / uMm.length)]!;
        if (Number.isNaN(value)) return;
        known++;
        expect(value).toBeCloseTo(field(...at), 3);
      });
      expect(known).toBeGreaterThan(doseGy.length / 3);
      expect(known).toBeLessThan(doseGy.length);
    }
  });
});

const LINEAR = { uMm: Float64Array.of(-5, -1, 0, 4, 11), vMm: Float64Array.of(2, 3, 7, 12), stepGy: 0 };
const planeOf = (dose: (u: number, v: number) => number): DosePlane => ({
  ...LINEAR,
  doseGy: Float32Array.from({ length: 20 }, (_, n) => dose(LINEAR.uMm[n % 5]!, LINEAR.vMm[Math.floor(n / 5)]!)),
});

function areaOf(loops: readonly Loop[]): number {
  let twice = 0;
  for (const loop of loops) {
    for (let b = loop.length - 2, a = 0; a < loop.length; b = a, a += 2)
      twice += loop[b]! * loop[a + 1]! - loop[a]! * loop[b + 1]!;
  }
  return Math.abs(twice) / 2;
}

describe('isodoses of a plane', () => {
  it('of a linear dose are one straight line from rim to rim of uneven nodes, and none along the rim', () => {
    // 10 + 2u + v = 20 crosses u = 4 at v = 2, the lower rim, and u = -1 at v = 12, the upper one.
    const { lines, areas } = isodose(
      planeOf((u, v) => 10 + 2 * u + v),
      20,
    );
    expect(lines.length).toBe(1);
    const [line] = lines;
    for (let n = 0; n < line!.length; n += 2) expect(10 + 2 * line![n]! + line![n + 1]!).toBeCloseTo(20, 5);
    const ends = [
      [line![0]!, line![1]!],
      [line!.at(-2)!, line!.at(-1)!],
    ].sort((a, b) => a[0]! - b[0]!);
    expect(ends.flat().map((c) => Number(c.toFixed(5)))).toEqual([-1, 12, 4, 2]);
    // The trapezium to the right of it: from 4 to 11 below, from -1 to 11 above, 10 high.
    expect(areaOf(areas)).toBeCloseTo(((7 + 12) / 2) * 10, 4);
  });

  it('of a dose that is above the level everywhere have no line, and fill the plane', () => {
    const { lines, areas } = isodose(
      planeOf(() => 30),
      20,
    );
    expect(lines).toEqual([]);
    expect(areaOf(areas)).toBeCloseTo(16 * 10, 9);
    expect(
      isodose(
        planeOf(() => 10),
        20,
      ),
    ).toEqual({ lines: [], areas: [] });
  });

  it('around an inner node are closed', () => {
    const { lines } = isodose(
      planeOf((u, v) => (u === 0 && v === 7 ? 30 : 10)),
      20,
    );
    expect(lines.length).toBe(1);
    // Half way to each neighbour.
    const points = lines[0]!;
    const corners = new Set(
      Array.from({ length: points.length / 2 }, (_, n) => `${points[2 * n]!} ${points[2 * n + 1]!}`),
    );
    expect(corners).toEqual(new Set(['-0.5 7', '2 7', '0 5', '0 9.5']));
    expect([points[0], points[1]]).toEqual([points.at(-2), points.at(-1)]);
  });

  it('end where the dose is not known', () => {
    const { lines } = isodose(
      planeOf((u, v) => (u === -5 ? NaN : 10 + v)),
      15,
    );
    expect(lines.length).toBe(1);
    const us = lines[0]!.filter((_, n) => n % 2 === 0);
    expect([Math.min(...us), Math.max(...us)]).toEqual([-1, 11]);
    for (let n = 1; n < lines[0]!.length; n += 2) expect(lines[0]![n]).toBeCloseTo(5, 5);
  });
});

describe('the cold part of a target', () => {
  it('of a box in a linear dose is what the closed form says, in each plane', () => {
    const box = regionOfBox({ x0: -6, x1: 10, y0: -4, y1: 7, z0: 1, z1: 9 });
    const dose = doseOnNodes([-20, -3, 4, 20], [-20, -7, 1, 20], [-20, 2, 5, 20], (x) => 30 + x);
    const cold = (kind: PlaneKind, levelGy: number): number => {
      const plane = planeThrough(kind, [2, 3, 4]);
      return coldPart(cutRegion(box, plane)!, cutDose(dose, plane), levelGy).coldMm2;
    };
    // Below 33 Gy lies x < 3: 9 mm of it.
    expect(cold('axial', 33)).toBeCloseTo(9 * 11, 3);
    expect(cold('coronal', 33)).toBeCloseTo(9 * 8, 3);
    // The sagittal plane at x = 2 has 32 Gy throughout.
    expect(cold('sagittal', 33)).toBeCloseTo(11 * 8, 9);
    expect(cold('sagittal', 32)).toBeCloseTo(0, 9);
  });

  it('of a round target in a round dose is what counting points gives, and what is hatched', () => {
    const target = regionFromContours(stack(...[0, 2, 4, 6].map((z) => [z, [circle(20, 1.3, -0.7)]] as const)), PRISM);
    const dose = doseOnNodes(
      Array.from({ length: 60 }, (_, n) => -60 + 2 * n),
      Array.from({ length: 50 }, (_, n) => -75 + 3 * n),
      Array.from({ length: 9 }, (_, n) => -8 + 2.5 * n),
      (x, y, z) => 40 * Math.exp(-((x + 4) ** 2 + (y - 3) ** 2 + (z - 3) ** 2) / 900),
    );
    const at: Lps = [2.2, 1.7, 3.3];
    for (const kind of PLANE_KINDS) {
      const plane = planeThrough(kind, at);
      const section = cutRegion(target, plane)!;
      const inDose = cutDose(dose, plane)!;
      const { areaMm2, coldMm2, outsideMm2 } = coldPart(section, inDose, 27);
      expect(outsideMm2).toBe(0);
      const covered = coveredAreas(inDose, 27);
      const [axisU, axisV] = IN_PLANE[kind];
      let [inside, cold, hatched] = [0, 0, 0];
      const STEP = 0.2;
      for (let u = -25; u < 25; u += STEP) {
        for (let v = -25; v < 25; v += STEP) {
          const point: [number, number, number] = [...at];
          point[axisU] = u;
          point[axisV] = v;
          const [x, y, z] = point;
          if (Math.hypot(x - 1.3, y + 0.7) > 20 || z < -1 || z > 7) continue;
          inside++;
          if ((doseAtPoint(dose, point) ?? 0) < 27) cold++;
          if (!isInside(covered, u, v)) hatched++;
        }
      }
      expect(Math.abs(inside * STEP ** 2 - areaMm2) / areaMm2).toBeLessThan(0.01);
      expect(Math.abs(cold * STEP ** 2 - coldMm2)).toBeLessThan(0.01 * areaMm2);
      expect(coldMm2).toBeGreaterThan(0.05 * areaMm2);
      expect(Math.abs(hatched - cold) / inside).toBeLessThan(0.01);
    }
  });

  it('is told apart from what lies outside the dose grid', () => {
    const box = regionOfBox({ x0: 0, x1: 10, y0: 0, y1: 10, z0: 0, z1: 10 });
    const dose = doseOnNodes([-5, 6], [-5, 20], [-5, 20], () => 40);
    const plane = planeThrough('axial', [5, 5, 5]);
    const cut = cutRegion(box, plane)!;
    const { coldMm2, outsideMm2 } = coldPart(cut, cutDose(dose, plane), 30);
    expect(coldMm2).toBeCloseTo(0, 6);
    expect(outsideMm2).toBeCloseTo(40, 6);
    expect(coldPart(cut, null, 30)).toEqual({ areaMm2: 100, coldMm2: 0, outsideMm2: 100 });
  });
});

describe('the coldest and the hottest point', () => {
  it('are where the dose is D min and D max, to the last digit of the histogram', () => {
    fc.assert(
      fc.property(solids, doses(), (solid, dose) => {
        const region = regionFromContours(solid.stack, PRISM);
        const dvh = computeDvh(region, dose);
        const found = extremePoints(region, dose);
        if (dvh.minGy === null || found === null) return;
        expect(found.coldest.doseGy).toBe(dvh.minGy);
        expect(found.hottest.doseGy).toBe(dvh.maxGy);
        for (const { atMm, doseGy } of [found.coldest, found.hottest]) {
          expect(doseAtPoint(dose, atMm)).toBeCloseTo(doseGy, 4);
          const [x, y, z] = atMm;
          const plane = solid.stack.planes.reduce((best, each) =>
            Math.abs(each.zMm - z) < Math.abs(best.zMm - z) ? each : best,
          );
          expect(Math.abs(plane.zMm - z)).toBeLessThanOrEqual(solid.spacingMm / 2 + 1e-9);
          expect(
            distanceTo(
              solid.stack.planes.filter(({ zMm }) => Math.abs(zMm - z) <= solid.spacingMm / 2 + 1e-6),
              x,
              y,
            ),
          ).toBeLessThan(1e-6);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('of a linear dose in a box are two opposite corners', () => {
    const box = regionOfBox({ x0: -6, x1: 10, y0: -4, y1: 7, z0: 1, z1: 9 });
    const dose = doseOnNodes([-20, 20], [-20, 20], [-20, 20], (x, y, z) => 100 + x - 2 * y + 3 * z);
    const { coldest, hottest } = extremePoints(box, dose)!;
    expect(coldest.atMm).toEqual([-6, 7, 1]);
    expect(hottest.atMm).toEqual([10, -4, 9]);
  });
});

/** How far a point lies outside the contours of some planes: 0 inside or on one of them. */
function distanceTo(planes: readonly { readonly loops: readonly Loop[] }[], x: number, y: number): number {
  let least = Infinity;
  for (const { loops } of planes) {
    if (isInside(loops, x, y)) return 0;
    for (const loop of loops) {
      for (let b = loop.length - 2, a = 0; a < loop.length; b = a, a += 2) {
        const [dx, dy] = [loop[a]! - loop[b]!, loop[a + 1]! - loop[b + 1]!];
        const t = Math.min(1, Math.max(0, ((x - loop[b]!) * dx + (y - loop[b + 1]!) * dy) / (dx * dx + dy * dy || 1)));
        least = Math.min(least, Math.hypot(x - loop[b]! - t * dx, y - loop[b + 1]! - t * dy));
      }
    }
  }
  return least;
}
