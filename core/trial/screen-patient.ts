import { TrabeculaError } from '../errors.ts';
import { NOTICE } from '../notices.ts';
import type { CaseFile } from '../protocol/case-file.ts';
import { nearestName } from '../protocol/nearest-name.ts';
import type { Trial } from '../protocol/trial.ts';
import type { Screening } from './compile-screening.ts';
import { kindOf, organOf } from './lesion-facts.ts';
import { patientFacts } from './patient-facts.ts';
import type { ScreenResult, ScreenTrial } from './screen-result.ts';
import { screenTrial } from './screen-trial.ts';
import { weighMissing } from './weigh-missing.ts';

/**
 * One patient against several trials.
 *
 * @param known all trials for which a case may hold readings and answers: those that ship, and those asked for
 * @param where the case file, for errors
 * @throws TrabeculaError (unreadable) for a unit that does not belong to its value, and for a reading or an answer that none
 *   of the trials asks for
 */
export async function screenPatient(
  screenings: readonly Screening[],
  known: readonly Trial[],
  caseFile: CaseFile,
  where: string,
): Promise<Omit<ScreenResult, 'software'>> {
  const { patient = {}, readings = {}, subject = null } = caseFile;
  const lesions = caseFile.lesions ?? [];
  checkKnown(known, readings, patient.answers ?? {}, where);
  // An empty table says nothing unless it is said to be complete.
  const table = lesions.length > 0 || patient.lesionsComplete === true ? lesions : null;
  const { facts, questions } = await patientFacts(patient, table, where);
  const trials = screenings.map((screening) =>
    screenTrial(screening, {
      facts,
      answers: patient.answers ?? {},
      lesions: table,
      lesionsComplete: patient.lesionsComplete !== false,
      readings,
    }),
  );
  return {
    schema: 'trabecula/screen/1',
    notice: NOTICE,
    rulesNotice: 'Criteria from the public registry records of the dates given, not from the trial protocols.',
    subject,
    trials,
    missing: missingOver(trials),
    questions: [...questions],
    together: togetherWords(screenings),
    lesions: lesions.map((lesion) => ({
      id: lesion.id,
      organ: organOf(lesion),
      kind: kindOf(lesion),
      status: lesion.status ?? null,
      shortAxisMm: lesion.shortAxisMm ?? null,
      longestDiameterMm: lesion.longestDiameterMm ?? null,
      measuredShortAxisMm: lesion.measured?.shortAxisMm ?? null,
      measuredLongAxisMm: lesion.measured?.longAxisMm ?? null,
    })),
  };
}

/** What is missing for trials that are still open: nothing more need be found out for a barred one. */
function missingOver(trials: readonly ScreenTrial[]): ScreenResult['missing'] {
  const open = trials.filter(({ outcome }) => outcome !== 'barred');
  return weighMissing(open.flatMap(({ criteria }) => criteria)).map(({ what }) => ({
    what,
    trials: open.filter(({ missing }) => missing.includes(what)).map(({ id }) => id),
  }));
}

function togetherWords(screenings: readonly Screening[]): string[] {
  return screenings.flatMap(({ trial }) => {
    const excludes = trial.screening.excludesOtherStudies;
    const others = screenings.filter((other) => other.trial.id !== trial.id).map((other) => other.trial.acronym);
    return excludes === undefined || others.length === 0
      ? []
      : [
          `${excludes.words} A patient of ${trial.acronym} cannot also enter ${others.join(', ')} [${excludes.cite.items.join(', ')}]`,
        ];
  });
}

/** A misspelt reading or answer must not be passed over. */
function checkKnown(
  trials: readonly Trial[],
  readings: Readonly<Record<string, string>>,
  answers: Readonly<Record<string, string>>,
  where: string,
): void {
  const criteria = trials.flatMap(({ screening }) => screening.criteria ?? []);
  const options = new Map<string, Set<string>>();
  const add = (name: string, names: readonly string[]): unknown =>
    options.set(name, new Set([...(options.get(name) ?? []), ...names]));
  for (const trial of trials) {
    for (const [name, reading] of Object.entries(trial.readings)) add(name, Object.keys(reading.options));
  }
  for (const { reading } of criteria) {
    if (reading !== undefined)
      add(
        reading.name,
        reading.options.map(({ name }) => name),
      );
  }
  for (const [name, option] of Object.entries(readings)) {
    const offered = options.get(name);
    if (offered === undefined) throw unknown('reading', name, [...options.keys()], 'readings', where);
    if (!offered.has(option)) throw unknown(`option of ${name}`, option, [...offered], `readings.${name}`, where);
  }
  const questions = criteria.flatMap(({ id, question }) => (question === undefined ? [] : [id]));
  for (const id of Object.keys(answers)) {
    if (!questions.includes(id)) throw unknown('question', id, questions, 'patient.answers', where);
  }
}

function unknown(
  what: string,
  found: string,
  known: readonly string[],
  attribute: string,
  where: string,
): TrabeculaError {
  const nearest = nearestName(found, known);
  return new TrabeculaError('unreadable', {
    what: `unknown ${what} "${found}"${nearest === null ? '' : `, nearest is "${nearest}"`}`,
    where,
    attribute,
  });
}
