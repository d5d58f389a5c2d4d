import { completedYears, daysBetween } from './calendar.ts';
import type { CriterionVariable } from './compile-criterion.ts';
import { cockcroftGaultMlPerMin } from './creatinine-clearance.ts';
import { between, exactly, type Fact, type Facts, type NumberFact, unknownNumber, yesNo } from './fact.ts';
import { type Analyte, ANALYTES } from './laboratory.ts';
import type * as LaboratoryFactModule from './laboratory-fact.ts';
import type { TableLesion } from './lesion-facts.ts';
import { HISTORY, type PatientFile } from './patient-file.ts';
import type { Truth } from './three-valued.ts';

/** A name that criteria may use for a patient, and what it is called where it is missing. */
export type PatientVariable = CriterionVariable & {
  /** What is asked for where it is missing. */
  readonly words: string;
  /** What the value is called where several stand together. */
  readonly called?: string;
};

const number = (name: string, unit: string, words: string, called = words): PatientVariable => ({
  name,
  kind: 'number',
  unit,
  words,
  called,
});

export const PATIENT_VARIABLES: readonly PatientVariable[] = [
  { name: 'male', kind: 'yes-no', words: 'sex' },
  number('ageAtConsent', 'years', 'birth date and consent date', 'age at consent'),
  number('ageAtInclusion', 'years', 'birth date and inclusion date', 'age at inclusion'),
  number('age', 'years', 'birth date, and consent or inclusion date', 'age'),
  number('performanceStatus', '', 'performance status (WHO or ECOG)'),
  number('lifeExpectancy', 'months', 'estimate of life expectancy'),
  number('imagingBeforeRandomisation', 'days', 'dates of imaging and randomisation'),
  number('otherMalignancyFree', 'years', 'since when the other malignancy is gone, and the date of the first fraction'),
  number('mustTreatPercent', '%', 'GTV volumes of symptomatic and high-risk lesions, and bone marrow reserve'),
  ...Object.entries(ANALYTES).map(([name, analyte]: [string, Analyte]) => ({
    ...number(name, analyte.unit, analyte.name),
    ...(analyte.molarMassGPerMol === undefined || analyte.unit === 'ULN'
      ? {}
      : { molarMassGPerMol: analyte.molarMassGPerMol }),
  })),
  ...Object.entries(HISTORY).map(([name, words]) => ({ name, kind: 'yes-no', words }) as const),
];

export interface PatientFacts {
  readonly facts: Facts;
  /** Values that are unlikely in their unit. */
  readonly questions: readonly string[];
}

/**
 * Everything that criteria may ask of one patient, worked out from what a case says.
 *
 * @param where the case file, for errors
 * @throws TrabeculaError (unreadable) for a unit that does not belong to its value
 */
export async function patientFacts(
  patient: PatientFile,
  lesions: readonly TableLesion[] | null,
  where: string,
): Promise<PatientFacts> {
  // Its conversions need mathjs, which takes most of a second to load.
  const { laboratoryFact }: typeof LaboratoryFactModule = await import('./laboratory-fact.ts');
  const facts = new Map<string, Fact>();
  const questions: string[] = [];
  for (const [key, analyte] of Object.entries(ANALYTES)) {
    const given = patient.laboratory?.[key as keyof typeof ANALYTES];
    if (given === undefined) continue;
    const { fact, question } = laboratoryFact(analyte, given, where, key);
    facts.set(key, fact);
    if (question !== null) questions.push(question);
  }
  const clearance = facts.get('creatinineClearance');
  const isTyped = clearance?.kind === 'number' && clearance.shown !== null;
  if (!isTyped) facts.set('creatinineClearance', clearanceOf(patient, facts.get('creatinine')));
  for (const key of Object.keys(HISTORY))
    facts.set(key, yesNo(truthOf(patient.history?.[key as keyof typeof HISTORY])));
  const { sex = 'unknown' } = patient;
  facts.set('male', yesNo(sex === 'unknown' ? null : sex === 'male'));
  facts.set('ageAtConsent', ageOn(patient, [patient.consentDate]));
  facts.set('ageAtInclusion', ageOn(patient, [patient.inclusionDate]));
  facts.set('age', ageOn(patient, [patient.consentDate, patient.inclusionDate, patient.randomisationDate]));
  facts.set('performanceStatus', performanceOf(patient));
  facts.set('lifeExpectancy', lifeExpectancyOf(patient));
  facts.set('imagingBeforeRandomisation', imagingOf(patient));
  facts.set('otherMalignancyFree', malignancyFreeOf(patient));
  facts.set('mustTreatPercent', mustTreatOf(patient, lesions));
  return { facts, questions };
}

