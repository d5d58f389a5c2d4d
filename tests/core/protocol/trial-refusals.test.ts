import { describe, expect, it } from 'vitest';
import { isTrabeculaError, loadTrial, type Trial } from '../../../core/index.ts';
import { asOverall } from '../../../core/protocol/overall-outcome.ts';
import { aLesion, aTarget, findingOf, himarsJson } from './a-lesion.ts';

interface Loose {
  id: string;
  readings: Record<string, { options: Record<string, unknown>; default: string | null }>;
  rules: (Record<string, unknown> & { id: string; kind: string; bands: Record<string, unknown>[] })[];
}
async function refusal(change: (trial: Loose) => void): Promise<{ message: string; kind: string }> {
  const copy = structuredClone(himarsJson) as Loose;
  change(copy);
  try {
    await loadTrial({ source: copy, where: 'trial.json' });
  } catch (error) {
    if (isTrabeculaError(error)) return { message: error.message, kind: error.kind };
    throw error;
  }
  throw new Error('accepted');
}
const rule = (trial: Loose, name: string): Loose['rules'][number] =>
  trial.rules.find(({ id }) => id === `himars/${name}`)!;

describe('a trial file that contradicts itself is refused', () => {
  it('where two bands hold, and where none does, with a number at which', async () => {
    const both = await refusal((trial) => (rule(trial, 'ptv-coverage').bands[0]!['when'] = 'coverage >= 85'));
    expect(both.kind).toBe('unreadable');
    expect(both.message).toContain('the bands are not total and disjoint');
    expect(both.message).toMatch(/found ".*coverage >= 85.*" and ".*" both hold at coverage = \d/);
    expect(both.message).toContain('expected exactly one band for every number');
    const gap = await refusal((trial) => (rule(trial, 'ptv-coverage').bands[0]!['when'] = 'coverage > 90'));
    expect(gap.message).toContain('no band holds at coverage = 90');
  });

  it.each([
    ['prescription-isodose', 'reading'],
    ['maximum-dose', 'statisticReading'],
    ['maximum-dose', 'placeReading'],
    ['schedule', 'weekReading'],
    ['schedule', 'scopeReading'],
    ['volume-level', 'volumeReading'],
    ['volume-level', 'nodesReading'],
    ['volume-level', 'levelReading'],
    ['exclusion', 'reading'],
  ])('where a rule hangs on a reading that is not there: %s, %s', async (name, key) => {
    const { message, kind } = await refusal((trial) => (rule(trial, name)[key] = 'nowhere'));
    expect(kind).toBe('unreadable');
    expect(message).toContain(`rule himars/${name} hangs on a reading "nowhere" that is not in "readings"`);
  });

  it('where a rule comes twice, with its place', async () => {
    const { message } = await refusal((trial) => trial.rules.push(trial.rules[0]!));
    expect(message).toMatch(/trial\.json, rules\[\d+\]: the rule id "himars\/ptv-coverage" is used twice/);
  });

  it('where it extends what does not ship', async () => {
    const source = { schema: 'trabecula/trial/1', id: 'site', extends: 'himar' };
    const thrown: unknown = await loadTrial({ source, where: 'site.json', shipped: { himars: himarsJson } }).catch(
      (error: unknown) => error,
    );
    expect(isTrabeculaError(thrown) && [thrown.kind, thrown.message]).toEqual([
      'unreadable',
      'site.json, extends: no trial "himar" ships with the program, nearest is "himars"',
    ]);
  });
});

