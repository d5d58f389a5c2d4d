import { describe, expect, it } from 'vitest';
import type { DoseGrid, Region, Solid } from '../../../core/index.ts';
import {
  computeDvh,
  DEFAULT_CONVENTION,
  doseAtVolume,
  evaluateMetric,
  metricIntervals,
  parseMetric,
  regionFromContours,
  regionOf,
  regionOfBox,
  volumeAtDose,
  volumeCm3Of,
} from '../../../core/index.ts';
import { circle, rectangle, stack } from '../geometry/polygons.ts';
import { doseOnNodes, nodesOver } from '../../reference/dose-on-nodes.ts';

const PRISM = { endCaps: 'half-slice', betweenSlices: 'prism' } as const;
const NO_PRESCRIPTION = { prescriptionGy: null };

/** 20 x 12 x 15 mm = 3.6 cm³. */
const BOX = regionOfBox({ x0: 0, x1: 20, y0: 3, y1: 15, z0: -4, z1: 11 });
const linear = (x: number, y: number, z: number): number => 40 + 0.5 * x - 0.25 * y + 0.125 * z;

/** Nodes 2.5 mm apart along x, the last of them at x1. */
function endingAt(x1: number, field = linear): DoseGrid {
  const columns = nodesOver(-3, 26, 2.5).filter((x) => x <= x1);
  return doseOnNodes(columns, nodesOver(0, 18, 2.5), nodesOver(-6, 12, 3.5), field);
}

describe('a solid that leaves the dose grid', () => {
  it('dicompyler-core#26, #371: keeps its volume; what lies outside is cm³ without dose', () => {
    for (const [x1, outside] of [
      [25, 0],
      [15, 5],
      [7.5, 12.5],
      [2.5, 17.5],
    ] as const) {
      const dvh = computeDvh(BOX, endingAt(x1), [41]);
      expect(dvh.volumeCm3).toBeCloseTo(3.6, 9);
      expect(dvh.outsideDoseCm3).toBeCloseTo((outside * 12 * 15) / 1000, 9);
    }
  });

  it('dicompyler-core#371: V(d) in cm³ does not change with what is missing, and percentages are never rescaled', () => {
    // D >= 58 only where x is at most 12.5: all of that lies inside either grid.
    const cold = (x: number, y: number, z: number): number => 100 - linear(x, y, z);
    const whole = computeDvh(BOX, endingAt(25, cold), [58]);
    const cut = computeDvh(BOX, endingAt(15, cold), [58]);
    expect(volumeAtDose(whole, 58)).toBeGreaterThan(0.5);
    expect(volumeAtDose(cut, 58)).toBeCloseTo(volumeAtDose(whole, 58), 9);
    const percent = evaluateMetric(parseMetric('V58Gy[%]'), cut, NO_PRESCRIPTION);
    expect(percent.value).toBeCloseTo((100 * volumeAtDose(whole, 58)) / 3.6, 6);
    expect(percent.reason).toContain('outside the dose grid');
  });

  it('DVH-Analytics#133: half outside, above, beside or below: no crash, and the parts add up', () => {
    const grid = doseOnNodes([0, 4, 9], [0, 5, 12], [0, 3, 7], linear);
    const { x0, x1, y0, y1, z0, z1 } = { x0: 2, x1: 6, y0: 2, y1: 8, z0: 1, z1: 5 };
    for (const [dx, dy, dz, share] of [
      [0, 0, 0, 1],
      [5, 0, 0, 0.5],
      [-4, 0, 0, 0.5],
      [0, 7, 0, 0.5],
      [0, -5, 0, 0.5],
      [0, 0, 4, 0.5],
      [0, 0, -3, 0.5],
      [5, 7, 4, 0.125],
      [100, 0, 0, 0],
      [0, -100, 0, 0],
      [0, 0, 100, 0],
    ] as const) {
      const moved = regionOfBox({ x0: x0 + dx, x1: x1 + dx, y0: y0 + dy, y1: y1 + dy, z0: z0 + dz, z1: z1 + dz });
      const dvh = computeDvh(moved, grid, [1]);
      expect(dvh.outsideDoseCm3 / dvh.volumeCm3, `moved by ${dx}, ${dy}, ${dz}`).toBeCloseTo(1 - share, 9);
      expect(volumeAtDose(dvh, 1) / dvh.volumeCm3).toBeCloseTo(share, 9);
      expect(dvh.maxGy === null).toBe(share === 0);
    }
  });

  it('answers D of what is known, and nothing for more', () => {
    const dvh = computeDvh(BOX, endingAt(15));
    const inside = 3.6 * 0.75;
    expect(doseAtVolume(dvh, inside)).toBeCloseTo(dvh.minGy!, 9);
    expect(doseAtVolume(dvh, inside + 1e-4)).toBeNull();
    expect(evaluateMetric(parseMetric('D95%[Gy]'), dvh, NO_PRESCRIPTION).status).toBe('not-evaluable');
    expect(evaluateMetric(parseMetric('D50%[Gy]'), dvh, NO_PRESCRIPTION).status).toBe('ok');
    expect(evaluateMetric(parseMetric('Min[Gy]'), dvh, NO_PRESCRIPTION).status).toBe('not-evaluable');
  });

  it('a solid just on the rim is inside', () => {
    const exact = doseOnNodes([0, 10, 20], [3, 9, 15], [-4, 3, 11], linear);
    const dvh = computeDvh(BOX, exact);
    expect(dvh.outsideDoseCm3).toBe(0);
    expect(dvh.minGy).toBeCloseTo(linear(0, 15, -4), 5);
    expect(dvh.maxGy).toBeCloseTo(linear(20, 3, 11), 5);
  });
});

