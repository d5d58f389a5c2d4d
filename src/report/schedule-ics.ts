import ical from 'ical-generator';
import { type ScheduleResult, TrabeculaError } from '../../core/index.ts';

/**
 * The fractions as an iCalendar file (RFC 5545), starts in UTC, so that every calendar shows them in its own zone. The
 * same schedule gives the same bytes: events carry their own start as time stamp.
 *
 * @param minutes how long each is to be shown; null: the start only
 * @throws TrabeculaError (usage) where the instant of a start is not known
 */
export function scheduleIcs({ fractions, subject, trial, software }: ScheduleResult, minutes: number | null): string {
  const who = subject === null || subject === '' ? 'patient' : subject;
  const calendar = ical({
    name: `${trial.acronym} ${who}`,
    prodId: { company: software.name, product: `${software.name} ${software.version}`, language: 'EN' },
  });
  for (const [index, { start, lesions, date, time, offset }] of fractions.entries()) {
    if (date === null || time === null || offset === null) {
      throw new TrabeculaError('usage', {
        what: `the instant of "${start}" is not known`,
        expected: 'a time with its zone',
      });
    }
    const at = new Date(`${date}T${time}${offset}`);
    calendar.createEvent({
      id: `${who}-${index + 1}-${at.toISOString()}@${software.name}`.replace(/\s+/g, '-'),
      start: at,
      stamp: at,
      ...(minutes === null ? {} : { end: new Date(at.getTime() + minutes * 60_000) }),
      summary: `Fraction ${index + 1} of ${fractions.length}: ${lesions.length === 0 ? 'lesions not known' : lesions.join(', ')} (${who})`,
      description: `${trial.acronym}, ${trial.registry}. ${time} ${offset} where the patient is treated. Research use; the treatment unit's own schedule stands.`,
    });
  }
  return calendar.toString();
}
