import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MarrowResult, MarrowWish } from '../../core/index.ts';
import { marrowTyped } from '../../src/app/marrow-typed.ts';
import { TYPED_VOLUMES } from '../typed-volumes.ts';

function ask(typed: object, wish: Partial<MarrowWish>): Promise<MarrowResult> {
  return marrowTyped({
    text: JSON.stringify(typed),
    path: 'typed.json',
    sha256: '',
    trial: null,
    wish: { level: 1, objective: 'order', order: [], must: [], not: [], ...wish },
  });
}

describe('a set of lesions that the user picked', () => {
  it('is judged against the open level and every other, with what it leaves out of those that come first', async () => {
    // Reserve 1000 cm³. L2 and L3 are 200, exactly 20 %; L1 comes first and is not among them.
    const { picked, selection } = await ask(TYPED_VOLUMES, { level: -1, pick: ['L3', 'L2'] });
    expect(picked).toMatchObject({
      level: -1,
      lesions: ['L2', 'L3'],
      priorityLeftOut: ['L1'],
      unsaidLeftOut: [],
      usedCm3: 200,
      remainingCm3: 0,
      status: 'fits',
    });
    expect(picked?.ratioPercent?.value).toBeCloseTo(20, 9);
    expect(picked?.levels.map(({ outcome }) => outcome)).toEqual(['inside', 'inside', 'inside', 'inside']);
    expect(selection.proposed).toEqual(['L1', 'L3']);
    const more = await ask(TYPED_VOLUMES, { level: -1, pick: ['L1', 'L2'] });
    expect(more.picked).toMatchObject({ status: 'exceeds', remainingCm3: -20, priorityLeftOut: [] });
    expect(more.picked?.levels.map(({ outcome }) => outcome)).toEqual(['outside', 'inside', 'inside', 'inside']);
  });

  it('is undecided where the range spans the level, and not evaluable while anything is not declared', async () => {
    // L2 wholly in bone or not at all: reserve 950 to 1070 cm³; 300 cm³ are 31.6 % to 28.0 %.
    const lesions = TYPED_VOLUMES.lesions.map((lesion) =>
      lesion.id === 'L2' ? { ...lesion, inTrabecularCm3: undefined } : lesion,
    );
    const { picked } = await ask({ ...TYPED_VOLUMES, lesions }, { pick: ['L1', 'L2', 'L3'] });
    expect(picked?.status).toBe('undecided');
    expect(picked?.levels.map(({ outcome }) => outcome)).toEqual(['outside', 'undecided', 'inside', 'inside']);
    expect(picked?.remainingRangeCm3?.low).toBeCloseTo(285 - 300, 9);
    expect(picked?.remainingRangeCm3?.high).toBeCloseTo(321 - 300, 9);
    for (const missing of ['kind', 'skeletonComplete', 'gtvTotalComplete', 'readings']) {
      const result = await ask({ ...TYPED_VOLUMES, [missing]: undefined }, { pick: ['L1'] });
      expect(result.picked, missing).toMatchObject({ status: 'not-evaluable', usedCm3: null });
      expect(result.picked?.reason, missing).toBeTruthy();
      expect(new Set(result.picked?.levels.map(({ outcome }) => outcome)), missing).toEqual(new Set(['not-evaluable']));
    }
  });

  it('names whom it leaves out though it is not said whether they come first, and refuses whom it does not know', async () => {
    const lesions = TYPED_VOLUMES.lesions.map(({ highRisk, ...lesion }) =>
      lesion.id === 'L2' ? lesion : { ...lesion, highRisk },
    );
    const { picked } = await ask({ ...TYPED_VOLUMES, lesions }, { pick: ['L1'] });
    expect(picked?.unsaidLeftOut).toEqual(['L2']);
    await expect(ask(TYPED_VOLUMES, { pick: ['L4'] })).rejects.toThrow('no lesion "L4"');
    expect((await ask(TYPED_VOLUMES, { pick: [] })).picked).toMatchObject({ usedCm3: 0, priorityLeftOut: ['L1'] });
    expect((await ask(TYPED_VOLUMES, {})).picked).toBeNull();
  });

  it('is told as its proposal is when it is the same, step by step, and each level as its share of the reserve', async () => {
    const volume = fc.integer({ min: 1, max: 400 }).map((tenths) => tenths / 10);
    const lesion = fc.record({
      gtvCm3: volume,
      highRisk: fc.boolean(),
      inside: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(lesion, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(-1, 1, 2, 3),
        fc.constantFrom('order', 'most-volume', 'most-lesions'),
        async (drawn, level, objective) => {
          const lesions = drawn.map(({ gtvCm3, highRisk, inside }, n) => ({
            id: `L${n + 1}`,
            gtvCm3,
            site: 'bone',
            highRisk,
            symptomatic: false,
            inTrabecularCm3: inside * gtvCm3,
          }));
          const typed = { ...TYPED_VOLUMES, trabecularCm3: 500, lesions };
          const { selection, budgets } = await ask(typed, { level, objective });
          const reserve = 500 - lesions.reduce((sum, { inTrabecularCm3 }) => sum + inTrabecularCm3, 0);
          expect(budgets.map(({ budgetCm3 }) => budgetCm3)).toEqual(
            [20, 30, 40, 50].map((percent) => expect.closeTo((percent / 100) * reserve, 6) as number),
          );
          const { picked } = await ask(typed, { level, objective, pick: selection.proposed });
          expect(picked?.lesions).toEqual(selection.proposed);
          if (selection.status !== 'fits') return;
          expect(picked?.status).toBe('fits');
          expect(picked?.usedCm3).toBeCloseTo(selection.usedCm3 ?? NaN, 5);
          expect(picked?.remainingCm3).toBeCloseTo(selection.remainingCm3 ?? NaN, 5);
          expect(picked?.steps).toEqual(selection.steps);
          const last = selection.steps.at(-1)?.sumCm3 ?? 0;
          expect(last).toBeCloseTo(selection.usedCm3 ?? NaN, 5);
          const first = selection.steps.map(({ id }) => lesions.find((each) => each.id === id)?.highRisk);
          expect(first).toEqual([...first].sort((a, b) => Number(b) - Number(a)));
        },
      ),
      { numRuns: 60 },
    );
  });
});
