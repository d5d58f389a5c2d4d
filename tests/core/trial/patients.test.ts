import { describe, expect, it } from 'vitest';
import { screened, screenings } from './five-trials.ts';

/** Whole patients, with what the records say of each, written by hand. A change of a rule shows up here. */

const yes = (trial: string, isYes: (kind: string) => boolean): Record<string, string> =>
  Object.fromEntries(
    screenings
      .filter(({ trial: { id } }) => id === trial)
      .flatMap(({ criteria }) => criteria)
      .filter(({ data }) => data.question !== undefined)
      .map(({ data }) => [data.id, isYes(data.kind) ? 'yes' : 'no']),
  );
const allAnswered = Object.assign(
  {},
  ...screenings.map(({ trial }) => yes(trial.id, (kind) => kind === 'inclusion')),
) as Record<string, string>;

const resistant = {
  prostateCancer: 'yes',
  adenocarcinoma: 'yes',
  acinarAdenocarcinoma: 'yes',
  ductalOrSmallCell: 'no',
  urothelialCancer: 'no',
  progressionAfterLifeProlonging: 'yes',
  castrationResistant: 'yes',
  progressionOnPsmaPet: 'yes',
  psmaNegativeDisease: 'no',
  ongoingAdt: 'yes',
  ongoingArta: 'no',
  chemotherapyOngoing: 'no',
  docetaxelEver: 'no',
  progressionOnDocetaxel: 'no',
  radionuclideCabazitaxelParpEver: 'no',
  cytopenicTreatment: 'no',
  prostateRadiotherapy: 'no',
  primaryTreated: 'yes',
  otherMalignancy: 'no',
  otherMalignancyActive: 'no',
  otherInterventionalStudy: 'no',
};
const healthy = {
  testosterone: { value: 20, unit: 'ng/dL' },
  neutrophils: { value: 3.1, unit: 'G/L' },
  platelets: { value: 210, unit: 'G/L' },
  haemoglobin: { value: 12.5, unit: 'g/dL' },
  bilirubin: { value: 10, unit: 'umol/L', upperLimit: 21 },
  ast: { value: 30, unit: 'U/L', upperLimit: 40 },
  alt: { value: 30, unit: 'U/L', upperLimit: 40 },
  alp: { value: 90, unit: 'U/L', upperLimit: 120 },
  creatinine: { value: 88.4, unit: 'umol/L' },
};
const man = {
  birthDate: '1958-06-01',
  sex: 'male',
  consentDate: '2026-02-01',
  inclusionDate: '2026-02-03',
  randomisationDate: '2026-02-10',
  imagingDate: '2026-01-20',
  weightKg: 80,
  performanceStatus: { value: 1, scale: 'ECOG' },
  lifeExpectancy: { value: 24, unit: 'months' },
  boneMarrowReserveCm3: 1000,
  laboratory: healthy,
  history: resistant,
  answers: allAnswered,
};
const bone = (id: string, more: object = {}): object => ({
  id,
  organ: 'bone',
  status: 'progressive',
  symptomatic: false,
  highRisk: false,
  gtvCm3: 20,
  ...more,
});

const outcomes = async (facts: object): Promise<Record<string, string>> => {
  const { trials } = await screened(facts);
  return Object.fromEntries(trials.map(({ id, outcome }) => [id, outcome]));
};
const bars = async (facts: object): Promise<string[]> =>
  (await screened(facts)).trials.flatMap(({ criteria }) =>
    criteria.filter(({ outcome }) => outcome === 'fails').map(({ id }) => id),
  );

describe('a man with two progressive bone metastases, castration-resistant', () => {
  const facts = { patient: man, lesions: [bone('B1'), bone('B2')] };

  it('meets no bar in the three trials of resistant disease', async () => {
    expect(await outcomes(facts)).toEqual({
      himars: 'no-bar-found',
      mdrt: 'no-bar-found',
      medcare: 'no-bar-found',
      utuc: 'barred',
      eradication: 'barred',
    });
  });

  it('is barred from the other two by his cancer and by 10 years of life expectancy', async () => {
    expect(await bars(facts)).toEqual(['utuc/disease', 'eradication/life-expectancy']);
  });

  it('lacks nothing where no bar is found', async () => {
    const { trials } = await screened(facts);
    expect(trials.slice(0, 3).map(({ missing }) => missing)).toEqual([[], [], []]);
  });

  it('has a stratum: more than one metastasis, M1b, androgen deprivation alone', async () => {
    const { trials } = await screened(facts, 'medcare');
    expect(trials[0]?.stratum?.map(({ id, value }) => [id, value])).toEqual([
      ['metastases', 'more-than-one'],
      ['localisation', 'm1b-m1c'],
      ['therapy', 'type-1'],
    ]);
  });

  it('cannot be in HIMARS and in another of them', async () => {
    const { together } = await screened(facts);
    expect(together).toHaveLength(1);
    expect(together[0]).toMatch(/HIMARS.*MDRT, MEDCARE/);
    expect((await screened(facts, 'mdrt')).together).toEqual([]);
  });

  it('is not known as soon as one answer is taken away', async () => {
    const { trials } = await screened(facts);
    expect(trials[0]?.words).toContain("eligibility is the investigator's decision");
    const less = { ...man, answers: { ...allAnswered, 'himars/insurance': 'unknown' } };
    expect(await outcomes({ ...facts, patient: less })).toMatchObject({ himars: 'unknown', mdrt: 'no-bar-found' });
  });
});

