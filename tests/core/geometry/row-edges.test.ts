import { describe, expect, it } from 'vitest';
import type { Loop } from '../../../core/index.ts';
import { rowEdgesFor } from '../../../core/geometry/row-edges.ts';
import { circle, polygon, rectangle } from './polygons.ts';

const has = (edges: Float64Array, y: number): boolean => edges.some((edge) => Math.abs(edge - y) < 1e-12);

/** What rectangles ask for, one edge after the other: their own are flat and upright, so nothing is slanted. */
function ofRectangles(extents: readonly (readonly [number, number])[], pitch: number, topMm: number, rows: number) {
  const low = Math.min(...extents.map(([y0]) => y0));
  const high = Math.max(...extents.map(([, y1]) => y1));
  const edges = extents.flat();
  for (let n = -1000; n < 1000; n++) if (n * pitch > low && n * pitch < high) edges.push(n * pitch);
  for (const [y0, y1] of extents) {
    // At the top and bottom they grow as the squares, up to the middle, until they are as high as all others.
    for (let t = topMm, n = 1; t < (y1 - y0) / 2 && 2 * n * topMm < pitch - 1e-12; n++, t = topMm * n * n)
      edges.push(y0 + t, y1 - t);
    if (y1 - y0 < rows * pitch) for (let n = 1; n < rows; n++) edges.push(y0 + ((y1 - y0) * n) / rows);
  }
  const sorted = edges.sort((a, b) => a - b);
  return sorted.filter((edge, n) => n === 0 || edge - sorted[n - 1]! > 1e-8);
}

function expectEdges(found: Float64Array, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((edge, n) => expect(edge).toBeCloseTo(expected[n]!, 9));
}

const upright = (extents: readonly (readonly [number, number])[]): Loop[] =>
  extents.map(([y0, y1], n) => rectangle(40 * n, 40 * n + 4, y0, y1));

