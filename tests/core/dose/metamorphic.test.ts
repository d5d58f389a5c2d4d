import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DoseGrid, Dvh, Loop, MetricValue, Region } from '../../../core/index.ts';
import {
  addDoses,
  bedGy,
  computeDvh,
  doseAtVolume,
  eqd2Gy,
  evaluateMetric,
  intersect,
  parseMetric,
  regionFromContours,
  stackFromContours,
  unite,
  volumeAtDose,
  volumeCm3Of,
} from '../../../core/index.ts';
import { DOSE_KINDS, prismsOf, randomDose, stackOf, structures } from '../../reference/random-cases.ts';
import type { RandomStructure } from '../../reference/random-cases.ts';
import { GRADIENTS } from '../../reference/truth-matrix.ts';
import { linearDoseAt, prismTruth } from '../../reference/prism-truth.ts';
import { doseOnNodes } from '../../reference/dose-on-nodes.ts';
import { rectangle, star } from '../geometry/polygons.ts';

/**
 * What must not change, or change in a known way, when the input is changed: no answer of the program's own is pinned.
 * More of these, on smoother solids, are in dvh-properties.test.ts.
 */
const PRISM = { endCaps: 'half-slice', betweenSlices: 'prism' } as const;
const RUNS = { numRuns: 25, seed: 90210, endOnFailure: true } as const;
const anyDose = fc.constantFrom(...DOSE_KINDS).chain((kind) => randomDose(kind));
const roughDose = fc.constantFrom('white noise', 'noisy plateau').chain((kind) => randomDose(kind));

const regionOf = (structure: RandomStructure): Region => regionFromContours(stackOf(structure), PRISM);

/** Levels over the range of a DVH, away from its ends. */
function levelsOf({ minGy, maxGy }: Dvh, count = 9): number[] {
  return Array.from({ length: count }, (_, n) => minGy! + ((maxGy! - minGy!) * (n + 1)) / (count + 1));
}

function mapLoops(structure: RandomStructure, change: (loop: Loop) => Loop | Loop[], dz = 0): RandomStructure {
  return {
    ...structure,
    zMm: structure.zMm.map((z) => z + dz),
    loops: structure.loops.map((loops) => loops.flatMap((loop) => change(loop))),
  };
}

function movePoints(loop: Loop, move: (x: number, y: number) => readonly [number, number]): Loop {
  const out = new Float64Array(loop.length);
  for (let n = 0; n < loop.length; n += 2) out.set(move(loop[n]!, loop[n + 1]!), n);
  return out;
}

/** Same volume, extremes, mean and curve; `share` of the solid and of the dose range. */
/** Contours that cross themselves bend where they have no vertex: their area is right to 0.3 %, that of others to 0.03 %. */
const CROSSING = 3e-3;

function expectSame(a: Dvh, b: Dvh, share: number, dose: (gy: number) => number = (gy) => gy): void {
  expect(Math.abs(b.volumeCm3 - a.volumeCm3) / a.volumeCm3, 'volume').toBeLessThan(Math.min(share, CROSSING));
  const scale = Math.abs(dose(a.maxGy!)) + 1;
  for (const key of ['minGy', 'maxGy'] as const) {
    expect(Math.abs(b[key]! - dose(a[key]!)) / scale, key).toBeLessThan(1e-6);
  }
  expect(Math.abs(b.meanGy! - dose(a.meanGy!)) / scale, 'meanGy').toBeLessThan(Math.max(share / 10, 1e-6));
  for (const level of levelsOf(a)) {
    const off = Math.abs(volumeAtDose(b, dose(level)) - volumeAtDose(a, level));
    expect(off / a.volumeCm3, `V(${level} Gy)`).toBeLessThan(Math.max(share, 2e-4));
  }
}

