import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { chooseReadings, isTrabeculaError, loadTrial, trialFileSchema } from '../../../core/index.ts';
import type { Trial } from '../../../core/index.ts';
import { himars, himarsJson } from './a-lesion.ts';

type Loose = Record<string, never> & {
  rules: Record<string, unknown>[];
  items: Record<string, string>;
  readings: Record<string, Record<string, unknown>>;
};
const changed = (change: (trial: Loose) => unknown): object => {
  const copy = structuredClone(himarsJson) as Loose;
  change(copy);
  return copy;
};
const load = (source: string | object): Promise<Trial> =>
  loadTrial({ source, where: 'trial.json', shipped: { himars: himarsJson } });
const extension = (more: object): object => ({ schema: 'trabecula/trial/1', id: 'site', extends: 'himars', ...more });

describe('seeds/himars.json', () => {
  it('is dated by its record and keeps its numbers', () => {
    expect(himars).toMatchObject({
      id: 'himars',
      registry: 'NCT06978296',
      recordDate: '2025-12-08',
      extends: null,
      changed: [],
    });
    const level = himars.rules.find((rule) => rule.kind === 'volume-level');
    expect(level?.levels).toEqual([
      { id: -1, percent: 20 },
      { id: 1, percent: 30, start: true },
      { id: 2, percent: 40 },
      { id: 3, percent: 50 },
    ]);
    const schedule = himars.rules.find((rule) => rule.kind === 'schedule');
    expect(schedule).toMatchObject({ fractionsPerWeek: 3, leastHoursBetween: 24 });
  });

  it('has the nine rules, each with registry, section and explained items', () => {
    expect(himars.rules.map(({ id }) => id)).toEqual(
      [
        'ptv-coverage',
        'gtv-coverage',
        'prescription-isodose',
        'maximum-dose',
        'regimen',
        'volume-level',
        'exclusion',
        'schedule',
        'organs-at-risk',
      ].map((id) => `himars/${id}`),
    );
    for (const { cite } of himars.rules) {
      expect(cite.registry).toBe('NCT06978296');
      expect(cite.section).not.toBe('');
      for (const item of cite.items) expect(himars.items[item]?.length).toBeGreaterThan(20);
    }
    const { record = [], criteria = [] } = himars.screening;
    const cited = [...himars.rules, ...record, ...criteria].flatMap(({ cite }) => cite.items);
    expect(new Set(cited)).toEqual(new Set(Object.keys(himars.items)));
  });

  it('computes reserve, level and exclusion: 300 cm³ of 1800 cm³ bone is level 20 %, 50 % exactly stays eligible', () => {
    const level = himars.rules.find((rule) => rule.kind === 'volume-level');
    const exclusion = himars.rules.find((rule) => rule.kind === 'exclusion');
    expect(level?.boneMarrowReserveCm3({ trabecularBone: 1800, trabecularBoneInGtvTotal: 300 })).toBeCloseTo(1500, 9);
    expect(level?.levelPercent({ irradiationVolume: 300, boneMarrowReserve: 1500 })).toBeCloseTo(20, 9);
    const classOf = (ratio: number): string | undefined => exclusion?.bands.find(({ holds }) => holds(ratio))?.class;
    expect(classOf(exclusion?.ratioPercent({ mustTreatVolume: 600, boneMarrowReserve: 1200 }) ?? NaN)).toBe('met');
    expect(classOf(50.0001)).toBe('not-met');
  });

  it('gives every reading a question, options, and a default or none with the reason', () => {
    for (const reading of Object.values(himars.readings)) {
      expect(Object.keys(reading.options).length).toBeGreaterThan(1);
      expect(reading.reason).not.toBe('');
    }
    expect(Object.keys(himars.readings['irradiationVolume']?.options ?? {})).toEqual([
      'gtv',
      'ptv',
      'treated-volume',
      'irradiated-volume',
      'gtv-in-trabecular',
      'ptv-in-trabecular',
    ]);
  });
});

