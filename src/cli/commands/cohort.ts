import { type Command, Option } from 'commander';
import { type CohortNext, DESIGN_METHODS, type DesignFile, TrabeculaError } from '../../../core/index.ts';
import { EXIT } from '../exit-status.ts';
import { addCohortSimulate } from './cohort-simulate.ts';
import { formatOption, outOption } from './options.ts';

interface NextOptions {
  readonly design?: string;
  readonly subjects?: string;
  readonly ledger?: string;
  readonly template?: DesignFile['method'];
  readonly trial?: string;
  readonly format: string;
  readonly out?: string;
}

interface StatusOptions {
  readonly ledger: string;
  readonly trial?: string;
  readonly format: string;
  readonly out?: string;
}

export function addCohortCommand(program: Command, setStatus: (status: number) => void): void {
  const cohort = program
    .command('cohort')
    .description('escalation of a cohort: the next assignment, and what a design would do');
  addStatus(cohort);
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
    .option('--ledger <folder|address>', 'a ledger with the subjects so far, instead of --subjects')
    .option('--trial <id|file>', 'whose levels the template takes (himars); of a ledger, whose subjects')
    .addOption(formatOption(['text', 'json']))
    .addOption(outOption())
    .addHelpText('after', '\nExit status: 0 a subject may be assigned, 1 the trial stops, 2 outcomes are awaited.')
    .action(async (options: NextOptions) => {
      const { runCohortNext, runCohortTemplate } = await import('../run-cohort.ts');
      const { emit } = await import('../emit.ts');
      if (options.template !== undefined) {
        await emit(await runCohortTemplate(options.template, options.trial ?? 'himars'), options.out, false);
        return;
      }
      const { design, subjects, ledger } = options;
      if (design === undefined || (subjects === undefined) === (ledger === undefined)) {
        const what =
          '--design FILE and either --subjects FILE or --ledger are needed; --template METHOD prints an empty design';
        throw new TrabeculaError('usage', { what });
      }
      const result =
        ledger === undefined
          ? await runCohortNext(design, subjects ?? '')
          : await (await import('../run-cohort-ledger.ts')).runNextOfLedger(design, ledger, options.trial ?? null);
      const shown =
        options.format === 'json'
          ? (await import('../../report/cohort-next-json.ts')).cohortNextJson(result)
          : (await import('../../report/cohort-next-text.ts')).cohortNextText(result);
      await emit(shown, options.out, options.format === 'text');
      setStatus(statusOf(result));
    });
  addCohortSimulate(cohort);
}

function addStatus(cohort: Command): void {
  cohort
    .command('status')
    .description('what a ledger says of its cohort: levels, subjects, toxicities, decisions')
    .requiredOption('--ledger <folder|address>', 'folder of the ledger, or address of its database')
    .option('--trial <id>', 'whose subjects (where the ledger has several trials)')
    .addOption(formatOption(['text', 'json']))
    .addOption(outOption())
    .action(async ({ ledger, trial, format, out }: StatusOptions) => {
      const { runCohortStatus } = await import('../run-cohort-ledger.ts');
      const { emit } = await import('../emit.ts');
      const status = await runCohortStatus(ledger, trial ?? null);
      const shown =
        format === 'json'
          ? (await import('../../report/cohort-status-json.ts')).cohortStatusJson(status)
          : (await import('../../report/cohort-status-text.ts')).cohortStatusText(status);
      await emit(shown, out, format === 'text');
    });
}

function statusOf({ next: { action } }: CohortNext): number {
  if (action === 'stop') return EXIT.deviation;
  return action === 'assign' ? EXIT.ok : EXIT.open;
}
