import fc from 'fast-check';
import type { ContourStack, DoseGrid, Loop } from '../../../core/index.ts';
import { evenly } from '../evenly.ts';
import { star } from '../geometry/polygons.ts';
import { doseOnNodes } from '../../reference/dose-on-nodes.ts';

/** Random solids and doses: star polygons with holes on a few planes, doses on uneven nodes. */
export interface RandomSolid {
  readonly stack: ContourStack;
  readonly spacingMm: number;
}

const loops: fc.Arbitrary<readonly Loop[]> = fc
  .record({
    radii: fc.array(evenly(4, 14), { minLength: 4, maxLength: 24 }),
    x: evenly(-3, 3),
    y: evenly(-3, 3),
    hole: fc.boolean(),
    island: fc.boolean(),
  })
  .map(({ radii, x, y, hole, island }) => [
    star(radii, x, y),
    ...(hole
      ? [
          star(
            radii.map((r) => 0.5 * r),
            x,
            y,
          ),
        ]
      : []),
    ...(hole && island
      ? [
          star(
            radii.map((r) => 0.2 * r),
            x,
            y,
          ),
        ]
      : []),
  ]);

export const solids: fc.Arbitrary<RandomSolid> = fc
  .record({
    planes: fc.array(loops, { minLength: 2, maxLength: 5 }),
    spacingMm: fc.constantFrom(1, 1.7, 2, 3),
    z0: evenly(-6, 0),
  })
  .map(({ planes, spacingMm, z0 }) => ({
    stack: { planes: planes.map((each, k) => ({ zMm: z0 + k * spacingMm, loops: each })) },
    spacingMm,
  }));

function nodes(from: number, to: number): fc.Arbitrary<number[]> {
  return fc.array(evenly(1, 4), { minLength: 4, maxLength: 12 }).map((steps) => {
    const length = steps.reduce((sum, step) => sum + step, 0);
    let at = from;
    return [from, ...steps.map((step) => (at += (step * (to - from)) / length))];
  });
}

/**
 * A random dose: waves of about 10 mm and more with random noise at its nodes. `reach` is how far the outermost nodes
 * lie from the origin in x, y and z: 20, 20 and 20 cover every random solid.
 */
export function doses(reach: readonly [number, number, number] = [20, 20, 20], noiseGy = 0.5): fc.Arbitrary<DoseGrid> {
  return fc
    .record({
      x: nodes(-reach[0], reach[0]),
      y: nodes(-reach[1], reach[1]),
      z: nodes(-reach[2], reach[2]),
      wave: fc.tuple(evenly(-0.3, 0.3), evenly(-0.3, 0.3), evenly(-0.3, 0.3)),
      phase: evenly(0, 6),
      noise: fc.array(evenly(0, noiseGy), { minLength: 61, maxLength: 61 }),
    })
    .map(({ x, y, z, wave, phase, noise }) => {
      let n = 0;
      return doseOnNodes(
        x,
        y,
        z,
        (px, py, pz) => 20 + 10 * Math.sin(wave[0] * px + wave[1] * py + wave[2] * pz + phase) + noise[n++ % 61]!,
      );
    });
}