describe('the dose', () => {
  it('times any factor, the doses are that factor and the volumes the same (Gy, cGy, a fraction of three)', () => {
    fc.assert(
      fc.property(structures, anyDose, fc.constantFrom(100, 1 / 3, 0.01, 7.5), (structure, dose, factor) => {
        const scaled = { ...dose, doseGy: dose.doseGy.map((gy) => gy * factor) };
        const region = regionOf(structure);
        const [one, other] = [computeDvh(region, dose), computeDvh(region, scaled)];
        expectSame(one, other, 1e-5, (gy) => gy * factor);
        for (const share of [0.98, 0.5, 0.02]) {
          const [d, e] = [one, other].map((dvh): number => doseAtVolume(dvh, share * dvh.volumeCm3)!);
          expect(Math.abs(e! / factor - d!)).toBeLessThan(1e-4 * (one.maxGy! - one.minGy!) + 1e-5);
        }
      }),
      RUNS,
    );
  });

  it('plus a constant, every dose is higher by it', () => {
    fc.assert(
      fc.property(structures, anyDose, (structure, dose) => {
        const raised = { ...dose, doseGy: dose.doseGy.map((gy) => gy + 4) };
        const region = regionOf(structure);
        expectSame(computeDvh(region, dose), computeDvh(region, raised), 1e-5, (gy) => gy + 4);
      }),
      RUNS,
    );
  });

  it('upside down (hot for cold), V(d) and what is left of the whole change places', () => {
    fc.assert(
      fc.property(structures, anyDose, (structure, dose) => {
        const region = regionOf(structure);
        const turned = { ...dose, doseGy: dose.doseGy.map((gy) => 60 - gy) };
        const [one, other] = [computeDvh(region, dose), computeDvh(region, turned)];
        expect(other.minGy!).toBeCloseTo(60 - one.maxGy!, 4);
        expect(other.maxGy!).toBeCloseTo(60 - one.minGy!, 4);
        expect(other.meanGy!).toBeCloseTo(60 - one.meanGy!, 4);
        for (const level of levelsOf(one)) {
          const sum = volumeAtDose(one, level) + volumeAtDose(other, 60 - level);
          expect(Math.abs(sum / one.volumeCm3 - 1), `at ${level} Gy`).toBeLessThan(5e-4);
        }
      }),
      RUNS,
    );
  });

  it('added to another: means add up, extremes do at most, and no part of the sum is above the sum of the parts', () => {
    fc.assert(
      fc.property(structures, randomDose('peaks'), fc.integer({ min: 1, max: 9 }), (structure, first, turn) => {
        const n = first.doseGy.length;
        const second: DoseGrid = { ...first, doseGy: first.doseGy.map((_, at) => first.doseGy[(at * turn + 31) % n]!) };
        const region = regionOf(structure);
        const sum = addDoses([first, second]);
        const [a, b, both, swapped] = [first, second, sum, addDoses([second, first])].map((dose) =>
          computeDvh(region, dose),
        ) as [Dvh, Dvh, Dvh, Dvh];
        expect(both.meanGy! / (a.meanGy! + b.meanGy!)).toBeCloseTo(1, 5);
        expect(both.maxGy!).toBeLessThanOrEqual(a.maxGy! + b.maxGy! + 1e-4);
        expect(both.minGy!).toBeGreaterThanOrEqual(a.minGy! + b.minGy! - 1e-4);
        // Where the sum has at least d + e, one of the two has at least its part.
        for (const d of levelsOf(a, 4)) {
          for (const e of levelsOf(b, 4)) {
            const bound = volumeAtDose(a, d) + volumeAtDose(b, e) + 0.02 * a.volumeCm3;
            expect(volumeAtDose(both, d + e)).toBeLessThanOrEqual(bound);
          }
        }
        expect([...swapped.volumeCm3AtDose]).toEqual([...both.volumeCm3AtDose]);
        expectSame(a, computeDvh(region, addDoses([first, first])), 1e-5, (gy) => 2 * gy);
      }),
      RUNS,
    );
  });

  it('with a node put between all others, where trilinear it says the same, gives the same', () => {
    fc.assert(
      fc.property(structures, anyDose, (structure, dose) => {
        const region = regionOf(structure);
        const [coarse, fine] = [computeDvh(region, dose), computeDvh(region, twiceAsFine(dose))];
        expect(fine.minGy!).toBeCloseTo(coarse.minGy!, 4);
        expect(fine.maxGy!).toBeCloseTo(coarse.maxGy!, 4);
        expect(fine.meanGy! / coarse.meanGy!).toBeCloseTo(1, 6);
        for (const level of levelsOf(coarse)) {
          const off = Math.abs(volumeAtDose(fine, level) - volumeAtDose(coarse, level));
          expect(off / coarse.volumeCm3, `${structure.kinds}, V(${level} Gy)`).toBeLessThan(0.025);
        }
      }),
      RUNS,
    );
  });

  it('linear, on a grid of any fineness: the same, to 0.02 mm', () => {
    const stars = fc.tuple(
      fc.noBias(fc.array(fc.integer({ min: 30, max: 110 }), { minLength: 3, maxLength: 25 })),
      fc.constantFrom(0.5, 1, 2, 3),
      fc.constantFrom(...Object.keys(GRADIENTS).filter((name) => !/x.*z/.test(name))),
    );
    fc.assert(
      fc.property(stars, ([radii, spacing, name]) => {
        const outer = radii.map((r) => r / 10);
        const loops = [
          star(outer, 1, -2),
          star(
            outer.map((r) => 0.6 * r),
            1,
            -2,
          ),
        ];
        const zMm = [-spacing, 0, spacing];
        const linear = { atMm: [0, 0, 0], atGy: 30, gradient: GRADIENTS[name]! } as const;
        const structure: RandomStructure = { kinds: 'ring', zMm, loops: zMm.map(() => loops) };
        const truth = prismTruth(prismsOf(structure), linear);
        for (const h of [0.8, 1.6, 3.2]) {
          const nodes = Array.from({ length: Math.ceil(34 / h) + 1 }, (_, n) => -17 + h * n);
          const dvh = computeDvh(regionOf(structure), doseOnNodes(nodes, nodes, nodes, linearDoseAt(linear)));
          for (const share of [0.99, 0.9, 0.5, 0.1, 0.01]) {
            const found = doseAtVolume(dvh, share * dvh.volumeCm3)!;
            expect(Math.abs(found - truth.doseGyAt(share * truth.volumeCm3)), `${name}, ${h} mm`).toBeLessThan(0.02);
          }
        }
      }),
      { ...RUNS, numRuns: 15 },
    );
  });
});

