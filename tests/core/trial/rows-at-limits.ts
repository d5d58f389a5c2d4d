import type { ScreenOutcome } from '../../../core/index.ts';
import { bones, born, clearance, imaging, lab, life, liver, other, status } from './some-facts.ts';

/**
 * Patients around each limit that a criterion sets to a number or a date, with the outcome as the record has it: exactly at
 * the limit, just inside (as far as this limit goes the patient may enter), just outside, unknown, and in another unit.
 * Where the record can be read in several ways, the row chooses the reading in which the limit stands.
 */

export const SIDES = ['at', 'inside', 'outside', 'unknown', 'other-unit'] as const;
export type Side = (typeof SIDES)[number];

/** Criterion, words, facts, outcome; and on which side of which limit, such as "at age >= 18 years". */
export type Row = readonly [string, string, object, ScreenOutcome, ...`${Side} ${string}`[]];

type Around = readonly [Side, string, object, ScreenOutcome];

const around = (id: string, limit: string, rows: readonly Around[]): Row[] =>
  rows.map(([side, words, facts, outcome]): Row => [id, `${limit}: ${words}`, facts, outcome, `${side} ${limit}`]);

const read = (name: string, option: string, facts: object): object => ({ ...facts, readings: { [name]: option } });
const table = (...lesions: object[]): object => ({ lesions });
const none = { lesions: [], patient: { lesionsComplete: true } };
const inOrgan = (organ: string, n: number, more: object = {}): object[] =>
  Array.from({ length: n }, (_, i) => ({ id: `${organ} ${i + 1}`, organ, ...more }));
const unsaid = { id: 'U', organ: 'bone' };
const somewhere = { id: 'U', kind: 'metastasis' };
const recurrence = { id: 'R', organ: 'prostate bed', kind: 'local-recurrence', status: 'new' };

/** Consent on 1 February 2026. */
const consented = (birthDate: string): object => born(birthDate, { consentDate: '2026-02-01' });
const from18 = (id: string, limit: string, reading: (facts: object) => object = (facts) => facts): Row[] =>
  around(id, limit, [
    ['at', 'on the birthday', reading(consented('2008-02-01')), 'passes'],
    ['inside', 'the day after it', reading(consented('2008-01-31')), 'passes'],
    ['outside', 'the day before it', reading(consented('2008-02-02')), 'fails'],
    ['unknown', 'no birth date', reading({ patient: { consentDate: '2026-02-01' } }), 'unknown'],
    ['unknown', 'no day', reading({ patient: { birthDate: '1950-02-01' } }), 'unknown'],
  ]);

/** All three well within their limits, save what is changed. */
const counts = (changes: object): object => ({
  patient: {
    laboratory: {
      neutrophils: { value: 1.5, unit: 'G/L' },
      platelets: { value: 100, unit: 'G/L' },
      haemoglobin: { value: 10, unit: 'g/dL' },
      ...changes,
    },
  },
});

const enzymes = (changes: object, lesions: object[]): object => ({
  patient: {
    laboratory: {
      ast: { value: 1, unit: 'xULN' },
      alt: { value: 1, unit: 'xULN' },
      alp: { value: 1, unit: 'xULN' },
      ...changes,
    },
  },
  lesions,
});

/** Four is too many where this many are known to be there, and one too few where none is. */
const upTo3 = (id: string, limit: string, reading: (facts: object) => object = (facts) => facts): Row[] =>
  around(id, limit, [
    ['at', 'three', reading(table(...bones(3))), 'passes'],
    ['inside', 'two', reading(table(...bones(2))), 'passes'],
    ['outside', 'four', reading(table(...bones(4))), 'fails'],
    ['unknown', 'three, and one of unknown status', reading(table(...bones(3), unsaid)), 'unknown'],
  ]);
const atLeast1 = (id: string, limit: string, reading: (facts: object) => object = (facts) => facts): Row[] =>
  around(id, limit, [
    ['at', 'one', reading(table(...bones(1))), 'passes'],
    ['inside', 'two', reading(table(...bones(2))), 'passes'],
    ['outside', 'one that is stable', reading(table(...bones(1, { status: 'stable' }))), 'fails'],
    ['unknown', 'one of unknown status', reading(table(unsaid)), 'unknown'],
  ]);

/** Beside three lesions in bone, one of a size that decides whether it is the fourth. */
const fourthOfSize = (id: string): Row[] => [
  ...around(id, 'shortAxis <= 1.5 cm', [
    ['at', 'a node of 15 mm', fourthNode({ shortAxisMm: 15 }), 'passes'],
    ['inside', 'a node of 14.9 mm', fourthNode({ shortAxisMm: 14.9 }), 'passes'],
    ['outside', 'a node of 15.1 mm', fourthNode({ shortAxisMm: 15.1 }), 'fails'],
    ['unknown', 'a node of unknown size', fourthNode({ shortAxisMm: null }), 'unknown'],
  ]),
  ...around(id, 'longestDiameter <= 1 cm', [
    ['at', 'one in the lung of 10 mm', fourthInLung({ longestDiameterMm: 10 }), 'passes'],
    ['inside', 'one in the lung of 9.9 mm', fourthInLung({ longestDiameterMm: 9.9 }), 'passes'],
    ['outside', 'one in the lung of 10.1 mm', fourthInLung({ longestDiameterMm: 10.1 }), 'fails'],
    ['unknown', 'one in the lung of unknown size', fourthInLung({ longestDiameterMm: null }), 'unknown'],
  ]),
];
const fourthNode = (more: object): object =>
  table(...bones(3), { id: 'N', organ: 'lymph node', status: 'new', ...more });
