import { describe, expect, it } from 'vitest';
import { criterionOf, screenings } from './five-trials.ts';
import { NO_SUCH_SIDE, type Row, ROWS_AT_LIMITS, SIDES } from './rows-at-limits.ts';
import {
  bones,
  born,
  clearance,
  enzymes,
  history,
  imaging,
  lab,
  labs,
  life,
  liver,
  other,
  status,
} from './some-facts.ts';

/** What each criterion says at its limit, beside it, in another unit and unknown: written by hand from the records. */

const ROWS: readonly Row[] = [
  ...ROWS_AT_LIMITS,
  ['himars/disease', 'both known', history({ prostateCancer: 'yes', progressionAfterLifeProlonging: 'yes' }), 'passes'],
  [
    'himars/disease',
    'no progression',
    history({ prostateCancer: 'yes', progressionAfterLifeProlonging: 'no' }),
    'fails',
  ],
  ['himars/disease', 'another cancer, the rest unknown', history({ prostateCancer: 'no' }), 'fails'],
  ['himars/disease', 'half known', history({ prostateCancer: 'yes' }), 'unknown'],
  ['himars/sex', 'male', { patient: { sex: 'male' } }, 'passes'],
  ['himars/sex', 'female', { patient: { sex: 'female' } }, 'fails'],
  ['himars/sex', 'unknown', { patient: { sex: 'unknown' } }, 'unknown'],
  ['himars/bone-or-node', 'one node', { lesions: [{ id: 'N', organ: 'lymph node' }] }, 'passes'],
  ['himars/bone-or-node', 'site alone', { lesions: [{ id: 'N', site: 'bone' }] }, 'passes'],
  ['himars/bone-or-node', 'lung only', { lesions: [{ id: 'V', organ: 'lung' }] }, 'fails'],
  ['himars/bone-or-node', 'organ unknown', { lesions: [{ id: 'V' }] }, 'unknown'],
  ['himars/bone-or-node', 'an empty table', { lesions: [] }, 'unknown'],
  [
    'himars/bone-or-node',
    'an empty table that is complete',
    { lesions: [], patient: { lesionsComplete: true } },
    'fails',
  ],
  ['himars/tumour-volume', 'no reserve', { lesions: [{ id: 'L1', gtvCm3: 900, symptomatic: true }] }, 'unknown'],
  ['himars/tumour-volume', 'may be high-risk', liver(600, { symptomatic: null }), 'unknown'],
  ['himars/tumour-volume', 'may be high-risk, and small', liver(400, { symptomatic: null }), 'passes'],
  ['himars/tumour-volume', 'neither', liver(900, { symptomatic: false, highRisk: false }), 'passes'],
  ['himars/organ-function', 'all at their limits', labs(1000, 50000, 8), 'passes'],
  ['himars/organ-function', 'neutrophils just below', labs(999, 50000, 8), 'fails'],
  ['himars/organ-function', 'platelets just below', labs(1000, 49999, 8), 'fails'],
  ['himars/organ-function', 'haemoglobin just below', labs(1000, 50000, 7.9), 'fails'],
  ['himars/organ-function', 'haemoglobin unknown', lab('neutrophils', 1, 'G/L'), 'unknown'],
  ['himars/organ-function', 'neutrophils below, the rest unknown', lab('neutrophils', 0.99, '10^9/L'), 'fails'],
  ['himars/performance-status', 'ECOG is WHO', status(2, 'ECOG'), 'passes'],
  ['himars/performance-status', '80 on the WHO scale', status(80), 'unknown'],
  ['himars/age', 'no consent date', born('1950-02-02', { inclusionDate: '2026-02-01' }), 'unknown'],
  [
    'himars/visceral-symptoms',
    'symptomatic lung',
    { lesions: [{ id: 'V', organ: 'lung', symptomatic: true }] },
    'fails',
  ],
  ['himars/visceral-symptoms', 'quiet lung', { lesions: [{ id: 'V', organ: 'lung', symptomatic: false }] }, 'passes'],
  ['himars/visceral-symptoms', 'symptoms unknown', { lesions: [{ id: 'V', organ: 'liver' }] }, 'unknown'],
  [
    'himars/visceral-symptoms',
    'symptomatic adrenal',
    { lesions: [{ id: 'V', organ: 'adrenal', symptomatic: true }] },
    'passes',
  ],
  ['himars/cytopenic-treatment', 'given', history({ cytopenicTreatment: 'yes' }), 'fails'],
  ['himars/cytopenic-treatment', 'not given', history({ cytopenicTreatment: 'no' }), 'passes'],
  ['himars/other-study', 'in one', history({ otherInterventionalStudy: 'yes' }), 'fails'],
  ['himars/other-study', 'unknown', {}, 'unknown'],
  ['himars/other-malignancy', 'none', history({ otherMalignancy: 'no' }), 'passes'],
  ['himars/other-malignancy', 'likely to come back', other({ otherMalignancyCured: 'no' }, '2010-01-01'), 'fails'],
  ['himars/other-malignancy', 'skin or in situ', other({ otherMalignancySkinOrInSitu: 'yes' }), 'passes'],
  ['himars/consent', 'yes', { patient: { answers: { 'himars/consent': 'yes' } } }, 'passes'],
  ['himars/cord-compression', 'yes', { patient: { answers: { 'himars/cord-compression': 'yes' } } }, 'fails'],
  ['himars/cord-compression', 'not asked', {}, 'unknown'],

  ['mdrt/oligoprogression', 'three that are stable', { lesions: bones(3, { status: 'stable' }) }, 'fails'],
  [
    'mdrt/oligoprogression',
    'three and one of unknown status',
    { lesions: [...bones(3), { id: 'N', organ: 'bone' }] },
    'unknown',
  ],
  [
    'mdrt/oligoprogression',
    'three metastases and a local recurrence',
    { lesions: [...bones(3), { id: 'R', organ: 'prostate bed', kind: 'local-recurrence', status: 'new' }] },
    'fails',
  ],
  [
    'mdrt/more-than-three',
    'a table that may be incomplete',
    { lesions: bones(3), patient: { lesionsComplete: false } },
    'unknown',
  ],
  [
    'mdrt/more-than-three',
    'four in a table that may be incomplete',
    { lesions: bones(4), patient: { lesionsComplete: false } },
    'fails',
  ],
  ['mdrt/testosterone', 'well below', lab('testosterone', 20, 'ng/dL'), 'passes'],
  ['mdrt/testosterone', 'exactly 50 ng/dL', lab('testosterone', 50, 'ng/dL'), 'fails'],
  ['mdrt/testosterone', 'between the two limits', lab('testosterone', 49.5, 'ng/dL'), 'depends-on-reading'],
  ['mdrt/testosterone', 'between them in nmol/L', lab('testosterone', 1.72, 'nmol/L'), 'depends-on-reading'],
  ['mdrt/testosterone', 'just below 1.7 nmol/L', lab('testosterone', 1.69, 'nmol/L'), 'passes'],
  ['mdrt/testosterone', 'in ng/mL', lab('testosterone', 0.2, 'ng/mL'), 'passes'],
  ['mdrt/testosterone', '50 ng/mL is asked about', lab('testosterone', 50, 'ng/mL'), 'unknown'],
  ['mdrt/testosterone', '50 ng/mL confirmed', lab('testosterone', 50, 'ng/mL', { confirmed: true }), 'fails'],
  ['mdrt/adt', 'no', history({ ongoingAdt: 'no' }), 'fails'],
  ['mdrt/arta-response', 'no ARTA', history({ ongoingArta: 'no' }), 'passes'],
  [
    'mdrt/arta-response',
    'ARTA without response',
    history({ ongoingArta: 'yes', artaResponseThreeMonths: 'no' }),
    'fails',
  ],
  ['mdrt/arta-response', 'ARTA, response unknown', history({ ongoingArta: 'yes' }), 'unknown'],
  ['mdrt/chemotherapy', 'going on', history({ chemotherapyOngoing: 'yes' }), 'fails'],
  ['mdrt/performance-status', '2', status(2), 'passes'],
  ['mdrt/performance-status', '3', status(3), 'fails'],
  [
    'mdrt/age',
    '18 on one of the days only',
    born('2008-02-05', { consentDate: '2026-02-01', inclusionDate: '2026-02-10' }),
    'unknown',
  ],
  [
    'mdrt/other-malignancy',
    'bladder, not invasive',
    history({ otherMalignancyActive: 'yes', otherMalignancySkinOrUrothelial: 'yes' }),
    'passes',
  ],
  [
    'mdrt/other-malignancy',
    'colon',
    history({ otherMalignancyActive: 'yes', otherMalignancySkinOrUrothelial: 'no' }),
    'fails',
  ],
  ['mdrt/psma-negative', 'yes', history({ psmaNegativeDisease: 'yes' }), 'fails'],

  ['medcare/oligoprogression', 'none progresses', { lesions: bones(2, { status: 'stable' }) }, 'fails'],
  [
    'medcare/oligoprogression',
    'three in bone and one in the brain, which is not extracranial',
    { lesions: [...bones(3), { id: 'V', organ: 'brain', status: 'new', longestDiameterMm: 30 }] },
    'passes',
  ],
  ['medcare/imaging', 'after randomisation', imaging('2026-03-11'), 'unknown'],
  ['medcare/excluded-drugs', 'ever', history({ radionuclideCabazitaxelParpEver: 'yes' }), 'fails'],
  ['medcare/docetaxel', 'progression on it', history({ progressionOnDocetaxel: 'yes' }), 'fails'],
  ['medcare/ductal-or-small-cell', 'yes', history({ ductalOrSmallCell: 'yes' }), 'fails'],
  ['medcare/performance-status', '3', status(3), 'fails'],
  ['medcare/primary', 'not treated', history({ primaryTreated: 'no' }), 'fails'],
  ['medcare/systemic-therapy', 'no androgen deprivation', history({ ongoingAdt: 'no' }), 'fails'],

  [
    'utuc/organs',
    'many lesions in three organs',
    { lesions: [...bones(9), { id: 'A', organ: 'lung' }, { id: 'B', organ: 'lung' }, { id: 'C', organ: 'liver' }] },
    'passes',
  ],
  [
    'utuc/organs',
    'four organs',
    { lesions: [...bones(1), { id: 'A', organ: 'lung' }, { id: 'B', organ: 'adrenal' }, { id: 'C', organ: 'liver' }] },
    'fails',
  ],
  [
    'utuc/organs',
    'two organs and nodes in two subregions',
    {
      lesions: [
        ...bones(1),
        { id: 'A', organ: 'lung' },
        { id: 'N1', organ: 'lymph node', region: 'non-regional', subregion: 'mediastinal' },
        { id: 'N2', organ: 'lymph node', region: 'non-regional', subregion: 'cervical' },
      ],
    },
    'depends-on-reading',
  ],
  [
    'utuc/organs',
    'two organs and many regional nodes',
    {
      lesions: [
        ...bones(1),
        { id: 'A', organ: 'lung' },
        ...[1, 2, 3, 4].map((n) => ({ id: `N${n}`, organ: 'lymph node', region: 'regional' })),
      ],
    },
    'passes',
  ],
  ['utuc/haemoglobin', '90 g/dL is asked about', lab('haemoglobin', 90, 'g/dL'), 'unknown'],
  ['utuc/bilirubin', 'just above', lab('bilirubin', 42.1, 'µmol/L', { upperLimit: 21 }), 'fails'],
  ['utuc/bilirubin', 'as a multiple', lab('bilirubin', 2, 'x ULN'), 'passes'],
  ['utuc/liver-enzymes', '2.5 times without liver metastases', enzymes(100, bones(1)), 'passes'],
  ['utuc/liver-enzymes', 'just above without liver metastases', enzymes(101, bones(1)), 'fails'],
  ['utuc/liver-enzymes', '5 times with liver metastases', enzymes(200, [{ id: 'V', organ: 'liver' }]), 'passes'],
  ['utuc/liver-enzymes', 'above 5 times with liver metastases', enzymes(201, [{ id: 'V', organ: 'liver' }]), 'fails'],
  ['utuc/liver-enzymes', '4 times, liver unknown', enzymes(160, undefined), 'unknown'],
  ['utuc/liver-enzymes', 'low, liver unknown', enzymes(40, undefined), 'passes'],
  ['utuc/liver-enzymes', 'ALT alone above', enzymes(40, bones(1), 101), 'fails'],
  // (140 - 70) x 72 / (72 x creatinine) = 70 / creatinine; times 0.85 for women.
  ['utuc/creatinine-clearance', 'woman, 59.5 / 2.33 = 25.5', clearance(2.33, 'mg/dL', 72, 'female'), 'fails'],
  ['utuc/creatinine-clearance', '177 umol/L are 2.00 mg/dL, 35', clearance(177, 'umol/L', 72, 'male'), 'passes'],
  ['utuc/creatinine-clearance', 'sex unknown', clearance(1, 'mg/dL', 72, 'unknown'), 'unknown'],
  ['utuc/brain-and-liver', 'brain alone', { lesions: [{ id: 'V', organ: 'brain' }] }, 'depends-on-reading'],
  ['utuc/brain-and-liver', 'one in the liver', { lesions: [{ id: 'V', organ: 'liver' }] }, 'passes'],
  [
    'utuc/brain-and-liver',
    'two in the liver',
    { lesions: [1, 2].map((n) => ({ id: `V${n}`, organ: 'liver' })) },
    'depends-on-reading',
  ],
  [
    'utuc/brain-and-liver',
    'brain and four in the liver',
    { lesions: [{ id: 'V', organ: 'brain' }, ...[1, 2, 3, 4].map((n) => ({ id: `V${n}`, organ: 'liver' }))] },
    'fails',
  ],

  ['eradication/age', '74', born('1951-03-15', { consentDate: '2026-02-01' }), 'passes'],
  [
    'eradication/age',
    '75, in the header and not in the criteria',
    born('1950-03-15', { consentDate: '2026-02-01' }),
    'depends-on-reading',
  ],
  ['eradication/age', '76', born('1949-03-15', { consentDate: '2026-04-01' }), 'fails'],
  [
    'eradication/age',
    '17, out by the header and not by the criteria',
    born('2008-03-15', { consentDate: '2026-02-01' }),
    'depends-on-reading',
  ],
  ['eradication/life-expectancy', '9 years', life(9, 'years'), 'fails'],
  ['eradication/visceral', 'liver', { lesions: [{ id: 'V', organ: 'liver' }] }, 'fails'],
  ['eradication/visceral', 'organ unknown', { lesions: [{ id: 'V', kind: 'metastasis' }] }, 'unknown'],
  ['eradication/quality-of-life', 'not evaluable as printed', {}, 'unknown'],
  ['himars/other-study', 'in none', history({ otherInterventionalStudy: 'no' }), 'passes'],
  ['mdrt/adt', 'going on', history({ ongoingAdt: 'yes' }), 'passes'],
  ['mdrt/chemotherapy', 'none, or stopped', history({ chemotherapyOngoing: 'no' }), 'passes'],
  ['mdrt/psma-negative', 'no', history({ psmaNegativeDisease: 'no' }), 'passes'],
  ['medcare/systemic-therapy', 'androgen deprivation', history({ ongoingAdt: 'yes' }), 'passes'],
  ['medcare/primary', 'treated', history({ primaryTreated: 'yes' }), 'passes'],
  ['medcare/performance-status', '2', status(2), 'passes'],
  ['medcare/ductal-or-small-cell', 'no', history({ ductalOrSmallCell: 'no' }), 'passes'],
  ['medcare/excluded-drugs', 'never', history({ radionuclideCabazitaxelParpEver: 'no' }), 'passes'],
  ['medcare/docetaxel', 'no progression on it', history({ progressionOnDocetaxel: 'no' }), 'passes'],
  // Answers that are taken over as they are: yes, no, and no answer, which is neither.
  ['mdrt/disease', 'adenocarcinoma of the prostate', history({ adenocarcinoma: 'yes' }), 'passes'],
  ['mdrt/disease', 'not so', history({ adenocarcinoma: 'no' }), 'fails'],
  ['mdrt/disease', 'said to be unknown', history({ adenocarcinoma: 'unknown' }), 'unknown'],
  ['mdrt/sex', 'male', { patient: { sex: 'male' } }, 'passes'],
  ['mdrt/sex', 'female', { patient: { sex: 'female' } }, 'fails'],
  ['mdrt/sex', 'unknown', { patient: { sex: 'unknown' } }, 'unknown'],
  ['mdrt/castration-resistant', 'castration-resistant', history({ castrationResistant: 'yes' }), 'passes'],
  ['mdrt/castration-resistant', 'not so', history({ castrationResistant: 'no' }), 'fails'],
  ['mdrt/castration-resistant', 'said to be unknown', history({ castrationResistant: 'unknown' }), 'unknown'],
  ['mdrt/psma-pet', 'progression on PSMA PET', history({ progressionOnPsmaPet: 'yes' }), 'passes'],
  ['mdrt/psma-pet', 'not so', history({ progressionOnPsmaPet: 'no' }), 'fails'],
  ['mdrt/psma-pet', 'said to be unknown', history({ progressionOnPsmaPet: 'unknown' }), 'unknown'],
  ['medcare/disease', 'acinar adenocarcinoma', history({ acinarAdenocarcinoma: 'yes' }), 'passes'],
  ['medcare/disease', 'not so', history({ acinarAdenocarcinoma: 'no' }), 'fails'],
  ['medcare/disease', 'said to be unknown', history({ acinarAdenocarcinoma: 'unknown' }), 'unknown'],
  ['medcare/sex', 'male', { patient: { sex: 'male' } }, 'passes'],
  ['medcare/sex', 'female', { patient: { sex: 'female' } }, 'fails'],
  ['medcare/sex', 'unknown', { patient: { sex: 'unknown' } }, 'unknown'],
  ['medcare/other-malignancy', 'another active malignancy', history({ otherMalignancyActive: 'yes' }), 'fails'],
  ['medcare/other-malignancy', 'not so', history({ otherMalignancyActive: 'no' }), 'passes'],
  ['medcare/other-malignancy', 'said to be unknown', history({ otherMalignancyActive: 'unknown' }), 'unknown'],
  ['utuc/disease', 'urothelial cancer by histology', history({ urothelialCancer: 'yes' }), 'passes'],
  ['utuc/disease', 'not so', history({ urothelialCancer: 'no' }), 'fails'],
  ['utuc/disease', 'said to be unknown', history({ urothelialCancer: 'unknown' }), 'unknown'],
  ['eradication/disease', 'prostate cancer', history({ prostateCancer: 'yes' }), 'passes'],
  ['eradication/disease', 'not so', history({ prostateCancer: 'no' }), 'fails'],
  ['eradication/disease', 'said to be unknown', history({ prostateCancer: 'unknown' }), 'unknown'],
  ['eradication/sex', 'male', { patient: { sex: 'male' } }, 'passes'],
  ['eradication/sex', 'female', { patient: { sex: 'female' } }, 'fails'],
  ['eradication/sex', 'unknown', { patient: { sex: 'unknown' } }, 'unknown'],
];

