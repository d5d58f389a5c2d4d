import fc from 'fast-check';
import type { ContourStack, DoseGrid, Loop, Lps } from '../../core/index.ts';
import { evenly } from '../core/evenly.ts';
import { circle, polygon, star } from '../core/geometry/polygons.ts';
import { doseOnNodes } from './dose-on-nodes.ts';
import type { Prism } from './prism-truth.ts';

/** Random structures and doses of a wide family, for a comparison with the reference kernel. */
export interface RandomStructure {
  /** What the cross-sections are like, for messages. */
  readonly kinds: string;
  readonly zMm: readonly number[];
  readonly loops: readonly (readonly Loop[])[];
}

const radii = (min: number, max: number): fc.Arbitrary<number[]> =>
  fc.noBias(fc.array(evenly(min, max), { minLength: 3, maxLength: 40 }));

const scaled = (values: readonly number[], by: number): number[] => values.map((r) => r * by);

/** Cross-sections about the origin, within 15 mm of it. */
const sections: Readonly<Record<string, fc.Arbitrary<readonly Loop[]>>> = {
  star: fc.tuple(radii(2, 11), evenly(-4, 4), evenly(-4, 4)).map(([r, x, y]) => [star(r, x, y)]),
  'ring with an island': fc
    .tuple(radii(4, 11), evenly(-4, 4), evenly(-4, 4))
    .map(([r, x, y]) => [star(r, x, y), star(scaled(r, 0.7), x, y), star(scaled(r, 0.3), x, y)]),
  'three parts': fc
    .tuple(radii(1, 4), radii(1, 4), evenly(0.4, 4))
    .map(([a, b, c]) => [star(a, -7, -6), star(b, 6, -5), circle(c, 1, 8, 31)]),
  /** Right angles throughout: every edge along a row or a column. */
  staircase: fc.noBias(fc.array(evenly(0.5, 13), { minLength: 2, maxLength: 9 })).map((widths) => {
    const height = 24 / widths.length;
    const right = widths.flatMap((w, n): [number, number][] => [
      [w, -12 + n * height],
      [w, -12 + (n + 1) * height],
    ]);
    return [polygon([-3, -12], ...right, [-3, 12])];
  }),
  /** Crosses itself: inside where the number of crossings is odd. */
  'crossing itself': fc
    .noBias(fc.array(fc.tuple(evenly(-13, 13), evenly(-13, 13)), { minLength: 4, maxLength: 8 }))
    .map((points) => [polygon(...points)]),
  /** A ring drawn as one contour: in along a bridge without width, round, and out along it. */
  keyhole: fc.tuple(radii(6, 12), evenly(0.3, 0.8)).map(([r, share]) => {
    const [outer, inner] = [star(r, 1, -2), star(scaled(r, share), 1, -2)];
    const corners = (loop: Loop): [number, number][] =>
      Array.from({ length: loop.length / 2 + 1 }, (_, n) => [
        loop[(2 * n) % loop.length]!,
        loop[(2 * n + 1) % loop.length]!,
      ]);
    return [polygon(...corners(outer), ...corners(inner).reverse())];
  }),
  /** Thinner than a row, in any direction. */
  sliver: fc.tuple(evenly(0, Math.PI), evenly(0.05, 0.6), evenly(-4, 4)).map(([angle, width, x]) => {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const at = (u: number, v: number): [number, number] => [x + c * u - s * v, s * u + c * v];
    return [polygon(at(-10, 0), at(0, -width / 2), at(10, 0), at(0, width / 2)), circle(2.5, x, 11, 17)];
  }),
  tiny: fc
    .tuple(evenly(0.1, 1), evenly(-9, 9), evenly(-9, 9))
    .map(([r, x, y]) => [circle(r, x, y, 13), circle(0.7 * r, x + 3, y - 2, 9)]),
};

export const SECTION_KINDS = Object.keys(sections);

const section = fc
  .constantFrom(...SECTION_KINDS)
  .chain((kind) => sections[kind]!.map((loops): readonly [string, readonly Loop[]] => [kind, loops]));