const fourthInLung = (more: object): object => table(...bones(3), { id: 'V', organ: 'lung', status: 'new', ...more });

const performanceUpTo = (id: string, most: 1 | 2): Row[] => [
  ...around(id, 'performanceStatus >= 0', [
    ['at', '0', status(0), 'passes'],
    ['inside', '1', status(1), 'passes'],
    ['unknown', 'not given', status0, 'unknown'],
  ]),
  ...around(id, `performanceStatus <= ${most}`, [
    ['at', String(most), status(most, 'ECOG'), 'passes'],
    ['inside', String(most - 1), status(most - 1, 'ECOG'), 'passes'],
    ['outside', String(most + 1), status(most + 1, 'ECOG'), 'fails'],
    ['unknown', 'not given', status0, 'unknown'],
    ['unknown', 'on another scale', status(90, 'Karnofsky'), 'unknown'],
  ]),
];
const status0 = { patient: { performanceStatus: { value: null, scale: 'WHO' } } };

const testosterone = (value: number | null, unit: string, confirmed = false): object => ({
  patient: { laboratory: { testosterone: { value, unit, ...(confirmed ? { confirmed } : {}) } } },
});
const cured = (since?: string): object => other({ otherMalignancyCured: 'yes' }, since);
const irradiated = (...lesions: object[]): object => ({
  patient: { history: { prostateRadiotherapy: 'yes' } },
  lesions,
});
const byInclusion = (birthDate: string): object =>
  read('studyEntry', 'inclusion', born(birthDate, { consentDate: '2025-06-01', inclusionDate: '2026-02-01' }));
const beside = (facts: object): object => read('recurrenceCounts', 'recurrence-beside', facts);
const anySize = (facts: object): object => read('lesionLimit', 'three-of-any-size', facts);
const five = (facts: object): object => read('lesionLimit', 'five', facts);
const inDl = (facts: object): object => read('testosteroneLimit', 'ng-per-dl', facts);
const inNmol = (facts: object): object => read('testosteroneLimit', 'nmol-per-l', facts);
const printed = (facts: object): object => read('testosteroneUnit', 'as-printed', facts);
const oneOrgan = (...lesions: object[]): object => read('nodesAsOrgans', 'one-organ', table(...lesions));
const byRegion = (...lesions: object[]): object => read('nodesAsOrgans', 'by-region', table(...lesions));
const either = (...lesions: object[]): object => read('brainAndLiver', 'either', table(...lesions));
const both = (...lesions: object[]): object => read('brainAndLiver', 'both', table(...lesions));
const summary = (...lesions: object[]): object => read('brainAndLiver', 'summary', table(...lesions));
const header = (facts: object): object => read('ageLimits', 'header', facts);
const criteria = (facts: object): object => read('ageLimits', 'criteria', facts);
const regional = (n: number): object[] => inOrgan('lymph node', n, { region: 'regional' });
const nodeIn = (subregion: string): object => ({
  id: subregion,
  organ: 'lymph node',
  region: 'non-regional',
  subregion,
});

