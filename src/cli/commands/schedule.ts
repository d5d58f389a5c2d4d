import { type Command, InvalidArgumentError } from 'commander';
import { type ScheduleResult, TrabeculaError } from '../../../core/index.ts';
import { EXIT } from '../exit-status.ts';
import { formatOption } from './options.ts';

interface ScheduleOptions {
  readonly case?: string;
  readonly trial?: string;
  readonly plan?: string;
  readonly weekdays: string;
  readonly holidays?: string;
  readonly zone?: string;
  readonly time: string;
  readonly minutes?: number;
  readonly format: string;
  readonly out?: string;
}

export function addScheduleCommand(program: Command, setStatus: (status: number) => void): void {
  program
    .command('schedule')
    .description('fractions against a trial’s rule on intervals and weeks; or a proposal that keeps it')
    .argument('[path...]', 'folders, DICOM files or zip files with RT Beams Treatment Records')
    .option('--case <file>', 'lesions with their prescriptions, and the fractions ("schedule")')
    .option('--trial <id|file>', 'a shipped trial or a trial file (default: the one that the case names, else himars)')
    .option('--plan <day>', 'propose days for the fractions that are left, from this day, YYYY-MM-DD')
    .option('--weekdays <list>', 'days of the week that may be used', 'mon,wed,fri')
    .option('--holidays <file>', 'days that may not be used, one YYYY-MM-DD in each line')
    .option('--zone <name>', 'time zone of the clinic, such as Europe/Paris (default: the one in the case)')
    .option('--time <HH:MM>', 'start by the clock of the zone', '09:00')
    .option('--minutes <number>', 'how long a calendar shows each fraction (default: its start only)', wholeMinutes)
    .addOption(formatOption(['text', 'json', 'ics']))
    .option('--out <file>', 'write the answer to a file; a name that ends in .ics gets the calendar')
    .addHelpText(
      'after',
      '\nExit status: 0 no break found, 1 the schedule is broken, 2 something open; 65 an error in the case.',
    )
    .action(async (paths: string[], options: ScheduleOptions) => {
      if (options.case === undefined) {
        const what = '--case FILE is needed; trabecula screen --template TRIAL prints an empty one';
        throw new TrabeculaError('usage', { what });
      }
      const { runSchedule } = await import('../run-schedule.ts');
      const { emit } = await import('../emit.ts');
      const result = await runSchedule(paths, { ...options, case: options.case });
      const wantsCalendar = options.out?.toLowerCase().endsWith('.ics') === true;
      if (wantsCalendar && options.format !== 'ics') {
        // The calendar to the file, and what it holds to the screen.
        await emit(await render(result, 'ics', options.minutes), options.out, false);
        await emit(await render(result, options.format, options.minutes), undefined, options.format === 'text');
      } else {
        await emit(await render(result, options.format, options.minutes), options.out, options.format === 'text');
      }
      setStatus(statusOf(result));
    });
}

async function render(result: ScheduleResult, format: string, minutes: number | undefined): Promise<string> {
  if (format === 'json') return (await import('../../report/schedule-json.ts')).scheduleJson(result);
  if (format === 'ics') return (await import('../../report/schedule-ics.ts')).scheduleIcs(result, minutes ?? null);
  return (await import('../../report/schedule-text.ts')).scheduleText(result);
}

function statusOf({ outcome }: ScheduleResult): number {
  if (outcome === 'passes') return EXIT.ok;
  return outcome === 'fails' ? EXIT.deviation : EXIT.open;
}

function wholeMinutes(word: string): number {
  const minutes = Number(word);
  if (!/^\d+$/.test(word) || minutes < 1) throw new InvalidArgumentError('A whole number of minutes is wanted.');
  return minutes;
}
