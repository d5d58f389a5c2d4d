import type { CaseFile, CaseLesion } from '../protocol/case-file.ts';
import { chooseReadings } from '../protocol/choose-readings.ts';
import type { ScheduleRule, Trial } from '../protocol/trial.ts';
import type {
  ScheduleAnswer,
  ScheduledFraction,
  ScheduleOutcome,
  ScheduleResult,
  ScheduleRuleResult,
} from './schedule-result.ts';
import {
  checkCalendarWeeks,
  checkGaps,
  checkRollingWeeks,
  hoursBetween,
  inOrder,
  type IntervalAnswer,
} from './schedule-intervals.ts';
import { type StartTime, weekdayOf } from './zoned-time.ts';

/** A fraction with its start read; `lesions` empty where it is not known which it treats. */
export interface Fraction {
  readonly start: StartTime;
  readonly lesions: readonly string[];
  readonly origin: ScheduledFraction['origin'];
}

export type ScheduleVerdict = Pick<
  ScheduleResult,
  'outcome' | 'words' | 'fractions' | 'rules' | 'answers' | 'readings' | 'warnings'
>;

const READINGS = ['calendar-week', 'rolling-seven-days'] as const;

/**
 * Fractions against a trial's rule on the schedule: for each lesion and for the patient, under each reading. A rule is
 * settled where all readings that are open agree.
 */
export function checkSchedule(
  trial: Pick<Trial, 'rules' | 'readings' | 'acronym'>,
  caseFile: Pick<CaseFile, 'lesions' | 'readings' | 'schedule'>,
  given: readonly Fraction[],
  where = 'case',
): ScheduleVerdict {
  const rule = trial.rules.find((each): each is ScheduleRule => each.kind === 'schedule');
  const fractions = inOrder(given);
  const shown = fractions.map((fraction, index) => shownFraction(fraction, fractions[index - 1]));
  if (rule === undefined) {
    const words = `no rule on the schedule in the record of ${trial.acronym}`;
    return {
      outcome: 'no-rule-in-source',
      words,
      fractions: shown,
      rules: [],
      answers: [],
      readings: [],
      warnings: [],
    };
  }
  // A case may be read under a trial that it chooses other readings for; those of the schedule alone count here.
  const names = [rule.weekReading, rule.scopeReading];
  const own = Object.fromEntries(Object.entries(caseFile.readings ?? {}).filter(([name]) => names.includes(name)));
  const chosen = chooseReadings(trial as Trial, own, where);
  const [week, scope] = names.map((name) => chosen.get(name) ?? null);

  const lesions = (caseFile.lesions ?? []).filter(({ treated }) => treated !== false);
  const isPlaced = fractions.every((fraction) => fraction.lesions.length > 0) && lesions.length > 0;
  const answers: ScheduleAnswer[] = [];
  const add = (
    about: Pick<ScheduleAnswer, 'rule' | 'of' | 'lesion' | 'reading'>,
    { outcome, words, breaks }: IntervalAnswer,
  ): void => {
    answers.push({ ...about, outcome, words, breaks: [...breaks] });
  };
  const none: IntervalAnswer = { outcome: 'unknown', words: 'no fraction is known', breaks: [] };
  const notPlaced: IntervalAnswer = {
    outcome: 'unknown',
    words: lesions.length === 0 ? 'the case names no lesions' : 'it is not known which lesions each fraction treats',
    breaks: [],
  };
  const startsOf = (all: readonly Fraction[]): readonly StartTime[] => sessions(all.map(({ start }) => start));
  const addAll = (of: 'lesion' | 'patient', lesion: string | null, starts: readonly StartTime[] | null): void => {
    const answer = (judge: (starts: readonly StartTime[]) => IntervalAnswer): IntervalAnswer =>
      starts === null ? notPlaced : starts.length === 0 ? none : judge(starts);
    add(
      { rule: 'interval', of, lesion, reading: null },
      answer((all) => checkGaps(all, rule.leastHoursBetween)),
    );
    for (const reading of READINGS) {
      const judge = reading === 'calendar-week' ? checkCalendarWeeks : checkRollingWeeks;
      add(
        { rule: 'week', of, lesion, reading },
        answer((all) => judge(all, rule.fractionsPerWeek)),
      );
    }
  };
  for (const { id } of lesions) {
    addAll('lesion', id, isPlaced ? startsOf(fractions.filter((fraction) => fraction.lesions.includes(id))) : null);
  }
  if (lesions.length === 0) addAll('lesion', null, null);
  addAll('patient', null, startsOf(fractions));
  for (const lesion of lesions) {
    const count = isPlaced
      ? startsOf(fractions.filter((fraction) => fraction.lesions.includes(lesion.id))).length
      : null;
    add({ rule: 'number', of: 'lesion', lesion: lesion.id, reading: null }, numberAnswer(lesion, count, caseFile));
  }
  if (lesions.length === 0) add({ rule: 'number', of: 'lesion', lesion: null, reading: null }, notPlaced);

  const cite = { registry: rule.cite.registry, section: rule.cite.section, item: rule.cite.items.join(', ') };
  const rules: ScheduleRuleResult[] = [
    {
      ...underReadings('interval', answers, scope ?? null, null),
      name: 'from one fraction to the next',
      limit: `at least ${rule.leastHoursBetween} h`,
      cite,
    },
    {
      ...underReadings('week', answers, scope ?? null, week ?? null),
      name: 'fractions in a week',
      limit: `at most ${rule.fractionsPerWeek}`,
      cite,
    },
    {
      ...underReadings('number', answers, 'lesion', null),
      name: 'number of fractions',
      limit: 'as the prescription of each lesion says',
      cite,
    },
  ];
  const outcome = worstOf(rules.map((each) => each.outcome));
  return {
    outcome,
    words: OVERALL[outcome],
    fractions: shown,
    rules,
    answers,
    readings: names.map((name) => {
      const { question = '', options = {} } = trial.readings[name] ?? {};
      return {
        name,
        question,
        chosen: chosen.get(name) ?? null,
        options: Object.entries(options).map(([option, words]) => ({ name: option, words })),
      };
    }),
    warnings: strangers(fractions, caseFile.lesions ?? []),
  };
}

