import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EndCaps, Loop, Lps, Region } from '../../../core/index.ts';
import { areaMm2Of, boundsOf, distanceMmTo, holdsPoint, volumeCm3Of } from '../../../core/index.ts';
import { interpolatedSlabs } from '../../../core/geometry/between-slices.ts';
import { EdgeIndex } from '../../../core/geometry/distance-to-loops.ts';
import { roundedCap } from '../../../core/geometry/end-cap.ts';
import { withKeyholes } from '../../../core/geometry/keyholes.ts';
import { loopAreaMm2 } from '../../../core/geometry/loop-area.ts';
import { regionOfBox } from '../../../core/geometry/region-of-box.ts';
import type { Slab } from '../../../core/geometry/region.ts';
import { scanRows } from '../../../core/geometry/scanline.kernel.ts';
import { simplifyLoop } from '../../../core/geometry/simplify-loop.ts';
import { planeExtents, planeRemarks } from '../../../core/geometry/slices.ts';
import { traceSlab } from '../../../core/geometry/trace-slab.ts';
import { reorderVoxels } from '../../../core/geometry/volume.ts';
import { alignToLps, type VoxelGrid } from '../../../core/geometry/voxel-grid.ts';
import { expectSound } from './sound-slab.ts';
import { circle, isInside, polygon, rectangle, shoelaceMm2, stack, star } from './polygons.ts';

/** A solid of a few boxes with the holes and gaps that runs can have. */
const SLABS: readonly Slab[] = [
  {
    z0Mm: -4,
    z1Mm: -1.5,
    rowEdgesMm: Float64Array.of(0, 2, 5, 5.5),
    rowStart: Uint32Array.of(0, 2, 2, 3),
    endsMm: Float64Array.of(-3, -1, 4, 9, -2, 6),
    outline: null,
  },
  {
    z0Mm: 2,
    z1Mm: 3,
    rowEdgesMm: Float64Array.of(-6, -5),
    rowStart: Uint32Array.of(0, 1),
    endsMm: Float64Array.of(10, 11),
    outline: null,
  },
];
const REGION: Region = { slabs: SLABS };
const BOXES = [
  { x0: -3, x1: -1, y0: 0, y1: 2, z0: -4, z1: -1.5 },
  { x0: 4, x1: 9, y0: 0, y1: 2, z0: -4, z1: -1.5 },
  { x0: -2, x1: 6, y0: 5, y1: 5.5, z0: -4, z1: -1.5 },
  { x0: 10, x1: 11, y0: -6, y1: -5, z0: 2, z1: 3 },
];
const points: Lps[] = Array.from({ length: 600 }, (_, n): Lps => [
  -9 + ((n * 7919) % 601) / 24,
  -12 + ((n * 104729) % 599) / 26,
  -8 + ((n * 1299709) % 593) / 37,
]);

describe('a solid of four boxes', () => {
  it('has their volume, areas and bounds', () => {
    expect(volumeCm3Of(REGION)).toBeCloseTo((10 + 25 + 10 + 1) / 1000, 12);
    expect(SLABS.map(areaMm2Of)).toEqual([4 + 10 + 4, 1]);
    expect(boundsOf(REGION)).toEqual({ x0: -3, x1: 11, y0: -6, y1: 5.5, z0: -4, z1: 3 });
  });

  it('holds their points, faces included, and no others', () => {
    const inBox = (x: number, y: number, z: number): boolean =>
      BOXES.some((b) => x >= b.x0 && x <= b.x1 && y >= b.y0 && y <= b.y1 && z >= b.z0 && z <= b.z1);
    for (const [x, y, z] of points) expect(holdsPoint(REGION, x, y, z)).toBe(inBox(x, y, z));
    for (const { x0, x1, y0, y1, z0, z1 } of BOXES)
      for (const x of [x0 - 0.1, x0, x1, x1 + 0.1])
        for (const y of [y0 - 0.1, y0, y1, y1 + 0.1])
          for (const z of [z0 - 0.1, z0, z1, z1 + 0.1]) expect(holdsPoint(REGION, x, y, z)).toBe(inBox(x, y, z));
  });

  it('is as far from a point as the nearest of them', () => {
    const far = (at: Lps): number =>
      Math.min(
        ...BOXES.map((b) =>
          Math.hypot(
            Math.max(b.x0 - at[0], 0, at[0] - b.x1),
            Math.max(b.y0 - at[1], 0, at[1] - b.y1),
            Math.max(b.z0 - at[2], 0, at[2] - b.z1),
          ),
        ),
      );
    for (const at of points) {
      expect(distanceMmTo(REGION, at)).toBeCloseTo(far(at), 9);
      // What lies within is found exactly, of what lies beyond only that it does.
      const within = distanceMmTo(REGION, at, 4);
      if (far(at) < 4) expect(within).toBeCloseTo(far(at), 9);
      else expect(within).toBeGreaterThanOrEqual(4);
    }
  });

  it('of one box is that box, and of a flat one nothing', () => {
    const box = BOXES[1]!;
    expect(volumeCm3Of(regionOfBox(box))).toBeCloseTo(0.025, 12);
    for (const flat of [
      { ...box, x1: 4 },
      { ...box, y1: 0 },
      { ...box, z1: -4 },
      { ...box, z1: -5 },
    ])
      expect(regionOfBox(flat).slabs).toEqual([]);
  });
});

