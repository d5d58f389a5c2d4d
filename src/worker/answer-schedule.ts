import { parseJson, readCaseFile, TrabeculaError } from '../../core/index.ts';
import { schedule } from '../app/schedule.ts';
import type { RtExport } from '../dicom/index.ts';
import { calendarWeeks } from '../report/schedule-calendar.ts';
import { scheduleIcs } from '../report/schedule-ics.ts';
import { scheduleJson } from '../report/schedule-json.ts';
import type { ScheduleShown, ScheduleWishes } from './messages.ts';

/** The schedule of the case, or of what was typed, checked or proposed as the command line does it. */
export async function answerSchedule(
  { caseText, casePath, trial, entered, wish }: ScheduleWishes,
  found: RtExport | null,
): Promise<ScheduleShown> {
  const given = parseJson(caseText, casePath);
  if (typeof given !== 'object' || given === null)
    throw new TrabeculaError('unreadable', { what: 'not a case', where: casePath });
  const own = 'schedule' in given && typeof given.schedule === 'object' ? given.schedule : {};
  const fractions = entered === null ? null : fractionsIn(entered.fractions);
  const merged =
    entered === null
      ? given
      : {
          ...given,
          schedule: {
            ...own,
            ...(entered.zone === '' ? {} : { zone: entered.zone }),
            fractions,
            complete: entered.complete,
          },
        };
  const typed = merged !== given ? fractions : own !== null && 'fractions' in own ? own.fractions : null;
  const hasTyped = Array.isArray(typed) && typed.length > 0;
  const result = await schedule({
    caseText: JSON.stringify(merged),
    casePath,
    trial,
    files: [],
    records: hasTyped ? [] : (found?.treatmentRecords ?? []),
    wish: wish === null ? null : { ...wish, holidays: wordsIn(wish.holidays), zone: null },
  });
  const isDated =
    result.fractions.length > 0 && result.fractions.every(({ offset }) => offset !== null && offset !== 'Z');
  return {
    result,
    weeks: calendarWeeks(result),
    json: scheduleJson(result),
    calendar: isDated ? scheduleIcs(result, null) : null,
    caseSchedule:
      fractions === null || fractions.length === 0
        ? null
        : (readCaseFile(JSON.stringify(merged), casePath).schedule ?? null),
  };
}

/** One fraction in each line: "2026-03-02 09:00", and after it the lesions if not all. */
function fractionsIn(text: string): { readonly start: string; readonly lesions?: readonly string[] }[] {
  return text.split('\n').flatMap((line) => {
    const [day, ...rest] = line.trim().split(/[\s,;]+/);
    if (day === undefined || day === '') return [];
    const isTime = /^\d{1,2}:\d{2}/.test(rest[0] ?? '');
    const start = isTime ? `${day}T${rest[0]?.padStart(5, '0') ?? ''}` : day;
    const lesions = isTime ? rest.slice(1) : rest;
    return [{ start, ...(lesions.length === 0 ? {} : { lesions }) }];
  });
}

function wordsIn(text: string): string[] {
  const days = text.split(/[\s,;]+/).filter((word) => word !== '');
  const strange = days.find((day) => !/^\d{4}-\d{2}-\d{2}$/.test(day));
  if (strange === undefined) return days;
  throw new TrabeculaError('usage', { what: `no day "${strange}"`, expected: 'days as YYYY-MM-DD' });
}
