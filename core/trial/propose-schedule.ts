import { TrabeculaError } from '../errors.ts';
import type { CaseFile } from '../protocol/case-file.ts';
import type { ScheduleRule, Trial } from '../protocol/trial.ts';
import { daysAfter } from './calendar.ts';
import type { Fraction } from './check-schedule.ts';
import { checkCalendarWeeks, checkGaps, checkRollingWeeks, inOrder } from './schedule-intervals.ts';
import type { ScheduleResult } from './schedule-result.ts';
import { isZone, startAt, type Weekday, weekdayOf } from './zoned-time.ts';

export interface ScheduleWish {
  /** First day that may be used, YYYY-MM-DD. */
  readonly from: string;
  readonly weekdays: readonly Weekday[];
  /** Days on which nobody is treated. */
  readonly holidays: readonly string[];
  /** HH:MM by the clock of the zone. */
  readonly time: string;
  readonly zone: string;
}

export interface ProposedSchedule {
  /** The fractions known before, and those proposed. */
  readonly fractions: readonly Fraction[];
  readonly passedOver: ScheduleResult['passedOver'];
}

/** A proposal that would go on longer than this is none. */
const MOST_DAYS = 366;

/**
 * The earliest days for the fractions that are left, all lesions at one sitting, so that the rule of the trial is kept
 * under every reading. Days that are left out are told with the reason.
 *
 * @param given fractions that are known already
 * @throws TrabeculaError (usage) where a prescription is missing, the zone is not known or no such days are found
 */
export function proposeSchedule(
  trial: Pick<Trial, 'rules' | 'acronym'>,
  { lesions = [] }: Pick<CaseFile, 'lesions'>,
  given: readonly Fraction[],
  { from, weekdays, holidays, time, zone }: ScheduleWish,
): ProposedSchedule {
  const rule = trial.rules.find((each): each is ScheduleRule => each.kind === 'schedule');
  const fail = (what: string, expected: string): never => {
    throw new TrabeculaError('usage', { what, expected });
  };
  if (rule === undefined) return fail(`no rule on the schedule in the record of ${trial.acronym}`, 'a trial with one');
  if (!isZone(zone)) return fail(`no time zone "${zone}"`, 'a name such as Europe/Paris');
  const treated = lesions.filter((lesion) => lesion.treated !== false);
  if (treated.length === 0) fail('the case names no lesions to treat', '"lesions" in the case');
  const left = new Map(
    treated.map(({ id, prescription }) => {
      if (prescription === undefined) return fail(`lesion ${id} has no prescription`, '"prescription" in the case');
      return [id, prescription.fractions - given.filter((fraction) => fraction.lesions.includes(id)).length] as const;
    }),
  );
  const fractions = [...inOrder(given)];
  const passedOver: ScheduleResult['passedOver'] = [];
  let day = from;
  for (let tried = 0; [...left.values()].some((count) => count > 0); tried++, day = daysAfter(day, 1)) {
    if (tried > MOST_DAYS)
      fail(`no days for all fractions within a year from ${from}`, 'more weekdays, or fewer holidays');
    if (!weekdays.includes(weekdayOf(day))) continue;
    if (holidays.includes(day)) {
      passedOver.push({ date: day, why: 'a holiday' });
      continue;
    }
    const start = startAt(day, time, zone);
    if (start === null) {
      passedOver.push({ date: day, why: `the clocks change: ${time} is skipped or comes twice` });
      continue;
    }
    const due = [...left].filter(([, count]) => count > 0).map(([id]) => id);
    const next = inOrder([...fractions, { start, lesions: due, origin: 'proposal' as const }]);
    const why = brokenBy(
      next.map((fraction) => fraction.start),
      rule,
    );
    if (why !== null) {
      passedOver.push({ date: day, why });
      continue;
    }
    fractions.splice(0, fractions.length, ...next);
    for (const id of due) left.set(id, (left.get(id) ?? 0) - 1);
  }
  return { fractions, passedOver };
}

/** The first rule that would not surely be kept; null where all are. */
function brokenBy(starts: Parameters<typeof checkGaps>[0], rule: ScheduleRule): string | null {
  const answers = [
    [checkGaps(starts, rule.leastHoursBetween), `less than ${rule.leastHoursBetween} h from another fraction`],
    [
      checkCalendarWeeks(starts, rule.fractionsPerWeek),
      `the calendar week would have more than ${rule.fractionsPerWeek}`,
    ],
    [checkRollingWeeks(starts, rule.fractionsPerWeek), `seven days would have more than ${rule.fractionsPerWeek}`],
  ] as const;
  return answers.find(([{ outcome }]) => outcome !== 'passes')?.[1] ?? null;
}
