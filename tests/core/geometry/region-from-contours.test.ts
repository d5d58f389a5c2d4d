import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContourStack, EndCaps } from '../../../core/index.ts';
import {
  areaMm2Of,
  boundsOf,
  holdsPoint,
  regionFromContours,
  stackFromContours,
  volumeCm3Of,
} from '../../../core/index.ts';
import { evenly } from '../evenly.ts';
import { circle, isInside, polygon, rectangle, shoelaceMm2, stack, star } from './polygons.ts';

const PRISM = { endCaps: 'half-slice', betweenSlices: 'prism' } as const;

function volumeMm3(contours: ContourStack, endCaps: EndCaps = 'half-slice'): number {
  return 1000 * volumeCm3Of(regionFromContours(contours, { ...PRISM, endCaps }));
}

function areaOf(loops: readonly Float64Array[]): number {
  return areaMm2Of(regionFromContours(stack([0, loops], [2, loops]), PRISM).slabs[0]!);
}

describe('the cross-section is the even-odd inside of all contours of a plane', () => {
  it('has the area of the polygon, whatever its shape, to 0.01 %', () => {
    fc.assert(
      fc.property(
        fc.array(evenly(2, 25), { minLength: 3, maxLength: 60 }),
        evenly(-200, 200),
        evenly(-200, 200),
        (radii, x, y) => {
          const loop = star(radii, x, y);
          expect(Math.abs(areaOf([loop]) / shoelaceMm2(loop) - 1)).toBeLessThan(1e-4);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('agrees point by point with a ray cast in the other direction', () => {
    const loops = [
      star([14, 9, 16, 5, 12, 11, 8], 3, -7),
      circle(4, 5, -6),
      circle(1.5, 5.5, -5.8),
      rectangle(20, 26, -3, 4),
    ];
    const region = regionFromContours(stack([10, loops], [13, loops]), PRISM);
    let wrong = 0;
    let inside = 0;
    for (let x = -15; x < 30; x += 0.37) {
      for (let y = -26; y < 12; y += 0.41) {
        const expected = isInside(loops, x, y);
        inside += expected ? 1 : 0;
        wrong += holdsPoint(region, x, y, 11) === expected ? 0 : 1;
      }
    }
    expect(inside).toBeGreaterThan(1000);
    // Only points within half a row of an edge may differ.
    expect(wrong / inside).toBeLessThan(0.01);
  });

  it('is the same from any start point and in either direction', () => {
    const loop = star([14, 9, 16, 5, 12, 11, 8], 3, -7);
    const vertices = Array.from({ length: loop.length / 2 }, (_, n): [number, number] => [
      loop[2 * n]!,
      loop[2 * n + 1]!,
    ]);
    const moved = [...vertices.slice(3), ...vertices.slice(0, 3)];
    const expected = areaOf([loop]);
    expect(areaOf([polygon(...moved)])).toBeCloseTo(expected, 9);
    expect(areaOf([polygon(...[...moved].reverse())])).toBeCloseTo(expected, 9);
  });

  it('SlicerRT#171, platipy#244, dcmrtstruct2nii#32: a hole stays a hole', () => {
    expect(areaOf([rectangle(0, 20, 0, 11), rectangle(4, 9, 3, 7)])).toBeCloseTo(220 - 20, 6);
  });

  it('takes nested rings alternately: an island in a hole is solid again', () => {
    expect(areaOf([rectangle(0, 20, 0, 11), rectangle(4, 12, 2, 9), rectangle(6, 9, 4, 6)])).toBeCloseTo(
      220 - 56 + 6,
      6,
    );
  });

  it('cornerstone3D#2477: a hole drawn as a keyhole gives the same area as one drawn as two contours', () => {
    const keyhole = polygon(
      [0, 0],
      [20, 0],
      [20, 11],
      [0, 11],
      [0, 5],
      [4, 5],
      [4, 7],
      [9, 7],
      [9, 3],
      [4, 3],
      [4, 5],
      [0, 5],
    );
    expect(areaOf([keyhole])).toBeCloseTo(220 - 20, 6);
  });

  it('OpenSaMD#51: the zero-width bridge to a pointed inner contour takes no area', () => {
    const keyhole = polygon(
      [0, 0],
      [20, 0],
      [20, 11],
      [0, 11],
      [0, 4.3],
      [5, 4.3],
      [11, 8],
      [12, 2],
      [5, 4.3],
      [0, 4.3],
    );
    const inner = polygon([5, 4.3], [11, 8], [12, 2]);
    expect(areaOf([keyhole])).toBeCloseTo(220 - shoelaceMm2(inner), 1);
  });

  it('open-vv/vv PR#117: a contour of 0.12 mm adds its own area and takes nothing away', () => {
    const tiny = rectangle(30, 30.12, 5, 5.12);
    const big = rectangle(0, 20, 0, 11);
    expect(areaOf([big, tiny]) - areaOf([big])).toBeCloseTo(0.0144, 6);
  });

  it('a contour thinner than any row is not lost', () => {
    const sliver = rectangle(0, 40, 5.001, 5.006);
    expect(areaOf([rectangle(0, 20, -100, 0), sliver])).toBeCloseTo(2000 + 40 * 0.005, 6);
  });
});

describe('planes become prisms', () => {
  const loop = rectangle(0, 20, 0, 11);
  const planes = (...z: number[]): ContourStack => stack(...z.map((at) => [at, [loop]] as const));

  it.each([
    ['half-slice', 220 * 12],
    ['none', 220 * 9],
    ['capped', 220 * 12],
  ] as const)('three-millimetre slices with end caps %s', (endCaps, expected) => {
    expect(volumeMm3(planes(4, 7, 10, 13), endCaps)).toBeCloseTo(expected, 6);
  });

  it('caps at most 1.5 mm when capped', () => {
    expect(volumeMm3(planes(0, 5, 10), 'capped')).toBeCloseTo(220 * 13, 6);
    expect(volumeMm3(planes(0, 5, 10), 'half-slice')).toBeCloseTo(220 * 15, 6);
  });

  it('the cap at an end is half the distance to its own neighbour where planes are uneven', () => {
    expect(volumeMm3(planes(0, 2, 4, 7))).toBeCloseTo(220 * (7 + 1 + 1.5), 6);
  });

  it('a stretch of wider planes is uneven spacing, not a row of gaps', () => {
    expect(volumeMm3(planes(0, 1, 2, 3, 4, 7, 10, 13, 16), 'none')).toBeCloseTo(220 * 16, 6);
  });

  it('a distance of more than 1.5 times the usual spacing is a gap, and not filled', () => {
    expect(volumeMm3(planes(0, 3, 6, 15, 18, 21))).toBeCloseTo(220 * (6 + 3 + 6 + 3), 6);
    expect(volumeMm3(planes(0, 3, 6, 10.4, 13.4))).toBeCloseTo(220 * (13.4 + 3), 6);
    expect(volumeMm3(planes(0, 3, 6, 10.6, 13.6))).toBeCloseTo(220 * (6 + 3 + 3 + 3), 6);
  });

  it('matRad PR#910: a plane just beside a slice boundary keeps its slab', () => {
    expect(volumeMm3(planes(0, 2.9999999, 6, 9.0000001), 'none')).toBeCloseTo(220 * 9.0000001, 6);
  });

  it('OHIF#3651: planes that differ by rounding are one plane', () => {
    const drawn = (z: number, x0: number): { geometricType: string; pointsMm: Float64Array } => ({
      geometricType: 'CLOSED_PLANAR',
      pointsMm: Float64Array.of(x0, 0, z, x0 + 5, 0, z, x0 + 5, 4, z, x0, 4, z),
    });
    const { stack: found } = stackFromContours([drawn(1, 0), drawn(1.00000012, 8), drawn(3, 0), drawn(2.9999, 8)]);
    expect(found?.planes.map((plane) => plane.loops.length)).toEqual([2, 2]);
  });

  it('a single plane has the thickness it is given, and none without', () => {
    const single = planes(5);
    expect(1000 * volumeCm3Of(regionFromContours(single, { ...PRISM, singlePlaneThicknessMm: 2.5 }))).toBeCloseTo(
      550,
      6,
    );
    expect(boundsOf(regionFromContours(single, PRISM))).toBeNull();
  });

  it('a plane that stands alone between gaps keeps its own slab even without end caps', () => {
    expect(volumeMm3(planes(0, 3, 6, 20, 34, 37, 40), 'none')).toBeCloseTo(220 * (6 + 3 + 6), 6);
  });
});

describe('shape interpolation between planes', () => {
  const BRIDGED = { endCaps: 'none', betweenSlices: 'interpolated' } as const;

  it('has a linear area between circles of different size, to 0.5 %', () => {
    const region = regionFromContours(stack([0, [circle(8, 3, -2)]], [3, [circle(5, 3, -2)]]), BRIDGED);
    const trapezium = (Math.PI * 3 * (64 + 25)) / 2 / 1000;
    expect(Math.abs(volumeCm3Of(region) / trapezium - 1)).toBeLessThan(5e-3);
  });

  it('changes nothing between equal planes', () => {
    const loop = star([14, 9, 16, 5, 12, 11, 8], 3, -7);
    const contours = stack([0, [loop]], [2, [loop]], [4, [loop]]);
    expect(volumeCm3Of(regionFromContours(contours, BRIDGED))).toBeCloseTo(
      volumeCm3Of(regionFromContours(contours, { ...BRIDGED, betweenSlices: 'prism' })),
      9,
    );
  });

  it('ITKContourInterpolation#85: an island without counterpart shrinks away and bridges to nothing', () => {
    const main = circle(6, 0, 0);
    const island = circle(3, 20, 0);
    const region = regionFromContours(stack([0, [main, island]], [2, [main]]), BRIDGED);
    const slabs = region.slabs.filter(({ z0Mm, z1Mm }) => z0Mm >= 0 && z1Mm <= 2);
    const islandAreas = slabs.map((slab) => areaMm2Of(slab) - shoelaceMm2(main));
    for (let n = 1; n < islandAreas.length; n++)
      expect(islandAreas[n]!).toBeLessThanOrEqual(islandAreas[n - 1]! + 0.02);
    expect(holdsPoint(region, 10, 0, 1)).toBe(false);
  });

  it('SlicerRT PR#304: one contour that splits into two is split where the distances say, and loses no part', () => {
    const region = regionFromContours(
      stack([0, [rectangle(-10, 10, -4, 4)]], [2, [rectangle(-10, -2, -4, 4), rectangle(2, 10, -4, 4)]]),
      BRIDGED,
    );
    const volume = 1000 * volumeCm3Of(region);
    expect(volume).toBeGreaterThan(2 * 128);
    expect(volume).toBeLessThan(2 * 160);
    for (const x of [-6, 6]) expect(holdsPoint(region, x, 1, 1)).toBe(true);
  });
});

describe('what cannot be made into a solid says why', () => {
  const drawn = (
    geometricType: string,
    ...points: readonly (readonly [number, number, number])[]
  ): { geometricType: string; pointsMm: Float64Array } => ({
    geometricType,
    pointsMm: Float64Array.from(points.flat()),
  });
  const triangle = drawn('CLOSED_PLANAR', [0, 0, 1], [7, 0, 1], [0, 4, 1]);

  it('rt-utils#87: contours of one or two points are left out with a remark', () => {
    const { stack: found, remarks } = stackFromContours([
      triangle,
      drawn('CLOSED_PLANAR', [1, 1, 1]),
      drawn('CLOSED_PLANAR', [1, 1, 1], [2, 2, 1], [1, 1, 1]),
    ]);
    expect(found?.planes[0]?.loops).toHaveLength(1);
    expect(remarks).toEqual(['2 contours with fewer than three distinct vertices left out']);
  });

  it('rt-utils#67, OHIF#1897: an ROI without contours is listed as such', () => {
    expect(stackFromContours([])).toEqual({ stack: null, remarks: [], reason: 'no contours' });
  });

  it('OHIF#4093: points are points', () => {
    expect(stackFromContours([drawn('POINT', [1, 2, 3])]).reason).toBe(
      'no closed planar contours (1 point, not a solid)',
    );
  });

  it('dcmrtstruct2nii#2: another contour type is named', () => {
    const { stack: found, remarks } = stackFromContours([
      triangle,
      drawn('INTERPOLATED_PLANAR', [0, 0, 3], [7, 0, 3], [0, 4, 3]),
    ]);
    expect(found?.planes).toHaveLength(1);
    expect(remarks).toEqual(['1 contour of type INTERPOLATED_PLANAR left out']);
  });

  it('platipy#165: a contour that leaves its axial plane makes the ROI unusable instead of leaving gaps', () => {
    expect(stackFromContours([triangle, drawn('CLOSED_PLANAR', [0, 0, 3], [7, 0, 3], [0, 4, 3.4])]).reason).toContain(
      'not axial',
    );
  });

  it('contours that enclose no area are no solid', () => {
    expect(stackFromContours([drawn('CLOSED_PLANAR', [0, 0, 1], [3, 3, 1], [7, 7, 1])]).reason).toBe(
      'its contours enclose no area',
    );
  });

  it('repeated vertices, the closing one included, change nothing', () => {
    const repeated = drawn('CLOSED_PLANAR', [0, 0, 1], [0, 0, 1], [7, 0, 1], [0, 4, 1], [0, 4, 1], [0, 0, 1]);
    expect(stackFromContours([repeated]).stack).toEqual(stackFromContours([triangle]).stack);
  });
});
