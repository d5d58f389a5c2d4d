import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSchedule, proposeSchedule, readCaseFacts, readFractions, TrabeculaError } from '../../../core/index.ts';
import { checkCalendarWeeks, checkGaps, checkRollingWeeks, inOrder } from '../../../core/trial/schedule-intervals.ts';
import { readStart } from '../../../core/trial/zoned-time.ts';
import { trialOf } from '../../../src/app/shipped-trials.ts';

const himars = await trialOf('himars');
const startsIn = (zone: string | null, ...written: string[]) =>
  inOrder(written.map((each) => ({ start: readStart(each, zone, 'case', 'start') }))).map(({ start }) => start);

function verdictOf(schedule: object, changes: object = {}) {
  const caseFile = readCaseFacts(
    {
      schema: 'trabecula/case/1',
      lesions: [
        { id: 'L1', prescription: { doseGy: 35, fractions: 5 } },
        { id: 'L2', prescription: { doseGy: 27, fractions: 3 } },
      ],
      schedule,
      ...changes,
    },
    'case',
  );
  return checkSchedule(himars, caseFile, readFractions(caseFile, [], 'case'));
}

describe('a day between fractions', () => {
  // Clocks go forward by an hour in the night before the second day, or back: 09:00 to 09:00 is 23 h, or 25 h.
  test.each([
    ['Europe/Paris', '2026-03-28', '2026-03-29', 23, '10:00'],
    ['Europe/Paris', '2026-10-24', '2026-10-25', 25, '08:00'],
    ['America/New_York', '2026-03-07', '2026-03-08', 23, '10:00'],
    ['America/New_York', '2026-10-31', '2026-11-01', 25, '08:00'],
    ['Australia/Lord_Howe', '2026-10-03', '2026-10-04', 23.5, '09:30'],
    ['Australia/Lord_Howe', '2026-04-04', '2026-04-05', 24.5, '08:30'],
    ['Asia/Kolkata', '2026-03-28', '2026-03-29', 24, '09:00'],
  ])('in %s from %s to %s has %d hours by the clock, and 24 at %s', (zone, first, second, hours, at) => {
    const [from, to] = startsIn(zone, `${first}T09:00`, `${second}T09:00`);
    expect(((to?.instantMs?.earliest ?? 0) - (from?.instantMs?.earliest ?? 0)) / 3_600_000).toBe(hours);
    const gap = (time: string) => checkGaps(startsIn(zone, `${first}T09:00`, `${second}T${time}`), 24).outcome;
    expect(gap('09:00')).toBe(hours < 24 ? 'fails' : 'passes');
    expect(gap(at)).toBe('passes');
    const minuteBefore = new Date(Date.parse(`1970-01-01T${at}Z`) - 60_000).toISOString().slice(11, 16);
    expect(gap(minuteBefore)).toBe('fails');
  });

  test('is counted from instants, in whatever zone they are written', () => {
    expect(checkGaps(startsIn(null, '2026-03-02T09:00+01:00', '2026-03-03T08:00Z'), 24).outcome).toBe('passes');
    const short = checkGaps(startsIn(null, '2026-03-02T09:00+01:00', '2026-03-03T08:59:59+01:00'), 24);
    expect(short).toMatchObject({
      outcome: 'fails',
      breaks: [{ words: '23 h 59 min 59 s from start to start, below 24 h' }],
    });
  });

  test('is left open where the zone, or the time of day, could decide', () => {
    const outcome = (zone: string | null, ...written: string[]) => checkGaps(startsIn(zone, ...written), 24).outcome;
    expect(outcome(null, '2026-03-02T09:00', '2026-03-03T09:00')).toBe('unknown');
    expect(outcome(null, '2026-03-02T09:00', '2026-03-03T10:00')).toBe('passes');
    expect(outcome(null, '2026-03-02T09:00', '2026-03-02T15:00')).toBe('fails');
    expect(outcome('Europe/Paris', '2026-03-02', '2026-03-03')).toBe('unknown');
    expect(outcome('Europe/Paris', '2026-03-02', '2026-03-04')).toBe('passes');
    // Two days apart across the short day: 23 h at least, so that only instants can tell.
    expect(outcome('Europe/Paris', '2026-03-28', '2026-03-30')).toBe('unknown');
  });

  test.each([
    ['2026-03-29T02:30', 'skip'],
    ['2026-10-25T02:30', 'twice'],
    ['2026-02-30T09:00', 'no such day'],
    ['2026-03-02 9:00', 'not a point in time'],
  ])('cannot be told of %s in Paris, which is refused', (written, why) => {
    expect(() => startsIn('Europe/Paris', written)).toThrow(why);
    expect(() => startsIn('Europe/Paris', written)).toThrow(TrabeculaError);
  });
});