describe('what is refused', () => {
  it.each<[string, (trial: Loose) => void, string]>([
    [
      'an item that nothing explains',
      (trial) =>
        (rule(trial, 'ptv-coverage')['cite'] = { registry: 'N', section: 'S', items: ['H19', 'H20', 'H21', 'H99'] }),
      'trial.json, rules[0].cite.items: rule himars/ptv-coverage cites item H99, which "items" does not explain',
    ],
    [
      'a band that rests on what its rule does not cite',
      (trial) => (rule(trial, 'ptv-coverage').bands[1]!['item'] = 'H30'),
      'trial.json, rules[0].bands: a band of rule himars/ptv-coverage rests on item H30, which the rule does not cite',
    ],
    [
      'an option that the code does not know',
      (trial) => (trial.readings['isodoseOf']!.options['of-minimum'] = 'the minimum'),
      'trial.json, readings.isodoseOf.options: the reading "of-minimum" is not known to rules of kind isodose',
    ],
    [
      'bands under an option that is none',
      (trial) => {
        const { bands } = rule(trial, 'ptv-coverage');
        rule(trial, 'ptv-coverage')['underReadings'] = [{ reading: 'isodoseOf', option: 'of-mean', bands }];
      },
      'trial.json, rules[0].underReadings: "of-mean" is no option of isodoseOf',
    ],
    [
      'a default that is no option',
      (trial) => (trial.readings['isodoseOf']!.default = 'of-maxmum'),
      'trial.json, readings.isodoseOf.default: the default "of-maxmum" is no option of isodoseOf, nearest is "of-maximum"',
    ],
  ])('%s, with its place', async (_, change, message) => {
    expect((await refusal(change)).message).toBe(message);
  });

  it.each([
    ['prescription-isodose', 'isodose'],
    ['maximum-dose', 'maximum'],
    ['exclusion', 'ratio'],
  ])('bands of %s that leave a number out, as those of a coverage', async (name, variable) => {
    const { message } = await refusal((trial) => {
      rule(trial, name).bands = [{ ...rule(trial, name).bands[0]!, when: `${variable} > 55` }];
    });
    expect(message).toBe(
      `trial.json, rule himars/${name}, bands: the bands are not total and disjoint (found no band holds at ${variable} = -1000000000; expected exactly one band for every number)`,
    );
  });

  it.each([
    [['coverage < 80', 'coverage > 80'], 'no band holds at coverage = 80'],
    [['coverage <= 80', 'coverage >= 90'], 'no band holds at coverage = 80.00000008'],
    [['coverage <= 0', 'coverage > 2e-10'], 'no band holds at coverage = 1e-10'],
    [['coverage < 80', 'coverage >= 80 and coverage < 90'], 'no band holds at coverage = 90'],
    [['coverage <= 80', 'coverage > 80 and coverage <= 90'], 'no band holds at coverage = 90.00000009'],
    [['coverage <= -3', 'coverage >= -2'], 'no band holds at coverage = -2.999999997'],
    [['coverage <= 0', 'coverage >= 0.5'], 'no band holds at coverage = 1e-9'],
    [['coverage < 80', 'coverage >= 79'], '"coverage < 80" and "coverage >= 79" both hold at coverage = 79'],
  ])('bands %j: %s', async (whens, found) => {
    const { message } = await refusal((trial) => {
      const [band] = rule(trial, 'ptv-coverage').bands;
      rule(trial, 'ptv-coverage').bands = whens.map((when) => ({ class: band!['class'], when }));
    });
    expect(message).toContain(`(found ${found}; expected`);
  });

  it.each(['null', '[]', '3', '"extends"', '{}'])('the text %s, which is no trial', async (source) => {
    const thrown: unknown = await loadTrial({ source, where: 'trial.json' }).catch((error: unknown) => error);
    expect(isTrabeculaError(thrown) && thrown.kind).toBe('unreadable');
  });
});

