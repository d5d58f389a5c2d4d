import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import type { BetweenSlices, EndCaps } from '../../../core/index.ts';
import { betweenSlicesOption, endCapsOption, repeatable } from './options.ts';

interface BatchOptions {
  readonly trial: string;
  readonly casePattern: string;
  readonly out: string;
  readonly jobs: number;
  readonly depth: number;
  readonly timeLimit: number;
  readonly again: boolean;
  readonly only: readonly string[];
  readonly shard?: { readonly nth: number; readonly of: number };
  readonly summaryOnly: boolean;
  readonly endCaps: EndCaps;
  readonly betweenSlices: BetweenSlices;
  readonly limit: readonly string[];
}

export function addBatchCommand(program: Command, setStatus: (status: number) => void): void {
  program
    .command('batch')
    .description('check many plans: one folder in, one JSON out, and a summary of all')
    .argument('<root>', 'folder with a folder for each plan')
    .requiredOption('--trial <id|file>', 'a shipped trial (himars) or a trial file')
    .requiredOption(
      '--out <folder>',
      'results, records and summary; what is done there and unchanged is not done again',
    )
    .option(
      '--case-pattern <path>',
      'where the case of a plan is, below the root; {plan} stands for its folder',
      '{plan}/case.json',
    )
    .addOption(new Option('--jobs <n>', 'plans at a time').argParser(wholeNumber(1)).default(availableParallelism()))
    .addOption(
      new Option('--time-limit <seconds>', 'a plan that takes longer is ended and recorded so')
        .argParser(wholeNumber(1))
        .default(600),
    )
    .addOption(
      new Option('--depth <n>', 'levels between the root and the folders of plans')
        .argParser(wholeNumber(1))
        .default(1),
    )
    .option('--again', 'check again what is done and unchanged, too', false)
    .addOption(repeatable(new Option('--only <plan>', 'this plan only; may be repeated; no summary')))
    .addOption(new Option('--shard <k/n>', 'every n-th plan, beginning with the k-th; no summary').argParser(shardOf))
    .option('--summary-only', 'add up what is there, check nothing', false)
    .addOption(endCapsOption())
    .addOption(betweenSlicesOption())
    .addHelpText(
      'after',
      `
Exit status: 65 some plan could not be checked, 75 some plan was ended (time limit, crash) or is missing: run again;
else 1 some deviation or rule not met, 2 something open, 0 none; 130 or 143 interrupted: what is done stays done.`,
    )
    .action(async (root: string, options: BatchOptions) => {
      const { runBatch } = await import('../run-batch.ts');
      const { emit } = await import('../emit.ts');
      const { summary, looked, failures, status } = await runBatch(root, { ...options, shard: options.shard ?? null });
      const { plans, checked, wasDone, failed } = looked;
      if (!options.summaryOnly) {
        const interrupted = status > 128 ? '; interrupted, the same command goes on from here' : '';
        process.stderr.write(
          `${plans} plans looked at: ${checked} checked, ${wasDone} done before and unchanged, ${failed} failed${interrupted}\n`,
        );
      }
      for (const { plan, failure } of failures) {
        const { visible } = await import('../../report/escape-html.ts');
        process.stderr.write(`${visible(`${plan}: ${failure?.message ?? ''}`)}\n`);
      }
      if (summary !== null)
        await emit((await import('../../report/batch-text.ts')).batchText(summary), undefined, true);
      setStatus(status);
    });
}

function wholeNumber(least: number): (word: string) => number {
  return (word) => {
    const value = Number(word);
    if (/^\d+$/.test(word) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`A whole number from ${least} on.`);
  };
}

function shardOf(word: string): { nth: number; of: number } {
  const [, nth = '', of = ''] = /^(\d+)\/(\d+)$/.exec(word) ?? [];
  const shard = { nth: Number(nth), of: Number(of) };
  if (shard.nth >= 1 && shard.nth <= shard.of) return shard;
  throw new InvalidArgumentError('As 3/24: the third of 24 parts.');
}