describe('each criterion', () => {
  const rows = ROWS.map(([id, words, facts, outcome, tag = null]) => [id, words, facts, outcome, tag] as const);

  it.each(rows)('%s, %s', async (id, _words, facts, expected, tag) => {
    const { outcome, compared } = await criterionOf(id, facts);
    expect(outcome).toBe(expected);
    if (tag === null) return;
    const [side, text] = [tag.slice(0, tag.indexOf(' ')), tag.slice(tag.indexOf(' ') + 1)];
    const limit = limitsOf(id).find((each) => each.text === text);
    expect([text, limit === undefined]).toEqual([text, false]);
    const here = compared.find(
      (each) =>
        each.name === limit?.name && each.relation === limit.relation && Math.abs(each.limit - limit.limit) < 1e-9,
    );
    // Only limits on the size of a lesion stand in what is counted, not in the criterion.
    expect([text, here === undefined]).toEqual([text, limit?.isOfLesion]);
    if (here === undefined) return;
    const { low, high, unit } = here;
    expect([text, low !== null && low === high]).toEqual([text, side !== 'unknown']);
    if (side === 'unknown' || side === 'other-unit') return;
    const away = Math.abs((low ?? NaN) - here.limit);
    const isInSteps = unit === '' || unit === '%' || unit === 'years' || unit === 'days';
    if (side === 'at') expect(away).toBeLessThan(1e-9 * Math.max(1, here.limit));
    else expect(away).toBeLessThanOrEqual(isInSteps ? 1 : 0.04 * here.limit);
  });

  it('is open for a patient of whom nothing is known, whatever the criterion', async () => {
    for (const { criteria } of screenings) {
      for (const { data } of criteria) {
        const { outcome, needs } = await criterionOf(data.id, {});
        expect([data.id, outcome]).toEqual([data.id, 'unknown']);
        expect(needs.length).toBeGreaterThan(0);
      }
    }
  });

  it('turns with its answer where it is a question', async () => {
    for (const { data } of screenings.flatMap(({ criteria }) => criteria)) {
      if (data.question === undefined) continue;
      for (const answer of ['yes', 'no'] as const) {
        const { outcome } = await criterionOf(data.id, { patient: { answers: { [data.id]: answer } } });
        expect([data.id, outcome]).toEqual([
          data.id,
          (answer === 'yes') === (data.kind === 'inclusion') ? 'passes' : 'fails',
        ]);
      }
    }
  });

  it('stands in the table above with every outcome that it can have, or is a question', () => {
    const left = screenings
      .flatMap(({ criteria }) => criteria)
      .filter(({ data }) => data.question === undefined)
      .flatMap(({ data }) => {
        const tested = new Set(ROWS.flatMap(([id, , , outcome]) => (id === data.id ? [outcome] : [])));
        return (['passes', 'fails'] as const).filter((outcome) => !tested.has(outcome)).map((each) => [data.id, each]);
      });
    expect(left).toEqual([]);
  });
});

