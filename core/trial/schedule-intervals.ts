import type { ScheduleBreak, ScheduleOutcome } from './schedule-result.ts';
import { DAY_MS, HOUR_MS, mondayOf, type StartTime, type TimeRange } from './zoned-time.ts';

/** Answers about a list of starts, in the order of time. */
export interface IntervalAnswer {
  readonly outcome: ScheduleOutcome;
  readonly breaks: readonly ScheduleBreak[];
  readonly words: string;
}

/** Two starts that are the same instant are one session. */
export function inOrder<T extends { readonly start: StartTime }>(fractions: readonly T[]): readonly T[] {
  return [...fractions].sort(
    ({ start: a }, { start: b }) => orderOf(a) - orderOf(b) || (a.written < b.written ? -1 : 1),
  );
}

function orderOf({ instantMs, wallMs }: StartTime): number {
  return instantMs?.earliest ?? wallMs?.earliest ?? 0;
}

/** Whether each fraction starts so many hours, or more, after the start of the one before: instants, not clocks. */
export function checkGaps(starts: readonly StartTime[], leastHours: number): IntervalAnswer {
  const breaks: ScheduleBreak[] = [];
  const unknown: string[] = [];
  starts.slice(1).forEach((to, index) => {
    const from = starts[index]!;
    const gap = gapMs(from, to);
    if (gap === null) unknown.push(`${from.written} to ${to.written}: the zone is not known`);
    else if (gap.latest < leastHours * HOUR_MS) {
      breaks.push({ from: from.written, to: to.written, ...hoursOf(gap, `below ${leastHours} h`) });
    } else if (gap.earliest < leastHours * HOUR_MS) {
      unknown.push(`${from.written} to ${to.written}: the time of day is not known`);
    }
  });
  if (breaks.length > 0) return { outcome: 'fails', breaks, words: listed(breaks) };
  if (unknown.length > 0) return { outcome: 'unknown', breaks, words: unknown.join('; ') };
  return { outcome: 'passes', breaks, words: fine(starts, `at least ${leastHours} h from start to start`) };
}

/** Hours between two starts; null where the zone is not known or only the days are. */
export function hoursBetween(from: StartTime, to: StartTime): number | null {
  const gap = gapMs(from, to);
  return gap === null || gap.earliest !== gap.latest ? null : gap.earliest / HOUR_MS;
}

function gapMs(from: StartTime, to: StartTime): TimeRange | null {
  if (from.instantMs !== null && to.instantMs !== null) return difference(from.instantMs, to.instantMs);
  if (from.instantMs !== null || to.instantMs !== null || from.wallMs === null || to.wallMs === null) return null;
  // Two local times of one unknown zone: its clock may have changed in between, by an hour at most in most places.
  const wall = difference(from.wallMs, to.wallMs);
  return { earliest: wall.earliest - HOUR_MS, latest: wall.latest + HOUR_MS };
}

function difference(from: TimeRange, to: TimeRange): TimeRange {
  return { earliest: to.earliest - from.latest, latest: to.latest - from.earliest };
}

/** At most so many in a week from Monday to Sunday, in the zone of the clinic. */
export function checkCalendarWeeks(starts: readonly StartTime[], most: number): IntervalAnswer {
  const weeks = new Map<string, StartTime[]>();
  const undated: string[] = [];
  for (const start of starts) {
    if (start.date === null) undated.push(start.written);
    else weeks.set(mondayOf(start.date), [...(weeks.get(mondayOf(start.date)) ?? []), start]);
  }
  const breaks = [...weeks].flatMap(([monday, inside]): ScheduleBreak[] => {
    const [first, last] = [inside[0], inside.at(-1)];
    if (first === undefined || last === undefined || inside.length <= most) return [];
    const words = `${inside.length} fractions in the week of Monday ${monday}, more than ${most}`;
    return [{ from: first.written, to: last.written, hours: hoursBetween(first, last), words }];
  });
  if (breaks.length > 0) return { outcome: 'fails', breaks, words: listed(breaks) };
  // Few enough to fit one week in any zone.
  if (undated.length > 0 && starts.length > most) {
    return { outcome: 'unknown', breaks, words: `the day of ${undated.join(', ')} is not known without a zone` };
  }
  return { outcome: 'passes', breaks, words: fine(starts, `at most ${most} from Monday to Sunday`) };
}

/**
 * At most so many in any seven days: from the start of a fraction to the same time on the clock seven days later, that
 * moment no longer counted. A week in which the clocks change has 167 or 169 hours.
 */
export function checkRollingWeeks(starts: readonly StartTime[], most: number): IntervalAnswer {
  const breaks: ScheduleBreak[] = [];
  const unknown: string[] = [];
  for (let first = 0; first + most < starts.length; first++) {
    const [from, to] = [starts[first]!, starts[first + most]!];
    const span = spanMs(from, to);
    if (span === null) unknown.push(`${from.written} to ${to.written}: the zone is not known`);
    else if (span.latest < 7 * DAY_MS) {
      const hours = hoursBetween(from, to);
      const words = `${most + 1} fractions in less than seven days${hours === null ? '' : ` (${shownHours(hours)})`}, more than ${most}`;
      breaks.push({ from: from.written, to: to.written, hours, words });
    } else if (span.earliest < 7 * DAY_MS) {
      unknown.push(`${from.written} to ${to.written}: the time of day, or the zone, is not known`);
    }
  }
  if (breaks.length > 0) return { outcome: 'fails', breaks, words: listed(breaks) };
  if (unknown.length > 0) return { outcome: 'unknown', breaks, words: unknown.join('; ') };
  return { outcome: 'passes', breaks, words: fine(starts, `at most ${most} in any seven days`) };
}

/** By the clock on the wall; by instants, give or take a change of the clock, where no wall is known. */
function spanMs(from: StartTime, to: StartTime): TimeRange | null {
  if (from.wallMs !== null && to.wallMs !== null) return difference(from.wallMs, to.wallMs);
  if (from.instantMs === null || to.instantMs === null) return null;
  const span = difference(from.instantMs, to.instantMs);
  return { earliest: span.earliest - HOUR_MS, latest: span.latest + HOUR_MS };
}

function hoursOf(gap: TimeRange, limit: string): { readonly hours: number | null; readonly words: string } {
  if (gap.earliest !== gap.latest) return { hours: null, words: `on one day, ${limit}` };
  const hours = gap.earliest / HOUR_MS;
  return { hours, words: `${shownHours(hours)} from start to start, ${limit}` };
}

/** "23 h 59 min" */
export function shownHours(hours: number): string {
  const seconds = Math.round(hours * 3600);
  const [h, min, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return [`${h} h`, ...(min === 0 && s === 0 ? [] : [`${min} min`]), ...(s === 0 ? [] : [`${s} s`])].join(' ');
}

function listed(breaks: readonly ScheduleBreak[]): string {
  return breaks.map(({ from, to, words }) => `${from} to ${to}: ${words}`).join('; ');
}

function fine(starts: readonly StartTime[], words: string): string {
  return starts.length < 2 ? `one fraction: nothing to compare (${words})` : words;
}