describe('the distance to polygons', () => {
  const loops = [star([9, 3, 8, 5, 7, 2, 6], 1, -2), circle(1.5, 14, 9, 17), polygon([-20, 4], [-19, 4], [-19.5, 30])];
  const bySearch = (x: number, y: number): number => {
    let nearest = Infinity;
    for (const loop of loops)
      for (let a = 0, b = loop.length - 2; a < loop.length; b = a, a += 2) {
        const [xa, ya, xb, yb] = [loop[a]!, loop[a + 1]!, loop[b]!, loop[b + 1]!];
        const share = ((x - xa) * (xb - xa) + (y - ya) * (yb - ya)) / ((xb - xa) ** 2 + (yb - ya) ** 2);
        const t = Math.min(1, Math.max(0, share));
        nearest = Math.min(nearest, Math.hypot(xa + t * (xb - xa) - x, ya + t * (yb - ya) - y));
      }
    return nearest;
  };

  it('is that to the nearest of all their edges, whichever point was asked before', () => {
    const index = new EdgeIndex(loops);
    for (const [x, y] of points) expect(index.distanceMm(3 * x, 3 * y)).toBeCloseTo(bySearch(3 * x, 3 * y), 9);
    for (const loop of loops)
      for (let a = 0; a < loop.length; a += 2) expect(index.distanceMm(loop[a]!, loop[a + 1]!)).toBeCloseTo(0, 9);
  });

  it('takes a repeated point as a point, a flat contour as a line, and nothing as infinitely far', () => {
    expect(new EdgeIndex([polygon([2, 1], [2, 1], [5, 1], [5, 1])]).distanceMm(6, 1)).toBeCloseTo(1, 12);
    expect(new EdgeIndex([polygon([2, 1], [4, 1], [5, 1])]).distanceMm(3, 4)).toBeCloseTo(3, 12);
    expect(new EdgeIndex([]).distanceMm(0, 0)).toBe(Infinity);
  });
});