describe('dicompyler-core#235: contour planes between dose planes', () => {
  it('take their dose from both, wherever they lie between', () => {
    const dose = doseOnNodes(
      nodesOver(-2, 12, 3),
      nodesOver(-2, 12, 2),
      nodesOver(-12, 12, 4),
      (_, __, z) => 50 + 2 * z,
    );
    for (const shift of [0, 0.5, 1, 1.7, 2, 3.3]) {
      const loop = rectangle(0, 10, 0, 9);
      const solid = regionFromContours(stack([shift, [loop]], [shift + 1, [loop]], [shift + 2, [loop]]), PRISM);
      const dvh = computeDvh(solid, dose);
      expect(dvh.minGy).toBeCloseTo(50 + 2 * (shift - 0.5), 4);
      expect(dvh.maxGy).toBeCloseTo(50 + 2 * (shift + 2.5), 4);
      expect(dvh.meanGy).toBeCloseTo(50 + 2 * (shift + 1), 4);
      expect(doseAtVolume(dvh, 0.95 * dvh.volumeCm3)).toBeCloseTo(50 + 2 * (shift - 0.5 + 0.05 * 3), 2);
    }
  });
});

describe('dicompyler-core#148: the volume is that of the contours, whatever the dose grid', () => {
  it.each([0.7, 2, 5, 11])('dose nodes %d mm apart', (h) => {
    const planes = [0, 2, 4, 6, 8].map((z): readonly [number, readonly Float64Array[]] => [z, [circle(8, 1, 2)]]);
    const solid = regionFromContours(stack(...planes), PRISM);
    const dose = doseOnNodes(nodesOver(-12, 14, h), nodesOver(-12, 14, h), nodesOver(-3, 12, h), linear);
    expect(computeDvh(solid, dose).volumeCm3).toBe(volumeCm3Of(solid));
    expect(volumeCm3Of(solid) / ((Math.PI * 64 * 10) / 1000)).toBeCloseTo(1, 3);
  });
});

