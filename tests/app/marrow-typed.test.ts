import { describe, expect, it } from 'vitest';
import { type MarrowResult, type MarrowWish, TrabeculaError } from '../../core/index.ts';
import { marrowTyped } from '../../src/app/marrow-typed.ts';

const LESIONS = [
  { id: 'L1', gtvCm3: 100, ptvCm3: 140, site: 'bone', highRisk: true, symptomatic: false, inTrabecularCm3: 30 },
  { id: 'L2', gtvCm3: 120, ptvCm3: 150, site: 'bone', highRisk: false, symptomatic: false, inTrabecularCm3: 70 },
  { id: 'L3', gtvCm3: 80, ptvCm3: 120, site: 'node', highRisk: false, symptomatic: false },
];

/** Reserve 1100 - 100 = 1000 cm³: every percentage is a tenth of the volume. */
const COMPLETE = {
  schema: 'trabecula/typed/1',
  trabecularCm3: 1100,
  kind: 'trabecular',
  skeletonComplete: true,
  gtvTotalComplete: true,
  readings: { irradiationVolume: 'gtv', nodes: 'with' },
  lesions: LESIONS,
} as const;

function ask(typed: object, wish: Partial<MarrowWish> = {}): Promise<MarrowResult> {
  return marrowTyped({
    text: JSON.stringify(typed),
    path: 'typed.json',
    sha256: '',
    trial: null,
    wish: { level: 1, objective: 'order', order: [], must: [], not: [], ...wish },
  });
}

function readingOf(result: MarrowResult, reading: string, nodes = 'with'): MarrowResult['readings'][number] {
  return result.readings.find((each) => each.reading === reading && each.nodes === nodes)!;
}