describe('a rounded end', () => {
  const plane = { zMm: 4, loops: [circle(6, 1, -2)] };

  it.each([
    ['upwards', 7],
    ['downwards', 1],
  ])('of a circle is half an ellipsoid: %s', (_, towards) => {
    const slabs = roundedCap(plane, towards, 1);
    expect(slabs).toHaveLength(6);
    expect([slabs[0]!.z0Mm, slabs.at(-1)!.z1Mm]).toEqual([Math.min(4, towards), Math.max(4, towards)]);
    slabs.forEach((slab, n) => {
      if (n > 0) expect(slab.z0Mm).toBeCloseTo(slabs[n - 1]!.z1Mm, 12);
      const u = ((slab.z0Mm + slab.z1Mm) / 2 - 4) / (towards - 4);
      // Sampled every half millimetre: coarse for what is left near the top.
      expect(Math.abs(areaMm2Of(slab) / (Math.PI * 36 * (1 - u * u)) - 1), `at ${u}`).toBeLessThan(0.04);
      expect(slab.outline).toBeNull();
    });
    expect(Math.abs(volumeCm3Of({ slabs }) / ((2 / 3) * Math.PI * 0.036 * 3) - 1)).toBeLessThan(0.01);
  });

  it('holds the points of the ellipsoid, row by row, and no others', () => {
    // A disc of 15 mm, its rim at the distance that the depth leaves.
    const slabs = roundedCap({ zMm: 0, loops: [circle(15, 1, -2)] }, 4, 1);
    expectSound(slabs);
    for (const slab of slabs) {
      const u = (slab.z0Mm + slab.z1Mm) / 8;
      const radius = 15 * Math.sqrt(1 - u * u);
      for (let angle = 0.1; angle < 6.28; angle += 0.3)
        for (const r of [radius - 0.4, radius + 0.4]) {
          const [x, y] = [1 + r * Math.cos(angle), -2 + r * Math.sin(angle)];
          expect(holdsPoint({ slabs: [slab] }, x, y, slab.z0Mm), `${u} ${angle}`).toBe(r < radius);
        }
    }
  });

  it('of a thin strip with teeth loses no row at its foot, where next to nothing is shaved off', () => {
    const teeth = Array.from({ length: 60 }, (_, n): [number, number] => [n / 4, n % 2 === 0 ? 0 : 0.07]);
    const strip = polygon(...teeth, ...teeth.map(([x, y]): [number, number] => [x + 0.3, y + 1]).reverse());
    const [lowest] = roundedCap({ zMm: 0, loops: [strip] }, 1, 1);
    expectSound([lowest!]);
    expect(areaMm2Of(lowest!) / shoelaceMm2(strip)).toBeGreaterThan(0.96);
    expect(areaMm2Of(lowest!) / shoelaceMm2(strip)).toBeLessThan(1);
  });

  it('has more parts when refined, never fewer, and none of no height', () => {
    expect(roundedCap(plane, 7, 2)).toHaveLength(12);
    expect(roundedCap(plane, 7, 0.5)).toHaveLength(6);
    expect(roundedCap(plane, 4, 1)).toEqual([]);
    // Of a larger disc, and its samples finer as well: what is left is the fourth part of a slab at the top.
    const fine = volumeCm3Of({ slabs: roundedCap({ zMm: 4, loops: [circle(10, 1, -2)] }, 7, 4) });
    expect(Math.abs(fine / ((2 / 3) * Math.PI * 0.1 * 3) - 1)).toBeLessThan(0.0015);
  });

  it('of a ring shrinks from both of its sides', () => {
    const ring = { zMm: 0, loops: [circle(9, 0, 0), circle(5, 0, 0)] };
    for (const slab of roundedCap(ring, 3, 1)) {
      const u = (slab.z0Mm + slab.z1Mm) / 6;
      const inset = 2 * (1 - Math.sqrt(1 - u * u));
      expect(areaMm2Of(slab) / (Math.PI * ((9 - inset) ** 2 - (5 + inset) ** 2)), `at ${u}`).toBeCloseTo(1, 1);
      expect(holdsPoint({ slabs: [slab] }, 0, 0, slab.z0Mm)).toBe(false);
    }
  });
});

