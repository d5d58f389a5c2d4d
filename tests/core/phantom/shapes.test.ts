import { describe, expect, it } from 'vitest';
import {
  box,
  cone,
  contoursOf,
  contoursOn,
  cylinder,
  disjointParts,
  ellipsoid,
  ellipticTube,
  planesBetween,
  sphere,
  torus,
} from '../../../core/phantom/shapes.ts';
import type { PhantomSolid } from '../../../core/phantom/shapes.ts';
import { volumeBySampling } from './shares.ts';

const CENTRE = [3.5, -41, 17.25] as const;

const SOLIDS: Readonly<Record<string, PhantomSolid>> = {
  sphere: sphere(CENTRE, 9),
  ellipsoid: ellipsoid(CENTRE, [11, 7, 14]),
  'cylinder along x': cylinder(CENTRE, 8, 21, 'x'),
  'cylinder along y': cylinder(CENTRE, 8, 21, 'y'),
  'cylinder along z': cylinder(CENTRE, 8, 21, 'z'),
  'cone along x, apex -': cone(CENTRE, 9, 22, 'x', '-'),
  'cone along x, apex +': cone(CENTRE, 9, 22, 'x', '+'),
  'cone along y, apex -': cone(CENTRE, 9, 22, 'y', '-'),
  'cone along y, apex +': cone(CENTRE, 9, 22, 'y', '+'),
  'cone along z, apex -': cone(CENTRE, 9, 22, 'z', '-'),
  'cone along z, apex +': cone(CENTRE, 9, 22, 'z', '+'),
  box: box(CENTRE, [13, 6, 19]),
  torus: torus(CENTRE, 9, 4),
  'tube with a hole': ellipticTube(CENTRE, [12, 8], [5, 4], 18),
  'two parts': disjointParts([sphere(CENTRE, 5), box([CENTRE[0] + 9, CENTRE[1], CENTRE[2] + 4], [5, 3, 7])]),
};

/** Area within loops by even-odd, for loops that do not cross: nested ones count with alternating sign. */
function area(loops: readonly Float64Array[]): number {
  return loops.reduce((sum, loop) => {
    const depth = loops.filter((other) => other !== loop && encloses(other, loop[0] ?? 0, loop[1] ?? 0)).length;
    return sum + (depth % 2 === 0 ? 1 : -1) * Math.abs(shoelace(loop));
  }, 0);
}

function shoelace(loop: Float64Array): number {
  const points = loop.length / 2;
  let twice = 0;
  for (let p = 0; p < points; p++) {
    const q = (p + 1) % points;
    twice += (loop[2 * p] ?? 0) * (loop[2 * q + 1] ?? 0) - (loop[2 * q] ?? 0) * (loop[2 * p + 1] ?? 0);
  }
  return twice / 2;
}

function encloses(loop: Float64Array, x: number, y: number): boolean {
  let inside = false;
  for (let p = 0, q = loop.length / 2 - 1; p < loop.length / 2; q = p++) {
    const [px, py, qx, qy] = [loop[2 * p] ?? 0, loop[2 * p + 1] ?? 0, loop[2 * q] ?? 0, loop[2 * q + 1] ?? 0];
    if (py > y !== qy > y && x < px + ((y - py) / (qy - py)) * (qx - px)) inside = !inside;
  }
  return inside;
}

describe.each(Object.entries(SOLIDS))('%s', (_, solid) => {
  it('has the stated volume when its cuts are added up finely', () => {
    const step = (solid.z1Mm - solid.z0Mm) / 3000;
    let volume = 0;
    for (let k = 0; k < 3000; k++) volume += step * area(solid.cut(solid.z0Mm + (k + 0.5) * step));
    expect(volume / solid.volumeMm3).toBeCloseTo(1, 3);
  });

  it('has the stated volume when points are counted', () => {
    const half = [26, 26, 26] as const;
    const volume = volumeBySampling(
      half,
      (u, v, w) => solid.holds(CENTRE[0] + u, CENTRE[1] + v, CENTRE[2] + w),
      1_000_000,
    );
    expect(volume / solid.volumeMm3).toBeGreaterThan(0.99);
    expect(volume / solid.volumeMm3).toBeLessThan(1.01);
  });

  it('has cuts that hold the same points as the solid', () => {
    let checked = 0;
    for (let z = solid.z0Mm - 1.1; z < solid.z1Mm + 1; z += 2.3) {
      const loops = solid.cut(z);
      for (let x = CENTRE[0] - 15.07; x < CENTRE[0] + 16; x += 1.13) {
        for (let y = CENTRE[1] - 15.03; y < CENTRE[1] + 16; y += 1.17) {
          const inside = loops.filter((loop) => encloses(loop, x, y)).length % 2 === 1;
          const held = [-0.02, 0.02].map((d) => [solid.holds(x + d, y, z), solid.holds(x, y + d, z)]).flat();
          // Points within the sag of the outline may fall either way.
          if (new Set(held).size > 1) continue;
          expect(inside, `${String(x)}, ${String(y)}, ${String(z)}`).toBe(held[0]);
          checked++;
        }
      }
    }
    expect(checked).toBeGreaterThan(1000);
  });
});

describe('contours', () => {
  it('lie on multiples of the spacing shifted by the phase, flat ends included', () => {
    expect(planesBetween(-12, 12, { spacingMm: 3 })).toEqual([-12, -9, -6, -3, 0, 3, 6, 9, 12]);
    expect(planesBetween(-4, 4, { spacingMm: 3, phase: 0.25 })).toEqual([-2.25, 0.75, 3.75]);
    expect(planesBetween(1, 2, { spacingMm: 5 })).toEqual([]);
  });

  it('hold the area of the circle, not of the inscribed polygon', () => {
    const [contour] = contoursOn(sphere([0, 0, 0], 20), [12]);
    const flat = Float64Array.from((contour?.pointsMm ?? new Float64Array()).filter((_, index) => index % 3 !== 2));
    expect(Math.abs(shoelace(flat))).toBeCloseTo(Math.PI * 16 ** 2, 6);
    expect(flat.length / 2).toBeGreaterThan(72);
  });

  it('are rounded as asked, in their plane only', () => {
    for (const { pointsMm } of contoursOf(sphere([0.123, 0, 0], 7), { spacingMm: 1.5, phase: 0.3 }, 0.01)) {
      pointsMm.forEach((value, index) => {
        if (index % 3 === 2) return;
        expect(Math.abs(value * 100 - Math.round(value * 100))).toBeLessThan(1e-6);
      });
      expect(new Set(pointsMm.filter((_, index) => index % 3 === 2)).size).toBe(1);
    }
  });

  it('leave out planes that only touch the solid', () => {
    expect(contoursOf(sphere([0, 0, 0], 6), { spacingMm: 3 })).toHaveLength(3);
  });
});