describe('half the fractions', () => {
  const doses = fc.tuple(
    fc.integer({ min: 1, max: 9000 }),
    fc.integer({ min: 1, max: 20 }),
    fc.constantFrom(1.5, 2, 3, 10),
  );

  it('of half the dose have half the effect, and of the same dose more', () => {
    fc.assert(
      fc.property(doses, ([cGy, half, alphaBetaGy]) => {
        const doseGy = cGy / 100;
        for (const effect of [bedGy, eqd2Gy]) {
          const whole = effect({ doseGy, fractions: 2 * half, alphaBetaGy });
          expect(effect({ doseGy: doseGy / 2, fractions: half, alphaBetaGy }) / whole).toBeCloseTo(0.5, 9);
          expect(effect({ doseGy, fractions: half, alphaBetaGy })).toBeGreaterThan(whole);
        }
        // What the square of the dose adds is twice as much.
        const extra = (fractions: number): number => bedGy({ doseGy, fractions, alphaBetaGy }) - doseGy;
        expect(extra(half) / extra(2 * half)).toBeCloseTo(2, 6);
      }),
    );
  });

  it('of the same plan give half of every dose: D of half the dose, V at half the level', () => {
    fc.assert(
      fc.property(structures, anyDose, (structure, dose) => {
        const region = regionOf(structure);
        const half = { ...dose, doseGy: dose.doseGy.map((gy) => gy / 2) };
        expectSame(computeDvh(region, dose), computeDvh(region, half), 1e-5, (gy) => gy / 2);
      }),
      RUNS,
    );
  });
});