describe('small solids', () => {
  const tiny = (size: number): Region =>
    regionFromContours(
      stack([0.3, [rectangle(1, 1 + size, 2, 2 + size)]], [0.3 + size, [rectangle(1, 1 + size, 2, 2 + size)]]),
      PRISM,
    );
  const dose = doseOnNodes(nodesOver(-6, 12, 3), nodesOver(-6, 12, 2.5), nodesOver(-6, 12, 2), linear);

  it.each([0.12, 1, 3, 6])('dicompyler-core#340: a cube of %d mm: D100 to D0 never rise, and none is 0', (size) => {
    const dvh = computeDvh(tiny(size), dose);
    let before = Infinity;
    for (let percent = 0; percent <= 100; percent++) {
      const found = doseAtVolume(dvh, (percent / 100) * dvh.volumeCm3)!;
      expect(found).toBeGreaterThanOrEqual(dvh.minGy!);
      expect(found).toBeGreaterThan(30);
      expect(found).toBeLessThanOrEqual(before);
      before = found;
    }
  });

  it('dicompyler-core#192: at 0.03 cm³ no half voxel is lost: D50 and the mean are the dose at the middle', () => {
    // A cube's doses in a linear field are symmetric about its middle.
    const cube = regionOfBox({ x0: 1, x1: 4.1, y0: 2, y1: 5.1, z0: 0.3, z1: 3.4 });
    const dvh = computeDvh(cube, dose);
    expect(dvh.volumeCm3).toBeCloseTo(0.0298, 4);
    const middle = linear(2.55, 3.55, 1.85);
    expect(dvh.meanGy).toBeCloseTo(middle, 5);
    expect(doseAtVolume(dvh, dvh.volumeCm3 / 2)).toBeCloseTo(middle, 1);
  });
});

describe('dicompyler-core#243: D0.5cc was 10 Gy from that of another program', () => {
  /** A ball of 4.2 cm³ in a peak that falls by up to 2.4 Gy/mm: the hottest 0.5 cm³ are a ball of 4.92 mm. */
  const planes = Array.from({ length: 100 }, (_, n) => -9.9 + 0.2 * n).map(
    (z): readonly [number, readonly Float64Array[]] => [z, [circle(Math.sqrt(100 - z * z), 0, 0)]],
  );
  const ball = regionFromContours(stack(...planes), PRISM);
  const peak = (r: number): number => 40 * Math.exp(-(r * r) / (2 * 10 ** 2));

  it.each([0.5, 1, 2, 3])('on dose nodes %d mm apart it is that of the closed form, less what they cost', (h) => {
    // Trilinear falls short of a peak by h²/12 of its curvature, 1.2 Gy/mm² in all, and by h²/8 at most.
    const [fallsShort, atMostGy] = [(1.2 * h * h) / 12, (1.2 * h * h) / 8 + 0.005];
    const nodes = nodesOver(-12, 12, h, 0.3 * h);
    const dose = doseOnNodes(nodes, nodes, nodes, (x, y, z) => peak(Math.hypot(x, y, z)));
    const dvh = computeDvh(ball, dose);
    for (const cc of [0.5, 0.1, 0.035]) {
      const truth = peak(Math.cbrt((3 * 1000 * cc) / (4 * Math.PI)));
      const found = evaluateMetric(parseMetric(`D${cc}cc[Gy]`), dvh, NO_PRESCRIPTION).value!;
      expect(truth - found, `D${cc}cc`).toBeGreaterThan(0.4 * fallsShort - 0.005);
      expect(truth - found, `D${cc}cc`).toBeLessThan(atMostGy);
      expect(found).toBeLessThanOrEqual(dvh.maxGy!);
    }
    expect(dvh.maxGy!).toBeLessThanOrEqual(40);
  });

  it.each([2, 3])('and its own interval holds the closed form on slices and dose nodes %d mm apart', (h) => {
    const slices = Array.from({ length: Math.floor(19.6 / h) }, (_, n) => -9.7 + h * (n + 0.5));
    const solid: Solid = {
      kind: 'contours',
      stack: stack(
        ...slices.map((z): readonly [number, readonly Float64Array[]] => [z, [circle(Math.sqrt(100 - z * z), 0, 0)]]),
      ),
      singlePlaneThicknessMm: null,
    };
    const nodes = nodesOver(-16, 16, h, 0.3 * h);
    const dose = doseOnNodes(nodes, nodes, nodes, (x, y, z) => peak(Math.hypot(x, y, z)));
    const known = { dvh: computeDvh(regionOf(solid, DEFAULT_CONVENTION), dose), prescriptionGy: null };
    const sizes = [0.5, 0.1, 0.035];
    const intervals = metricIntervals(
      solid,
      dose,
      sizes.map((cc) => parseMetric(`D${cc}cc[Gy]`)),
      known,
    );
    sizes.forEach((cc, n) => {
      const { low, high } = intervals[n]!;
      const truth = peak(Math.cbrt((3 * 1000 * cc) / (4 * Math.PI)));
      expect(low!, `D${cc}cc`).toBeLessThanOrEqual(truth);
      expect(high!, `D${cc}cc`).toBeGreaterThanOrEqual(truth);
      expect(high! - low!).toBeLessThan(3);
    });
  });

  it('in a linear dose it is exact, whatever the dose nodes', () => {
    // The hottest 0.5 cm³ of BOX along x alone: 0.5/3.6 of 20 mm.
    for (const h of [0.7, 2, 3.5]) {
      const dose = doseOnNodes(nodesOver(-3, 26, h), nodesOver(0, 18, h), nodesOver(-6, 12, h), (x) => 10 + 5 * x);
      const found = evaluateMetric(parseMetric('D0.5cc[Gy]'), computeDvh(BOX, dose), NO_PRESCRIPTION).value!;
      expect(found).toBeCloseTo(10 + 5 * (20 - (20 * 0.5) / 3.6), 1);
      expect(Math.abs(found - (10 + 5 * (20 - (20 * 0.5) / 3.6))) / 5).toBeLessThan(0.005);
    }
  });
});