describe('many large metastases', () => {
  const facts = {
    patient: man,
    lesions: ['B1', 'B2', 'B3', 'B4', 'B5'].map((id) => bone(id, { highRisk: true, gtvCm3: 90 })),
  };

  it('bar from the trials of few lesions and not from HIMARS, at 45 % of the reserve', async () => {
    expect(await outcomes(facts)).toMatchObject({ himars: 'no-bar-found', mdrt: 'barred', medcare: 'barred' });
    expect(await bars(facts)).toEqual([
      'mdrt/oligoprogression',
      'mdrt/more-than-three',
      'medcare/oligoprogression',
      'medcare/bone-scan',
      'medcare/more-than-three',
      'utuc/disease',
      'eradication/life-expectancy',
    ]);
  });
});

describe('three metastases and a recurrence in the prostate bed', () => {
  const recurrence = { id: 'R', organ: 'prostate bed', kind: 'local-recurrence', status: 'new', symptomatic: false };
  const facts = { patient: man, lesions: [bone('B1'), bone('B2'), bone('B3'), recurrence] };

  it('are four lesions for MDRT, unless the description of its group is followed', async () => {
    expect((await outcomes(facts))['mdrt']).toBe('barred');
    expect((await outcomes({ ...facts, readings: { recurrenceCounts: 'recurrence-beside' } }))['mdrt']).toBe(
      'no-bar-found',
    );
  });

  it('have no place among the localisations of MEDCARE, which names each group alone', async () => {
    const { trials } = await screened({ ...facts, lesions: [bone('B1'), recurrence] }, 'medcare');
    const [metastases, localisation] = trials[0]?.stratum ?? [];
    expect(metastases?.value).toBe('one');
    expect(localisation).toMatchObject({ value: null });
  });

  it('as a recurrence alone has no stratum of number', async () => {
    const { trials } = await screened({ ...facts, lesions: [recurrence] }, 'medcare');
    const [metastases, localisation] = trials[0]?.stratum ?? [];
    expect(metastases).toMatchObject({ value: null });
    expect(metastases?.words).toContain('local recurrence alone');
    expect(localisation?.value).toBe('local-n-m1a');
  });
});

describe('a woman with urothelial cancer', () => {
  const woman = {
    ...man,
    sex: 'female',
    history: {
      ...resistant,
      prostateCancer: 'no',
      adenocarcinoma: 'no',
      acinarAdenocarcinoma: 'no',
      urothelialCancer: 'yes',
    },
  };
  const lung = (n: number): object[] => Array.from({ length: n }, (_, i) => ({ id: `V${i}`, organ: 'lung' }));

  it('may enter one of the five, with any number of lesions in three organs', async () => {
    expect(await outcomes({ patient: woman, lesions: [...lung(12), { id: 'A', organ: 'adrenal' }] })).toEqual({
      himars: 'barred',
      mdrt: 'barred',
      medcare: 'barred',
      utuc: 'no-bar-found',
      eradication: 'barred',
    });
  });

  it('with a brain metastasis depends on how "and" is read', async () => {
    const facts = { patient: woman, lesions: [...lung(1), { id: 'C', organ: 'brain' }] };
    expect((await outcomes(facts))['utuc']).toBe('depends-on-reading');
    expect((await outcomes({ ...facts, readings: { brainAndLiver: 'either' } }))['utuc']).toBe('barred');
    expect((await outcomes({ ...facts, readings: { brainAndLiver: 'both' } }))['utuc']).toBe('no-bar-found');
  });
});

describe('what is missing', () => {
  it('comes in the order of what would decide most: the disease, then what could exclude, then formalities', async () => {
    const { missing } = await screened({ patient: { sex: 'male' } }, 'himars');
    const place = (part: string): number => missing.findIndex(({ what }) => what.includes(part));
    expect(missing[0]?.what).toBe('the lesion table');
    expect(place('prostate cancer')).toBeLessThan(place('performance status'));
    expect(place('performance status')).toBeLessThan(place('insurance'));
    expect(place('insurance')).toBeGreaterThan(0);
  });

  it('leaves out what only barred trials lack', async () => {
    const { missing } = await screened({ patient: { sex: 'female' } });
    expect(new Set(missing.flatMap(({ trials }) => trials))).toEqual(new Set(['utuc']));
  });

  it('asks about a testosterone of 50 ng/mL and names the unit in which it would be likely', async () => {
    const { questions, trials } = await screened({
      patient: { laboratory: { testosterone: { value: 50, unit: 'ng/mL' } } },
    });
    expect(questions).toEqual([expect.stringContaining('50 ng/dL')]);
    const said = trials.flatMap(({ criteria }) => criteria).filter(({ id }) => id.includes('testosterone'));
    expect(new Set(said.map(({ outcome }) => outcome))).toEqual(new Set(['unknown']));
  });

  it('shows sizes measured from contours beside those typed, and counts by those typed', async () => {
    const node = { id: 'N', organ: 'lymph node', status: 'new', shortAxisMm: 14, measured: { shortAxisMm: 17 } };
    const { lesions, trials } = await screened({ lesions: [bone('B1'), node] }, 'medcare');
    expect(lesions[1]).toMatchObject({ shortAxisMm: 14, measuredShortAxisMm: 17 });
    expect(trials[0]?.lesionCount).toMatchObject({ counted: 1, limit: 3 });
  });
});