describe('units', () => {
  it('of a metric change its number and nothing else', () => {
    fc.assert(
      fc.property(structures, anyDose, (structure, dose) => {
        const dvh = computeDvh(regionOf(structure), dose);
        const value = (text: string): MetricValue => evaluateMetric(parseMetric(text), dvh, { prescriptionGy: 20 });
        for (const of of ['D95%', 'D2%', 'Mean', 'Max', 'Min', 'D50%']) {
          const gy = value(`${of}[Gy]`).value!;
          expect(value(`${of}[cGy]`).value! / gy).toBeCloseTo(100, 6);
          expect(value(`${of}[%]`).value! / gy).toBeCloseTo(5, 6);
        }
        const cc = value('V20Gy[cc]').value!;
        expect(value('V2000cGy[cc]').value).toBeCloseTo(cc, 9);
        expect(value('V100%[cc]').value).toBeCloseTo(cc, 9);
        expect(value('V20Gy[%]').value).toBeCloseTo((100 * cc) / dvh.volumeCm3, 6);
        expect(value('CV20Gy[cc]').value! + cc).toBeCloseTo(dvh.volumeCm3, 9);
      }),
      RUNS,
    );
  });
});

describe('the contours', () => {
  it('of two solids apart from each other: volumes, V(d) and integral dose of the union are the sums', () => {
    fc.assert(
      fc.property(structures, structures, anyDose, (one, other, dose) => {
        const [a, b] = [one, other].map((structure, n) =>
          // Side by side: within 14 mm of the origin, made half as large and moved apart.
          regionOf(mapLoops(structure, (loop) => movePoints(loop, (x, y) => [x / 2 + (n === 0 ? -8 : 8), y]))),
        ) as [Region, Region];
        expect(volumeCm3Of(intersect(a, b))).toBe(0);
        const united = unite(a, b);
        expect(volumeCm3Of(united)).toBeCloseTo(volumeCm3Of(a) + volumeCm3Of(b), 9);
        const whole = computeDvh(united, dose);
        const levels = levelsOf(whole);
        const [p, q, all] = [a, b, united].map((region) => computeDvh(region, dose, levels)) as [Dvh, Dvh, Dvh];
        expect(p.meanGy! * p.volumeCm3 + q.meanGy! * q.volumeCm3).toBeCloseTo(all.meanGy! * all.volumeCm3, 5);
        for (const level of levels) {
          const off = volumeAtDose(p, level) + volumeAtDose(q, level) - volumeAtDose(all, level);
          expect(Math.abs(off) / all.volumeCm3, `V(${level} Gy)`).toBeLessThan(0.02);
        }
      }),
      RUNS,
    );
  });

  it('moved together with the dose, by any distance in x, y and z', () => {
    const any = fc.integer({ min: -300_000, max: 300_000 }).map((n) => n / 1024);
    fc.assert(
      fc.property(structures, roughDose, any, any, any, (structure, dose, dx, dy, dz) => {
        const moved = mapLoops(structure, (loop) => movePoints(loop, (x, y) => [x + dx, y + dy]), dz);
        const { xMm, yMm, zMm } = dose;
        const along = {
          ...dose,
          xMm: xMm.map((x) => x + dx),
          yMm: yMm.map((y) => y + dy),
          zMm: zMm.map((z) => z + dz),
        };
        expectSame(computeDvh(regionOf(structure), dose), computeDvh(regionOf(moved), along), 5e-3);
      }),
      RUNS,
    );
  });

  it.each(['x', 'y', 'z'] as const)('mirrored along %s together with the dose', (axis) => {
    fc.assert(
      fc.property(structures, roughDose, (structure, dose) => {
        const mirrored: RandomStructure =
          axis === 'z'
            ? {
                ...structure,
                zMm: structure.zMm.map((z) => -z).reverse(),
                loops: [...structure.loops].reverse(),
              }
            : mapLoops(structure, (loop) => movePoints(loop, (x, y) => (axis === 'x' ? [-x, y] : [x, -y])));
        const [one, other] = [
          computeDvh(regionOf(structure), dose),
          computeDvh(regionOf(mirrored), mirror(dose, axis)),
        ];
        expectSame(one, other, axis === 'y' ? 5e-3 : 1e-4);
      }),
      RUNS,
    );
  });

  /** Known shortfall: a bend at a repeated point gets no row edge of its own. It should be rounding, 1e-9. */
  const REPEATED = CROSSING;

  it('drawn the other way round, or with points repeated and points added on the way, are the same solid', () => {
    fc.assert(
      fc.property(structures, roughDose, (structure, dose) => {
        const one = computeDvh(regionOf(structure), dose);
        const backwards = mapLoops(structure, (loop) => {
          const points = Array.from({ length: loop.length / 2 }, (_, n) => [loop[2 * n]!, loop[2 * n + 1]!]);
          return Float64Array.from(points.reverse().flat());
        });
        expectSame(one, computeDvh(regionOf(backwards), dose), 1e-9);
        const repeated = mapLoops(structure, (loop) =>
          Float64Array.from(
            Array.from({ length: loop.length / 2 }, (_, n) => {
              const point = [loop[2 * n]!, loop[2 * n + 1]!];
              return n % 3 === 0 ? [...point, ...point, ...point] : point;
            }).flat(),
          ),
        );
        expectSame(one, computeDvh(regionOf(repeated), dose), REPEATED);
        const between = mapLoops(structure, (loop) => {
          const n = loop.length;
          return Float64Array.from(
            Array.from({ length: n / 2 }, (_, p) => {
              const [x, y, nx, ny] = [loop[2 * p]!, loop[2 * p + 1]!, loop[(2 * p + 2) % n]!, loop[(2 * p + 3) % n]!];
              return [x, y, 0.7 * x + 0.3 * nx, 0.7 * y + 0.3 * ny];
            }).flat(),
          );
        });
        expectSame(one, computeDvh(regionOf(between), dose), 5e-3);
      }),
      RUNS,
    );
  });

  it('with the closing point given again, as some systems write them, make the same stack', () => {
    const drawn = (loop: Loop, more: number): Float64Array =>
      Float64Array.from(
        Array.from({ length: loop.length / 2 + more }, (_, n) => [
          loop[(2 * n) % loop.length]!,
          loop[(2 * n + 1) % loop.length]!,
          5,
        ]).flat(),
      );
    const loop = star([9, 4, 7, 6, 11], 1, -3);
    const [closed, open] = [1, 0].map((more) =>
      stackFromContours([{ geometricType: 'CLOSED_PLANAR', pointsMm: drawn(loop, more) }]),
    );
    expect(closed).toEqual(open);
  });

  it('cut in two that touch along a line, wherever it runs, are the same solid', () => {
    fc.assert(
      fc.property(
        roughDose,
        fc.tuple(...[12, 17, 9].map((max) => fc.integer({ min: 2, max }))),
        fc.integer({ min: 1, max: 99 }),
        (dose, [width, depth, height], percent) => {
          const [x0, x1, y0, y1] = [-width!, 7.3, -4.1, depth!];
          const zMm = [-height! / 4, 0, height! / 4];
          const asOne = (loops: readonly Loop[]): Dvh =>
            computeDvh(regionOf({ kinds: 'cut', zMm, loops: zMm.map(() => loops) }), dose);
          const whole = asOne([rectangle(x0, x1, y0, y1)]);
          const [xc, yc] = [x0 + ((x1 - x0) * percent) / 100, y0 + ((y1 - y0) * percent) / 100];
          const slanted = [
            Float64Array.from([x0, y0, xc, y0, x1 - (xc - x0), y1, x0, y1]),
            Float64Array.from([xc, y0, x1, y0, x1, y1, x1 - (xc - x0), y1]),
          ];
          expectSame(whole, asOne([rectangle(x0, xc, y0, y1), rectangle(xc, x1, y0, y1)]), 5e-3);
          expectSame(whole, asOne([rectangle(x0, x1, y0, yc), rectangle(x0, x1, yc, y1)]), 5e-3);
          expectSame(whole, asOne(slanted), 5e-3);
        },
      ),
      RUNS,
    );
  });
});