describe('bands', () => {
  const withBands = (...bands: [string, string][]): object =>
    changed(({ rules }) => (rules[0] = { ...rules[0], bands: bands.map(([name, when]) => ({ class: name, when })) }));

  it.each([
    [
      'a gap at one value',
      [
        ['met', 'coverage > 90'],
        ['not-met', 'coverage < 90'],
      ],
      'no band holds at coverage = 90',
    ],
    [
      'a gap between',
      [
        ['met', 'coverage >= 90'],
        ['not-met', 'coverage < 80'],
      ],
      'no band holds at coverage = ',
    ],
    [
      'a gap at the far end',
      [
        ['met', 'coverage >= 90 and coverage <= 100'],
        ['not-met', 'coverage < 90'],
      ],
      'no band holds',
    ],
    [
      'a shared value',
      [
        ['met', 'coverage >= 90'],
        ['not-met', 'coverage <= 90'],
      ],
      'both hold at coverage = 90',
    ],
    [
      'an overlap',
      [
        ['met', 'coverage >= 80'],
        ['not-met', 'coverage < 90'],
      ],
      'both hold',
    ],
    [
      'a thin overlap',
      [
        ['met', 'coverage >= 89.999'],
        ['not-met', 'coverage < 90'],
      ],
      'both hold',
    ],
    [
      'a record read to the letter',
      [
        ['per-protocol', 'coverage >= 90'],
        ['acceptable-deviation', 'coverage < 90'],
        ['unacceptable-deviation', 'coverage < 80'],
      ],
      'both hold',
    ],
  ] satisfies [string, [string, string][], string][])(
    '%s is refused, with the rule and the value',
    async (_, bands, message) => {
      const error: unknown = await load(withBands(...bands)).catch((thrown: unknown) => thrown);
      expect(isTrabeculaError(error) && error.message).toContain('trial.json, rule himars/ptv-coverage');
      expect(String(error)).toContain(message);
    },
  );

  it('total and disjoint ones are taken, however they are written', async () => {
    await expect(load(withBands(['met', 'not (coverage < 90)'], ['not-met', '90 > coverage']))).resolves.toBeDefined();
    await expect(
      load(
        withBands(
          ['met', 'coverage >= 95 or 80 <= coverage < 90'],
          ['not-met', 'coverage < 80 or 90 <= coverage < 95'],
        ),
      ),
    ).resolves.toBeDefined();
  });

  it('other bands under a reading are checked too', async () => {
    const source = changed(({ rules }) => (rules[1]?.['underReadings'] as { bands: unknown[] }[])[0]?.bands.pop());
    await expect(load(source)).rejects.toThrow('no band holds');
  });
});

describe('a trial file', () => {
  it.each<[string, (trial: Loose) => unknown, string]>([
    [
      'an unknown key in a rule',
      ({ rules }) => ((rules[0] ?? {})['bandz'] = []),
      'rules[0].bandz: unknown key "bandz", nearest is "bands"',
    ],
    [
      'an unknown key at the top',
      (trial) => Object.assign(trial, { ruels: [] }),
      'ruels: unknown key "ruels", nearest is "rules"',
    ],
    [
      'an unknown key in a band',
      ({ rules }) => Object.assign((rules[0]?.['bands'] as object[])[1] ?? {}, { clas: 1 }),
      'rules[0].bands[1].clas: unknown key "clas", nearest is "class"',
    ],
    [
      'an unknown key in a reading',
      ({ readings }) => ((readings['targetVolume'] ?? {})['defualt'] = 'ptv'),
      'nearest is "default"',
    ],
    ['an unknown kind', ({ rules }) => ((rules[0] ?? {})['kind'] = 'coverge'), 'rules[0].kind'],
    [
      'a class that does not exist',
      ({ rules }) => Object.assign((rules[0]?.['bands'] as object[])[0] ?? {}, { class: 'per-protocl' }),
      'nearest is "per-protocol"',
    ],
    ['a rule without a citation', ({ rules }) => delete rules[0]?.['cite'], 'rules[0].cite: a needed key is missing'],
    [
      'an item that is not explained',
      ({ items }) => delete items['H19'],
      'cites item H19, which "items" does not explain',
    ],
    ['a reading that is not there', ({ readings }) => delete readings['isodoseOf'], 'hangs on a reading "isodoseOf"'],
    [
      'an option the code does not know',
      ({ readings }) => Object.assign(readings['isodoseOf']?.['options'] ?? {}, { 'of-mean': 'x' }),
      'the reading "of-mean" is not known',
    ],
    [
      'a default that is no option',
      ({ readings }) => ((readings['targetVolume'] ?? {})['default'] = 'gvt'),
      'nearest is "gtv"',
    ],
    [
      'bands under no option',
      ({ rules }) => Object.assign((rules[1]?.['underReadings'] as object[])[0] ?? {}, { option: 'ctv' }),
      '"ctv" is no option of targetVolume',
    ],
    ['a rule id used twice', ({ rules }) => rules.push({ ...rules[0] }), 'used twice'],
    ['a date that is none', (trial) => Object.assign(trial, { recordDate: '8 December 2025' }), 'recordDate'],
    [
      '"noDoseRules" beside rules on dose',
      (trial) => Object.assign(trial, { noDoseRules: 'none' }),
      '"noDoseRules" beside rules on dose',
    ],
    [
      'a hostile formula',
      ({ rules }) => ((rules[5] ?? {})['levelPercent'] = 'evaluate("1")'),
      'rule himars/volume-level',
    ],
  ])('with %s is refused', async (_, change, message) => {
    const error: unknown = await load(changed(change)).catch((thrown: unknown) => thrown);
    expect(isTrabeculaError(error) && error.kind).toBe('unreadable');
    expect(String(error)).toContain(message);
  });

  it('that is no JSON says so in one line', async () => {
    await expect(load('{"schema": ')).rejects.toThrow('trial.json: this is not JSON');
  });

  it('has a JSON Schema that names every kind of rule', () => {
    const text = JSON.stringify(z.toJSONSchema(trialFileSchema, { io: 'input' }));
    for (const kind of new Set(himars.rules.map((rule) => rule.kind))) expect(text).toContain(`"${kind}"`);
  });
});

