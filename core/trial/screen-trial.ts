import type { Cite } from '../protocol/cite.ts';
import type { Compared, CriterionAnswer } from './compile-criterion.ts';
import type { CompiledCriterion, Screening } from './compile-screening.ts';
import { countLesions, type LesionTally } from './count-lesions.ts';
import type { Facts } from './fact.ts';
import type { TableLesion } from './lesion-facts.ts';
import type { YesNoUnknown } from './patient-file.ts';
import { PATIENT_VARIABLES, truthOf } from './patient-facts.ts';
import type { ScreenCriterion, ScreenOutcome, ScreenTrial } from './screen-result.ts';
import { stratumOf } from './stratum.ts';
import type { Truth } from './three-valued.ts';
import { weighMissing } from './weigh-missing.ts';

export interface PatientToScreen {
  readonly facts: Facts;
  readonly answers: Readonly<Record<string, YesNoUnknown>>;
  /** null where no table was given. */
  readonly lesions: readonly TableLesion[] | null;
  readonly lesionsComplete: boolean;
  /** Readings that the case chooses, by name. */
  readonly readings: Readonly<Record<string, string>>;
}

/** One patient against the criteria of one trial. */
export function screenTrial(screening: Screening, patient: PatientToScreen): ScreenTrial {
  const { trial, counts } = screening;
  const tallies = new Map<string, LesionTally>(
    counts.map((count) => [count.id, countLesions(count, patient.lesions, patient.lesionsComplete)]),
  );
  const facts: Facts = new Map([...patient.facts, ...tallies]);
  const criteria = screening.criteria.map((criterion) => answerOf(criterion, facts, patient, { tallies, counts }));
  const outcome = overall(criteria.map((criterion) => criterion.outcome));
  return {
    id: trial.id,
    acronym: trial.acronym,
    registry: trial.registry,
    recordDate: trial.recordDate,
    title: trial.title,
    outcome,
    words: OVERALL_WORDS[outcome],
    criteria,
    lesionCount: lesionCountOf(screening, tallies),
    stratum: screening.strata.length === 0 ? null : screening.strata.map((each) => stratumOf(each, facts, tallies)),
    missing: weighMissing(criteria).map(({ what }) => what),
    notes: trial.screening.screeningNotes ?? [],
    items: itemsOf(screening),
  };
}

const OVERALL_WORDS: Readonly<Record<ScreenTrial['outcome'], string>> = {
  'no-bar-found': "no bar found in the record's criteria; eligibility is the investigator's decision",
  barred: 'barred',
  unknown: 'not known: something is missing',
  'depends-on-reading': 'depends on how the record is read',
};

/** Nothing is barred only when nothing is unknown. */
function overall(outcomes: readonly ScreenOutcome[]): ScreenTrial['outcome'] {
  if (outcomes.includes('fails')) return 'barred';
  if (outcomes.includes('unknown') || outcomes.length === 0) return 'unknown';
  return outcomes.includes('depends-on-reading') ? 'depends-on-reading' : 'no-bar-found';
}

function answerOf(
  criterion: CompiledCriterion,
  facts: Facts,
  patient: PatientToScreen,
  { tallies, counts }: { readonly tallies: ReadonlyMap<string, LesionTally>; readonly counts: Screening['counts'] },
): ScreenCriterion {
  const { data, options } = criterion;
  const { id, kind, group, name, cite, question, reading } = data;
  const outcomeOf = (truth: Truth): ScreenOutcome =>
    truth === null ? 'unknown' : truth === (kind === 'inclusion') ? 'passes' : 'fails';
  const common = { id, kind, group, name, cite: citationOf(cite) };
  if (question !== undefined) {
    const given = patient.answers[id] ?? 'unknown';
    const outcome = outcomeOf(truthOf(given));
    return {
      ...common,
      outcome,
      words: OUTCOME_WORDS[kind][outcome],
      value: given === 'unknown' ? null : given,
      limit: null,
      compared: [],
      reading: null,
      readings: [],
      needs: outcome === 'unknown' ? [`answer "${id}": ${question}`] : [],
    };
  }
  const answers = options.map((option) => ({ option, answer: option.criterion.evaluate(facts) }));
  const chosen = reading === undefined ? null : (patient.readings[reading.name] ?? reading.default);
  const deciding = chosen === null ? answers : answers.filter(({ option }) => option.name === chosen);
  const outcome = together(deciding.map(({ answer }) => outcomeOf(answer.truth)));
  const shown = answers.length === 1 || chosen === null ? answers : deciding;
  const compared = distinct(shown.flatMap(({ answer }) => answer.compared));
  return {
    ...common,
    outcome,
    words: OUTCOME_WORDS[kind][outcome],
    ...comparedWords(compared, counts),
    reading:
      reading === undefined
        ? null
        : {
            name: reading.name,
            question: reading.question,
            chosen,
            by: Object.hasOwn(patient.readings, reading.name) ? 'case' : chosen === null ? 'nobody' : 'default',
            reason: reading.reason,
          },
    readings:
      reading === undefined
        ? []
        : answers.map(({ option, answer }) => ({
            name: option.name,
            says: option.says,
            outcome: outcomeOf(answer.truth),
          })),
    needs:
      outcome === 'unknown'
        ? needsOf(
            deciding.map(({ answer }) => answer),
            facts,
            tallies,
          )
        : [],
  };
}

