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
 * Lets about `MUTATION_SAMPLE` mutants of each file pass, and all of a file that has fewer: each by a number between
 * 0 and 1 made of its place, what it puts there and `MUTATION_SEED`. So the same are in it however many are known already.
 */
class SampleChecker {
  private readonly asked = Number(process.env['MUTATION_SAMPLE']);
  private readonly seed = process.env['MUTATION_SEED'] ?? '';
  private readonly inFile = new Map<string, number>();

  init(): Promise<void> {
    return Promise.resolve();
  }

  /** All mutants that are to be run come here first. */
  group(mutants: readonly Mutant[]): Promise<string[][]> {
    const known = JSON.parse(process.env['MUTATION_COUNTS'] ?? '{}') as Record<string, number>;
    for (const { fileName } of mutants) {
      const name = fileName.slice(fileName.lastIndexOf('core/'));
      if (!this.inFile.has(fileName)) {
        this.inFile.set(fileName, known[name] ?? mutants.filter((each) => each.fileName === fileName).length);
      }
    }
    return Promise.resolve([mutants.map(({ id }) => id)]);
  }

  check(mutants: readonly Mutant[]): Promise<Record<string, object>> {
    return Promise.resolve(
      Object.fromEntries(
        mutants.map((mutant) => [
          mutant.id,
          this.isInSample(mutant) ? { status: 'passed' } : { status: 'compileError', reason: 'not in the sample' },
        ]),
      ),
    );
  }

  private isInSample({ fileName, mutatorName, replacement, location: { start } }: Mutant): boolean {
    const name = fileName.slice(fileName.lastIndexOf('core/'));
    const place = `${this.seed} ${name} ${start.line}:${start.column} ${mutatorName} ${replacement}`;
    const drawn = createHash('sha256').update(place).digest().readUInt32BE() / 2 ** 32;
    return drawn * (this.inFile.get(fileName) ?? 1) < this.asked;
  }
}

/** What Stryker looks for in a plugin. */
export const strykerPlugins = [{ kind: 'Checker', name: 'sample', injectableClass: SampleChecker }];
