import { type Command, InvalidArgumentError, Option } from 'commander';
import { type CohortSimulate, TrabeculaError } from '../../../core/index.ts';
import { formatOption, outOption, repeatable } from './options.ts';

interface SimulateOptions {
  readonly design?: string;
  readonly curve: string[];
  readonly attainable?: string;
  readonly trials: number;
  readonly seed: number;
  readonly time: boolean;
  readonly format: string;
  readonly out?: string;
}

/** `cohort simulate`: what a design would do on average. */
export function addCohortSimulate(cohort: Command): void {
  cohort
    .command('simulate')
    .description('what a design would do on average under toxicity curves: levels chosen, subjects, toxicities')
    .option('--design <file>', 'the escalation design')
    .addOption(
      repeatable(
        new Option(
          '--curve <list>',
          'probability of a toxicity at each level from the lowest, with a name if wanted: "steep=0.05,0.1,0.3,0.6"; may be repeated',
        ),
      ),
    )
    .option('--attainable <file>', 'highest ratio in percent that each of some patients can reach, one in each line')
    .option('--trials <number>', 'how many trials are simulated', wholeNumber, 10_000)
    .option('--seed <number>', 'the same seed gives the same numbers', wholeNumber, 1)
    .option('--time', 'say on standard error how long it took', false)
    .addOption(formatOption(['text', 'json', 'html']))
    .addOption(outOption())
    .action(async (options: SimulateOptions) => {
      if (options.design === undefined) throw new TrabeculaError('usage', { what: '--design FILE is needed' });
      const { runCohortSimulate } = await import('../run-cohort-simulate.ts');
      const { emit } = await import('../emit.ts');
      const began = performance.now();
      const result = await runCohortSimulate({ ...options, design: options.design });
      if (options.time) {
        const simulated = result.scenarios.reduce((sum, { trials }) => sum + (trials ?? 0), 0);
        const milliseconds = Math.round(performance.now() - began);
        process.stderr.write(`${simulated} trials in ${milliseconds} ms\n`);
      }
      await emit(await render(result, options.format), options.out, options.format === 'text');
    });
}

async function render(result: CohortSimulate, format: string): Promise<string> {
  if (format === 'json') return (await import('../../report/cohort-simulate-json.ts')).cohortSimulateJson(result);
  if (format === 'html') return (await import('../../report/cohort-simulate-html.ts')).cohortSimulateHtml(result);
  return (await import('../../report/cohort-simulate-text.ts')).cohortSimulateText(result);
}

/** Up to a million: more would only look more exact. */
function wholeNumber(word: string): number {
  const value = Number(word);
  if (!/^\d+$/.test(word) || value < 1 || value > 1_000_000) {
    throw new InvalidArgumentError('A whole number from 1 to 1000000 is wanted.');
  }
  return value;
}