describe('planes of contours become prisms', () => {
  const loop = [rectangle(0, 4, 0, 3)];
  const extents = (z: readonly number[], caps: EndCaps, thickness: number | null = null) =>
    planeExtents(stack(...z.map((at) => [at, loop] as const)), caps, thickness);
  const shown = (z: readonly number[], caps: EndCaps, thickness: number | null = null): [number, number][] => {
    const { z0Mm, z1Mm } = extents(z, caps, thickness);
    return z.map((_, p) => [z0Mm[p]!, z1Mm[p]!]);
  };

  it.each<[EndCaps, number, number]>([
    ['half-slice', -2, 13],
    ['rounded', -2, 13],
    ['capped', -1.5, 11.5],
    ['none', 0, 10],
  ])('with %s at the ends, half way to the neighbours between', (caps, low, high) => {
    expect(shown([0, 4, 10], caps)).toEqual([
      [low, 2],
      [2, 7],
      [7, high],
    ]);
  });

  it('a cap is never more than half a slice', () => {
    expect(shown([0, 1], 'capped')).toEqual([
      [-0.5, 0.5],
      [0.5, 1.5],
    ]);
  });

  it('a gap is wider than one and a half usual spacings, and ends what lies on both of its sides', () => {
    const { joined, gaps, usualSpacingMm } = extents([0, 2, 4, 7.1, 9], 'half-slice');
    expect([joined, gaps, usualSpacingMm]).toEqual([[true, true, false, true], [[4, 7.1]], 2]);
    expect(extents([0, 2, 4, 7, 9], 'half-slice').joined).toEqual([true, true, true, true]);
    expect(shown([0, 2, 4, 7.1, 9], 'none').flat()).toEqual([0, 1, 1, 3, 3, 4, 7.1, 8.05, 8.05, 9]);
  });

  it('three equal wider spacings in a row are a stretch, two are gaps', () => {
    expect(extents([0, 1, 2, 3, 4, 5, 10, 15, 20], 'none').joined).toEqual(Array.from({ length: 8 }, () => true));
    expect(extents([0, 5, 10, 15, 16, 17, 18, 19, 20], 'none').joined).toEqual(Array.from({ length: 8 }, () => true));
    expect(extents([0, 1, 2, 3, 8, 13], 'none').joined).toEqual([true, true, true, false, false]);
    // 5.2 differs from 5 by less than a twentieth, 5.3 by more.
    expect(extents([0, 1, 2, 3, 4, 5, 10, 15.2, 20.2], 'none').joined.slice(5)).toEqual([true, true, true]);
    expect(extents([0, 1, 2, 3, 4, 5, 10, 15.3, 20.3], 'none').joined.slice(5)).toEqual([false, false, false]);
  });

  it('the usual spacing is the median: of an even number the mean of the middle two', () => {
    expect(extents([0, 1, 3, 6, 10], 'none').usualSpacingMm).toBe(2.5);
    expect(extents([0, 3, 4, 6], 'none').usualSpacingMm).toBe(2);
    expect(extents([5], 'none').usualSpacingMm).toBeNull();
    expect(extents([5], 'none', 3).usualSpacingMm).toBe(3);
  });

  it('a plane that stands alone keeps half a usual slice on each side, whatever the caps', () => {
    expect(shown([0, 2, 4, 9], 'none').at(-1)).toEqual([8, 10]);
    expect(shown([0, 2, 4, 9], 'capped').at(-1)).toEqual([8, 10]);
    expect(shown([5], 'half-slice', 3)).toEqual([[3.5, 6.5]]);
    expect(shown([5], 'capped', 8)).toEqual([[3.5, 6.5]]);
    expect(shown([5], 'half-slice')).toEqual([[5, 5]]);
  });

  it('what is left open is said', () => {
    const planes = (...z: number[]) => stack(...z.map((at) => [at, loop] as const));
    expect(planeRemarks(planes(1), null)).toEqual(['a single plane: its thickness is not known without a dose']);
    expect(planeRemarks(planes(1), 2.501)).toEqual([
      'a single plane: taken as 2.5 mm thick, the distance of the dose planes',
    ]);
    expect(planeRemarks(planes(0, 2, 4, 9.126), null)).toEqual([
      'a gap of 5.13 mm between the planes at z = 4 and 9.13 mm is not filled',
    ]);
    expect(planeRemarks(planes(0, 2), null)).toEqual([]);
  });
});

describe('polygons cut by rows', () => {
  it('have the intervals of the lines through the middles of the rows', () => {
    const triangle = polygon([0, 0], [8, 0], [0, 4]);
    const { rowStart, endsMm } = scanRows([triangle], Float64Array.of(-2, 0, 1, 2, 3.5, 4, 6));
    expect([...rowStart]).toEqual([0, 0, 1, 2, 3, 4, 4]);
    expect([...endsMm]).toEqual([0, 7, 0, 5, 0, 2.5, 0, 0.5]);
  });

  it('count a vertex on a line once, and join intervals that touch', () => {
    // The middle of the row goes through the corners at left and right, and through the shared side of two squares.
    const diamond = polygon([0, 2], [3, 0], [6, 2], [3, 4]);
    expect([...scanRows([diamond], Float64Array.of(1, 3)).endsMm]).toEqual([0, 6]);
    const squares = [rectangle(0, 2, 0, 2), rectangle(2, 5, 0, 2), rectangle(7, 8, 0, 2)];
    const { rowStart, endsMm } = scanRows(squares, Float64Array.of(0, 2));
    expect([[...rowStart], [...endsMm]]).toEqual([
      [0, 2],
      [0, 5, 7, 8],
    ]);
  });

  it('of many crossings come in order: 30 squares drawn from right to left', () => {
    const squares = Array.from({ length: 30 }, (_, n) => rectangle(100 - 3 * n, 102 - 3 * n, 0, 1));
    const { endsMm } = scanRows(squares, Float64Array.of(0, 1));
    expect([...endsMm]).toEqual(
      Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? 13 + 1.5 * n : 13 + 1.5 * (n - 1) + 2)),
    );
  });

  it('are nothing without rows or without contours', () => {
    expect([...scanRows([], Float64Array.of(0, 1)).rowStart]).toEqual([0, 0]);
    expect(scanRows([rectangle(0, 1, 0, 1)], new Float64Array(0)).endsMm).toHaveLength(0);
  });
});