describe('a trial file that extends a shipped one', () => {
  const cite = { registry: 'protocol 2.0', section: '6.2', items: ['H19'] };

  it('changes rules by id and keeps the rest', async () => {
    const bands = [
      { class: 'met', when: 'coverage >= 95' },
      { class: 'not-met', when: 'coverage < 95' },
    ];
    const trial = await load(extension({ rules: [{ id: 'himars/ptv-coverage', cite, bands }] }));
    expect(trial).toMatchObject({
      id: 'site',
      extends: 'himars',
      changed: ['himars/ptv-coverage'],
      registry: 'NCT06978296',
    });
    expect(trial.rules.map(({ id }) => id)).toEqual(himars.rules.map(({ id }) => id));
    expect(trial.rules[0]).toMatchObject({ edges: [95], cite });
    expect(trial.rules[1]).toMatchObject({ edges: [90] });
  });

  it('sets default readings', async () => {
    const trial = await load(extension({ readings: { isodoseOf: { default: 'of-maximum', reason: 'section 6.3' } } }));
    expect(chooseReadings(trial).get('isodoseOf')).toBe('of-maximum');
    expect(chooseReadings(himars).get('isodoseOf')).toBeNull();
  });

  it('may add a rule of its own', async () => {
    const rule = { id: 'site/organs', kind: 'organs-at-risk', name: 'our organs', cite };
    expect((await load(extension({ rules: [rule] }))).rules.at(-1)).toMatchObject({ id: 'site/organs' });
  });

  it.each<[string, object, string]>([
    [
      'extends nothing that ships',
      { extends: 'himar' },
      'no trial "himar" ships with the program, nearest is "himars"',
    ],
    [
      'changes a rule that is not there',
      { rules: [{ id: 'himars/ptv-coverge', cite }] },
      'nearest is "himars/ptv-coverage"',
    ],
    [
      'changes a rule without saying what it rests on',
      { rules: [{ id: 'himars/regimen', toleranceGy: 1 }] },
      'rules[0].cite: a needed key is missing',
    ],
    [
      'misspells a key of a rule',
      { rules: [{ id: 'himars/regimen', cite, tolerance: 1 }] },
      'nearest is "toleranceGy"',
    ],
    [
      'leaves a gap',
      {
        rules: [
          { id: 'himars/regimen', cite },
          { id: 'himars/ptv-coverage', cite, bands: [{ class: 'met', when: 'coverage > 90' }] },
        ],
      },
      'no band holds',
    ],
    [
      'names a reading that is not there',
      { readings: { isodoseOff: { default: 'of-maximum' } } },
      'readings.isodoseOff',
    ],
    ['chooses no option', { readings: { isodoseOf: { default: 'maximum' } } }, 'nearest is "of-maximum"'],
  ])('and %s is refused', async (_, more, message) => {
    await expect(load(extension(more))).rejects.toThrow(message);
  });
});

describe('readings of a case', () => {
  it('unknown readings and options name the nearest', () => {
    expect(() => chooseReadings(himars, { isodosOf: 'of-maximum' })).toThrow(
      'unknown reading "isodosOf", nearest is "isodoseOf"',
    );
    expect(() => chooseReadings(himars, { isodoseOf: 'maximum' })).toThrow('nearest is "of-maximum"');
    expect(() => chooseReadings(himars, { regimen: 'any' })).toThrow(/unknown reading/);
  });

  it('a rule stands for whichever of its readings has the option', () => {
    expect(chooseReadings(himars, { 'volume-level': 'ptv-in-trabecular' }).get('irradiationVolume')).toBe(
      'ptv-in-trabecular',
    );
    expect(chooseReadings(himars, { 'volume-level': 'without' }).get('nodes')).toBe('without');
    expect(chooseReadings(himars, { exclusion: 'ptv' }).get('irradiationVolume')).toBe('ptv');
    expect(chooseReadings(himars, { 'gtv-coverage': 'gtv' }).get('targetVolume')).toBe('gtv');
    expect(chooseReadings(himars, { 'maximum-dose': 'anywhere' }).get('maximumPlace')).toBe('anywhere');
    expect(chooseReadings(himars, { 'himars/maximum-dose': 'd0.035cc' }).get('maximumStatistic')).toBe('d0.035cc');
  });
});

/** The files that importing one of them loads at once: `import type` and `import()` are not followed. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (!file.startsWith('/')) return seen;
  const text = readFileSync(file, 'utf8');
  for (const [, from = ''] of text.matchAll(/^(?:import|export) (?!type )[^;]*? from '([^']+)';/gm)) {
    loadedWith(from.startsWith('.') ? join(dirname(file), from) : from, seen);
  }
  return seen;
}

it('mathjs is loaded only when a trial is: the front door does not pull it in', () => {
  const core = fileURLToPath(new URL('../../../core/', import.meta.url));
  const front = loadedWith(join(core, 'index.ts'));
  expect(front).toContain(join(core, 'protocol/load-trial.ts'));
  expect(front).toContain('zod');
  expect(front).not.toContain('mathjs');
  expect(loadedWith(join(core, 'protocol/expression.ts'))).toContain('mathjs');
});
