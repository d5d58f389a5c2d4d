import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ballShareInEllipsoid } from '../../../bench/ellipsoid-share.ts';
import {
  FIRST_TEACHING_SETTINGS,
  printTeachingSettings,
  readTeachingSettings,
  seededNumbers,
  TEACHING_CHOICES,
  TEACHING_NUMBERS,
  teachingCase,
} from '../../../core/index.ts';
import type { TeachingNumberName, TeachingSettings } from '../../../core/index.ts';
import { sphereIntersection } from '../../../core/phantom/closed-form.ts';
import { convexVolume, discIntersection } from '../../../core/phantom/shared-by-convex.ts';
import { teachingDose } from '../../../core/phantom/teaching-dose.ts';
import { targetSizes, teachingTruth } from '../../../core/phantom/teaching-truth.ts';

const settingsWith = (changes: Partial<TeachingSettings>): TeachingSettings => ({
  ...FIRST_TEACHING_SETTINGS,
  ...changes,
});

const numberOf = (name: TeachingNumberName): fc.Arbitrary<number> => {
  const { lowest, highest, step } = TEACHING_NUMBERS[name];
  return fc.integer({ min: 0, max: Math.floor((highest - lowest) / step) }).map((n) => lowest + n * step);
};
const anySettings: fc.Arbitrary<TeachingSettings> = fc.record({
  ...(Object.fromEntries(
    (Object.keys(TEACHING_NUMBERS) as TeachingNumberName[]).map((name) => [name, numberOf(name)]),
  ) as Record<TeachingNumberName, fc.Arbitrary<number>>),
  shape: fc.constantFrom(...TEACHING_CHOICES.shape),
  fallOff: fc.constantFrom(...TEACHING_CHOICES.fallOff),
  regimen: fc.constantFrom(...TEACHING_CHOICES.regimen),
  endCaps: fc.constantFrom(...TEACHING_CHOICES.endCaps),
  betweenSlices: fc.constantFrom(...TEACHING_CHOICES.betweenSlices),
});

describe('a volume from cuts', () => {
  it('is bracketed by proven bounds: a lens of two balls, cut along the line of centres and across it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 20, noNaN: true }),
        fc.double({ min: 1, max: 20, noNaN: true }),
        fc.double({ min: 0, max: 0.95, noNaN: true }),
        fc.double({ min: 0, max: Math.PI, noNaN: true }),
        (a, b, share, angle) => {
          const distance = share * (a + b);
          const [aside, along] = [distance * Math.sin(angle), distance * Math.cos(angle)];
          const [z0, z1] = [Math.max(-a, along - b), Math.min(a, along + b)];
          const planes = 300;
          const step = (z1 - z0) / planes;
          const areas = Array.from({ length: planes + 1 }, (_, n) => {
            const z = z0 + n * step;
            const cut = (radius: number, from: number): number => Math.sqrt(Math.max(0, radius ** 2 - (z - from) ** 2));
            return discIntersection(cut(a, 0), cut(b, along), aside);
          });
          const { low, high } = convexVolume(areas, step, Math.PI * Math.min(a, b) ** 2);
          const truth = sphereIntersection(a, b, distance);
          expect(low).toBeLessThanOrEqual(truth * (1 + 1e-9));
          expect(high).toBeGreaterThanOrEqual(truth * (1 - 1e-9));
          if (truth > 1) expect((high - low) / truth).toBeLessThan(0.01);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is not taken for nothing where the body lies between two planes', () => {
    expect(convexVolume([0, 0, 0], 2, 5)).toEqual({ low: 0, high: 10 });
  });
});