describe('what is loaded', () => {
  it('has the bands of the file, with what they say and when they hold', async () => {
    const copy = structuredClone(himarsJson) as Loose;
    rule(copy, 'ptv-coverage').bands[0]!['note'] = 'as asked for';
    delete rule(copy, 'ptv-coverage').bands[1]!['item'];
    const trial = await loadTrial({ source: copy, where: 'trial.json' });
    expect([trial.extends, trial.changed, trial.noDoseRules]).toEqual([null, [], null]);
    const [first] = trial.rules;
    if (first?.kind !== 'coverage') throw new Error('no coverage');
    expect(first.bands.map(({ holds, ...said }) => ({ ...said, holds: [70, 80, 85, 90, 95].map(holds) }))).toEqual([
      {
        class: 'per-protocol',
        when: 'coverage >= 90',
        note: 'as asked for',
        item: 'H19',
        holds: [false, false, false, true, true],
      },
      {
        class: 'acceptable-deviation',
        when: 'coverage >= 80 and coverage < 90',
        note: null,
        holds: [false, true, true, false, false],
      },
      {
        class: 'unacceptable-deviation',
        when: 'coverage < 80',
        note: null,
        item: 'H21',
        holds: [true, false, false, false, false],
      },
    ]);
    expect(Object.keys(first.bands[1]!)).not.toContain('item');
  });
});

describe("a site's file over a trial that ships", () => {
  const load = (more: object): Promise<Trial> =>
    loadTrial({
      source: { schema: 'trabecula/trial/1', id: 'site', extends: 'himars', ...more },
      where: 'site.json',
      shipped: { himars: himarsJson },
    });
  const cite = { registry: 'NCT06978296', section: 'amendment 2', items: ['H30'] };

  it('says only what the trial says, and nothing of what it leaves out', async () => {
    const { screening } = await load({});
    expect(Object.values(screening)).not.toContain(undefined);
    expect(Object.keys(screening)).toContain('criteria');
    expect(Object.keys(screening)).not.toContain('strata');
    const bare = structuredClone(himarsJson) as Record<string, unknown>;
    delete bare['criteria'];
    const shipped = { himars: bare };
    const source = { schema: 'trabecula/trial/1', id: 'site', extends: 'himars' };
    expect(Object.keys((await loadTrial({ source, where: 's', shipped })).screening)).not.toContain('criteria');
    const added = { id: 'site/new', kind: 'inclusion', group: 'patient', name: 'new', cite, when: 'male' };
    const one = await loadTrial({ source: { ...source, criteria: [added] }, where: 's', shipped });
    expect(one.screening.criteria?.map(({ id }) => id)).toEqual(['site/new']);
  });

  it('changes a criterion by its id, with one way of answering in place of another, and adds its own', async () => {
    const before = (await load({})).screening.criteria ?? [];
    const added = { id: 'site/new', kind: 'exclusion', group: 'patient', name: 'new', cite, when: 'not male' };
    const trial = await load({
      criteria: [
        { id: 'himars/sex', cite, name: 'any sex' },
        { id: 'himars/disease', cite, question: 'Is it so?' },
        added,
      ],
    });
    const after = trial.screening.criteria ?? [];
    expect(trial.changed).toEqual(['himars/sex', 'himars/disease', 'site/new']);
    expect(after).toHaveLength(before.length + 1);
    expect(after.at(-1)).toEqual(added);
    before.forEach((criterion, n) => {
      const { when, ...rest } = criterion;
      if (criterion.id === 'himars/sex') expect(after[n]).toEqual({ ...criterion, cite, name: 'any sex' });
      else if (criterion.id === 'himars/disease') expect(after[n]).toEqual({ ...rest, cite, question: 'Is it so?' });
      else expect(after[n]).toEqual(criterion);
      expect(criterion.id !== 'himars/disease' || when !== undefined).toBe(true);
    });
  });

  it.each([
    [
      { rules: [{ id: 'himars/ptv-coverag', cite }] },
      'site.json, rules: no rule "himars/ptv-coverag" to change, nearest is "himars/ptv-coverage" (expected a known id, or a "kind" for a new rule)',
    ],
    [
      { criteria: [{ id: 'himars/se', cite }] },
      'site.json, criteria: no criterion "himars/se" to change, nearest is "himars/sex" (expected a known id, or a "kind" for a new criterion)',
    ],
  ])('%j is refused', async (more, message) => {
    const thrown: unknown = await load(more).catch((error: unknown) => error);
    expect(isTrabeculaError(thrown) && [thrown.kind, thrown.message]).toEqual(['unreadable', message]);
  });

  it('names none that is near where none ships', async () => {
    const source = { schema: 'trabecula/trial/1', id: 'site', extends: 'himars' };
    const thrown: unknown = await loadTrial({ source, where: 'site.json' }).catch((error: unknown) => error);
    expect(isTrabeculaError(thrown) && thrown.message).toBe(
      'site.json, extends: no trial "himars" ships with the program',
    );
  });

  it('may be read another way only by readings that there are', async () => {
    const { message } = await refusal((trial) => {
      rule(trial, 'ptv-coverage')['underReadings'] = [
        { reading: 'nowhere', option: 'x', bands: rule(trial, 'ptv-coverage').bands },
      ];
    });
    expect(message).toContain('rule himars/ptv-coverage hangs on a reading "nowhere" that is not in "readings"');
  });

  it('says that there is no rule on dose where there is none, and only there', async () => {
    const dosed = ['coverage', 'isodose', 'maximum', 'regimen'];
    for (const kept of [...dosed, null]) {
      const only = (trial: Loose): void => {
        trial.rules = trial.rules.filter(({ kind }) => kind === kept || !dosed.includes(kind));
      };
      const said = 'the record states none';
      const withoutWord = refusal(only);
      const withWord = refusal((trial) => {
        only(trial);
        (trial as unknown as Record<string, unknown>)['noDoseRules'] = said;
      });
      await expect(kept === null ? withWord : withoutWord, String(kept)).rejects.toThrow('accepted');
      expect((await (kept === null ? withoutWord : withWord)).message, String(kept)).toBe(
        kept === null
          ? 'trial.json, noDoseRules: no rule on dose: "noDoseRules" must say so'
          : 'trial.json, noDoseRules: "noDoseRules" beside rules on dose',
      );
    }
  });

  it('lists the limits of a rule in ascending order, however its bands are ordered', async () => {
    const copy = structuredClone(himarsJson) as Loose;
    const { bands } = rule(copy, 'ptv-coverage');
    for (const order of [bands, [...bands].reverse(), [bands[1]!, bands[0]!, bands[2]!]]) {
      rule(copy, 'ptv-coverage').bands = order;
      const trial = await loadTrial({ source: copy, where: 'trial.json' });
      expect(trial.rules.find(({ id }) => id === 'himars/ptv-coverage')).toMatchObject({ edges: [80, 90] });
    }
  });
});