const OVERALL: Readonly<Record<ScheduleOutcome, string>> = {
  passes: 'No break of the schedule found in the fractions known',
  fails: 'The schedule is broken',
  unknown: 'No verdict on the schedule: something is not known',
  'depends-on-reading': 'Depends on how the record is read',
};

/** One lesion treated in two parts at one instant is one session. */
function sessions(starts: readonly StartTime[]): readonly StartTime[] {
  return starts.filter((start, index) => {
    const before = starts[index - 1];
    const isSame =
      before?.instantMs !== undefined && before.instantMs !== null && start.instantMs !== null && start.time !== null
        ? before.instantMs.earliest === start.instantMs.earliest
        : before?.written === start.written && start.time !== null;
    return index === 0 || !isSame;
  });
}

function numberAnswer(
  lesion: CaseLesion,
  count: number | null,
  { schedule }: Pick<CaseFile, 'schedule'>,
): IntervalAnswer {
  const planned = lesion.prescription?.fractions;
  if (count === null)
    return { outcome: 'unknown', words: 'it is not known which lesions each fraction treats', breaks: [] };
  if (planned === undefined) {
    return { outcome: 'unknown', words: `${counted(count)}; no prescription says how many`, breaks: [] };
  }
  const words = `${count} of ${planned} fractions`;
  if (count === planned) return { outcome: 'passes', words, breaks: [] };
  if (count > planned)
    return { outcome: 'fails', words: `${counted(count)}, and ${planned} are prescribed`, breaks: [] };
  if (schedule?.complete === true) return { outcome: 'fails', words: `${words}, and no more follow`, breaks: [] };
  return {
    outcome: 'unknown',
    words: `${words}; whether more follow is not said ("complete" in the case)`,
    breaks: [],
  };
}

