import { createHash } from 'node:crypto';

/** Of a mutant as Stryker hands it to a checker, what is read here. */
interface Mutant {
  readonly id: string;
  readonly fileName: string;
  readonly mutatorName: string;
  readonly replacement: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

/** How a mutant that is not in the sample is marked in Stryker's report. */
export const NOT_IN_SAMPLE = 'CompileError';

/**
 * Lets the share of each file's mutants pass that MUTATION_SHARES says: each by a number between 0 and 1 made of its
 * place, what it puts there and MUTATION_SEED, so the same are in the sample however many are known already.
 */
class SampleChecker {
  private readonly shares = JSON.parse(process.env['MUTATION_SHARES'] ?? '{}') as Record<string, number>;

  init(): Promise<void> {
    return Promise.resolve();
  }

  group(mutants: readonly Mutant[]): Promise<string[][]> {
    return Promise.resolve([mutants.map(({ id }) => id)]);
  }

  check(mutants: readonly Mutant[]): Promise<Record<string, object>> {
    const results = mutants.map((mutant) => [
      mutant.id,
      this.isInSample(mutant) ? { status: 'passed' } : { status: 'compileError', reason: 'not in the sample' },
    ]);
    return Promise.resolve(Object.fromEntries(results) as Record<string, object>);
  }

  private isInSample({ fileName, mutatorName, replacement, location: { start } }: Mutant): boolean {
    const file = fileName.slice(fileName.lastIndexOf('core/'));
    const place = `${file} ${start.line}:${start.column} ${mutatorName} ${replacement}`;
    const drawn = createHash('sha256')
      .update(`${process.env['MUTATION_SEED'] ?? ''} ${place}`)
      .digest();
    return drawn.readUInt32BE() / 2 ** 32 < (this.shares[file] ?? 1);
  }
}

/** What Stryker looks for in a plugin. */
export const strykerPlugins = [{ kind: 'Checker', name: 'sample', injectableClass: SampleChecker }];
