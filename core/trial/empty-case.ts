import type { z } from 'zod';
import type { Screening } from './compile-screening.ts';
import { ANALYTES, type AnalyteName } from './laboratory.ts';
import { caseFractionSchema, caseScheduleSchema } from './schedule-file.ts';
import { HISTORY, laboratoryValueSchema, lesionFacts, patientSchema } from './patient-file.ts';

/**
 * An empty case for one trial: the keys that its criteria ask for, each unknown, and what they mean under "explanations".
 * It is a valid case as it stands.
 */
export function emptyCase({ trial, criteria, strata }: Screening): object {
  const names: ReadonlySet<string> = new Set(
    [...criteria, ...strata].flatMap(({ options }) => options.flatMap(({ criterion }) => criterion.names)),
  );
  const shape = patientSchema.shape;
  const asked = (keys: readonly (keyof typeof shape)[]): Record<string, null> =>
    Object.fromEntries(keys.map((key) => [key, null]));
  const analytes = (Object.keys(ANALYTES) as AnalyteName[]).filter((key) => names.has(key));
  if (names.has('creatinineClearance')) analytes.push('creatinine');
  const history = Object.keys(HISTORY).filter((key) => names.has(key));
  const questions = (trial.screening.criteria ?? []).filter(({ question }) => question !== undefined);
  const patient = {
    ...asked(['birthDate']),
    sex: 'unknown',
    ...asked(['consentDate']),
    ...(names.has('ageAtInclusion') ? asked(['inclusionDate']) : {}),
    ...(names.has('imagingBeforeRandomisation') ? asked(['imagingDate', 'randomisationDate']) : {}),
    ...(names.has('otherMalignancyFree') ? asked(['otherMalignancyFreeSince', 'firstDoseDate']) : {}),
    ...(names.has('creatinineClearance') ? asked(['weightKg']) : {}),
    ...(names.has('performanceStatus') ? { performanceStatus: { value: null, scale: 'WHO' } } : {}),
    ...(names.has('lifeExpectancy') ? { lifeExpectancy: { value: null, unit: 'months' } } : {}),
    ...(names.has('mustTreatPercent') ? asked(['boneMarrowReserveCm3']) : {}),
    laboratory: Object.fromEntries(
      analytes.map((key) => [
        key,
        {
          value: null,
          unit: ANALYTES[key].written[0],
          date: null,
          ...(ANALYTES[key].unit === 'ULN' ? { upperLimit: null } : {}),
        },
      ]),
    ),
    history: Object.fromEntries(history.map((key) => [key, 'unknown'])),
    answers: Object.fromEntries(questions.map(({ id }) => [id, 'unknown'])),
  };
  const explained = (prefix: string, keys: readonly string[], of: Readonly<Record<string, z.ZodType>>): object =>
    Object.fromEntries(keys.map((key) => [`${prefix}${key}`, of[key]?.description ?? '']));
  return {
    schema: 'trabecula/case/1',
    subject: '',
    trial: trial.id,
    patient,
    lesions: [],
    explanations: {
      subject: 'a pseudonym, never a name',
      ...explained('patient.', [...Object.keys(patient), 'lesionsComplete'], shape),
      ...explained('patient.laboratory.*.', Object.keys(laboratoryValueSchema.shape), laboratoryValueSchema.shape),
      ...explained('patient.laboratory.', analytes, shape.laboratory.unwrap().shape),
      ...explained('patient.history.', history, shape.history.unwrap().shape),
      ...Object.fromEntries(questions.map(({ id, question = '' }) => [`patient.answers.${id}`, question])),
      schedule:
        'may be added for trabecula schedule: {"zone": "Europe/Paris", "fractions": [{"start": "2026-03-02T09:00", "lesions": ["L1"]}], "complete": true}',
      ...explained('schedule.', Object.keys(caseScheduleSchema.shape), caseScheduleSchema.shape),
      ...explained('schedule.fractions.', Object.keys(caseFractionSchema.shape), caseFractionSchema.shape),
      lesions: 'one entry for each lesion, with the keys below; only id is needed, what is left out is unknown',
      'lesions.id': 'a name of your own, such as "L1"',
      'lesions.site': 'bone, node or other',
      'lesions.symptomatic': 'true, false or null for unknown',
      'lesions.highRisk': 'true, false or null for unknown',
      ...explained('lesions.', Object.keys(lesionFacts), lesionFacts),
    },
  };
}
