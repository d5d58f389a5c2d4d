import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { designOf } from '../../../core/escalation/design-of.ts';
import { exactCharacteristics } from '../../../core/escalation/exact-characteristics.ts';
import { simulateTrials, toxicityAt } from '../../../core/escalation/simulate-trials.ts';
import { DESIGN_METHODS, nextAssignment, operatingCharacteristics, readDesign } from '../../../core/index.ts';
import { aDesign } from './a-design.ts';

const curve = [0.05, 0.15, 0.3, 0.55];
const start = { tallies: curve.map(() => ({ subjects: 0, toxicities: 0 })), current: null, run: 0 };
const wish = { trials: 10_000, seed: 7, attainablePercent: null };

describe('operating characteristics', () => {
  test.each(DESIGN_METHODS)('of %s by simulation are those of every state with its probability', (method) => {
    const design = designOf(readDesign(aDesign(method), 'design'));
    const exact = exactCharacteristics(design, start, curve, 18);
    const drawn = simulateTrials(design, curve, { ...wish, maxSubjects: 18, volumes: null });
    const shares = (found: typeof exact) => [...found.chosen, found.none, found.unsettled];
    expect(shares(exact).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 10);
    shares(exact).forEach((share, index) => {
      // Five standard errors of 10,000 trials.
      const allowed = 5 * Math.sqrt((share * (1 - share)) / wish.trials) + 1e-4;
      expect(Math.abs((shares(drawn)[index] ?? 0) - share)).toBeLessThan(allowed);
    });
    exact.subjects.forEach((count, level) => {
      expect(Math.abs((drawn.subjects[level] ?? 0) - count)).toBeLessThan(0.2);
      // Every subject at a level has the toxicity of the level, whatever the design.
      expect(exact.toxicities[level]).toBeCloseTo(count * (curve[level] ?? 0), 10);
    });
  });

  test('are the same for the same seed, and others for another', () => {
    const design = designOf(readDesign(aDesign('boin'), 'design'));
    const drawn = (seed: number) =>
      simulateTrials(design, curve, { trials: 500, seed, maxSubjects: 18, volumes: null }).chosen;
    expect(drawn(3)).toEqual(drawn(3));
    expect(drawn(3)).not.toEqual(drawn(4));
  });

  test('choose the highest level where nothing is toxic, and none where everything is', () => {
    for (const method of DESIGN_METHODS) {
      const file = readDesign(aDesign(method, method === 'crm' ? { stopAbove: 0.9 } : {}), 'design');
      const [safe, toxic] = operatingCharacteristics(file, {
        ...wish,
        trials: 50,
        curves: [
          { name: 'safe', toxicity: [0, 0, 0, 0] },
          { name: 'toxic', toxicity: [1, 1, 1, 1] },
        ],
      });
      expect(safe?.levels.at(-1)?.chosen, method).toBe(1);
      expect(toxic?.none, method).toBe(1);
    }
  });

  test.each([
    [[0.1, 0.2, 0.3], '3 probabilities for 4 levels'],
    [[0.1, 0.3, 0.2, 0.4], 'fall'],
    [[0.1, 0.2, 0.3, 1.4], 'between 0 and 1'],
  ])('of the curve %j are refused', (toxicity, why) => {
    const file = readDesign(aDesign('3+3'), 'design');
    expect(() => operatingCharacteristics(file, { ...wish, curves: [{ name: 'x', toxicity }] })).toThrow(why);
  });
});

describe('patients whose volumes limit a level', () => {
  const file = readDesign(aDesign('3+3'), 'design');
  const limited = (attainablePercent: number[], changes: object = {}) =>
    operatingCharacteristics(
      { ...file, ...changes },
      { ...wish, trials: 2000, curves: [{ name: 'c', toxicity: curve }], attainablePercent },
    );

  test('change nothing where everybody fills every level', () => {
    const [exact, treated, passed] = limited([80, 60]);
    expect(treated?.levels.map(({ chosen }) => chosen)).toEqual(passed?.levels.map(({ chosen }) => chosen));
    treated?.levels.forEach(({ chosen, notTesting, achievedPercent, percent }, level) => {
      expect(Math.abs(chosen - (exact?.levels[level]?.chosen ?? 0))).toBeLessThan(0.06);
      expect(notTesting).toBe(0);
      if (achievedPercent !== null) expect(achievedPercent).toBeCloseTo(percent, 10);
    });
    expect(passed?.screened).toBeCloseTo(passed?.subjects ?? 0, 6);
  });

  test('make the highest level look safe when they are treated with less, and cannot be found when they are passed over', () => {
    // Nobody reaches more than 25 %: between level -1 (20 %) and level 1 (30 %), with a toxicity of 0.1.
    const [, treated, passed] = limited([25]);
    const top = treated?.levels.at(-1);
    expect(top?.notTesting).toBeCloseTo(top?.subjects ?? 0, 6);
    expect((treated?.toxicities ?? 0) / (treated?.subjects ?? 1)).toBeCloseTo(0.1, 1);
    // Level 2 asks for more than 30 %: the trial ends there for want of patients, unless level 1 led down.
    expect(passed?.unsettled).toBeGreaterThan(0.85);
    expect(passed?.levels.slice(2).map(({ subjects }) => subjects)).toEqual([0, 0]);
  });

  test('take the toxicity of their ratio, in proportion between levels', () => {
    const levels = [20, 30, 40, 50];
    expect([0, 10, 20, 25, 45, 50, 70].map((percent) => Number(toxicityAt(percent, levels, curve).toFixed(6)))).toEqual(
      [0, 0.025, 0.05, 0.1, 0.425, 0.55, 0.55],
    );
  });
});

describe('every design, whatever the outcomes', () => {
  const outcome = fc.constantFrom('yes', 'no', 'no' as const);
  test('ends within its subjects, moves one level up at most, and is the same asked again', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...DESIGN_METHODS),
        fc.array(outcome, { minLength: 18, maxLength: 18 }),
        (method, outcomes) => {
          const file = readDesign(aDesign(method), 'design');
          const subjects: { id: string; level: number; toxicity: 'yes' | 'no' }[] = [];
          for (const toxicity of outcomes) {
            const next = nextAssignment(file, subjects);
            expect(nextAssignment(file, subjects)).toEqual(next);
            if (next.action !== 'assign' || next.level === null) break;
            const ids = file.levels.map(({ id }) => id);
            const tried = Math.max(-1, ...subjects.map(({ level }) => ids.indexOf(level)));
            if (subjects.length > 0) expect(ids.indexOf(next.level)).toBeLessThanOrEqual(tried + 1);
            subjects.push({ id: `S${subjects.length}`, level: next.level, toxicity });
          }
          const last = nextAssignment(file, subjects);
          expect(subjects.length < 18 ? last.action : 'stop').toBe('stop');
          expect(last.action).toBe('stop');
        },
      ),
      { numRuns: 60 },
    );
  });
});
