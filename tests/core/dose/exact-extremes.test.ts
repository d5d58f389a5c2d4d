import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeDvh, type DoseGrid, type Loop, regionFromContours } from '../../../core/index.ts';
import { isInside, polygon, rectangle, stack } from '../geometry/polygons.ts';
import { doseOnNodes } from '../../reference/dose-on-nodes.ts';

const PRISM = { endCaps: 'half-slice', betweenSlices: 'prism' } as const;

/** The trilinear dose by the textbook; null beyond the outermost nodes. */
function doseAt({ xMm, yMm, zMm, doseGy }: DoseGrid, x: number, y: number, z: number): number | null {
  const place = (nodes: Float64Array, at: number): [number, number] | null => {
    if (at < nodes[0]! || at > nodes.at(-1)!) return null;
    const n = Math.min(
      nodes.findLastIndex((node) => node <= at),
      nodes.length - 2,
    );
    return [n, (at - nodes[n]!) / (nodes[n + 1]! - nodes[n]!)];
  };
  const [px, py, pz] = [place(xMm, x), place(yMm, y), place(zMm, z)];
  if (px === null || py === null || pz === null) return null;
  let dose = 0;
  for (const [dk, wz] of [
    [0, 1 - pz[1]],
    [1, pz[1]],
  ] as const)
    for (const [dj, wy] of [
      [0, 1 - py[1]],
      [1, py[1]],
    ] as const)
      for (const [di, wx] of [
        [0, 1 - px[1]],
        [1, px[1]],
      ] as const)
        dose += wx * wy * wz * doseGy[px[0] + di + xMm.length * (py[0] + dj + yMm.length * (pz[0] + dk))]!;
  return dose;
}

/** Every place where the dose over a prism can be extreme, and 100 points of each edge. */
function extremesBySearch(dose: DoseGrid, loops: readonly Loop[], z0: number, z1: number): [number, number] {
  const { xMm, yMm, zMm } = dose;
  const levels = [Math.max(z0, zMm[0]!), Math.min(z1, zMm.at(-1)!), ...zMm.filter((z) => z > z0 && z < z1)];
  const points: [number, number][] = [];
  for (const loop of loops) {
    for (let a = 0, b = loop.length - 2; a < loop.length; b = a, a += 2) {
      const [xa, ya, xb, yb] = [loop[a]!, loop[a + 1]!, loop[b]!, loop[b + 1]!];
      const shares = [
        ...Array.from({ length: 101 }, (_, n) => n / 100),
        ...Array.from(xMm, (x) => (x - xa) / (xb - xa)),
        ...Array.from(yMm, (y) => (y - ya) / (yb - ya)),
      ];
      for (const t of shares) {
        if (!(t >= 0 && t <= 1)) continue;
        // A cut at the rim is on the rim, however it is rounded.
        const [x, y] = [xa + t * (xb - xa), ya + t * (yb - ya)];
        const onto = (nodes: Float64Array, at: number): number =>
          nodes.find((node) => Math.abs(node - at) < 1e-9) ?? at;
        points.push([onto(xMm, x), onto(yMm, y)]);
      }
    }
  }
  for (const x of xMm) for (const y of yMm) if (isInside(loops, x, y)) points.push([x, y]);
  const doses = points.flatMap(([x, y]) => levels.map((z) => doseAt(dose, x, y, z)).filter((gy) => gy !== null));
  return [Math.min(...doses), Math.max(...doses)];
}

const noisy = fc
  .record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    x: fc.constantFrom([-9, -6.5, -2, 1.5, 3, 8], [-20, -3, 0.5, 20], [-5, -1, 2, 4.5]),
    y: fc.constantFrom([-8, -4, -3, 2, 9], [-20, 0.3, 20], [-3.5, 0, 1, 6]),
    z: fc.constantFrom([-3, -1, 0.5, 4], [-20, 20], [-0.7, 0.9]),
  })
  .map(({ seed, x, y, z }) => {
    let state = seed;
    return doseOnNodes(x, y, z, () => (state = (state * 48271) % 2147483647) / 2147483647 / 0.05);
  });

const SHAPES: Readonly<Record<string, readonly Loop[]>> = {
  'a triangle': [polygon([-6.1, -5.3], [7.2, -1.1], [-0.4, 6.6])],
  'a rectangle with a hole': [rectangle(-5.2, 6.3, -6.1, 5.7), rectangle(-3.1, 4.4, -4.2, 3.9)],
  'an arrow': [polygon([-7, 0.2], [5.5, -5.1], [1.3, 0.4], [6.2, 6.9])],
  'two slivers': [polygon([-7, -2.2], [7, -2.05], [-7, -2]), polygon([2.1, -6], [2.25, -6], [2.2, 7])],
  'a speck inside one cell': [polygon([-0.2, 0.4], [0.4, 0.5], [0.1, 0.9])],
};

describe.each(Object.entries(SHAPES))('over %s', (_, loops) => {
  it('Dmin and Dmax are those of a search along its edges and over the nodes inside', () => {
    fc.assert(
      fc.property(noisy, (dose) => {
        const region = regionFromContours(stack([-1, loops], [1, loops]), PRISM);
        const [low, high] = extremesBySearch(dose, loops, -2, 2);
        const { minGy, maxGy } = computeDvh(region, dose);
        // Between two of 101 points a parabola over one edge rises by less than a 10,000th of what it bends.
        expect(minGy).toBeGreaterThan(low - 2e-3);
        expect(minGy).toBeLessThan(low + 1e-4);
        expect(maxGy).toBeLessThan(high + 2e-3);
        expect(maxGy).toBeGreaterThan(high - 1e-4);
      }),
      { numRuns: 15, seed: 3 },
    );
  });
});

describe('what lies beyond the grid', () => {
  const dose = doseOnNodes([-4, 0, 4], [-4, 0, 4], [-4, 0, 4], (x, y, z) => 20 + x + 2 * y + 3 * z);
  const at = (x: number, y: number, z0: number, z1: number): ReturnType<typeof computeDvh> => {
    const loops = [rectangle(x, x + 2, y, y + 2)];
    const zMm = (z0 + z1) / 2;
    return computeDvh(regionFromContours(stack([zMm, loops]), { ...PRISM, singlePlaneThicknessMm: z1 - z0 }), dose);
  };

  it.each([
    ['left', 4.5, 0, -1, 1],
    ['right', -7, 0, -1, 1],
    ['behind', 0, 5, -1, 1],
    ['before', 0, -6.5, -1, 1],
    ['above', 0, 0, 4.5, 6],
    ['below', 0, 0, -6, -4.5],
  ])('has no extremes: %s', (_side, x, y, z0, z1) => {
    const { minGy, maxGy, meanGy, outsideDoseCm3, volumeCm3 } = at(x, y, z0, z1);
    expect([minGy, maxGy, meanGy]).toEqual([null, null, null]);
    expect(outsideDoseCm3).toBeCloseTo(volumeCm3, 12);
  });

  it('does not count for a solid that lies partly inside', () => {
    // x from 3 to 4 of 3 to 5, y from -1 to 1, z from 2 to 4 of 2 to 7.
    const { minGy, maxGy, outsideDoseCm3 } = at(3, -1, 2, 7);
    expect(minGy).toBeCloseTo(20 + 3 - 2 + 6, 5);
    expect(maxGy).toBeCloseTo(20 + 4 + 2 + 12, 5);
    expect(outsideDoseCm3).toBeCloseTo((2 * 2 * 5 - 1 * 2 * 2) / 1000, 9);
  });
});
