import { appendFileSync } from 'node:fs';

/**
 * Writes each mutant's result down as soon as it is known, to MUTATION_LOG, one JSON object a line: Stryker's own report
 * comes at the very end, and a run that is stopped would have measured nothing.
 */
class TestedLog {
  onMutantTested({ fileName, location, mutatorName, replacement, status }: Tested): void {
    const log = process.env['MUTATION_LOG'];
    const file = fileName.slice(fileName.lastIndexOf('core/'));
    if (log !== undefined)
      appendFileSync(log, `${JSON.stringify({ file, location, mutatorName, replacement, status })}\n`);
  }
}

interface Tested {
  readonly fileName: string;
  readonly location: object;
  readonly mutatorName: string;
  readonly replacement: string;
  readonly status: string;
}

/** What Stryker looks for in a plugin. */
export const strykerPlugins = [{ kind: 'Reporter', name: 'tested-log', injectableClass: TestedLog }];
