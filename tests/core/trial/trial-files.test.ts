import { describe, expect, it } from 'vitest';
import { compileScreening, loadTrial, readCaseFacts, screenPatient } from '../../../core/index.ts';
import { screenings, SEEDS } from './five-trials.ts';

const REGISTRY = {
  himars: ['NCT06978296', '2025-12-08'],
  mdrt: ['NCT07038304', '2025-06-26'],
  medcare: ['NCT06585007', '2025-08-24'],
  utuc: ['NCT06652022', '2025-06-27'],
  eradication: ['NCT06972511', '2025-10-15'],
} as const;

/** Every number in a text, "1000/mm3" and "50 000" included. */
const numbersIn = (text: string): number[] => (text.match(/\d+(?:\.\d+)?/g) ?? []).map(Number);

describe('the five trials', () => {
  it('carry their registry number and the date of their record', () => {
    const found = screenings.map(({ trial }) => [trial.id, [trial.registry, trial.recordDate]]);
    expect(Object.fromEntries(found)).toEqual(REGISTRY);
  });

  it('cite the section and explained items of their own record for everything, and explain nothing else', () => {
    for (const { trial } of screenings) {
      const { record = [], arms = [], allocation, lesionCounts = [], strata = [], criteria = [] } = trial.screening;
      const cites = [...record, ...arms, ...lesionCounts, ...strata, ...criteria, ...trial.rules].map(
        ({ cite }) => cite,
      );
      if (allocation !== undefined) cites.push(allocation.cite);
      for (const cite of cites) expect(cite.registry).toBe(trial.registry);
      expect(new Set(cites.flatMap(({ items }) => items))).toEqual(new Set(Object.keys(trial.items)));
    }
  });

  it('cover the items that can be computed', () => {
    const computed = screenings.flatMap(({ criteria }) =>
      criteria.filter(({ options }) => options.length > 0).flatMap(({ data }) => data.cite.items),
    );
    const run = (letter: string, from: number, to: number): string[] =>
      Array.from({ length: to - from + 1 }, (_, n) => `${letter}${String(from + n).padStart(2, '0')}`);
    // M01 to M11 with M03's tail; U11 is a question; R03 cannot be computed.
    for (const item of [
      ...run('H', 24, 30),
      'H32',
      ...run('G', 2, 11),
      ...run('M', 1, 11),
      ...run('U', 1, 10),
      ...run('R', 1, 2),
    ]) {
      expect(computed).toContain(item);
    }
  });

  it('enter every limit twice: in the expression, and in the words of the items that it cites', () => {
    for (const { trial } of screenings) {
      for (const { id, when, reading, cite } of trial.screening.criteria ?? []) {
        const said = numbersIn(cite.items.map((item) => trial.items[item] ?? '').join(' '));
        const texts = [when ?? '', ...(reading?.options ?? []).map((option) => option.when)];
        const used = numbersIn(texts.join(' ').replace(/\^3/g, ''));
        expect([id, used.filter((number) => !said.includes(number))]).toEqual([id, []]);
      }
    }
  });

  it('give a default with its reason, or none with its reason, wherever the record can be read in two ways', () => {
    const readings = screenings.flatMap(({ criteria }) => criteria).flatMap(({ data }) => data.reading ?? []);
    expect(readings.length).toBeGreaterThan(8);
    for (const reading of readings) expect(reading.reason.length).toBeGreaterThan(20);
  });

  it('say of every trial without a rule on dose that there is none', () => {
    for (const { trial } of screenings) expect(trial.noDoseRules === null).toBe(trial.id === 'himars');
  });
});

