import { describe, expect, it } from 'vitest';
import { criterionOf, screenings } from './five-trials.ts';

/** What each criterion says at its limit, beside it, in another unit and unknown: written by hand from the records. */

const lab = (name: string, value: number, unit: string, more: object = {}): object => ({
  patient: { laboratory: { [name]: { value, unit, ...more } } },
});
const labs = (neutrophils: number, platelets: number, haemoglobin: number): object => ({
  patient: {
    laboratory: {
      neutrophils: { value: neutrophils, unit: '/mm3' },
      platelets: { value: platelets, unit: '/mm³' },
      haemoglobin: { value: haemoglobin, unit: 'g/dL' },
    },
  },
});
const status = (value: number, scale = 'WHO'): object => ({ patient: { performanceStatus: { value, scale } } });
const life = (value: number, unit: string): object => ({ patient: { lifeExpectancy: { value, unit } } });
const born = (birthDate: string, days: object): object => ({ patient: { birthDate, ...days } });
const history = (answers: object): object => ({ patient: { history: answers } });
const bones = (n: number, more: object = {}): object[] =>
  Array.from({ length: n }, (_, i) => ({ id: `B${i + 1}`, organ: 'bone', status: 'progressive', ...more }));
const liver = (gtvCm3: number, more: object = {}): object => ({
  patient: { boneMarrowReserveCm3: 1000 },
  lesions: [{ id: 'L1', organ: 'bone', gtvCm3, symptomatic: true, ...more }],
});
const imaging = (imagingDate: string): object => ({ patient: { imagingDate, randomisationDate: '2026-03-10' } });
const other = (answers: object, since?: string): object => ({
  patient: {
    history: { otherMalignancy: 'yes', otherMalignancySkinOrInSitu: 'no', ...answers },
    firstDoseDate: '2026-03-01',
    ...(since === undefined ? {} : { otherMalignancyFreeSince: since }),
  },
});
const enzymes = (ast: number, more: object[] | undefined, alt = 40): object => ({
  patient: {
    laboratory: {
      ast: { value: ast, unit: 'U/L', upperLimit: 40 },
      alt: { value: alt, unit: 'U/L', upperLimit: 40 },
      alp: { value: 1, unit: 'xULN' },
    },
  },
  ...(more === undefined ? {} : { lesions: more }),
});
const clearance = (creatinine: number, unit: string, weightKg: number, sex: string): object => ({
  // 70 completed years on the day of consent.
  patient: {
    birthDate: '1956-01-01',
    consentDate: '2026-02-01',
    sex,
    weightKg,
    laboratory: { creatinine: { value: creatinine, unit } },
  },
});

type Row = readonly [string, string, object, 'passes' | 'fails' | 'unknown' | 'depends-on-reading'];