describe('ray_scripts#89: 2 cc written for 2 %', () => {
  it('is another metric, with another value; without a unit it is none', () => {
    const dvh = computeDvh(BOX, endingAt(25));
    const value = (text: string): number | null => evaluateMetric(parseMetric(text), dvh, NO_PRESCRIPTION).value;
    expect(value('D2%[Gy]')!).toBeGreaterThan(value('D2cc[Gy]')! + 1);
    for (const text of ['D2[Gy]', 'D2', 'V20[%]']) expect(() => parseMetric(text)).toThrow();
  });
});

describe('one absurd node', () => {
  /** 27 Gy falling to 20 over the solid, and a node of 1e6 Gy or more in its corner. */
  const smooth = (x: number, y: number, z: number): number => 27 - 0.2 * x - 0.1 * y - 0.05 * z;
  const nodes = [nodesOver(-3, 33, 3), nodesOver(-3, 33, 3), nodesOver(-3, 33, 3)] as const;
  const solid = regionOfBox({ x0: 0, x1: 30, y0: 0, y1: 30, z0: 0, z1: 30 });
  const spiked = (gy: number): DoseGrid =>
    doseOnNodes(...nodes, (x, y, z) => (x === 27 && y === 27 && z === 27 ? gy : smooth(x, y, z)));
  const truth = computeDvh(solid, spiked(smooth(27, 27, 27)));

  it.each([1e3, 1e6, 1e12])(
    'DVH-Analytics#83, #119: of %d Gy costs neither memory nor the resolution of the rest',
    (gy) => {
      const dvh = computeDvh(solid, spiked(gy), [22]);
      expect(dvh.maxGy! / gy).toBeCloseTo(1, 5);
      expect(dvh.doseGy.length).toBeLessThan(100_000);
      // Only the eight cells around the node differ: 0.8 % of the solid, which is its coldest part.
      const cells = (6 * 6 * 6) / 1000;
      for (const percent of [99, 98, 95, 50]) {
        const found = doseAtVolume(dvh, (percent / 100) * 27)!;
        expect(found).toBeGreaterThanOrEqual(doseAtVolume(truth, (percent / 100) * 27)! - 0.01);
        expect(found).toBeLessThanOrEqual(doseAtVolume(truth, Math.max(0, (percent / 100) * 27 - cells))! + 0.01);
      }
      expect(Math.abs(volumeAtDose(dvh, 22) - volumeAtDose(truth, 22))).toBeLessThan(cells);
      expect(Math.abs(volumeAtDose(dvh, 22.5) - volumeAtDose(truth, 22.5))).toBeLessThan(cells + 0.01);
      for (let n = 1; n < dvh.doseGy.length; n++) {
        if (!(dvh.doseGy[n]! > dvh.doseGy[n - 1]! && dvh.volumeCm3AtDose[n]! <= dvh.volumeCm3AtDose[n - 1]!)) {
          throw new Error(`the curve turns at ${dvh.doseGy[n]!} Gy`);
        }
      }
    },
  );

  it('in a cell that the solid does not touch changes nothing', () => {
    const far = doseOnNodes(...nodes, (x, y, z) => (x === -6 && y === -6 && z === -6 ? 1e6 : smooth(x, y, z)));
    const dvh = computeDvh(solid, far);
    expect(dvh.maxGy).toBe(truth.maxGy);
    expect([...dvh.volumeCm3AtDose]).toEqual([...truth.volumeCm3AtDose]);
  });
});