describe('edges of rows', () => {
  it.each([
    ['a power of two of at least 64 rows', [[-9, 14]], 0.25],
    ['on whichever side of 0', [[-19, 4]], 0.25],
    ['2 mm at most', [[-61.3, 215.8]], 2],
    [
      '16 at least over every contour',
      [
        [-61, 140],
        [3.1, 4.2],
        [-61, -58],
      ],
      2,
    ],
    [
      'none more for one that is 16 rows high',
      [
        [-61, 140],
        [0.5, 32.5],
      ],
      2,
    ],
  ] as [string, [number, number][], number][])(
    'of rectangles: %s, and lower ones at tops and bottoms',
    (_, extents, pitch) => {
      expectEdges(rowEdgesFor(upright(extents)), ofRectangles(extents, pitch, 0.04, 16));
      expectEdges(rowEdgesFor(upright(extents), 4), ofRectangles(extents, pitch / 4, 0.01, 64));
    },
  );

  it('ascend, none closer than rounding to the next, and begin and end with the contours', () => {
    for (const loops of [
      [circle(11, 3, -2)],
      [circle(11, 3, -2), circle(2, 4, -2), circle(0.5, 3, -2.5)],
      upright([
        [-8, 8],
        [-8, 4],
        [-4, 8],
      ]),
    ]) {
      const edges = rowEdgesFor(loops);
      const ys = loops.flatMap((loop) => [...loop].filter((_, n) => n % 2 === 1));
      expect([edges[0], edges.at(-1)]).toEqual([Math.min(...ys), Math.max(...ys)]);
      for (let n = 1; n < edges.length; n++) expect(edges[n]! - edges[n - 1]!).toBeGreaterThan(1e-9);
    }
  });

  it('are the two of a contour that is as flat as rounding, and none without contours', () => {
    expect([...rowEdgesFor([polygon([0, 3], [5, 3], [9, 3])])]).toEqual([3]);
    expect(rowEdgesFor([])).toHaveLength(0);
  });

  it('run along flat edges between two others, but not along short or steep ones', () => {
    // On its way up on the right: a step of 8 mm that climbs 0.05 mm, one of 2 mm, and one of 8 mm that climbs 0.1 mm.
    const corners: [number, number][] = [
      [0, 0],
      [30, 0],
      [30, 5.03],
      [22, 5.08],
      [22, 10.03],
      [20, 10.08],
      [20, 15.03],
      [12, 15.13],
      [12, 23],
      [0, 23],
    ];
    for (let first = 0; first < corners.length; first++) {
      const edges = rowEdgesFor([polygon(...corners.slice(first), ...corners.slice(0, first))]);
      for (const y of [5.03, 5.08]) expect(has(edges, y), `${y}`).toBe(true);
      for (const y of [10.03, 10.08, 15.03, 15.13]) expect(has(edges, y), `${y}`).toBe(false);
    }
  });

  it('stand where a contour turns back inside a row, unless next to nothing depends on it', () => {
    // The extent is 23 mm: a five-millionth of its square is 0.0001 mm².
    const dented = (deep: number, wide: number, refine = 1): Float64Array => {
      const [x1, x2] = [30 + wide, 30 + 2 * wide];
      const corners: [number, number][] = [
        [0, -10],
        [30, -10],
        [30, -1.9],
        [x1, -1.9 - deep],
        [x2, -1.89],
        [x2, 13],
        [0, 13],
      ];
      return rowEdgesFor([polygon(...corners)], refine);
    };
    expect(has(dented(0.03, 0.4), -1.9)).toBe(true);
    expect(has(dented(0.03, 0.4), -1.93)).toBe(true);
    expect(has(dented(0.0005, 0.01), -1.9)).toBe(false);
    // Four times finer, a sixteenth of that.
    expect(has(dented(0.0005, 0.02), -1.9)).toBe(false);
    expect(has(dented(0.0005, 0.02, 4), -1.9)).toBe(true);
    expect(has(dented(0.005, 0.05, 4), -1.9)).toBe(true);
  });

  it('divide only rows in which a side is slanted, each by its own height', () => {
    const [from, slope] = [-10, 100];
    // Slanted over the first millimetre, where rows are of all heights, and over one further up.
    const corners: [number, number][] = [
      [0, 0],
      [2, 0],
      [2 + slope, 1],
      [2 + slope, 12],
      [2 + 2 * slope, 13],
      [2 + 2 * slope, 26.5],
      [0, 26.5],
    ];
    const edges = rowEdgesFor([polygon(...corners.map(([x, y]): [number, number] => [x, y + from]))]);
    const coarse = [0, 0.04, 0.16, 0.25, 0.36, 0.5, 0.75, 1, ...Array.from({ length: 50 }, (_, n) => 1.25 + n / 4)];
    const expected = coarse.slice(1).flatMap((high, n) => {
      const low = coarse[n]!;
      const slanted = high <= 1 || (low >= 12 && high <= 13);
      const parts = slanted ? Math.max(1, Math.ceil(Math.sqrt((slope * (high - low) ** 2) / (0.04 * 26.5)))) : 1;
      return Array.from({ length: parts }, (_, p) => from + low + ((high - low) * p) / parts);
    });
    expectEdges(edges.slice(0, expected.length), expected);
  });

  it('divide a row evenly, into no more than it takes, where a side is slanted', () => {
    const [high, slope, pitch] = [26.5, 100, 0.25];
    const loop = polygon([0, 0], [slope * high, high], [slope * high + 2, high], [2, 0]);
    const edges = rowEdgesFor([loop]);
    const row = [...edges].filter((y) => y >= 20 * pitch - 1e-12 && y <= 21 * pitch + 1e-12);
    const parts = row.length - 1;
    const slantOf = (n: number): number => slope * (pitch / n) ** 2;
    expect(parts).toBeGreaterThan(2);
    expect(slantOf(parts)).toBeLessThanOrEqual(0.04 * high);
    expect(slantOf(parts - 1)).toBeGreaterThan(0.04 * high);
    for (let n = 1; n <= parts; n++) expect(row[n]! - row[n - 1]!).toBeCloseTo(pitch / parts, 12);
    // Refined, slants are sixteen times smaller in rows that are four times lower: as many parts of each.
    expect(rowEdgesFor([loop], 4).filter((y) => y >= 20 * pitch - 1e-12 && y < 21 * pitch - 1e-12)).toHaveLength(
      4 * parts,
    );
  });
});
