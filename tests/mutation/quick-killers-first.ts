import { BaseSequencer, type Reporter, type TestSpecification, type Vitest } from 'vitest/node';

const seen = new Map<string, { ms: number; failures: number }>();

let vitest: Vitest | null = null;

/** What each test file took, and how often it failed. */
export const watchFiles: Reporter = {
  onInit(started) {
    vitest = started;
  },
  onTestModuleEnd(testModule) {
    // A mutant that breaks the loading of core fails no test, and Stryker would take it for one that lives.
    const [broken] = testModule.errors();
    if (broken !== undefined && vitest !== null) {
      vitest.state.errorsSet.add(broken);
      void vitest.cancelCurrentRun('test-failure');
    }
    const before = seen.get(testModule.moduleId) ?? { ms: 0, failures: 0 };
    // Of a filtered run only a part is run: the longest counts.
    const ms = Math.max(before.ms, testModule.diagnostic().duration);
    seen.set(testModule.moduleId, { ms, failures: before.failures + (testModule.ok() ? 0 : 1) });
  },
};

/** A mutant of what runs while core is loaded is put to all test files, since nobody knows which depend on it: to those that take less than this. */
const QUICK_MS = 500;

/** The first failing test ends a mutant: files that take little and have failed often go first. Vitest begins with the longest. */
export class QuickKillersFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const seenOf = ({ moduleId }: TestSpecification) => seen.get(moduleId) ?? { ms: 0, failures: 0 };
    const { mode, mutantActivation } = (files[0]?.project.getProvidedContext() ?? {}) as Record<string, unknown>;
    const whileLoading = mode === 'mutant' && mutantActivation === 'static';
    const cost = (file: TestSpecification): number => seenOf(file).ms / (1 + seenOf(file).failures);
    return Promise.resolve(
      files.filter((file) => !whileLoading || seenOf(file).ms < QUICK_MS).sort((a, b) => cost(a) - cost(b)),
    );
  }
}
