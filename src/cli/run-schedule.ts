import { type ScheduleResult, TrabeculaError, type Weekday, WEEKDAYS } from '../../core/index.ts';
import { schedule } from '../app/schedule.ts';
import { collectFiles } from './collect-files.ts';
import { readText } from './read-text.ts';
import { trialWord } from './trial-word.ts';

export interface ScheduleWords {
  readonly case: string;
  readonly trial?: string;
  readonly plan?: string;
  readonly weekdays: string;
  readonly holidays?: string;
  readonly zone?: string;
  readonly time: string;
}

/** Reads what the command line names, and hands it to the use case. */
export async function runSchedule(paths: readonly string[], words: ScheduleWords): Promise<ScheduleResult> {
  return schedule({
    caseText: await readText(words.case),
    casePath: words.case,
    trial: words.trial === undefined ? null : await trialWord(words.trial),
    files: paths.length === 0 ? [] : await collectFiles(paths),
    wish:
      words.plan === undefined
        ? null
        : {
            from: dateWord(words.plan, '--plan'),
            weekdays: weekdaysOf(words.weekdays),
            holidays: words.holidays === undefined ? [] : holidaysIn(await readText(words.holidays), words.holidays),
            time: timeWord(words.time),
            zone: words.zone ?? null,
          },
  });
}

/** One date in each line, YYYY-MM-DD, a name after it if wanted; lines that begin with # are passed over. */
function holidaysIn(text: string, where: string): string[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const [word = ''] = line
      .replace(/^\uFEFF/, '')
      .trim()
      .split(/[\s,;]+/);
    return word === '' || word.startsWith('#') ? [] : [dateWord(word, `${where}, line ${index + 1}`)];
  });
}

function weekdaysOf(word: string): Weekday[] {
  return word.split(',').map((part) => {
    const day = WEEKDAYS.find((each) => each === part.trim().toLowerCase().slice(0, 3));
    if (day !== undefined) return day;
    throw new TrabeculaError('usage', {
      what: `no weekday "${part}"`,
      where: '--weekdays',
      expected: WEEKDAYS.join(','),
    });
  });
}

function dateWord(word: string, where: string): string {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(word) && new Date(`${word}T00:00Z`).toISOString().startsWith(word);
  if (isDate) return word;
  throw new TrabeculaError('usage', { what: `no day "${word}"`, where, expected: 'a day, YYYY-MM-DD' });
}

function timeWord(word: string): string {
  if (/^([01]\d|2[0-3]):[0-5]\d$/.test(word)) return word;
  throw new TrabeculaError('usage', { what: `no time "${word}"`, where: '--time', expected: 'HH:MM' });
}
