import { type Command, Option } from 'commander';
import { type CohortNext, DESIGN_METHODS, type DesignFile, TrabeculaError } from '../../../core/index.ts';
import { EXIT } from '../exit-status.ts';
import { addCohortSimulate } from './cohort-simulate.ts';
import { formatOption, outOption } from './options.ts';

interface NextOptions {
  readonly design?: string;
  readonly subjects?: string;
  readonly template?: DesignFile['method'];
  readonly trial: string;
  readonly format: string;
  readonly out?: string;
}

export function addCohortCommand(program: Command, setStatus: (status: number) => void): void {
  const cohort = program
    .command('cohort')
    .description('escalation of a cohort: the next assignment, and what a design would do');
  cohort
    .command('next')
    .description('where the next subject goes under a design, with the reason')
    .option('--design <file>', 'the escalation design; no record states one, so it is entered')
    .option('--subjects <file>', 'the subjects so far, in the order of their assignment')
    .addOption(
      new Option('--template <method>', 'print an empty design of a method, with explanations, and stop').choices(
        DESIGN_METHODS,
      ),
    )
    .option('--trial <id|file>', 'whose levels the template takes', 'himars')
    .addOption(formatOption(['text', 'json']))
    .addOption(outOption())
    .addHelpText('after', '\nExit status: 0 a subject may be assigned, 1 the trial stops, 2 outcomes are awaited.')
    .action(async (options: NextOptions) => {
      const { runCohortNext, runCohortTemplate } = await import('../run-cohort.ts');
      const { emit } = await import('../emit.ts');
      if (options.template !== undefined) {
        await emit(await runCohortTemplate(options.template, options.trial), options.out, false);
        return;
      }
      if (options.design === undefined || options.subjects === undefined) {
        const what = '--design FILE and --subjects FILE are needed; --template METHOD prints an empty design';
        throw new TrabeculaError('usage', { what });
      }
      const result = await runCohortNext(options.design, options.subjects);
      const shown =
        options.format === 'json'
          ? (await import('../../report/cohort-next-json.ts')).cohortNextJson(result)
          : (await import('../../report/cohort-next-text.ts')).cohortNextText(result);
      await emit(shown, options.out, options.format === 'text');
      setStatus(statusOf(result));
    });
  addCohortSimulate(cohort);
}

function statusOf({ next: { action } }: CohortNext): number {
  if (action === 'stop') return EXIT.deviation;
  return action === 'assign' ? EXIT.ok : EXIT.open;
}