/** One to five planes, evenly or unevenly spaced (never so that one is a gap), the cross-sections unlike each other. */
export const structures: fc.Arbitrary<RandomStructure> = fc
  .record({
    planes: fc.array(section, { minLength: 2, maxLength: 5 }),
    spacing: fc.constantFrom(0.5, 1, 1.7, 2.5, 3),
    uneven: fc.array(evenly(0.85, 1.2), { minLength: 5, maxLength: 5 }),
    even: fc.boolean(),
    first: evenly(-6, 0),
  })
  .map(({ planes, spacing, uneven, even, first }) => {
    let at = first;
    return {
      kinds: planes.map(([kind]) => kind).join(', '),
      zMm: planes.map((_, p) => (p === 0 ? at : (at += spacing * (even ? 1 : uneven[p]!)))),
      loops: planes.map(([, loops]) => loops),
    };
  });

export function stackOf({ zMm, loops }: RandomStructure): ContourStack {
  return { planes: zMm.map((z, p) => ({ zMm: z, loops: loops[p]! })) };
}

/** Each plane half way to its neighbours; the ends as far out as in. */
export function prismsOf({ zMm, loops }: RandomStructure): Prism[] {
  return zMm.map((z, p) => {
    const below = p > 0 ? (z - zMm[p - 1]!) / 2 : (zMm[1]! - z) / 2;
    const above = p + 1 < zMm.length ? (zMm[p + 1]! - z) / 2 : below;
    return { z0Mm: z - below, z1Mm: z + above, loops: loops[p]! };
  });
}

const nodes = (reach: number): fc.Arbitrary<number[]> =>
  fc
    .tuple(fc.constantFrom(1.5, 2.5, 4, 6), fc.noBias(fc.array(evenly(0.6, 1), { minLength: 90, maxLength: 90 })))
    .map(([largest, steps]) => {
      const out = [-reach];
      while (out.at(-1)! < reach) out.push(out.at(-1)! + largest * steps[out.length - 1]!);
      return out;
    });

const FIELDS: Readonly<
  Record<string, (wave: readonly number[], noise: () => number) => (x: number, y: number, z: number) => number>
> = {
  /** Waves of 15 mm and longer. */
  smooth: (w) => (x, y, z) => 25 + 12 * Math.sin(0.4 * (w[0]! * x + w[1]! * y + w[2]! * z) + 6 * w[3]!),
  /** A fall-off from 40 to 5 Gy within a few millimetres, along any direction. */
  'steep edge': (w) => (x, y, z) => 5 + 35 / (1 + Math.exp(1.2 * (w[0]! * x + w[1]! * y + w[2]! * z) + 3 * w[3]!)),
  /** Two peaks beside each other. */
  peaks: (w) => (x, y, z) =>
    30 * Math.exp(-((x - 6 * w[0]!) ** 2 + (y - 6 * w[1]!) ** 2 + z * z) / 50) +
    20 * Math.exp(-((x + 6 * w[1]!) ** 2 + (y + 6 * w[2]!) ** 2 + (z - 3) ** 2) / 30),
  /** From node to node without any relation: the roughest dose there is. */
  'white noise': (_, noise) => () => 20 + 10 * noise(),
  /** A plateau with a little noise, as a Monte Carlo dose has it. */
  'noisy plateau': (w, noise) => (x, y, z) => 27 + 0.02 * (w[0]! * x + w[1]! * y + w[2]! * z) + 0.8 * noise(),
};
export const DOSE_KINDS = Object.keys(FIELDS);

/** `reachMm` is how far the nodes lie from the origin along x, y and z: 20 covers every random structure. */
export function randomDose(kind: string, reachMm: Lps = [20, 20, 20]): fc.Arbitrary<DoseGrid> {
  return fc
    .record({
      x: nodes(reachMm[0]),
      y: nodes(reachMm[1]),
      z: nodes(reachMm[2]),
      wave: fc.tuple(evenly(-1, 1), evenly(-1, 1), evenly(-1, 1), evenly(-1, 1)),
      noise: fc.integer({ min: 1, max: 1e9 }),
    })
    .map(({ x, y, z, wave, noise }) => {
      let state = noise;
      const draw = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
      // A counterexample is told by what it was made from, not by its thousands of nodes.
      const told = `${kind} dose, wave ${wave.join(' ')}, noise ${noise}, nodes ${JSON.stringify([x, y, z])}`;
      return Object.assign(doseOnNodes(x, y, z, FIELDS[kind]!(wave, draw)), { [fc.toStringMethod]: () => told });
    });
}