describe('outlines with holes', () => {
  const outline = rectangle(0, 20, 0, 10);
  const hole = (x: number, y: number): ReturnType<typeof rectangle> =>
    polygon([x, y], [x, y + 2], [x + 3, y + 2], [x + 3, y]);

  it('run counter-clockwise with an area above 0, holes below', () => {
    expect(loopAreaMm2(outline)).toBe(200);
    expect(loopAreaMm2(hole(3, 3))).toBe(-6);
    expect(loopAreaMm2(polygon([1e6, 1e6], [1e6 + 3, 1e6], [1e6 + 3, 1e6 + 2]))).toBe(3);
  });

  it('become one polygon of the area between, inside where the outline is and the holes are not', () => {
    const holes = [hole(12, 4), hole(3, 3.5), hole(7, 7)];
    const joined = withKeyholes([...holes, outline], 1e-4);
    expect(joined).toHaveLength(1);
    expect(shoelaceMm2(joined[0]!)).toBeCloseTo(200 - 18, 9);
    for (let x = -1; x < 22; x += 0.37)
      for (let y = -1; y < 12; y += 0.41) expect(isInside(joined, x, y)).toBe(isInside([outline, ...holes], x, y));
  });

  it('are joined by a channel without width from the leftmost corner to the nearest boundary', () => {
    const [joined] = withKeyholes([outline, hole(3, 3.5)], 1e-4);
    const corners = Array.from({ length: joined!.length / 2 }, (_, n) => `${joined![2 * n]!} ${joined![2 * n + 1]!}`);
    expect(corners.filter((corner) => corner === '0 3.5')).toHaveLength(2);
    expect(corners.filter((corner) => corner === '3 3.5')).toHaveLength(2);
    expect(new Set(corners).size).toBe(4 + 4 + 1);
  });

  it('a hole goes to the outline it lies in', () => {
    const right = rectangle(30, 40, 0, 10);
    const joined = withKeyholes([outline, right, hole(33, 4), hole(5, 4)], 1e-4);
    expect(joined.map(shoelaceMm2)).toEqual([expect.closeTo(194, 9), expect.closeTo(94, 9)]);
  });

  it('without holes stay as they are, and a hole without an outline is left out', () => {
    expect(withKeyholes([outline], 1e-4)).toEqual([outline]);
    expect(withKeyholes([hole(3, 3)], 1e-4)).toEqual([]);
  });
});

describe('a polygon of fewer corners', () => {
  const round = circle(10, 3, -4, 400);

  it('strays by no more than the tolerance and has the area asked for', () => {
    const area = shoelaceMm2(round);
    const simpler = simplifyLoop(round, area, 0.05);
    expect(simpler.length).toBeLessThan(round.length / 4);
    expect(simpler.length).toBeGreaterThan(2 * 12);
    expect(loopAreaMm2(simpler)).toBeCloseTo(area, 5);
    const [before, after] = [new EdgeIndex([round]), new EdgeIndex([simpler])];
    for (let n = 0; n < simpler.length; n += 2)
      expect(before.distanceMm(simpler[n]!, simpler[n + 1]!)).toBeLessThan(0.1);
    for (let n = 0; n < round.length; n += 2) expect(after.distanceMm(round[n]!, round[n + 1]!)).toBeLessThan(0.1);
  });

  it('keeps corners that stand out, drops those on a straight side', () => {
    const drawn = polygon([0, 0], [2, 0], [5, 0.001], [9, 0], [9, 6], [4, 6], [4, 3], [0, 3]);
    expect([
      ...simplifyLoop(drawn, shoelaceMm2(polygon([0, 0], [9, 0], [9, 6], [4, 6], [4, 3], [0, 3])), 0.01),
    ]).toEqual([0, 0, 9, 0, 9, 6, 4, 6, 4, 3, 0, 3]);
  });

  it('is not moved farther than the tolerance for the sake of its area', () => {
    const square = polygon([0, 0], [5, 0], [10, 0], [10, 10], [0, 10]);
    expect([...simplifyLoop(square, 100.1, 0.02)].map((mm) => Math.abs(mm - 10 * Math.round(mm / 10)))).toSatisfy(
      (moved: number[]) => moved.every((mm) => mm < 0.02) && moved.some((mm) => mm > 0.001),
    );
    expect([...simplifyLoop(square, 140, 0.02)]).toEqual([0, 0, 10, 0, 10, 10, 0, 10]);
  });

  it('of four corners or fewer is left alone', () => {
    const square = rectangle(0, 3, 0, 3);
    expect(simplifyLoop(square, 8, 5)).toBe(square);
  });

  it('is the whole polygon where fewer than three corners would be left', () => {
    const sliver = polygon([0, 0], [3, -0.001], [6, 0], [4, 0.001], [2, 0.001]);
    expect(simplifyLoop(sliver, loopAreaMm2(sliver), 0.02)).toHaveLength(10);
  });
});