describe('three fractions a week', () => {
  const mondayWednesdayFriday = ['2026-03-23', '2026-03-25', '2026-03-27', '2026-03-30', '2026-04-01'];

  test('are kept on Monday, Wednesday and Friday under both readings, also when the clocks change', () => {
    const starts = startsIn('Europe/Paris', ...mondayWednesdayFriday.map((day) => `${day}T09:00`));
    expect(checkCalendarWeeks(starts, 3).outcome).toBe('passes');
    expect(checkRollingWeeks(starts, 3).outcome).toBe('passes');
    const [first, fourth] = [starts[0], starts[3]];
    expect(((fourth?.instantMs?.earliest ?? 0) - (first?.instantMs?.earliest ?? 0)) / 3_600_000).toBe(167);
  });

  test('differ by reading from Thursday over the weekend', () => {
    const starts = startsIn(
      'Europe/Paris',
      '2026-03-05T09:00',
      '2026-03-06T09:00',
      '2026-03-08T09:00',
      '2026-03-09T09:00',
    );
    expect(checkCalendarWeeks(starts, 3).outcome).toBe('passes');
    expect(checkRollingWeeks(starts, 3)).toMatchObject({
      outcome: 'fails',
      breaks: [{ from: '2026-03-05T09:00', to: '2026-03-09T09:00', hours: 96 }],
    });
  });

  test('end seven days later at the same time by the clock, and not a minute before', () => {
    const fourthAt = (time: string) =>
      startsIn('Europe/Paris', '2026-03-02T09:00', '2026-03-04T09:00', '2026-03-06T09:00', `2026-03-09T${time}`);
    expect(checkRollingWeeks(fourthAt('09:00'), 3).outcome).toBe('passes');
    expect(checkRollingWeeks(fourthAt('08:59'), 3).outcome).toBe('fails');
  });

  test('belong to the calendar of the clinic: Sunday late in New York is Monday in UTC', () => {
    const written = ['2026-03-03T00:00Z', '2026-03-05T00:00Z', '2026-03-07T00:00Z', '2026-03-09T00:30Z'];
    expect(checkCalendarWeeks(startsIn('UTC', ...written), 3).outcome).toBe('passes');
    expect(checkCalendarWeeks(startsIn('America/New_York', ...written), 3).outcome).toBe('fails');
    expect(checkCalendarWeeks(startsIn(null, ...written), 3).outcome).toBe('unknown');
  });
});

describe('a schedule under HIMARS', () => {
  const good = ['2026-03-23', '2026-03-25', '2026-03-27', '2026-03-30', '2026-04-01'].map((day, index) => ({
    start: `${day}T09:00`,
    lesions: index < 3 ? ['L1', 'L2'] : ['L1'],
  }));
  const zone = 'Europe/Paris';

  test('is kept by Monday, Wednesday and Friday, and says so of every rule', () => {
    const { outcome, rules, answers } = verdictOf({ zone, fractions: good });
    expect(outcome).toBe('passes');
    expect(rules.map((rule) => [rule.rule, rule.outcome])).toEqual([
      ['interval', 'passes'],
      ['week', 'passes'],
      ['number', 'passes'],
    ]);
    // Each of two lesions and the patient: an interval, two readings of a week; and a number for each lesion.
    expect(answers).toHaveLength(3 * 3 + 2);
  });

  test('depends on the reading when two lesions take turns on one day, until the case names it', () => {
    const turns = good.flatMap(({ start, lesions }) =>
      lesions.map((lesion) => ({
        start: lesion === 'L1' ? start : start.replace('09:00', '10:00'),
        lesions: [lesion],
      })),
    );
    const interval = (readings: object) =>
      verdictOf({ zone, fractions: turns }, { readings }).rules.find(({ rule }) => rule === 'interval')?.outcome;
    expect(interval({})).toBe('depends-on-reading');
    expect(interval({ fractionsOf: 'lesion' })).toBe('passes');
    expect(interval({ fractionsOf: 'patient' })).toBe('fails');
  });

  test('counts what is too much, too little at the end, and not known', () => {
    const number = (schedule: object, changes: object = {}) =>
      verdictOf({ zone, ...schedule }, changes).rules.find(({ rule }) => rule === 'number')?.outcome;
    expect(number({ fractions: good.slice(0, 4) })).toBe('unknown');
    expect(number({ fractions: good.slice(0, 4), complete: true })).toBe('fails');
    expect(number({ fractions: [...good, { start: '2026-04-03T09:00', lesions: ['L1'] }] })).toBe('fails');
    expect(number({ fractions: good }, { lesions: [{ id: 'L1' }, { id: 'L2' }] })).toBe('unknown');
    expect(number({ fractions: [] })).toBe('unknown');
    expect(verdictOf({}).outcome).toBe('unknown');
  });

  test('has no rule in the other records', async () => {
    const mdrt = await trialOf('mdrt');
    const caseFile = { lesions: [], schedule: { fractions: [] } };
    expect(checkSchedule(mdrt, caseFile, [])).toMatchObject({ outcome: 'no-rule-in-source', rules: [] });
  });

  test.each([
    [{ zone: 'Europe/Pariss' }, 'no such time zone'],
    [{ zone, fractions: [{ start: '2026-03-02T09:00', lesions: ['L9'] }] }, 'no lesion "L9"'],
    [{ zone, fractions: [{ start: 'tomorrow' }] }, 'not a point in time'],
  ])('refuses %j', (schedule, why) => {
    expect(() => verdictOf(schedule)).toThrow(why);
  });
});