interface Limit {
  /** "haemoglobin >= 8 g/dL" */
  readonly text: string;
  readonly name: string;
  readonly relation: string;
  /** In the unit of what is compared. */
  readonly limit: number;
  readonly hasUnit: boolean;
  /** On the size of one lesion, through a count. */
  readonly isOfLesion: boolean;
}

/** Every number that a criterion sets as a limit, under any of its readings, also through what it counts among the lesions. */
function limitsOf(id: string): Limit[] {
  const nobody = new Map();
  return screenings.flatMap(({ criteria, counts }) => {
    const options = criteria.find(({ data }) => data.id === id)?.options ?? [];
    const direct = options.flatMap(({ criterion }) => criterion.evaluate(nobody).compared);
    const ofLesions = counts
      .filter((count) => direct.some(({ name }) => name === count.id))
      .flatMap(({ where, groups }) => [where, ...groups.map((group) => group.where)])
      .flatMap((criterion) => criterion?.evaluate(nobody).compared ?? []);
    const all = [...direct, ...ofLesions].map(({ name, relation, limitText, limit, unit }, n) => ({
      text: `${name} ${relation} ${limitText}`,
      name,
      relation,
      limit,
      hasUnit: unit !== '' && unit !== '%',
      isOfLesion: n >= direct.length,
    }));
    return all.filter(({ text }, n) => all.findIndex((each) => each.text === text) === n);
  });
}

