import {
  daysAfter,
  mondayOf,
  type ScheduleAnswer,
  type ScheduledFraction,
  type ScheduleResult,
} from '../../core/index.ts';

export interface CalendarDay {
  readonly date: string;
  readonly fractions: readonly (ScheduledFraction & { readonly number: number })[];
  /** Rules that a fraction of this day breaks, by when the interval or week began; words as in the result. */
  readonly broken: readonly {
    readonly rule: 'interval' | 'week';
    /** Of the week; null for an interval. */
    readonly reading: ScheduleAnswer['reading'];
    readonly from: string;
    readonly words: string;
  }[];
  /** Why a proposal left the day out; null where it did not. */
  readonly passedOver: string | null;
}

export interface CalendarWeek {
  readonly monday: string;
  readonly days: readonly CalendarDay[];
}

const LONGEST_WEEKS = 60;

/** The weeks from the first fraction, or day left out, to the last, Monday first; a break stands on the day that ends it. */
export function calendarWeeks({ fractions, answers, passedOver }: ScheduleResult): readonly CalendarWeek[] {
  const dates = [...fractions.flatMap(({ date }) => date ?? []), ...passedOver.map(({ date }) => date)].sort();
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return [];
  const mondays: string[] = [];
  for (let monday = mondayOf(first); monday <= last && mondays.length < LONGEST_WEEKS; monday = daysAfter(monday, 7)) {
    mondays.push(monday);
  }
  const numbered = fractions.map((fraction, index) => ({ ...fraction, number: index + 1 }));
  const breaks = answers.flatMap(({ rule, reading, breaks: own }) =>
    rule === 'number' ? [] : own.map((each) => ({ rule, reading, ...each })),
  );
  const day = (date: string): CalendarDay => {
    const here = numbered.filter((fraction) => fraction.date === date);
    const starts = new Set(here.map(({ start }) => start));
    const broken = breaks
      .filter(({ to }) => starts.has(to))
      .map(({ rule, reading, from, words }) => ({ rule, reading, from, words }));
    return {
      date,
      fractions: here,
      broken: broken.filter(
        ({ words, from }, index) => broken.findIndex((each) => each.words === words && each.from === from) === index,
      ),
      passedOver: passedOver.find((each) => each.date === date)?.why ?? null,
    };
  };
  return mondays.map((monday) => ({
    monday,
    days: [0, 1, 2, 3, 4, 5, 6].map((ahead) => day(daysAfter(monday, ahead))),
  }));
}
