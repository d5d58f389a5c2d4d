import { describe, expect, it } from 'vitest';
import { type DrawnContour, stackFromContours } from '../../../core/index.ts';

type Point = readonly [number, number, number];

const drawn = (points: readonly Point[], geometricType = 'CLOSED_PLANAR'): DrawnContour => ({
  geometricType,
  pointsMm: Float64Array.from(points.flat()),
});
const at = (z: number, ...corners: readonly (readonly [number, number])[]): Point[] =>
  corners.map(([x, y]): Point => [x, y, z]);
const BOX = [
  [2, 1],
  [9, 1],
  [9, 5],
  [2, 5],
] as const;
const LINE = [
  [100.1, 200.3],
  [100.4, 200.9],
  [300.7, 601.5],
] as const;

describe('contours of an ROI', () => {
  it('keep every corner, from whichever one they begin', () => {
    for (let first = 0; first < 4; first++) {
      const corners = [...BOX.slice(first), ...BOX.slice(0, first)];
      const { stack } = stackFromContours([drawn(at(3, ...corners))]);
      expect([...stack!.planes[0]!.loops[0]!]).toEqual(corners.flat());
    }
  });

  it('lose corners that are the one before, wherever they lie, and the one that closes them', () => {
    for (let first = 0; first < 4; first++) {
      const corners = [...BOX.slice(first), ...BOX.slice(0, first)];
      const twice = corners.flatMap((corner) => [corner, corner]);
      const { stack } = stackFromContours([drawn(at(3, ...twice, corners[0]!, corners[0]!))]);
      expect([...stack!.planes[0]!.loops[0]!]).toEqual(corners.flat());
    }
  });

  it('lie at the mean of their heights, and leave their plane from more than 0.05 mm on', () => {
    const heights = (...z: readonly number[]) => stackFromContours([drawn(z.map((mm, n): Point => [...BOX[n]!, mm]))]);
    expect(heights(1, 1.01, 1.02, 1.03).stack!.planes[0]!.zMm).toBeCloseTo(1.015, 12);
    expect(heights(-0.1, -0.1, -0.1, -0.1).stack!.planes[0]!.zMm).toBe(-0.1);
    expect(heights(0, 0.05, 0, 0.02).reason).toBeNull();
    expect(heights(0, 0.051, 0, 0.02).reason).toContain('not axial');
  });

  it('come plane by plane in the order of their heights, those within 0.05 mm in one', () => {
    const { stack } = stackFromContours([6, 0, 3.04, 0.05, 3, -3].map((z) => drawn(at(z, ...BOX))));
    expect(stack!.planes.map(({ zMm, loops }) => [zMm, loops.length])).toEqual([
      [-3, 1],
      [0, 2],
      [3, 2],
      [6, 1],
    ]);
  });

  it('without an area are nothing where there is no other: a line however long or far away', () => {
    const reason = (...contours: DrawnContour[]): string | null => stackFromContours(contours).reason;
    expect(reason(drawn(at(1, ...LINE)))).toBe('its contours enclose no area');
    for (const scale of [1e-4, 1, 30])
      for (const slope of [0.3, 1.7, -0.9, 3.1]) {
        const along = [0.1, 0.7, 1.3, 7.7].map((t) => [scale * t, scale * slope * t] as const);
        expect(reason(drawn(at(1, ...along))), `${scale}, ${slope}`).toBe('its contours enclose no area');
      }
    expect(reason(drawn(at(1, ...LINE)), drawn(at(1, ...BOX)))).toBeNull();
    expect(reason(drawn(at(1, ...BOX)), drawn(at(2, ...LINE)))).toBeNull();
  });

  it('are a solid however small, and whichever way they run', () => {
    const tiny = BOX.map(([x, y]) => [1e-7 * x, 1e-7 * y] as const);
    for (const corners of [tiny, BOX, [...BOX].reverse(), BOX.map(([x, y]) => [x + 4000, y - 4000] as const)])
      expect(stackFromContours([drawn(at(1, ...corners))]).reason).toBeNull();
  });

  it('of fewer than three corners are said, and are no solid by themselves', () => {
    const two = drawn(at(1, [3, 4], [5, 6], [3, 4]));
    expect(stackFromContours([two])).toEqual({
      stack: null,
      remarks: ['1 contour with fewer than three distinct vertices left out'],
      reason: 'no contour has three distinct vertices',
    });
    expect(stackFromContours([drawn(at(1, [3, 4], [3, 4], [3, 4]))]).reason).toBe(
      'no contour has three distinct vertices',
    );
  });

  it('of other types are counted by type', () => {
    const others = ['POINT', 'OPEN_PLANAR', '', 'POINT', 'OPEN_NONPLANAR'].map((type) => drawn(at(1, ...BOX), type));
    const remarks = [
      '1 contour of type (none) left out',
      '1 contour of type OPEN_NONPLANAR left out',
      '1 contour of type OPEN_PLANAR left out',
      '2 points, not a solid',
    ];
    expect(stackFromContours(others).reason).toBe(`no closed planar contours (${remarks.join('; ')})`);
    expect(stackFromContours([...others, drawn(at(1, ...BOX), 'CLOSEDPLANAR_XOR')])).toMatchObject({
      remarks,
      reason: null,
    });
  });
});
