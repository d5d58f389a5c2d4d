import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';
import type { Reporter } from 'vitest/node';

const seen = new Map<string, { ms: number; failures: number }>();

/** What each test file took, and how often it failed. */
export const watchFiles: Reporter = {
  onTestModuleEnd(testModule) {
    const before = seen.get(testModule.moduleId) ?? { ms: 0, failures: 0 };
    // Of a filtered run only a part is run: the longest counts.
    const ms = Math.max(before.ms, testModule.diagnostic().duration);
    seen.set(testModule.moduleId, { ms, failures: before.failures + (testModule.ok() ? 0 : 1) });
  },
};

/** The first failing test ends a mutant: files that take little and have failed often go first. Vitest begins with the longest. */
export class QuickKillersFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const cost = ({ moduleId }: TestSpecification): number => {
      const { ms, failures } = seen.get(moduleId) ?? { ms: 0, failures: 0 };
      return ms / (1 + failures);
    };
    return Promise.resolve([...files].sort((a, b) => cost(a) - cost(b)));
  }
}