describe('each limit', () => {
  const sides = screenings
    .flatMap(({ criteria }) => criteria)
    .flatMap(({ data }) =>
      limitsOf(data.id).flatMap(({ text, hasUnit }) =>
        SIDES.filter((side) => hasUnit || side !== 'other-unit').map((side) => ({
          side,
          limit: `${data.id} ${text}`,
          isTested: ROWS.some(([id, , , , tag]) => id === data.id && tag === `${side} ${text}`),
        })),
      ),
    );
  const isLeftOut = ({ side, limit }: (typeof sides)[number]): boolean =>
    NO_SUCH_SIDE.some((each) => each.side === side && each.limits.test(limit));

  it('has a patient at it, just inside, just outside, unknown, and in another unit where it has units', () => {
    expect(sides.length).toBeGreaterThan(0);
    expect(sides.filter((each) => !each.isTested && !isLeftOut(each))).toEqual([]);
  });

  it('is left out on a side only where there is no such patient, and only as long as it stands in a trial', () => {
    expect(sides.filter((each) => each.isTested && isLeftOut(each))).toEqual([]);
    for (const { side, limits } of NO_SUCH_SIDE)
      expect(sides.some((each) => each.side === side && limits.test(each.limit))).toBe(true);
  });
});

describe('readings', () => {
  const drops = labs(1200, 10000, 8.5);

  it('prints each, states the default, and lets a case choose', async () => {
    const byDefault = await criterionOf('himars/organ-function', drops);
    expect(byDefault).toMatchObject({ outcome: 'fails', reading: { chosen: 'all', by: 'default' } });
    expect(byDefault.readings.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['all', 'fails'],
      ['any', 'passes'],
    ]);
    const chosen = await criterionOf('himars/organ-function', { ...drops, readings: { organFunction: 'any' } });
    expect(chosen).toMatchObject({ outcome: 'passes', reading: { chosen: 'any', by: 'case' } });
  });

  it('says of five progressive lesions that the summary of MEDCARE would take them', async () => {
    const { outcome, readings } = await criterionOf('medcare/oligoprogression', { lesions: bones(5) });
    expect(outcome).toBe('fails');
    expect(readings.find(({ name }) => name === 'five')?.outcome).toBe('passes');
  });

  it('evaluates the testosterone limit as printed, in ng/mL', async () => {
    const { readings } = await criterionOf('medcare/testosterone-above', lab('testosterone', 60, 'ng/dL'));
    expect(readings.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['ng-per-dl', 'fails'],
      ['as-printed', 'passes'],
    ]);
  });

  it.each([
    [{ readings: { organFuncton: 'all' } }, 'nearest is "organFunction"'],
    [{ readings: { organFunction: 'al' } }, 'nearest is "all"'],
    [{ patient: { answers: { 'himars/consnt': 'yes' } } }, 'nearest is "himars/consent"'],
    [lab('neutrophils', 1, 'g/L'), 'no unit of neutrophils'],
    [{ lesions: [{ id: 'A', organ: 'lung', site: 'bone' }] }, 'lies in lung, and its site is bone'],
    [lab('testosteron', 1, 'ng/dL'), 'nearest is "testosterone"'],
  ])('refuses %j', async (facts, part) => {
    await expect(async () => criterionOf('himars/age', facts)).rejects.toThrow(part);
  });
});