export function truthOf(answer: 'yes' | 'no' | 'unknown' | undefined): Truth {
  return answer === 'yes' ? true : answer === 'no' ? false : null;
}

/** The record does not always say on which day: over all days that are given, the youngest and the oldest. */
function ageOn({ birthDate }: PatientFile, days: readonly (string | null | undefined)[]): NumberFact {
  const given = days.filter((day) => day != null);
  if (birthDate == null || given.length === 0) return unknownNumber();
  const ages = given.map((day) => completedYears(birthDate, day));
  const [low, high] = [Math.min(...ages), Math.max(...ages)];
  if (low < 0) return unknownNumber('birth date (it lies after the day of consent or inclusion)');
  return low === high ? exactly(low, `${low} years`) : between(low, high, `${low} to ${high} years`);
}

function performanceOf({ performanceStatus }: PatientFile): NumberFact {
  const value = performanceStatus?.value ?? null;
  if (performanceStatus === undefined || value === null) return unknownNumber();
  const { scale } = performanceStatus;
  if (scale === 'Karnofsky') {
    return unknownNumber('performance status in WHO or ECOG (Karnofsky is another scale)', `Karnofsky ${value}`);
  }
  if (value > 5) return unknownNumber(`performance status (${scale} ends at 5)`, `${scale} ${value}`);
  return exactly(value, `${scale} ${value}`);
}

function lifeExpectancyOf({ lifeExpectancy }: PatientFile): NumberFact {
  const value = lifeExpectancy?.value ?? null;
  if (lifeExpectancy === undefined || value === null) return unknownNumber();
  const { unit } = lifeExpectancy;
  return exactly(unit === 'years' ? 12 * value : value, `${value} ${unit}`);
}

function imagingOf({ imagingDate, randomisationDate }: PatientFile): NumberFact {
  if (imagingDate == null || randomisationDate == null) return unknownNumber();
  const days = daysBetween(imagingDate, randomisationDate);
  if (days < 0) return unknownNumber('dates of imaging and randomisation (the imaging lies after it)');
  return exactly(days, `${days} days`);
}

function malignancyFreeOf({ otherMalignancyFreeSince, firstDoseDate }: PatientFile): NumberFact {
  if (otherMalignancyFreeSince == null || firstDoseDate == null) return unknownNumber();
  const years = completedYears(otherMalignancyFreeSince, firstDoseDate);
  return exactly(years, `${years} completed years`);
}

/** From the lesions that are surely symptomatic or high-risk, to those that may be. Volumes of lesions that overlap add up. */
function mustTreatOf(
  { boneMarrowReserveCm3, lesionsComplete }: PatientFile,
  lesions: readonly TableLesion[] | null,
): NumberFact {
  if (boneMarrowReserveCm3 == null || lesions === null || lesions.length === 0) return unknownNumber();
  let [low, high] = [0, lesionsComplete === false ? Infinity : 0];
  for (const { symptomatic, highRisk, gtvCm3 } of lesions) {
    if (symptomatic === false && highRisk === false) continue;
    const isSure = symptomatic === true || highRisk === true;
    low += isSure ? (gtvCm3 ?? 0) : 0;
    high += gtvCm3 ?? Infinity;
  }
  const [least, most] = [low, high].map((volume) => (100 * volume) / boneMarrowReserveCm3) as [number, number];
  const shown = [least, most].map((percent) => (percent === Infinity ? '?' : percent.toFixed(1)));
  return least === most ? exactly(least, `${shown[0]} %`) : between(least, most, `${shown[0]} to ${shown[1]} %`);
}

function clearanceOf(patient: PatientFile, creatinine: Fact | undefined): NumberFact {
  const { birthDate, weightKg, sex, laboratory, consentDate } = patient;
  const day = laboratory?.creatinine?.date ?? consentDate;
  const missing = [
    ...(creatinine?.kind === 'number' && creatinine.low === creatinine.high ? [] : ['creatinine']),
    ...(weightKg == null ? ['weight'] : []),
    ...(birthDate == null || day == null ? ['birth date and day of the sample'] : []),
    ...(sex === 'male' || sex === 'female' ? [] : ['sex']),
  ];
  if (
    creatinine?.kind !== 'number' ||
    weightKg == null ||
    birthDate == null ||
    day == null ||
    (sex !== 'male' && sex !== 'female') ||
    missing.length > 0 ||
    creatinine.low <= 0
  ) {
    return unknownNumber(`creatinine clearance, or for Cockcroft-Gault: ${missing.join(', ')}`);
  }
  const clearance = cockcroftGaultMlPerMin({
    ageYears: completedYears(birthDate, day),
    weightKg,
    creatinineMgPerDl: creatinine.low,
    sex,
  });
  return exactly(clearance, `${clearance.toFixed(1)} mL/min by Cockcroft-Gault`);
}