describe('a proposed schedule', () => {
  const lesions = (...fractions: number[]) =>
    fractions.map((count, index) => ({ id: `L${index + 1}`, prescription: { doseGy: 9 * count, fractions: count } }));
  const wish = {
    from: '2026-10-19',
    weekdays: ['mon', 'wed', 'fri'],
    holidays: [],
    time: '09:00',
    zone: 'Europe/Paris',
  } as const;

  test('takes the first days that are left, each lesion as often as prescribed', () => {
    const { fractions, passedOver } = proposeSchedule(himars, { lesions: lesions(5, 3) }, [], {
      ...wish,
      holidays: ['2026-10-23'],
    });
    expect(fractions.map(({ start, lesions: ids }) => [start.written, ids.join()])).toEqual([
      ['2026-10-19T09:00+02:00', 'L1,L2'],
      ['2026-10-21T09:00+02:00', 'L1,L2'],
      ['2026-10-26T09:00+01:00', 'L1,L2'],
      ['2026-10-28T09:00+01:00', 'L1'],
      ['2026-10-30T09:00+01:00', 'L1'],
    ]);
    expect(passedOver).toEqual([{ date: '2026-10-23', why: 'a holiday' }]);
  });

  test('goes on from the fractions that were given', () => {
    const caseFile = readCaseFacts(
      {
        schema: 'trabecula/case/1',
        lesions: lesions(5),
        schedule: { zone: wish.zone, fractions: [{ start: '2026-10-18T14:00' }] },
      },
      'case',
    );
    const given = readFractions(caseFile, [], 'case');
    const { fractions, passedOver } = proposeSchedule(himars, caseFile, given, wish);
    expect(fractions).toHaveLength(5);
    // Monday is 19 h after Sunday 14:00.
    expect(passedOver[0]).toMatchObject({ date: '2026-10-19', why: expect.stringContaining('24 h') as string });
  });

  test('keeps the rule whatever the weekdays, the holidays and the time, in three zones', () => {
    const days = fc.uniqueArray(fc.constantFrom('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun' as const), {
      minLength: 1,
    });
    const zone = fc.constantFrom('Europe/Paris', 'America/New_York', 'Australia/Lord_Howe');
    const from = fc
      .integer({ min: 0, max: 364 })
      .map((day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10));
    const time = fc.constantFrom('00:00', '02:30', '09:00', '23:30');
    fc.assert(
      fc.property(days, zone, from, time, (weekdays, inZone, first, at) => {
        const caseFile = { lesions: lesions(5, 3) };
        const { fractions } = proposeSchedule(himars, caseFile, [], {
          from: first,
          weekdays,
          holidays: [],
          time: at,
          zone: inZone,
        });
        expect(checkSchedule(himars, caseFile, fractions).outcome).toBe('passes');
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    [{ lesions: [{ id: 'L1' }] }, {}, 'no prescription'],
    [{ lesions: [] }, {}, 'no lesions'],
    [{ lesions: lesions(3) }, { zone: 'Nowhere' }, 'no time zone'],
    [
      { lesions: lesions(3) },
      {
        holidays: Array.from({ length: 400 }, (_, day) =>
          new Date(Date.UTC(2026, 9, 19 + day)).toISOString().slice(0, 10),
        ),
      },
      'no days',
    ],
  ])('is refused where something is missing (%#)', (caseFile, changes, why) => {
    expect(() => proposeSchedule(himars, caseFile, [], { ...wish, ...changes })).toThrow(why);
  });
});