describe('marrow from typed volumes', () => {
  it('is the trabecular volume less the parts in lesions, and the ratio that over it', async () => {
    const result = await ask(COMPLETE);
    expect(result.reserveCm3).toEqual({ value: 1000, low: 1000, high: 1000 });
    expect(readingOf(result, 'gtv').ratioPercent?.value).toBeCloseTo(30, 9);
    expect(readingOf(result, 'gtv').lowestLevelNotExceeded).toBe(1);
    expect(readingOf(result, 'gtv', 'without').lowestLevelNotExceeded).toBe(2 - 1);
    expect(readingOf(result, 'ptv').lowestLevelNotExceeded).toBe(3);
    expect(result.exclusion).toMatchObject({ ratioPercent: 10, outcome: 'passes' });
    expect(result.selection).toMatchObject({
      status: 'fits',
      proposed: ['L1', 'L2', 'L3'],
      budgetCm3: 300,
      usedCm3: 300,
    });
  });

  it('holds a level for any trabecular volume from where the ratio meets it', async () => {
    // 300 cm³ are 30 % of a reserve of 1000, and 20 % of 1500; 100 cm³ lie in lesions.
    const { level } = await ask(COMPLETE);
    expect(level.lowestNotExceeded).toBe(1);
    expect(level.holdsAboveTrabecularCm3).toBeCloseTo(1100, 9);
    expect(level.lowerFromTrabecularCm3).toBeCloseTo(1600, 9);
  });

  it('implies the level whose limit is met within 1e-6 cm³, and the next one beyond', async () => {
    const levelAt = async (gtvCm3: number): Promise<unknown> => {
      const lesion = { id: 'L1', gtvCm3, site: 'bone', highRisk: false, symptomatic: false, inTrabecularCm3: 0 };
      return readingOf(await ask({ ...COMPLETE, trabecularCm3: 1000, lesions: [lesion] }), 'gtv')
        .lowestLevelNotExceeded;
    };
    expect(await levelAt(200)).toBe(-1);
    expect(await levelAt(200.0000009)).toBe(-1);
    expect(await levelAt(200.0000011)).toBe(1);
    expect(await levelAt(400)).toBe(2);
    expect(await levelAt(500)).toBe(3);
    expect(await levelAt(500.1)).toBe('above-all-levels');
  });

  it('excludes above 50 % and not at it', async () => {
    const outcome = async (gtvCm3: number): Promise<unknown> => {
      const lesion = { id: 'L1', gtvCm3, site: 'bone', highRisk: false, symptomatic: true, inTrabecularCm3: 0 };
      return (await ask({ ...COMPLETE, trabecularCm3: 1000, lesions: [lesion] })).exclusion.outcome;
    };
    expect(await outcome(500)).toBe('passes');
    expect(await outcome(500.01)).toBe('fails');
  });

  it('bounds the exclusion from both sides where flags are unknown', async () => {
    const unknown = { id: 'L9', gtvCm3: 450, site: 'bone', highRisk: null, symptomatic: false, inTrabecularCm3: 0 };
    const { exclusion } = await ask({ ...COMPLETE, lesions: [...LESIONS, unknown] });
    expect(exclusion).toMatchObject({ outcome: 'undecided', ratioRangePercent: { low: 10, high: 55 } });
    expect(exclusion.reason).toContain('L9');
    const small = { ...unknown, gtvCm3: 100 };
    expect((await ask({ ...COMPLETE, lesions: [...LESIONS, small] })).exclusion.outcome).toBe('passes');
  });

  it('takes an absent part in trabecular bone for anything from nothing to the whole lesion', async () => {
    const { inTrabecularCm3: _, ...open } = LESIONS[1]!;
    const result = await ask({ ...COMPLETE, lesions: [LESIONS[0], open, LESIONS[2]] });
    expect(result.intersectionCm3).toEqual({ value: 150, low: 30, high: 150 });
    expect(result.reserveCm3).toEqual({ value: 950, low: 950, high: 1070 });
    const { ratioPercent, lowestLevelNotExceeded } = readingOf(result, 'gtv');
    expect(ratioPercent?.low).toBeCloseTo(30000 / 1070, 9);
    expect(ratioPercent?.high).toBeCloseTo(30000 / 950, 9);
    expect(lowestLevelNotExceeded).toBe('not-evaluable');
  });

  it('refuses a reserve of nothing', async () => {
    await expect(ask({ ...COMPLETE, trabecularCm3: 100 })).rejects.toThrow(TrabeculaError);
    await expect(ask({ ...COMPLETE, trabecularCm3: 99 })).rejects.toThrow('more lies in the lesions');
  });

  it('says that a level cannot be filled, and never at the lowest', async () => {
    const small = LESIONS.map((lesion) => ({ ...lesion, gtvCm3: lesion.gtvCm3 / 4, inTrabecularCm3: 0 }));
    const at = async (level: number): Promise<MarrowResult['selection']> =>
      (await ask({ ...COMPLETE, lesions: small }, { level })).selection;
    expect(await at(1)).toMatchObject({ status: 'cannot-fill', proposed: ['L1', 'L2', 'L3'] });
    expect(await at(-1)).toMatchObject({ status: 'fits', proposed: ['L1', 'L2', 'L3'] });
  });

  it('chooses nothing where the priority lesions exceed the level, and shows what can be done', async () => {
    const lesions = LESIONS.map((lesion) => ({ ...lesion, symptomatic: lesion.site === 'bone' }));
    const { selection, exclusion } = await ask({ ...COMPLETE, lesions }, { level: -1, order: ['L2'] });
    expect(selection).toMatchObject({ status: 'priority-exceeds-level', proposed: [], priority: ['L2', 'L1'] });
    expect(selection.options.map(({ words }) => words).join('\n')).toMatch(
      /level 1 \(30 %\)[\s\S]*in your order up to this level: L2/,
    );
    expect(exclusion.outcome).toBe('passes');
  });

  it('keeps the reserve when lesions are not treated', async () => {
    const untreated = LESIONS.map((lesion) => ({ ...lesion, treated: lesion.id === 'L1' }));
    const all = await ask(COMPLETE);
    const some = await ask({ ...COMPLETE, lesions: untreated });
    expect(some.reserveCm3).toEqual(all.reserveCm3);
    expect(readingOf(some, 'gtv').volumeCm3).toBe(100);
  });

  it('warns of a trabecular volume that no man has, and goes on', async () => {
    const { warnings, level } = await ask({ ...COMPLETE, trabecularCm3: 4000 });
    expect(warnings.map(({ code }) => code)).toEqual(['trabecular-volume']);
    expect(level.lowestNotExceeded).toBe(-1);
  });

  it('needs no reading of nodes where there are none, and agrees on a level where all readings do', async () => {
    const bones = LESIONS.filter(({ site }) => site === 'bone');
    const { level } = await ask({ ...COMPLETE, readings: { irradiationVolume: 'gtv' }, lesions: bones });
    expect(level).toMatchObject({ lowestNotExceeded: 1, reading: 'gtv', nodes: 'with' });
  });
});

