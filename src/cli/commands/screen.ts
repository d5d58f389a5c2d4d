import { type Command, Option } from 'commander';
import { type ScreenResult, TrabeculaError } from '../../../core/index.ts';
import { EXIT } from '../exit-status.ts';
import { formatOption, outOption, repeatable } from './options.ts';

interface ScreenOptions {
  readonly case?: string;
  readonly trial: string[];
  readonly marrow?: string;
  readonly template?: string;
  readonly format: string;
  readonly out?: string;
}

export function addScreenCommand(program: Command, setStatus: (status: number) => void): void {
  program
    .command('screen')
    .description('one patient against the inclusion and exclusion criteria of one or more trials')
    .option('--case <file>', 'what is known of the patient, with the lesion table')
    .addOption(repeatable(new Option('--trial <id|file>', 'a shipped trial or a trial file; may be repeated (all)')))
    .option('--marrow <file>', 'JSON result of trabecula marrow for this patient: reserve, volumes, high-risk lesions')
    .option('--template <trial>', 'print an empty case for a trial, with explanations, and stop')
    .addOption(formatOption(['text', 'json']))
    .addOption(outOption())
    .addHelpText(
      'after',
      '\nExit status: 0 no bar found in any of the trials, 1 barred from one, 2 something open; 65 an error in the case.',
    )
    .action(async (options: ScreenOptions) => {
      const { runScreen, runTemplate } = await import('../run-screen.ts');
      const { emit } = await import('../emit.ts');
      if (options.template !== undefined) {
        if (options.case !== undefined) throw new TrabeculaError('usage', { what: '--template stands alone' });
        await emit(await runTemplate(options.template), options.out, false);
        return;
      }
      if (options.case === undefined) {
        throw new TrabeculaError('usage', { what: '--case FILE is needed; --template TRIAL prints an empty one' });
      }
      const result = await runScreen(options.case, options.trial, options.marrow ?? null);
      await emit(await render(result, options.format), options.out, options.format === 'text');
      setStatus(statusOf(result));
    });
}

/** 1 when barred from any of the trials; 0 when none bars and nothing is open; else 2. */
function statusOf({ trials }: ScreenResult): number {
  if (trials.some(({ outcome }) => outcome === 'barred')) return EXIT.deviation;
  return trials.every(({ outcome }) => outcome === 'no-bar-found') ? EXIT.ok : EXIT.open;
}

async function render(result: ScreenResult, format: string): Promise<string> {
  if (format === 'json') return (await import('../../report/screen-json.ts')).screenJson(result);
  return (await import('../../report/screen-text.ts')).screenText(result);
}