describe('the shape between two planes', () => {
  const between = (lower: Loop[], upper: Loop[], refine = 1): Slab[] =>
    interpolatedSlabs({ zMm: 2, loops: lower }, { zMm: 5, loops: upper }, refine);
  const mm3 = (slabs: readonly Slab[]): number => 1000 * volumeCm3Of({ slabs });

  it('of circles has areas that are linear in between, in slabs of half a millimetre at most that fill the gap', () => {
    const slabs = between([circle(8, 1, -2, 120)], [circle(5, 1, -2, 120)]);
    expect(slabs).toHaveLength(6);
    expect([slabs[0]!.z0Mm, slabs.at(-1)!.z1Mm]).toEqual([2, 5]);
    slabs.forEach((slab, n) => {
      if (n > 0) expect(slab.z0Mm).toBe(slabs[n - 1]!.z1Mm);
      const t = (n + 0.5) / 6;
      expect(Math.abs(areaMm2Of(slab) / (Math.PI * ((1 - t) * 64 + t * 25)) - 1)).toBeLessThan(0.006);
    });
    expect(between([circle(8, 1, -2)], [circle(5, 1, -2)], 2)).toHaveLength(12);
    expect(between([circle(8, 1, -2)], [circle(5, 1, -2)], 0.5)).toHaveLength(6);
    expect(
      interpolatedSlabs({ zMm: 0, loops: [circle(8, 1, -2)] }, { zMm: 0.4, loops: [circle(5, 1, -2)] }, 1),
    ).toHaveLength(2);
    expect(
      interpolatedSlabs({ zMm: 0, loops: [circle(8, 1, -2)] }, { zMm: 30, loops: [circle(5, 1, -2)] }, 1),
    ).toHaveLength(8);
  });

  it('has sound slabs that end on the planes, wherever these lie', () => {
    const shapes = [
      [star([5, 7, 6, 9, 4], 0, 0), circle(2, 0.5, 0.25)],
      [star([8, 3, 7, 5], 2, -1)],
      [rectangle(-3, 4, 0, 5)],
      [rectangle(-3, 4, 0, 5), rectangle(4.5, 9, 1, 3)],
    ];
    for (const lower of shapes)
      for (const upper of shapes)
        for (const [z0, z1] of [
          [-0.1, 0.2],
          [0.7, 3.1],
          [-1.1, 2.3],
        ] as const) {
          const slabs = interpolatedSlabs({ zMm: z0, loops: lower }, { zMm: z1, loops: upper }, 1);
          expectSound(slabs);
          expect([slabs[0]!.z0Mm, slabs.at(-1)!.z1Mm]).toEqual([z0, z1]);
        }
  });

  it('is the cross-section itself where both planes have the same', () => {
    const same = [rectangle(-3, 4, 0, 5), rectangle(-1, 2, 1, 3)];
    for (const slab of between(same, same)) expect(areaMm2Of(slab)).toBeCloseTo(35 - 6, 9);
  });

  it('puts a side where the distances say: d · (2r - d), with r twice the area over the perimeter', () => {
    const slabs = between([rectangle(-9, 9, -30, 30)], [rectangle(-9, 13, -30, 30)]);
    const [rLower, rUpper] = [(2 * 18 * 60) / 156, (2 * 22 * 60) / 164];
    slabs.forEach((slab, n) => {
      const t = (n + 0.5) / 6;
      const z = (slab.z0Mm + slab.z1Mm) / 2;
      const sum = (u: number): number => (1 - t) * -u * (2 * rLower + u) + t * (4 - u) * (2 * rUpper - 4 + u);
      let [low, high] = [0, 4];
      while (high - low > 1e-6) {
        const middle = (low + high) / 2;
        if (sum(middle) > 0) low = middle;
        else high = middle;
      }
      expect(holdsPoint({ slabs }, 9 + low - 0.05, 0.1, z)).toBe(true);
      expect(holdsPoint({ slabs }, 9 + low + 0.05, 0.1, z)).toBe(false);
      expect(holdsPoint({ slabs }, -8.99, 0.1, z)).toBe(true);
      expect(holdsPoint({ slabs }, -9.01, 0.1, z)).toBe(false);
    });
  });

  it('bridges to nothing where a part has no counterpart', () => {
    const island = between([rectangle(0, 20, 0, 20), circle(3, 40, 10, 60)], [rectangle(0, 20, 0, 20)]);
    expect(holdsPoint({ slabs: island }, 40, 10, 4.9)).toBe(false);
    expect(holdsPoint({ slabs: island }, 30, 10, 2.1)).toBe(false);
    expect(mm3(island)).toBeGreaterThanOrEqual(1200 - 1e-6);
    expect(mm3(island)).toBeLessThan(1200 + 3 * Math.PI * 9);
  });

  it('is the mirrored shape from above', () => {
    const [a, b] = [[star([5, 7, 6, 9, 4], 0, 0)], [star([8, 3, 7, 5], 2, -1)]];
    const up = between(a, b).map(areaMm2Of);
    const down = between(b, a).map(areaMm2Of).reverse();
    up.forEach((area, n) => expect(area).toBeCloseTo(down[n]!, 6));
  });
});