describe('D and V', () => {
  it('are inverse to each other over the whole curve, for any structure in any dose', () => {
    fc.assert(
      fc.property(structures, anyDose, (structure, dose) => {
        const dvh = computeDvh(regionOf(structure), dose);
        const bin = dvh.doseGy[1]! - dvh.doseGy[0]!;
        for (let percent = 1; percent < 100; percent += 7) {
          const at = doseAtVolume(dvh, (percent / 100) * dvh.volumeCm3)!;
          if (at - dvh.minGy! < bin || dvh.maxGy! - at < bin) continue;
          expect(volumeAtDose(dvh, at) / dvh.volumeCm3).toBeCloseTo(percent / 100, 5);
          expect(Math.abs(doseAtVolume(dvh, volumeAtDose(dvh, at))! - at)).toBeLessThanOrEqual(2 * bin);
        }
      }),
      RUNS,
    );
  });
});

function mirror(dose: DoseGrid, axis: 'x' | 'y' | 'z'): DoseGrid {
  const [nx, ny, nz] = [dose.xMm.length, dose.yMm.length, dose.zMm.length];
  const doseGy = new Float32Array(dose.doseGy.length);
  let at = 0;
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++) {
        const from = [axis === 'x' ? nx - 1 - i : i, axis === 'y' ? ny - 1 - j : j, axis === 'z' ? nz - 1 - k : k];
        doseGy[at++] = dose.doseGy[from[0]! + nx * (from[1]! + ny * from[2]!)]!;
      }
    }
  }
  const nodes = axis === 'x' ? dose.xMm : axis === 'y' ? dose.yMm : dose.zMm;
  const mirrored = nodes.map((at) => -at).reverse();
  return { ...dose, doseGy, [`${axis}Mm`]: mirrored };
}

/** A node in the middle of every cell along each axis, with the value of the trilinear dose there. */
function twiceAsFine(dose: DoseGrid): DoseGrid {
  const finer = (nodes: Float64Array): number[] =>
    [...nodes].flatMap((at, n) => (n === 0 ? [at] : [(at + nodes[n - 1]!) / 2, at]));
  const [nx, ny] = [dose.xMm.length, dose.yMm.length];
  const [xs, ys, zs] = [finer(dose.xMm), finer(dose.yMm), finer(dose.zMm)];
  const ends = (n: number): number[] => [n >> 1, (n + 1) >> 1];
  const doseGy: number[] = [];
  zs.forEach((_, k) => {
    ys.forEach((__, j) => {
      xs.forEach((___, i) => {
        let sum = 0;
        for (const c of ends(k)) {
          for (const b of ends(j)) for (const a of ends(i)) sum += dose.doseGy[a + nx * (b + ny * c)]!;
        }
        doseGy.push(sum / 8);
      });
    });
  });
  return {
    ...dose,
    xMm: Float64Array.from(xs),
    yMm: Float64Array.from(ys),
    zMm: Float64Array.from(zs),
    doseGy: Float32Array.from(doseGy),
  };
}