const ROWS: readonly Row[] = [
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
  ['himars/tumour-volume', 'exactly 50 %', liver(500), 'passes'],
  ['himars/tumour-volume', 'just above 50 %', liver(500.1), 'fails'],
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
  ['himars/performance-status', 'below 3', status(2), 'passes'],
  ['himars/performance-status', '3', status(3), 'fails'],
  ['himars/performance-status', 'ECOG is WHO', status(2, 'ECOG'), 'passes'],
  ['himars/performance-status', 'Karnofsky', status(80, 'Karnofsky'), 'unknown'],
  ['himars/performance-status', '80 on the WHO scale', status(80), 'unknown'],
  ['himars/age', 'on the birthday', born('2008-02-01', { consentDate: '2026-02-01' }), 'passes'],
  ['himars/age', 'the day before', born('2008-02-02', { consentDate: '2026-02-01' }), 'fails'],
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
  ['himars/other-malignancy', 'exactly two years', other({ otherMalignancyCured: 'yes' }, '2024-03-01'), 'passes'],
  [
    'himars/other-malignancy',
    'a day short of two years',
    other({ otherMalignancyCured: 'yes' }, '2024-03-02'),
    'fails',
  ],
  ['himars/other-malignancy', 'free since 29 February', other({ otherMalignancyCured: 'yes' }, '2024-02-29'), 'passes'],
  ['himars/other-malignancy', 'likely to come back', other({ otherMalignancyCured: 'no' }, '2010-01-01'), 'fails'],
  ['himars/other-malignancy', 'since when unknown', other({ otherMalignancyCured: 'yes' }), 'unknown'],
  ['himars/other-malignancy', 'skin or in situ', other({ otherMalignancySkinOrInSitu: 'yes' }), 'passes'],
  ['himars/life-expectancy', 'exactly 3 months', life(3, 'months'), 'fails'],
  ['himars/life-expectancy', 'just above', life(3.1, 'months'), 'passes'],
  ['himars/life-expectancy', 'in years', life(0.25, 'years'), 'fails'],
  ['himars/consent', 'yes', { patient: { answers: { 'himars/consent': 'yes' } } }, 'passes'],
  ['himars/cord-compression', 'yes', { patient: { answers: { 'himars/cord-compression': 'yes' } } }, 'fails'],
  ['himars/cord-compression', 'not asked', {}, 'unknown'],

  ['mdrt/oligoprogression', 'three', { lesions: bones(3) }, 'passes'],
  ['mdrt/oligoprogression', 'four', { lesions: bones(4) }, 'fails'],
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
  ['mdrt/more-than-three', 'three', { lesions: bones(3) }, 'passes'],
  ['mdrt/more-than-three', 'four', { lesions: bones(4) }, 'fails'],
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
  ['mdrt/testosterone-above', 'exactly 50 ng/dL, above 1.7 nmol/L', lab('testosterone', 50, 'ng/dL'), 'fails'],
  ['mdrt/testosterone-above', 'exactly 1.7 nmol/L', lab('testosterone', 1.7, 'nmol/L'), 'passes'],
  ['mdrt/testosterone-above', 'just above 1.7 nmol/L', lab('testosterone', 1.71, 'nmol/L'), 'fails'],
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
  ['mdrt/age', '18', born('2008-02-01', { consentDate: '2026-02-01' }), 'passes'],
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
  [
    'mdrt/irradiated-prostate',
    'recurrence in an irradiated prostate',
    {
      patient: { history: { prostateRadiotherapy: 'yes' } },
      lesions: [{ id: 'R', organ: 'prostate', kind: 'local-recurrence', status: 'new' }],
    },
    'fails',
  ],
  [
    'mdrt/irradiated-prostate',
    'recurrence in the prostate bed',
    {
      patient: { history: { prostateRadiotherapy: 'yes' } },
      lesions: [{ id: 'R', organ: 'prostate bed', kind: 'local-recurrence', status: 'new' }],
    },
    'passes',
  ],
  ['mdrt/psma-negative', 'yes', history({ psmaNegativeDisease: 'yes' }), 'fails'],

  ['medcare/oligoprogression', 'three', { lesions: bones(3) }, 'passes'],
  ['medcare/oligoprogression', 'four', { lesions: bones(4) }, 'fails'],
  ['medcare/oligoprogression', 'none progresses', { lesions: bones(2, { status: 'stable' }) }, 'fails'],
  ...(
    [
      [15, 'passes'],
      [15.1, 'fails'],
      [null, 'unknown'],
    ] as const
  ).map(([shortAxisMm, outcome]): Row => [
    'medcare/oligoprogression',
    `three in bone and a node of ${String(shortAxisMm)} mm`,
    { lesions: [...bones(3), { id: 'N', organ: 'lymph node', status: 'new', shortAxisMm }] },
    outcome,
  ]),
  ...(
    [
      [10, 'passes'],
      [10.1, 'fails'],
      [null, 'unknown'],
    ] as const
  ).map(([longestDiameterMm, outcome]): Row => [
    'medcare/oligoprogression',
    `three in bone and one in the lung of ${String(longestDiameterMm)} mm`,
    { lesions: [...bones(3), { id: 'V', organ: 'lung', status: 'new', longestDiameterMm }] },
    outcome,
  ]),
  [
    'medcare/oligoprogression',
    'three in bone and one in the brain, which is not extracranial',
    { lesions: [...bones(3), { id: 'V', organ: 'brain', status: 'new', longestDiameterMm: 30 }] },
    'passes',
  ],
  ['medcare/bone-scan', 'three', { lesions: bones(3) }, 'passes'],
  ['medcare/bone-scan', 'four', { lesions: bones(4) }, 'fails'],
  ['medcare/more-than-three', 'three', { lesions: bones(3) }, 'passes'],
  ['medcare/more-than-three', 'four', { lesions: bones(4) }, 'fails'],
  ['medcare/imaging', 'exactly six weeks', imaging('2026-01-27'), 'passes'],
  ['medcare/imaging', 'a day more', imaging('2026-01-26'), 'fails'],
  ['medcare/imaging', 'after randomisation', imaging('2026-03-11'), 'unknown'],
  ['medcare/testosterone', 'just below', lab('testosterone', 49.9, 'ng/dL'), 'passes'],
  ['medcare/testosterone', 'exactly 50', lab('testosterone', 0.5, 'ng/mL'), 'fails'],
  ['medcare/testosterone', '1.733 nmol/L are below 50 ng/dL', lab('testosterone', 1.733, 'nmol/L'), 'passes'],
  ['medcare/testosterone', '1.734 nmol/L are above', lab('testosterone', 1.734, 'nmol/L'), 'fails'],
  ['medcare/testosterone-above', 'exactly 50', lab('testosterone', 50, 'ng/dL'), 'passes'],
  ['medcare/testosterone-above', 'just above', lab('testosterone', 50.1, 'ng/dL'), 'fails'],
  ['medcare/excluded-drugs', 'ever', history({ radionuclideCabazitaxelParpEver: 'yes' }), 'fails'],
  ['medcare/docetaxel', 'progression on it', history({ progressionOnDocetaxel: 'yes' }), 'fails'],
  ['medcare/ductal-or-small-cell', 'yes', history({ ductalOrSmallCell: 'yes' }), 'fails'],
  ['medcare/performance-status', '3', status(3), 'fails'],
  ['medcare/age', '18', born('2008-02-01', { consentDate: '2026-02-01' }), 'passes'],
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
  ['utuc/age', '18', born('2008-02-01', { consentDate: '2026-02-01' }), 'passes'],
  ['utuc/age', '17', born('2008-02-02', { consentDate: '2026-02-01' }), 'fails'],
  ['utuc/age', '80', born('1945-02-02', { consentDate: '2026-02-01' }), 'passes'],
  ['utuc/age', '81', born('1945-02-01', { consentDate: '2026-02-01' }), 'fails'],
  ['utuc/life-expectancy', 'exactly 6 months', life(6, 'months'), 'passes'],
  ['utuc/life-expectancy', 'just below', life(5.9, 'months'), 'fails'],
  ['utuc/performance-status', '1', status(1, 'ECOG'), 'passes'],
  ['utuc/performance-status', '2', status(2, 'ECOG'), 'fails'],
  ['utuc/haemoglobin', '90 g/L', lab('haemoglobin', 90, 'g/L'), 'passes'],
  ['utuc/haemoglobin', '9 g/dL', lab('haemoglobin', 9, 'g/dL'), 'passes'],
  ['utuc/haemoglobin', '8.9 g/dL', lab('haemoglobin', 8.9, 'g/dL'), 'fails'],
  ['utuc/haemoglobin', '90 g/dL is asked about', lab('haemoglobin', 90, 'g/dL'), 'unknown'],
  ['utuc/bilirubin', 'twice the limit', lab('bilirubin', 42, 'umol/L', { upperLimit: 21 }), 'passes'],
  ['utuc/bilirubin', 'just above', lab('bilirubin', 42.1, 'µmol/L', { upperLimit: 21 }), 'fails'],
  ['utuc/bilirubin', 'without the limit of the laboratory', lab('bilirubin', 15, 'umol/L'), 'unknown'],
  ['utuc/bilirubin', 'as a multiple', lab('bilirubin', 2, 'x ULN'), 'passes'],
  ['utuc/liver-enzymes', '2.5 times without liver metastases', enzymes(100, bones(1)), 'passes'],
  ['utuc/liver-enzymes', 'just above without liver metastases', enzymes(101, bones(1)), 'fails'],
  ['utuc/liver-enzymes', '5 times with liver metastases', enzymes(200, [{ id: 'V', organ: 'liver' }]), 'passes'],
  ['utuc/liver-enzymes', 'above 5 times with liver metastases', enzymes(201, [{ id: 'V', organ: 'liver' }]), 'fails'],
  ['utuc/liver-enzymes', '4 times, liver unknown', enzymes(160, undefined), 'unknown'],
  ['utuc/liver-enzymes', 'low, liver unknown', enzymes(40, undefined), 'passes'],
  ['utuc/liver-enzymes', 'ALT alone above', enzymes(40, bones(1), 101), 'fails'],
  // (140 - 70) x 72 / (72 x creatinine) = 70 / creatinine; times 0.85 for women.
  ['utuc/creatinine-clearance', 'man, 70 / 2.33 = 30.04', clearance(2.33, 'mg/dL', 72, 'male'), 'passes'],
  ['utuc/creatinine-clearance', 'man, 70 / 2.34 = 29.91', clearance(2.34, 'mg/dL', 72, 'male'), 'fails'],
  ['utuc/creatinine-clearance', 'woman, 59.5 / 2.33 = 25.5', clearance(2.33, 'mg/dL', 72, 'female'), 'fails'],
  ['utuc/creatinine-clearance', '177 umol/L are 2.00 mg/dL, 35', clearance(177, 'umol/L', 72, 'male'), 'passes'],
  ['utuc/creatinine-clearance', 'sex unknown', clearance(1, 'mg/dL', 72, 'unknown'), 'unknown'],
  ['utuc/creatinine-clearance', 'typed, exactly 30', lab('creatinineClearance', 30, 'mL/min'), 'passes'],
  ['utuc/creatinine-clearance', 'typed, just below', lab('creatinineClearance', 29.9, 'mL/min'), 'fails'],
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
  ['eradication/life-expectancy', '10 years', life(120, 'months'), 'passes'],
  ['eradication/life-expectancy', '9 years', life(9, 'years'), 'fails'],
  ['eradication/visceral', 'bone only', { lesions: bones(2) }, 'passes'],
  ['eradication/visceral', 'liver', { lesions: [{ id: 'V', organ: 'liver' }] }, 'fails'],
  ['eradication/visceral', 'organ unknown', { lesions: [{ id: 'V', kind: 'metastasis' }] }, 'unknown'],
  ['eradication/quality-of-life', 'not evaluable as printed', {}, 'unknown'],
  ['himars/other-study', 'in none', history({ otherInterventionalStudy: 'no' }), 'passes'],
  ['mdrt/adt', 'going on', history({ ongoingAdt: 'yes' }), 'passes'],
  ['mdrt/chemotherapy', 'none, or stopped', history({ chemotherapyOngoing: 'no' }), 'passes'],
  ['mdrt/age', 'a day short of 18', born('2008-02-02', { consentDate: '2026-02-01' }), 'fails'],
  ['mdrt/psma-negative', 'no', history({ psmaNegativeDisease: 'no' }), 'passes'],
  ['medcare/systemic-therapy', 'androgen deprivation', history({ ongoingAdt: 'yes' }), 'passes'],
  ['medcare/primary', 'treated', history({ primaryTreated: 'yes' }), 'passes'],
  ['medcare/performance-status', '0', status(0), 'passes'],
  ['medcare/performance-status', '2', status(2), 'passes'],
  ['medcare/age', 'a day short of 18', born('2008-02-02', { consentDate: '2026-02-01' }), 'fails'],
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
  it.each(ROWS)('%s, %s', async (id, _words, facts, expected) => {
    expect((await criterionOf(id, facts)).outcome).toBe(expected);
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
