import type { Loop } from './contour-stack.ts';

/** Area of a closed polygon, mm²; above 0 if it runs counter-clockwise (x to the right, y upwards). */
export function loopAreaMm2(loop: Loop): number {
  const [x0 = 0, y0 = 0] = loop;
  let twice = 0;
  for (let a = 0, b = loop.length - 2; a < loop.length; b = a, a += 2) {
    twice += (loop[b]! - x0) * (loop[a + 1]! - y0) - (loop[a]! - x0) * (loop[b + 1]! - y0);
  }
  return twice / 2;
}