export const ROWS_AT_LIMITS: readonly Row[] = [
  // H41
  ...around('himars/bone-or-node', 'boneOrNodeMetastases >= 1', [
    ['at', 'one in bone', table(...inOrgan('bone', 1)), 'passes'],
    ['inside', 'a node and one in bone', table(...inOrgan('bone', 1), ...inOrgan('lymph node', 1)), 'passes'],
    ['outside', 'one, and in the lung', table(...inOrgan('lung', 1)), 'fails'],
    ['unknown', 'one, and where is not known', table(somewhere), 'unknown'],
  ]),
  // H24: of a reserve of 1000 cm³.
  ...around('himars/tumour-volume', 'mustTreatPercent > 50', [
    ['at', '500 cm³', liver(500), 'passes'],
    ['inside', '499.9 cm³', liver(499.9), 'passes'],
    ['outside', '500.1 cm³', liver(500.1), 'fails'],
    ['unknown', 'the reserve is not known', table({ id: 'L1', gtvCm3: 1, symptomatic: true }), 'unknown'],
  ]),
  // H26 to H29, all three together.
  ...around('himars/organ-function', 'neutrophils >= 1000/mm^3', [
    ['at', '1000/mm³', counts({ neutrophils: { value: 1000, unit: '/mm3' } }), 'passes'],
    ['inside', '1001/mm³', counts({ neutrophils: { value: 1001, unit: '/mm3' } }), 'passes'],
    ['outside', '999/mm³', counts({ neutrophils: { value: 999, unit: '/mm3' } }), 'fails'],
    ['unknown', 'not known', counts({ neutrophils: { value: null, unit: '/mm3' } }), 'unknown'],
    ['other-unit', '1 G/L', counts({ neutrophils: { value: 1, unit: 'G/L' } }), 'passes'],
    ['other-unit', '0.999 G/L', counts({ neutrophils: { value: 0.999, unit: 'G/L' } }), 'fails'],
  ]),
  ...around('himars/organ-function', 'platelets >= 50000/mm^3', [
    ['at', '50000/mm³', counts({ platelets: { value: 50000, unit: '/mm3' } }), 'passes'],
    ['inside', '50001/mm³', counts({ platelets: { value: 50001, unit: '/mm3' } }), 'passes'],
    ['outside', '49999/mm³', counts({ platelets: { value: 49999, unit: '/mm3' } }), 'fails'],
    ['unknown', 'not known', counts({ platelets: { value: null, unit: '/mm3' } }), 'unknown'],
    ['other-unit', '50 G/L', counts({ platelets: { value: 50, unit: 'G/L' } }), 'passes'],
    ['other-unit', '49.9 G/L', counts({ platelets: { value: 49.9, unit: 'G/L' } }), 'fails'],
  ]),
  ...around('himars/organ-function', 'haemoglobin >= 8 g/dL', [
    ['at', '8 g/dL', counts({ haemoglobin: { value: 8, unit: 'g/dL' } }), 'passes'],
    ['inside', '8.1 g/dL', counts({ haemoglobin: { value: 8.1, unit: 'g/dL' } }), 'passes'],
    ['outside', '7.9 g/dL', counts({ haemoglobin: { value: 7.9, unit: 'g/dL' } }), 'fails'],
    ['unknown', 'not known', counts({ haemoglobin: { value: null, unit: 'g/dL' } }), 'unknown'],
    ['other-unit', '80 g/L', counts({ haemoglobin: { value: 80, unit: 'g/L' } }), 'passes'],
    ['other-unit', '79 g/L', counts({ haemoglobin: { value: 79, unit: 'g/L' } }), 'fails'],
  ]),
  // H25: below 3.
  ...around('himars/performance-status', 'performanceStatus < 3', [
    ['at', '3', status(3), 'fails'],
    ['inside', '2', status(2), 'passes'],
    ['outside', '4', status(4), 'fails'],
    ['unknown', 'not given', status0, 'unknown'],
    ['unknown', 'on another scale', status(80, 'Karnofsky'), 'unknown'],
  ]),
  // H30, on either day.
  ...from18('himars/age', 'ageAtConsent >= 18 years'),
  ...around('himars/age', 'ageAtInclusion >= 18 years', [
    ['at', 'on the birthday, though not yet at consent', byInclusion('2008-02-01'), 'passes'],
    ['inside', 'the day after it', byInclusion('2008-01-31'), 'passes'],
    ['outside', 'the day before it', byInclusion('2008-02-02'), 'fails'],
    ['unknown', 'the day is not known', read('studyEntry', 'inclusion', consented('1950-02-01')), 'unknown'],
  ]),
  // H33
  ...around('himars/visceral-symptoms', 'symptomaticVisceralMetastases > 0', [
    ['at', 'none with symptoms', table(...inOrgan('liver', 2, { symptomatic: false })), 'passes'],
    ['outside', 'one with symptoms', table(...inOrgan('liver', 1, { symptomatic: true })), 'fails'],
    ['unknown', 'symptoms are not known', table(...inOrgan('liver', 1)), 'unknown'],
  ]),
  // H32: the first fraction is on 1 March 2026.
  ...around('himars/other-malignancy', 'otherMalignancyFree >= 2 years', [
    ['at', 'exactly two years', cured('2024-03-01'), 'passes'],
    ['inside', 'two years and a day', cured('2024-02-29'), 'passes'],
    ['outside', 'a day short of two years', cured('2024-03-02'), 'fails'],
    ['unknown', 'since when is not known', cured(), 'unknown'],
  ]),
  // H31: more than 3 months.
  ...around('himars/life-expectancy', 'lifeExpectancy > 3 months', [
    ['at', '3 months', life(3, 'months'), 'fails'],
    ['inside', '3.1 months', life(3.1, 'months'), 'passes'],
    ['outside', '2.9 months', life(2.9, 'months'), 'fails'],
    ['unknown', 'not estimated', { patient: { lifeExpectancy: { value: null, unit: 'months' } } }, 'unknown'],
    ['other-unit', 'a quarter of a year', life(0.25, 'years'), 'fails'],
    ['other-unit', '0.26 years', life(0.26, 'years'), 'passes'],
  ]),

  // G02 to G06
  ...atLeast1('mdrt/oligoprogression', 'progressiveLesions >= 1'),
  ...upTo3('mdrt/oligoprogression', 'progressiveLesions <= 3'),
  ...upTo3('mdrt/oligoprogression', 'progressiveMetastases <= 3', beside),
  ...around('mdrt/oligoprogression', 'progressiveMetastases <= 3', [
    ['at', 'three and a recurrence', beside(table(...bones(3), recurrence)), 'passes'],
    ['outside', 'four and a recurrence', beside(table(...bones(4), recurrence)), 'fails'],
  ]),
  ...upTo3('mdrt/more-than-three', 'progressiveLesions > 3'),
  ...around('mdrt/more-than-three', 'progressiveLesions > 3', [
    ['at', 'two metastases and a recurrence', table(...bones(2), recurrence), 'passes'],
    ['outside', 'three metastases and a recurrence', table(...bones(3), recurrence), 'fails'],
  ]),
  ...upTo3('mdrt/more-than-three', 'progressiveMetastases > 3', beside),
  ...around('mdrt/more-than-three', 'progressiveMetastases > 3', [
    ['at', 'three and a recurrence', beside(table(...bones(3), recurrence)), 'passes'],
  ]),
  // G07: below 50 ng/dL, or below 1.7 nmol/L, which are 49.03 ng/dL.
  ...around('mdrt/testosterone', 'testosterone < 50 ng/dL', [
    ['at', '50 ng/dL', inDl(testosterone(50, 'ng/dL')), 'fails'],
    ['inside', '49.9 ng/dL', inDl(testosterone(49.9, 'ng/dL')), 'passes'],
    ['outside', '50.1 ng/dL', inDl(testosterone(50.1, 'ng/dL')), 'fails'],
    ['unknown', 'not known', inDl(testosterone(null, 'ng/dL')), 'unknown'],
    ['other-unit', '0.5 ng/mL', inDl(testosterone(0.5, 'ng/mL')), 'fails'],
    ['other-unit', '0.499 ng/mL', inDl(testosterone(0.499, 'ng/mL')), 'passes'],
    ['other-unit', '1.733 nmol/L', inDl(testosterone(1.733, 'nmol/L')), 'passes'],
    ['other-unit', '1.734 nmol/L', inDl(testosterone(1.734, 'nmol/L')), 'fails'],
  ]),
  ...around('mdrt/testosterone', 'testosterone < 1.7 nmol/L', [
    ['at', '1.7 nmol/L', inNmol(testosterone(1.7, 'nmol/L')), 'fails'],
    ['at', '1.7 nmol/L, and nobody chose', testosterone(1.7, 'nmol/L'), 'depends-on-reading'],
    ['inside', '1.69 nmol/L', inNmol(testosterone(1.69, 'nmol/L')), 'passes'],
    ['outside', '1.71 nmol/L', inNmol(testosterone(1.71, 'nmol/L')), 'fails'],
    ['unknown', 'not known', inNmol(testosterone(null, 'nmol/L')), 'unknown'],
    ['other-unit', '49.03 ng/dL', inNmol(testosterone(49.03, 'ng/dL')), 'passes'],
    ['other-unit', '49.04 ng/dL', inNmol(testosterone(49.04, 'ng/dL')), 'fails'],
  ]),
  // G08: the limit in nmol/L excludes first, so that the limit in ng/dL or ng/mL never decides.
  ...around('mdrt/testosterone-above', 'testosterone > 50 ng/dL', [
    ['at', '50 ng/dL, which are 1.734 nmol/L', testosterone(50, 'ng/dL'), 'fails'],
    ['inside', '49.9 ng/dL, which are 1.730 nmol/L', testosterone(49.9, 'ng/dL'), 'fails'],
    ['outside', '50.1 ng/dL', testosterone(50.1, 'ng/dL'), 'fails'],
    ['unknown', 'not known', testosterone(null, 'ng/dL'), 'unknown'],
    ['other-unit', '0.501 ng/mL', testosterone(0.501, 'ng/mL'), 'fails'],
    ['other-unit', '0.49 ng/mL, within both', testosterone(0.49, 'ng/mL'), 'passes'],
  ]),
  ...around('mdrt/testosterone-above', 'testosterone > 50 ng/mL', [
    ['at', '50 ng/mL, looked up', printed(testosterone(50, 'ng/mL', true)), 'fails'],
    ['inside', '49.9 ng/mL, looked up', printed(testosterone(49.9, 'ng/mL', true)), 'fails'],
    ['outside', '50.1 ng/mL, looked up', printed(testosterone(50.1, 'ng/mL', true)), 'fails'],
    ['unknown', '50 ng/mL, not looked up', printed(testosterone(50, 'ng/mL')), 'unknown'],
    ['other-unit', '5000 ng/dL, looked up', printed(testosterone(5000, 'ng/dL', true)), 'fails'],
  ]),
  ...around('mdrt/testosterone-above', 'testosterone > 1.7 nmol/L', [
    ['at', '1.7 nmol/L', testosterone(1.7, 'nmol/L'), 'passes'],
    ['inside', '1.69 nmol/L', testosterone(1.69, 'nmol/L'), 'passes'],
    ['outside', '1.71 nmol/L', testosterone(1.71, 'nmol/L'), 'fails'],
    ['unknown', 'not known', testosterone(null, 'nmol/L'), 'unknown'],
    ['other-unit', '49.03 ng/dL', testosterone(49.03, 'ng/dL'), 'passes'],
    ['other-unit', '49.04 ng/dL', testosterone(49.04, 'ng/dL'), 'fails'],
    ['other-unit', '0.4904 ng/mL', testosterone(0.4904, 'ng/mL'), 'fails'],
  ]),
  ...performanceUpTo('mdrt/performance-status', 2),
  ...from18('mdrt/age', 'age >= 18 years'),
  // G15
  ...around('mdrt/irradiated-prostate', 'recurrenceInProstate > 0', [
    ['at', 'none in it, one in its bed', irradiated(recurrence), 'passes'],
    ['outside', 'one in it', irradiated({ ...recurrence, organ: 'prostate' }), 'fails'],
    ['unknown', 'recurrence or not', irradiated({ id: 'R', organ: 'prostate', status: 'new' }), 'unknown'],
  ]),

  // M01, M02, M05, M07
  ...atLeast1('medcare/oligoprogression', 'progressiveLesions >= 1'),
  ...upTo3('medcare/oligoprogression', 'progressiveLesions <= 3'),
  ...atLeast1('medcare/oligoprogression', 'lesionsOfAnySize >= 1', anySize),
  ...upTo3('medcare/oligoprogression', 'lesionsOfAnySize <= 3', anySize),
  ...around('medcare/oligoprogression', 'lesionsOfAnySize <= 3', [
    ['outside', 'three and a node of 5 mm', anySize(fourthNode({ shortAxisMm: 5 })), 'fails'],
  ]),
  ...around('medcare/oligoprogression', 'progressiveLesions <= 5', [
    ['at', 'five', five(table(...bones(5))), 'passes'],
    ['inside', 'four', five(table(...bones(4))), 'passes'],
    ['outside', 'six', five(table(...bones(6))), 'fails'],
    ['unknown', 'five, and one of unknown status', five(table(...bones(5), unsaid)), 'unknown'],
  ]),
  ...fourthOfSize('medcare/oligoprogression'),
  // M06
  ...upTo3('medcare/bone-scan', 'progressiveBoneLesions <= 3'),
  ...around('medcare/bone-scan', 'progressiveBoneLesions <= 3', [
    ['at', 'three, and one in the lung', fourthInLung({ longestDiameterMm: 30 }), 'passes'],
  ]),
  // M03
  ...upTo3('medcare/more-than-three', 'progressiveLesions > 3'),
  ...upTo3('medcare/more-than-three', 'lesionsOfAnySize > 3', (facts) => read('polyProgression', 'of-any-size', facts)),
  ...around('medcare/more-than-three', 'metastases > 0', [
    ['at', 'a recurrence alone', read('polyProgression', 'any-nodal-or-metastatic', table(recurrence)), 'passes'],
    ['outside', 'one in bone', read('polyProgression', 'any-nodal-or-metastatic', table(...bones(1))), 'fails'],
    [
      'unknown',
      'metastasis or recurrence',
      read('polyProgression', 'any-nodal-or-metastatic', table({ id: 'R', organ: 'prostate bed', status: 'new' })),
      'unknown',
    ],
  ]),
  ...fourthOfSize('medcare/more-than-three'),
  // M04: randomisation on 10 March 2026.
  ...around('medcare/imaging', 'imagingBeforeRandomisation <= 6 weeks', [
    ['at', '42 days', imaging('2026-01-27'), 'passes'],
    ['inside', '41 days', imaging('2026-01-28'), 'passes'],
    ['outside', '43 days', imaging('2026-01-26'), 'fails'],
    ['unknown', 'no day of imaging', { patient: { randomisationDate: '2026-03-10' } }, 'unknown'],
    ['unknown', 'no day of randomisation', { patient: { imagingDate: '2026-03-09' } }, 'unknown'],
  ]),
  // M08
  ...around('medcare/testosterone', 'testosterone < 50 ng/dL', [
    ['at', '50 ng/dL', testosterone(50, 'ng/dL'), 'fails'],
    ['inside', '49.9 ng/dL', testosterone(49.9, 'ng/dL'), 'passes'],
    ['outside', '50.1 ng/dL', testosterone(50.1, 'ng/dL'), 'fails'],
    ['unknown', 'not known', testosterone(null, 'ng/dL'), 'unknown'],
    ['other-unit', '0.5 ng/mL', testosterone(0.5, 'ng/mL'), 'fails'],
    ['other-unit', '0.499 ng/mL', testosterone(0.499, 'ng/mL'), 'passes'],
    ['other-unit', '1.733 nmol/L', testosterone(1.733, 'nmol/L'), 'passes'],
    ['other-unit', '1.734 nmol/L', testosterone(1.734, 'nmol/L'), 'fails'],
  ]),
  // M09, in ng/dL and as printed.
  ...around('medcare/testosterone-above', 'testosterone > 50 ng/dL', [
    ['at', '50 ng/dL', testosterone(50, 'ng/dL'), 'passes'],
    ['inside', '49.9 ng/dL', testosterone(49.9, 'ng/dL'), 'passes'],
    ['outside', '50.1 ng/dL', testosterone(50.1, 'ng/dL'), 'fails'],
    ['unknown', 'not known', testosterone(null, 'ng/dL'), 'unknown'],
    ['other-unit', '0.5 ng/mL', testosterone(0.5, 'ng/mL'), 'passes'],
    ['other-unit', '0.501 ng/mL', testosterone(0.501, 'ng/mL'), 'fails'],
    ['other-unit', '1.734 nmol/L', testosterone(1.734, 'nmol/L'), 'fails'],
  ]),
  ...around('medcare/testosterone-above', 'testosterone > 50 ng/mL', [
    ['at', '50 ng/mL, looked up', printed(testosterone(50, 'ng/mL', true)), 'passes'],
    ['inside', '49.9 ng/mL, looked up', printed(testosterone(49.9, 'ng/mL', true)), 'passes'],
    ['outside', '50.1 ng/mL, looked up', printed(testosterone(50.1, 'ng/mL', true)), 'fails'],
    ['unknown', '50.1 ng/mL, not looked up', printed(testosterone(50.1, 'ng/mL')), 'unknown'],
    ['other-unit', '5000 ng/dL, looked up', printed(testosterone(5000, 'ng/dL', true)), 'passes'],
    ['other-unit', '5010 ng/dL, looked up', printed(testosterone(5010, 'ng/dL', true)), 'fails'],
    ['other-unit', '173 nmol/L, looked up', printed(testosterone(173, 'nmol/L', true)), 'passes'],
    ['other-unit', '174 nmol/L, looked up', printed(testosterone(174, 'nmol/L', true)), 'fails'],
  ]),
  ...performanceUpTo('medcare/performance-status', 2),
  ...from18('medcare/age', 'age >= 18 years'),

  // U01: where lymph nodes are one organ
  ...around('utuc/organs', 'organs >= 1', [
    ['at', 'one', oneOrgan(...bones(4)), 'passes'],
    ['inside', 'two', oneOrgan(...bones(4), ...inOrgan('lung', 1)), 'passes'],
    ['outside', 'none', read('nodesAsOrgans', 'one-organ', none), 'fails'],
    ['unknown', 'one that may be no metastasis', oneOrgan({ id: 'B', organ: 'bladder' }), 'unknown'],
  ]),
  ...around('utuc/organs', 'organs <= 3', [
    [
      'at',
      'bone, lung, and nodes of two subregions',
      oneOrgan(...bones(2), ...inOrgan('lung', 3), nodeIn('neck'), nodeIn('axilla')),
      'passes',
    ],
    ['inside', 'bone and lung', oneOrgan(...bones(2), ...inOrgan('lung', 3)), 'passes'],
    [
      'outside',
      'bone, lung, liver and a node',
      oneOrgan(...bones(1), ...inOrgan('lung', 1), ...inOrgan('liver', 1), nodeIn('neck')),
      'fails',
    ],
    [
      'unknown',
      'bone, lung, liver, and one elsewhere or not',
      oneOrgan(...bones(1), ...inOrgan('lung', 1), ...inOrgan('liver', 1), somewhere),
      'unknown',
    ],
  ]),
  // U02: where regional nodes are one and other nodes count by subregion
  ...around('utuc/organs', 'organsAndNodeRegions >= 1', [
    ['at', 'regional nodes', byRegion(...regional(4)), 'passes'],
    ['inside', 'regional nodes and the lung', byRegion(...regional(4), ...inOrgan('lung', 1)), 'passes'],
    ['outside', 'none', read('nodesAsOrgans', 'by-region', none), 'fails'],
    ['unknown', 'one that may be no metastasis', byRegion({ id: 'B', organ: 'bladder' }), 'unknown'],
  ]),
  ...around('utuc/organs', 'organsAndNodeRegions <= 3', [
    ['at', 'bone, regional nodes and the neck', byRegion(...bones(1), ...regional(4), nodeIn('neck')), 'passes'],
    ['inside', 'bone and regional nodes', byRegion(...bones(1), ...regional(4)), 'passes'],
    [
      'outside',
      'bone, regional nodes, neck and axilla',
      byRegion(...bones(1), ...regional(4), nodeIn('neck'), nodeIn('axilla')),
      'fails',
    ],
    [
      'unknown',
      'bone, lung, regional nodes, and a node that may be regional',
      byRegion(...bones(1), ...inOrgan('lung', 1), ...regional(2), { id: 'N', organ: 'lymph node' }),
      'unknown',
    ],
  ]),
  // U10 under each reading
  ...around('utuc/brain-and-liver', 'brainMetastases > 0', [
    ['at', 'none', either(...bones(2)), 'passes'],
    ['outside', 'one', either(...inOrgan('brain', 1)), 'fails'],
    ['at', 'none, and four in the liver, where both must be there', both(...inOrgan('liver', 4)), 'passes'],
    ['outside', 'one, and four in the liver', both(...inOrgan('brain', 1), ...inOrgan('liver', 4)), 'fails'],
    ['unknown', 'one, and where is not known', either(somewhere), 'unknown'],
  ]),
  ...around('utuc/brain-and-liver', 'liverMetastases > 3', [
    ['at', 'three', either(...inOrgan('liver', 3)), 'passes'],
    ['inside', 'two', either(...inOrgan('liver', 2)), 'passes'],
    ['outside', 'four', either(...inOrgan('liver', 4)), 'fails'],
    ['at', 'three and the brain', both(...inOrgan('brain', 1), ...inOrgan('liver', 3)), 'passes'],
    ['outside', 'four and the brain', both(...inOrgan('brain', 1), ...inOrgan('liver', 4)), 'fails'],
    ['unknown', 'three, and one elsewhere or not', either(...inOrgan('liver', 3), somewhere), 'unknown'],
  ]),
  ...around('utuc/brain-and-liver', 'liverMetastases > 1', [
    ['at', 'one', summary(...inOrgan('liver', 1)), 'passes'],
    ['inside', 'none', summary(...bones(2)), 'passes'],
    ['outside', 'two', summary(...inOrgan('liver', 2)), 'fails'],
    ['unknown', 'one, and one elsewhere or not', summary(...inOrgan('liver', 1), somewhere), 'unknown'],
  ]),
  // U03
  ...from18('utuc/age', 'ageAtConsent >= 18 years'),
  ...around('utuc/age', 'age <= 80 years', [
    ['at', '80, the day before turning 81', consented('1945-02-02'), 'passes'],
    ['at', 'on the 80th birthday', consented('1946-02-01'), 'passes'],
    ['inside', 'the day before the 80th birthday', consented('1946-02-02'), 'passes'],
    ['outside', 'on the 81st birthday', consented('1945-02-01'), 'fails'],
    [
      'unknown',
      'turns 81 between consent and inclusion',
      born('1945-02-05', { consentDate: '2026-02-01', inclusionDate: '2026-02-10' }),
      'unknown',
    ],
  ]),
  ...performanceUpTo('utuc/performance-status', 1),
  // U06
  ...around('utuc/haemoglobin', 'haemoglobin >= 90 g/L', [
    ['at', '90 g/L', lab('haemoglobin', 90, 'g/L'), 'passes'],
    ['inside', '91 g/L', lab('haemoglobin', 91, 'g/L'), 'passes'],
    ['outside', '89 g/L', lab('haemoglobin', 89, 'g/L'), 'fails'],
    ['unknown', 'another value is known', lab('platelets', 200, 'G/L'), 'unknown'],
    ['other-unit', '9 g/dL', lab('haemoglobin', 9, 'g/dL'), 'passes'],
    ['other-unit', '8.9 g/dL', lab('haemoglobin', 8.9, 'g/dL'), 'fails'],
  ]),
  // U07
  ...around('utuc/bilirubin', 'bilirubin <= 2 ULN', [
    ['at', '42 umol/L where 21 is the limit', lab('bilirubin', 42, 'umol/L', { upperLimit: 21 }), 'passes'],
    ['inside', '41.9 umol/L where 21 is the limit', lab('bilirubin', 41.9, 'umol/L', { upperLimit: 21 }), 'passes'],
    ['outside', '42.1 umol/L where 21 is the limit', lab('bilirubin', 42.1, 'umol/L', { upperLimit: 21 }), 'fails'],
    ['unknown', 'the limit of the laboratory is not known', lab('bilirubin', 15, 'umol/L'), 'unknown'],
    ['other-unit', '2.4 mg/dL where 1.2 is the limit', lab('bilirubin', 2.4, 'mg/dL', { upperLimit: 1.2 }), 'passes'],
    ['other-unit', '2.5 mg/dL where 1.2 is the limit', lab('bilirubin', 2.5, 'mg/dL', { upperLimit: 1.2 }), 'fails'],
    ['other-unit', 'twice the limit', lab('bilirubin', 2, 'xULN'), 'passes'],
    ['other-unit', '2.01 times the limit', lab('bilirubin', 2.01, 'xULN'), 'fails'],
  ]),
  // U08: 2.5 times, and with liver metastases 5 times, for each of the three.
  ...['ast', 'alt', 'alp'].flatMap((name) => {
    const bone = (value: number | null, unit = 'U/L', upperLimit = 40): object =>
      enzymes({ [name]: { value, unit, upperLimit } }, bones(1));
    const withLiver = (value: number | null, unit = 'U/L', upperLimit = 40): object =>
      enzymes({ [name]: { value, unit, upperLimit } }, inOrgan('liver', 1));
    return [
      ...around('utuc/liver-enzymes', `${name} <= 2.5 ULN`, [
        ['at', '100 U/L where 40 is the limit', bone(100), 'passes'],
        ['inside', '99 U/L where 40 is the limit', bone(99), 'passes'],
        ['outside', '101 U/L where 40 is the limit', bone(101), 'fails'],
        ['unknown', 'not known', bone(null), 'unknown'],
        ['other-unit', '1.675 ukat/L where 0.67 is the limit', bone(1.675, 'ukat/L', 0.67), 'passes'],
        ['other-unit', '1.68 ukat/L where 0.67 is the limit', bone(1.68, 'ukat/L', 0.67), 'fails'],
        ['other-unit', '2.5 times', bone(2.5, 'xULN'), 'passes'],
        ['other-unit', '2.51 times', bone(2.51, 'xULN'), 'fails'],
      ]),
      ...around('utuc/liver-enzymes', `${name} <= 5 ULN`, [
        ['at', '200 U/L where 40 is the limit', withLiver(200), 'passes'],
        ['inside', '199 U/L where 40 is the limit', withLiver(199), 'passes'],
        ['outside', '201 U/L where 40 is the limit', withLiver(201), 'fails'],
        ['unknown', 'not known', withLiver(null), 'unknown'],
        ['other-unit', '3.35 ukat/L where 0.67 is the limit', withLiver(3.35, 'ukat/L', 0.67), 'passes'],
        ['other-unit', '3.36 ukat/L where 0.67 is the limit', withLiver(3.36, 'ukat/L', 0.67), 'fails'],
        ['other-unit', '5 times', withLiver(5, 'xULN'), 'passes'],
        ['other-unit', '5.01 times', withLiver(5.01, 'xULN'), 'fails'],
      ]),
    ];
  }),
  ...around('utuc/liver-enzymes', 'liverMetastases > 0', [
    ['at', 'none, and AST 4 times', enzymes({ ast: { value: 4, unit: 'xULN' } }, bones(1)), 'fails'],
    ['inside', 'one, and AST 4 times', enzymes({ ast: { value: 4, unit: 'xULN' } }, inOrgan('liver', 1)), 'passes'],
    ['unknown', 'not known, and AST 4 times', enzymes({ ast: { value: 4, unit: 'xULN' } }, [somewhere]), 'unknown'],
  ]),
  // U09: a man of 70; (140 - 70) x weight / (72 x creatinine).
  ...around('utuc/creatinine-clearance', 'creatinineClearance >= 30 mL/minute', [
    ['at', 'typed', lab('creatinineClearance', 30, 'mL/min'), 'passes'],
    ['at', '70 x 86.4 / (72 x 2.8) = 30', clearance(2.8, 'mg/dL', 86.4, 'male'), 'passes'],
    ['inside', 'typed, 30.1', lab('creatinineClearance', 30.1, 'mL/min'), 'passes'],
    ['inside', '70 x 72 / (72 x 2.33) = 30.04', clearance(2.33, 'mg/dL', 72, 'male'), 'passes'],
    ['outside', 'typed, 29.9', lab('creatinineClearance', 29.9, 'mL/min'), 'fails'],
    ['outside', '70 x 72 / (72 x 2.34) = 29.91', clearance(2.34, 'mg/dL', 72, 'male'), 'fails'],
    ['unknown', 'creatinine without a weight', lab('creatinine', 1, 'mg/dL'), 'unknown'],
    // 1 mg/dL is 88.40 umol/L: 206 are 2.330 mg/dL, 207 are 2.342.
    ['other-unit', '206 umol/L, 30.04', clearance(206, 'umol/L', 72, 'male'), 'passes'],
    ['other-unit', '207 umol/L, 29.89', clearance(207, 'umol/L', 72, 'male'), 'fails'],
  ]),
  // U04
  ...around('utuc/life-expectancy', 'lifeExpectancy >= 6 months', [
    ['at', '6 months', life(6, 'months'), 'passes'],
    ['inside', '6.1 months', life(6.1, 'months'), 'passes'],
    ['outside', '5.9 months', life(5.9, 'months'), 'fails'],
    ['unknown', 'not estimated', { patient: { lifeExpectancy: { value: null, unit: 'months' } } }, 'unknown'],
    ['other-unit', 'half a year', life(0.5, 'years'), 'passes'],
    ['other-unit', '0.49 years', life(0.49, 'years'), 'fails'],
  ]),

  // R05
  ...around('eradication/visceral', 'visceralMetastases > 0', [
    ['at', 'none', table(...bones(2)), 'passes'],
    ['outside', 'one', table(...inOrgan('liver', 1)), 'fails'],
    ['unknown', 'one, and where is not known', table(somewhere), 'unknown'],
  ]),
  // R01 in the header, R02 in the criteria
  ...from18('eradication/age', 'age >= 18 years', header),
  ...around('eradication/age', 'age <= 75 years', [
    ['at', 'on the 75th birthday', header(consented('1951-02-01')), 'passes'],
    ['at', '75, the day before turning 76', header(consented('1950-02-02')), 'passes'],
    ['inside', 'the day before the 75th birthday', header(consented('1951-02-02')), 'passes'],
    ['outside', 'on the 76th birthday', header(consented('1950-02-01')), 'fails'],
    ['unknown', 'no birth date', header({ patient: { consentDate: '2026-02-01' } }), 'unknown'],
  ]),
  ...around('eradication/age', 'age < 75 years', [
    ['at', 'on the 75th birthday', criteria(consented('1951-02-01')), 'fails'],
    ['inside', 'the day before it', criteria(consented('1951-02-02')), 'passes'],
    ['outside', 'on the 76th birthday', criteria(consented('1950-02-01')), 'fails'],
    ['unknown', 'no birth date', criteria({ patient: { consentDate: '2026-02-01' } }), 'unknown'],
    ['at', 'on the 75th birthday, and nobody chose', consented('1951-02-01'), 'depends-on-reading'],
    ['at', '75, both together', read('ageLimits', 'both', consented('1951-02-01')), 'fails'],
  ]),
  // R04: at least 10 years is taken as meant.
  ...around('eradication/life-expectancy', 'lifeExpectancy >= 10 years', [
    ['at', '10 years', life(10, 'years'), 'passes'],
    ['inside', '10.1 years', life(10.1, 'years'), 'passes'],
    ['outside', '9.9 years', life(9.9, 'years'), 'fails'],
    ['unknown', 'not estimated', { patient: { lifeExpectancy: { value: null, unit: 'years' } } }, 'unknown'],
    ['other-unit', '120 months', life(120, 'months'), 'passes'],
    ['other-unit', '119 months', life(119, 'months'), 'fails'],
  ]),
];

/** Sides that no patient can be on, or that say nothing, and why: of the limits that match. */
export const NO_SUCH_SIDE: readonly { readonly side: Side; readonly limits: RegExp; readonly why: string }[] = [
  {
    side: 'other-unit',
    limits: / (age|ageAtConsent|ageAtInclusion|otherMalignancyFree|imagingBeforeRandomisation) /,
    why: 'worked out from two dates, and dates are written in one way only',
  },
  {
    side: 'other-unit',
    limits: / (shortAxis|longestDiameter) /,
    why: 'sizes are typed in mm only; the limits are in cm, so that each of their rows is in another unit',
  },
  {
    side: 'outside',
    limits: / performanceStatus >= 0$/,
    why: 'the scales begin at 0, and a case file with less is refused',
  },
  {
    side: 'inside',
    limits:
      /(symptomaticVisceralMetastases|recurrenceInProstate|medcare\/more-than-three metastases|brainMetastases|visceralMetastases) > 0$/,
    why: 'none at all excludes nobody, and no count lies below 0',
  },
  {
    side: 'outside',
    limits: /^utuc\/liver-enzymes liverMetastases > 0$/,
    why: 'a liver metastasis raises the limits of the enzymes: to have none is the narrow side, and no count lies below 0',
  },
];