describe('outcomes', () => {
  it('of a rule that is met are no deviation found, of others themselves', () => {
    expect((['met', 'per-protocol', 'not-met', 'undecided', 'acceptable-deviation'] as const).map(asOverall)).toEqual([
      'no-deviation-found',
      'no-deviation-found',
      'not-met',
      'undecided',
      'acceptable-deviation',
    ]);
  });

  it('a regimen may be off by its tolerance and no more', () => {
    const met = (doseGy: number) =>
      findingOf('himars/regimen', {
        lesions: [
          aLesion({ prescription: { doseGy, fractions: 3, isodosePercent: null, isodoseOf: null, source: 'x' } }),
        ],
      }).outcome;
    expect([27, 27.01, 26.99, 27.011, 26.98].map(met)).toEqual(['met', 'met', 'met', 'not-met', 'not-met']);
  });

  it('an isodose that the case states below the limit is settled, whatever reading is chosen, if it says no other', () => {
    const stated = (isodoseOf: 'maximum' | 'point' | null, reading: string) =>
      findingOf('himars/prescription-isodose', {
        lesions: [
          aLesion({
            gtv: null,
            ptv: aTarget({ dmaxGy: 40, d2PercentGy: 39 }),
            prescription: { doseGy: 27, fractions: 3, isodosePercent: 40, isodoseOf, source: 'case file' },
          }),
        ],
        readings: { isodoseOf: reading },
      });
    expect(stated(null, 'of-maximum').reason).toContain('the case states the 40 % isodose');
    expect(stated('maximum', 'of-maximum').reason).toContain('the case states the 40 % isodose');
    expect(stated('point', 'of-maximum').reason ?? '').not.toContain('the case states the 40 % isodose');
  });
});