/** A trial that no line of code knows. */
const sixth = {
  schema: 'trabecula/trial/1',
  id: 'sixth',
  acronym: 'SIXTH',
  title: 'An invented trial of one or two lung metastases',
  registry: 'INVENTED-1',
  recordDate: '2026-01-01',
  items: {
    X01: 'One or two lung metastases.',
    X02: 'Haemoglobin above 10 g/dL.',
    X03: 'Not left-handed.',
    X04: 'Side.',
  },
  readings: {},
  rules: [],
  noDoseRules: 'Invented.',
  lesionCounts: [
    {
      id: 'lungMetastases',
      name: 'lung metastases',
      cite: { registry: 'INVENTED-1', section: 'in', items: ['X01'] },
      where: 'metastasis and inLung',
      countsAs: 'lesions',
      limit: 2,
    },
  ],
  criteria: [
    {
      id: 'sixth/lung',
      kind: 'inclusion',
      group: 'disease',
      name: 'one or two lung metastases',
      cite: { registry: 'INVENTED-1', section: 'in', items: ['X01'] },
      when: '1 <= lungMetastases <= 2',
    },
    {
      id: 'sixth/haemoglobin',
      kind: 'inclusion',
      group: 'patient',
      name: 'haemoglobin',
      cite: { registry: 'INVENTED-1', section: 'in', items: ['X02'] },
      when: 'haemoglobin > 10 g/dL',
    },
    {
      id: 'sixth/left-handed',
      kind: 'exclusion',
      group: 'formal',
      name: 'left-handed',
      cite: { registry: 'INVENTED-1', section: 'out', items: ['X03'] },
      question: 'Is the patient left-handed?',
    },
  ],
  strata: [
    {
      id: 'number',
      name: 'number',
      cite: { registry: 'INVENTED-1', section: 'in', items: ['X04'] },
      options: [
        { id: 'one', name: 'one', when: 'lungMetastases == 1' },
        { id: 'two', name: 'two', when: 'lungMetastases == 2' },
      ],
      otherwise: 'none',
    },
  ],
};

describe('a sixth trial', () => {
  const screenSixth = async (
    facts: object,
    file: object = sixth,
  ): Promise<Awaited<ReturnType<typeof screenPatient>>> => {
    const trial = await loadTrial({ source: file, where: 'sixth.json', shipped: SEEDS });
    const caseFile = readCaseFacts({ schema: 'trabecula/case/1', ...facts }, 'case.json');
    return screenPatient([await compileScreening(trial)], [trial], caseFile, 'case.json');
  };
  const facts = {
    patient: { laboratory: { haemoglobin: { value: 101, unit: 'g/L' } }, answers: { 'sixth/left-handed': 'no' } },
    lesions: [{ id: 'V', organ: 'lung' }],
  };

  it('is added by a file alone', async () => {
    const { trials } = await screenSixth(facts);
    expect(trials[0]).toMatchObject({
      outcome: 'no-bar-found',
      lesionCount: { counted: 1, limit: 2, rule: 'lung metastases' },
      stratum: [{ value: 'one' }],
    });
    const anaemic = { ...facts, patient: { laboratory: { haemoglobin: { value: 10, unit: 'g/dL' } } } };
    expect((await screenSixth(anaemic)).trials[0]?.outcome).toBe('barred');
  });

  it('may lie over a shipped one and change a criterion by its id', async () => {
    const site = {
      schema: 'trabecula/trial/1',
      id: 'himars-site',
      extends: 'himars',
      items: { P1: 'Our protocol: performance status 0 or 1.' },
      criteria: [
        {
          id: 'himars/age',
          cite: { registry: 'protocol', section: '4', items: ['P1'] },
          when: 'ageAtInclusion >= 18 years',
        },
        {
          id: 'himars/performance-status',
          cite: { registry: 'protocol', section: '4', items: ['P1'] },
          when: 'performanceStatus <= 1',
        },
      ],
    };
    const { trials } = await screenSixth({ patient: { performanceStatus: { value: 2, scale: 'WHO' } } }, site);
    const changed = trials[0]?.criteria.find(({ id }) => id === 'himars/performance-status');
    expect(changed).toMatchObject({ outcome: 'fails', cite: { registry: 'protocol', item: 'P1' } });
    expect(trials[0]?.criteria.find(({ id }) => id === 'himars/age')?.reading).toBeNull();
  });

  it.each([
    ['an item that is not explained', { items: { X01: 'One.' } }, 'does not explain'],
    ['a name that is not known', { lesionCounts: [] }, 'nearest is'],
    ['a criterion twice', { criteria: [sixth.criteria[1], sixth.criteria[1]], strata: [] }, 'used twice'],
    [
      'two ways of answering',
      { criteria: [{ ...sixth.criteria[1], question: 'Is it?' }] },
      'exactly one of when, question and reading',
    ],
    ['a taken name', { lesionCounts: [{ ...sixth.lesionCounts[0], id: 'haemoglobin' }] }, 'is taken'],
  ])('is refused with %s', async (_words, change, part) => {
    await expect(screenSixth(facts, { ...sixth, ...change })).rejects.toThrow(part);
  });
});