describe('the outline of a slab', () => {
  const of = (edges: readonly number[], rows: readonly (readonly number[])[]): Slab => {
    let count = 0;
    return {
      z0Mm: 0,
      z1Mm: 1,
      rowEdgesMm: Float64Array.from(edges),
      rowStart: Uint32Array.from([0, ...rows.map((ends) => (count += ends.length / 2))]),
      endsMm: Float64Array.from(rows.flat()),
      outline: null,
    };
  };
  const shown = (slab: Slab): { area: number; drawn: number }[] =>
    traceSlab(slab).map(({ loop, areaMm2 }) => ({ area: areaMm2, drawn: loopAreaMm2(loop) }));

  it('goes from middle to middle of even rows, by half a millimetre at most, and keeps their area', () => {
    const [outline, ...others] = traceSlab(
      of(
        [0, 0.5, 1, 1.5],
        [
          [0, 4],
          [0, 5],
          [1, 5],
        ],
      ),
    );
    expect(others).toEqual([]);
    expect(outline!.areaMm2).toBeCloseTo(0.5 * (4 + 5 + 4), 12);
    expect(loopAreaMm2(outline!.loop)).toBeCloseTo(0.5 * (4 + 5 + 4), 12);
    const corners = Array.from(
      { length: outline!.loop.length / 2 },
      (_, n) => `${outline!.loop[2 * n]!} ${outline!.loop[2 * n + 1]!}`,
    );
    expect(corners).toEqual(
      expect.arrayContaining(['0 0', '4 0', '4 0.25', '5 0.75', '5 1.5', '1 1.5', '1 1.25', '0 0.75']),
    );
    // In rows of 8 mm a step stays a step but for half a millimetre on each side.
    const tall = traceSlab(
      of(
        [0, 8, 16],
        [
          [0, 4],
          [0, 6],
        ],
      ),
    )[0]!.loop;
    expect([...tall]).toEqual(expect.arrayContaining([4, 7.5, 6, 8.5]));
  });

  it('has a hole clockwise with an area below 0, and parts of their own', () => {
    const ring = of(
      [0, 1, 2, 3],
      [
        [0, 6],
        [0, 2, 4, 6],
        [0, 6],
      ],
    );
    const found = shown(ring).sort((a, b) => a.area - b.area);
    expect(found).toHaveLength(2);
    expect(found[0]).toEqual({ area: expect.closeTo(-2, 12) as number, drawn: expect.closeTo(-2, 12) as number });
    expect(found[1]).toEqual({ area: expect.closeTo(18, 12) as number, drawn: expect.closeTo(18, 12) as number });
    expect(shown(of([0, 1, 2, 3], [[0, 2], [], [0, 2]])).map(({ area }) => area)).toEqual([2, 2]);
    // Two that touch at a corner stay two.
    expect(
      shown(
        of(
          [0, 1, 2],
          [
            [0, 2],
            [2, 5],
          ],
        ),
      ).map(({ area }) => area),
    ).toEqual([2, 3]);
  });

  it('of rows of unlike height keeps the area within 0.02 mm²', () => {
    for (const step of [0.01, 0.05, 0.2, 3]) {
      const { area, drawn } = shown(
        of(
          [0, 0.2, 1.2],
          [
            [0, 4],
            [0, 4 + step],
          ],
        ),
      )[0]!;
      expect(area).toBeCloseTo(0.8 + 4 + step, 12);
      expect(Math.abs(drawn - area)).toBeLessThanOrEqual(0.02 + 1e-12);
    }
  });
});