describe('a flat dose', () => {
  const flat = (gy: number, stepGy = 0): DoseGrid =>
    doseOnNodes([-5, 10, 25], [0, 9, 18], [-6, 3, 12], () => gy, stepGy);

  it.each([27, 35, 1e-3, 12.3456789])('of %d Gy: every D is that dose, to single precision', (gy) => {
    const dvh = computeDvh(BOX, flat(gy), [gy]);
    const stored = Math.fround(gy);
    expect([dvh.minGy, dvh.maxGy]).toEqual([stored, stored]);
    expect(dvh.meanGy! / stored).toBeCloseTo(1, 9);
    for (const volume of [0, 0.035, 1, 1.8, 3.59, 3.6]) expect(doseAtVolume(dvh, volume)).toBe(stored);
  });

  it('at the prescription covers all of the solid, and 0.001 Gy above it nothing', () => {
    const dvh = computeDvh(BOX, flat(27), [27, 27.001]);
    expect(volumeAtDose(dvh, 27)).toBeCloseTo(3.6, 9);
    expect(volumeAtDose(dvh, 27.001)).toBe(0);
    expect(volumeAtDose(computeDvh(BOX, flat(27)), 27)).toBeCloseTo(3.6, 9);
  });

  it('half a step of the stored dose is not decisive, a whole one is', () => {
    const step = 0.01;
    for (const [below, covered] of [
      [0.0049, true],
      [0.0051, false],
      [0.01, false],
    ] as const) {
      for (const levels of [[27], []]) {
        const dvh = computeDvh(BOX, flat(27 - below, step), levels);
        expect(volumeAtDose(dvh, 27) > 3.59, `${below} Gy below, levels ${levels.join()}`).toBe(covered);
      }
    }
  });

  it('over a part of the solid, at its minimum: V(Dmin) is all, without having been asked for', () => {
    const shelf = doseOnNodes([-5, 10, 25], [0, 9, 18], [-6, 3, 12], (x) => (x > 10 ? 40 : 20));
    const dvh = computeDvh(BOX, shelf);
    expect(dvh.minGy).toBe(20);
    expect(volumeAtDose(dvh, 20)).toBeCloseTo(3.6, 9);
    expect(doseAtVolume(dvh, 3.6)).toBe(20);
  });

  it('no dose at all is 0 Gy, not unknown', () => {
    const dvh = computeDvh(BOX, flat(0), [1]);
    expect([dvh.minGy, dvh.maxGy, dvh.meanGy]).toEqual([0, 0, 0]);
    expect(dvh.outsideDoseCm3).toBe(0);
    expect(volumeAtDose(dvh, 1)).toBe(0);
    expect(volumeAtDose(dvh, 0)).toBeCloseTo(3.6, 9);
  });

  it('nothing is asked of an empty solid', () => {
    const dvh = computeDvh({ slabs: [] }, flat(27), [27]);
    expect(dvh).toMatchObject({ volumeCm3: 0, outsideDoseCm3: 0, minGy: null, maxGy: null, meanGy: null });
    expect(volumeAtDose(dvh, 27)).toBe(0);
    expect(doseAtVolume(dvh, 0)).toBeNull();
  });
});
