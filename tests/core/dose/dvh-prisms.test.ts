import { describe, expect, it } from 'vitest';
import type { TruthCase, TruthErrors } from '../../reference/truth-matrix.ts';
import { DOSES_MM, errorsOf, GOAL, GRADIENTS, SLICES_MM, SOLIDS, worstShiftMm } from '../../reference/truth-matrix.ts';

/** What `npm run truth` does for every combination, for a part of them in which every pair of choices comes up. */

/** Half the goal: what `npm run truth` finds stays below 0.007 mm. */
const SHIFT_MM = 0.5 * GOAL.shiftMm;

function expectWithin(errors: TruthErrors, of: TruthCase): void {
  const what = JSON.stringify(of);
  expect(errors.volumePercent, `${what}: volume, %`).toBeLessThan(GOAL.volumePercent);
  expect(errors.extremeMm, `${what}: Dmin and Dmax, mm`).toBeLessThan(0.001);
  expect(errors.meanMm, `${what}: Dmean, mm`).toBeLessThan(0.001);
  expect(errors.doseMm, `${what}: D metrics, mm`).toBeLessThan(SHIFT_MM);
  expect(errors.curveMm, `${what}: V(d), mm`).toBeLessThan(SHIFT_MM);
}

function worstOf(errors: readonly TruthErrors[]): string {
  const worst = (key: keyof TruthErrors): string => Math.max(...errors.map((e) => e[key])).toPrecision(2);
  return `worst: D ${worst('doseMm')} mm, V(d) ${worst('curveMm')} mm, volume ${worst('volumePercent')} %`;
}

/** Every solid at every slice spacing, twice; gradients, dose grids and their shifts in turn. */
function turnsFor(solid: string, s: number): TruthCase[] {
  const gradients = Object.keys(GRADIENTS);
  return SLICES_MM.flatMap((sliceMm, p) =>
    [0, 1].map((turn): TruthCase => {
      const n = 8 * s + 2 * p + turn;
      return {
        solid,
        sliceMm,
        gradient: gradients[(5 * n + s) % gradients.length]!,
        doseMm: DOSES_MM[(n + s) % DOSES_MM.length]!,
        shift: ((5 * n) % 8) / 8,
      };
    }),
  );
}

const NAMES = Object.keys(SOLIDS);

describe('the DVH of right prisms in a linear dose is the exact one, to 0.01 mm and 0.05 % of the volume', () => {
  it.for(NAMES)('%s, four slice spacings, gradients along the axes and across', async (solid, { annotate }) => {
    const all = turnsFor(solid, NAMES.indexOf(solid)).map((each) => {
      const errors = errorsOf(each);
      expectWithin(errors, each);
      return errors;
    });
    await annotate(worstOf(all));
  });

  it('the turns cover every gradient, dose grid and slice spacing', () => {
    const all = NAMES.flatMap((solid, s) => turnsFor(solid, s));
    const distinct = (key: (each: TruthCase) => unknown): number => new Set(all.map(key)).size;
    expect(distinct((c) => c.gradient)).toBe(Object.keys(GRADIENTS).length);
    expect(distinct((c) => `${c.sliceMm}/${c.doseMm}`)).toBe(SLICES_MM.length * DOSES_MM.length);
    expect(distinct((c) => `${c.solid}/${c.sliceMm}`)).toBe(NAMES.length * SLICES_MM.length);
    expect(distinct((c) => `${c.gradient}/${c.doseMm}`)).toBeGreaterThan(40);
  });
});

/** Thick slabs and coarse dose cells, gradients with a part along x and another along z: where boxes would not do. */
const THICK: readonly (readonly [sliceMm: number, doseMm: number])[] = [
  [1, 1],
  [1, 3],
  [2, 2],
  [3, 0.4],
  [3, 3],
  [3, 4],
];

describe('oblique in x and z, the DVH is exact as well', () => {
  it.for(THICK)('slices of %d mm, dose cells of %d mm: to 0.01 mm', async ([sliceMm, doseMm], { annotate }) => {
    const all = ['small sphere', 'cone along x', 'box', 'holed solid'].flatMap((solid, s) =>
      ['xz', '-xz', 'xyz', 'xyz, unequal'].map((gradient, g) => {
        const each: TruthCase = { solid, sliceMm, gradient, doseMm, shift: ((3 * s + g) % 8) / 8 };
        const errors = errorsOf(each);
        expectWithin(errors, each);
        return errors;
      }),
    );
    await annotate(worstOf(all));
  });
});

describe('finer rows come nearer to the exact answer', () => {
  it.each([
    ['sphere', 'y'],
    ['cone along y', 'y'],
    ['two parts', 'xy'],
    ['torus', 'yz'],
    ['turned box', '-xy'],
  ] as const)('%s, gradient %s: volume, Dmean and D metrics with rows 1 and 1/4', (solid, gradient) => {
    const at = (refine: number): TruthErrors =>
      errorsOf({ solid, sliceMm: 2, gradient, doseMm: 2, shift: 0.125 }, refine);
    const [once, fourfold] = [at(1), at(4)];
    // Single precision of the stored dose is the floor: 30 Gy · 2^-24.
    const floor = 2e-5;
    expect(worstShiftMm(fourfold)).toBeLessThan(0.5 * worstShiftMm(once) + floor);
    expect(fourfold.volumePercent).toBeLessThan(0.5 * once.volumePercent + 1e-5);
    expect(fourfold.meanMm).toBeLessThan(0.5 * once.meanMm + floor);
  });
});
