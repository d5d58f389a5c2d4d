import { Command, CommanderError } from 'commander';
import { isTrabeculaError, NOTICE, readLimit, setLimits } from '../../core/index.ts';
import { addBatchCommand } from './commands/batch.ts';
import { addCheckCommand } from './commands/check.ts';
import { addCohortCommand } from './commands/cohort.ts';
import { addCompareCommand } from './commands/compare.ts';
import { addDvhCommand } from './commands/dvh.ts';
import { addExercisesCommand } from './commands/exercises.ts';
import { addFetchCommand } from './commands/fetch.ts';
import { addInspectCommand } from './commands/inspect.ts';
import { addLedgerCommand } from './commands/ledger.ts';
import { addMarrowCommand } from './commands/marrow.ts';
import { addPhantomCommand } from './commands/phantom.ts';
import { addScheduleCommand } from './commands/schedule.ts';
import { addScreenCommand } from './commands/screen.ts';
import { limitOption } from './commands/options.ts';
import { EXIT, EXIT_OF_ERROR } from './exit-status.ts';
import { visible } from '../report/escape-html.ts';
import { UserInterrupt } from './until-interrupted.ts';
import { CannotWrite } from './write-atomically.ts';

/** Runs one command line and answers the exit status. Errors are one or two lines on standard error. */
export async function run(words: readonly string[], version: string): Promise<number> {
  let status: number = EXIT.ok;
  const program = new Command('trabecula')
    .description('Checks an SBRT plan against a trial’s protocol, lesion by lesion, from a DICOM-RT export.')
    .version(version, '-V, --version', 'print the version')
    .addHelpText(
      'after',
      `\nExit status: 0 no deviation found, 1 a deviation or a rule not met, 2 something open;\n64 wrong usage, 65 input unreadable or contradictory, 66 nothing found.\n\n${NOTICE}`,
    );
  const setStatus = (value: number): void => {
    status = value;
  };
  addInspectCommand(program, setStatus);
  addDvhCommand(program);
  addCheckCommand(program, setStatus);
  addBatchCommand(program, setStatus);
  addCompareCommand(program, setStatus);
  addMarrowCommand(program, setStatus);
  addScreenCommand(program, setStatus);
  addScheduleCommand(program, setStatus);
  addCohortCommand(program, setStatus);
  addLedgerCommand(program, setStatus);
  addFetchCommand(program);
  addPhantomCommand(program);
  addExercisesCommand(program);
  for (const command of [program, ...program.commands.flatMap((each) => [each, ...each.commands])]) {
    command.exitOverride().configureOutput({ outputError: () => undefined });
    if (command !== program) command.addHelpText('after', `\n${NOTICE}`);
    if (command !== program && command.commands.length === 0) command.addOption(limitOption());
  }
  program.hook('preAction', (_, command) => {
    const { limit = [] } = command.opts<{ limit?: readonly string[] }>();
    setLimits(Object.fromEntries(limit.map(readLimit)));
  });
  try {
    if (words.length === 0)
      throw new CommanderError(EXIT.usage, 'trabecula.none', 'no command given; see trabecula --help');
    await program.parseAsync(words, { from: 'user' });
    return status;
  } catch (error) {
    return explain(error);
  }
}

function explain(error: unknown): number {
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
  const { status, message } = sentenceOf(error);
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  process.stderr.write(`trabecula: ${lines.slice(0, 2).map(visible).join('\n')}\n`);
  if (process.env['TRABECULA_DEBUG'] === '1' && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return status;
}

function sentenceOf(error: unknown): { status: number; message: string } {
  if (isTrabeculaError(error)) return { status: EXIT_OF_ERROR[error.kind], message: error.message };
  if (error instanceof CommanderError) return { status: EXIT.usage, message: error.message.replace(/^error: /, '') };
  if (error instanceof UserInterrupt) return { status: error.exitStatus, message: error.message };
  if (error instanceof CannotWrite) return { status: EXIT.cannotWrite, message: error.message };
  const what = error instanceof Error ? `${error.name}: ${error.message.split('\n')[0] ?? ''}` : String(error);
  return {
    status: EXIT.internal,
    message: `internal error, please report it (TRABECULA_DEBUG=1 shows where): ${what}`,
  };
}