describe('the truth of a teaching case', () => {
  it('is the share that lines along z give, for ellipsoids in doses of any place and size', () => {
    fc.assert(
      fc.property(anySettings, (drawn) => {
        const settings: TeachingSettings = { ...drawn, shape: 'ellipsoid' };
        const dose = teachingDose(settings);
        const { ptv } = targetSizes(settings);
        const truth = teachingTruth('ellipsoid', ptv, dose);
        const isodose = dose.isodoseMm(dose.prescribedGy);
        if (isodose === null) {
          expect(truth.coveragePercent).toBe(0);
          return;
        }
        const size = [ptv.acrossMm, ptv.acrossMm, ptv.alongMm] as const;
        const [x, y, z] = dose.centreMm;
        const share = ballShareInEllipsoid(
          [x / size[0], y / size[1], z / size[2]],
          [isodose.acrossMm / size[0], isodose.acrossMm / size[1], isodose.alongMm / size[2]],
          200,
        );
        expect(Math.abs(truth.coveragePercent - 100 * share)).toBeLessThan(truth.errorPercent + 0.02);
        expect(truth.errorPercent).toBeLessThan(0.13);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    settingsWith({ shiftXMm: 1, shiftYMm: -2, shiftZMm: 1.5 }),
    settingsWith({ fallOff: 'gaussian', scalePercent: 93, shiftZMm: 2 }),
    settingsWith({ shape: 'ellipsoid', scalePercent: 104, shiftYMm: 3 }),
    settingsWith({ shape: 'cylinder', lengthMm: 9, reachMm: 0, shiftXMm: 2.5, shiftZMm: -2 }),
    settingsWith({ shape: 'cylinder', fallOff: 'gaussian', lengthMm: 20, reachMm: -1, scalePercent: 98 }),
  ])('is the share of points in the target at or above the prescription ($shape, $fallOff)', (settings) => {
    const teaching = teachingCase(settings);
    const { dose } = teaching;
    const { acrossMm, alongMm } = teaching.ptv.size;
    const isIn =
      settings.shape === 'cylinder'
        ? (x: number, y: number): boolean => x * x + y * y <= acrossMm ** 2
        : (x: number, y: number, z: number): boolean => (x * x + y * y) / acrossMm ** 2 + (z / alongMm) ** 2 <= 1;
    const random = seededNumbers(20260101);
    const between = (half: number): number => (2 * random() - 1) * half;
    let inside = 0;
    let covered = 0;
    for (let n = 0; n < 150_000; n++) {
      const [x, y, z] = [between(acrossMm), between(acrossMm), between(alongMm)];
      if (!isIn(x, y, z)) continue;
      inside++;
      if (dose.field(x, y, z) >= dose.prescribedGy) covered++;
    }
    const p = covered / inside;
    expect(p).toBeGreaterThan(0.3);
    expect(p).toBeLessThan(0.999);
    // Four standard deviations of the sample.
    const spread = 100 * 4 * Math.sqrt((p * (1 - p)) / inside);
    expect(Math.abs(teaching.ptv.truth.coveragePercent - 100 * p)).toBeLessThan(spread);
  });

  it('falls to half the prescription where the fall-off says, on a ball', () => {
    for (const fallOff of TEACHING_CHOICES.fallOff) {
      const { field, prescribedGy } = teachingDose(settingsWith({ fallOff, shiftXMm: 2, reachMm: 3, fallOffMm: 4 }));
      const at = (r: number): number => field(2, r / Math.SQRT2, r / Math.SQRT2);
      expect(at(9)).toBeCloseTo(prescribedGy, 6);
      expect(at(13)).toBeCloseTo(prescribedGy / 2, 6);
    }
  });
});

describe('settings of a teaching case', () => {
  it('come back from their line of text, whatever they are', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        expect(readTeachingSettings(printTeachingSettings(settings))).toEqual(settings);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    'margin=3',
    'marginMm=11',
    'marginMm=',
    'marginMm=abc',
    'seed=1.5',
    'shape=cube',
    'diameterMm=NaN',
    '__proto__=1',
  ])('are refused by name when they are none: %s', (text) => {
    expect(() => readTeachingSettings(text)).toThrow(/teaching case/);
  });

  it('put slices and nodes elsewhere with another seed, and nothing else', () => {
    const [one, same, other] = [11, 11, 12].map((seed) => teachingCase(settingsWith({ seed })));
    expect(one?.grid).toEqual(same?.grid);
    expect(one?.planesMm).toEqual(same?.planesMm);
    expect(other?.grid.xMm[0]).not.toBe(one?.grid.xMm[0]);
    expect(other?.planesMm[0]).not.toBe(one?.planesMm[0]);
    expect(other?.ptv.truth).toEqual(one?.ptv.truth);
  });

  it('say so of a target that no slice cuts', () => {
    const missed = Array.from({ length: 20 }, (_, seed) =>
      teachingCase(settingsWith({ diameterMm: 3, marginMm: 0, sliceSpacingMm: 5, seed })),
    );
    expect(missed.some(({ ptv }) => ptv.structure === null)).toBe(true);
    expect(missed.some(({ ptv }) => ptv.structure !== null)).toBe(true);
  });
});