describe('voxels along other axes', () => {
  const orders = [
    [0, 1, 2],
    [1, 0, 2],
    [2, 0, 1],
    [1, 2, 0],
    [0, 2, 1],
    [2, 1, 0],
  ] as const;
  const size = [2, 3, 4] as const;
  const data = Float32Array.from({ length: 24 }, (_, n) => n);

  it.each(orders)('are permuted and mirrored: %d, %d, %d', (...order) => {
    for (const flip of [
      [false, false, false],
      [true, false, false],
      [false, true, true],
    ] as const) {
      const out = reorderVoxels(data, size, { order, flip });
      const [n0, n1] = [size[order[0]], size[order[1]]];
      out.forEach((value, n) => {
        const at = [n % n0, Math.floor(n / n0) % n1, Math.floor(n / (n0 * n1))];
        const stored = [0, 0, 0];
        order.forEach((axis, a) => (stored[axis] = flip[a] ? size[axis] - 1 - at[a]! : at[a]!));
        expect(value).toBe(stored[0]! + 2 * (stored[1]! + 3 * stored[2]!));
      });
    }
    expect(data[5]).toBe(5);
  });

  it('a grid that is turned by more than a ten-thousandth is oblique', () => {
    const turned = (angle: number): VoxelGrid => ({
      size: [2, 3, 4],
      spacingMm: [1, 2, 3],
      originMm: [10, 20, 30],
      axes: [
        [Math.cos(angle), Math.sin(angle), 0],
        [-Math.sin(angle), Math.cos(angle), 0],
        [0, 0, -1],
      ],
    });
    expect(alignToLps(turned(2e-4))).toBeNull();
    expect(alignToLps(turned(0.8e-4))).toMatchObject({ size: [2, 3, 4], firstMm: [10, 20, 21] });
    expect(alignToLps(turned(Math.PI / 2))).toEqual({
      mapping: { order: [1, 0, 2], flip: [true, false, true] },
      size: [3, 2, 4],
      spacingMm: [2, 1, 3],
      firstMm: [6, 20, 21],
    });
  });
});

describe('random stars', () => {
  it('cut by rows have the area of the polygon, and hold its points', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 20, max: 90 }), { minLength: 3, maxLength: 9 }), (tenths) => {
        const loop = star(
          tenths.map((r) => r / 10),
          0.3,
          -0.7,
        );
        const rows = Float64Array.from({ length: 181 }, (_, n) => -10 + n / 9);
        const { rowStart, endsMm } = scanRows([loop], rows);
        for (let r = 0; r < 180; r += 7) {
          const y = (rows[r]! + rows[r + 1]!) / 2;
          const ends = [...endsMm.subarray(2 * rowStart[r]!, 2 * rowStart[r + 1]!)];
          for (let x = -9.77; x < 10; x += 0.83)
            expect(ends.filter((end) => end > x).length % 2 === 1).toBe(isInside([loop], x, y));
        }
      }),
      { numRuns: 20, seed: 5 },
    );
  });
});