/** Several readings, none of them chosen. */
function together(outcomes: readonly ScreenOutcome[]): ScreenOutcome {
  const different = new Set(outcomes);
  if (different.size === 1) return outcomes[0]!;
  return different.has('passes') && different.has('fails') ? 'depends-on-reading' : 'unknown';
}

const OUTCOME_WORDS: Readonly<Record<ScreenCriterion['kind'], Readonly<Record<ScreenOutcome, string>>>> = {
  inclusion: {
    passes: 'criterion fulfilled',
    fails: 'criterion not fulfilled',
    unknown: 'not known',
    'depends-on-reading': 'depends on the reading',
  },
  exclusion: {
    passes: 'exclusion absent',
    fails: 'exclusion present',
    unknown: 'not known',
    'depends-on-reading': 'depends on the reading',
  },
};

function distinct(compared: readonly Compared[]): Compared[] {
  const byKey = new Map(compared.map((each) => [`${each.name} ${each.relation} ${each.limit}`, each]));
  return [...byKey.values()];
}

const NAMES: ReadonlyMap<string, string> = new Map(PATIENT_VARIABLES.map(({ name, words }) => [name, words]));
const CALLED: ReadonlyMap<string, string> = new Map(
  PATIENT_VARIABLES.map(({ name, words, called = words }) => [name, called]),
);

function comparedWords(
  compared: readonly Compared[],
  counts: Screening['counts'],
): Pick<ScreenCriterion, 'value' | 'limit' | 'compared'> {
  const several = new Set(compared.map(({ name }) => name)).size > 1;
  const called = (name: string): string => counts.find(({ id }) => id === name)?.name ?? CALLED.get(name) ?? name;
  const named = (name: string, words: string): string => (several ? `${called(name)} ${words}` : words);
  const names = [...new Set(compared.map(({ name }) => name))];
  const limitsOf = (name: string): string => {
    const limits = compared.filter((each) => each.name === name);
    return [...new Set(limits.map(({ relation, limitText }) => `${relation} ${limitText}`))].join(', ');
  };
  const values = compared.flatMap(({ name, shown }) => (shown === null ? [] : [named(name, shown)]));
  return {
    value: values.length === 0 ? null : [...new Set(values)].join('; '),
    limit: compared.length === 0 ? null : names.map((name) => named(name, limitsOf(name))).join('; '),
    compared: compared.map(({ name, low, high, unit, relation, limit }) => ({
      name,
      low: Number.isFinite(low) ? low : null,
      high: Number.isFinite(high) ? high : null,
      unit,
      relation,
      limit,
    })),
  };
}

function needsOf(
  answers: readonly CriterionAnswer[],
  facts: Facts,
  tallies: ReadonlyMap<string, LesionTally>,
): string[] {
  const names = new Set(answers.flatMap(({ unknown }) => unknown));
  return [
    ...new Set(
      [...names].flatMap((name) => {
        const tally = tallies.get(name);
        if (tally !== undefined) return tally.needs;
        const reason = facts.get(name)?.reason ?? null;
        const words = NAMES.get(name) ?? name;
        if (reason === null) return [words];
        return [reason.includes(words) ? reason : `${words}: ${reason}`];
      }),
    ),
  ];
}

function lesionCountOf({ counts }: Screening, tallies: ReadonlyMap<string, LesionTally>): ScreenTrial['lesionCount'] {
  const count = counts.find(({ limit }) => limit !== null);
  const tally = count === undefined ? undefined : tallies.get(count.id);
  if (count === undefined || tally === undefined) {
    return { counted: null, low: null, high: null, limit: null, rule: 'no such rule in this record', groups: [] };
  }
  const { low, high } = tally;
  return {
    counted: low === high ? low : null,
    low: Number.isFinite(low) ? low : null,
    high: Number.isFinite(high) ? high : null,
    limit: count.limit,
    rule: count.name,
    groups: [...tally.counted.values()].map((ids) => [...ids]),
  };
}

function itemsOf({ trial }: Screening): ScreenTrial['items'] {
  const { criteria = [], lesionCounts = [], strata = [] } = trial.screening;
  const cited = new Set([...criteria, ...lesionCounts, ...strata].flatMap(({ cite }) => cite.items));
  return Object.entries(trial.items)
    .filter(([item]) => cited.has(item))
    .map(([item, words]) => ({ item, words }));
}

function citationOf({ registry, section, items }: Cite): ScreenCriterion['cite'] {
  return { registry, section, item: items.join(', ') };
}
