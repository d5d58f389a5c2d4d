import { Temporal } from 'temporal-polyfill';
import { TrabeculaError } from '../errors.ts';

/**
 * The one door to Temporal: points in time as they are written, with a zone where one is known. Nothing here asks for
 * the time of now, or for the zone of the machine.
 */

/** When something began, as far as what was written tells. */
export interface StartTime {
  /** As it was written. */
  readonly written: string;
  /** Milliseconds since 1970 UTC, a range where only the day is known; null where the zone is not known. */
  readonly instantMs: TimeRange | null;
  /** The same by the clock on the wall, as if it were UTC; null where the zone is not known. */
  readonly wallMs: TimeRange | null;
  /** Day by the calendar on the wall, YYYY-MM-DD; null where the zone is not known. */
  readonly date: string | null;
  /** Time by the clock on the wall, HH:MM; null where it is not known. */
  readonly time: string | null;
  /** "+02:00"; null where it is not known. */
  readonly offset: string | null;
}

/** Both ends may be the one that is meant. */
export interface TimeRange {
  readonly earliest: number;
  readonly latest: number;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

const FORM = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * A day, a local time, or an instant: "2026-03-02", "2026-03-02T09:00", "2026-03-02T09:00+01:00".
 *
 * @param zone such as "Europe/Paris", for what is written without an offset, and for the calendar
 * @throws TrabeculaError (unreadable) for what is no such text, and for a local time that a change of the clock skips or
 *   repeats in the zone
 */
export function readStart(written: string, zone: string | null, where: string, attribute: string): StartTime {
  const fail = (what: string, expected: string): never => {
    throw new TrabeculaError('unreadable', { what, where, attribute, found: written, expected });
  };
  const [, day = '', time, offset] =
    FORM.exec(written) ?? fail('not a point in time', 'such as 2026-03-02T09:00+01:00');
  try {
    if (time === undefined) return ofDay(written, Temporal.PlainDate.from(day, { overflow: 'reject' }), zone);
    const local = Temporal.PlainDateTime.from(`${day}T${time}`, { overflow: 'reject' });
    if (offset !== undefined) return ofInstant(written, Temporal.Instant.from(written), zone, offset, local);
    if (zone === null) {
      const wall = wallOf(local);
      return { written, instantMs: null, wallMs: point(wall), date: day, time: shortTime(local), offset: null };
    }
    const zoned = unambiguous(local, zone, fail);
    return ofInstant(written, zoned.toInstant(), zone, zoned.offset, local);
  } catch (error) {
    if (error instanceof RangeError) return fail('no such day or time', 'such as 2026-03-02T09:00+01:00');
    throw error;
  }
}

function ofDay(written: string, date: Temporal.PlainDate, zone: string | null): StartTime {
  const wall = wallOf(date.toPlainDateTime());
  const wallMs = { earliest: wall, latest: wall + DAY_MS };
  const instantMs =
    zone === null
      ? null
      : {
          earliest: date.toZonedDateTime(zone).epochMilliseconds,
          latest: date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds,
        };
  return { written, instantMs, wallMs, date: date.toString(), time: null, offset: null };
}

function ofInstant(
  written: string,
  instant: Temporal.Instant,
  zone: string | null,
  offset: string,
  local: Temporal.PlainDateTime,
): StartTime {
  const instantMs = point(instant.epochMilliseconds);
  if (zone !== null) {
    const zoned = instant.toZonedDateTimeISO(zone);
    const there = zoned.toPlainDateTime();
    return {
      written,
      instantMs,
      wallMs: point(wallOf(there)),
      date: there.toPlainDate().toString(),
      time: shortTime(there),
      offset: zoned.offset,
    };
  }
  // "Z" is how instants are exchanged: it does not say where the clock hung.
  if (offset === 'Z') return { written, instantMs, wallMs: null, date: null, time: null, offset };
  return {
    written,
    instantMs,
    wallMs: point(wallOf(local)),
    date: local.toPlainDate().toString(),
    time: shortTime(local),
    offset,
  };
}

function unambiguous(
  local: Temporal.PlainDateTime,
  zone: string,
  fail: (what: string, expected: string) => never,
): Temporal.ZonedDateTime {
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.equals(later)) return earlier;
  const isSkipped = !earlier.toPlainDateTime().equals(local);
  return isSkipped
    ? fail(`the clocks of ${zone} skip this time`, 'a time that exists')
    : fail(`the clocks of ${zone} show this time twice`, `an offset: ${earlier.offset} or ${later.offset}`);
}

/**
 * The instant of a local time, for a proposal: null where a change of the clock skips or repeats it.
 *
 * @param time HH:MM
 */
export function startAt(date: string, time: string, zone: string): StartTime | null {
  try {
    const start = readStart(`${date}T${time}`, zone, '', '');
    return { ...start, written: `${date}T${time}${start.offset ?? ''}` };
  } catch (error) {
    if (error instanceof TrabeculaError) return null;
    throw error;
  }
}

/** A start that nothing is known of. */
export function undatedStart(written: string): StartTime {
  return { written, instantMs: null, wallMs: null, date: null, time: null, offset: null };
}

/** Whether this is a name of a zone, or an offset, that the platform knows. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** Monday of the week that the day lies in. */
export function mondayOf(date: string): string {
  const day = Temporal.PlainDate.from(date);
  return day.subtract({ days: day.dayOfWeek - 1 }).toString();
}

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export function weekdayOf(date: string): Weekday {
  return WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1] ?? 'mon';
}

function point(ms: number): TimeRange {
  return { earliest: ms, latest: ms };
}

function wallOf(local: Temporal.PlainDateTime): number {
  return local.toZonedDateTime('UTC').epochMilliseconds;
}

function shortTime(local: Temporal.PlainDateTime): string {
  const { second, millisecond } = local;
  return local.toPlainTime().toString({ smallestUnit: second === 0 && millisecond === 0 ? 'minute' : 'second' });
}