function counted(count: number): string {
  return count === 1 ? '1 fraction' : `${count} fractions`;
}

/** What a rule comes to under every pair of readings that is open. */
function underReadings(
  rule: ScheduleAnswer['rule'],
  answers: readonly ScheduleAnswer[],
  scope: string | null,
  week: string | null,
): Pick<ScheduleRuleResult, 'rule' | 'outcome' | 'words'> {
  const own = answers.filter((answer) => answer.rule === rule);
  const scopes = ['lesion', 'patient'].filter(
    (each) => (scope === null || each === scope) && own.some(({ of }) => of === each),
  );
  const weeks = rule === 'week' ? READINGS.filter((each) => week === null || each === week) : [null];
  const cells = scopes.flatMap((of) =>
    weeks.map((reading) => {
      const here = own.filter((answer) => answer.of === of && answer.reading === reading);
      const label = [
        ...(scopes.length > 1 ? [of === 'lesion' ? 'each lesion by itself' : 'all lesions together'] : []),
        ...(weeks.length > 1 ? [reading === 'calendar-week' ? 'calendar week' : 'any seven days'] : []),
      ].join(', ');
      const outcome = worstOf(here.map((answer) => answer.outcome));
      const reasons = here.filter((answer) => answer.outcome === outcome);
      return { label, outcome, words: grouped(reasons, here.length) };
    }),
  );
  const outcomes = new Set(cells.map((cell) => cell.outcome));
  const [only] = outcomes;
  if (outcomes.size === 1 && only !== undefined) {
    const [first, ...others] = [...new Set(cells.map((cell) => cell.words))];
    return {
      rule,
      outcome: only,
      words: others.length > 0 && only === 'passes' ? 'under every reading' : (first ?? ''),
    };
  }
  const outcome = outcomes.has('unknown') ? 'unknown' : 'depends-on-reading';
  return { rule, outcome, words: cells.map((cell) => `${cell.label}: ${OUTCOME_WORDS[cell.outcome]}`).join('; ') };
}

/** What is said of several lesions is said once, with their names. */
function grouped(answers: readonly ScheduleAnswer[], of: number): string {
  const lesionsOf = new Map<string, string[]>();
  for (const { words, lesion } of answers) {
    lesionsOf.set(words, [...(lesionsOf.get(words) ?? []), ...(lesion === null ? [] : [lesion])]);
  }
  return [...lesionsOf]
    .map(([words, lesions]) => {
      if (lesions.length === 0) return words;
      return `${lesions.length === of && of > 1 ? 'every lesion' : lesions.join(', ')}: ${words}`;
    })
    .join('; ');
}

const OUTCOME_WORDS: Readonly<Record<ScheduleOutcome, string>> = {
  passes: 'kept',
  fails: 'broken',
  unknown: 'not known',
  'depends-on-reading': 'depends on the reading',
};

function worstOf(outcomes: readonly ScheduleOutcome[]): ScheduleOutcome {
  return (['fails', 'unknown', 'depends-on-reading'] as const).find((each) => outcomes.includes(each)) ?? 'passes';
}

function shownFraction({ start, lesions, origin }: Fraction, before: Fraction | undefined): ScheduledFraction {
  return {
    start: start.written,
    date: start.date,
    time: start.time,
    offset: start.offset,
    weekday: start.date === null ? null : weekdayOf(start.date),
    lesions: [...lesions],
    origin,
    hoursSinceLast: before === undefined ? null : hoursBetween(before.start, start),
  };
}

function strangers(fractions: readonly Fraction[], lesions: readonly CaseLesion[]): string[] {
  const untreated = lesions.filter(({ treated }) => treated === false).map(({ id }) => id);
  const named = [...new Set(fractions.flatMap((fraction) => fraction.lesions))];
  return named.flatMap((id) =>
    untreated.includes(id) ? [`${id} has fractions, and the case says that it is not treated`] : [],
  );
}