describe('what is missing never leads to a level', () => {
  const withoutKey = (key: keyof typeof COMPLETE): object =>
    Object.fromEntries(Object.entries(COMPLETE).filter(([each]) => each !== key));
  const priorityUnknown = LESIONS.map(({ symptomatic: _, ...lesion }) => ({ ...lesion, highRisk: false }));

  it.each([
    ['the kind of bone', withoutKey('kind')],
    ['a kind that is trabecular', { ...COMPLETE, kind: 'whole-bone' }],
    ['the declaration of the skeleton', withoutKey('skeletonComplete')],
    ['a whole skeleton', { ...COMPLETE, skeletonComplete: false }],
    ['the declaration of all tumour', withoutKey('gtvTotalComplete')],
    ['all tumour', { ...COMPLETE, gtvTotalComplete: false }],
    ['knowledge of all tumour', { ...COMPLETE, gtvTotalComplete: 'unknown' }],
    ['a lesion’s volume', { ...COMPLETE, lesions: [...LESIONS, { id: 'L4', ptvCm3: 3, site: 'bone' }] }],
    ['a level that is a ceiling', { ...COMPLETE, readings: { ...COMPLETE.readings, levelMeans: 'target' } }],
  ])('without %s', async (_, typed) => {
    const { level, exclusion, selection, readings } = await ask(typed);
    expect(level.lowestNotExceeded).toBe('not-evaluable');
    expect(level.reason).not.toBeNull();
    expect(readings.every(({ lowestLevelNotExceeded }) => lowestLevelNotExceeded === 'not-evaluable')).toBe(true);
    expect(exclusion.outcome).toBe('not-evaluable');
    expect(selection).toMatchObject({ status: 'not-evaluable', proposed: [] });
    expect(selection.reason).not.toBeNull();
  });

  it.each([
    ['a reading', withoutKey('readings')],
    ['a reading of the volume', { ...COMPLETE, readings: { nodes: 'with' } }],
  ])('without %s, while readings differ', async (_, typed) => {
    const { level, exclusion, selection, readings } = await ask(typed);
    expect(level).toMatchObject({ lowestNotExceeded: 'not-evaluable', reading: null });
    expect(level.reason).toContain('"irradiationVolume"');
    expect(selection.status).toBe('not-evaluable');
    expect(exclusion.outcome).toBe('not-evaluable');
    // What each reading implies is shown all the same, that of the record's words first.
    expect(readings[0]).toMatchObject({ reading: 'gtv', nodes: 'with', lowestLevelNotExceeded: 1 });
  });

  it('without a reading of nodes where there may be some', async () => {
    const { level } = await ask({ ...COMPLETE, readings: { irradiationVolume: 'ptv' }, trabecularCm3: 1200 });
    expect(level.lowestNotExceeded).toBe('not-evaluable');
  });

  it('without an open level there is no proposal', async () => {
    const { selection, level } = await ask(COMPLETE, { level: null });
    expect(selection).toMatchObject({ status: 'not-evaluable', proposed: [] });
    expect(level.lowestNotExceeded).toBe(1);
  });

  it('without flags there is no proposal that hangs on them', async () => {
    const { selection } = await ask({ ...COMPLETE, lesions: priorityUnknown }, { level: -1 });
    expect(selection).toMatchObject({ status: 'not-evaluable', proposed: [] });
    expect(selection.reason).toContain('high-risk or symptomatic');
  });

  it('without lesions nothing is told, and nothing reads as 0 %', async () => {
    const { level, exclusion, selection, readings } = await ask({ ...COMPLETE, lesions: [] });
    expect(level).toMatchObject({ lowestNotExceeded: 'not-evaluable', reason: 'there are no lesions' });
    expect(exclusion.outcome).toBe('not-evaluable');
    expect(selection.status).toBe('not-evaluable');
    expect(readings.every(({ volumeCm3, ratioPercent }) => volumeCm3 === null && ratioPercent === null)).toBe(true);
  });

  it('without a treated lesion there is no level, but a proposal', async () => {
    const lesions = LESIONS.map((lesion) => ({ ...lesion, treated: false }));
    const { level, selection } = await ask({ ...COMPLETE, lesions });
    expect(level).toMatchObject({ lowestNotExceeded: 'not-evaluable', reason: 'no lesion is treated' });
    expect(selection).toMatchObject({ status: 'fits', proposed: ['L1', 'L2', 'L3'] });
  });

  it('says at least what ratio there is where tumour is missing', async () => {
    const { level } = await ask({ ...COMPLETE, gtvTotalComplete: false });
    expect(level.atLeastPercent).toBeCloseTo(30, 9);
    expect((await ask(COMPLETE)).level.atLeastPercent).toBeNull();
  });
});
