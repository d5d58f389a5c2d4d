import type { ContourPlane, ContourStack, Loop } from '../../../core/index.ts';

/** Independent of the program: areas by the shoelace formula, inside by winding around a point. */

export function polygon(...vertices: readonly (readonly [number, number])[]): Loop {
  return Float64Array.from(vertices.flat());
}

export function circle(radiusMm: number, xMm: number, yMm: number, vertices = 240): Loop {
  return polygon(
    ...Array.from({ length: vertices }, (_, n): [number, number] => {
      const angle = (2 * Math.PI * n) / vertices;
      return [xMm + radiusMm * Math.cos(angle), yMm + radiusMm * Math.sin(angle)];
    }),
  );
}

export function rectangle(x0: number, x1: number, y0: number, y1: number): Loop {
  return polygon([x0, y0], [x1, y0], [x1, y1], [x0, y1]);
}

export function stack(...planes: readonly (readonly [number, readonly Loop[]])[]): ContourStack {
  return { planes: planes.map(([zMm, loops]): ContourPlane => ({ zMm, loops })) };
}

export function shoelaceMm2(loop: Loop): number {
  let twice = 0;
  for (let a = 0, b = loop.length - 2; a < loop.length; b = a, a += 2) {
    twice += loop[b]! * loop[a + 1]! - loop[a]! * loop[b + 1]!;
  }
  return Math.abs(twice) / 2;
}

/** Even-odd by a ray in +y, another direction than the program's rows. */
export function isInside(loops: readonly Loop[], x: number, y: number): boolean {
  let inside = false;
  for (const loop of loops) {
    for (let a = 0, b = loop.length - 2; a < loop.length; b = a, a += 2) {
      const [xa, ya, xb, yb] = [loop[a]!, loop[a + 1]!, loop[b]!, loop[b + 1]!];
      if (xa > x !== xb > x && y < ya + ((x - xa) * (yb - ya)) / (xb - xa)) inside = !inside;
    }
  }
  return inside;
}

/** A star-shaped polygon from radii at even angles: never crosses itself. */
export function star(radiiMm: readonly number[], xMm: number, yMm: number): Loop {
  return polygon(
    ...radiiMm.map((radius, n): [number, number] => {
      const angle = 0.3 + (2 * Math.PI * n) / radiiMm.length;
      return [xMm + radius * Math.cos(angle), yMm + radius * Math.sin(angle)];
    }),
  );
}
